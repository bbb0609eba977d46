//! What the page at a path shows.

use tantivy::{DocAddress, columnar::Column};

use super::{Open, SearchError, Shown};
use crate::{
    collect::kind_of,
    entry::{Card, Kind},
};

/// The entry whose page is at `path`: see [`SearchIndex::at_path`]. Paths are columns; their dictionary tells where to look.
pub(super) fn entry(open: &Open, path: &str) -> Result<Option<(Kind, Card)>, SearchError> {
    let searcher = open.reader.searcher();
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let fields = segment.fast_fields();
        let Some(column) = fields.str("path")? else { continue };
        let Some(ordinal) = column.dictionary().term_ord(path)? else { continue };
        let staff = fields.column_opt::<u64>("staff")?;
        let kinds = fields.column_opt::<u64>("kind")?;
        let mut docs = Vec::new();
        column.ords().get_docids_for_value_range(ordinal..=ordinal, 0..segment.max_doc(), &mut docs);
        let first = |column: &Option<Column<u64>>, doc| column.as_ref().and_then(|column| column.first(doc));
        let is_there = |doc: u32| segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        let is_public = |doc: &u32| is_there(*doc) && first(&staff, *doc).unwrap_or_default() == 0;
        let Some(doc) = docs.into_iter().find(is_public) else { continue };
        let Some(kind) = first(&kinds, doc).and_then(kind_of) else { continue };
        let address = DocAddress::new(u32::try_from(number).unwrap_or(u32::MAX), doc);
        return Ok(Some((kind, Shown { open, searcher: &searcher }.card(address)?)));
    }
    Ok(None)
}
