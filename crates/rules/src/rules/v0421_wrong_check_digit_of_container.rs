use cas_model::path;

use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The last digit of a container's number is calculated from the ten characters before it;
    /// another one is mistyped. Numbers that are not four letters and seven digits are not looked
    /// at.
    ///
    /// Source: ISO 6346. A warning, because some owners number containers otherwise.
    V0421: "Wrong check digit of the container", Warning, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Compare the number with the container; a character is mistyped.";
    let is_wrong = |number: &str| check_digit(number).is_some_and(|digit| !number.ends_with(digit));
    let equipments = document
        .consignment()
        .map_or(&[][..], |consignment| &consignment.transport_equipments);
    for (index, equipment) in equipments.iter().enumerate() {
        if given(&equipment.container_identification).is_some_and(is_wrong) {
            let field =
                path!("goodsShipment.consignment.transportEquipments[].containerIdentification")
                    .at(&[index]);
            report.find(field, ADVICE);
        }
    }
    for (index, item) in document.items().iter().enumerate() {
        if given(&item.container_identification).is_some_and(is_wrong) {
            report.find(item_field(index, item!("containerIdentification")), ADVICE);
        }
    }
}

/// What the last digit should be, of a number with four letters and seven digits.
fn check_digit(number: &str) -> Option<char> {
    let (owner, serial) = number.as_bytes().split_at_checked(4)?;
    let is_numbered = serial.len() == 7 && serial.iter().all(u8::is_ascii_digit);
    if !is_numbered || !owner.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let characters = number.bytes().take(10).enumerate();
    let sum: u32 = characters.map(|(at, byte)| value(byte) << at).sum();
    char::from_digit(sum % 11 % 10, 10)
}

/// Letters count from 10, leaving out the multiples of 11.
fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => {
            let count = u32::from(byte - b'A') + 10;
            count + (count - 1) / 10
        }
    }
}
