use cas_model::path;

use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// What begins like the number of a container (four letters, the last of them U, J or Z, and a
    /// digit after it) goes on like one: seven digits, without signs and spaces.
    ///
    /// Source: ISO 6346. A warning, because some owners number containers otherwise.
    V0424: "Malformed number of a container", Warning, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give four letters and seven digits, as they stand on the container.";
    let equipments = document
        .consignment()
        .map_or(&[][..], |consignment| &consignment.transport_equipments);
    for (index, equipment) in equipments.iter().enumerate() {
        if given(&equipment.container_identification).is_some_and(is_malformed) {
            let field =
                path!("goodsShipment.consignment.transportEquipments[].containerIdentification")
                    .at(&[index]);
            report.find(field, ADVICE);
        }
    }
    for (index, item) in document.items().iter().enumerate() {
        if given(&item.container_identification).is_some_and(is_malformed) {
            report.find(item_field(index, item!("containerIdentification")), ADVICE);
        }
    }
}

fn is_malformed(number: &str) -> bool {
    let signs = number.bytes().filter(u8::is_ascii_alphanumeric);
    let compact: Vec<u8> = signs.map(|byte| byte.to_ascii_uppercase()).collect();
    let begins = match compact.as_slice() {
        [owner @ .., _] if owner.len() < 4 => false,
        [a, b, c, kind, digit, ..] => {
            [a, b, c].into_iter().all(u8::is_ascii_uppercase)
                && b"UJZ".contains(kind)
                && digit.is_ascii_digit()
        }
        _ => false,
    };
    let is_whole = compact.len() == 11 && compact[4..].iter().all(u8::is_ascii_digit);
    begins && !(is_whole && number.as_bytes() == compact.as_slice())
}
