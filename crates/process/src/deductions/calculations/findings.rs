//! Where in the declaration stands what calculations find?

use std::fmt::Display;

use cas_model::finding::Finding;
use cas_model::{FieldPath, KnownPath, findings, path};

use super::Calculation;

/// Values hang on a rate that the master data does not have.
pub(super) fn no_exchange_rate(from: &str, to: &str, place: FieldPath) -> Finding {
    findings::no_exchange_rate(from, to).at(vec![place])
}

/// A total that was given is not the sum of its parts.
pub(super) fn total_differs(
    path: KnownPath,
    given: &dyn Display,
    of_parts: &dyn Display,
) -> Finding {
    let name = path::last_name(path.as_str());
    findings::total_differs(name, given, of_parts).at(vec![path.into()])
}

/// The items with a mass leave none for those without.
pub(super) fn nothing_left(total: &dyn Display, given: &dyn Display, lacking: usize) -> Finding {
    let fields = vec![path!("goodsShipment.consignment.gmass").into()];
    findings::no_mass_left(total, given, lacking).at(fields)
}

/// A number does not fit.
pub(super) fn too_large(calculation: &Calculation) -> Finding {
    let fields = vec![calculation.fills.into()];
    findings::number_too_large(calculation.name).at(fields)
}

/// Charges are given, and nothing says whether the price includes them.
pub(super) fn delivery_terms_unknown(code: Option<&str>) -> Finding {
    let fields = vec![path!("goodsShipment.tradeTerms.termsCode").into()];
    let finding = findings::delivery_terms_unknown(code.unwrap_or_default()).at(fields);
    match code {
        Some(_) => finding,
        None => Finding {
            message: "Without delivery terms nothing says which charges the price includes"
                .to_owned(),
            ..finding
        },
    }
}

/// An adjustment neither adds nor deducts by its code.
pub(super) fn adjustment_unknown(code: Option<&str>, place: FieldPath) -> Finding {
    findings::adjustment_unknown(code.unwrap_or("without code")).at(vec![place])
}

/// Amounts whose currency nobody gave.
pub(super) fn no_currency() -> Finding {
    let fields = vec![path!("invoiceCurrency").into()];
    findings::no_currency().at(fields)
}

/// More is deducted than the goods are worth.
pub(super) fn charges_exceed(places: Vec<FieldPath>) -> Finding {
    findings::charges_exceed().at(places)
}

/// The shipment's charges cannot be distributed.
pub(super) fn charges_not_distributed(why: &str) -> Finding {
    let fields = vec![path!("goodsShipment.customsValuation").into()];
    findings::charges_not_distributed(why).at(fields)
}
