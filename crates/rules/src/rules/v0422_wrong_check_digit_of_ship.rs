use cas_model::document::BorderTransportMeans;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The last of the seven digits of a ship's IMO number is calculated from the six before it;
    /// another one is mistyped.
    ///
    /// Source: IMO ship identification number scheme, Resolution A.1117(30); type of
    /// identification 10.
    V0422: "Wrong check digit of the IMO number", Warning, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Compare the number with the ship's; a digit is mistyped.";
    for means in document.transport_means() {
        if is_wrong(means.identification_type, means.identification) {
            report.find(
                means
                    .place
                    .field(path!(BorderTransportMeans: "identification")),
                ADVICE,
            );
        }
    }
    let arrival = document
        .consignment()
        .and_then(|consignment| consignment.arrival_transport_means.as_deref());
    if let Some(means) = arrival
        && is_wrong(&means.identification_type, &means.identification)
    {
        let field = path!("goodsShipment.consignment.arrivalTransportMeans.identification");
        report.find(field, ADVICE);
    }
}

fn is_wrong(kind: &Option<String>, number: &Option<String>) -> bool {
    let digits = given(number).map(|text| text.strip_prefix("IMO").unwrap_or(text).trim());
    let Some(digits) = digits.filter(|text| text.len() == 7) else {
        return false;
    };
    if given(kind) != Some("10") || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut values = digits.bytes().map(|byte| u32::from(byte - b'0'));
    let weighted = values.clone().zip((2..=7).rev());
    let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
    values.next_back() != Some(sum % 10)
}
