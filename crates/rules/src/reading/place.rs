//! Where does a repeated thing stand?
//!
//! A [`Located`] is small and copied about; it becomes a path only for a finding.

use std::fmt;

use cas_model::{FieldPath, KnownPath, path};

/// The goods items' path.
const ITEMS: KnownPath = path!("goodsShipment.governmentAgencyGoodsItems");
/// The house consignments' path.
const HOUSES: KnownPath = path!("goodsShipment.houseConsignments");

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
    name: KnownPath,
    index: Option<usize>,
}

impl Located {
    /// The path of a field of what stands here.
    pub(crate) fn field(&self, name: KnownPath) -> String {
        format!("{self}.{name}")
    }

    /// The path of something within what stands here.
    pub(crate) fn to(&self, below: &FieldPath) -> String {
        format!("{self}.{below}")
    }

    /// What it is an element of, or the place itself.
    pub(crate) fn list(self) -> (Level, KnownPath) {
        (self.level, self.name)
    }

    /// A place of the declaration.
    pub(crate) fn named(name: KnownPath) -> Self {
        Self {
            level: Level::Shipment,
            name,
            index: None,
        }
    }

    pub(super) fn of_item(item: usize, name: KnownPath) -> Self {
        Self {
            level: Level::Item(item),
            name,
            index: None,
        }
    }

    pub(super) fn of_house(house: usize, name: KnownPath) -> Self {
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

    /// An element of what stands here.
    pub(crate) fn element(self, index: usize) -> Self {
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
        f.write_str(self.name.as_str())?;
        match self.index {
            Some(index) => write!(f, "[{index}]"),
            None => Ok(()),
        }
    }
}

/// The path of a field of the goods item at a position.
pub(crate) fn item_field(index: usize, name: KnownPath) -> String {
    format!("{ITEMS}[{index}].{name}")
}

/// The path of what stands somewhere in the goods item at a position.
pub(crate) fn below_item(index: usize, path: &str) -> String {
    format!("{ITEMS}[{index}].{path}")
}

/// The path of a field of the house consignment at a position.
pub(crate) fn house_field(index: usize, name: KnownPath) -> String {
    format!("{HOUSES}[{index}].{name}")
}

/// A path of a goods item.
macro_rules! item {
    ($path:literal) => {
        cas_model::path!(cas_model::document::GovernmentAgencyGoodsItem: $path)
    };
}

/// A path of every goods item.
macro_rules! items {
    ($path:literal) => {
        cas_model::path!(concat!(
            "goodsShipment.governmentAgencyGoodsItems[].",
            $path
        ))
    };
}

/// A path of a house consignment.
macro_rules! house {
    ($path:literal) => {
        cas_model::path!(cas_model::document::HouseConsignment: $path)
    };
}

pub(crate) use {house, item, items};
pub(super) fn listed<T>(place: Located, list: &[T]) -> impl Iterator<Item = (Located, &T)> {
    list.iter()
        .enumerate()
        .map(move |(index, element)| (place.element(index), element))
}
