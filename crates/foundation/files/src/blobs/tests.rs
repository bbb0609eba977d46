//! What is put is there whole, once, and goes when nobody needs it.

use std::time::{Duration, UNIX_EPOCH};

use super::*;

/// A Sunday in November.
const NOW: Timestamp = Timestamp::constant(1_795_338_000, 0);

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let shelves = entries(folder).unwrap();
    let mut files: Vec<PathBuf> = shelves.iter().flat_map(|shelf| entries(shelf).unwrap()).collect();
    files.sort();
    files
}

fn changed_hours_ago(path: &Path, hours: i64) {
    let seconds = u64::try_from(NOW.as_second() - hours * 3600).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
}

#[test]
fn the_same_bytes_are_there_once_under_their_hash() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(folder.path());
    let hash = blobs.put(b"abc").unwrap();
    assert_eq!(blobs.put(b"abc").unwrap(), hash);
    // FIPS 180-2, B.1.
    let name = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hash.to_string(), name);
    assert_eq!(name.parse(), Ok(hash));
    assert_eq!(files_in(folder.path()), [folder.path().join("ba").join(name)]);
    assert_eq!(blobs.get(hash).unwrap(), b"abc");
    for wrong in ["", "ba", &name.to_uppercase(), &name.replace('b', "ä")[..64]] {
        assert!(wrong.parse::<Hash>().is_err(), "{wrong}");
    }
}

#[test]
fn bytes_that_were_damaged_on_the_disk_are_whole_once_they_are_put_again() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(folder.path());
    let hash = blobs.put(b"abc").unwrap();
    fs::write(blobs.path(hash), b"").unwrap();
    blobs.put(b"abc").unwrap();
    assert_eq!(blobs.get(hash).unwrap(), b"abc");
}

#[test]
fn what_can_not_be_put_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(folder.path());
    // Something is in the way of the name.
    fs::create_dir_all(blobs.path(Hash::of(b"abc")).join("x")).unwrap();
    assert!(blobs.put(b"abc").is_err());
    assert_eq!(entries(&blobs.waiting_room()).unwrap(), Vec::<PathBuf>::new());
}

#[test]
fn the_sweep_takes_what_is_old_and_not_needed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(folder.path());
    let [needed, old, young] =
        [b"needed".as_slice(), b"old", b"young"].map(|bytes| blobs.put(bytes).unwrap());
    changed_hours_ago(&blobs.path(needed), 100);
    changed_hours_ago(&blobs.path(old), 25);
    changed_hours_ago(&blobs.path(young), 23);
    let (left_over, being_written) = (blobs.waiting_room().join("1"), blobs.waiting_room().join("2"));
    fs::write(&left_over, b"ha").unwrap();
    fs::write(&being_written, b"ha").unwrap();
    changed_hours_ago(&left_over, 25);
    changed_hours_ago(&being_written, 0);
    // Somebody else's file in the folder is not ours to remove.
    let foreign = folder.path().join("ba").join("notes.txt");
    fs::create_dir_all(folder.path().join("ba")).unwrap();
    fs::write(&foreign, b"hello").unwrap();
    changed_hours_ago(&foreign, 100);

    assert_eq!(blobs.sweep(NOW, |hash| hash == needed).unwrap(), 2);

    let mut left = vec![blobs.path(needed), blobs.path(young), being_written, foreign];
    left.sort();
    assert_eq!(files_in(folder.path()), left);
    assert_eq!(blobs.sweep(NOW, |hash| hash == needed).unwrap(), 0);
}

#[test]
fn an_empty_folder_is_swept_without_complaint() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Blobs::in_folder(&folder.path().join("not yet there")).sweep(NOW, |_| false).unwrap(), 0);
}
