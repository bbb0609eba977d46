//! How results are seen: one below the other, in a calendar, on a map. The address keeps it.

/// How results are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// One below the other.
    #[default]
    List,
    /// By their dates.
    Calendar(Span),
    /// Where they are.
    Map,
}

impl View {
    /// The word for it in addresses, after `ansicht=`; the list has none.
    pub const fn parameter(self) -> Option<&'static str> {
        match self {
            Self::List => None,
            Self::Calendar(_) => Some("kalender"),
            Self::Map => Some("karte"),
        }
    }
}

/// How much of a calendar is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// A month, by weeks.
    #[default]
    Month,
    /// Monday to Sunday.
    Week,
    /// The days that have dates, one below the other.
    Agenda,
}

impl Span {
    /// All of them, the widest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Week, Self::Agenda];

    /// The word for it in addresses, after `kalender=`.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Month => "monat",
            Self::Week => "woche",
            Self::Agenda => "agenda",
        }
    }
}
