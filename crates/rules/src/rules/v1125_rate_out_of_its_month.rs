use cas_model::path;
use cas_model::territory::currency_of;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Rates of exchange are those of the month of acceptance. A declaration that was sent before its
    /// goods come is accepted when they are presented: in another month its values are those of an old
    /// rate. An amendment deduces them anew.
    ///
    /// Looked at when goods are presented, where the invoice is in another currency than the country's.
    ///
    /// Source: Article 146 of Implementing Regulation (EU) 2015/2447; that the month of the presentation
    /// counts follows from Articles 171 and 172 of Regulation (EU) No 952/2013.
    V1125: "Rate of exchange is out of its month", Warning, ["import", "export"] certain D, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let deduced = context.presented.and_then(|it| it.deduced_on);
    let month = |day: jiff::civil::Date| (day.year(), day.month());
    let is_old = deduced.is_some_and(|day| month(day) != month(context.day));
    let own = currency_of(context.jurisdiction);
    if is_old && given(&document.invoice_currency).is_some_and(|currency| currency != own) {
        let advice = "Amend the declaration, so that its values are of this month's rate.";
        report.find(path!("invoiceCurrency"), advice);
    }
}
