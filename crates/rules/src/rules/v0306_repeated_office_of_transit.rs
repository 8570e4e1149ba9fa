use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every customs office of transit is declared once.
    ///
    /// Source: rule R0003.
    V0306: "Repeated office of transit", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let offices = document.transit_offices();
    for (index, office) in offices.iter().enumerate() {
        if given(&office.office).is_some()
            && offices[..index]
                .iter()
                .any(|other| other.office == office.office)
        {
            let field = path!("goodsShipment.transitOffices[].office").at(&[index]);
            report.find(field, "Remove the repeated office.");
        }
    }
}
