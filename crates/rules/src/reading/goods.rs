//! What do the items of an import or an export say of procedures, duties and codes?

use cas_model::FieldPath;
use cas_model::document::{DutyTaxFee, GovernmentAgencyGoodsItem};

use super::place::listed;
use super::{Located, eu_type, given, is_tariff, item};

/// The customs procedure of an item.
#[derive(Clone, Copy)]
pub(crate) struct Procedure<'a> {
    /// The requested procedure; empty when it is not given.
    pub(crate) requested: &'a str,
    /// The previous procedure; empty when it is not given.
    pub(crate) previous: &'a str,
    /// The item, whose additional procedures it has.
    item: &'a GovernmentAgencyGoodsItem,
}

impl<'a> Procedure<'a> {
    /// Whether the requested or the previous procedure is one of these.
    pub(crate) fn touches(&self, codes: &[&str]) -> bool {
        codes.contains(&self.requested) || codes.contains(&self.previous)
    }

    /// Whether one of the additional procedures is one of these.
    pub(crate) fn adds(&self, codes: &[&str]) -> bool {
        self.item.is_added_to(codes)
    }

    /// The additional procedures that are given, with the fields of the item they stand in.
    pub(crate) fn additional(&self) -> impl Iterator<Item = (FieldPath, &'a str)> + use<'a> {
        let procedure = self.item.government_procedure.as_deref();
        let named = procedure.into_iter().flat_map(|procedure| {
            [
                (item!("governmentProcedure.procNat1"), &procedure.proc_nat1),
                (item!("governmentProcedure.procNat2"), &procedure.proc_nat2),
            ]
        });
        let named = named.filter_map(|(name, code)| Some((name.into(), given(code)?)));
        let more = procedure
            .into_iter()
            .flat_map(|procedure| procedure.additional_procedures.iter().enumerate());
        let more = more.filter_map(|(at, further)| {
            Some((
                item!("governmentProcedure.additionalProcedures[].code").at(&[at]),
                given(&further.code)?,
            ))
        });
        named.chain(more)
    }
}

/// The procedure of an item, if it says any.
pub(crate) fn procedure(item: &GovernmentAgencyGoodsItem) -> Option<Procedure<'_>> {
    let procedure = item.government_procedure.as_deref()?;
    Some(Procedure {
        requested: given(&procedure.proc).unwrap_or(""),
        previous: given(&procedure.prev_proc).unwrap_or(""),
        item,
    })
}

/// The duties of an item, wherever they stand.
pub(crate) fn duties(
    index: usize,
    item: &GovernmentAgencyGoodsItem,
) -> impl Iterator<Item = (Located, &DutyTaxFee)> {
    let of_commodity = item.commodity.as_deref().into_iter().flat_map(move |it| {
        listed(
            Located::of_item(index, item!("commodity.dutyTaxFees")),
            &it.duty_tax_fees,
        )
    });
    listed(
        Located::of_item(index, item!("dutyTaxFees")),
        &item.duty_tax_fees,
    )
    .chain(of_commodity)
}

/// The longest tariff code of an item, with the position of its classification.
pub(crate) fn tariff_code(item: &GovernmentAgencyGoodsItem) -> Option<(usize, &str)> {
    let classifications = item.commodity.as_deref()?.classifications.iter();
    classifications
        .enumerate()
        .filter(|(_, classification)| is_tariff(&classification.r#type))
        .filter_map(|(at, classification)| Some((at, given(&classification.code)?)))
        .max_by_key(|(_, code)| code.len())
}

/// What the item costs, in the currency of the invoice.
pub(crate) fn price(item: &GovernmentAgencyGoodsItem) -> Option<rust_decimal::Decimal> {
    let commodity = item.commodity.as_deref()?;
    commodity.invoice_line.as_deref()?.item_amount
}

/// Whether one of the item's own documents is of a type that is meant.
pub(crate) fn has_document(
    item: &GovernmentAgencyGoodsItem,
    is_meant: impl Fn(&str) -> bool,
) -> bool {
    let mut documents = item.additional_documents.iter();
    documents.any(|document| is_meant(&eu_type(&document.category, &document.r#type)))
}
