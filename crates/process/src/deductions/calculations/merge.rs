//! Merging one item into another: sums, unions, and what differs.

use std::collections::{BTreeSet, HashMap, HashSet};

use cas_model::FieldPath;
use cas_model::access::{Elements, Field, Node, Value};
use cas_model::shape::Shape;
use rust_decimal::Decimal;

use super::aggregate::AggregationError;
use crate::deductions::fill::fill_empty;

const REFERENCE: &str = "casReference";

/// The fields that are added up, by record.
const SUMMED: &[(&str, &[&str])] = &[
    ("GovernmentAgencyGoodsItem", &["customsValue", "statValue"]),
    ("GoodsMeasure", &["gmass", "nmass", "qty", "supQty"]),
    ("InvoiceLine", &["itemAmount"]),
    (
        "CustomsValuation",
        &["freightCharges", "insuranceCharges", "otherCharges"],
    ),
    ("Packaging", &["quantity"]),
    ("WriteOff", &["quantity", "amount"]),
    ("ValuationAdjustment", &["amount"]),
    ("DutyTaxFee", &["basisValue", "basisQuantity"]),
    ("Payment", &["assessed", "payable"]),
    ("PreviousDocument", &["packageQuantity"]),
];

/// Fields that name or number one item: the first one's stay, and no difference is told.
const OF_THE_FIRST: &[&str] = &[
    REFERENCE,
    "governmentAgencyGoodsItemId",
    "seqNum",
    "description",
];

/// Whether a field is added up.
pub(super) fn summed(shape: &Shape, field: &str) -> bool {
    SUMMED
        .iter()
        .any(|(record, fields)| *record == shape.name && fields.contains(&field))
}

/// Writes what a field holds, so that equal contents are equal texts: without our references, and
/// with the elements of a collection in an order of their own.
pub(super) fn content(field: Field<'_>, text: &mut String) {
    match field {
        Field::Absent => text.push('-'),
        Field::Decimal(decimal) => text.push_str(&decimal.normalize().to_string()),
        Field::Record(node) => fields(node, text, &|name| name != REFERENCE),
        Field::List(list) => {
            let mut elements: Vec<String> = (0..list.len())
                .filter_map(|index| list.get(index))
                .map(|element| {
                    let mut text = String::new();
                    content(Field::Record(element), &mut text);
                    text
                })
                .collect();
            elements.sort_unstable();
            for element in elements {
                text.push_str(&element);
            }
        }
        Field::Text(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_) => {
            text.push_str(&field.text().unwrap_or_default());
        }
    }
}

fn fields(node: &dyn Node, text: &mut String, wanted: &dyn Fn(&str) -> bool) {
    text.push('{');
    for (index, field) in node.shape().fields.iter().enumerate() {
        let value = node.field(index);
        if wanted(field.name) && !value.is_empty() {
            text.push_str(field.name);
            text.push('=');
            content(value, text);
            text.push('\u{1f}');
        }
    }
    text.push('}');
}

/// What two elements must have in common to be one: all but references and the values of sums.
fn identity(node: &dyn Node, text: &mut String) {
    text.push('{');
    for (index, field) in node.shape().fields.iter().enumerate() {
        let value = node.field(index);
        if field.name == REFERENCE || value.is_empty() {
            continue;
        }
        text.push_str(field.name);
        text.push('=');
        match value {
            Field::Record(record) => identity(record, text),
            _ if summed(node.shape(), field.name) => {}
            value => content(value, text),
        }
        text.push('\u{1f}');
    }
    text.push('}');
}

/// The elements of one collection of the merged item.
#[derive(Default)]
struct MergedElements {
    by_identity: HashMap<String, usize>,
    references: HashSet<String>,
    len: usize,
}

impl MergedElements {
    fn of_field(field: Field<'_>) -> Self {
        if let Field::List(list) = field {
            return Self::of_list(list);
        }
        Self::default()
    }

    fn of_list(list: &dyn Elements) -> Self {
        let mut known = Self::default();
        for element in (0..list.len()).filter_map(|index| list.get(index)) {
            let mut key = String::new();
            identity(element, &mut key);
            known.add(key, reference(element));
        }
        known
    }

    fn add(&mut self, key: String, reference: Option<String>) {
        self.by_identity.entry(key).or_insert(self.len);
        self.references.extend(reference);
        self.len += 1;
    }
}

fn reference(element: &dyn Node) -> Option<String> {
    let index = element.shape().index_of(REFERENCE)?;
    element
        .field(index)
        .text()
        .map(std::borrow::Cow::into_owned)
}

/// The merging of items into one.
#[derive(Default)]
pub(super) struct Merging {
    differing: BTreeSet<FieldPath>,
    collections: HashMap<FieldPath, MergedElements>,
}

impl Merging {
    /// The fields in which merged items differed from the first.
    pub fn differing(self) -> Vec<FieldPath> {
        self.differing.into_iter().collect()
    }

    /// Merges one more item.
    pub fn merge(&mut self, into: &mut dyn Node, from: &dyn Node) -> Result<(), AggregationError> {
        self.merge_record(into, from, &FieldPath::root())
    }

    fn merge_record(
        &mut self,
        into: &mut dyn Node,
        from: &dyn Node,
        path: &FieldPath,
    ) -> Result<(), AggregationError> {
        let shape = from.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            let (ours, theirs) = (into.field(index), from.field(index));
            if OF_THE_FIRST.contains(&field.name) || (ours.is_empty() && theirs.is_empty()) {
                continue;
            }
            match theirs {
                Field::List(list) => self.unite(into, index, list, &path.field(field.name))?,
                Field::Record(theirs) if !ours.is_empty() => {
                    if let Some(ours) = into.record_mut(index) {
                        self.merge_record(ours, theirs, &path.field(field.name))?;
                    }
                }
                theirs if summed(shape, field.name) => add(into, index, theirs, path)?,
                theirs => self.compare(ours, theirs, &path.field(field.name)),
            }
        }
        Ok(())
    }

    fn compare(&mut self, ours: Field<'_>, theirs: Field<'_>, path: &FieldPath) {
        let [mut our_text, mut their_text] = [String::new(), String::new()];
        content(ours, &mut our_text);
        content(theirs, &mut their_text);
        if our_text != their_text {
            self.differing.insert(path.clone());
        }
    }

    fn unite(
        &mut self,
        into: &mut dyn Node,
        index: usize,
        theirs: &dyn Elements,
        path: &FieldPath,
    ) -> Result<(), AggregationError> {
        let known = self.collections.entry(path.clone());
        let known = known.or_insert_with(|| MergedElements::of_field(into.field(index)));
        let Some(ours) = into.list_mut(index) else {
            return Ok(());
        };
        for element in (0..theirs.len()).filter_map(|index| theirs.get(index)) {
            let mut key = String::new();
            identity(element, &mut key);
            let position = known.by_identity.get(&key).copied();
            match position.and_then(|position| ours.get_mut(position)) {
                Some(same) => add_sums(same, element, path)?,
                None => {
                    let reference = push(ours.push(), element, &known.references);
                    known.add(key, reference);
                }
            }
        }
        Ok(())
    }
}

/// Copies an element, with another reference where its own is taken.
fn push(new: &mut dyn Node, element: &dyn Node, taken: &HashSet<String>) -> Option<String> {
    fill_empty(new, element, &FieldPath::root(), &mut |_| {});
    let own = reference(element)?;
    let free = std::iter::once(own.clone())
        .chain((2_u32..).map(|number| format!("{own}-{number}")))
        .find(|reference| !taken.contains(reference))?;
    let index = new.shape().index_of(REFERENCE)?;
    // A reference is a text, so it fits.
    let _ = new.set(index, Some(Value::Text(free.clone())));
    Some(free)
}

fn add_sums(
    into: &mut dyn Node,
    from: &dyn Node,
    path: &FieldPath,
) -> Result<(), AggregationError> {
    for (index, field) in from.shape().fields.iter().enumerate() {
        let theirs = from.field(index);
        if let Field::Record(record) = theirs {
            if let Some(ours) = into.record_mut(index) {
                add_sums(ours, record, &path.field(field.name))?;
            }
        } else if summed(from.shape(), field.name) {
            add(into, index, theirs, path)?;
        }
    }
    Ok(())
}

/// Adds a value to a summed field. What the other does not have adds nothing.
fn add(
    into: &mut dyn Node,
    index: usize,
    theirs: Field<'_>,
    path: &FieldPath,
) -> Result<(), AggregationError> {
    let name = into.shape().fields[index].name;
    let too_large = || AggregationError::TooLarge(path.field(name));
    let sum = if let (Field::Decimal(ours), Field::Decimal(theirs)) = (into.field(index), theirs) {
        ours.checked_add(theirs)
            .map(|sum: Decimal| Value::Decimal(sum.normalize()))
    } else if let (Field::Integer(ours), Field::Integer(theirs)) = (into.field(index), theirs) {
        ours.checked_add(theirs).map(Value::Integer)
    } else {
        return Ok(());
    };
    let sum = sum.ok_or_else(too_large)?;
    into.set(index, Some(sum)).map_err(|_| too_large())
}
