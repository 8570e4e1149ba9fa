use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A location of goods has a type of code list CL347 and a qualifier of code list CL326.
    ///
    /// Source: code lists CL347 and CL326.
    V0502: "Invalid type or qualifier of the location of goods", Error,
        ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let location = document
        .consignment()
        .and_then(|consignment| consignment.goods_location.as_deref());
    let Some(location) = location else {
        return;
    };
    for (name, field, list, value) in [
        (
            "type",
            path!("goodsShipment.consignment.goodsLocation.type"),
            "CL347",
            given(&location.r#type),
        ),
        (
            "qualifier",
            path!("goodsShipment.consignment.goodsLocation.qualifier"),
            "CL326",
            given(&location.qualifier),
        ),
    ] {
        if value.is_none_or(|code| context.refuses(list, code)) {
            report.find(field, format!("Give a {name} of code list {list}."));
        }
    }
}
