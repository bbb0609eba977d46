//! The OpenAPI document, made of [`super::operations`] and of the types that are answered. It is written in English.

use kreisrund_web::{Language, Page, Problem};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{
    OpenApi as _, ToSchema,
    openapi::{
        ArrayBuilder, ContentBuilder, HeaderBuilder, HttpMethod, InfoBuilder, ObjectBuilder, PathItem, Paths,
        Ref, RefOr, Required, ResponseBuilder, Server, Type,
        example::ExampleBuilder,
        info::ContactBuilder,
        path::{self, OperationBuilder, ParameterBuilder, ParameterIn, ParameterStyle},
        response::Response,
        schema::{AnyOfBuilder, Schema, SchemaFormat},
    },
};

use super::{
    GUIDE, answer,
    areas::ApiArea,
    entry::Entry,
    models::{ApiHit, DatedOffer, Offer},
    operations::{Example, InPath, OPERATIONS, Operation},
    organisations::ApiOrganisation,
    parameters::{Form, Parameter},
    places::ApiPlace,
    search::SearchAnswer,
    vocabularies::{ApiVocabulary, VocabularyWithTerms},
};
use crate::{choice::MOST_CHOSEN, question::EVERYWHERE};

/// The version of the interface. Its first number is that in the addresses.
const VERSION: &str = "1.0.0";
/// The longest short name.
const LONGEST_SLUG: usize = 80;
/// Texts without control characters.
const TEXT: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
/// The same with a character that is no space.
const NAME: &str =
    r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$";
/// Short names.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// Problem documents.
const PROBLEM: &str = "application/problem+json";

#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(
    answer::Paged,
    ApiArea,
    ApiHit,
    ApiOrganisation,
    ApiPlace,
    ApiVocabulary,
    DatedOffer,
    Entry,
    Offer,
    ProblemDocument,
    SearchAnswer,
    VocabularyWithTerms
)))]
struct Schemas;

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
struct ProblemDocument {
    /// Always `about:blank`: the status says which problem it is.
    r#type: String,
    /// What went wrong, in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What went wrong and what to do, in a sentence in the language of the address.
    detail: String,
    /// The request; quote it when you ask us about it.
    instance: String,
}

/// The document for the installation that `page` belongs to.
///
/// # Errors
/// When it can't be written.
pub fn document(page: &Page) -> Result<Value, Problem> {
    let mut english = page.clone();
    english.language = Language::English;
    let site = page.site();
    let mut openapi = Schemas::openapi();
    openapi.info = InfoBuilder::new()
        .title(format!("{}: public data of {}", site.name, site.county_name))
        .version(VERSION)
        .description(Some(english.t("portal-api-document")))
        .terms_of_service(Some(format!("{}#rights", english.absolute(GUIDE))))
        .contact(Some(
            ContactBuilder::new()
                .name(Some(site.operator.name.clone()))
                .url(Some(english.absolute(GUIDE)))
                .build(),
        ))
        .build();
    let server = |language: Language, about: &str| {
        let mut server = Server::new(format!("{}{}", site.base_url, language.path_prefix()));
        server.description = Some(about.to_owned());
        server
    };
    openapi.servers = Some(vec![
        server(Language::German, "Names and sentences in German"),
        server(Language::English, "Names and sentences in English, where there are any"),
    ]);
    let mut paths = Paths::new();
    for operation in &OPERATIONS {
        let item = PathItem::new(HttpMethod::Get, documented(&english, operation)?);
        paths.paths.insert(operation.path.to_owned(), item);
    }
    openapi.paths = paths;
    let mut document = serde_json::to_value(&openapi)?;
    if let Some(schemas) = document.pointer_mut("/components/schemas") {
        require_all(schemas);
    }
    Ok(document)
}

fn documented(page: &Page, operation: &Operation) -> Result<path::Operation, serde_json::Error> {
    let parameters = (operation.parameters)();
    let may_name_nothing = operation.in_path.is_some()
        || parameters.iter().any(|parameter| matches!(parameter.form, Form::Slug | Form::Name(_)));
    let mut documented = OperationBuilder::new()
        .operation_id(Some(operation.id))
        .tag(operation.tag)
        .summary(Some(page.t(operation.summary)))
        .description(Some(operation.description))
        .parameters(Some(operation.in_path.iter().map(in_path)))
        .parameters(Some(parameters.iter().map(|parameter| in_query(page, parameter))))
        .response("200", answered(operation)?)
        .response(
            "304",
            Response::new("What the program has already (`If-None-Match`) is still true; there is no body."),
        )
        .response(
            "400",
            problem(operation, 400, "A parameter is not known, given too often, or of another form.")?,
        );
    if may_name_nothing {
        let about = "What the address names does not exist here: the record itself, or a place, region, organisation or \
                     term in a parameter.";
        documented = documented.response("404", problem(operation, 404, about)?);
    }
    Ok(documented
        .response("414", problem(operation, 414, "The address is longer than 8 KiB.")?)
        .response("503", problem(operation, 503, "Not just now; `Retry-After` says in how many seconds.")?)
        .build())
}

fn in_path(known: &InPath) -> path::Parameter {
    let schema = if known.words.is_empty() {
        of_form(&Form::Slug)
    } else {
        of_form(&Form::Word(known.words.to_vec()))
    };
    ParameterBuilder::new()
        .name(known.name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(known.about))
        .schema(Some(schema))
        .example(Some(json!(known.example)))
        .build()
}

fn in_query(page: &Page, parameter: &Parameter) -> path::Parameter {
    let schema = of_form(&parameter.form);
    let value = match parameter.form {
        Form::Number(..) | Form::Radius(_) => serde_json::from_str(parameter.example).unwrap_or(Value::Null),
        _ => json!(parameter.example),
    };
    let documented = ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(format!("{} {}", page.t(parameter.about), parameter.form.words(page))));
    if parameter.repeatable {
        let several = ArrayBuilder::new().items(schema).max_items(Some(MOST_CHOSEN));
        documented
            .schema(Some(several))
            .style(Some(ParameterStyle::Form))
            .explode(Some(true))
            .example(Some(json!([value])))
            .build()
    } else {
        documented.schema(Some(schema)).example(Some(value)).build()
    }
}

/// The schema of just that which [`Form::takes`].
fn of_form(form: &Form) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let words = |words: &[&str]| text().enum_values(Some(words.iter().map(|word| json!(word))));
    let whole = |least: u64, most: u64| {
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
    };
    match form {
        Form::Typed(longest) => text().max_length(Some(*longest)).pattern(Some(TEXT)).into(),
        Form::Name(longest) => {
            text().min_length(Some(1)).max_length(Some(*longest)).pattern(Some(NAME)).into()
        }
        Form::Slug => text().max_length(Some(LONGEST_SLUG)).pattern(Some(SLUG)).into(),
        Form::Word(known) => words(known).into(),
        Form::Day => text().format(Some(SchemaFormat::Custom("date".to_owned()))).into(),
        Form::Radius(widest) => AnyOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Number).minimum(Some(0)).maximum(Some(*widest)))
            .item(words(&[EVERYWHERE]))
            .into(),
        Form::Age(groups, oldest) => {
            AnyOfBuilder::new().item(words(groups)).item(whole(0, u64::from(*oldest))).into()
        }
        Form::Number(least, most) => whole(*least, *most).into(),
    }
}

fn answered(operation: &Operation) -> Result<Response, serde_json::Error> {
    let tag = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .description(Some("Send it as `If-None-Match` the next time; 304 says that nothing has changed."))
        .build();
    let mut response = ResponseBuilder::new().description("The answer.").header("ETag", tag);
    if operation.paged {
        let links = HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .description(Some(
                "The next page (`rel=\"next\"`) and the one before (`rel=\"prev\"`), RFC 8288.",
            ))
            .build();
        response = response.header("Link", links);
    }
    let content = ContentBuilder::new().schema(Some((operation.answer)()));
    let content = content.examples_from_iter(examples(operation, 200)?).build();
    Ok(response.content("application/json", content).build())
}

fn problem(operation: &Operation, status: u16, about: &str) -> Result<Response, serde_json::Error> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemDocument::name())));
    let content = content.examples_from_iter(examples(operation, status)?).build();
    Ok(ResponseBuilder::new().description(about).content(PROBLEM, content).build())
}

/// The examples of `operation` that are answered with `status`, each with the address that was asked.
fn examples(
    operation: &Operation,
    status: u16,
) -> Result<Vec<(&'static str, ExampleBuilder)>, serde_json::Error> {
    let of_status = operation.examples.iter().filter(|example| example.status == status);
    of_status
        .map(|Example { name, address, answer, .. }| {
            let value = serde_json::from_str(answer)?;
            Ok((*name, ExampleBuilder::new().summary(format!("GET {address}")).value(Some(value))))
        })
        .collect()
}

/// Marks all fields as required: what is not known is null, never missing.
fn require_all(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(properties)) = fields.get("properties") {
                let names: Vec<Value> = properties.keys().map(|name| json!(name)).collect();
                fields.insert("required".to_owned(), Value::Array(names));
            }
            fields.values_mut().for_each(require_all);
        }
        Value::Array(items) => items.iter_mut().for_each(require_all),
        _ => {}
    }
}
