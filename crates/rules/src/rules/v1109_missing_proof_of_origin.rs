use crate::reading::{Reading, duties, eu_type, given, has_document, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Who asks for a preference (2, 3, 4) has a proof of origin or of the movement: a
    /// certificate or statement of category U, N864, N865, N954, or N018 for customs unions;
    /// where origin is proved otherwise, a reference of category Y or a document of category 9.
    ///
    /// Source: Article 64 of Regulation (EU) No 952/2013; Annex B, data element 12 03.
    V1109: "Missing proof of origin", Warning, ["import"] is absence, check
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
    if types.any(|code| is_proof(&code)) {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        let asks = duties(index, item).any(|(_, duty)| {
            given(&duty.preference1).is_some_and(|code| code.starts_with(['2', '3', '4']))
        });
        if asks && !has_document(item, is_proof) {
            let advice = "Give the proof of origin, or preference 100.";
            report.find(item_field(index, item!("additionalDocuments")), advice);
        }
    }
}

fn is_proof(code: &str) -> bool {
    code.starts_with(['U', 'Y', '9']) || ["N018", "N864", "N865", "N954", "C100"].contains(&code)
}
