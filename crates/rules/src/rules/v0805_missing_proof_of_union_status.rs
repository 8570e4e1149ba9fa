use cas_model::document::PreviousDocument;

use crate::reading::{Reading, eu_type, given, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Union goods (T2, T2F) that depart in a country of the Convention on common transit (code
    /// list CL112) name the document that proves their status (code list CL178).
    ///
    /// Source: condition C0035 and rule R0020.
    V0805: "Missing proof of Union status", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let proves = |previous: &PreviousDocument| {
        context.holds("CL178", &eu_type(&previous.category, &previous.r#type))
    };
    if !context.holds("CL112", document.departure_country())
        || document.shipment_previous_documents().any(proves)
    {
        return;
    }
    let whole = document.declares(&["T2", "T2F"]);
    for (index, item) in document.items().iter().enumerate() {
        let union = whole || given(&item.decl_type).is_some_and(|t| ["T2", "T2F"].contains(&t));
        if union && !item.previous_documents.iter().any(proves) {
            let advice = "Add the document that proves Union status, such as N825 (T2L).";
            report.find(item_field(index, item!("previousDocuments")), advice);
        }
    }
}
