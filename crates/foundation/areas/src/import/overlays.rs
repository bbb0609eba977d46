//! Overlays: regions that lie across municipalities and counties, as the county itself lists them.
//!
//! ```text
//! kind;key;name;members
//! leader_region;leader-suedliches-elbe-elster;Südliches Elbe-Elster;12062124, 12062410, Mühlberg/Elbe=0.5
//! custom;sued;Südkreis;leader-suedliches-elbe-elster, 12062500
//! ```
//! A member is a municipality (by key or name), a county (by key) or another overlay (by key); behind `=` may stand which
//! share of it belongs to the overlay.

use std::collections::BTreeMap;

use super::table::{self, NotATable, TableRow, refusal};
use crate::area::AreaLevel;

/// An overlay as one row describes it; its members are not looked up yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// The line in the file, from 1.
    pub row: u64,
    /// Which kind of overlay it is.
    pub kind: AreaLevel,
    /// The key that the county chose.
    pub key: String,
    /// The name.
    pub name: String,
    /// The members as they were written, in their order.
    pub members: Vec<Member>,
}

/// A member of an overlay as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Key or name.
    pub given: String,
    /// Which share of the member belongs to the overlay; `None` for all of it.
    pub weight: Option<f64>,
}

/// Reads the file of overlays.
///
/// # Errors
/// [`NotATable`] with row and column of what can't be taken: unknown kinds, keys twice, an overlay that contains itself,
/// directly or by way of others.
pub fn read_overlays(bytes: &[u8]) -> Result<Vec<Overlay>, NotATable> {
    let rows = table::read(bytes, &["kind", "key", "name", "members"], &[])?;
    let mut overlays: Vec<Overlay> = Vec::new();
    for row in &rows {
        let overlay = read_row(row)?;
        if let Some(other) = overlays.iter().find(|other| other.key == overlay.key) {
            return Err(row.refuse("key", &format!("stands in row {} already", other.row)));
        }
        overlays.push(overlay);
    }
    let members: BTreeMap<&str, Vec<&str>> = overlays
        .iter()
        .map(|overlay| {
            let members = overlay.members.iter().map(|member| member.given.as_str());
            (overlay.key.as_str(), members.collect())
        })
        .collect();
    for overlay in &overlays {
        if let Some(way) = way_back(&overlay.key, &members) {
            return Err(contains_itself(overlay, &way));
        }
    }
    Ok(overlays)
}

/// The refusal of an overlay that contains itself by way of `way`.
fn contains_itself(overlay: &Overlay, way: &[&str]) -> NotATable {
    let problem = match way {
        [] => format!("“{}” contains itself; remove it from its members", overlay.key),
        way => format!("“{}” contains itself by way of {}; remove one of them", overlay.key, way.join(", ")),
    };
    refusal(overlay.row, "members", problem)
}

/// By way of which others `key` is a member of itself; `None` where it is not.
pub(crate) fn way_back<'a>(key: &'a str, members: &BTreeMap<&'a str, Vec<&'a str>>) -> Option<Vec<&'a str>> {
    let mut open: Vec<Vec<&str>> = vec![vec![key]];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(way) = open.pop() {
        for member in way.last().and_then(|last| members.get(last)).into_iter().flatten() {
            if *member == key {
                return Some(way[1..].to_vec());
            }
            if seen.insert(*member) {
                open.push(way.iter().copied().chain([*member]).collect());
            }
        }
    }
    None
}

fn read_row(row: &TableRow) -> Result<Overlay, NotATable> {
    let kind = AreaLevel::from_name(row.required("kind")?)
        .filter(|level| level.is_overlay())
        .ok_or_else(|| row.refuse("kind", "is none of leader_region, association, custom"))?;
    let key = row.required("key")?;
    let is_sound = key.len() <= 60
        && key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte));
    if !is_sound {
        return Err(row.refuse("key", "is not a key: at most 60 of a–z, 0–9, hyphen, underscore, full stop"));
    }
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(row.refuse("key", "looks like an official key; begin it with a letter"));
    }
    let members: Vec<Member> = row
        .required("members")?
        .split(',')
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .map(|member| read_member(row, member))
        .collect::<Result<_, _>>()?;
    if members.is_empty() {
        return Err(row.refuse("members", "names nobody"));
    }
    Ok(Overlay {
        row: row.number,
        kind,
        key: key.to_owned(),
        name: row.required("name")?.to_owned(),
        members,
    })
}

fn read_member(row: &TableRow, given: &str) -> Result<Member, NotATable> {
    let Some((given, share)) = given.split_once('=') else {
        return Ok(Member { given: given.to_owned(), weight: None });
    };
    let weight =
        share.trim().parse().ok().filter(|share| *share > 0.0 && *share <= 1.0).ok_or_else(|| {
            refusal(row.number, "members", format!("“{share}” is not a share above 0 and up to 1, as in 0.5"))
        })?;
    Ok(Member { given: given.trim().to_owned(), weight: Some(weight).filter(|weight| *weight < 1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refusal_of(rows: &str) -> String {
        read_overlays(format!("kind;key;name;members\n{rows}\n").as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn overlays_are_read_with_their_members_and_shares() {
        let table =
            "kind,key,name,members\nleader_region,aue,Aue,\"99001010, Winzig=0.5\"\ncustom,alle,Alle,aue\n";
        let overlays = read_overlays(table.as_bytes()).unwrap();
        assert_eq!((overlays[0].kind, overlays[0].name.as_str()), (AreaLevel::LeaderRegion, "Aue"));
        assert_eq!(overlays[0].members[1], Member { given: "Winzig".into(), weight: Some(0.5) });
        assert_eq!(overlays[1].members[0].given, "aue");
    }

    #[test]
    fn what_can_not_be_an_overlay_is_named_with_row_and_column() {
        for (rows, sentence) in [
            (
                "county;x;X;99001",
                "row 2, column kind: “county” is none of leader_region, association, custom",
            ),
            (
                "custom;12062;X;99001",
                "row 2, column key: “12062” looks like an official key; begin it with a letter",
            ),
            ("custom;x;X;99001\ncustom;x;Y;99001", "row 3, column key: “x” stands in row 2 already"),
            ("custom;x;;99001", "row 2, column name: is empty"),
            ("custom;x;X; ,", "row 2, column members: “,” names nobody"),
            (
                "custom;x;X;99001=2",
                "row 2, column members: “2” is not a share above 0 and up to 1, as in 0.5",
            ),
            ("custom;x;X;99001, x", "row 2, column members: “x” contains itself; remove it from its members"),
            (
                "custom;x;X;y\ncustom;y;Y;z\ncustom;z;Z;x",
                "row 2, column members: “x” contains itself by way of y, z; remove one of them",
            ),
        ] {
            assert_eq!(refusal_of(rows), sentence);
        }
    }

    proptest! {
        #[test]
        fn every_circle_is_found_and_nothing_else(edges in prop::collection::btree_set((0..6_usize, 0..6_usize), 0..14)) {
            const KEYS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
            let mut members: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (overlay, member) in &edges {
                members.entry(KEYS[*overlay]).or_default().push(KEYS[*member]);
            }
            // Warshall's closure as the oracle.
            let mut reaches = [[false; 6]; 6];
            for (overlay, member) in &edges {
                reaches[*overlay][*member] = true;
            }
            for by in 0..6 {
                for from in 0..6 {
                    for to in 0..6 {
                        reaches[from][to] |= reaches[from][by] && reaches[by][to];
                    }
                }
            }
            for (index, key) in KEYS.iter().enumerate() {
                prop_assert_eq!(way_back(key, &members).is_some(), reaches[index][index]);
            }
        }
    }
}
