//! Where does a repeated thing stand?
//!
//! A [`Located`] is small and copied about; it becomes a path only for a finding.

use std::fmt;

/// The goods items' path.
const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

/// The house consignments' path.
const HOUSES: &str = "goodsShipment.houseConsignments";

/// What something is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// The declaration or the whole shipment.
    Shipment,
    /// The house consignment at a position.
    House(usize),
    /// The goods item at a position.
    Item(usize),
}

/// Where something stands: `outer[1].inner[2]`. Its path is only written when asked for.
#[derive(Clone, Copy)]
pub(crate) struct Located {
    level: Level,
    name: &'static str,
    index: Option<usize>,
}

impl Located {
    /// The path of a field of what stands here.
    pub(crate) fn field(&self, name: &str) -> String {
        format!("{self}.{name}")
    }

    pub(super) fn named(name: &'static str) -> Self {
        Self {
            level: Level::Shipment,
            name,
            index: None,
        }
    }

    pub(super) fn of_item(item: usize, name: &'static str) -> Self {
        Self {
            level: Level::Item(item),
            name,
            index: None,
        }
    }

    pub(super) fn of_house(house: usize, name: &'static str) -> Self {
        Self {
            level: Level::House(house),
            name,
            index: None,
        }
    }

    /// What it is said of.
    pub(crate) fn level(self) -> Level {
        self.level
    }

    pub(super) fn element(self, index: usize) -> Self {
        Self {
            index: Some(index),
            ..self
        }
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Level::Shipment => {}
            Level::House(house) => write!(f, "{HOUSES}[{house}].")?,
            Level::Item(item) => write!(f, "{ITEMS}[{item}].")?,
        }
        f.write_str(self.name)?;
        match self.index {
            Some(index) => write!(f, "[{index}]"),
            None => Ok(()),
        }
    }
}

/// The path of a field of the goods item at a position.
pub(crate) fn item_field(index: usize, name: &str) -> String {
    format!("{ITEMS}[{index}].{name}")
}

/// The path of a field of the house consignment at a position.
pub(crate) fn house_field(index: usize, name: &str) -> String {
    format!("{HOUSES}[{index}].{name}")
}

pub(super) fn listed<T>(place: Located, list: &[T]) -> impl Iterator<Item = (Located, &T)> {
    list.iter()
        .enumerate()
        .map(move |(index, element)| (place.element(index), element))
}
