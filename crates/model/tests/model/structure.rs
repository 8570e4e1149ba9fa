//! What is read, what is brought to its stored form, what is refused and with which words.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::shape::{FieldShape, Shape, ValueKind};
use cas_model::spelling::Spelling;
use cas_model::structure::read;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::documents::{any_shipment, json_at, scalar_paths};

/// Reads a header and compares what is kept.
fn kept(sent: &str, expected: &str) {
    let value = serde_json::from_str(sent).expect("the case is JSON");
    let document: SingleAdministrativeDocument =
        read(SingleAdministrativeDocument::shape(), value).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(
        serde_json::to_string(&document).expect("documents are JSON"),
        expected,
        "for {sent}"
    );
}

/// Reads a header and compares the errors, path and message.
fn refused(sent: &str, expected: &[(&str, &str)]) {
    let value = serde_json::from_str(sent).expect("the case is JSON");
    let errors = read::<SingleAdministrativeDocument>(SingleAdministrativeDocument::shape(), value)
        .err()
        .unwrap_or_else(|| panic!("{sent} was read"));
    let errors: Vec<(&str, &str)> = errors
        .iter()
        .map(|error| (error.path.as_str(), error.message.as_str()))
        .collect();
    assert_eq!(errors, expected, "for {sent}");
}

#[test]
fn values_are_brought_to_the_stored_form() {
    for (sent, expected) in [
        ("{}", "{}"),
        (r#"{"declType": null}"#, "{}"),
        (r#"{"declType": "T1"}"#, r#"{"declType":"T1"}"#),
        // A code that never begins with a zero may be sent as a number.
        (r#"{"trxNatCode1": 11}"#, r#"{"trxNatCode1":"11"}"#),
        // Texts are spelled as what they are.
        (
            r#"{"docRefNum": " 26de 4101a7q2w8b3a0", "functionRefNum": "Lot 7 ", "declType": "t1"}"#,
            r#"{"declType":"T1","docRefNum":"26DE4101A7Q2W8B3A0","functionRefNum":"Lot 7"}"#,
        ),
        (
            r#"{"invoiceCurrency": "eur", "agent": {"name": " de Vries\u00a0",
                "businessPartnerReference": [{"type": "Eori", "code": "gb 123456789000"}]}}"#,
            concat!(
                r#"{"invoiceCurrency":"EUR","agent":{"businessPartnerReference":"#,
                r#"[{"code":"GB123456789000","type":"Eori"}],"name":"de Vries"}}"#,
            ),
        ),
        // The other spelling is read, ours is written.
        (r#"{"addDeclType": "A"}"#, r#"{"addDeclType1":"A"}"#),
        (
            r#"{"obligationGuarantee": [{"type": "1"}]}"#,
            r#"{"obligationGuarantees":[{"type":"1"}]}"#,
        ),
        // A single object stands for a collection of one.
        (
            r#"{"obligationGuarantees": {"type": 1}}"#,
            r#"{"obligationGuarantees":[{"type":"1"}]}"#,
        ),
        (
            r#"{"bindingItinerary": false}"#,
            r#"{"bindingItinerary":false}"#,
        ),
        (
            r#"{"limitDate": "2028-02-29"}"#,
            r#"{"limitDate":"2028-02-29"}"#,
        ),
        (
            r#"{"presentationDateTime": "2026-03-01T10:00:00+02:00"}"#,
            r#"{"presentationDateTime":"2026-03-01T08:00:00Z"}"#,
        ),
        (
            r#"{"additionalDocuments": [{"lineNum": "7"}]}"#,
            r#"{"additionalDocuments":[{"lineNum":7}]}"#,
        ),
        // However a whole number is written.
        (
            r#"{"goodsItemQuantity": 1.0, "totalPackageQuantity": 2e2}"#,
            r#"{"goodsItemQuantity":1,"totalPackageQuantity":200}"#,
        ),
        (
            r#"{"agent": {"name": "ACME\nGhent"}}"#,
            r#"{"agent":{"name":"ACME\nGhent"}}"#,
        ),
    ] {
        kept(sent, expected);
    }
}

#[test]
fn decimals_keep_every_digit() {
    for (sent, expected) in [
        ("0.1", "0.1"),
        ("1250.00", "1250.00"),
        ("-3", "-3"),
        ("\"1250.00\"", "1250.00"),
        ("\" 7.5 \"", "7.5"),
        (
            "1234567890.123456789012345678",
            "1234567890.123456789012345678",
        ),
        (
            "\"9999999999999999999999999999\"",
            "9999999999999999999999999999",
        ),
        ("\"1.5e3\"", "1500"),
        ("1.5e3", "1500"),
        ("12E-4", "0.0012"),
    ] {
        let value = serde_json::from_str(&format!(r#"{{"totalInvoiceAmount": {sent}}}"#))
            .expect("the case is JSON");
        let document: SingleAdministrativeDocument =
            read(SingleAdministrativeDocument::shape(), value).unwrap_or_else(|e| panic!("{e:?}"));
        let amount = document.total_invoice_amount.expect("it was sent");
        assert_eq!(amount.to_string(), expected, "for {sent}");
    }
}

#[test]
fn decimals_are_written_as_numbers() {
    for (sent, expected) in [
        ("1250.00", "1250.00"),
        ("\"1250.00\"", "1250.00"),
        // Larger than any integer of the machine.
        (
            "9999999999999999999999999999",
            "9999999999999999999999999999",
        ),
        ("1.5e3", "1500"),
    ] {
        kept(
            &format!(r#"{{"totalInvoiceAmount": {sent}}}"#),
            &format!(r#"{{"totalInvoiceAmount":{expected}}}"#),
        );
    }
}

#[test]
fn every_error_is_told_with_its_path() {
    refused("[]", &[("", "must be an object, not an array")]);
    refused(
        r#"{"declTyp": "T1"}"#,
        &[(
            "declTyp",
            "unknown field of SingleAdministrativeDocument; remove it or correct its name",
        )],
    );
    refused(
        r#"{"addDeclType": "A", "addDeclType1": "A"}"#,
        &[(
            "addDeclType",
            "the same field as addDeclType1; send one of them",
        )],
    );
    refused(
        r#"{"agent": "ACME", "goodsShipment": {"governmentAgencyGoodsItems":
            [{}, {"goodsMeasure": {"gmass": true}}, 3]}}"#,
        &[
            ("agent", "must be an object, not text"),
            (
                "goodsShipment.governmentAgencyGoodsItems[1].goodsMeasure.gmass",
                "must be a decimal number, not a boolean",
            ),
            (
                "goodsShipment.governmentAgencyGoodsItems[2]",
                "must be an object, not a number",
            ),
        ],
    );
    // In what was meant as a collection of one, too.
    refused(
        r#"{"obligationGuarantees": {"typ": 1}}"#,
        &[(
            "obligationGuarantees[0].typ",
            "unknown field of ObligationGuarantee; remove it or correct its name",
        )],
    );
}

#[test]
fn wrong_scalars_are_refused() {
    for (field, sent, message) in [
        ("declType", "true", "must be text, not a boolean"),
        (
            "declType",
            "1.5",
            "must be text, not the number 1.5; send it in quotes, with the zeros it begins with",
        ),
        (
            "functionRefNum",
            "1067",
            "must be text, not the number 1067; send it in quotes, with the zeros it begins with",
        ),
        (
            "agentStatus",
            "-1",
            "must be text, not the number -1; send it in quotes, with the zeros it begins with",
        ),
        ("declType", "{}", "must be text, not an object"),
        (
            "declType",
            r#""T\u00001""#,
            "contains the control character U+0000",
        ),
        (
            "declType",
            r#""T\u001b""#,
            "contains the control character U+001B",
        ),
        (
            "bindingItinerary",
            "1",
            "must be true or false, not a number",
        ),
        (
            "bindingItinerary",
            r#""yes""#,
            "must be true or false, not text",
        ),
        (
            "limitDate",
            r#""2026-02-30""#,
            "must be a date YYYY-MM-DD, not \"2026-02-30\"",
        ),
        (
            "limitDate",
            r#""31.01.2026""#,
            "must be a date YYYY-MM-DD, not \"31.01.2026\"",
        ),
        (
            "limitDate",
            r#""2026-01-15T23:30:00-08:00""#,
            "must be a date YYYY-MM-DD alone, not \"2026-01-15T23:30:00-08:00\"; \
             send the day that is meant, without a time",
        ),
        (
            "totalInvoiceAmount",
            r#""1_000""#,
            "must be a decimal number of at most 28 digits, not \"1_000\"",
        ),
        (
            "limitDate",
            "20260131",
            "must be a date YYYY-MM-DD, not a number",
        ),
        (
            "presentationDateTime",
            r#""2026-03-01T10:00:00""#,
            "must be a time in RFC 3339 with its zone, not \"2026-03-01T10:00:00\"",
        ),
        (
            "totalInvoiceAmount",
            r#""1.250,00""#,
            "must be a decimal number of at most 28 digits, not \"1.250,00\"",
        ),
        (
            "totalInvoiceAmount",
            "0.1234567890123456789012345678901",
            "must be a decimal number of at most 28 digits, \
             not \"0.1234567890123456789012345678901\"",
        ),
        (
            "additionalDocuments",
            "7",
            "must be an array of objects, not a number",
        ),
    ] {
        refused(&format!(r#"{{"{field}": {sent}}}"#), &[(field, message)]);
    }
    for sent in ["-1", "1.5", "4294967296", r#""1_0""#, r#""""#] {
        let said = sent.trim_matches('"');
        refused(
            &format!(r#"{{"additionalDocuments": [{{"lineNum": {sent}}}]}}"#),
            &[(
                "additionalDocuments[0].lineNum",
                &format!("must be a whole number from 0 to 4294967295, not {said}"),
            )],
        );
    }
}

#[test]
fn sizes_are_limited() {
    let long = "x".repeat(4_001);
    refused(
        &format!(r#"{{"declType": "{long}"}}"#),
        &[("declType", "longer than 4000 characters")],
    );
    let many = vec!["{}"; 10_000].join(",");
    refused(
        &format!(r#"{{"authorisations": [{many}]}}"#),
        &[("authorisations", "more than 9999 elements")],
    );
}

/// A record that holds itself, which none of our documents does.
fn nested_shape() -> &'static Shape {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| {
        let inner = FieldShape {
            name: "inner",
            aliases: &[],
            kind: ValueKind::Record(nested_shape),
            spelling: Spelling::Words,
            doc: "The same again.",
        };
        Shape::new("Nested", vec![inner])
    });
    &SHAPE
}

#[test]
fn depth_is_limited() {
    let nested = |depth| (1..depth).fold(json!({}), |inner, _| json!({"inner": inner}));
    assert!(read::<Value>(nested_shape(), nested(32)).is_ok());
    let errors = read::<Value>(nested_shape(), nested(33)).expect_err("too deep");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].message, "nested deeper than 32 levels");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_was_written_is_read(shipment in any_shipment()) {
        let text = serde_json::to_string(&shipment).expect("documents are JSON");
        let value = serde_json::from_str(&text).expect("just written");
        prop_assert_eq!(read::<CustomsShipment>(CustomsShipment::shape(), value), Ok(shipment));
    }

    /// What is wrong is told where it is, all of it, and nothing else is.
    #[test]
    fn each_wrong_value_is_one_error(
        shipment in any_shipment(),
        wrong in proptest::collection::vec(any::<proptest::sample::Index>(), 1..5),
    ) {
        let paths = scalar_paths(&shipment);
        prop_assume!(!paths.is_empty());
        let mut sent = serde_json::to_value(&shipment).expect("documents are JSON");
        let wrong: BTreeSet<_> = wrong.iter().map(|index| index.get(&paths).clone()).collect();
        for path in &wrong {
            *json_at(&mut sent, path) = json!([]);
        }
        let errors = read::<CustomsShipment>(CustomsShipment::shape(), sent)
            .expect_err("an array is no scalar");
        prop_assert_eq!(errors.len(), wrong.len());
        for error in errors {
            prop_assert!(wrong.contains(&error.path));
            prop_assert!(error.path.get(&shipment).is_some(), "{} leads nowhere", error.path);
        }
    }
}
