//! Messages: of which kind those of the customer are, what they say, and how they are to be carried
//! out.

mod faults;
mod read;

use cas_model::master_data::MasterDataKind;

pub use cas_model::record::IngestionOptions;
pub use read::{Message, ShipmentUpdate, WholeShipment};

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

/// Whether a text can name a conversation: what is longer names none that we know of.
#[must_use]
pub fn is_conversation(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len())
}
