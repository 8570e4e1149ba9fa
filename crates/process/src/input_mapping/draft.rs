//! A message while tables change it.
//!
//! Tables read and write the typed shipment: of an update, the one that it would make where there
//! is none, whose elements stand where the update has them. What is written there is said in the
//! update too, where it says something at all.

use cas_model::access::{Node, Value};
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::input_change::{InputChange, InputMappingRow};
use cas_model::selector::{Scope, Selector, append};
use cas_model::{Address, FieldPath, Patch, Said, assign_in_document, path};
use serde_json::Value as Json;

use super::refusal::failed;
use crate::Refusal;
use crate::message::{Message, ShipmentUpdate, WholeShipment};

/// A message as an input mapping made it.
#[derive(Clone, Debug)]
pub struct MappedMessage {
    /// What it says now, each element with its reference.
    pub message: Message,
    /// What was changed, in the order of the tables.
    pub changes: Vec<InputChange>,
}

/// A message that is being changed.
pub(super) struct Draft {
    shipment: CustomsShipment,
    /// The update that the message is; none of a whole shipment.
    update: Option<Patch>,
    changes: Vec<Changed>,
}

/// A place that was changed, as long as elements move.
struct Changed {
    path: FieldPath,
    by: InputMappingRow,
}

/// Where a field is looked for: in the shipment's head, its document, or one of its goods items.
#[derive(Clone, Copy)]
pub(super) struct Place<'s> {
    pub selector: &'s Selector,
    pub item: usize,
}

impl Draft {
    /// A draft of a shipment or an update of one; none of other messages.
    pub(super) fn from_message(message: &Message) -> Result<Option<Self>, Refusal> {
        let (shipment, update) = match message {
            Message::Whole(whole) => (whole.shipment.clone(), None),
            Message::Update(update) => {
                let made = update.patch.make();
                let mut made: CustomsShipment = made.map_err(Refusal::invalid_structure)?;
                // Made even where all that is said of it is what is not there.
                made.single_administrative_document.get_or_insert_default();
                (made, Some(update.patch.clone()))
            }
            Message::Event(_) | Message::MasterData(..) => return Ok(None),
        };
        Ok(Some(Self {
            shipment,
            update,
            changes: Vec::new(),
        }))
    }

    pub(super) fn items(&self) -> usize {
        let document = self.shipment.single_administrative_document.as_deref();
        document.map_or(0, |document| document.goods_items().len())
    }

    /// What a selector starts from; none where the message does not hold it.
    pub(super) fn root(&self, place: Place<'_>) -> Option<&dyn Node> {
        let document = self.shipment.single_administrative_document.as_deref();
        match place.selector.scope() {
            Scope::Shipment => Some(&self.shipment),
            Scope::Document => document.map(|document| document as &dyn Node),
            Scope::Item => {
                let item = document?.goods_items().get(place.item)?;
                Some(item as &dyn Node)
            }
        }
    }

    fn root_mut(&mut self, place: Place<'_>) -> Option<&mut dyn Node> {
        match place.selector.scope() {
            Scope::Shipment => Some(&mut self.shipment),
            Scope::Document | Scope::Item => base(place).record_mut(&mut self.shipment),
        }
    }

    /// Replaces the field wherever it stands, or writes it where it does not.
    pub(super) fn replace(
        &mut self,
        place: Place<'_>,
        value: &Value,
        by: &InputMappingRow,
    ) -> Result<(), String> {
        let found = self.found(place);
        if found.is_empty() {
            return self.fill(place, value, by);
        }
        for path in found {
            let sent = path.written(&self.shipment);
            let written = path.set(&mut self.shipment, value.clone());
            written.map_err(|error| error.to_string())?;
            if path.written(&self.shipment) != sent {
                self.note(path.clone(), sent, by);
                self.say(&path);
            }
        }
        Ok(())
    }

    /// Writes the field where it is empty, and the message says so.
    pub(super) fn fill(
        &mut self,
        place: Place<'_>,
        value: &Value,
        by: &InputMappingRow,
    ) -> Result<(), String> {
        let Some(root) = self.root(place) else {
            return Ok(());
        };
        if !place.selector.get(root).is_empty() {
            return Ok(());
        }
        let to = place.selector.place(root);
        let to = to.ok_or_else(|| format!("{} is beyond the end", place.selector))?;
        let base = base(place);
        if self.says(&base.join(&to)) == Said::Nothing {
            return Ok(());
        }
        let Some(root) = self.root_mut(place) else {
            return Ok(());
        };
        let put = place.selector.put(root, value.clone());
        let put = put.map_err(|error| error.to_string())?;
        let path = base.join(put.made.as_ref().unwrap_or(&put.path));
        self.note(path.clone(), None, by);
        self.say(&path);
        Ok(())
    }

    /// Appends an element with these values, unless there is one, where the message sends the
    /// collection whole.
    pub(super) fn append(
        &mut self,
        values: &[(&Selector, Value)],
        item: usize,
        by: &InputMappingRow,
    ) -> Result<(), String> {
        let Some((selector, _)) = values.first() else {
            return Ok(());
        };
        let place = Place { selector, item };
        let to = self.root(place).and_then(|root| selector.place(root));
        let base = base(place);
        let Some(to) = to.map(|to| element_above(&base.join(&to))) else {
            return Ok(());
        };
        if self.update.is_some() && to.is_none_or(|(list, _)| !self.sends_whole(&list)) {
            return Ok(());
        }
        let Some(root) = self.root_mut(place) else {
            return Ok(());
        };
        let appended = append(root, values, "").map_err(|error| error.to_string())?;
        if let Some(path) = appended.map(|path| base.join(&path)) {
            // It gets its reference with all others.
            path.field("casReference").clear(&mut self.shipment);
            self.note(path.clone(), None, by);
            self.say(&path);
        }
        Ok(())
    }

    /// Takes the field away wherever it stands.
    pub(super) fn remove(&mut self, place: Place<'_>, by: &InputMappingRow) {
        for path in self.found(place) {
            let sent = path.written(&self.shipment);
            path.clear(&mut self.shipment);
            self.note(path.clone(), sent, by);
            self.say(&path);
        }
    }

    /// Takes away every element that holds the field.
    pub(super) fn remove_elements(
        &mut self,
        place: Place<'_>,
        by: &InputMappingRow,
    ) -> Result<(), String> {
        // From the end, so that those before it stay where they are.
        for path in self.found(place).iter().rev() {
            let Some((collection, position)) = element_above(path) else {
                continue;
            };
            if !self.sends_whole(&collection) {
                return Err(format!(
                    "takes away an element of {collection}, of which the update names one by its \
                     casReference; send the collection whole"
                ));
            }
            let element = collection.index(position);
            let sent = element.written(&self.shipment);
            element.clear(&mut self.shipment);
            if let Some(update) = &mut self.update {
                update.leave_out(&collection, position);
            }
            self.changes
                .retain(|change| !change.path.is_within(&element));
            for change in &mut self.changes {
                change.path.move_up(&collection, position);
            }
            let by = InputMappingRow { sent, ..by.clone() };
            self.changes.push(Changed {
                path: collection,
                by,
            });
        }
        Ok(())
    }

    /// The message as it was changed; none where it was not.
    pub(super) fn finish(mut self, message: &Message) -> Result<Option<MappedMessage>, Refusal> {
        let changed = match (message, self.update) {
            (Message::Whole(whole), None) => {
                assign_in_document(&mut self.shipment);
                Message::Whole(WholeShipment {
                    message_type: whole.message_type.clone(),
                    shipment: self.shipment.clone(),
                })
            }
            (Message::Update(update), Some(patch)) => {
                self.shipment = patch.make().map_err(Refusal::invalid_structure)?;
                Message::Update(ShipmentUpdate {
                    message_type: update.message_type,
                    patch,
                })
            }
            _ => return Err(failed("the message became another")),
        };
        let shipment = &self.shipment;
        let changes = self.changes.into_iter().map(|change| {
            let is_list = |value: &Json| value.is_array();
            let kept = change.path.written(shipment);
            InputChange {
                path: Address::from_path(&change.path, shipment),
                // What stays of a collection was not made by taking one of its elements away.
                kept: kept.filter(|kept| !is_list(kept)),
                by: change.by,
            }
        });
        let changes: Vec<InputChange> = changes
            .filter(|change| change.kept != change.by.sent)
            .collect();
        Ok((!changes.is_empty()).then_some(MappedMessage {
            message: changed,
            changes,
        }))
    }

    /// Where a field stands, in every element that it means, from the head of the shipment on.
    fn found(&self, place: Place<'_>) -> Vec<FieldPath> {
        let found = self
            .root(place)
            .map(|root| place.selector.locate_all(root))
            .unwrap_or_default();
        let base = base(place);
        found.iter().map(|path| base.join(path)).collect()
    }

    fn says(&self, path: &FieldPath) -> Said {
        self.update
            .as_ref()
            .map_or(Said::Whole, |update| update.says(path))
    }

    fn sends_whole(&self, collection: &FieldPath) -> bool {
        self.update
            .as_ref()
            .is_none_or(|update| update.sends_whole(collection))
    }

    /// Says in the update what stands at a path now.
    fn say(&mut self, path: &FieldPath) {
        if let Some(update) = &mut self.update {
            let now = path.written(&self.shipment);
            update.say(path, now.unwrap_or_default());
        }
    }

    /// Notes a change; of several of one place, what was sent first and who changed it last.
    fn note(&mut self, path: FieldPath, sent: Option<Json>, by: &InputMappingRow) {
        let known = self.changes.iter_mut().find(|change| change.path == path);
        match known {
            Some(change) => {
                let sent = change.by.sent.take();
                change.by = InputMappingRow { sent, ..by.clone() };
            }
            None => self.changes.push(Changed {
                path,
                by: InputMappingRow { sent, ..by.clone() },
            }),
        }
    }
}

/// The path of what a selector starts from.
fn base(place: Place<'_>) -> FieldPath {
    let document = FieldPath::from(path!(CustomsShipment: "singleAdministrativeDocument"));
    match place.selector.scope() {
        Scope::Shipment => FieldPath::root(),
        Scope::Document => document,
        Scope::Item => document
            .to(path!(
                SingleAdministrativeDocument: "goodsShipment.governmentAgencyGoodsItems"
            ))
            .index(place.item),
    }
}

/// The innermost element on the way to a field: its collection, and its position.
fn element_above(path: &FieldPath) -> Option<(FieldPath, usize)> {
    let mut at = path.clone();
    loop {
        match at.element() {
            Some(element) => return Some(element),
            None => at = at.parent().filter(|above| !above.is_root())?,
        }
    }
}
