//! Pictures for the demonstration: drawn by the program, since nobody's photos are used.

use kreisrund_content::LanguageTag;
use kreisrund_directory::{
    organisation::Role,
    store::{organisations::organisations, programmes::programmes},
};
use kreisrund_files::{
    Access, Alternative, Details, FileError, Licence, NewContent, NewFile, PicturePurpose, Rights, Wording,
    demo::{landscape, logo},
    store,
};
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_slice::House;
use kreisrund_store::StoreError;

/// The kinds of organisations that get a picture: those that people visit.
const VISITED: [Role; 6] = [
    Role::Library,
    Role::Museum,
    Role::CulturalActor,
    Role::FamilyCentre,
    Role::AdultEducation,
    Role::MusicSchool,
];

/// Draws pictures for invented organisations, and logos for invented programmes, that have none yet.
///
/// # Errors
/// When the database or the disk fails.
pub async fn draw_pictures(house: &House) -> Result<(), FileError> {
    let organisations = organisations(house.database.read()).await?;
    let visited = organisations.iter().filter(|organisation| {
        let details = &organisation.details;
        details.example && VISITED.iter().any(|role| details.roles.contains(role))
    });
    for organisation in visited {
        let subject = SubjectRef::new(SubjectKind::Organisation, organisation.id);
        let slug = organisation.slug.as_str();
        let shows =
            format!("Gemaltes Beispielbild für {}: Häuser zwischen Hügeln", organisation.details.name);
        let draw = || landscape(slug).map_err(|error| broken(&error));
        hang(house, subject, slug, PicturePurpose::Photo, &shows, draw).await?;
    }
    for programme in
        programmes(house.database.read()).await?.iter().filter(|programme| programme.details.example)
    {
        let subject = SubjectRef::new(SubjectKind::Programme, programme.id);
        let slug = programme.slug.as_str();
        let shows = format!("Erfundenes Logo: {}", programme.details.name);
        hang(house, subject, slug, PicturePurpose::Logo, &shows, || Ok(logo(slug))).await?;
    }
    Ok(())
}

async fn hang(
    house: &House,
    subject: SubjectRef,
    slug: &str,
    purpose: PicturePurpose,
    shows: &str,
    draw: impl FnOnce() -> Result<Vec<u8>, FileError>,
) -> Result<(), FileError> {
    if !store::files_of(house.database.read(), subject, Access::ANONYMOUS).await?.is_empty() {
        return Ok(());
    }
    let picture = house.files.receive_picture(draw()?, slug).await?;
    let alternative = match Wording::new(LanguageTag::german(), shows) {
        Ok(wording) => Alternative::Described(wording),
        Err(_) => Alternative::Decorative,
    };
    let rights = Rights::new(None, Licence::Cc0, None, None).map_err(|error| broken(&error))?;
    let details = Details { example: true, ..Details::public(rights) };
    let write = house.database.write().await?;
    let content = NewContent::Picture { picture, purpose, alternative };
    store::save_only(&write, subject, NewFile { content, details }).await?;
    write.commit().await?;
    Ok(())
}

fn broken(error: &dyn std::fmt::Display) -> FileError {
    FileError::Store(StoreError::Unreadable(error.to_string()))
}
