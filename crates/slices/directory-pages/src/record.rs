//! What the pages of organisations, places and networks have alike; `record.html` draws it.

use kreisrund_content::store::texts::texts_of;
use kreisrund_slice::{About, House, Panel, reading::Reading, supporters::Supporter};
use kreisrund_web::{Page, Problem};

/// A record with its words, what others have to show about it, and who pays for it.
pub struct Record {
    /// Its name.
    pub name: String,
    /// Whether it is invented, for a demonstration.
    pub example: bool,
    /// What it says of itself.
    pub reading: Reading,
    /// What other slices show about it.
    pub panels: Vec<Panel>,
    /// Who pays.
    pub supporters: Vec<Supporter>,
}

impl Record {
    /// Reads what belongs to the record `about`.
    pub async fn read(
        house: &House,
        page: &Page,
        about: About,
        example: bool,
        supporters: Vec<Supporter>,
    ) -> Result<Self, Problem> {
        let texts = texts_of(house.database.read(), about.subject).await?;
        let panels = house.panels.about(house, page, &about).await?;
        let reading = Reading::of(page, texts.as_ref());
        Ok(Self { name: about.name, example, reading, panels, supporters })
    }
}
