//! What does a person's edit make of a declaration's document? Pure.
//!
//! A header edit is a selective update of the document; an item edit is one of the item; items are
//! added and removed by their id. What is wrong with an edit is named by its path, and nothing
//! changes then.

use std::collections::HashSet;

use cas_model::FieldPath;
use cas_model::cas_reference::assign_in_document;
use cas_model::difference::{Difference, differences};
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::structure::{self, StructureError};
use cas_model::{assign_cas_references, patch};
use serde_json::{Value, json};

/// What a person asks for.
#[derive(Clone, Debug)]
pub enum DeclarationEdit {
    /// A selective update of the document.
    Header(Value),
    /// A new item behind the others, as JSON of a goods item.
    AddItem(Value),
    /// A selective update of the item with this `governmentAgencyGoodsItemId`.
    ChangeItem(String, Value),
    /// The removal of the item with this `governmentAgencyGoodsItemId`.
    RemoveItem(String),
}

/// What an edit makes.
#[derive(Debug)]
pub struct Edited {
    /// The document before, each element with its reference.
    pub before: SingleAdministrativeDocument,
    /// The document with the edit, before anything is deduced anew.
    pub after: SingleAdministrativeDocument,
    /// What the person changed.
    pub differences: Vec<Difference>,
    /// The edit as an update of the document: what it names was decided.
    pub update: Value,
    /// The id of the item that was added.
    pub item_id: Option<String>,
}

/// Why an edit makes nothing.
#[derive(Debug)]
pub enum NotEdited {
    /// There is no such item.
    NoSuchItem,
    /// The edit is not well structured, or does not fit the document.
    Structure(Vec<StructureError>),
    /// The document could not be written or read as JSON.
    Failed(serde_json::Error),
}

impl From<serde_json::Error> for NotEdited {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error)
    }
}

const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

/// Applies an edit to a document.
///
/// # Errors
/// When it cannot be applied; every reason by its path in the edit.
pub fn edit(
    document: &SingleAdministrativeDocument,
    edit: &DeclarationEdit,
) -> Result<Edited, NotEdited> {
    let mut before = document.clone();
    assign_in_document(&mut before);
    let mut current = serde_json::to_value(&before)?;
    let (update, item_id) = match edit {
        DeclarationEdit::Header(update) => (change(&mut current, update)?, None),
        DeclarationEdit::AddItem(item) => add(&mut current, item)?,
        DeclarationEdit::ChangeItem(id, update) => {
            let reference = reference_of(&before, id)?;
            (change_item(&mut current, reference, update)?, None)
        }
        DeclarationEdit::RemoveItem(id) => {
            let reference = reference_of(&before, id)?.to_owned();
            (remove(&mut current, &reference), None)
        }
    };
    let mut after: SingleAdministrativeDocument = serde_json::from_value(current)?;
    identify_items(&mut after)?;
    Ok(Edited {
        differences: differences(&before, &after),
        before,
        after,
        update,
        item_id,
    })
}

/// Every item has an id of its own: the one it was given, else its reference.
fn identify_items(document: &mut SingleAdministrativeDocument) -> Result<(), NotEdited> {
    let items = document.goods_shipment.as_deref_mut();
    let items = items.map_or(&mut [][..], |goods| {
        &mut goods.government_agency_goods_items
    });
    let mut taken = HashSet::new();
    for (position, item) in items.iter_mut().enumerate() {
        let reference = item.cas_reference.clone();
        let id = &mut item.government_agency_goods_item_id;
        *id = id.take().or(reference);
        if id.as_ref().is_some_and(|id| !taken.insert(id.clone())) {
            let path = FieldPath::from(ITEMS).index(position);
            return Err(NotEdited::Structure(vec![StructureError {
                path: path.field("governmentAgencyGoodsItemId"),
                message: "another item has this id; leave it out for a new item".to_owned(),
            }]));
        }
    }
    Ok(())
}

fn reference_of<'d>(
    document: &'d SingleAdministrativeDocument,
    id: &str,
) -> Result<&'d str, NotEdited> {
    let is_wanted = |item: &&GovernmentAgencyGoodsItem| {
        item.government_agency_goods_item_id.as_deref() == Some(id)
    };
    let item = document.goods_items().iter().find(is_wanted);
    let reference = item.and_then(|item| item.cas_reference.as_deref());
    reference.ok_or(NotEdited::NoSuchItem)
}

/// Applies a selective update; returns it in its canonical form.
fn change(current: &mut Value, update: &Value) -> Result<Value, NotEdited> {
    let shape = SingleAdministrativeDocument::shape();
    let mut canonical = update.clone();
    structure::check_update(shape, &mut canonical).map_err(NotEdited::Structure)?;
    let applied = patch::apply(shape, Some(&*current), canonical.clone());
    *current = applied.map_err(NotEdited::Structure)?;
    Ok(canonical)
}

fn change_item(current: &mut Value, reference: &str, update: &Value) -> Result<Value, NotEdited> {
    let Value::Object(fields) = update else {
        let path = FieldPath::root();
        let message = "must be an object".to_owned();
        return Err(NotEdited::Structure(vec![StructureError { path, message }]));
    };
    let mut item = fields.clone();
    for name in ["casReference", "governmentAgencyGoodsItemId"] {
        // The path names the item.
        item.remove(name);
    }
    item.insert("casReference".to_owned(), reference.into());
    let update = json!({"goodsShipment": {"governmentAgencyGoodsItems": [item]}});
    change(current, &update).map_err(|error| within_item(error, 0))
}

/// Names places of an item by their path in the item.
fn within_item(error: NotEdited, position: usize) -> NotEdited {
    let item = FieldPath::from(ITEMS).index(position);
    let relative = |error: StructureError| {
        let path = error.path.as_str().strip_prefix(item.as_str());
        let path = path.map(|rest| FieldPath::from(rest.trim_start_matches('.')));
        StructureError {
            path: path.unwrap_or(error.path),
            ..error
        }
    };
    match error {
        NotEdited::Structure(errors) => {
            NotEdited::Structure(errors.into_iter().map(relative).collect())
        }
        NotEdited::NoSuchItem | NotEdited::Failed(_) => error,
    }
}

fn add(current: &mut Value, item: &Value) -> Result<(Value, Option<String>), NotEdited> {
    let shape = GovernmentAgencyGoodsItem::shape();
    let mut item = item.clone();
    structure::check_update(shape, &mut item).map_err(NotEdited::Structure)?;
    let item = patch::apply(shape, None, item).map_err(NotEdited::Structure)?;
    let items = items_of(current);
    let named = item.get("casReference");
    if named.is_some() && items.iter().any(|known| known.get("casReference") == named) {
        let error = StructureError {
            path: "casReference".into(),
            message: "an item has this reference; leave it out for a new item".to_owned(),
        };
        return Err(NotEdited::Structure(vec![error]));
    }
    items.push(item);
    assign_cas_references(SingleAdministrativeDocument::shape(), current);
    let Some(Value::Object(added)) = items_of(current).last_mut() else {
        return Ok((Value::Null, None));
    };
    let reference = added.get("casReference").cloned().unwrap_or_default();
    let id = added
        .entry("governmentAgencyGoodsItemId")
        .or_insert(reference);
    let id = id.as_str().map(str::to_owned);
    Ok((Value::Null, id))
}

fn remove(current: &mut Value, reference: &str) -> Value {
    items_of(current).retain(|item| item["casReference"] != reference);
    Value::Null
}

/// The items of a document, made where there are none.
fn items_of(document: &mut Value) -> &mut Vec<Value> {
    let items = &mut document["goodsShipment"]["governmentAgencyGoodsItems"];
    if !items.is_array() {
        *items = Value::Array(Vec::new());
    }
    match items {
        Value::Array(items) => items,
        _ => unreachable!("an array was just put there"),
    }
}
