use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A guarantee is given once: the same number does not stand there twice.
    ///
    /// Source: CC015C, guarantee reference: repeats once for each guarantee.
    V0213: "Repeated guarantee", Warning, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let all = &document.obligation_guarantees;
    for (index, guarantee) in all.iter().enumerate() {
        let number = given(&guarantee.ref_num);
        let mut before = all[..index].iter();
        if number.is_some() && before.any(|it| given(&it.ref_num) == number) {
            let field = path!("obligationGuarantees[].refNum").at(&[index]);
            report.find(
                field,
                "Remove one, and give the whole amount with the other.",
            );
        }
    }
}
