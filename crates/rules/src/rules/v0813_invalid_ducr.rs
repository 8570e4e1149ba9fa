use cas_model::document::PreviousDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom a declaration's unique consignment reference (DUCR) is a digit of
    /// the year, the EORI of GB or another country, a hyphen and up to 19 letters, digits and
    /// signs.
    ///
    /// Source: CDS declaration completion guide, 2/1 (DCR) and 2/4.
    V0813: "Invalid DUCR", Error, ["export"] { territories: ["UK"] }, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give digit of the year, EORI, hyphen and your own reference.";
    for (place, previous) in document.previous_documents() {
        let is_ducr = given(&previous.r#type) == Some("DCR");
        if is_ducr && given(&previous.ref_num).is_some_and(|number| !is_well_formed(number)) {
            report.find(place.field(path!(PreviousDocument: "refNum")), ADVICE);
        }
    }
    if let Some(ucr) = document.ucr.as_deref()
        && given(&ucr.trader_reference).is_some_and(|number| !is_well_formed(number))
    {
        report.find(path!("ucr.traderReference"), ADVICE);
    }
}

fn is_well_formed(number: &str) -> bool {
    let Some((head, tail)) = number.split_once('-') else {
        return false;
    };
    let (year, eori) = head.split_at_checked(1).unwrap_or(("", ""));
    year.bytes().all(|b| b.is_ascii_digit())
        && cas_model::formats::is_eori(eori)
        && (1..=19).contains(&tail.len())
        && tail
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"()-".contains(&b))
}
