//! The pattern gallery at `/muster`: every building block in every state, for designers, for the accessibility check
//! and for screenshots. It exists in development and demonstration only.
//!
//! Its samples are written here in both languages instead of in the text files: they are specimens, not texts of the
//! program.

mod samples;

use askama::Template;
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use jiff::civil::{Date, date};
use kreisrund_kernel::{Kilometres, Language};

use crate::{
    CachePolicy, Card, Chip, ChoiceLink, MessageKind, Page, Pagination, Parameters, Problem, Shell,
    form::{Choice, ChoiceKind, Choices, Field, FieldKind, FormErrors, Posted},
    render,
};
use samples::Samples;

/// The day from which the samples count, so that screenshots of different days are alike.
const SAMPLE_DAY: Date = date(2026, 11, 28);

pub(crate) fn routes() -> Router<Shell> {
    Router::new()
        .route("/muster", get(show).post(receive))
        .route("/muster/angebot", get(offer))
        .route("/muster/fehler/{status}", get(problem))
}

async fn show(page: Page, query: Parameters) -> Response {
    let sent = query.has("gesendet", "ja");
    let page = if sent {
        let (title, text) = match page.language {
            Language::German => ("Vielen Dank!", "Ihre Nachricht ist angekommen."),
            Language::English => ("Thank you!", "Your message has arrived."),
        };
        page.message(MessageKind::Success, title, text)
    } else {
        page
    };
    render(
        StatusCode::OK,
        CachePolicy::Revalidate,
        &Gallery::new(page, &Parameters::new(), FormErrors::new()),
    )
}

async fn receive(page: Page, Posted(typed): Posted) -> Response {
    let errors = check(&page, &typed);
    if errors.is_empty() {
        return Redirect::to(&page.link("/muster?gesendet=ja")).into_response();
    }
    render(StatusCode::UNPROCESSABLE_ENTITY, CachePolicy::NoStore, &Gallery::new(page, &typed, errors))
}

async fn offer(page: Page) -> Response {
    let (list, title) = match page.language {
        Language::German => ("Muster", "Töpfern für Großeltern und Enkelkinder"),
        Language::English => ("Patterns", "Pottery for grandparents and grandchildren"),
    };
    let page = page.crumb(list, "/muster").titled(title);
    render(StatusCode::OK, CachePolicy::Revalidate, &OfferSample { page })
}

async fn problem(Path(status): Path<u16>) -> Problem {
    StatusCode::from_u16(status).ok().and_then(Problem::from_status).unwrap_or_else(Problem::not_found)
}

fn check(page: &Page, typed: &Parameters) -> FormErrors {
    let mut errors = FormErrors::new();
    let say = |german: &'static str, english: &'static str| pick(page.language, german, english);
    if typed.first("name").is_none() {
        errors.add("name", say("Geben Sie bitte Ihren Namen ein.", "Please enter your name."));
    }
    if !typed.first("email").is_some_and(|address| address.contains('@')) {
        let text = say(
            "Geben Sie bitte Ihre E-Mail-Adresse ein, zum Beispiel anna@example.org.",
            "Please enter your e-mail address, such as anna@example.org.",
        );
        errors.add("email", text);
    }
    if typed.first("weg").is_none() {
        errors.add(
            "weg",
            say("Wählen Sie bitte aus, wie wir antworten.", "Please choose how we should answer."),
        );
    }
    errors
}

fn pick(language: Language, german: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::German => german,
        Language::English => english,
    }
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    cards: Vec<Card>,
    chips: Vec<Chip>,
    links: Vec<ChoiceLink>,
    samples: Samples,
    paginations: Vec<Pagination>,
    fields: Vec<Field>,
    questions: Vec<Choices>,
    sample_errors: FormErrors,
    form: ContactForm,
    errors: FormErrors,
    page: Page,
}

struct ContactForm {
    name: Field,
    email: Field,
    way: Choices,
    words: Field,
}

impl Gallery {
    fn new(page: Page, typed: &Parameters, errors: FormErrors) -> Self {
        let title = pick(page.language, "Muster", "Patterns");
        let page = page.titled(title).unlisted();
        let fields = fields(&page);
        let mut sample_errors = FormErrors::new();
        for field in &fields {
            if let Some(text) = &field.error {
                sample_errors.add(field.name, text);
            }
        }
        Self {
            cards: cards(&page),
            chips: chips(&page),
            links: links(&page),
            samples: Samples::new(&page),
            paginations: paginations(&page),
            questions: questions(&page),
            form: ContactForm::new(&page, typed, &errors),
            fields,
            sample_errors,
            errors,
            page,
        }
    }

    fn say(&self, german: &'static str, english: &'static str) -> &'static str {
        pick(self.page.language, german, english)
    }
}

impl ContactForm {
    fn new(page: &Page, typed: &Parameters, errors: &FormErrors) -> Self {
        let say = |german: &'static str, english: &'static str| pick(page.language, german, english);
        let ways = vec![
            Choice::new("mail", say("per E-Mail", "by e-mail")),
            Choice::new("telefon", say("per Telefon", "by phone")),
        ];
        Self {
            name: Field::text("name", say("Ihr Name", "Your name"))
                .autocomplete("name")
                .filled(typed, errors),
            email: Field::new(FieldKind::Email, "email", say("E-Mail-Adresse", "E-mail address"))
                .hint(say("Nur für die Antwort.", "Only for the answer."))
                .autocomplete("email")
                .filled(typed, errors),
            way: Choices::new(
                ChoiceKind::One,
                "weg",
                say("Wie sollen wir antworten?", "How shall we answer?"),
                ways,
            )
            .filled(typed, errors),
            words: Field::new(FieldKind::LongText, "nachricht", say("Ihre Nachricht", "Your message"))
                .optional()
                .filled(typed, errors),
        }
    }
}

fn cards(page: &Page) -> Vec<Card> {
    let say = |german: &'static str, english: &'static str| pick(page.language, german, english).to_owned();
    let start = SAMPLE_DAY.at(18, 30, 0, 0);
    let day_after = SAMPLE_DAY.tomorrow().unwrap_or(SAMPLE_DAY);
    let href = page.link("/muster/angebot");
    vec![
        Card {
            date: Some(SAMPLE_DAY),
            when: Some(page.moment(start, Some(SAMPLE_DAY.at(20, 0, 0, 0)))),
            place: Some("Elsterwerda".to_owned()),
            distance: Some(page.distance(Kilometres(3.4))),
            organiser: Some(say("Chor Klangfarben", "Klangfarben Choir")),
            kind: Some(say("Veranstaltung", "Event")),
            badges: vec![say("kostenfrei", "free of charge")],
            ..Card::new(&href, say("Adventssingen", "Advent singing"))
        },
        Card {
            date: Some(day_after),
            when: Some(page.days(day_after, date(2026, 12, 2))),
            place: Some(say("Bürgerhaus, Bad Liebenwerda", "Community centre, Bad Liebenwerda")),
            distance: Some(page.distance(Kilometres(12.3))),
            organiser: Some(say("Volkshochschule", "Adult education centre")),
            kind: Some(say("Kurs", "Course")),
            summary: Some(say(
                "Sie brauchen keine Vorkenntnisse. Bringen Sie Ihr eigenes Gerät mit oder leihen Sie eines bei uns.",
                "No previous knowledge needed. Bring your own device or borrow one from us.",
            )),
            badges: vec![say("noch 3 Plätze", "3 places left"), say("barrierefrei", "accessible")],
            ..Card::new(
                &href,
                say(
                    "Sicher unterwegs im Netz: Smartphone und Tablet für Einsteigerinnen und Einsteiger, mit Zeit für Ihre eigenen Fragen und gemeinsamem Kaffeetrinken am letzten Nachmittag",
                    "Safe on the net: smartphone and tablet for beginners, with time for your own questions and coffee together on the last afternoon",
                ),
            )
        },
        Card {
            place: Some("Herzberg (Elster)".to_owned()),
            organiser: Some(say("Nachbarschaftshilfe Mühlberg e. V.", "Mühlberg Neighbours’ Aid")),
            kind: Some(say("Angebot", "Offer")),
            when: Some(say("laufend", "ongoing")),
            ..Card::new(
                &href,
                say("Begleitung zum Einkauf und zum Arzt", "Company for shopping and seeing the doctor"),
            )
        },
        Card {
            date: Some(date(2027, 3, 1)),
            when: Some(page.moment(date(2027, 3, 1).at(9, 0, 0, 0), None)),
            place: Some("Finsterwalde".to_owned()),
            kind: Some(say("Kurs", "Course")),
            notice: Some(say("abgesagt", "cancelled")),
            ..Card::new(&href, say("Rückengymnastik", "Back exercises"))
        },
        Card {
            date: Some(date(2026, 12, 5)),
            when: Some(
                page.moment(date(2026, 12, 5).at(15, 0, 0, 0), Some(date(2026, 12, 5).at(17, 0, 0, 0))),
            ),
            place: Some("Doberlug-Kirchhain".to_owned()),
            language: Some("uk".to_owned()),
            kind: Some(say("Veranstaltung", "Event")),
            ..Card::new(&href, "Зустріч для родин з України")
        },
        Card {
            date: Some(date(2026, 12, 6)),
            when: Some(page.moment(date(2026, 12, 6).at(10, 0, 0, 0), None)),
            place: Some("Sonnewalde".to_owned()),
            language: Some("ar".to_owned()),
            kind: Some(say("Kurs", "Course")),
            ..Card::new(&href, "دورة اللغة الألمانية للمبتدئين")
        },
    ]
}

fn chips(page: &Page) -> Vec<Chip> {
    let href = page.link("/muster");
    [("Elsterwerda, 10 km", "Elsterwerda, 10 km"), ("am Wochenende", "at the weekend"), ("Kurs", "Course")]
        .map(|(german, english)| Chip {
            text: pick(page.language, german, english).to_owned(),
            href: href.clone(),
        })
        .into()
}

fn links(page: &Page) -> Vec<ChoiceLink> {
    let choice =
        |german, english| ChoiceLink::new(pick(page.language, german, english), page.link("/muster"));
    vec![
        choice("Veranstaltung", "Event").counted(66),
        choice("Kurs", "Course").counted(1_033).chosen(true),
        choice("Ohne Zahl", "Without a number"),
    ]
}

fn paginations(page: &Page) -> Vec<Pagination> {
    let path = page.link("/muster");
    [1, 6, 12].map(|number| Pagination::new(number, 20, 236, &path, &Parameters::parse("q=chor"))).into()
}

fn fields(page: &Page) -> Vec<Field> {
    let say = |german: &'static str, english: &'static str| pick(page.language, german, english);
    vec![
        Field::text("titel", say("Titel", "Title")),
        Field::text("ort", say("Ort", "Place"))
            .hint(say("Name des Ortes oder Postleitzahl", "Name of the town or postcode"))
            .value("Uebigau"),
        Field::new(FieldKind::Telephone, "telefon", say("Telefon", "Phone")).optional().autocomplete("tel"),
        Field::new(FieldKind::Date, "tag", say("Tag", "Day")).value("2026-11-28"),
        Field::new(FieldKind::Number, "plaetze", say("Plätze", "Places")).value("zwölf").error(say(
            "Schreiben Sie die Zahl der Plätze bitte in Ziffern, zum Beispiel 12.",
            "Please write the number of places in digits, such as 12.",
        )),
        Field::new(FieldKind::Address, "adresse", say("Adresse im Netz", "Web address"))
            .hint(say("Beginnt mit https://", "Begins with https://"))
            .value("example")
            .error(say("Diese Adresse ist nicht vollständig.", "This address is not complete.")),
        Field::text("kennung", say("Kennung", "Identifier")).value("KR-0001").disabled(),
        Field::new(FieldKind::LongText, "text", say("Beschreibung", "Description"))
            .hint(say("Kurze Sätze liest man gern.", "Short sentences are nice to read.")),
    ]
}

fn questions(page: &Page) -> Vec<Choices> {
    let say = |german: &'static str, english: &'static str| pick(page.language, german, english);
    let kinds = || {
        vec![
            Choice::new("kurs", say("Kurs", "Course")).chosen(true).count(1204),
            Choice::new("veranstaltung", say("Veranstaltung", "Event")).count(87),
            Choice::new("angebot", say("Angebot", "Offer")).count(0).disabled(),
        ]
    };
    let radius = |chosen| {
        ["5", "10", "20"].map(|km| Choice::new(km, format!("{km} km")).chosen(km == chosen)).to_vec()
    };
    vec![
        Choices::new(ChoiceKind::Any, "art", say("Was suchen Sie?", "What are you looking for?"), kinds())
            .hint(say("Mehrere sind möglich.", "Choose as many as you like.")),
        Choices::new(
            ChoiceKind::One,
            "umkreis",
            say("Wie weit darf es sein?", "How far may it be?"),
            radius("10"),
        ),
        Choices::new(ChoiceKind::One, "antwort", say("Wählen Sie eines", "Choose one"), radius(""))
            .error(say("Wählen Sie bitte eine Entfernung.", "Please choose a distance.")),
        Choices::new(
            ChoiceKind::List,
            "gemeinde",
            say("Gemeinde", "Municipality"),
            vec![
                Choice::new("", say("Alle Gemeinden", "All municipalities")),
                Choice::new("a", "Elsterwerda").chosen(true),
                Choice::new("b", "Falkenberg/Elster"),
            ],
        ),
    ]
}

#[derive(Template)]
#[template(path = "gallery_offer.html")]
struct OfferSample {
    page: Page,
}

impl OfferSample {
    fn say(&self, german: &'static str, english: &'static str) -> &'static str {
        pick(self.page.language, german, english)
    }

    fn when(&self) -> String {
        self.page.moment(SAMPLE_DAY.at(14, 0, 0, 0), Some(SAMPLE_DAY.at(16, 30, 0, 0)))
    }
}
