//! Well-known text of reference systems: keywords with names, numbers and further keywords in brackets.

/// Deeper brackets or longer texts are no reference system.
const DEEPEST: usize = 20;
const LONGEST: usize = 64 * 1024;

/// A keyword with what stands in its brackets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Node {
    keyword: String,
    name: Option<String>,
    number: Option<f64>,
    children: Vec<Node>,
}

impl Node {
    /// The keyword in capitals: `PROJCS`.
    pub(super) fn keyword(&self) -> &str {
        &self.keyword
    }

    /// The first text in quotation marks.
    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The first number.
    pub(super) const fn number(&self) -> Option<f64> {
        self.number
    }

    /// The child with one of these keywords.
    pub(super) fn own(&self, keywords: &[&str]) -> Option<&Self> {
        self.children.iter().find(|child| keywords.contains(&child.keyword()))
    }

    /// The first keyword of these, however deep.
    pub(super) fn find(&self, keywords: &[&str]) -> Option<&Self> {
        self.own(keywords).or_else(|| self.children.iter().find_map(|child| child.find(keywords)))
    }

    /// All with this keyword, however deep.
    pub(super) fn all(&self, keyword: &str) -> Vec<&Self> {
        let below = self.children.iter().flat_map(|child| child.all(keyword));
        self.children.iter().filter(|child| child.keyword == keyword).chain(below).collect()
    }

    /// The number in the EPSG register that the text states for itself.
    pub(super) fn epsg(&self) -> Option<u32> {
        let authority = self.own(&["AUTHORITY", "ID"]).filter(|own| own.name() == Some("EPSG"))?;
        format!("{}", authority.number?).parse().ok()
    }
}

/// Reads a text; `None` where it is none.
pub(super) fn parse(text: &str) -> Option<Node> {
    let mut rest = text.trim().trim_start_matches('\u{feff}');
    if rest.len() > LONGEST {
        return None;
    }
    let node = node(&mut rest, 0)?;
    (!node.children.is_empty()).then_some(node)
}

fn node(rest: &mut &str, depth: usize) -> Option<Node> {
    let end = rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))?;
    let (keyword, after) = rest.split_at_checked(end)?;
    let mut node = Node { keyword: keyword.to_ascii_uppercase(), ..Node::default() };
    *rest = after.trim_start().strip_prefix(['[', '('])?;
    if keyword.is_empty() || depth > DEEPEST {
        return None;
    }
    loop {
        *rest = rest.trim_start();
        let first = rest.chars().next()?;
        match first {
            ']' | ')' => {
                *rest = rest.get(1..)?;
                return Some(node);
            }
            ',' => *rest = rest.get(1..)?,
            '"' => {
                let (text, after) = rest.get(1..)?.split_once('"')?;
                *rest = after;
                match node.name {
                    // A number may stand in quotation marks: AUTHORITY["EPSG","25832"].
                    None => node.name = Some(text.to_owned()),
                    Some(_) => node.number = node.number.or_else(|| text.parse().ok()),
                }
            }
            _ if first.is_ascii_digit() || ['-', '+', '.'].contains(&first) => {
                let end = rest.find([',', ']', ')', ' ', '\n', '\r', '\t'])?;
                let (number, after) = rest.split_at_checked(end)?;
                node.number = Some(node.number.unwrap_or(number.parse().ok()?));
                *rest = after;
            }
            _ => {
                let is_bare = rest
                    .find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
                    .is_some_and(|end| !rest[end..].trim_start().starts_with(['[', '(']));
                if is_bare {
                    // An enumeration: AXIS["Easting",EAST].
                    *rest = rest.get(rest.find([',', ']', ')'])?..)?;
                } else {
                    node.children.push(self::node(rest, depth + 1)?);
                }
            }
        }
    }
}
