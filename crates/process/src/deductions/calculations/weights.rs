//! What items are weighed by when something is distributed over them.

use cas_model::document::GovernmentAgencyGoodsItem;
use rust_decimal::Decimal;

/// A measure of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Net mass in kg.
    NetMass,
    /// Gross mass in kg.
    GrossMass,
    /// Amount of the invoice line.
    Value,
    /// Number of packages, where each packaging of the item has one.
    Packages,
}

impl Measure {
    /// The measure of an item, where it has one.
    pub fn measured(self, item: &GovernmentAgencyGoodsItem) -> Option<Decimal> {
        match self {
            Self::NetMass => item.goods_measure.as_deref()?.nmass,
            Self::GrossMass => item.goods_measure.as_deref()?.gmass,
            Self::Value => item_amount(item),
            Self::Packages => packages(item).map(Decimal::from),
        }
    }

    /// How it is said in an origin.
    pub fn description(self) -> &'static str {
        match self {
            Self::NetMass => "by net mass",
            Self::GrossMass => "by gross mass",
            Self::Value => "by value",
            Self::Packages => "by packages",
        }
    }
}

/// The amount of an item's invoice line.
pub(super) fn item_amount(item: &GovernmentAgencyGoodsItem) -> Option<Decimal> {
    let line = item.commodity.as_deref()?.invoice_line.as_deref()?;
    line.item_amount
}

/// The number of an item's packages, where it has any and all are counted.
pub(super) fn packages(item: &GovernmentAgencyGoodsItem) -> Option<u64> {
    let counts = item.packagings.iter().map(|packaging| packaging.quantity);
    let counted: Option<Vec<u32>> = counts.collect();
    let counted = counted.filter(|counted| !counted.is_empty())?;
    Some(counted.into_iter().map(u64::from).sum())
}

/// How items are weighed.
pub(super) struct Weights {
    /// One per item, in the unit of the measure; 1 each for equal weights.
    pub of_items: Vec<Decimal>,
    /// What they are; `None` for equal weights.
    pub measure: Option<Measure>,
}

impl Weights {
    /// Weighs items by the first measure of which every item has more than zero, so that none
    /// gets nothing; equally where there is none.
    pub fn first_shared(items: &[&GovernmentAgencyGoodsItem], measures: &[Measure]) -> Self {
        for measure in measures {
            let of_items: Option<Vec<Decimal>> = items
                .iter()
                .map(|item| {
                    measure
                        .measured(item)
                        .filter(|weight| *weight > Decimal::ZERO)
                })
                .collect();
            if let Some(of_items) = of_items {
                let measure = Some(*measure);
                return Self { of_items, measure };
            }
        }
        Self {
            of_items: vec![Decimal::ONE; items.len()],
            measure: None,
        }
    }

    /// How it is said in an origin.
    pub fn description(&self) -> &'static str {
        self.measure.map_or("equally", Measure::description)
    }
}
