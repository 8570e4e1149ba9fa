use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The declaration type is one of those that the declaration is made in: IM for imports, EX
    /// for exports, CO in trade with special fiscal territories.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 01; CDS
    /// declaration completion guide, 1/1.
    V0004: "Declaration type does not fit", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(kind) = context.kind() else {
        return;
    };
    if let Some(code) = given(&document.decl_type)
        && !kind.header_types.is_empty()
        && !kind.header_types.contains(&code)
    {
        let known = kind.header_types.join(" or ");
        let advice = format!("{code} is none of {}; give {known}.", kind.code);
        report.find(path!("declType"), advice);
    }
}
