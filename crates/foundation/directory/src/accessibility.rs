//! What people with a disability have to know of a place before they set out: a list of checks, each with a note and
//! the day on which somebody looked.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use crate::names::named;

/// A check says how things are for so many years; then somebody has to look again.
const YEARS_A_CHECK_LASTS: i64 = 3;

/// The clear width of a door, in centimetres, that lets every wheelchair through (DIN 18040-1, 4.3.3.2).
const WIDE_ENOUGH: u16 = 90;

/// Narrower and wider doors than these, in centimetres, are slips of the pen: millimetres, or metres.
const POSSIBLE_WIDTHS: std::ops::RangeInclusive<u16> = 40..=600;

named! {
    /// What is checked.
    Feature {
        /// The way in and to the rooms has no steps.
        StepFree = "step_free",
        /// The doors are wide enough for a wheelchair: at least 90 cm.
        DoorWidth = "door_width",
        /// A toilet that wheelchair users can use.
        Toilet = "toilet",
        /// A parking space for people with a disability.
        Parking = "parking",
        /// An induction loop for hearing aids.
        InductionLoop = "induction_loop",
        /// Somebody there knows German sign language.
        SignLanguage = "sign_language",
        /// Guide dogs and assistance dogs are welcome (§ 12e BGG).
        GuideDog = "guide_dog",
        /// A quiet room to withdraw to.
        QuietRoom = "quiet_room",
        /// A stop of public transport is near.
        PublicTransport = "public_transport",
        /// Signs in plain words or with pictures.
        PlainLanguageSigns = "plain_language_signs",
    }
}

named! {
    /// What somebody found.
    CheckState {
        /// It is so.
        Yes = "yes",
        /// It is so in part: one of two entrances, with help.
        Partly = "partly",
        /// It is not so.
        No = "no",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

/// What is known of one feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What somebody found.
    pub state: CheckState,
    /// What is to be known beside it: “Rampe am Seiteneingang”.
    pub note: Option<String>,
    /// The day on which somebody looked.
    pub checked_on: Option<Date>,
}

impl Check {
    /// Whether somebody should look again on `today`: nobody knows how it is, when it was looked at, or the last look
    /// was more than three years ago.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        let oldest = today.saturating_sub(YEARS_A_CHECK_LASTS.years());
        self.state == CheckState::Unknown || self.checked_on.is_none_or(|checked| checked < oldest)
    }

    fn says_something(&self) -> bool {
        self.state != CheckState::Unknown || self.note.is_some() || self.checked_on.is_some()
    }
}

/// What is known of a place's accessibility. Of a feature that is not among the checks nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accessibility {
    checks: BTreeMap<Feature, Check>,
    /// The clear width of the narrowest door on the way; only where there is a check of the doors that agrees.
    door_width_cm: Option<u16>,
}

/// Why checks are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAccessibility {
    /// Nobody said what the doors' width means.
    #[error(
        "the doors' width is given without saying whether they are wide enough; state yes, partly or no as well"
    )]
    WidthWithoutCheck,
    /// The width is out of any door's range.
    #[error("{0} cm is no width of a door; give the clear width in centimetres, such as 90")]
    ImpossibleWidth(u16),
    /// The doors are said to be wide enough and are not.
    #[error(
        "doors of {0} cm are not wide enough for every wheelchair, 90 cm are (DIN 18040-1); state partly or no"
    )]
    TooNarrow(u16),
    /// The doors are said to be too narrow and are not.
    #[error(
        "doors of {0} cm are wide enough for every wheelchair; state yes, or the width of the narrowest door"
    )]
    NotNarrow(u16),
}

impl Accessibility {
    /// What `checks` say, with the clear width of the narrowest door where it was measured.
    ///
    /// # Errors
    /// [`NotAccessibility`] where the width and the check of the doors do not fit.
    pub fn new(
        mut checks: BTreeMap<Feature, Check>,
        door_width_cm: Option<u16>,
    ) -> Result<Self, NotAccessibility> {
        checks.retain(|_, check| check.says_something());
        if let Some(width) = door_width_cm {
            let doors = checks.get(&Feature::DoorWidth).map_or(CheckState::Unknown, |check| check.state);
            fits(width, doors)?;
        }
        Ok(Self { checks, door_width_cm })
    }

    /// What is known of `feature`.
    #[must_use]
    pub fn check(&self, feature: Feature) -> Option<&Check> {
        self.checks.get(&feature)
    }

    /// What was found of `feature`.
    #[must_use]
    pub fn state(&self, feature: Feature) -> CheckState {
        self.check(feature).map_or(CheckState::Unknown, |check| check.state)
    }

    /// All that is known, in the order in which lists show it.
    pub fn checks(&self) -> impl Iterator<Item = (Feature, &Check)> {
        self.checks.iter().map(|(feature, check)| (*feature, check))
    }

    /// The clear width of the narrowest door on the way, in centimetres.
    #[must_use]
    pub const fn door_width_cm(&self) -> Option<u16> {
        self.door_width_cm
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.checks.values().all(|check| check.state == CheckState::Unknown)
    }

    /// The features that somebody should look at on `today`: those nobody looked at, and those whose check is older
    /// than three years.
    pub fn due(&self, today: Date) -> impl Iterator<Item = Feature> {
        let is_due = move |feature: &Feature| self.check(*feature).is_none_or(|check| check.is_due(today));
        Feature::ALL.iter().copied().filter(is_due)
    }

    /// The day of the latest check.
    #[must_use]
    pub fn last_checked(&self) -> Option<Date> {
        self.checks.values().filter_map(|check| check.checked_on).max()
    }

    /// What decides for most who ask, in a line of a list: steps whatever was found, and of toilet, parking and
    /// induction loop what there is. Empty where none of it is known.
    #[must_use]
    pub fn summary(&self) -> Vec<(Feature, CheckState)> {
        let steps = Some((Feature::StepFree, self.state(Feature::StepFree)))
            .filter(|(_, state)| *state != CheckState::Unknown);
        let there = [Feature::Toilet, Feature::Parking, Feature::InductionLoop]
            .map(|feature| (feature, self.state(feature)))
            .into_iter()
            .filter(|(_, state)| matches!(state, CheckState::Yes | CheckState::Partly));
        steps.into_iter().chain(there).collect()
    }
}

fn fits(width: u16, doors: CheckState) -> Result<(), NotAccessibility> {
    if !POSSIBLE_WIDTHS.contains(&width) {
        return Err(NotAccessibility::ImpossibleWidth(width));
    }
    match doors {
        CheckState::Unknown => Err(NotAccessibility::WidthWithoutCheck),
        CheckState::Yes if width < WIDE_ENOUGH => Err(NotAccessibility::TooNarrow(width)),
        CheckState::No if width >= WIDE_ENOUGH => Err(NotAccessibility::NotNarrow(width)),
        CheckState::Yes | CheckState::Partly | CheckState::No => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn check(state: CheckState, checked_on: Option<Date>) -> Check {
        Check { state, note: None, checked_on }
    }

    fn doors(state: CheckState, width: u16) -> Result<Accessibility, NotAccessibility> {
        Accessibility::new(BTreeMap::from([(Feature::DoorWidth, check(state, None))]), Some(width))
    }

    #[test]
    fn a_width_says_the_same_as_the_check_of_the_doors() {
        assert_eq!(doors(CheckState::Yes, 94).unwrap().door_width_cm(), Some(94));
        assert!(doors(CheckState::Yes, 90).is_ok());
        assert!(doors(CheckState::Partly, 94).is_ok() && doors(CheckState::Partly, 82).is_ok());
        assert!(doors(CheckState::No, 89).is_ok());
        assert_eq!(doors(CheckState::Yes, 89), Err(NotAccessibility::TooNarrow(89)));
        assert_eq!(doors(CheckState::No, 90), Err(NotAccessibility::NotNarrow(90)));
        assert_eq!(doors(CheckState::Unknown, 90), Err(NotAccessibility::WidthWithoutCheck));
        assert_eq!(doors(CheckState::Yes, 940), Err(NotAccessibility::ImpossibleWidth(940)), "millimetres");
        assert_eq!(Accessibility::new(BTreeMap::new(), Some(90)), Err(NotAccessibility::WidthWithoutCheck));
    }

    #[test]
    fn a_check_lasts_three_years() {
        let yes = |checked| check(CheckState::Yes, checked);
        assert!(!yes(Some(date(2023, 11, 22))).is_due(TODAY));
        assert!(yes(Some(date(2023, 11, 21))).is_due(TODAY));
        assert!(yes(None).is_due(TODAY), "nobody says when it was");
        assert!(check(CheckState::Unknown, Some(TODAY)).is_due(TODAY));
        let checks = BTreeMap::from([
            (Feature::StepFree, yes(Some(TODAY))),
            (Feature::Toilet, yes(Some(date(2020, 1, 1)))),
        ]);
        let known = Accessibility::new(checks, None).unwrap();
        let due: Vec<Feature> = known.due(TODAY).collect();
        assert_eq!(due.len(), Feature::ALL.len() - 1);
        assert!(due.contains(&Feature::Toilet) && !due.contains(&Feature::StepFree));
        assert_eq!(known.last_checked(), Some(TODAY));
    }

    #[test]
    fn a_list_says_whether_there_are_steps_and_what_there_is() {
        let of = |states: &[(Feature, CheckState)]| {
            let checks = states.iter().map(|(feature, state)| (*feature, check(*state, None)));
            Accessibility::new(checks.collect(), None).unwrap()
        };
        let (step_free, toilet) = (Feature::StepFree, Feature::Toilet);
        assert_eq!(
            of(&[(toilet, CheckState::Yes), (step_free, CheckState::Partly)]).summary(),
            [(step_free, CheckState::Partly), (toilet, CheckState::Yes)]
        );
        assert_eq!(
            of(&[(toilet, CheckState::No), (step_free, CheckState::No)]).summary(),
            [(step_free, CheckState::No)]
        );
        let unknown = of(&[(toilet, CheckState::Unknown)]);
        assert!(unknown.summary().is_empty() && unknown.is_unknown());
        assert_eq!(unknown, Accessibility::default(), "to know nothing is to say nothing");
    }

    #[test]
    fn stored_names_lead_back() {
        assert!(Feature::ALL.iter().all(|feature| Feature::from_name(feature.as_str()) == Some(*feature)));
        assert_eq!(CheckState::from_name("maybe"), None);
        assert_eq!(serde_json::to_string(&Feature::GuideDog).unwrap(), "\"guide_dog\"");
    }
}
