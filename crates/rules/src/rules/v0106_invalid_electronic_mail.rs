use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// An electronic mail address has something before and after its `@`, and a dot after it.
    ///
    /// Source: the pattern in CC015C.
    V0106: "Invalid electronic mail address", Error,
        ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if visit.record == "Contact"
            && visit.name == "email"
            && let Some(text) = visit.text()
            && !is_mail_address(text)
        {
            report.find(
                visit.at.to_string(),
                "Give an address such as name@example.com.",
            );
        }
    });
}

fn is_mail_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let host = host.split_once('.');
        !name.is_empty() && host.is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty())
    })
}
