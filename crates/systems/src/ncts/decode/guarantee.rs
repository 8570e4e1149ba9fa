//! CC055C: guarantees are not valid. The declaration waits for an amendment.

use cas_gateway::Inbound;
use cas_model::declaration::{CodeText, InvalidGuarantee};
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::{optional, required};
use crate::xml::Element;

pub(super) const CC055C: Kind = Kind {
    name: "CC055C",
    read,
    event: |_, _| Event::GuaranteeRefused,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    let guarantees: Result<Vec<_>, _> = root
        .children_named("GuaranteeReference")
        .map(guarantee)
        .collect();
    message.facts.invalid_guarantees = guarantees?;
    if message.facts.invalid_guarantees.is_empty() {
        return Err("GuaranteeReference is missing".to_owned());
    }
    Ok(())
}

fn guarantee(reference: &Element) -> Result<InvalidGuarantee, String> {
    let reasons: Result<Vec<_>, String> = reference
        .children_named("InvalidGuaranteeReason")
        .map(|reason| {
            Ok(CodeText {
                code: required(reason, "code")?.to_owned(),
                text: optional(reason, "text"),
            })
        })
        .collect();
    Ok(InvalidGuarantee {
        grn: required(reference, "GRN")?.to_owned(),
        reasons: reasons?,
    })
}
