use crate::code_lists::CURRENCIES;
use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// Currencies are three capital letters of ISO 4217; XXX and XTS are codes of it for what is no
    /// currency. Where the published list of currencies
    /// of CDS (currencyCodes) is loaded, they are one of it.
    ///
    /// Source: CC015C, currency a3; ISO 4217; the published list currencyCodes of CDS.
    V0905: "Invalid currency", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if CURRENCIES.contains(&visit.name)
            && let Some(code) = visit.text()
            && (!is_written_like_one(code) || context.refuses("currencyCodes", code))
        {
            let advice = format!("{code} is not a currency; give EUR, USD, …");
            report.find(visit.at.to_string(), advice);
        }
    });
}

fn is_written_like_one(code: &str) -> bool {
    let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    is_code && !["XXX", "XTS"].contains(&code)
}
