//! All forms of all words, letter by letter, so that every part that begins at a place is found in one walk.

use std::ops::Range;

/// No reading, no node.
pub(super) const NONE: u32 = u32::MAX;

/// What the letters on the way to a node mean as a part before others, and as the last part: indices of readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Readings {
    pub(super) inside: u32,
    pub(super) last: u32,
}

#[derive(Debug)]
struct Node {
    letter: u8,
    children: u8,
    first_child: u32,
    readings: Readings,
}

/// The tree; node 0 is the root.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// `forms` sorted, each once.
    pub(super) fn new(forms: &[(String, Readings)]) -> Self {
        let empty = Readings { inside: NONE, last: NONE };
        let mut nodes = vec![Node { letter: 0, children: 0, first_child: 0, readings: empty }];
        // Which forms begin with the letters of a node, and how many letters these are.
        let mut spans: Vec<(Range<usize>, usize)> = vec![(0..forms.len(), 0)];
        let mut next = 0;
        while next < nodes.len() {
            let (span, depth) = spans[next].clone();
            let first_child = nodes.len();
            let mut start = span.start;
            if let Some((form, readings)) = forms.get(start).filter(|_| !span.is_empty())
                && form.len() == depth
            {
                nodes[next].readings = *readings;
                start += 1;
            }
            while start < span.end {
                let letter = forms[start].0.as_bytes()[depth];
                let same =
                    forms[start..span.end].partition_point(|(form, _)| form.as_bytes()[depth] <= letter);
                nodes.push(Node { letter, children: 0, first_child: 0, readings: empty });
                spans.push((start..start + same, depth + 1));
                start += same;
            }
            nodes[next].first_child = u32::try_from(first_child).unwrap_or(NONE);
            nodes[next].children = u8::try_from(nodes.len() - first_child).unwrap_or(u8::MAX);
            next += 1;
        }
        Self { nodes }
    }

    /// The node below `node` by `letter`.
    pub(super) fn child(&self, node: u32, letter: u8) -> Option<u32> {
        let parent = self.nodes.get(node as usize)?;
        let first = parent.first_child as usize;
        let children = self.nodes.get(first..first + usize::from(parent.children))?;
        let at = children.iter().position(|child| child.letter == letter)?;
        u32::try_from(first + at).ok()
    }

    pub(super) fn readings(&self, node: u32) -> Readings {
        self.nodes.get(node as usize).map_or(Readings { inside: NONE, last: NONE }, |node| node.readings)
    }

    /// The readings of a whole form.
    pub(super) fn find(&self, form: &str) -> Option<Readings> {
        let mut node = 0;
        for letter in form.bytes() {
            node = self.child(node, letter)?;
        }
        Some(self.readings(node))
    }
}
