use cas_model::path;

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The date until which the goods must arrive is not over yet.
    ///
    /// Source: ours; customs cannot release against a date that has passed.
    V0020: "Limit date in the past", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if let Some(date) = document.limit_date
        && date < context.today
    {
        report.find(
            path!("limitDate"),
            format!("{date} is over; give a later date."),
        );
    }
}
