//! What CDS is sent: whole messages, and what is refused.

use cas_gateway::{EncodeError, Intent};
use cas_model::FieldPath;
use cas_model::access::Value;
use cas_model::declaration::CustomsFacts;
use cas_systems::uk_cds::declared::leaf_differences;

use crate::common::fixture;
use crate::common::uk_cds::{send, send_knowing, text};

const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

fn amend(paths: &[&str]) -> Intent {
    let changes = paths.iter().map(|path| FieldPath::from(*path)).collect();
    Intent::amend(changes)
}

fn cancel() -> Intent {
    Intent::Invalidate {
        reason: "A duplicate\nof another".to_owned(),
        ground: None,
    }
}

#[test]
fn an_import() {
    let declared = send(&fixture("uk_cds_import"), Intent::Declare);
    insta::assert_snapshot!(text(declared));
}

#[test]
fn an_export() {
    let declared = send(&fixture("uk_cds_export"), Intent::Declare);
    insta::assert_snapshot!(text(declared));
}

#[test]
fn the_arrival_of_goods() {
    let sent = send(&fixture("uk_cds_import"), Intent::PresentGoods);
    let sent = sent.unwrap();
    assert_eq!(
        (sent.message_type, sent.path),
        ("GPR", Some("/arrival-notification"))
    );
    insta::assert_snapshot!(String::from_utf8(sent.body).unwrap());
}

#[test]
fn a_cancellation() {
    insta::assert_snapshot!(text(send(&fixture("uk_cds_export"), cancel())));
}

#[test]
fn an_amendment_points_at_what_changed() {
    let item = format!("{ITEMS}[0]");
    let paths = [
        format!("{item}.packagings[0].quantity"),
        format!("{item}.commodity.invoiceLine.itemAmount"),
        format!("{item}.governmentProcedure.procNat1"),
        "goodsShipment.consignee.name".to_owned(),
        "declarant".to_owned(),
        // What is not sent by itself: the record around it, once.
        format!("{item}.packagings[7]"),
        format!("{item}.packagings[8].type"),
        // An item as a whole.
        format!("{ITEMS}[0]"),
    ];
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let sent = text(send(&fixture("uk_cds_export"), amend(&paths)));
    insta::assert_snapshot!(sent);
}

#[test]
fn an_amendment_holds_what_it_points_at_and_nothing_else() {
    let document = fixture("uk_cds_import");
    let changes = amend(&["declarant", "totalPackageQuantity"]);
    let amended = send(&document, changes).unwrap().body;
    let declared = send(&document, Intent::Declare).unwrap().body;
    let differences = leaf_differences(&declared, &amended).unwrap();
    let of_amendment = ["Amendment", "AdditionalInformation"];
    let head = ["FunctionCode", "FunctionalReferenceID", "ID", "TypeCode"];
    let others = differences.iter().filter(|leaf| {
        let first = leaf.element.split('/').next().unwrap_or_default();
        !head.contains(&first) && !of_amendment.contains(&first)
    });
    let others: Vec<_> = others.collect();
    assert!(
        others.iter().all(|leaf| leaf.written.is_none()),
        "{others:?}"
    );
    let is_missing = |element: &str| others.iter().any(|leaf| leaf.element.starts_with(element));
    assert!(!is_missing("Declarant") && !is_missing("TotalPackageQuantity"));
    assert!(is_missing("GoodsShipment") && is_missing("GoodsItemQuantity"));
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let none = CustomsFacts::default();
    let (import, export) = (fixture("uk_cds_import"), fixture("uk_cds_export"));
    for (document, intent) in [
        (&export, amend(&["declarant"])),
        (&import, Intent::PresentGoods),
        (&export, cancel()),
    ] {
        let refused = send_knowing(document, intent, &none);
        let Err(EncodeError::Document { path, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(path.as_str(), "docRefNum");
    }
    let whole = text(send(&export, amend(&[])));
    assert!(whole.contains("Amends the declaration"), "{whole}");
}

fn refused(path: &str, value: Option<&str>, expected: &str) {
    let mut document = fixture("uk_cds_export");
    let field = FieldPath::from(path);
    match value {
        Some(text) => field
            .set(&mut document, Value::Text(text.to_owned()))
            .unwrap(),
        None => field.clear(&mut document),
    }
    match send(&document, Intent::Declare) {
        Err(EncodeError::Document { path: at, problem }) => {
            assert_eq!(at.as_str(), path);
            assert!(problem.contains(expected), "{problem}");
        }
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn what_customs_would_refuse_is_refused() {
    let item = format!("{ITEMS}[0]");
    refused("declType", None, "customs require it as TypeCode");
    refused("addDeclType1", Some(" "), "customs require it as TypeCode");
    refused("addDeclType1", Some("EXPORT"), "customs takes 3");
    refused("goodsShipment", None, "GoodsShipment");
    refused(ITEMS, None, "GovernmentAgencyGoodsItem");
    refused(
        &format!("{item}.additionalDocuments[0].type"),
        Some("651"),
        "at least 4",
    );
    refused(
        &format!("{item}.packagings[0].type"),
        Some("BOX"),
        "customs takes 2",
    );
    refused(
        &format!("{item}.commodity.classifications[0].code"),
        Some("4602"),
        "at least 6",
    );
}
