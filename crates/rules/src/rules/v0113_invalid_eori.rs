use cas_model::document::Party;
use cas_model::formats::is_eori;
use cas_model::path;

use crate::reading::{Reading, given};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An EORI is two letters of a country and up to 15 further characters without spaces; for GB
    /// and XI these are 12 or 15 digits.
    ///
    /// Source: rules R0840 and R0850.
    V0113: "Invalid EORI", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give the country's two letters and the number, without spaces.";
    for (place, party) in document
        .parties()
        .chain(document.identified_parties())
        .chain(document.trade_parties().filter(|_| !context.is("transit")))
    {
        for (index, reference) in party.business_partner_reference.iter().enumerate() {
            if reference.r#type.as_deref() == Some("Eori")
                && given(&reference.code).is_some_and(|code| !is_eori(code))
            {
                let name = path!(Party: "businessPartnerReference[].code").at(&[index]);
                report.find(place.to(&name), ADVICE);
            }
        }
    }
    for (index, authorisation) in document.authorisations.iter().enumerate() {
        if given(&authorisation.holder).is_some_and(|code| !is_eori(code)) {
            report.find(path!("authorisations[].holder").at(&[index]), ADVICE);
        }
    }
}
