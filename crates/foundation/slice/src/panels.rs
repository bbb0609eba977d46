//! Panels: what one slice shows on the page of another's record, without either knowing the other.

use std::sync::Arc;

use async_trait::async_trait;
use kreisrund_kernel::SubjectRef;
use kreisrund_web::{Page, Panel, Problem};

use crate::House;

/// The record whose page it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The record.
    pub subject: SubjectRef,
    /// Its name, in the language of the page.
    pub name: String,
    /// Its short name in addresses.
    pub slug: String,
}

/// Somebody who has something to show on pages of records.
#[async_trait]
pub trait PanelSource: Send + Sync {
    /// What it has to show about `about`, in the language of `page`; nothing where it knows nothing of such records.
    ///
    /// # Errors
    /// When the database or the index can't be read.
    async fn panels(&self, house: &House, page: &Page, about: &About) -> Result<Vec<Panel>, Problem>;
}

/// What all slices have to show on pages of records.
#[derive(Clone, Default)]
pub struct Panels(Arc<[Arc<dyn PanelSource>]>);

impl Panels {
    /// The panels of `sources`, in this order.
    #[must_use]
    pub fn new(sources: Vec<Arc<dyn PanelSource>>) -> Self {
        Self(sources.into())
    }

    /// The panels about `about` that have something to show.
    ///
    /// # Errors
    /// When one of them can't be made.
    pub async fn about(&self, house: &House, page: &Page, about: &About) -> Result<Vec<Panel>, Problem> {
        let mut panels = Vec::new();
        for source in self.0.iter() {
            panels.extend(source.panels(house, page, about).await?);
        }
        panels.retain(|panel| !panel.cards.is_empty());
        Ok(panels)
    }
}

impl std::fmt::Debug for Panels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Panels({})", self.0.len())
    }
}
