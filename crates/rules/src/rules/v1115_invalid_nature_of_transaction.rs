use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The nature of the transaction has one or two digits, the first from 1 to 9.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 99 05; Implementing
    /// Regulation (EU) 2020/1197; CDS declaration completion guide, 8/5.
    V1115: "Invalid nature of the transaction", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let of_shipment = document.shipment().map(|shipment| &shipment.trx_nat_code);
    for (field, code, digits) in [
        (
            path!("goodsShipment.trxNatCode"),
            of_shipment.and_then(given),
            2,
        ),
        (path!("trxNatCode1"), given(&document.trx_nat_code1), 1),
        (path!("trxNatCode2"), given(&document.trx_nat_code2), 1),
    ] {
        let is_right = |code: &str| {
            code.len() <= digits
                && code.bytes().all(|b| b.is_ascii_digit())
                && (field == path!("trxNatCode2") || !code.starts_with('0'))
        };
        if let Some(code) = code.filter(|code| !is_right(code)) {
            let advice = format!("{code} is none; give 11 for a purchase, …");
            report.find(field, advice);
        }
    }
}
