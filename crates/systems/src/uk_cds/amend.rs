//! What does an amendment say of itself: which elements changed, and why?
//!
//! Each change is an `Amendment` with the code of its reason and the pointer to its element, and
//! a statement in words that points back at it. The body holds what is pointed at and nothing else
//! ([`selected`]). A goods item that was removed is pointed at where customs has it; one that was
//! added is pointed at as a whole, anything else that was added by its values. A change that
//! customs is not sent by itself is one of the nearest record that it is sent.
//! Source: the amendments that HMRC publishes (decision 23).

use cas_gateway::{EncodeError, ToldAmendment, ToldChange, ToldStatement};
use cas_model::cas_reference::assign_in_document;
use cas_model::difference::{Difference, differences};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::item_numbers::keep_item_references;
use cas_model::{FieldPath, path};
use serde_json::Value;

use super::pointers::{self, Pointer, ROOT};
use super::reasons::{self, OTHER, REMOVED};
use super::settings::Settings;
use crate::reading::optional;
use crate::table::Selection;
use crate::wco::reading::pointer_of;
use crate::xml::{Element, Writer};

/// The section of amendments.
const AMENDMENT: &str = "06A";
/// The section of goods items.
const ITEM: &str = "68A";
/// The data element by which a record is known among others.
const NUMBER: &str = "006";
/// The type of statements about amendments.
const STATEMENT: &str = "AES";
/// Longest statement, in characters that customs takes.
const MAX_STATEMENT: usize = 512;
/// The sections of parties, whose names and addresses are told as a whole.
const PARTIES: &[&str] = &[
    "04A", "05A", "09B", "16A", "17B", "18A", "19B", "27A", "30A", "56B", "57A", "57B", "74A",
];

/// One change, as customs is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The element that changes, as customs points to it.
    pub pointer: Vec<Pointer>,
    /// The code of its reason.
    pub reason: &'static str,
    /// The field of our document that it stands for.
    pub path: FieldPath,
    /// What becomes of the element.
    pub kind: ChangeKind,
}

/// What becomes of an element that an amendment points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was not there before.
    Adds,
    /// It is there with another value.
    Amends,
    /// It is there no more.
    Removes,
}

impl ChangeKind {
    const fn verb(self) -> &'static str {
        match self {
            Self::Adds => "Adds",
            Self::Amends => "Amends",
            Self::Removes => "Removes",
        }
    }
}

/// The changes that an amendment tells of, each element once: those between what customs has and
/// the document, or those of the paths where nobody knows what customs has.
#[must_use]
pub fn changes(
    lodged: Option<&SingleAdministrativeDocument>,
    document: &SingleAdministrativeDocument,
    paths: &[FieldPath],
) -> Vec<Change> {
    let mut found = match lodged {
        Some(lodged) => {
            let [mut lodged, mut document] = [lodged, document].map(Clone::clone);
            assign_in_document(&mut lodged);
            assign_in_document(&mut document);
            keep_item_references(&lodged, &mut document);
            let changed = differences(&lodged, &document);
            let change = |difference: &Difference| of_difference(&lodged, &document, difference);
            let told = changed.iter().flat_map(change).collect();
            restated(&lodged, &document, told)
        }
        None => {
            let change = |path: &FieldPath| amended(document, path, nearest(document, path));
            paths.iter().flat_map(change).collect()
        }
    };
    let is_root = |change: &Change| change.pointer.len() == 1 && change.pointer[0].tag.is_none();
    if found.iter().any(|change| !is_root(change)) {
        // Of what customs is sent nothing of, there is nothing to tell.
        found.retain(|change| !is_root(change));
    }
    // The number of an item is the one by which customs knows it.
    found.retain(|change| lodged.is_none() || !is_number_of_item(&change.pointer));
    if found.is_empty() {
        // Customs takes no amendment without a pointer.
        let whole = FieldPath::root();
        found = amended(document, &whole, nearest(document, &whole));
    }
    once(found)
}

fn once(changes: Vec<Change>) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    for change in changes {
        if !found.iter().any(|known| known.pointer == change.pointer) {
            found.push(change);
        }
    }
    found
}

fn of_difference(
    lodged: &SingleAdministrativeDocument,
    document: &SingleAdministrativeDocument,
    difference: &Difference,
) -> Vec<Change> {
    let path = &difference.path;
    match (&difference.before, &difference.after) {
        (None, Some(Value::Object(_))) => added(document, path),
        (Some(Value::Object(_)), None) => removed(lodged, document, path),
        (_, None) => {
            let pointers = pointers::pointers_of(lodged, path);
            let pointers = match pointers.is_empty() {
                true => nearest(document, path),
                false => pointers,
            };
            amended(lodged, path, pointers)
        }
        (_, Some(_)) => amended(document, path, nearest(document, path)),
    }
}

fn amended(
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
    pointers: Vec<Vec<Pointer>>,
) -> Vec<Change> {
    let change = |pointer: Vec<Pointer>| Change {
        reason: reasons::of_change(document, path, &pointer),
        pointer,
        path: path.clone(),
        kind: ChangeKind::Amends,
    };
    pointers.into_iter().map(change).collect()
}

/// A goods item comes as a whole, other elements by their values.
fn added(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<Change> {
    let whole = pointers::pointers_of(document, path);
    let change = |path: &FieldPath, pointer: Vec<Pointer>| Change {
        reason: reasons::of_addition(document, path, &pointer),
        pointer,
        path: path.clone(),
        kind: ChangeKind::Adds,
    };
    if is_item(path) {
        return whole
            .into_iter()
            .map(|pointer| change(path, pointer))
            .collect();
    }
    let mut values = Vec::new();
    for field in fields_within(document, path) {
        let pointers = pointers::pointers_of(document, &field).into_iter();
        let pointers = pointers.filter(|pointer| !is_number(pointer));
        values.extend(pointers.map(|pointer| change(&field, pointer)));
    }
    if values.is_empty() {
        return amended(document, path, nearest(document, path));
    }
    values
}

fn removed(
    lodged: &SingleAdministrativeDocument,
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
) -> Vec<Change> {
    let change = |path: &FieldPath, pointer, reason| Change {
        reason,
        pointer,
        path: path.clone(),
        kind: ChangeKind::Removes,
    };
    let whole = pointers::pointers_of(lodged, path).into_iter();
    let mut gone: Vec<Change> = whole
        .map(|pointer| change(path, pointer, REMOVED))
        .collect();
    if gone.is_empty() {
        for field in fields_within(lodged, path) {
            for pointer in pointers::pointers_of(lodged, &field) {
                let reason = reasons::of_change(lodged, &field, &pointer);
                gone.push(Change {
                    kind: ChangeKind::Amends,
                    ..change(&field, pointer, reason)
                });
            }
        }
    }
    if gone.is_empty() {
        return amended(document, path, nearest(document, path));
    }
    gone
}

/// Whether a pointer means the number by which a record is known: that says itself.
fn is_number(pointer: &[Pointer]) -> bool {
    pointer.last().and_then(|step| step.tag.as_deref()) == Some(NUMBER)
}

fn is_number_of_item(pointer: &[Pointer]) -> bool {
    is_number(pointer) && pointer.last().is_some_and(|step| step.section == ITEM)
}

fn is_item(path: &FieldPath) -> bool {
    let items = path!("goodsShipment.governmentAgencyGoodsItems");
    let element = path.element();
    element.is_some_and(|(list, _)| list.as_str() == items.as_str())
}

/// The fields with a value below an element.
fn fields_within(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<FieldPath> {
    let mut fields = Vec::new();
    each_scalar(document, &FieldPath::root(), &mut |field, _| {
        if field.is_within(path) {
            fields.push(field.clone());
        }
    });
    fields
}

/// Lists whose elements are known by their position: where one goes and anything else of the list
/// changes, positions would be read in two ways. Then customs is told what stands at each of them,
/// and that those behind the last are gone.
fn restated(
    lodged: &SingleAdministrativeDocument,
    document: &SingleAdministrativeDocument,
    mut changes: Vec<Change>,
) -> Vec<Change> {
    let removed = changes.iter().filter(|one| one.kind == ChangeKind::Removes);
    let mut lists: Vec<Vec<Pointer>> = Vec::new();
    for list in removed.filter_map(|one| list_of(&one.pointer)) {
        if !lists.contains(&list) {
            lists.push(list);
        }
    }
    for list in lists {
        let of_list = |change: &Change| is_of(&change.pointer, &list);
        if changes.iter().filter(|change| of_list(change)).count() < 2 {
            continue;
        }
        let [before, after] = [lodged, document].map(|it| length(it, &list));
        let place = changes.iter().position(of_list).unwrap_or_default();
        changes.retain(|change| !is_of(&change.pointer, &list));
        let stated = (1..=after).map(|number| at_position(document, &list, number));
        let gone = (after + 1..=before).rev().map(|number| Change {
            reason: REMOVED,
            kind: ChangeKind::Removes,
            ..at_position(lodged, &list, number)
        });
        changes.splice(place..place, stated.chain(gone));
    }
    changes
}

/// The list of an element that a pointer ends at, without the number; `None` for goods items, which
/// have numbers of their own.
fn list_of(pointer: &[Pointer]) -> Option<Vec<Pointer>> {
    let (last, above) = pointer.split_last()?;
    last.sequence.filter(|_| last.section != ITEM)?;
    let list = Pointer {
        sequence: None,
        ..last.clone()
    };
    Some(above.iter().cloned().chain([list]).collect())
}

/// Whether a pointer leads to an element of a list, or into one.
fn is_of(pointer: &[Pointer], list: &[Pointer]) -> bool {
    let Some((last, above)) = list.split_last() else {
        return false;
    };
    let element = pointer.get(above.len());
    pointer.starts_with(above)
        && element.is_some_and(|step| step.section == last.section && step.sequence.is_some())
}

/// How many elements customs has of a list of this document.
fn length(document: &SingleAdministrativeDocument, list: &[Pointer]) -> u32 {
    let is_there = |number: &u32| {
        let field = pointers::field_of(document, &numbered_as(list, *number));
        field.element().is_some()
    };
    let numbers = (1u32..).take_while(is_there);
    u32::try_from(numbers.count()).unwrap_or(u32::MAX)
}

fn numbered_as(list: &[Pointer], number: u32) -> Vec<Pointer> {
    let mut pointer = list.to_vec();
    if let Some(last) = pointer.last_mut() {
        last.sequence = Some(number);
    }
    pointer
}

/// That what a document has at a position of a list stands there.
fn at_position(document: &SingleAdministrativeDocument, list: &[Pointer], number: u32) -> Change {
    let pointer = numbered_as(list, number);
    Change {
        path: pointers::field_of(document, &pointer),
        pointer,
        reason: OTHER,
        kind: ChangeKind::Amends,
    }
}

/// The pointers to a field, or to the nearest record around it that customs is sent.
fn nearest(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<Vec<Pointer>> {
    let mut path = path.clone();
    loop {
        let pointers = pointers::pointers_of(document, &path);
        if !pointers.is_empty() {
            return pointers;
        }
        path = path.parent().unwrap_or_default();
    }
}

/// What of the declaration an amendment holds: each value that is pointed at, in its record where
/// the record is one of several or a party, and each record that is pointed at. What was removed is
/// only pointed at.
#[must_use]
pub fn selected(changes: &[Change]) -> Selection {
    let mut selection = Selection::default();
    let there = changes.iter().filter(|one| one.kind != ChangeKind::Removes);
    there.for_each(|change| selection.select(&restated_steps(&change.pointer)));
    selection
}

/// The steps of a pointer below the declaration, as far as they lead into records of which only
/// what is pointed at is told.
fn restated_steps(pointer: &[Pointer]) -> Vec<(String, Option<usize>)> {
    let mut steps = Vec::new();
    for step in pointer {
        if step.section != ROOT {
            let number = step
                .sequence
                .and_then(|number| usize::try_from(number).ok());
            steps.push((step.section.clone(), number));
            let is_one_of_several = number.is_some() && step.section != ITEM;
            if is_one_of_several || PARTIES.contains(&step.section.as_str()) {
                break;
            }
        }
        if let Some(tag) = &step.tag {
            steps.push((tag.clone(), None));
        }
    }
    steps
}

/// What customs is told of changes: each with its pointer and its reason, for which that of the
/// settings stands where there is one, and a statement that names our field.
#[must_use]
pub fn told(changes: &[Change], settings: &Settings<'_>) -> ToldAmendment {
    let mut told = ToldAmendment::default();
    for (change, number) in changes.iter().zip(1..) {
        told.changes.push(ToldChange {
            reason: settings
                .amendment_reason
                .unwrap_or(change.reason)
                .to_owned(),
            pointer: pointers::written(&numbered(change.pointer.clone())),
        });
        told.statements.push(ToldStatement {
            text: words(change),
            pointer: format!("{ROOT}[1]/{AMENDMENT}[{number}]"),
        });
    }
    told
}

fn words(change: &Change) -> String {
    let verb = change.kind.verb();
    let words = match change.path.as_str() {
        "" => format!("{verb} the declaration"),
        path => format!("{verb} {path}"),
    };
    words.chars().take(MAX_STATEMENT).collect()
}

/// A pointer with all of its numbers said.
fn numbered(mut pointer: Vec<Pointer>) -> Vec<Pointer> {
    for step in &mut pointer {
        step.sequence.get_or_insert(1);
    }
    pointer
}

/// What an amendment that we read tells.
///
/// # Errors
/// When a pointer is none.
pub(super) fn read(declaration: &Element<'_>) -> Result<ToldAmendment, String> {
    let mut told = ToldAmendment::default();
    let statements = declaration.children_named("AdditionalInformation");
    for statement in statements.filter(|statement| statement.child("Pointer").is_some()) {
        told.statements.push(ToldStatement {
            text: optional(statement, "StatementDescription").unwrap_or_default(),
            pointer: pointer_of(statement)?.unwrap_or_default(),
        });
    }
    for change in declaration.children_named("Amendment") {
        told.changes.push(ToldChange {
            reason: optional(change, "ChangeReasonCode").unwrap_or_default(),
            pointer: pointer_of(change)?.unwrap_or_default(),
        });
    }
    Ok(told)
}

/// Writes the statements that say in words what changed.
///
/// # Errors
/// When words cannot be written.
pub fn write_statements(
    statements: &[ToldStatement],
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    for statement in statements {
        writer.open("AdditionalInformation");
        leaf(writer, "StatementDescription", &statement.text)?;
        leaf(writer, "StatementTypeCode", STATEMENT)?;
        write_pointer(&statement.pointer, writer)?;
        writer.close();
    }
    Ok(())
}

/// Writes the changes themselves.
///
/// # Errors
/// When a code cannot be written.
pub fn write_changes(changes: &[ToldChange], writer: &mut Writer) -> Result<(), EncodeError> {
    for change in changes {
        writer.open("Amendment");
        leaf(writer, "ChangeReasonCode", &change.reason)?;
        write_pointer(&change.pointer, writer)?;
        writer.close();
    }
    Ok(())
}

fn write_pointer(pointer: &str, writer: &mut Writer) -> Result<(), EncodeError> {
    for step in pointers::read(pointer) {
        writer.open("Pointer");
        if let Some(number) = step.sequence {
            leaf(writer, "SequenceNumeric", &number.to_string())?;
        }
        leaf(writer, "DocumentSectionCode", &step.section)?;
        if let Some(tag) = &step.tag {
            leaf(writer, "TagID", tag)?;
        }
        writer.close();
    }
    Ok(())
}

fn leaf(writer: &mut Writer, name: &str, text: &str) -> Result<(), EncodeError> {
    writer
        .leaf(name, text)
        .map_err(|problem| EncodeError::Document {
            path: FieldPath::root(),
            problem: problem.to_string(),
        })
}
