//! Where does a repeated thing stand?
//!
//! A [`Place`] is small and copied about; it becomes a path only for a finding.

use std::fmt;

/// The goods items' path.
const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

/// Where something stands: `outer[1].inner[2]`. Its path is only written when asked for.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    item: Option<usize>,
    name: &'static str,
    index: Option<usize>,
}

impl Place {
    /// The path of a field of what stands here.
    pub(crate) fn field(&self, name: &str) -> String {
        format!("{self}.{name}")
    }

    pub(super) fn of(name: &'static str) -> Self {
        Self {
            item: None,
            name,
            index: None,
        }
    }

    pub(super) fn of_item(item: usize, name: &'static str) -> Self {
        Self {
            item: Some(item),
            name,
            index: None,
        }
    }

    pub(super) fn at(self, index: usize) -> Self {
        Self {
            index: Some(index),
            ..self
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(item) = self.item {
            write!(f, "{ITEMS}[{item}].")?;
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
