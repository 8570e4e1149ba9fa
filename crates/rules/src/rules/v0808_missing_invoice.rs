use crate::reading::{Reading, eu_type, given, has_document, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods valued by their price (method 1) come with an invoice: N380, a pro-forma invoice
    /// (N325), N935 or a contract of sale (D005, D008).
    ///
    /// Source: Article 145 of Implementing Regulation (EU) 2015/2447: the invoice is the
    /// supporting document of the transaction value.
    V0808: "Missing invoice", Warning, ["H1"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    let of_all = document
        .additional_documents
        .iter()
        .chain(&shipment.additional_documents);
    let mut types = of_all.map(|it| eu_type(&it.category, &it.r#type));
    if types.any(|code| is_invoice(&code)) {
        return;
    }
    let for_all = shipment.customs_valuation.as_deref();
    for (index, item) in document.items().iter().enumerate() {
        let valuation = item.customs_valuation.as_deref().or(for_all);
        let method = valuation.and_then(|valuation| given(&valuation.valuation_method));
        if method == Some("1") && !has_document(item, is_invoice) {
            let advice = "Give the invoice, such as N380 with its number.";
            report.find(item_field(index, item!("additionalDocuments")), advice);
        }
    }
}

fn is_invoice(code: &str) -> bool {
    ["N380", "N325", "N935", "D005", "D008"].contains(&code)
}
