//! Public holidays of the sixteen federal states, as their laws name them.
//!
//! In Germany holidays are the states' matter; only the Day of German Unity is federal law (Einigungsvertrag Art. 2
//! Abs. 2). The rules here are those in force since 1995, when all states but Saxony gave up the Day of Repentance;
//! years before that are answered by the same rules.
//!
//! Some days are holidays in parts of a state only. They don't count unless the calendar is told that it stands for
//! such a part ([`HolidayCalendar::in_part`]):
//! - Corpus Christi in the Catholic municipalities of the Sorbian area in Saxony (SächsSFG § 1 Abs. 1 with the
//!   Fronleichnamsverordnung) and of Eichsfeld and its neighbourhood in Thuringia (ThürFGtG § 2 Abs. 2, § 10 Abs. 1);
//! - Assumption of Mary in Bavaria's mostly Catholic municipalities (BayFTG Art. 1 Abs. 1 Nr. 2);
//! - the Peace Festival in the city of Augsburg (BayFTG Art. 1 Abs. 2).
//!
//! | state | law |
//! |---|---|
//! | 01 Schleswig-Holstein | Gesetz über Sonn- und Feiertage § 2 |
//! | 02 Hamburg | Feiertagsgesetz § 1 |
//! | 03 Lower Saxony | NFeiertagsG § 2 |
//! | 04 Bremen | Gesetz über die Sonn- und Feiertage § 2 |
//! | 05 North Rhine-Westphalia | Feiertagsgesetz NW § 2 |
//! | 06 Hesse | HFeiertagsG § 1 |
//! | 07 Rhineland-Palatinate | LFtG § 2 |
//! | 08 Baden-Württemberg | FTG § 1 |
//! | 09 Bavaria | BayFTG Art. 1 |
//! | 10 Saarland | SFG § 2 |
//! | 11 Berlin | Feiertagsgesetz § 1 |
//! | 12 Brandenburg | FTG § 2 |
//! | 13 Mecklenburg-Western Pomerania | FTG M-V § 2 |
//! | 14 Saxony | SächsSFG § 1 |
//! | 15 Saxony-Anhalt | FeiertG LSA § 2 |
//! | 16 Thuringia | ThürFGtG § 2 |

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use kreisrund_kernel::{CountyKey, Language, text::fold};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A federal state. The numbers are its official key (the first two digits of the AGS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FederalState {
    /// 01
    SchleswigHolstein,
    /// 02
    Hamburg,
    /// 03
    LowerSaxony,
    /// 04
    Bremen,
    /// 05
    NorthRhineWestphalia,
    /// 06
    Hesse,
    /// 07
    RhinelandPalatinate,
    /// 08
    BadenWuerttemberg,
    /// 09
    Bavaria,
    /// 10
    Saarland,
    /// 11
    Berlin,
    /// 12
    Brandenburg,
    /// 13
    MecklenburgWesternPomerania,
    /// 14
    Saxony,
    /// 15
    SaxonyAnhalt,
    /// 16
    Thuringia,
}

/// A text that is no federal state's key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no federal state; write its key from 01 (Schleswig-Holstein) to 16 (Thüringen), its letters, as in BB, or its name"
)]
pub struct NotAState(pub String);

impl FederalState {
    /// All states in the order of their keys.
    pub const ALL: [Self; 16] = [
        Self::SchleswigHolstein,
        Self::Hamburg,
        Self::LowerSaxony,
        Self::Bremen,
        Self::NorthRhineWestphalia,
        Self::Hesse,
        Self::RhinelandPalatinate,
        Self::BadenWuerttemberg,
        Self::Bavaria,
        Self::Saarland,
        Self::Berlin,
        Self::Brandenburg,
        Self::MecklenburgWesternPomerania,
        Self::Saxony,
        Self::SaxonyAnhalt,
        Self::Thuringia,
    ];

    /// The official key: two digits.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SchleswigHolstein => "01",
            Self::Hamburg => "02",
            Self::LowerSaxony => "03",
            Self::Bremen => "04",
            Self::NorthRhineWestphalia => "05",
            Self::Hesse => "06",
            Self::RhinelandPalatinate => "07",
            Self::BadenWuerttemberg => "08",
            Self::Bavaria => "09",
            Self::Saarland => "10",
            Self::Berlin => "11",
            Self::Brandenburg => "12",
            Self::MecklenburgWesternPomerania => "13",
            Self::Saxony => "14",
            Self::SaxonyAnhalt => "15",
            Self::Thuringia => "16",
        }
    }

    /// The state with the official key `key`.
    ///
    /// # Errors
    /// [`NotAState`] for anything but two digits from 01 to 16.
    pub fn from_key(key: &str) -> Result<Self, NotAState> {
        let found = Self::ALL.into_iter().find(|state| state.key() == key.trim());
        found.ok_or_else(|| NotAState(key.chars().take(20).collect()))
    }

    /// The letters of the state's ISO 3166-2 code: `BB` of `DE-BB`.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        match self {
            Self::SchleswigHolstein => "SH",
            Self::Hamburg => "HH",
            Self::LowerSaxony => "NI",
            Self::Bremen => "HB",
            Self::NorthRhineWestphalia => "NW",
            Self::Hesse => "HE",
            Self::RhinelandPalatinate => "RP",
            Self::BadenWuerttemberg => "BW",
            Self::Bavaria => "BY",
            Self::Saarland => "SL",
            Self::Berlin => "BE",
            Self::Brandenburg => "BB",
            Self::MecklenburgWesternPomerania => "MV",
            Self::Saxony => "SN",
            Self::SaxonyAnhalt => "ST",
            Self::Thuringia => "TH",
        }
    }

    /// The state's name in German.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SchleswigHolstein => "Schleswig-Holstein",
            Self::Hamburg => "Hamburg",
            Self::LowerSaxony => "Niedersachsen",
            Self::Bremen => "Bremen",
            Self::NorthRhineWestphalia => "Nordrhein-Westfalen",
            Self::Hesse => "Hessen",
            Self::RhinelandPalatinate => "Rheinland-Pfalz",
            Self::BadenWuerttemberg => "Baden-Württemberg",
            Self::Bavaria => "Bayern",
            Self::Saarland => "Saarland",
            Self::Berlin => "Berlin",
            Self::Brandenburg => "Brandenburg",
            Self::MecklenburgWesternPomerania => "Mecklenburg-Vorpommern",
            Self::Saxony => "Sachsen",
            Self::SaxonyAnhalt => "Sachsen-Anhalt",
            Self::Thuringia => "Thüringen",
        }
    }

    /// The state in which the county lies.
    ///
    /// # Errors
    /// [`NotAState`] when the county's key begins with no state's key.
    pub fn of_county(county: &CountyKey) -> Result<Self, NotAState> {
        Self::from_key(&county.as_str()[..2])
    }

    /// Where in the state `holiday` is a public holiday in `year`.
    #[must_use]
    pub fn observes(self, holiday: Holiday, year: i16) -> Observance {
        use FederalState::{
            BadenWuerttemberg, Bavaria, Berlin, Brandenburg, Bremen, Hamburg, Hesse, LowerSaxony,
            MecklenburgWesternPomerania, NorthRhineWestphalia, RhinelandPalatinate, Saarland, Saxony,
            SaxonyAnhalt, SchleswigHolstein, Thuringia,
        };
        let everywhere = match holiday {
            Holiday::NewYear
            | Holiday::GoodFriday
            | Holiday::EasterMonday
            | Holiday::LabourDay
            | Holiday::AscensionDay
            | Holiday::WhitMonday
            | Holiday::GermanUnityDay
            | Holiday::ChristmasDay
            | Holiday::SecondChristmasDay => true,
            Holiday::Epiphany => matches!(self, BadenWuerttemberg | Bavaria | SaxonyAnhalt),
            Holiday::WomensDay => match self {
                Berlin => year >= 2019,
                MecklenburgWesternPomerania => year >= 2023,
                _ => false,
            },
            // Elsewhere both are Sundays like others in the eye of the law.
            Holiday::EasterSunday | Holiday::WhitSunday => self == Brandenburg,
            Holiday::LiberationDay => self == Berlin && matches!(year, 2020 | 2025),
            Holiday::UprisingDay => self == Berlin && year == 2028,
            Holiday::CorpusChristi => match self {
                BadenWuerttemberg | Bavaria | Hesse | NorthRhineWestphalia | RhinelandPalatinate
                | Saarland => true,
                Saxony | Thuringia => return Observance::InParts,
                _ => false,
            },
            Holiday::AugsburgPeaceFestival if self == Bavaria => return Observance::InParts,
            Holiday::AugsburgPeaceFestival => false,
            Holiday::AssumptionOfMary if self == Bavaria => return Observance::InParts,
            Holiday::AssumptionOfMary => self == Saarland,
            Holiday::ChildrensDay => self == Thuringia && year >= 2019,
            Holiday::ReformationDay => match self {
                Brandenburg | MecklenburgWesternPomerania | Saxony | SaxonyAnhalt | Thuringia => true,
                Bremen | Hamburg | LowerSaxony | SchleswigHolstein => year >= 2017,
                // In its 500th year all states kept it once.
                _ => year == 2017,
            },
            Holiday::AllSaintsDay => {
                matches!(
                    self,
                    BadenWuerttemberg | Bavaria | NorthRhineWestphalia | RhinelandPalatinate | Saarland
                )
            }
            Holiday::RepentanceDay => self == Saxony,
        };
        if everywhere { Observance::Everywhere } else { Observance::Nowhere }
    }
}

impl FromStr for FederalState {
    type Err = NotAState;

    /// The state as people write it: its key, `BB`, `DE-BB` or its name in German, in any case and spelling of umlauts.
    fn from_str(text: &str) -> Result<Self, NotAState> {
        let written = fold(text.trim());
        let is_meant = |state: &Self| {
            let letters = state.letters().to_ascii_lowercase();
            [state.key().to_owned(), format!("de-{letters}"), letters, fold(state.name())].contains(&written)
        };
        Self::ALL.into_iter().find(is_meant).ok_or_else(|| NotAState(text.trim().chars().take(40).collect()))
    }
}

impl TryFrom<String> for FederalState {
    type Error = NotAState;

    fn try_from(key: String) -> Result<Self, NotAState> {
        Self::from_key(&key)
    }
}

impl From<FederalState> for String {
    fn from(state: FederalState) -> Self {
        state.key().to_owned()
    }
}

/// Where in a state a day is a public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observance {
    /// In the whole state.
    Everywhere,
    /// In some of its municipalities.
    InParts,
    /// It is an ordinary day there.
    Nowhere,
}

/// A public holiday of at least one state, in the order of the year (Easter at its usual place).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// 6 January: Heilige Drei Könige.
    Epiphany,
    /// 8 March: Internationaler Frauentag.
    WomensDay,
    /// Two days before Easter: Karfreitag.
    GoodFriday,
    /// Ostersonntag.
    EasterSunday,
    /// Ostermontag.
    EasterMonday,
    /// 1 May: Tag der Arbeit.
    LabourDay,
    /// 8 May: Tag der Befreiung, once in 2020 and once in 2025.
    LiberationDay,
    /// 39 days after Easter: Christi Himmelfahrt.
    AscensionDay,
    /// Pfingstsonntag.
    WhitSunday,
    /// Pfingstmontag.
    WhitMonday,
    /// 60 days after Easter: Fronleichnam.
    CorpusChristi,
    /// 17 June: Volksaufstand in der DDR, once in 2028.
    UprisingDay,
    /// 8 August: Augsburger Hohes Friedensfest.
    AugsburgPeaceFestival,
    /// 15 August: Mariä Himmelfahrt.
    AssumptionOfMary,
    /// 20 September: Weltkindertag.
    ChildrensDay,
    /// 3 October: Tag der Deutschen Einheit.
    GermanUnityDay,
    /// 31 October: Reformationstag.
    ReformationDay,
    /// 1 November: Allerheiligen.
    AllSaintsDay,
    /// The Wednesday before 23 November: Buß- und Bettag.
    RepentanceDay,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
}

impl Holiday {
    /// Every holiday.
    pub const ALL: [Self; 22] = [
        Self::NewYear,
        Self::Epiphany,
        Self::WomensDay,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::LiberationDay,
        Self::AscensionDay,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::CorpusChristi,
        Self::UprisingDay,
        Self::AugsburgPeaceFestival,
        Self::AssumptionOfMary,
        Self::ChildrensDay,
        Self::GermanUnityDay,
        Self::ReformationDay,
        Self::AllSaintsDay,
        Self::RepentanceDay,
        Self::ChristmasDay,
        Self::SecondChristmasDay,
    ];

    /// The day on which the holiday falls in `year`; `None` outside the years 1583 to 9998, in which the Gregorian
    /// calendar tells Easter.
    #[must_use]
    pub fn date(self, year: i16) -> Option<Date> {
        let easter = easter_sunday(year)?;
        let after_easter = |days: i32| easter.checked_add(days.days()).ok();
        match self {
            Self::NewYear => Some(date(year, 1, 1)),
            Self::Epiphany => Some(date(year, 1, 6)),
            Self::WomensDay => Some(date(year, 3, 8)),
            Self::GoodFriday => after_easter(-2),
            Self::EasterSunday => Some(easter),
            Self::EasterMonday => after_easter(1),
            Self::LabourDay => Some(date(year, 5, 1)),
            Self::LiberationDay => Some(date(year, 5, 8)),
            Self::AscensionDay => after_easter(39),
            Self::WhitSunday => after_easter(49),
            Self::WhitMonday => after_easter(50),
            Self::CorpusChristi => after_easter(60),
            Self::UprisingDay => Some(date(year, 6, 17)),
            Self::AugsburgPeaceFestival => Some(date(year, 8, 8)),
            Self::AssumptionOfMary => Some(date(year, 8, 15)),
            Self::ChildrensDay => Some(date(year, 9, 20)),
            Self::GermanUnityDay => Some(date(year, 10, 3)),
            Self::ReformationDay => Some(date(year, 10, 31)),
            Self::AllSaintsDay => Some(date(year, 11, 1)),
            Self::RepentanceDay => date(year, 11, 23).nth_weekday(-1, Weekday::Wednesday).ok(),
            Self::ChristmasDay => Some(date(year, 12, 25)),
            Self::SecondChristmasDay => Some(date(year, 12, 26)),
        }
    }

    /// What the holiday is called.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        let (german, english) = match self {
            Self::NewYear => ("Neujahr", "New Year’s Day"),
            Self::Epiphany => ("Heilige Drei Könige", "Epiphany"),
            Self::WomensDay => ("Internationaler Frauentag", "International Women’s Day"),
            Self::GoodFriday => ("Karfreitag", "Good Friday"),
            Self::EasterSunday => ("Ostersonntag", "Easter Sunday"),
            Self::EasterMonday => ("Ostermontag", "Easter Monday"),
            Self::LabourDay => ("Tag der Arbeit", "Labour Day"),
            Self::LiberationDay => ("Tag der Befreiung", "Liberation Day"),
            Self::AscensionDay => ("Christi Himmelfahrt", "Ascension Day"),
            Self::WhitSunday => ("Pfingstsonntag", "Whit Sunday"),
            Self::WhitMonday => ("Pfingstmontag", "Whit Monday"),
            Self::CorpusChristi => ("Fronleichnam", "Corpus Christi"),
            Self::UprisingDay => {
                ("Jahrestag des Volksaufstandes in der DDR", "Anniversary of the East German uprising")
            }
            Self::AugsburgPeaceFestival => ("Augsburger Hohes Friedensfest", "Augsburg Peace Festival"),
            Self::AssumptionOfMary => ("Mariä Himmelfahrt", "Assumption of Mary"),
            Self::ChildrensDay => ("Weltkindertag", "World Children’s Day"),
            Self::GermanUnityDay => ("Tag der Deutschen Einheit", "Day of German Unity"),
            Self::ReformationDay => ("Reformationstag", "Reformation Day"),
            Self::AllSaintsDay => ("Allerheiligen", "All Saints’ Day"),
            Self::RepentanceDay => ("Buß- und Bettag", "Day of Repentance and Prayer"),
            Self::ChristmasDay => ("1. Weihnachtstag", "Christmas Day"),
            Self::SecondChristmasDay => ("2. Weihnachtstag", "Second Day of Christmas"),
        };
        match language {
            Language::German => german,
            Language::English => english,
        }
    }
}

/// Easter Sunday in `year` of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher); `None` outside the
/// years 1583 to 9998.
#[must_use]
pub fn easter_sunday(year: i16) -> Option<Date> {
    if !(1583..=9998).contains(&year) {
        return None;
    }
    let y = i32::from(year);
    let golden = y % 19;
    let (century, in_century) = (y / 100, y % 100);
    let lunar_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - lunar_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let count = epact + to_sunday - 7 * late + 114;
    Date::new(year, i8::try_from(count / 31).ok()?, i8::try_from(count % 31 + 1).ok()?).ok()
}

/// The holiday that `day` is in the whole of `state`, if it is one.
#[must_use]
pub fn holiday(state: FederalState, day: Date) -> Option<Holiday> {
    HolidayCalendar::new(state).holiday(day)
}

/// The public holidays of a place: those of its state, and those that only its part of the state keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayCalendar {
    state: FederalState,
    local: Vec<Holiday>,
}

/// A holiday that no part of the state keeps for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is not a holiday of some parts of the state with the key {} only", holiday.name(Language::English), state.key())]
pub struct NotLocal {
    /// The holiday.
    pub holiday: Holiday,
    /// The state.
    pub state: FederalState,
}

impl HolidayCalendar {
    /// The days that the whole of `state` keeps.
    #[must_use]
    pub const fn new(state: FederalState) -> Self {
        Self { state, local: Vec::new() }
    }

    /// The calendar of those parts of the state that keep `holiday` too.
    ///
    /// # Errors
    /// [`NotLocal`] when the whole state keeps it, or no part does.
    pub fn in_part(mut self, holiday: Holiday) -> Result<Self, NotLocal> {
        // What is kept in parts has been so in all years, so that any year answers.
        if self.state.observes(holiday, 2026) != Observance::InParts {
            return Err(NotLocal { holiday, state: self.state });
        }
        if !self.local.contains(&holiday) {
            self.local.push(holiday);
        }
        Ok(self)
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> FederalState {
        self.state
    }

    /// The holiday that `day` is, if it is one. Where two fall together, as Labour Day and Ascension Day did in 2008,
    /// it is the first in the order of [`Holiday::ALL`].
    #[must_use]
    pub fn holiday(&self, day: Date) -> Option<Holiday> {
        Holiday::ALL
            .into_iter()
            .find(|holiday| self.keeps(*holiday, day.year()) && holiday.date(day.year()) == Some(day))
    }

    /// All holidays of `year`, in order.
    #[must_use]
    pub fn year(&self, year: i16) -> Vec<(Date, Holiday)> {
        let kept = Holiday::ALL.into_iter().filter(|holiday| self.keeps(*holiday, year));
        let mut all: Vec<_> = kept.filter_map(|holiday| Some((holiday.date(year)?, holiday))).collect();
        all.sort_unstable();
        all
    }

    fn keeps(&self, holiday: Holiday, year: i16) -> bool {
        match self.state.observes(holiday, year) {
            Observance::Everywhere => true,
            Observance::InParts => self.local.contains(&holiday),
            Observance::Nowhere => false,
        }
    }
}

#[cfg(test)]
mod tests;
