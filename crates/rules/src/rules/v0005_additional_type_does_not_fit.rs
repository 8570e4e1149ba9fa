use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The additional declaration type is one that this kind of declaration has: A and D for
    /// standard ones, B, C, E and F for simplified ones, U to Z for supplementary ones.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 02; CDS
    /// declaration completion guide, 1/2.
    V0005: "Additional declaration type does not fit", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(kind) = context.kind() else {
        return;
    };
    if let Some(code) = given(&document.add_decl_type1)
        && !kind.additional_types.is_empty()
        && !kind.additional_types.contains(&code)
    {
        let known = kind.additional_types.join(", ");
        let advice = format!("{} has the types {known}; give one of them.", kind.code);
        report.find(path!("addDeclType1"), advice);
    }
}
