//! What persons change by hand, and what becomes of it.

use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::Edits;
use cas_model::origin::{Origin, Origins};
use cas_process::declaration::FactNote;
use cas_process::manual_edits::{
    DeclarationEdit, EditResult, NotEdited, claim, edit, named, renumber, take_over,
};
use serde_json::{Value, json};

use super::world::{World, document};

/// A person changes the head of a declaration.
pub fn by_hand(world: &mut World, at: usize, update: Value) {
    let edited = DeclarationEdit::header(update).expect("an edit");
    apply(world, at, &edited).expect("it fits");
}

/// Applies an edit as the API does, without a verdict.
pub fn apply(world: &mut World, at: usize, asked: &DeclarationEdit) -> Result<(), NotEdited> {
    world.on(at, "edited by hand", |unit, state, _| {
        let edited = edit(&state.document, asked)?;
        let note = named(&edited);
        take_over(state, edited, "ann", unit.now);
        let entry = FactNote {
            note: Some(note),
            ..FactNote::by("ann")
        };
        unit.record(state, cas_model::lifecycle::Event::Edited, entry);
        Ok(())
    })
}

fn content() -> Value {
    json!({"declType": "EX", "goodsShipment": {"destination": "US",
        "consignment": {"transportEquipments": [
            {"seqNum": 1, "goodsReferences": [{"seqNum": 1}, {"seqNum": 3}, {"seqNum": 9}, {}]}]},
        "governmentAgencyGoodsItems": [
            {"casReference": "a", "governmentAgencyGoodsItemId": "A", "seqNum": 1,
             "exportCountry": "DE"},
            {"casReference": "b", "seqNum": 2, "exportCountry": "FR"},
            {"casReference": "c", "governmentAgencyGoodsItemId": "C", "seqNum": 3}]}})
}

fn shown(result: Result<EditResult, NotEdited>) -> String {
    match result {
        Ok(edited) => format!(
            "{}\n  update {}\n  item {:?}\n  {}\n",
            named(&edited),
            edited.update,
            edited.item_id,
            serde_json::to_string(&edited.after).expect("JSON"),
        ),
        Err(NotEdited::NoSuchItem) => "no such item\n".to_owned(),
        Err(NotEdited::Structure(errors)) => {
            let errors = errors.iter();
            let errors = errors.map(|one| format!("{}: {}\n", one.path.as_str(), one.message));
            errors.collect()
        }
    }
}

/// What an edit makes of the document, or why it makes nothing.
#[test]
fn an_edit_changes_the_document_or_says_why_not() {
    let before = document(content());
    let item = |id: &str, update: Value| DeclarationEdit::change_item(id.to_owned(), update);
    let remove = |id: &str| Ok(DeclarationEdit::RemoveItem(id.to_owned()));
    let mut text = String::new();
    for (name, asked) in [
        (
            "head",
            DeclarationEdit::header(
                json!({"declType": "CO", "goodsShipment": {"destination": null}}),
            ),
        ),
        (
            "head without change",
            DeclarationEdit::header(json!({"declType": "EX"})),
        ),
        (
            "same id",
            DeclarationEdit::header(json!({"goodsShipment": {"governmentAgencyGoodsItems": [
            {"casReference": "b", "governmentAgencyGoodsItemId": "A"}]}})),
        ),
        (
            "item",
            item(
                "A",
                json!({"exportCountry": "NO", "casReference": "zzz",
                                  "governmentAgencyGoodsItemId": "zzz"}),
            ),
        ),
        (
            "item by its reference",
            item("b", json!({"exportCountry": "NO"})),
        ),
        ("no item", item("zzz", json!({"exportCountry": "NO"}))),
        ("removed", remove("A")),
        ("remove nothing", remove("zzz")),
        (
            "added",
            DeclarationEdit::add_item(json!({"exportCountry": "CH"})),
        ),
        (
            "added with its id",
            DeclarationEdit::add_item(json!({"governmentAgencyGoodsItemId": "D"})),
        ),
        (
            "added with a reference",
            DeclarationEdit::add_item(json!({"casReference": "d"})),
        ),
        (
            "added again",
            DeclarationEdit::add_item(json!({"casReference": "a"})),
        ),
        (
            "added with a taken id",
            DeclarationEdit::add_item(json!({"governmentAgencyGoodsItemId": "A"})),
        ),
    ] {
        let asked = asked.expect("an edit");
        text += &format!("## {name}\n{}", shown(edit(&before, &asked)));
    }
    let empty = SingleAdministrativeDocument::default();
    let first = DeclarationEdit::add_item(json!({"exportCountry": "CH"})).expect("an edit");
    text += &format!("## first item\n{}", shown(edit(&empty, &first)));
    let head = DeclarationEdit::header(json!({"declType": "CO"})).expect("an edit");
    text += &format!("## no items\n{}", shown(edit(&empty, &head)));
    insta::assert_snapshot!(text);
}

#[test]
fn an_edit_that_is_not_well_structured_is_refused() {
    let wrong = json!({"whatever": 1});
    for refused in [
        DeclarationEdit::header(wrong.clone()),
        DeclarationEdit::add_item(wrong.clone()),
        DeclarationEdit::change_item("a".to_owned(), wrong),
        DeclarationEdit::change_item("a".to_owned(), json!([])),
    ] {
        let refusal = refused.expect_err("it is wrong");
        assert_eq!(refusal.problems.len(), 1, "{refusal}");
        assert_eq!(refusal.code.name, "invalid-structure");
    }
}

/// The history names twenty places.
#[test]
fn the_history_names_the_first_places() {
    for (count, end) in [(1, ""), (20, ""), (21, " and 1 more"), (25, " and 5 more")] {
        let items = |country: Option<&str>| -> Vec<Value> {
            let item = |at| {
                let name = format!("i{at}");
                json!({"casReference": name, "governmentAgencyGoodsItemId": name,
                       "exportCountry": country})
            };
            (0..count).map(item).collect()
        };
        let of = |items| json!({"goodsShipment": {"governmentAgencyGoodsItems": items}});
        let update = DeclarationEdit::header(of(items(Some("DE")))).expect("an edit");
        let edited = edit(&document(of(items(None))), &update)
            .map_err(drop)
            .expect("it fits");
        let text = named(&edited);
        assert_eq!(
            text.matches("exportCountry").count(),
            count.min(20),
            "{text}"
        );
        assert_eq!(text.find(" and ").map_or("", |at| &text[at..]), end);
    }
}

/// Each kind of edit, one after the other, with who said what.
#[test]
fn edits_are_taken_over_with_who_said_what() {
    let mut world = World::new(super::carried::steps("never"));
    world.declare(content());
    world.on(0, "origins", |_, state, _| {
        let (_, origins) = state.edit();
        let items = "goodsShipment.governmentAgencyGoodsItems";
        origins.record(
            format!("{items}[0].exportCountry").as_str().into(),
            Origin::Generated,
        );
        origins.record(
            format!("{items}[2].seqNum").as_str().into(),
            Origin::Generated,
        );
        origins.record("goodsShipment.destination".into(), deduced());
        origins.record("declType".into(), deduced());
    });
    for asked in [
        DeclarationEdit::header(json!({"declType": "CO", "goodsShipment": {"destination": null}})),
        DeclarationEdit::change_item("b".to_owned(), json!({"exportCountry": "NO"})),
        Ok(DeclarationEdit::RemoveItem("A".to_owned())),
        DeclarationEdit::add_item(json!({"exportCountry": "CH"})),
        DeclarationEdit::header(json!({"declType": "EX"})),
    ] {
        apply(&mut world, 0, &asked.expect("an edit"))
            .map_err(drop)
            .expect("it fits");
    }
    insta::assert_snapshot!(world.told);
}

fn deduced() -> Origin {
    Origin::Calculation {
        name: "made up".to_owned(),
        detail: String::new(),
    }
}

/// A person who changes a deduced collection makes all of it the person's.
#[test]
fn a_claim_takes_the_deduced_collection_with_it() {
    let document = document(content());
    let items = "goodsShipment.governmentAgencyGoodsItems";
    let mut text = String::new();
    for (name, path) in [
        ("field of an element", format!("{items}[0].exportCountry")),
        (
            "field of one that was given",
            format!("{items}[2].exportCountry"),
        ),
        ("element", format!("{items}[1]")),
        ("record", "goodsShipment".to_owned()),
        ("field", "declType".to_owned()),
    ] {
        let mut origins = Origins::default();
        for at in [0, 1] {
            origins.record(format!("{items}[{at}]").as_str().into(), deduced());
        }
        origins.record(format!("{items}[0].seqNum").as_str().into(), deduced());
        origins.record(
            format!("{items}[2].seqNum").as_str().into(),
            Origin::Generated,
        );
        origins.record("declType".into(), deduced());
        claim(&mut origins, &document, &path.as_str().into(), "ann");
        text += &format!(
            "## {name}\n{}\n",
            serde_json::to_string(&origins).expect("JSON")
        );
    }
    insta::assert_snapshot!(text);
}

fn edits(addresses: &[&str]) -> Edits {
    let edits: Vec<Value> = addresses
        .iter()
        .map(|address| {
            json!({"address": address, "before": {"seqNum": 1}, "by": "ann",
                   "at": "2026-11-30T08:00:00Z"})
        })
        .collect();
    serde_json::from_value(json!(edits)).expect("edits")
}

/// Numbers close up where items were added or removed by hand, and who names them follows.
#[test]
fn items_are_numbered_again_without_gaps() {
    let removed = "goodsShipment.governmentAgencyGoodsItems[#x]";
    let with = |numbers: [Option<u32>; 3]| {
        let mut value = content();
        for (at, number) in numbers.into_iter().enumerate() {
            value["goodsShipment"]["governmentAgencyGoodsItems"][at]["seqNum"] = json!(number);
        }
        document(value)
    };
    let mut text = String::new();
    for (name, numbers, by_hand) in [
        ("gap", [Some(1), Some(3), Some(4)], true),
        ("nobody removed any", [Some(1), Some(3), Some(4)], false),
        ("in order", [Some(1), Some(2), Some(3)], true),
        ("not numbered", [None, None, None], true),
        ("one without", [Some(3), None, Some(9)], true),
    ] {
        let mut document = with(numbers);
        let mut origins = Origins::default();
        let items = "goodsShipment.governmentAgencyGoodsItems";
        origins.record(format!("{items}[1].seqNum").as_str().into(), deduced());
        let edits = match by_hand {
            true => edits(&["declType", removed]),
            false => edits(&["declType"]),
        };
        let is_changed = renumber(&mut document, &mut origins, &edits);
        text += &format!(
            "## {name}: {is_changed}\n{}\n{}\n",
            serde_json::to_string(&document).expect("JSON"),
            serde_json::to_string(&origins).expect("JSON")
        );
    }
    let mut nothing = SingleAdministrativeDocument::default();
    assert!(!renumber(
        &mut nothing,
        &mut Origins::default(),
        &edits(&[])
    ));
    insta::assert_snapshot!(text);
}

/// A number of items that came with a shipment is that of its items when a person adds or removes
/// one; what a person says of it stays.
#[test]
fn items_that_were_removed_are_counted_no_more() {
    let removed = "goodsShipment.governmentAgencyGoodsItems[#x]";
    let mut value = content();
    value["goodsItemQuantity"] = json!(9);
    let items = document(value.clone()).goods_items().len();
    for (edited, expected) in [
        (&[removed][..], items),
        (&["declType"], 9),
        (&[removed, "goodsItemQuantity"], 9),
    ] {
        let mut document = document(value.clone());
        let mut origins = Origins::default();
        let is_changed = renumber(&mut document, &mut origins, &edits(edited));
        let counted = document.goods_item_quantity.map(|count| count as usize);
        assert_eq!(counted, Some(expected), "{edited:?}");
        assert_eq!(is_changed, expected != 9, "{edited:?}");
        let origin = origins.origin_of(&"goodsItemQuantity".into());
        assert_eq!(origin == Some(&Origin::Generated), is_changed, "{edited:?}");
    }
}
