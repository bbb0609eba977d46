//! Who pays for a record, as funders want it shown; the macro `supporters` draws it.

use jiff::civil::Date;
use kreisrund_directory::{programme::Programme, store::programmes::programmes_of};
use kreisrund_files::{Access, PicturePurpose, store::files_of_many};
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_store::StoreError;
use kreisrund_web::Page;

use crate::{
    House,
    pictures::{self, Picture},
};

/// A programme as its funder wants it shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supporter {
    /// The programme's name.
    pub name: String,
    /// Its page on the web.
    pub href: Option<String>,
    /// The sentence that has to stand there.
    pub statement: String,
    /// Who pays, and from when until when.
    pub about: String,
    /// Its logo.
    pub logo: Option<Picture>,
}

/// Who pays for `subject` today.
///
/// # Errors
/// When the database can't be read.
pub async fn supporters_of(
    house: &House,
    page: &Page,
    subject: SubjectRef,
) -> Result<Vec<Supporter>, StoreError> {
    let programmes = programmes_of(house.database.read(), subject, page.today()).await?;
    supporters(house, page, programmes.into_iter().map(|programme| (programme, None)).collect()).await
}

/// Those of `programmes` that pay today, each with the network through which it reaches the record.
///
/// # Errors
/// When the database can't be read.
pub async fn supporters(
    house: &House,
    page: &Page,
    mut programmes: Vec<(Programme, Option<String>)>,
) -> Result<Vec<Supporter>, StoreError> {
    programmes.retain(|(programme, _)| programme.is_current(page.today()));
    let ids: Vec<_> = programmes.iter().map(|(programme, _)| programme.id.0).collect();
    let files = files_of_many(house.database.read(), SubjectKind::Programme, &ids, Access::ANONYMOUS).await?;
    let logo = |programme: &Programme| {
        let files = files.get(&programme.id.0)?;
        files
            .iter()
            .find(|file| pictures::is_for(file, PicturePurpose::Logo))
            .and_then(|file| pictures::shown(page, file))
    };
    Ok(programmes
        .into_iter()
        .map(|(programme, network)| {
            let details = &programme.details;
            let through = network.map(|name| page.t_text("slice-supporter-network", "network", name));
            let about: Vec<String> = std::iter::once(funded(page, &programme)).chain(through).collect();
            Supporter {
                name: details.name.clone(),
                href: details.website.clone(),
                statement: details.statement.clone().unwrap_or_default(),
                about: about.join(", "),
                logo: logo(&programme),
            }
        })
        .collect())
}

fn funded(page: &Page, programme: &Programme) -> String {
    let details = &programme.details;
    let date = |date: Date| page.date(date);
    let funder = ("funder", details.funder.clone().into());
    match (details.period.from(), details.period.to()) {
        (Some(from), Some(to)) => page
            .t_with("slice-supporter-period", [funder, ("from", date(from).into()), ("to", date(to).into())]),
        (Some(from), None) => page.t_with("slice-supporter-since", [funder, ("from", date(from).into())]),
        (None, Some(to)) => page.t_with("slice-supporter-until", [funder, ("to", date(to).into())]),
        (None, None) => details.funder.clone(),
    }
}
