//! A library shows its house, changes its sign and withdraws a picture.

use kreisrund_content::LanguageTag;
use kreisrund_kernel::{OrganisationId, PlaceId};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use tempfile::TempDir;

use super::*;
use crate::{
    Alternative, Content, FileError, FileStore, Licence, MediaType, NewContent, PicturePurpose, Refused,
    Rights, Size, Variant, Visibility, Wording, demo,
};

fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(migrations());
    all
}

struct House {
    database: Database,
    files: FileStore,
    folder: TempDir,
    library: SubjectRef,
}

impl House {
    fn new(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::in_folder(folder.path());
        let library = SubjectRef::new(SubjectKind::Organisation, OrganisationId::new());
        Self { database, files, folder, library }
    }

    async fn photo(&self, name: &str) -> NewFile {
        let bytes = strip(name);
        let picture = self.files.receive_picture(bytes, &format!("{name}.jpg")).await.unwrap();
        let shows = Wording::new(LanguageTag::german(), "Die Bücherei am Markt").unwrap();
        let alternative =
            Alternative::Described(shows.translated(LanguageTag::english(), "The library").unwrap());
        NewFile {
            content: NewContent::Picture { picture, purpose: PicturePurpose::Photo, alternative },
            details: details(),
        }
    }

    async fn logo(&self, name: &str) -> NewFile {
        let picture = self.files.receive_picture(demo::logo(name), "logo.svg").await.unwrap();
        let (purpose, alternative) = (PicturePurpose::Logo, Alternative::Decorative);
        NewFile { content: NewContent::Picture { picture, purpose, alternative }, details: details() }
    }

    async fn flyer(&self) -> NewFile {
        let bytes = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n".to_vec();
        let document = self.files.receive_document(bytes, "Programm \u{202e}2026.jpg").await.unwrap();
        let title = Wording::new(LanguageTag::german(), "Programm 2026").unwrap();
        NewFile { content: NewContent::Document { document, title }, details: details() }
    }

    async fn save(&self, new: NewFile) -> File {
        let write = self.database.write().await.unwrap();
        let file = save(&write, self.library, new).await.unwrap();
        write.commit().await.unwrap();
        file
    }

    async fn files(&self) -> Vec<File> {
        files_of(self.database.read(), self.library, Access::ANONYMOUS).await.unwrap()
    }

    /// How many contents the folder has.
    fn contents(&self) -> usize {
        let shelves = std::fs::read_dir(self.folder.path().join("files")).unwrap();
        shelves.map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap().count()).sum()
    }

    /// Lets all contents look as if nobody had touched them for days.
    fn days_pass(&self) {
        for shelf in std::fs::read_dir(self.folder.path().join("files")).unwrap() {
            for content in std::fs::read_dir(shelf.unwrap().path()).unwrap() {
                let file = std::fs::File::options().write(true).open(content.unwrap().path()).unwrap();
                file.set_modified(std::time::UNIX_EPOCH).unwrap();
            }
        }
    }
}

/// A photo that is quickly made and differs from name to name.
fn strip(name: &str) -> Vec<u8> {
    let hash = Hash::of(name.as_bytes()).to_string().into_bytes();
    let pixels = image::RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        image::Rgb([hash[x as usize / 20], hash[y as usize], 9])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

const WIDTH: u32 = 960;
const HEIGHT: u32 = 30;

fn details() -> Details {
    let rights = Rights::new(Some("Maria Muster"), Licence::CcBy, Some("https://example.org/bild"), None);
    Details { example: true, ..Details::public(rights.unwrap()) }
}

#[database_test(migrations = all_migrations)]
async fn a_photo_is_found_again_as_it_was_saved(database: Database) {
    let house = House::new(database);
    let saved = house.save(house.photo("bücherei").await).await;

    assert_eq!(house.files().await, std::slice::from_ref(&saved));
    assert_eq!(by_id(house.database.read(), saved.id, Access::ANONYMOUS).await.unwrap(), Some(saved.clone()));
    let picture = saved.picture().unwrap();
    assert_eq!((picture.width, picture.height), (WIDTH, HEIGHT));
    assert_eq!(picture.sizes.iter().map(|sized| sized.size).collect::<Vec<_>>(), [Size::Small, Size::Medium]);
    assert_eq!(saved.created_at, house.database.clock().now());

    let image = saved.image(&LanguageTag::english()).unwrap();
    let id = saved.id;
    assert_eq!(image.alt, "The library");
    assert_eq!(image.src, format!("/dateien/{id}/medium"));
    assert_eq!(
        image.srcset,
        format!("/dateien/{id}/small 320w, /dateien/{id}/medium 640w, /dateien/{id}/full 960w")
    );
    assert_eq!(image.credit.as_deref(), Some("Maria Muster · CC BY 4.0"));
}

#[database_test(migrations = all_migrations)]
async fn what_is_served_is_what_was_kept_with_headers_that_keep_it_in_its_place(database: Database) {
    let house = House::new(database);
    let (photo, logo, flyer) = (house.photo("a").await, house.logo("a").await, house.flyer().await);
    let (photo, logo, flyer) = (house.save(photo).await, house.save(logo).await, house.save(flyer).await);
    let read = async |id, variant| {
        house.files.read(house.database.read(), id, variant, Access::ANONYMOUS).await.unwrap().unwrap()
    };

    let small = read(photo.id, Variant::Sized(Size::Small)).await;
    assert_eq!(Hash::of(&small.bytes), photo.picture().unwrap().sizes[0].hash);
    assert_eq!(
        (small.media_type, small.disposition.as_str()),
        (MediaType::Jpeg, "inline; filename=\"a.jpg\"; filename*=UTF-8''a.jpg")
    );
    assert_eq!(small.cache, "public, max-age=604800, immutable");
    let larger_than_it_is = read(photo.id, Variant::Sized(Size::ExtraLarge)).await;
    assert_eq!(Hash::of(&larger_than_it_is.bytes), photo.hash);

    let logo = read(logo.id, Variant::Full).await;
    assert_eq!(logo.media_type, MediaType::Svg);
    let headers = logo.headers();
    assert!(
        headers
            .contains(&("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"))
    );
    assert!(headers.contains(&("x-content-type-options", "nosniff")));

    let flyer = read(flyer.id, Variant::Full).await;
    assert_eq!(flyer.media_type, MediaType::Pdf);
    assert_eq!(
        flyer.disposition,
        "attachment; filename=\"Programm 2026.pdf\"; filename*=UTF-8''Programm%202026.pdf"
    );
}

#[database_test(migrations = all_migrations)]
async fn nobody_sees_what_is_not_for_them(database: Database) {
    let house = House::new(database);
    let mut new = house.photo("intern").await;
    new.details.visibility = Visibility::Office;
    let file = house.save(new).await;
    let connection = house.database.read();
    let ids = [house.library.id];

    for (access, sees) in [
        (Access::ANONYMOUS, false),
        (Access::up_to(Visibility::Network), false),
        (Access::up_to(Visibility::Office), true),
        (Access::up_to(Visibility::Confidential), true),
    ] {
        assert_eq!(by_id(connection, file.id, access).await.unwrap().is_some(), sees, "{access:?}");
        assert_eq!(
            !files_of(connection, house.library, access).await.unwrap().is_empty(),
            sees,
            "{access:?}"
        );
        let many = files_of_many(connection, SubjectKind::Organisation, &ids, access).await.unwrap();
        assert_eq!(!many.is_empty(), sees, "{access:?}");
        let served = house.files.read(connection, file.id, Variant::Full, access).await.unwrap();
        assert_eq!(served.map(|served| served.cache), sees.then_some("private, no-store"), "{access:?}");
    }

    let write = house.database.write().await.unwrap();
    assert_eq!(save_details(&write, file.id, details()).await.unwrap(), Some(Change::Changed));
    assert_eq!(save_details(&write, file.id, details()).await.unwrap(), Some(Change::Unchanged));
    assert_eq!(save_details(&write, FileId::new(), details()).await.unwrap(), None);
    write.commit().await.unwrap();
    assert_eq!(house.files().await.len(), 1);
}

#[database_test(migrations = all_migrations)]
async fn files_come_in_their_order_and_each_on_its_record(database: Database) {
    let house = House::new(database);
    let place = SubjectRef::new(SubjectKind::Place, PlaceId::new());
    let write = house.database.write().await.unwrap();
    for (name, order) in [("zwei", 2), ("eins", 1), ("drei", 2)] {
        let mut new = house.photo(name).await;
        new.details.order = order;
        save(&write, house.library, new).await.unwrap();
    }
    save(&write, place, house.flyer().await).await.unwrap();
    write.commit().await.unwrap();

    let names = |files: &[File]| files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&house.files().await), ["eins.jpg", "zwei.jpg", "drei.jpg"]);
    let ids = [house.library.id, place.id, OrganisationId::new().into()];
    let connection = house.database.read();
    let many = files_of_many(connection, SubjectKind::Organisation, &ids, Access::ANONYMOUS).await.unwrap();
    assert_eq!(many.len(), 1);
    assert_eq!(names(&many[&house.library.id]), ["eins.jpg", "zwei.jpg", "drei.jpg"]);
    let of_place = files_of(connection, place, Access::ANONYMOUS).await.unwrap();
    assert!(matches!(of_place[0].content, Content::Document(_)));
    assert_eq!(of_place[0].name, "Programm 2026.jpg");
}

#[database_test(migrations = all_migrations)]
async fn a_new_logo_takes_the_place_of_the_old_one_and_the_same_logo_changes_nothing(database: Database) {
    let house = House::new(database);
    house.save(house.photo("haus").await).await;
    let mut seen = Vec::new();
    for name in ["a", "a", "b"] {
        let new = house.logo(name).await;
        let write = house.database.write().await.unwrap();
        let (file, change) = save_only(&write, house.library, new).await.unwrap();
        write.commit().await.unwrap();
        assert!(house.files().await.contains(&file));
        seen.push((change, file.id));
    }
    assert_eq!(
        seen.iter().map(|(change, _)| *change).collect::<Vec<_>>(),
        [Change::Added, Change::Unchanged, Change::Changed]
    );
    assert_eq!(seen[0].1, seen[1].1);
    assert_ne!(seen[1].1, seen[2].1, "the address changes with the content");
    assert_eq!(house.files().await.len(), 2, "the photo stays");
}

#[database_test(migrations = all_migrations)]
async fn a_photo_is_replaced_on_its_record_and_deleted_with_it(database: Database) {
    let house = House::new(database);
    let old = house.save(house.photo("alt").await).await;
    let write = house.database.write().await.unwrap();
    let new = replace(&write, old.id, house.photo("neu").await).await.unwrap().unwrap();
    assert_eq!(replace(&write, old.id, house.photo("neu").await).await.unwrap(), None);
    write.commit().await.unwrap();
    assert_eq!(house.files().await, std::slice::from_ref(&new));

    let write = house.database.write().await.unwrap();
    assert_eq!(delete_of(&write, house.library).await.unwrap(), 1);
    assert!(!delete(&write, new.id).await.unwrap());
    write.commit().await.unwrap();
    assert_eq!(house.files().await, []);
    assert_eq!(hashes(house.database.read()).await.unwrap().len(), 0, "the sizes went too");
}

#[database_test(migrations = all_migrations)]
async fn bytes_go_when_no_file_needs_them_any_more(database: Database) {
    let house = House::new(database);
    let kept = house.save(house.photo("bleibt").await).await;
    let twice = house.save(house.photo("bleibt").await).await;
    assert_eq!((kept.hash, house.contents()), (twice.hash, 3), "two files, one content for each form");

    // Somebody uploads, and the transaction fails.
    let new = house.photo("verworfen").await;
    let write = house.database.write().await.unwrap();
    save(&write, house.library, new).await.unwrap();
    drop(write);
    assert_eq!(house.files().await.len(), 2);
    assert_eq!(house.files.remove_orphans(&house.database).await.unwrap(), 0, "too young");

    house.days_pass();
    assert_eq!(house.files.remove_orphans(&house.database).await.unwrap(), 3);
    let write = house.database.write().await.unwrap();
    assert!(delete(&write, kept.id).await.unwrap());
    write.commit().await.unwrap();
    assert_eq!(house.files.remove_orphans(&house.database).await.unwrap(), 0, "the other file has the same");
    let connection = house.database.read();
    assert!(
        house.files.read(connection, twice.id, Variant::Full, Access::ANONYMOUS).await.unwrap().is_some()
    );
}

#[database_test(migrations = all_migrations)]
async fn what_was_to_be_kept_for_a_time_goes_after_it(database: Database) {
    let house = House::new(database);
    let now = house.database.clock().now();
    let hour = jiff::SignedDuration::from_hours(1);
    for (name, keep_until) in [("immer", None), ("noch", Some(now + hour)), ("bis jetzt", Some(now))] {
        let mut new = house.photo(name).await;
        new.details.keep_until = keep_until;
        house.save(new).await;
    }
    let write = house.database.write().await.unwrap();
    assert_eq!(remove_expired(&write, now).await.unwrap(), [house.library]);
    write.commit().await.unwrap();
    let names: Vec<String> = house.files().await.into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["immer.jpg", "noch.jpg"]);
}

#[database_test(migrations = all_migrations)]
async fn a_refused_upload_leaves_nothing(database: Database) {
    let house = House::new(database);
    let refused = house.files.receive_picture(b"%PDF-1.7\n%%EOF".to_vec(), "Foto.jpg").await.unwrap_err();
    assert!(matches!(refused, FileError::Refused(Refused::NotAPicture { .. })));
    assert!(refused.to_string().starts_with("This is a PDF document"));
    assert!(!house.folder.path().join("files").exists());
    assert!(house.files.receive_document(b"%PDF-1.7\n%%EOF".to_vec(), "Foto.jpg").await.is_ok());
}
