//! Which types of declaration are there, and what does each ask for?
//!
//! A type is an entry of [`ALL`] with its codes and procedures, and a column of the table in
//! `annex_b`: what it requires, knows or has no place for, data element by data element. A flow's
//! step names a type ([`find`]), a customs system says which it takes, the validations ask what is
//! missing, and the API's description tells it of each field. The facts are those of Annex B to
//! Delegated Regulation (EU) 2015/2446, by column and number of the data element, held against the
//! published structures of the systems.

mod annex_b;
mod declaration_type;
mod excise;
mod field_use;
mod transit;
mod types;

pub use declaration_type::{Category, DeclarationType};
pub use field_use::{Circumstances, Exception, FieldLocation, FieldUse, Level, Need};
pub use types::ALL;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::SingleAdministrativeDocument;

/// The type that the content of a document makes it, of those that a system takes: by what it says
/// of itself and by the procedure of its goods. `None` where none fits.
#[must_use]
pub fn of_document(
    document: &SingleAdministrativeDocument,
    taken: &[&str],
) -> Option<&'static DeclarationType> {
    let fits = |kind: &&DeclarationType| taken.contains(&kind.code) && kind.fits(document);
    // What an additional procedure says is said on purpose; the rest follows from the order.
    let marked = ALL.iter().filter(|kind| !kind.marks.is_empty()).find(fits);
    marked.or_else(|| ALL.iter().find(fits))
}

/// The type with this code.
#[must_use]
pub fn find(code: &str) -> Option<&'static DeclarationType> {
    ALL.iter().find(|kind| kind.code == code)
}

/// What each type needs of fields, by record and field, in the order of the types.
type Needs = HashMap<(&'static str, &'static str), Vec<(&'static str, Need)>>;

/// The needs of all types.
static NEEDS: LazyLock<Needs> = LazyLock::new(|| {
    let mut needs = Needs::new();
    for kind in ALL {
        for row in kind.fields {
            for end in row.places().filter_map(FieldLocation::end) {
                let of_field = needs.entry(end).or_default();
                match of_field.last_mut().filter(|(code, _)| *code == kind.code) {
                    Some((_, need)) => *need = row.need.min(*need),
                    None => of_field.push((kind.code, row.need)),
                }
            }
        }
    }
    needs
});

/// What the types say of a field of a record: `Required for H1; not used for H7.` Empty where none
/// does.
#[must_use]
pub fn help(record: &str, field: &str) -> String {
    let needs = NEEDS.get(&(record, field)).map_or(&[][..], Vec::as_slice);
    let parts: Vec<String> = Need::ALL
        .iter()
        .map(|need| {
            let kinds = needs.iter().filter(|(_, asked)| asked == need);
            (
                need.as_str(),
                kinds.map(|(code, _)| *code).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, kinds)| !kinds.is_empty())
        .map(|(need, kinds)| format!("{need} for {}", kinds.join(", ")))
        .collect();
    let text = parts.join("; ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => text,
    }
}
