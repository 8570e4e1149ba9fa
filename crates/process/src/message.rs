//! Messages: of which kind those of the customer are, and how they are to be carried out.

use anyhow::Context as _;
use cas_model::master_data::MasterDataKind;
use cas_model::record::IngestionRow;
use serde::{Deserialize, Serialize};

/// The longest name of a conversation that is kept.
const LONGEST_NAME: usize = 100;

/// The kinds of messages that are processed in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Start, replace or update a flow.
    CustomsShipment,
    /// Something that happened to a shipment.
    ShipmentEvent,
    /// Create or update a record of master data.
    MasterData(MasterDataKind),
}

impl MessageKind {
    /// Every kind: shipments and events first, then each kind of master data.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_master_data = MasterDataKind::ALL.iter().copied().map(Self::MasterData);
        [Self::CustomsShipment, Self::ShipmentEvent]
            .into_iter()
            .chain(of_master_data)
    }

    /// The stored and public name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CustomsShipment => "CustomsShipment",
            Self::ShipmentEvent => "ShipmentEvent",
            Self::MasterData(kind) => kind.message(),
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|kind| kind.as_str() == text)
    }
}

/// How a message is to be carried out, beside what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IngestionOptions {
    /// A replacement brings manual edits over to the declarations that it makes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_manual_edits: bool,
}

impl IngestionOptions {
    /// How a message is to be carried out.
    ///
    /// # Errors
    /// When what is stored is not readable.
    pub fn read(row: &IngestionRow) -> anyhow::Result<Self> {
        serde_json::from_str(&row.options).context("the options of an ingestion")
    }
}

/// Whether a text can name a conversation: what is longer names none that we know of.
#[must_use]
pub fn is_conversation(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len())
}
