//! What stands in a document and was not taken.

use std::cell::LazyCell;
use std::fmt::Write as _;

use cas_gateway::{Examined, Matter};
use cas_model::FieldPath;
use cas_model::access::{Field, Node};

use super::known::Known;
use super::taken::Taken;

/// Fields that are ours and meant for no customs, by the record they are of, and why. A record
/// that is empty stands for all.
pub const OURS: &[(&str, &str, &str)] = &[
    ("", "casReference", "our id of an element"),
    (
        "GovernmentAgencyGoodsItem",
        "governmentAgencyGoodsItemId",
        "our id of the item",
    ),
    (
        "GovernmentAgencyGoodsItem",
        "houseConsignment",
        "says in which house consignment the item stands",
    ),
    (
        "HouseConsignment",
        "key",
        "tells house consignments apart; items name it",
    ),
    (
        "Party",
        "code",
        "the partner's code in the master data; what is known of it is filled in",
    ),
    (
        "GoodsLocation",
        "code",
        "the location's code in the master data; what is known of it is filled in",
    ),
    (
        "Commodity",
        "itemId",
        "the article's code in the master data; what is known of it is filled in",
    ),
    (
        "SingleAdministrativeDocument",
        "businessPartners",
        "names partners by their role, from which parties are filled",
    ),
    (
        "SingleAdministrativeDocument",
        "docRefNum",
        "customs' own number, which customs gives",
    ),
];

/// Whether a field is ours and meant for no customs.
#[must_use]
pub fn is_ours(record: &str, field: &str) -> bool {
    OURS.iter()
        .any(|(of, name, _)| *name == field && (of.is_empty() || *of == record))
}

/// Adds what was not taken of a document: of a record or an element of which nothing was, the
/// record itself; where that is because of its own value, the field that has it.
pub(super) fn unsaid(
    document: &dyn Node,
    taken: &Taken,
    known: &dyn Fn() -> Known,
    found: &mut Vec<Examined>,
) {
    let known = LazyCell::new(known);
    let mut walk = Walk {
        taken,
        known,
        found,
    };
    walk.record(document, &At::Root);
}

/// Where a record stands; its path is made only when it is asked for.
#[derive(Clone, Copy)]
enum At<'a> {
    Root,
    Field(&'a At<'a>, &'static str),
    Element(&'a At<'a>, usize),
}

impl At<'_> {
    fn path(&self) -> FieldPath {
        let mut text = String::with_capacity(80);
        self.write(&mut text);
        FieldPath::new(text)
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Root => {}
            Self::Field(at, name) => {
                at.write(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            Self::Element(at, index) => {
                at.write(text);
                let _ = write!(text, "[{index}]");
            }
        }
    }
}

struct Walk<'w> {
    taken: &'w Taken,
    known: LazyCell<Known, &'w dyn Fn() -> Known>,
    found: &'w mut Vec<Examined>,
}

impl Walk<'_> {
    /// Looks at the fields of a record; whether one of them is taken.
    fn record(&mut self, node: &dyn Node, at: &At<'_>) -> bool {
        let before = self.found.len();
        let taken = self.taken.fields(node);
        let mut is_taken = false;
        let shape = node.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            let is_field_taken = taken >> index & 1 == 1;
            is_taken |= is_field_taken;
            let here = At::Field(at, field.name);
            match node.field(index) {
                Field::Absent => {}
                Field::Record(record) => is_taken |= self.record(record, &here),
                Field::List(list) if !list.is_empty() && !is_ours(shape.name, field.name) => {
                    for position in 0..list.len() {
                        if let Some(element) = list.get(position) {
                            is_taken |= self.record(element, &At::Element(&here, position));
                        }
                    }
                }
                Field::List(_) => {}
                _ if is_field_taken => {}
                Field::Text(text) if text.trim().is_empty() => {}
                _ if is_ours(shape.name, field.name) => {}
                _ => self.leave(&here),
            }
        }
        let is_root = matches!(at, At::Root);
        if !is_taken && !is_root && self.found.len() > before {
            self.found.truncate(before);
            self.leave_record(node, at);
        }
        is_taken
    }

    /// A record of which nothing is taken. An element whose own value says that there is no place
    /// for it is named by that value.
    fn leave_record(&mut self, node: &dyn Node, at: &At<'_>) {
        let discriminator = self.known.discriminator(node.shape());
        let strange = discriminator.filter(
            |check| matches!(node.field(check.key), Field::Text(value) if !check.values.contains(&value)),
        );
        let Some(one) = strange else {
            return self.leave(at);
        };
        let name = node.shape().fields[one.key].name;
        self.found.push(Examined {
            path: At::Field(at, name).path(),
            matter: Matter::NotDeclared {
                known: one.values.clone(),
            },
        });
    }

    fn leave(&mut self, at: &At<'_>) {
        self.found.push(Examined {
            path: at.path(),
            matter: Matter::NotDeclared { known: Vec::new() },
        });
    }
}
