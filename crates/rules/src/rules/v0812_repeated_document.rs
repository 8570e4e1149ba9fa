use cas_model::document::AdditionalDocument;

use crate::reading::{Reading, eu_type, given, items};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A document is given once: the same type, number and line do not stand on an item twice.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 03.
    V0812: "Repeated document", Warning, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let documents = &item.additional_documents;
        for (at, this) in documents.iter().enumerate() {
            if documents[..at].iter().any(|before| is_same(before, this)) {
                let field = items!("additionalDocuments[].refNum").at(&[index, at]);
                report.find(field, "Remove the repeated document.");
            }
        }
    }
}

fn is_same(one: &AdditionalDocument, other: &AdditionalDocument) -> bool {
    let number = given(&one.ref_num);
    number.is_some()
        && number == given(&other.ref_num)
        && one.line_num == other.line_num
        && eu_type(&one.category, &one.r#type) == eu_type(&other.category, &other.r#type)
}
