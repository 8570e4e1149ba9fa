//! What a calculation works on: the document, the step's settings, and where it notes what it did.

use std::fmt::Display;

use cas_model::calculation::Calculations;
use cas_model::declaration::Direction;
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::finding::Finding;
use cas_model::origin::{Origin, Origins};
use cas_model::{FieldPath, KnownPath, path};
use rust_decimal::Decimal;

use super::{Calculation, TooLarge, findings};
use crate::deductions::{Draft, Sources};
use crate::reference::MasterData;

/// One run of one calculation.
pub(super) struct Worksheet<'w> {
    /// The document that is calculated on; results are written into it.
    pub document: &'w mut SingleAdministrativeDocument,
    /// How the step calculates.
    pub settings: &'w Calculations,
    /// Whether goods come in or go out.
    pub direction: Direction,
    /// The type of the declaration.
    pub declaration_type: &'w str,
    /// Articles and exchange rates.
    pub master_data: &'w MasterData,
    sources: &'w Sources<'w>,
    name: &'static str,
    origins: &'w mut Origins,
    findings: &'w mut Vec<Finding>,
}

impl<'w> Worksheet<'w> {
    /// A calculation's view of a draft.
    pub fn new(
        draft: &'w mut Draft<'_>,
        sources: &'w Sources<'_>,
        calculation: &Calculation,
    ) -> Self {
        Self {
            document: &mut *draft.document,
            settings: &sources.step.calculations,
            direction: sources.flow.direction,
            declaration_type: &sources.step.declaration_type,
            master_data: sources.master_data,
            sources,
            name: calculation.name,
            origins: &mut *draft.origins,
            findings: &mut draft.findings,
        }
    }

    /// Whether another calculation runs.
    pub fn runs(&self, calculation: &Calculation) -> bool {
        let additional = self.document.add_decl_type1.as_deref();
        self.sources.calculates(calculation.name, additional)
    }

    /// The country whose customs gets the declaration.
    pub fn jurisdiction(&self) -> &str {
        &self.sources.step.jurisdiction
    }

    /// The day as of which values are deduced.
    pub fn day(&self) -> jiff::civil::Date {
        self.sources.day
    }

    /// The goods items, in the order of the document.
    pub fn items(&self) -> &[GovernmentAgencyGoodsItem] {
        self.document.goods_items()
    }

    /// The goods items, to fill.
    pub fn items_mut(&mut self) -> &mut [GovernmentAgencyGoodsItem] {
        let shipment = self.document.goods_shipment.as_deref_mut();
        shipment.map_or(&mut [], |shipment| {
            &mut shipment.government_agency_goods_items
        })
    }

    /// Whether what stands at a path was deduced, and not given.
    pub fn is_deduced(&self, path: &FieldPath) -> bool {
        self.origins.origin_of(path).is_some_and(Origin::is_deduced)
    }

    /// Notes what was filled, from what and how.
    pub fn filled(&mut self, paths: Vec<FieldPath>, detail: String) {
        let name = self.name.to_owned();
        self.origins
            .record_all(paths, Origin::Calculation { name, detail });
    }

    /// Notes what is wrong, unless another calculation said the same.
    pub fn find(&mut self, finding: Finding) {
        let same = |other: &Finding| other.code == finding.code && other.message == finding.message;
        if !self.findings.iter().any(same) {
            self.findings.push(finding);
        }
    }

    /// Fills a total where it is empty, and says so where a given one differs from its parts.
    pub fn total<T: Copy + PartialEq + Display>(
        &mut self,
        path: KnownPath,
        of_parts: T,
        slot: impl FnOnce(&mut SingleAdministrativeDocument) -> &mut Option<T>,
    ) {
        let slot = slot(self.document);
        match *slot {
            None => {
                *slot = Some(of_parts);
                let items = self.items().len();
                self.filled(vec![path.into()], format!("sum over {items} items"));
            }
            Some(given) if given != of_parts => {
                self.find(findings::total_differs(path, &given, &of_parts));
            }
            Some(_) => {}
        }
    }
}

/// The path of an item's field.
pub(super) fn item_field(index: usize, field: KnownPath) -> FieldPath {
    FieldPath::from(path!("goodsShipment.governmentAgencyGoodsItems"))
        .index(index)
        .to(field)
}

/// A path of a goods item.
macro_rules! item {
    ($path:literal) => {
        cas_model::path!(cas_model::document::GovernmentAgencyGoodsItem: $path)
    };
}

pub(super) use item;

/// The sum of decimals.
pub(super) fn sum(values: impl IntoIterator<Item = Decimal>) -> Result<Decimal, TooLarge> {
    values
        .into_iter()
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .map(|sum| sum.normalize())
        .ok_or(TooLarge)
}
