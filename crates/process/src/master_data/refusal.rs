//! Why an update of master data is not carried out: the codes, each with its page.

/// Why an update of master data is not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MasterDataRefusal {
    /// The update does not fit the record that is there.
    UpdateRefused,
}

impl MasterDataRefusal {
    /// Every code, as pages are made for them.
    pub const ALL: &[Self] = &[Self::UpdateRefused];

    /// Its name in the ingestion history.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UpdateRefused => "UpdateRefused",
        }
    }

    /// The page that explains the code, in Markdown.
    #[must_use]
    pub const fn page(self) -> &'static str {
        match self {
            Self::UpdateRefused => include_str!("../../../../docs/errors/UpdateRefused.md"),
        }
    }
}
