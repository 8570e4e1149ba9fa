use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// Texts have the lengths that customs takes: a description 512 characters, a name 70, a
    /// street 70, a postcode 17, a city 35, a reference number 70, an identification 35, …
    ///
    /// Source: CC015C, lengths of its fields.
    V0902: "Text too long", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if let Some(text) = visit.text()
            && let Some(most) = longest(visit.record, visit.name)
            && text.len() > most
            && text.chars().count() > most
        {
            let advice = format!("Shorten it to {most} characters; customs takes no more.");
            report.find(visit.at.to_string(), advice);
        }
    });
}

/// The most characters of a field; `None` when customs does not get it, or another rule looks.
fn longest(record: &str, name: &str) -> Option<usize> {
    let most = match (record, name) {
        ("Commodity", "description") | ("Packaging", "shippingMarks") => 512,
        ("AdditionalInformation", "text") => 512,
        ("Contact", "email") => 256,
        ("Party" | "Contact", "name") | ("Address", "street") => 70,
        ("PreviousDocument" | "AdditionalDocument" | "TransportContractDocument", "refNum") => 70,
        ("Address", "city") | ("Contact", "phone") | ("Place", "location") => 35,
        ("TransportMeans" | "AdditionalTransportMeans", "identification") => 35,
        ("BorderTransportMeans", "identification") | ("Authorisation", "refNum") => 35,
        ("PreviousDocument" | "AdditionalDocument", "complement") => 35,
        ("ObligationGuarantee", "otherRefNum") => 35,
        ("GoodsLocation", "authorisationNumber") => 35,
        ("Seal", "identifier") => 20,
        ("Address", "postcode") | ("GoodsLocation", "houseNumber" | "economicOperator") => 17,
        ("Place" | "GoodsLocation", "unLocode") => 17,
        ("TransportEquipment", "containerIdentification") => 17,
        ("BorderTransportMeans", "conveyanceReference") | ("PartyReference", "code") => 17,
        ("GoodsLocation", "additionalIdentifier") => 4,
        _ => return None,
    };
    Some(most)
}
