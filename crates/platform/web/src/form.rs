//! Forms: what a field looks like, what is wrong with it, and what was typed.
//!
//! A handler reads a posted form with [`Posted`], collects what is wrong in [`FormErrors`], and either saves and
//! redirects (303) or shows the same form again with status 422, with everything that was typed. The macros `field`,
//! `choices`, `select` and `error_summary` of `components.html` turn the values of this module into HTML.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};

use crate::{Given, Parameters, Problem};

/// A posted form (`application/x-www-form-urlencoded`), as an extractor.
#[derive(Clone, Debug, Default)]
pub struct Posted(pub Parameters);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Problem::bad_request("web-problem-not-a-form"));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            Problem::from_status(rejection.status())
                .unwrap_or_else(|| Problem::bad_request("web-problem-not-a-form"))
        })?;
        Ok(Self(Parameters::parse(&String::from_utf8_lossy(&body))))
    }
}

/// What is wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FormError>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The field's name.
    pub field: String,
    /// A sentence that says what to do.
    pub text: String,
}

impl FormErrors {
    /// Nothing wrong yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that `field` needs correction; `text` says how, in the page's language. The first note for a field counts.
    pub fn add(&mut self, field: &str, text: impl Into<String>) {
        if self.of(field).is_none() {
            self.0.push(FormError { field: field.to_owned(), text: text.into() });
        }
    }

    /// What is wrong with `field`, if anything.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.text.as_str())
    }

    /// Whether the form is fine.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields need correction.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them, in the order in which they were noted.
    pub fn iter(&self) -> impl Iterator<Item = &FormError> {
        self.0.iter()
    }
}

/// What kind of thing a field asks for; decides the keyboard on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// An e-mail address.
    Email,
    /// A phone number.
    Telephone,
    /// An address on the web.
    Address,
    /// A whole number.
    Number,
    /// A day, picked or typed.
    Date,
    /// A time of day.
    Time,
    /// Words to search for.
    Search,
}

impl FieldKind {
    /// The `type` of the HTML input.
    #[must_use]
    pub const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::LongText | Self::Number => "text",
            Self::Email => "email",
            Self::Telephone => "tel",
            Self::Address => "url",
            Self::Date => "date",
            Self::Time => "time",
            Self::Search => "search",
        }
    }
}

/// A field into which something is typed. Its `id` in the page is its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// What it asks for.
    pub label: String,
    /// What kind of thing it asks for.
    pub kind: FieldKind,
    /// An explanation below the label.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What it holds.
    pub value: String,
    /// What a browser may fill in, a token of the HTML standard such as `email` or `given-name` (WCAG 1.3.5).
    pub autocomplete: Option<&'static str>,
    /// Whether it may be left empty; such fields say so.
    pub optional: bool,
    /// Whether it can't be changed now.
    pub disabled: bool,
}

impl Field {
    /// A field for one line of text.
    #[must_use]
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self::new(FieldKind::Text, name, label)
    }

    /// A field of the given kind.
    #[must_use]
    pub fn new(kind: FieldKind, name: &'static str, label: impl Into<String>) -> Self {
        Self {
            name,
            label: label.into(),
            kind,
            hint: None,
            error: None,
            value: String::new(),
            autocomplete: None,
            optional: false,
            disabled: false,
        }
    }

    /// With an explanation.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With what was typed into it and what `errors` say of it.
    #[must_use]
    pub fn filled(mut self, typed: &Parameters, errors: &FormErrors) -> Self {
        typed.typed(self.name).clone_into(&mut self.value);
        self.error = errors.of(self.name).map(str::to_owned);
        self
    }

    /// With a value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With a fault.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// With a hint to the browser what may be filled in.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Can't be changed now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Whether it has several lines.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.kind == FieldKind::LongText
    }

    /// Whether a phone should show its number keys.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        self.kind == FieldKind::Number
    }

    /// The ids of what describes the field, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> Option<String> {
        described_by(self.name, self.hint.is_some(), self.error.is_some())
    }
}

/// How the options of [`Choices`] are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// Any number of them, by checkboxes.
    Any,
    /// Exactly one, by radio buttons.
    One,
    /// Exactly one, by a list that opens; for many options.
    List,
}

/// A question with given answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Its name in the form.
    pub name: &'static str,
    /// The question.
    pub label: String,
    /// How the answers are offered.
    pub kind: ChoiceKind,
    /// An explanation below the question.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The answers.
    pub options: Vec<Choice>,
}

/// One answer of [`Choices`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// How many results it would leave, where that is known.
    pub count: Option<u64>,
    /// Whether it can't be chosen now.
    pub disabled: bool,
}

impl Choice {
    /// An answer that is not chosen.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), chosen: false, count: None, disabled: false }
    }

    /// Chosen, if `chosen`.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// With the number of results it would leave.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// Can't be chosen now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

impl Choices {
    /// A question with `options`.
    #[must_use]
    pub fn new(kind: ChoiceKind, name: &'static str, label: impl Into<String>, options: Vec<Choice>) -> Self {
        Self { name, label: label.into(), kind, hint: None, error: None, options }
    }

    /// With an explanation.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With a fault.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// With what was chosen and what `errors` say of it.
    #[must_use]
    pub fn filled(mut self, typed: &Parameters, errors: &FormErrors) -> Self {
        for option in &mut self.options {
            option.chosen = typed.has(self.name, &option.value);
        }
        self.error = errors.of(self.name).map(str::to_owned);
        self
    }

    /// Whether the answers are in a list that opens.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.kind == ChoiceKind::List
    }

    /// Whether only one answer can be chosen.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.kind == ChoiceKind::One
    }

    /// The id of the option at `index` (from 0). The first has the question's name, so that the error summary's link
    /// leads there.
    #[must_use]
    pub fn option_id(&self, index: impl Given<usize>) -> String {
        let index = index.given();
        if index == 0 { self.name.to_owned() } else { format!("{}-{}", self.name, index + 1) }
    }

    /// The ids of what describes the question, for `aria-describedby`.
    #[must_use]
    pub fn described_by(&self) -> Option<String> {
        described_by(self.name, self.hint.is_some(), self.error.is_some())
    }
}

fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    let hint = hint.then(|| format!("{name}-hint"));
    let error = error.then(|| format!("{name}-error"));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_with_what_was_typed_and_what_is_wrong() {
        let typed = Parameters::parse("email=anna%40&thema=chor");
        let mut errors = FormErrors::new();
        errors.add("email", "Bitte geben Sie die ganze Adresse ein.");
        errors.add("email", "Noch ein Fehler.");
        let field =
            Field::new(FieldKind::Email, "email", "E-Mail").hint("Für die Antwort").filled(&typed, &errors);
        assert_eq!((field.value.as_str(), errors.len()), ("anna@", 1));
        assert_eq!(field.error.as_deref(), Some("Bitte geben Sie die ganze Adresse ein."));
        assert_eq!(field.described_by().as_deref(), Some("email-hint email-error"));

        let options = vec![Choice::new("yoga", "Yoga"), Choice::new("chor", "Chor")];
        let choices = Choices::new(ChoiceKind::Any, "thema", "Thema", options).filled(&typed, &errors);
        assert!(choices.options[1].chosen && !choices.options[0].chosen);
        assert_eq!((choices.option_id(0), choices.option_id(1)), ("thema".to_owned(), "thema-2".to_owned()));
    }
}
