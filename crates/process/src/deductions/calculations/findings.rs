//! What calculations find, one function per code of `docs/findings.md`.

use std::fmt::Display;

use cas_model::finding::{Finding, Severity, Source};
use cas_model::{FieldPath, KnownPath, path};

use super::Calculation;

fn finding(code: &str, severity: Severity, message: String, description: String) -> Finding {
    Finding::new(code, severity, Source::Configuration, message, description)
}

/// D0010: values hang on a rate that the master data does not have.
pub(super) fn no_exchange_rate(from: &str, to: &str, place: FieldPath) -> Finding {
    let message = format!("No exchange rate from {from} to {to}");
    let remedy = format!(
        "Add the rate of {from} for the period to the master data; values that need it stay empty"
    );
    finding("D0010", Severity::Error, message, remedy).at(vec![place])
}

/// D0011: a total that was given is not the sum of its parts.
pub(super) fn total_differs(
    path: KnownPath,
    given: &dyn Display,
    of_parts: &dyn Display,
) -> Finding {
    let name = path::last_name(path.as_str());
    let message = format!("The total {name} {given} differs from the items' sum {of_parts}");
    let remedy = "Correct the total or the items; both are left as given".to_owned();
    let (severity, source) = (Severity::Warning, Source::Validation);
    Finding::new("D0011", severity, source, message, remedy).at(vec![path.into()])
}

/// D0012: the items with a mass leave none for those without.
pub(super) fn nothing_left(total: &dyn Display, given: &dyn Display, lacking: usize) -> Finding {
    let message = format!("Of {total} kg nothing is left for {lacking} items without gross mass");
    let remedy = format!(
        "The other items weigh {given} kg; correct the total, or give every item its gross mass"
    );
    let (severity, source) = (Severity::Warning, Source::Validation);
    let fields = vec![path!("goodsShipment.consignment.gmass").into()];
    Finding::new("D0012", severity, source, message, remedy).at(fields)
}

/// D0013: a number does not fit.
pub(super) fn too_large(calculation: &Calculation) -> Finding {
    let message = format!(
        "A number is too large for the calculation {}",
        calculation.name
    );
    let remedy = "Correct the masses, amounts or rates it is calculated from".to_owned();
    let fields = vec![calculation.fills.into()];
    finding("D0013", Severity::Error, message, remedy).at(fields)
}

/// D0014: charges are given, and nothing says whether the price includes them.
pub(super) fn delivery_terms_unknown(code: Option<&str>) -> Finding {
    let message = match code {
        Some(code) => format!("Delivery terms {code} do not say which charges the price includes"),
        None => "Without delivery terms nothing says which charges the price includes".to_owned(),
    };
    let remedy = "Give the Incoterms code, or the values; they are not calculated".to_owned();
    let fields = vec![path!("goodsShipment.tradeTerms.termsCode").into()];
    finding("D0014", Severity::Warning, message, remedy).at(fields)
}

/// D0015: an adjustment neither adds nor deducts by its code.
pub(super) fn adjustment_unknown(code: Option<&str>, place: FieldPath) -> Finding {
    let code = code.unwrap_or("without code");
    let message = format!("Valuation adjustment {code} neither adds nor deducts");
    let remedy = "Give a code A. or B.., or the customs value; it is not calculated".to_owned();
    finding("D0015", Severity::Warning, message, remedy).at(vec![place])
}

/// D0016: amounts whose currency nobody gave.
pub(super) fn no_currency() -> Finding {
    let message = "The items' amounts have no currency".to_owned();
    let remedy = "Give invoiceCurrency; values that need it stay empty".to_owned();
    let fields = vec![path!("invoiceCurrency").into()];
    finding("D0016", Severity::Error, message, remedy).at(fields)
}

/// D0017: more is deducted than the goods are worth.
pub(super) fn charges_exceed(places: Vec<FieldPath>) -> Finding {
    let message = "Charges and deductions exceed the items' amounts".to_owned();
    let remedy = "Correct charges, shares or delivery terms; no value is calculated".to_owned();
    finding("D0017", Severity::Warning, message, remedy).at(places)
}

/// D0018: the shipment's charges cannot be distributed.
pub(super) fn charges_not_distributed(why: &str) -> Finding {
    let message = format!("{why}; they are not distributed");
    let remedy = "Give the charges of every item, or only those of the shipment".to_owned();
    let fields = vec![path!("goodsShipment.customsValuation").into()];
    finding("D0018", Severity::Warning, message, remedy).at(fields)
}
