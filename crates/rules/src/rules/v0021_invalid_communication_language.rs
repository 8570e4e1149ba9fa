use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The language for messages is two letters of ISO 639-1.
    ///
    /// Source: CC015C, communication language at departure a2.
    V0021: "Invalid communication language", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.communication_language)
        && !(code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()))
    {
        report.find(
            path!("communicationLanguage"),
            format!("{code} is not a language; give EN, DE, …"),
        );
    }
}
