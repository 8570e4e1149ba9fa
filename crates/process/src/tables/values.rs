//! The values that tables read, each read once.

use cas_decision::{Value, ValueType};
use cas_model::access::{self, Field, Node};
use cas_model::civil_day::day_of;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::selector::{Scope, Selector};
use jiff::tz::TimeZone;

use super::Slot;

/// What stands in a slot for an item, or for the document.
#[derive(Clone, Debug, Default)]
enum Cell {
    #[default]
    Unread,
    Read(Option<Value>),
    Failed(String),
}

/// The slots of a document and its items.
pub struct Values<'s> {
    slots: &'s [Slot],
    items: usize,
    /// By slot, then by item; a slot of the document has one cell.
    cells: Vec<Vec<Cell>>,
}

/// Where values are read from.
#[derive(Clone, Copy)]
pub struct Roots<'d> {
    /// The declaration's document, which item and document fields are read from.
    pub document: &'d SingleAdministrativeDocument,
    /// The head of the shipment.
    pub shipment: &'d CustomsShipment,
    /// The zone in which a time that is asked as a day is one.
    pub zone: &'d TimeZone,
}

impl<'d> Roots<'d> {
    /// What a selector starts from.
    pub fn root(self, scope: Scope, item: usize) -> Option<&'d dyn Node> {
        match scope {
            Scope::Document => Some(self.document),
            Scope::Shipment => Some(self.shipment),
            Scope::Item => self
                .document
                .goods_items()
                .get(item)
                .map(|item| item as &dyn Node),
        }
    }
}

impl<'s> Values<'s> {
    /// Slots of which nothing is read yet, for a document of so many items.
    pub fn new(slots: &'s [Slot], items: usize) -> Self {
        let cells = slots
            .iter()
            .map(|slot| vec![Cell::Unread; if slot.is_of_item() { items } else { 1 }])
            .collect();
        Self {
            slots,
            items,
            cells,
        }
    }

    /// Reads what a table needs for an item.
    ///
    /// # Errors
    /// The slot that cannot be read as its type, and why.
    pub fn read(
        &mut self,
        wanted: &[usize],
        item: usize,
        roots: Roots<'_>,
    ) -> Result<(), (usize, String)> {
        for at in wanted {
            let slot = &self.slots[*at];
            let place = if slot.is_of_item() { item } else { 0 };
            let cell = &mut self.cells[*at][place];
            if matches!(cell, Cell::Unread) {
                let field = roots
                    .root(slot.selector.scope(), item)
                    .map_or(Field::Absent, |root| slot.selector.get(root));
                *cell = match read(field, slot.value_type, roots.zone) {
                    Ok(value) => Cell::Read(value),
                    Err(why) => Cell::Failed(why),
                };
            }
            if let Cell::Failed(why) = cell {
                return Err((*at, why.clone()));
            }
        }
        Ok(())
    }

    /// What was read, in the order asked for.
    pub fn read_values(&self, wanted: &[usize], item: usize) -> Vec<Option<&Value>> {
        wanted
            .iter()
            .map(|slot| {
                let cell = if self.slots[*slot].is_of_item() {
                    item
                } else {
                    0
                };
                match &self.cells[*slot][cell] {
                    Cell::Read(value) => value.as_ref(),
                    Cell::Unread | Cell::Failed(_) => None,
                }
            })
            .collect()
    }

    /// Something was written that these slots may read.
    pub fn spoil(&mut self, slots: &[usize], item: usize) {
        for at in slots {
            if !self.slots[*at].is_of_item() {
                self.cells[*at][0] = Cell::Unread;
            } else if item < self.items {
                self.cells[*at][item] = Cell::Unread;
            }
        }
    }

    /// The field that a slot is read from, for a finding about it.
    pub fn selector(&self, slot: usize) -> &'s Selector {
        &self.slots[slot].selector
    }
}

/// Reads a field as a value of a type; blank text is missing. The day of a time is that of a zone.
pub fn read(
    field: Field<'_>,
    value_type: ValueType,
    zone: &TimeZone,
) -> Result<Option<Value>, String> {
    let number = |decimal| Ok(Some(Value::Number(decimal)));
    match (field, value_type) {
        (Field::Absent, _) => Ok(None),
        (Field::Decimal(decimal), ValueType::Number) => number(decimal),
        (Field::Integer(integer), ValueType::Number) => number(integer.into()),
        (Field::Flag(flag), ValueType::Boolean) => Ok(Some(Value::Boolean(flag))),
        (Field::Date(date), ValueType::Date) => Ok(Some(Value::Date(date))),
        (Field::Instant(instant), ValueType::Date) => Ok(Some(Value::Date(day_of(instant, zone)))),
        (field, value_type) => match field.text() {
            Some(text) if !text.trim().is_empty() => value_type.read_text(&text).map(Some),
            Some(_) | None => Ok(None),
        },
    }
}

/// A table's value as the document takes it.
#[must_use]
pub fn scalar(value: &Value) -> access::Value {
    match value {
        Value::Text(text) => access::Value::Text(text.to_string()),
        Value::Number(number) => access::Value::Decimal(*number),
        Value::Boolean(flag) => access::Value::Flag(*flag),
        Value::Date(day) => access::Value::Date(*day),
    }
}
