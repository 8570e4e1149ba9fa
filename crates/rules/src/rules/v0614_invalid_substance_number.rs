use crate::reading::{Reading, given, item, item_field, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A CUS number has nine characters, a UN number of dangerous goods four digits.
    ///
    /// Source: CC015C, CUS code an9 and UN number an4.
    V0614: "Invalid CUS or UN number", Error, ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let Some(commodity) = item.commodity.as_deref() else {
            continue;
        };
        if given(&commodity.cus_code).is_some_and(|code| code.chars().count() != 9) {
            let advice = "Give the nine characters of the CUS number.";
            report.find(item_field(index, item!("commodity.cusCode")), advice);
        }
        for (at, goods) in commodity.dangerous_goods.iter().enumerate() {
            let is_number =
                |code: &str| code.len() == 4 && code.bytes().all(|b| b.is_ascii_alphanumeric());
            if !given(&goods.un_number).is_some_and(is_number) {
                let field = items!("commodity.dangerousGoods[].unNumber").at(&[index, at]);
                report.find(field, "Give the four digits of the UN number.");
            }
        }
    }
}
