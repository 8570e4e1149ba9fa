//! What stands in a document and was not taken.

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
/// record itself.
pub(super) fn unsaid(
    document: &dyn Node,
    taken: &Taken,
    known: &dyn Fn() -> Known,
    found: &mut Vec<Examined>,
) {
    let before = found.len();
    let mut walk = Walk { taken, found };
    walk.record(document, &At::Root);
    if found.len() == before {
        return;
    }
    let known = known();
    for examined in &mut found[before..] {
        name_discriminator(examined, document, &known);
    }
}

/// An element whose own value says that there is no place for it is named by that value.
fn name_discriminator(examined: &mut Examined, document: &dyn Node, known: &Known) {
    let Some(Field::Record(element)) = examined.path.get(document) else {
        return;
    };
    let Some(discriminator) = known.discriminator(element.shape()) else {
        return;
    };
    let Field::Text(value) = element.field(discriminator.key) else {
        return;
    };
    if !discriminator.values.contains(&value) {
        let name = element.shape().fields[discriminator.key].name;
        examined.path = examined.path.field(name);
        examined.matter = Matter::NotDeclared {
            known: discriminator.values.clone(),
        };
    }
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
        match self {
            Self::Root => FieldPath::root(),
            Self::Field(at, name) => at.path().field(name),
            Self::Element(at, index) => at.path().index(*index),
        }
    }
}

struct Walk<'w> {
    taken: &'w Taken,
    found: &'w mut Vec<Examined>,
}

impl Walk<'_> {
    /// Looks at the fields of a record; whether one of them is taken.
    fn record(&mut self, node: &dyn Node, at: &At<'_>) -> bool {
        let before = self.found.len();
        let taken = self.taken.of(node);
        let mut is_taken = false;
        let shape = node.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            let is_field_taken = taken >> index & 1 == 1;
            is_taken |= is_field_taken;
            let value = match node.field(index) {
                Field::Absent => continue,
                Field::Text(text) if text.trim().is_empty() => continue,
                value => value,
            };
            if is_ours(shape.name, field.name) {
                continue;
            }
            let here = At::Field(at, field.name);
            match value {
                Field::Record(record) => is_taken |= self.record(record, &here),
                Field::List(list) => {
                    for position in 0..list.len() {
                        if let Some(element) = list.get(position) {
                            is_taken |= self.record(element, &At::Element(&here, position));
                        }
                    }
                }
                _ if is_field_taken => {}
                _ => self.leave(&here),
            }
        }
        let is_root = matches!(at, At::Root);
        if !is_taken && !is_root && self.found.len() > before {
            self.found.truncate(before);
            self.leave(at);
        }
        is_taken
    }

    fn leave(&mut self, at: &At<'_>) {
        self.found.push(Examined {
            path: at.path(),
            matter: Matter::NotDeclared { known: Vec::new() },
        });
    }
}
