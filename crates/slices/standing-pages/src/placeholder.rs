//! What the configuration fills into pages: `{operator}`, `{phone}` and others.
//!
//! A placeholder that stands alone on its line becomes as many lines as its value has, otherwise they are joined by
//! commas. Where the configuration lacks the value, a note with the setting's name stands there, so that nobody takes the
//! page for finished.

use jiff::civil::Date;
use kreisrund_content::{LanguageTag, Text};
use kreisrund_web::{Language, LegalDetails, Operator, Site, format};

/// A place in a page's text that is filled in when it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// What the portal is called.
    Site,
    /// The address under which it is reached.
    BaseUrl,
    /// The county's name.
    County,
    /// Who runs the portal.
    Operator,
    /// Their postal address.
    Address,
    /// Their phone number.
    Phone,
    /// Their mail address.
    Email,
    /// Who represents them (§ 5 DDG).
    RepresentedBy,
    /// Who answers for contributions (§ 18 MStV).
    Responsible,
    /// Their data protection officer (Art. 13 GDPR).
    DataProtectionOfficer,
    /// The authority at which one can complain about the use of data.
    SupervisoryAuthority,
    /// The body that enforces accessibility.
    EnforcementBody,
    /// Whose machines the program runs on.
    Hosting,
    /// How long the web server in front keeps visitors' internet addresses.
    AddressLog,
    /// The day on which the text was written.
    Date,
}

/// What there is to fill in.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// What the portal is called.
    pub site_name: &'a str,
    /// The address under which it is reached.
    pub base_url: &'a str,
    /// The county's name.
    pub county_name: &'a str,
    /// Who runs it.
    pub operator: &'a Operator,
    /// The day on which the texts that come with the program were written. In the office's own texts it is filled in
    /// when they are saved.
    pub written_on: Date,
}

impl<'a> Values<'a> {
    /// The values of a running site.
    #[must_use]
    pub fn of(site: &'a Site, written_on: Date) -> Self {
        Self {
            site_name: &site.name,
            base_url: &site.base_url,
            county_name: &site.county_name,
            operator: &site.operator,
            written_on,
        }
    }

    /// `text` with everything filled in.
    #[must_use]
    pub fn fill(&self, text: &Text) -> Text {
        let plain = |line: &str| self.fill_line(line, &text.language, false);
        let body: Vec<String> =
            text.body.lines().map(|line| self.fill_body_line(line, &text.language)).collect();
        Text::new(text.language.clone(), &plain(&text.title), &plain(&text.summary), &body.join("\n"))
    }

    /// The settings that are empty though pages may show them, in the configuration's words.
    #[must_use]
    pub fn missing_settings(&self) -> Vec<&'static str> {
        let language = LanguageTag::german();
        let is_missing = |placeholder: &Placeholder| self.lines(*placeholder, &language).is_empty();
        Placeholder::ALL.into_iter().filter(is_missing).filter_map(Placeholder::setting).collect()
    }

    fn fill_body_line(&self, line: &str, language: &LanguageTag) -> String {
        let alone = line
            .trim()
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .and_then(Placeholder::named);
        match alone {
            Some(placeholder) => {
                let lines = self.shown(placeholder, language);
                lines.iter().map(|line| linked(line, self.operator)).collect::<Vec<_>>().join("\n")
            }
            None => self.fill_line(line, language, true),
        }
    }

    fn fill_line(&self, line: &str, language: &LanguageTag, may_link: bool) -> String {
        let mut filled = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, placeholder, behind)) = next(rest) {
            filled.push_str(before);
            let lines = self.shown(placeholder, language);
            if is_in_target(&filled) {
                filled.push_str(&for_target(placeholder, &lines, self.operator));
            } else if may_link && !is_in_words(&filled) {
                let lines: Vec<String> = lines.iter().map(|line| linked(line, self.operator)).collect();
                filled.push_str(&lines.join(", "));
            } else {
                filled.push_str(&lines.join(", "));
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    /// The value's lines, or the note that it is missing.
    fn shown(&self, placeholder: Placeholder, language: &LanguageTag) -> Vec<String> {
        let lines = self.lines(placeholder, language);
        if !lines.is_empty() {
            return lines;
        }
        let setting = placeholder.setting().unwrap_or_else(|| placeholder.name());
        vec![match interface(language) {
            Language::German => format!("[noch nicht eingetragen: {setting}]"),
            Language::English => format!("[not filled in yet: {setting}]"),
        }]
    }

    fn lines(&self, placeholder: Placeholder, language: &LanguageTag) -> Vec<String> {
        let LegalDetails {
            represented_by,
            responsible,
            data_protection_officer,
            supervisory_authority,
            enforcement_body,
            hosting,
            address_log_days,
        } = &self.operator.legal;
        let one = |text: &str| vec![text.to_owned()];
        let mut lines = match placeholder {
            Placeholder::Site => one(self.site_name),
            Placeholder::BaseUrl => one(self.base_url),
            Placeholder::County => one(self.county_name),
            Placeholder::Operator => one(&self.operator.name),
            Placeholder::Address => self.operator.address.clone(),
            Placeholder::Phone => one(&self.operator.phone),
            Placeholder::Email => one(&self.operator.email),
            Placeholder::RepresentedBy => represented_by.clone(),
            Placeholder::Responsible => responsible.clone(),
            Placeholder::DataProtectionOfficer => data_protection_officer.clone(),
            Placeholder::SupervisoryAuthority => supervisory_authority.clone(),
            Placeholder::EnforcementBody => enforcement_body.clone(),
            Placeholder::Hosting => hosting.clone(),
            Placeholder::AddressLog => {
                address_log_days.iter().map(|days| duration(*days, language)).collect()
            }
            Placeholder::Date => one(&day(self.written_on, language)),
        };
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

impl Placeholder {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Site,
        Self::BaseUrl,
        Self::County,
        Self::Operator,
        Self::Address,
        Self::Phone,
        Self::Email,
        Self::RepresentedBy,
        Self::Responsible,
        Self::DataProtectionOfficer,
        Self::SupervisoryAuthority,
        Self::EnforcementBody,
        Self::Hosting,
        Self::AddressLog,
        Self::Date,
    ];

    /// Its name, as it stands between braces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::BaseUrl => "base_url",
            Self::County => "county",
            Self::Operator => "operator",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::RepresentedBy => "represented_by",
            Self::Responsible => "responsible",
            Self::DataProtectionOfficer => "data_protection_officer",
            Self::SupervisoryAuthority => "supervisory_authority",
            Self::EnforcementBody => "enforcement_body",
            Self::Hosting => "hosting",
            Self::AddressLog => "address_log",
            Self::Date => "date",
        }
    }

    /// The setting that fills it, where an operator has to write one.
    #[must_use]
    pub const fn setting(self) -> Option<&'static str> {
        Some(match self {
            Self::Operator => "operator.name",
            Self::Address => "operator.address",
            Self::Phone => "operator.phone",
            Self::Email => "operator.email",
            Self::RepresentedBy => "operator.represented_by",
            Self::Responsible => "operator.responsible",
            Self::DataProtectionOfficer => "operator.data_protection_officer",
            Self::SupervisoryAuthority => "operator.supervisory_authority",
            Self::EnforcementBody => "operator.enforcement_body",
            Self::Hosting => "operator.hosting",
            Self::AddressLog => "operator.address_log_days",
            Self::Site | Self::BaseUrl | Self::County | Self::Date => return None,
        })
    }

    /// All of them as they are written, for sentences.
    #[must_use]
    pub fn known() -> String {
        Self::ALL.map(|placeholder| format!("{{{}}}", placeholder.name())).join(", ")
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|placeholder| placeholder.name() == name)
    }
}

/// What in `line` looks like a placeholder and is none. Braces are good for nothing else.
pub fn unknown(line: &str) -> Option<String> {
    let mut rest = line;
    while let Some((before, _, behind)) = next(rest) {
        if let Some(found) = brace(before) {
            return Some(found);
        }
        rest = behind;
    }
    brace(rest)
}

/// `text` with the day filled in, as the office's own texts keep it.
#[must_use]
pub fn dated(text: &Text, today: Date) -> Text {
    let day = day(today, &text.language);
    let dated = |words: &str| words.replace("{date}", &day);
    Text::new(text.language.clone(), &dated(&text.title), &dated(&text.summary), &dated(&text.body))
}

/// The next known placeholder of `line` with what stands before and behind it.
fn next(line: &str) -> Option<(&str, Placeholder, &str)> {
    let mut from = 0;
    while let Some(start) = line.get(from..)?.find('{').map(|at| from + at) {
        let inside = line.get(start + 1..)?;
        if let Some(end) = inside.find('}')
            && let Some(placeholder) = inside.get(..end).and_then(Placeholder::named)
        {
            return Some((line.get(..start)?, placeholder, inside.get(end + 1..)?));
        }
        from = start + 1;
    }
    None
}

/// The first brace of `text` with what belongs to it.
fn brace(text: &str) -> Option<String> {
    let start = text.find(['{', '}'])?;
    let found = text.get(start..)?;
    let end = found.find('}').map_or(found.len(), |end| end + 1);
    Some(found.get(..end)?.chars().take(40).collect())
}

/// Whether the target of a link is being written at the end of `line`.
fn is_in_target(line: &str) -> bool {
    line.rfind("](").is_some_and(|start| !line[start..].contains(')'))
}

/// Whether the words of a link are being written at the end of `line`.
fn is_in_words(line: &str) -> bool {
    line.rfind('[').is_some_and(|start| !line[start..].contains(']'))
}

fn for_target(placeholder: Placeholder, lines: &[String], operator: &Operator) -> String {
    match placeholder {
        Placeholder::Phone => operator.phone_link().trim_start_matches("tel:").to_owned(),
        _ => lines.join(", "),
    }
}

/// `line` as a link where it is a phone number, a mail address or a web address.
fn linked(line: &str, operator: &Operator) -> String {
    let is_one_word = !line.contains(|c: char| c.is_whitespace() || "[]()".contains(c));
    if line == operator.phone {
        return format!("[{line}]({})", operator.phone_link());
    }
    if is_one_word && (line.starts_with("https://") || line.starts_with("http://")) {
        let shown = line.split_once("://").map_or(line, |(_, rest)| rest).trim_end_matches('/');
        return format!("[{shown}]({line})");
    }
    if is_one_word && line.contains('@') {
        return format!("[{line}](mailto:{line})");
    }
    line.to_owned()
}

fn duration(days: u32, language: &LanguageTag) -> String {
    match (interface(language), days) {
        (Language::German, 0) => "gar nicht".to_owned(),
        (Language::German, 1) => "1 Tag".to_owned(),
        (Language::German, days) => format!("{days} Tage"),
        (Language::English, 0) => "not at all".to_owned(),
        (Language::English, 1) => "1 day".to_owned(),
        (Language::English, days) => format!("{days} days"),
    }
}

fn day(date: Date, language: &LanguageTag) -> String {
    let interface = interface(language);
    let month = format::month_name(interface, date.month());
    match interface {
        Language::German => format!("{}. {month} {}", date.day(), date.year()),
        Language::English => format!("{} {month} {}", date.day(), date.year()),
    }
}

/// The language of what we put into a text: German into German ones, English into all others.
fn interface(language: &LanguageTag) -> Language {
    if language.base() == LanguageTag::german() { Language::German } else { Language::English }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn operator() -> Operator {
        Operator {
            name: "Landkreis Beispiel".into(),
            address: vec!["Marktplatz 1".into(), "01234 Beispielstadt".into()],
            phone: "030 23125 100".into(),
            email: "amt@example.org".into(),
            legal: LegalDetails {
                supervisory_authority: vec!["Aufsicht".into(), "https://aufsicht.example.org/".into()],
                address_log_days: Some(7),
                ..LegalDetails::default()
            },
        }
    }

    fn filled(language: LanguageTag, body: &str) -> String {
        let operator = operator();
        let values = Values {
            site_name: "Rundum",
            base_url: "https://portal.example.org",
            county_name: "Landkreis Beispiel",
            operator: &operator,
            written_on: date(2026, 11, 22),
        };
        values.fill(&Text::new(language, "{site}: {phone}", "", body)).body
    }

    #[test]
    fn values_become_lines_words_and_links() {
        let german = |body: &str| filled(LanguageTag::german(), body);
        assert_eq!(german("{operator}\n{address}"), "Landkreis Beispiel\nMarktplatz 1\n01234 Beispielstadt");
        assert_eq!(german("Post: {address}."), "Post: Marktplatz 1, 01234 Beispielstadt.");
        assert_eq!(german("- {phone}"), "- [030 23125 100](tel:+493023125100)");
        assert_eq!(german("{email}"), "[amt@example.org](mailto:amt@example.org)");
        assert_eq!(
            german("[Schreiben Sie {operator}](mailto:{email}) oder [rufen Sie an](tel:{phone})"),
            "[Schreiben Sie Landkreis Beispiel](mailto:amt@example.org) oder [rufen Sie an](tel:+493023125100)"
        );
        assert_eq!(
            german("{supervisory_authority}"),
            "Aufsicht\n[aufsicht.example.org](https://aufsicht.example.org/)"
        );
        assert_eq!(german("{date}, {address_log}"), "22. November 2026, 7 Tage");
        assert_eq!(filled(LanguageTag::english(), "{date}, {address_log}"), "22 November 2026, 7 days");
    }

    #[test]
    fn what_the_configuration_lacks_is_marked() {
        assert_eq!(
            filled(LanguageTag::easy_german(), "{enforcement_body}"),
            "[noch nicht eingetragen: operator.enforcement_body]"
        );
        assert_eq!(
            filled(LanguageTag::ukrainian(), "x {hosting}"),
            "x [not filled in yet: operator.hosting]"
        );
    }

    #[test]
    fn braces_are_for_placeholders_alone() {
        for good in ["", "ohne", "{phone}", "{phone}{email} und {date}"] {
            assert_eq!(unknown(good), None, "{good}");
        }
        for (line, found) in [
            ("{telefon}", "{telefon}"),
            ("{phone} {Phone} {email}", "{Phone}"),
            ("a } b", "}"),
            ("{phone", "{phone"),
            ("{{phone}}", "{"),
            ("{ phone }", "{ phone }"),
        ] {
            assert_eq!(unknown(line).as_deref(), Some(found), "{line}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_left_of_lines_that_were_not_refused(line in r"([a-z ]|\{|\}|\{phone\}|\{site\}|\]\(|\[|\)){0,30}") {
            if unknown(&line).is_none() {
                prop_assert!(!filled(LanguageTag::german(), &line).contains(['{', '}']), "{}", line);
            }
        }
    }
}
