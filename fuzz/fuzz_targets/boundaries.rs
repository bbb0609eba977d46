//! Boundaries: GeoJSON, a shapefile, or either in an archive. The first byte chooses the ending.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    use std::collections::BTreeMap;

    use kreisrund_areas::boundary::{BoundaryFile, read};

    let Some((choice, bytes)) = data.split_first() else { return };
    let ending = ["geojson", "shp", "zip"][usize::from(choice % 3)];
    // Half of the bytes stand for the attributes beside a shapefile.
    let (bytes, attributes) = bytes.split_at(bytes.len() / 2);
    let companions = BTreeMap::from([("dbf".to_owned(), attributes.to_vec())]);
    let _ = read(&BoundaryFile { name: format!("file.{ending}"), bytes: bytes.to_vec(), companions });
});
