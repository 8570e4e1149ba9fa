//! Making one item of items that are equal in chosen fields.
//!
//! When do two items become one? When every key field holds the same, and what has to be added
//! can be added: the same masses, quantities and amounts are given, in the same units and
//! currencies. Items that cannot be added without loss stay apart, whatever the keys say.
//!
//! Masses, quantities, amounts and packages are summed; collections are united without
//! duplicates; of everything else the first item's value stays, and [`Aggregated::differing`]
//! names the fields in which the others differed.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use cas_model::FieldPath;
use cas_model::access::{Field, Node};
use cas_model::document::GovernmentAgencyGoodsItem;

use super::merge::{Merging, content, summed};

/// An item made of one or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregated {
    /// The item. It has no number any more if any items were merged.
    pub item: GovernmentAgencyGoodsItem,
    /// The `casReference`s of the items in it, in their order; `#3` for the third when it has none.
    pub from: Vec<String>,
    /// Fields below the item of which only the first item's value was kept, though others had
    /// another one. The description is not among them.
    pub differing: Vec<FieldPath>,
}

/// Why items cannot be aggregated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AggregationError {
    /// A key leads to no field of an item.
    #[error("an item has no field {0}; name a field as in origin.country")]
    UnknownField(FieldPath),
    /// A sum does not fit its field.
    #[error("the sum of {0} over the items is too large")]
    TooLarge(FieldPath),
}

/// The keys that lead to no field of an item; for the check of settings.
#[must_use]
pub fn unknown_keys(keys: &[FieldPath]) -> Vec<FieldPath> {
    keys.iter().filter(|key| !is_field(key)).cloned().collect()
}

/// Merges items that are equal in all keys; without keys every item stays as it is.
///
/// # Errors
/// When a key leads to no field, or a sum is too large.
pub fn aggregate(
    items: Vec<GovernmentAgencyGoodsItem>,
    keys: &[FieldPath],
) -> Result<Vec<Aggregated>, AggregationError> {
    if let Some(unknown) = unknown_keys(keys).into_iter().next() {
        return Err(AggregationError::UnknownField(unknown));
    }
    let count = items.len();
    let mut groups: Vec<(Aggregated, Merging)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (position, item) in items.into_iter().enumerate() {
        let name = item.cas_reference.clone();
        let name = name.unwrap_or_else(|| format!("#{}", position + 1));
        let key = if keys.is_empty() {
            position.to_string()
        } else {
            key(&item, keys)
        };
        let group = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((group, merging)) => {
                group.from.push(name);
                merging.merge(&mut group.item, &item)?;
            }
            None => groups.push((alone(item, name), Merging::default())),
        }
    }
    let merged = groups.len() < count;
    Ok(groups
        .into_iter()
        .map(|(group, merging)| finished(group, merging, merged))
        .collect())
}

fn alone(item: GovernmentAgencyGoodsItem, name: String) -> Aggregated {
    Aggregated {
        item,
        from: vec![name],
        differing: Vec::new(),
    }
}

fn finished(mut group: Aggregated, merging: Merging, merged: bool) -> Aggregated {
    if merged {
        group.item.seq_num = None;
    }
    group.differing = merging.differing();
    group
}

/// Whether a path leads to a field of an item, by the shapes alone.
fn is_field(key: &FieldPath) -> bool {
    use cas_model::field_path::Segment;
    use cas_model::shape::ValueKind;

    let mut at = ValueKind::Record(GovernmentAgencyGoodsItem::shape);
    for segment in key.segments() {
        at = match (segment, at) {
            (Segment::Name(name), ValueKind::Record(shape)) => match shape().index_of(name) {
                Some(index) => shape().fields[index].kind,
                None => return false,
            },
            (Segment::Index(_), ValueKind::List(shape)) => ValueKind::Record(shape),
            (Segment::Name(_) | Segment::Index(_), _) => return false,
        };
    }
    !key.is_root()
}

/// What two items must have in common.
fn key(item: &GovernmentAgencyGoodsItem, keys: &[FieldPath]) -> String {
    let mut text = String::new();
    for path in keys {
        content(path.get(item).unwrap_or(Field::Absent), &mut text);
        text.push('\u{1e}');
    }
    addable(item, &mut text);
    text
}

/// Which summed fields a record has, and the units they are in.
fn addable(node: &dyn Node, text: &mut String) {
    for (index, field) in node.shape().fields.iter().enumerate() {
        match node.field(index) {
            Field::Record(record) => {
                text.push('(');
                addable(record, text);
                text.push(')');
            }
            Field::List(_) | Field::Absent => {}
            _ if summed(node.shape(), field.name) => {
                text.push_str(field.name);
                text.push(',');
            }
            value if is_unit(node.shape().name, field.name) => content(value, text),
            Field::Text(_)
            | Field::Decimal(_)
            | Field::Integer(_)
            | Field::Flag(_)
            | Field::Date(_)
            | Field::Instant(_) => {}
        }
    }
}

/// Fields that say what a sum beside them is counted in, or that no sum of goods has two of.
fn is_unit(record: &str, field: &str) -> bool {
    matches!(
        (record, field),
        ("GoodsMeasure", "uoM")
            | ("CustomsValuation", "currency" | "valuationMethod")
            | (
                "GovernmentAgencyGoodsItem",
                "customsValueCurrency" | "statValueCurrency"
            )
            | ("Origin", "country" | "region" | "type")
    )
}
