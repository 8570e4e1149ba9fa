//! What CDS is told of corrections, beside the corrections that HMRC publishes.
//!
//! The files are the operator's (`CAS_SAMPLES`, `CAS_CONVERSATIONS`); where they are missing the
//! test says so and passes. Each published amendment stands in a folder with the declaration that it
//! amends: what is amended there is done to the declaration, and what we write of it is compared,
//! its pointers and reasons and what it holds.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cas_gateway::{Intent, LeafDifference, ReadDeclaration, ToldAmendment};
use cas_model::FieldPath;
use cas_model::cas_reference::assign_in_document;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::item_numbers::keep_item_numbers;
use cas_systems::uk_cds::declared;
use cas_systems::uk_cds::pointers;
use serde_json::Value;

use crate::common::uk_cds::send;
use crate::common::{official, read};

/// What a published amendment says otherwise than we do: part of its path, the pointer, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "TT_IM008b",
        "25? 42A/67A/68A[1]/02A[1]:D005",
        "another licence number than the declaration's, which it does not point at",
    ),
    (
        "TT_IM016a",
        "32 42A/67A/68A[1]/02A[2]:D005",
        "another number of a document, which it does not point at",
    ),
    (
        "TT_IM016a",
        "22 42A/67A/68A[1]/23A/50A[1]:113",
        "repeats the kind of the duty \"for consistency\"",
    ),
    (
        "TT_IM016a",
        "32 42A/67A/68A[1]/23A/50A[1]/94A:107",
        "repeats the method of payment \"for consistency\"",
    ),
];

/// What we write and a published amendment does not: part of its path, the kind of leaf, and why.
const BESIDE: &[(&str, &str, &str)] = &[(
    "TT_IM016a",
    "GoodsShipment/GovernmentAgencyGoodsItem/Commodity/DutyTaxFee/DutyRegimeCode",
    "a duty is told with all that is said of it",
)];

/// Sections of which a declaration has one: their numbers are not looked at.
const SINGLE: &[&str] = &["42A", "67A", "57A", "04A", "23A", "65A", "79A", "94A"];

/// Published amendments, each with the declaration beside it.
fn published() -> Vec<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for (variable, folder) in [
        ("CAS_CONVERSATIONS", "conversations/uk-cds"),
        ("CAS_SAMPLES", "samples"),
    ] {
        if let Some(folder) = official(variable, folder) {
            collect(&folder, &mut found);
        }
    }
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, PathBuf)>) {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths: BTreeSet<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths
        .iter()
        .filter(|path| path.is_dir())
        .for_each(|path| collect(path, found));
    let of_kind = |kind: &str| {
        let is_kind = |path: &&PathBuf| read_file(path).is_some_and(|it| it.message_type == kind);
        let files = paths.iter().filter(|path| path.is_file());
        files.filter(is_kind).cloned().collect::<Vec<_>>()
    };
    for amendment in of_kind("COR") {
        found.extend(of_kind("DEC").first().map(|dec| (amendment, dec.clone())));
    }
}

fn read_file(path: &Path) -> Option<ReadDeclaration> {
    declared::read(&std::fs::read(path).unwrap()).ok()
}

/// The declaration with what an amendment says put into it.
fn amended(
    before: &SingleAdministrativeDocument,
    amendment: &ReadDeclaration,
    told: &ToldAmendment,
) -> SingleAdministrativeDocument {
    let mut after = serde_json::to_value(before).unwrap();
    put(
        &mut after,
        serde_json::to_value(&amendment.document).unwrap(),
    );
    let mut after = read(after);
    let removed = told.changes.iter().filter(|change| change.reason == "30");
    for change in removed {
        let item = pointers::field_of(before, &pointers::read(&change.pointer));
        item.clear(&mut after);
    }
    assign_in_document(&mut after);
    keep_item_numbers(before, &mut after);
    after
}

/// Puts values in the place of others: those of lists by number, else by position.
fn put(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                put(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (Value::Array(into), Value::Array(from)) => {
            for (position, value) in from.into_iter().enumerate() {
                let number = value["seqNum"].as_u64();
                let at = number.map_or(position, |number| usize::try_from(number).unwrap() - 1);
                match into.get_mut(at) {
                    Some(known) => put(known, value),
                    None => into.push(value),
                }
            }
        }
        (into, from) => *into = from,
    }
}

/// The reason and the pointer of each change.
fn told_of(told: &ToldAmendment) -> BTreeSet<String> {
    let changes = told.changes.iter().map(|change| {
        let mut pointer = pointers::read(&change.pointer);
        let single = pointer
            .iter_mut()
            .filter(|step| SINGLE.contains(&step.section.as_str()));
        single.for_each(|step| step.sequence = None);
        format!("{} {}", change.reason, pointers::written(&pointer))
    });
    changes.collect()
}

fn told(read: &ReadDeclaration) -> &ToldAmendment {
    match &read.intent {
        Intent::Amend {
            told: Some(told), ..
        } => told,
        other => panic!("no amendment: {other:?}"),
    }
}

#[test]
fn amendments_are_told_as_customs_publishes_them() {
    let published = published();
    let mut wrong = Vec::new();
    for (amendment, declaration) in &published {
        let name = amendment.to_string_lossy();
        let bytes = std::fs::read(amendment).unwrap();
        let theirs = declared::read(&bytes).unwrap();
        let mut before = *read_file(declaration).unwrap().document;
        assign_in_document(&mut before);
        let after = amended(&before, &theirs, told(&theirs));
        let intent = Intent::amend_lodged(&before, vec![FieldPath::root()]);
        let written = send(&after, intent).unwrap().body;
        let ours = declared::read(&written).unwrap();
        let (ours_told, theirs_told) = (told_of(told(&ours)), told_of(told(&theirs)));
        let is_known = |change: &&String| {
            let mut known = OTHERWISE.iter().filter(|it| name.contains(it.0));
            known.any(|it| {
                let (reason, pointer) = it.1.split_once(' ').unwrap();
                change.ends_with(pointer) && (reason.ends_with('?') || change.starts_with(reason))
            })
        };
        let differences = ours_told.symmetric_difference(&theirs_told);
        let differences: Vec<_> = differences.filter(|it| !is_known(it)).collect();
        let leaves = declared::leaf_differences(&bytes, &written).unwrap();
        let is_beside = |leaf: &LeafDifference| {
            let mut known = BESIDE.iter().filter(|it| name.contains(it.0));
            leaf.original.is_none() && known.any(|it| leaf.element == it.1)
        };
        let of_body = leaves.iter().filter(|leaf| is_of_body(&leaf.path));
        let of_body: Vec<_> = of_body.filter(|leaf| !is_beside(leaf)).collect();
        if !differences.is_empty() || !of_body.is_empty() {
            wrong.push(format!("{name}: {differences:?} {of_body:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a leaf says something of the goods: not which message it is, nor what it amends.
fn is_of_body(path: &str) -> bool {
    let head = [
        "FunctionalReferenceID",
        "ID",
        "AdditionalInformation",
        "Amendment",
    ];
    let first = path.split(['/', '[']).next().unwrap_or_default();
    !head.contains(&first)
}

#[test]
fn presentations_are_written_as_customs_publishes_them() {
    let mut found = Vec::new();
    for (variable, folder) in [
        ("CAS_CONVERSATIONS", "conversations/uk-cds"),
        ("CAS_SAMPLES", "samples"),
    ] {
        if let Some(folder) = official(variable, folder) {
            files(&folder, &mut found);
        }
    }
    for path in found {
        let Some(theirs) = read_file(&path).filter(|it| it.message_type == "GPR") else {
            continue;
        };
        let ours = send(
            &crate::common::fixture("uk_cds_import"),
            Intent::PresentGoods,
        );
        let bytes = std::fs::read(&path).unwrap();
        let leaves = declared::leaf_differences(&bytes, &ours.unwrap().body).unwrap();
        let paths: Vec<_> = leaves.iter().map(|leaf| &*leaf.path).collect();
        // Each has its own numbers.
        let numbers = ["FunctionalReferenceID", "ID", "Submitter/ID"];
        let others = paths.iter().filter(|path| !numbers.contains(path));
        assert_eq!(others.count(), 0, "{}: {leaves:?}", path.display());
        assert_eq!(theirs.intent, Intent::PresentGoods);
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// Removes what an amendment would take out of the fixture, which has one document of several.
fn removed(paths: &[&str]) -> (SingleAdministrativeDocument, SingleAdministrativeDocument) {
    let mut before = crate::common::fixture("uk_cds_import");
    assign_in_document(&mut before);
    let mut after = before.clone();
    paths
        .iter()
        .for_each(|path| FieldPath::from(*path).clear(&mut after));
    keep_item_numbers(&before, &mut after);
    (before, after)
}

fn check_removed(paths: &[&str], expected: &[&str]) {
    let (before, after) = removed(paths);
    let intent = Intent::amend_lodged(&before, Vec::new());
    let written = send(&after, intent).unwrap().body;
    let read = declared::read(&written).unwrap();
    let told: Vec<String> = told(&read)
        .changes
        .iter()
        .map(|change| format!("{} {}", change.reason, change.pointer))
        .collect();
    assert_eq!(told, expected, "{paths:?}");
}

#[test]
fn what_is_removed_is_pointed_at_where_customs_has_it() {
    let items = "goodsShipment.governmentAgencyGoodsItems";
    check_removed(&[&format!("{items}[0]")], &["30 42A[1]/67A[1]/68A[1]"]);
    check_removed(&[&format!("{items}[1]")], &["30 42A[1]/67A[1]/68A[2]"]);
    check_removed(
        &[&format!("{items}[0].additionalDocuments[1]")],
        &["30 42A[1]/67A[1]/68A[1]/02A[2]"],
    );
    check_removed(
        &[&format!("{items}[0].goodsMeasure.nmass")],
        &["28 42A[1]/67A[1]/68A[1]/23A[1]/65A[1]:128"],
    );
    check_removed(&["totalPackageQuantity"], &["28 42A[1]:146"]);
}

#[test]
fn positions_are_told_whole_where_more_than_one_changes() {
    // Two of the item's documents go; those of the whole declaration stand behind them.
    let documents = "goodsShipment.governmentAgencyGoodsItems[0].additionalDocuments";
    let (before, mut after) = removed(&[&format!("{documents}[1]"), &format!("{documents}[0]")]);
    let intent = Intent::amend_lodged(&before, Vec::new());
    let written = send(&after, intent).unwrap().body;
    let read = declared::read(&written).unwrap();
    let expected = [
        "30 42A/67A/68A[1]/02A[3]",
        "30 42A/67A/68A[1]/02A[4]",
        "32 42A/67A/68A[1]/02A[1]",
        "32 42A/67A/68A[1]/02A[2]",
    ];
    let expected: BTreeSet<String> = expected.map(str::to_owned).into_iter().collect();
    assert_eq!(told_of(told(&read)), expected);
    let items = read.document.goods_items();
    assert_eq!(items[0].additional_documents.len(), 2);
    // One goes and another is changed: no position is read in two ways.
    after = before.clone();
    FieldPath::from(format!("{documents}[0]").as_str()).clear(&mut after);
    let shipment = after.goods_shipment.as_deref_mut().unwrap();
    let left = &mut shipment.government_agency_goods_items[0].additional_documents[0];
    left.ref_num = Some("ANOTHER".to_owned());
    let intent = Intent::amend_lodged(&before, Vec::new());
    let written = send(&after, intent).unwrap().body;
    let read = declared::read(&written).unwrap();
    let told = told_of(told(&read));
    assert!(told.contains("30 42A/67A/68A[1]/02A[4]"), "{told:?}");
    assert_eq!(
        told.iter()
            .filter(|change| change.starts_with("32"))
            .count(),
        3
    );
    let first = &read.document.goods_items()[0].additional_documents[0];
    assert_eq!(first.ref_num.as_deref(), Some("ANOTHER"));
}

#[test]
fn an_amended_item_is_known_by_the_number_that_customs_has() {
    let (before, mut after) = removed(&["goodsShipment.governmentAgencyGoodsItems[0]"]);
    let shipment = after.goods_shipment.as_deref_mut().unwrap();
    let item = &mut shipment.government_agency_goods_items[0];
    item.goods_measure.as_deref_mut().unwrap().nmass = Some("1.5".parse().unwrap());
    let intent = Intent::amend_lodged(&before, Vec::new());
    let written = String::from_utf8(send(&after, intent).unwrap().body).unwrap();
    let read = declared::read(written.as_bytes()).unwrap();
    let told = told_of(told(&read));
    let expected = ["28 42A/67A/68A[2]/23A/65A:128", "30 42A/67A/68A[1]"];
    assert_eq!(told, expected.map(str::to_owned).into_iter().collect());
    let item = "<GovernmentAgencyGoodsItem>\n        <SequenceNumeric>2</SequenceNumeric>\n        \
        <Commodity>";
    assert!(written.contains(item), "{written}");
}
