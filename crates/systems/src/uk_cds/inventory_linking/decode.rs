//! What do inventories tell us? The answer to a request, how its movement came out, and how a
//! consignment and the declarations in it stand.

use cas_gateway::{Correlation, CustomsError, DecodeError, Decoded, Inbound};
use cas_model::declaration::{CodeText, CustomsFacts, InventoryStatus};

use super::codes::{List, REJECTED, SUCCESS};
use super::reference;
use crate::reading::{notice, optional, required};
use crate::xml::Element;

/// The answer to a request.
pub(super) const CONTROL: &str = "inventoryLinkingControlResponse";
/// How a movement came out.
pub(super) const MOVEMENT: &str = "inventoryLinkingMovementResponse";
/// How a consignment stands, and each declaration in it.
pub(super) const TOTALS: &str = "inventoryLinkingMovementTotalsResponse";

/// What a message says, part by part; an error says what is missing.
type Read = fn(&Element<'_>) -> Vec<Result<Inbound, String>>;

const KINDS: &[(&str, Read)] = &[
    (CONTROL, |root| vec![control(root)]),
    (MOVEMENT, |root| vec![movement(root)]),
    (TOTALS, totals),
];

/// Whether a type of message is one of inventories.
pub(crate) fn is_kind(message_type: &str) -> bool {
    KINDS.iter().any(|(name, _)| *name == message_type)
}

/// Reads a message of inventories; `None` where it is none.
///
/// # Errors
/// When it lacks what it must have.
pub(crate) fn decode(root: &Element<'_>) -> Option<Result<Decoded, DecodeError>> {
    let (name, read) = KINDS.iter().find(|(name, _)| *name == root.name)?;
    let parts = read(root).into_iter().enumerate().map(|(part, read)| {
        let mut inbound = read.map_err(|problem| DecodeError::Incomplete {
            message: (*name).to_owned(),
            problem,
        })?;
        inbound.content = Some(root.content(part));
        Ok(inbound)
    });
    Some(Decoded::from_parts(parts))
}

fn message(root: &Element<'_>, inventory: InventoryStatus, text: String) -> Inbound {
    let reference = optional(root, "movementReference");
    Inbound {
        message_type: root.name.to_owned(),
        correlation: Correlation {
            correlation_identifier: reference.as_deref().map(reference::identifier_of),
            ..Correlation::default()
        },
        facts: CustomsFacts {
            inventory: Some(Box::new(inventory)),
            notices: vec![notice(root.name, text)],
            ..CustomsFacts::default()
        },
        ..Inbound::default()
    }
}

/// The same as a rejection of the request with this code.
fn rejecting(code: &str, errors: Vec<CustomsError>, read: Inbound) -> Inbound {
    Inbound {
        rejected_type: Some(code.to_owned()),
        errors,
        ..read
    }
}

fn control(root: &Element<'_>) -> Result<Inbound, String> {
    let code = required(root, "messageCode")?;
    let action = List::Action.explain(required(root, "actionCode")?);
    let ucr = root.child("ucr");
    let inventory = InventoryStatus {
        ucr: ucr.and_then(|block| optional(block, "ucr")),
        ..InventoryStatus::default()
    };
    let mut errors: Vec<CustomsError> = root
        .children_named("error")
        .flat_map(|error| error.children_named("errorCode"))
        .map(|code| error(&code.text))
        .collect();
    let is_rejected = action.code == REJECTED || !errors.is_empty();
    let mut read = message(root, inventory, format!("{code}: {}", worded(&action)));
    read.correlation.consignment = own(root, "ucr");
    if !is_rejected {
        return Ok(read);
    }
    if errors.is_empty() {
        errors.push(error(REJECTED));
    }
    Ok(rejecting(code, errors, read))
}

/// An error is a code, or a code among words: `6 E408 Unique Consignment reference does not exist`.
fn error(text: &str) -> CustomsError {
    let text = text.trim();
    let is_code = |word: &str| {
        let digits = word.strip_prefix('E').unwrap_or(word);
        digits.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let code = text.split_whitespace().find(|word| is_code(word));
    let Some((before, after)) = code.and_then(|code| text.split_once(code)) else {
        return CustomsError {
            code: if text.contains(char::is_whitespace) {
                REJECTED
            } else {
                text
            }
            .to_owned(),
            reason: text.to_owned(),
            ..CustomsError::default()
        };
    };
    let number = before.trim();
    let reason = if after.trim().is_empty() {
        number
    } else {
        after.trim()
    };
    CustomsError {
        code: code.unwrap_or(text).to_owned(),
        reason: reason.to_owned(),
        ..CustomsError::default()
    }
}

fn movement(root: &Element<'_>) -> Result<Inbound, String> {
    let code = required(root, "messageCode")?;
    let mut inventory = decode_movement(root);
    inventory.ucr = optional(root, "ucrBlock/ucr");
    add_entry(&mut inventory, root);
    let result = inventory.movement_result.clone();
    let text = format!("{code}{}", told(&inventory));
    let mut read = message(root, inventory, text);
    read.correlation.consignment = own(root, "ucrBlock");
    Ok(match result {
        Some(result) if result.code != SUCCESS => rejecting(code, vec![error(&result.code)], read),
        Some(_) | None => read,
    })
}

fn totals(root: &Element<'_>) -> Vec<Result<Inbound, String>> {
    let code = match required(root, "messageCode") {
        Ok(code) => code,
        Err(problem) => return vec![Err(problem)],
    };
    let master = InventoryStatus {
        master_ucr: optional(root, "masterUCR"),
        master_route_of_entry: coded(root, "masterROE", List::Route),
        master_status_of_entry: coded(root, "masterSOE", List::MasterStatus),
        declaration_count: root
            .text_at("declarationCount")
            .and_then(|count| count.parse().ok()),
        ..decode_movement(root)
    };
    let entries: Vec<_> = root.children_named("entry").collect();
    let is_one_of_several = entries.len() > 1;
    let read = |inventory: InventoryStatus| {
        let of = inventory.ucr.as_deref().map(|ucr| format!(" of {ucr}"));
        let text = format!("{code}{}{}", of.unwrap_or_default(), told(&inventory));
        message(root, inventory, text)
    };
    if entries.is_empty() {
        return vec![Ok(read(master))];
    }
    let of_entry = entries.into_iter().map(|entry| {
        let mut inventory = master.clone();
        inventory.ucr = Some(required(entry, "ucrBlock/ucr")?.to_owned());
        add_entry(&mut inventory, entry);
        let mut inbound = read(inventory);
        inbound.correlation.consignment = own(entry, "ucrBlock");
        inbound.correlation.is_one_of_several = is_one_of_several;
        Ok(inbound)
    });
    of_entry.collect()
}

/// The reference of a block, where it is that of a declaration and no master's.
fn own(element: &Element<'_>, block: &str) -> Option<String> {
    let block = element.child(block)?;
    let is_own = block.text_at("ucrType") == Some("D");
    is_own.then(|| optional(block, "ucr")).flatten()
}

/// Where the goods are, and what their movement came to.
fn decode_movement(root: &Element<'_>) -> InventoryStatus {
    InventoryStatus {
        movement_result: coded(root, "crc", List::Result),
        goods_location: optional(root, "goodsLocation"),
        goods_arrived_at: optional(root, "goodsArrivalDateTime"),
        ..InventoryStatus::default()
    }
}

fn add_entry(inventory: &mut InventoryStatus, element: &Element<'_>) {
    inventory.input_customs_status = coded(element, "entryStatus/ics", List::InputStatus);
    inventory.route_of_entry = coded(element, "entryStatus/roe", List::Route);
    inventory.status_of_entry = coded(element, "entryStatus/soe", List::Status);
}

fn coded(element: &Element<'_>, path: &str, list: List) -> Option<CodeText> {
    element.text_at(path).map(|code| list.explain(code))
}

/// How goods stand, in words.
fn told(inventory: &InventoryStatus) -> String {
    let parts = [
        ("movement", &inventory.movement_result),
        ("route of entry", &inventory.route_of_entry),
        ("status of entry", &inventory.status_of_entry),
        ("input customs status", &inventory.input_customs_status),
        (
            "route of the consolidation",
            &inventory.master_route_of_entry,
        ),
        (
            "status of the consolidation",
            &inventory.master_status_of_entry,
        ),
    ];
    let said = parts.iter().filter_map(|(what, code)| {
        let code = code.as_ref()?;
        Some(format!("{what} {}", worded(code)))
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => String::new(),
        false => format!(": {}", said.join(", ")),
    }
}

fn worded(code: &CodeText) -> String {
    match &code.text {
        Some(text) => format!("{} ({text})", code.code),
        None => code.code.clone(),
    }
}
