//! By which number does customs know one record of several?
//!
//! By the number that the record says it has, which it keeps when others before it go; where it
//! says none, by its position among the elements of its name.

use cas_model::access::Field;

use super::compile::{Entry, Origin, Resolved, Route};
use super::place::RecordCursor;

/// The number of a record with these entries, which is the `position`th of its element.
pub(super) fn number_of(entries: &[Entry], record: &RecordCursor<'_>, position: usize) -> usize {
    let own = entries.iter().find_map(own_number);
    let said = own.and_then(|route| match record.field(route) {
        Field::Integer(number) => usize::try_from(number).ok().filter(|number| *number > 0),
        _ => None,
    });
    said.unwrap_or(position)
}

/// Whether the records of these entries say their number themselves, given or counted.
pub(super) fn says_number(entries: &[Entry]) -> bool {
    entries.iter().any(is_number)
}

/// Whether an entry says the number of its record.
pub(super) fn is_number(entry: &Entry) -> bool {
    matches!(
        &entry.content,
        Resolved::Value { sources, .. }
            if sources.iter().any(|source| matches!(source, Origin::Number))
    )
}

/// The field in which a record has its own number. Tables whose pointers count go without.
fn own_number(entry: &Entry) -> Option<&Route> {
    let Resolved::Value { sources, .. } = &entry.content else {
        return None;
    };
    match &sources[..] {
        [Origin::Field(route), Origin::Number] if entry.row.tag.is_some() => Some(route),
        _ => None,
    }
}
