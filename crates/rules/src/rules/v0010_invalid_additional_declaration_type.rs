use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The additional declaration type is one of code list CL042: `A` for a standard declaration,
    /// `D` for one that is lodged before the goods are presented.
    ///
    /// Source: code list CL042.
    V0010: "Invalid additional declaration type", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.add_decl_type1)
        && context.refuses("CL042", code)
    {
        let advice = format!("{code} is not in code list CL042; give A or D.");
        report.find(path!("addDeclType1"), advice);
    }
}
