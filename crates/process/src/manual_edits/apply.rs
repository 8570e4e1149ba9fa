//! What does a person's edit make of a declaration's document? Pure.
//!
//! A header edit is a selective update of the document; an item edit is one of the item; items are
//! added and removed by their id. What is wrong with an edit is named by its path, and nothing
//! changes then.

use std::collections::HashSet;

use cas_model::cas_reference::assign_in_document;
use cas_model::difference::{Difference, differences};
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::structure::StructureError;
use cas_model::{FieldPath, KnownPath, Patch, path};
use serde_json::{Value, json};

use crate::Refusal;

/// What a person asks for.
#[derive(Clone, Debug)]
pub enum DeclarationEdit {
    /// A selective update of the document.
    Header(Patch),
    /// A new item behind the others, as JSON of a goods item.
    AddItem(Patch),
    /// A selective update of the item with this `governmentAgencyGoodsItemId`.
    ChangeItem(String, Patch),
    /// The removal of the item with this `governmentAgencyGoodsItemId`.
    RemoveItem(String),
}

impl DeclarationEdit {
    /// A selective update of the document.
    ///
    /// # Errors
    /// Every structural error of the update.
    pub fn header(update: Value) -> Result<Self, Refusal> {
        let patch = Patch::check(SingleAdministrativeDocument::shape(), update);
        patch.map(Self::Header).map_err(Refusal::invalid_structure)
    }

    /// A new item.
    ///
    /// # Errors
    /// Every structural error of the item.
    pub fn add_item(item: Value) -> Result<Self, Refusal> {
        let patch = Patch::check(GovernmentAgencyGoodsItem::shape(), item);
        patch.map(Self::AddItem).map_err(Refusal::invalid_structure)
    }

    /// A selective update of an item. Its path names the item, whatever the update says.
    ///
    /// # Errors
    /// Every structural error of the update.
    pub fn change_item(id: String, mut update: Value) -> Result<Self, Refusal> {
        let Value::Object(fields) = &mut update else {
            let path = FieldPath::root();
            let message = "must be an object".to_owned();
            let error = StructureError { path, message };
            return Err(Refusal::invalid_structure(vec![error]));
        };
        for name in ["casReference", "governmentAgencyGoodsItemId"] {
            fields.remove(name);
        }
        let patch = Patch::check(GovernmentAgencyGoodsItem::shape(), update);
        let patch = patch.map_err(Refusal::invalid_structure)?;
        Ok(Self::ChangeItem(id, patch))
    }
}

/// What an edit makes.
#[derive(Debug)]
pub struct EditResult {
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
    /// The edit does not fit the document.
    Structure(Vec<StructureError>),
}

impl From<Vec<StructureError>> for NotEdited {
    fn from(errors: Vec<StructureError>) -> Self {
        Self::Structure(errors)
    }
}

const ITEMS: KnownPath = path!("goodsShipment.governmentAgencyGoodsItems");

/// Applies an edit to a document.
///
/// # Errors
/// When it cannot be applied; every reason by its path in the edit.
pub fn edit(
    document: &SingleAdministrativeDocument,
    edit: &DeclarationEdit,
) -> Result<EditResult, NotEdited> {
    let mut before = document.clone();
    assign_in_document(&mut before);
    let (mut after, update, item_id) = match edit {
        DeclarationEdit::Header(update) => {
            let update = update.with_kept_secrets(&before)?;
            let after = update.apply_to(&before)?;
            (after, update.as_json().clone(), None)
        }
        DeclarationEdit::AddItem(item) => {
            let (after, id) = add(&before, item)?;
            (after, Value::Null, id)
        }
        DeclarationEdit::ChangeItem(id, update) => {
            let reference = reference_of(&before, id)?;
            let after = change_item(&before, reference, update)?;
            (after, item_update(reference, update), None)
        }
        DeclarationEdit::RemoveItem(id) => {
            let reference = reference_of(&before, id)?;
            (remove(&before, reference), Value::Null, None)
        }
    };
    identify_items(&mut after)?;
    Ok(EditResult {
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
                path: path.to(path!(GovernmentAgencyGoodsItem: "governmentAgencyGoodsItemId")),
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

fn change_item(
    document: &SingleAdministrativeDocument,
    reference: &str,
    update: &Patch,
) -> Result<SingleAdministrativeDocument, NotEdited> {
    let mut after = document.clone();
    let mut items = items_of(&mut after).iter_mut();
    if let Some(item) = items.find(|item| item.cas_reference.as_deref() == Some(reference)) {
        *item = update.apply_to(item)?;
    }
    Ok(after)
}

/// An update of an item as one of the document.
fn item_update(reference: &str, update: &Patch) -> Value {
    let mut item = update.as_json().clone();
    item["casReference"] = reference.into();
    json!({"goodsShipment": {"governmentAgencyGoodsItems": [item]}})
}

fn add(
    document: &SingleAdministrativeDocument,
    item: &Patch,
) -> Result<(SingleAdministrativeDocument, Option<String>), NotEdited> {
    let item: GovernmentAgencyGoodsItem = item.make()?;
    let mut after = document.clone();
    let items = items_of(&mut after);
    let is_named = |known: &GovernmentAgencyGoodsItem| known.cas_reference == item.cas_reference;
    if item.cas_reference.is_some() && items.iter().any(is_named) {
        let error = StructureError {
            path: path!(GovernmentAgencyGoodsItem: "casReference").into(),
            message: "an item has this reference; leave it out for a new item".to_owned(),
        };
        return Err(NotEdited::Structure(vec![error]));
    }
    items.push(item);
    assign_in_document(&mut after);
    let added = items_of(&mut after).last_mut();
    let id = added.and_then(|added| {
        let reference = added.cas_reference.clone();
        let id = &mut added.government_agency_goods_item_id;
        *id = id.take().or(reference);
        id.clone()
    });
    Ok((after, id))
}

fn remove(
    document: &SingleAdministrativeDocument,
    reference: &str,
) -> SingleAdministrativeDocument {
    let mut after = document.clone();
    items_of(&mut after).retain(|item| item.cas_reference.as_deref() != Some(reference));
    after
}

/// The items of a document, with a place for them where there are none.
fn items_of(document: &mut SingleAdministrativeDocument) -> &mut Vec<GovernmentAgencyGoodsItem> {
    let goods = document.goods_shipment.get_or_insert_default();
    &mut goods.government_agency_goods_items
}
