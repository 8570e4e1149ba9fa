//! The authority of the United Kingdom for import and export: which notifications follow what.

use std::path::Path;
use std::process::Command;

use crate::common::{Both, Trader, text};
use crate::schemas::{files, has_xmllint, official, skipped};
use cas_authority::{Delivery, Status};

const IMPORT: &str = include_str!("../fixtures/uk_cds_import.xml");
const LRN: &str = "IMP20260001";

/// The import with another UCR.
fn import(ucr: &str) -> String {
    IMPORT.replace("ORDER-17", ucr)
}

/// An export of the same goods.
fn export(ucr: &str) -> String {
    let procedure = "<CurrentCode>40</CurrentCode>";
    import(ucr)
        .replace("IMA", "EXA")
        .replace(procedure, "<CurrentCode>10</CurrentCode>")
}

/// A message that follows a declaration.
fn follow_up(kind: &str, mrn: &str, content: &str) -> String {
    let begin = IMPORT.find("<Declaration>").unwrap();
    format!(
        "{}<Declaration><FunctionCode>13</FunctionCode>\
         <FunctionalReferenceID>{kind}-1</FunctionalReferenceID><ID>{mrn}</ID>\
         <TypeCode>{kind}</TypeCode>{content}</Declaration></md:MetaData>",
        &IMPORT[..begin]
    )
}

fn cancellation(mrn: &str) -> String {
    let content = "<AdditionalInformation><StatementDescription>A duplicate</StatementDescription>\
         <StatementTypeCode>AES</StatementTypeCode></AdditionalInformation>\
         <Amendment><ChangeReasonCode>1</ChangeReasonCode></Amendment>";
    follow_up("INV", mrn, content)
}

/// The first item costs 3000 now.
fn amendment(mrn: &str) -> String {
    let content = "<AdditionalInformation><StatementDescription>Price</StatementDescription>\
         <StatementTypeCode>AES</StatementTypeCode><Pointer><SequenceNumeric>1</SequenceNumeric>\
         <DocumentSectionCode>42A</DocumentSectionCode></Pointer></AdditionalInformation>\
         <Amendment><ChangeReasonCode>32</ChangeReasonCode><Pointer>\
         <DocumentSectionCode>42A</DocumentSectionCode></Pointer><Pointer>\
         <DocumentSectionCode>67A</DocumentSectionCode></Pointer><Pointer>\
         <SequenceNumeric>1</SequenceNumeric><DocumentSectionCode>68A</DocumentSectionCode>\
         <TagID>114</TagID></Pointer></Amendment>\
         <GoodsShipment><GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric>\
         <StatisticalValueAmount currencyID=\"GBP\">3000.00</StatisticalValueAmount>\
         </GovernmentAgencyGoodsItem></GoodsShipment>";
    follow_up("COR", mrn, content)
}

fn arrival(mrn: &str) -> String {
    follow_up("GPR", mrn, "")
}

fn mrn(both: &Both) -> String {
    let ledger = both.authority.ledger();
    ledger.declaration(LRN).unwrap().mrn.clone().unwrap()
}

/// What follows a declaration: function codes, and where it stands.
async fn check(declaration: &str, expected: &str, status: Status) {
    let both = Both::start().await;
    both.lodge_at("/uk_cds/", declaration).await;
    assert_eq!(both.trader.functions().join(" "), expected);
    let ledger = both.authority.ledger();
    assert_eq!(
        ledger.declaration(LRN).unwrap().status,
        status,
        "{expected}"
    );
    assert_eq!(ledger.declaration(LRN).unwrap().system, "uk_cds");
}

#[tokio::test]
async fn markers_choose_the_course() {
    for (ucr, expected, status) in [
        ("S", "01 13 13 09", Status::Released),
        ("S#control", "01 13 05 13 09", Status::Released),
        ("S#documents", "01 13 06 13 09", Status::Released),
        ("S#reject", "03", Status::Rejected),
        ("S#norelease", "01 13 52", Status::NotReleased),
        ("S#invalidate", "01 10", Status::Invalidated),
        ("S#hold", "01", Status::Accepted),
        ("S#credit", "01 13 14", Status::GuaranteeNotValid),
        ("S#amend", "01 51", Status::AmendmentRequested),
        ("S#silent", "", Status::Received),
        ("S#disorder", "09 13 13 01", Status::Released),
        ("S#duplicate", "01 01 13 13 13 13 09 09", Status::Released),
    ] {
        check(&import(ucr), expected, status).await;
    }
    check(&export("S"), "01 09", Status::Released).await;
    check(&export("S#exit"), "01 09 16", Status::Discharged).await;
    let simplified = import("S").replace("IMA", "IMC");
    check(&simplified, "01 13 08 13 09", Status::Released).await;
    let prelodged = import("S").replace("IMA", "IMD");
    check(&prelodged, "02", Status::Acknowledged).await;
}

#[tokio::test]
async fn duties_follow_the_tariff() {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at("/uk_cds/", IMPORT).await;
    let bodies = both.trader.bodies();
    let provisional = &bodies[1];
    assert_eq!(text(provisional, "NameCode"), "67");
    assert_eq!(text(&bodies[2], "NameCode"), "4");
    let amounts: Vec<_> = provisional
        .split("<TaxAssessedAmount currencyID=\"GBP\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect();
    // 2 % of 2000 and 20 % of 2040; a preference, and 20 % of 500.
    assert_eq!(amounts, ["40.00", "408.00", "0.00", "100.00"]);
}

#[tokio::test]
async fn goods_arrive_by_notification_or_by_word() {
    let prelodged = import("S").replace("IMA", "IMD");
    let both = Both::start().await;
    both.lodge_at("/uk_cds/", &prelodged).await;
    let mrn = mrn(&both);
    both.lodge_at("/uk_cds/arrival-notification", &arrival(&mrn))
        .await;
    assert_eq!(both.trader.functions().join(" "), "02 01 13 13 09");
    assert_eq!(text(&both.trader.bodies()[1], "VersionID"), "2");
    both.lodge_at(
        "/uk_cds/arrival-notification",
        &arrival(&mrn).replace("-1", "-2"),
    )
    .await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(text(&last, "ValidationCode"), "CDS12014");

    let both = Both::start().await;
    both.lodge_at("/uk_cds/", &prelodged).await;
    both.authority.notify(LRN, &["arrive"]).unwrap();
    both.authority.settled().await;
    assert_eq!(both.trader.functions().join(" "), "02 01 13 13 09");
}

#[tokio::test]
async fn an_amendment_is_decided_upon() {
    for (ucr, expected) in [
        ("S#hold", "01 02 11 07 13"),
        ("S", "01 13 13 09 02 11 07 13 13"),
        ("S#hold#noamendment", "01 02 11"),
        ("S#amend", "01 51 02 11 07 13 13 09"),
        ("S#hold#silent013", "01"),
    ] {
        let both = Both::with(|settings| settings.keep_transcripts = true).await;
        both.lodge_at("/uk_cds/", &import(ucr)).await;
        let mrn = mrn(&both);
        both.lodge_at("/uk_cds/amend", &amendment(&mrn)).await;
        assert_eq!(both.trader.functions().join(" "), expected, "{ucr}");
        let bodies = both.trader.bodies();
        let decision = bodies
            .iter()
            .find(|body| text(body, "FunctionCode") == "11");
        if let Some(decision) = decision {
            let is_denied = ucr.contains("noamendment");
            let code = if is_denied { "41" } else { "39" };
            assert_eq!(text(decision, "NameCode"), code);
            assert_eq!(text(decision, "ID"), mrn);
            assert!(decision.contains("<FunctionalReferenceID>COR-1<"));
        }
        let ledger = both.authority.ledger();
        let document = ledger.declaration(LRN).unwrap().document.clone().unwrap();
        let is_changed = document.contains(">3000.00<");
        assert_eq!(is_changed, expected.contains("07"), "{ucr}");
    }
}

/// The declaration without its second item, as an amendment that has everything.
fn without_second_item(mrn: &str) -> String {
    let item = "<GovernmentAgencyGoodsItem>";
    let second = IMPORT.rfind(item).unwrap();
    let end = "</GovernmentAgencyGoodsItem>";
    let after = IMPORT.rfind(end).unwrap() + end.len();
    let one = format!("{}{}", &IMPORT[..second], &IMPORT[after..]);
    let change = "<Amendment><ChangeReasonCode>32</ChangeReasonCode><Pointer>\
         <DocumentSectionCode>42A</DocumentSectionCode><TagID>228</TagID></Pointer></Amendment>";
    one.replace("Quantity>2<", "Quantity>1<")
        .replace(
            "<AuthorisationHolder>",
            &format!("{change}<AuthorisationHolder>"),
        )
        .replace(&format!(">{LRN}<"), ">COR-2<")
        .replace("<TypeCode>IMA<", &format!("<ID>{mrn}</ID><TypeCode>COR<"))
        .replace("<FunctionCode>9<", "<FunctionCode>13<")
}

#[tokio::test]
async fn an_amendment_that_has_everything_takes_the_place_of_all() {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at("/uk_cds/", &import("S#hold")).await;
    let amendment = without_second_item(&mrn(&both));
    both.lodge_at("/uk_cds/amend", &amendment).await;
    assert_eq!(both.trader.functions().join(" "), "01 02 11 07 13");
    let ledger = both.authority.ledger();
    let document = ledger.declaration(LRN).unwrap().document.clone().unwrap();
    assert_eq!(document.matches("<GovernmentAgencyGoodsItem>").count(), 1);
    for kept in [LRN, "<FunctionCode>9<", "<TypeCode>IMA<"] {
        assert!(document.contains(kept), "{document}");
    }
}

#[tokio::test]
async fn a_cleared_declaration_is_amended_without_transcripts_too() {
    let both = Both::start().await;
    let declaration = both.lodge_at("/uk_cds/", &import("S")).await;
    assert!(declaration.contains_key("x-conversation-id"));
    both.lodge_at("/uk_cds/amend", &amendment(&mrn(&both)))
        .await;
    let expected = "01 13 13 09 02 11 07 13 13";
    assert_eq!(both.trader.functions().join(" "), expected);
}

#[tokio::test]
async fn a_request_that_was_refused_may_come_again() {
    let both = Both::start().await;
    both.lodge_at("/uk_cds/", &import("S#noinvalidation")).await;
    let request = cancellation(&mrn(&both));
    let path = "/uk_cds/cancellation-requests";
    let first = both.lodge_at(path, &request).await["x-conversation-id"].clone();
    let second = both.lodge_at(path, &request).await["x-conversation-id"].clone();
    assert_ne!(first, second);
    let expected = "01 13 13 09 02 11 02 11";
    assert_eq!(both.trader.functions().join(" "), expected);
    let conversations = both.trader.conversations();
    assert_eq!(conversations[4], first.to_str().unwrap());
    assert_eq!(conversations[6], second.to_str().unwrap());
}

#[tokio::test]
async fn a_cancellation_is_granted() {
    let both = Both::start().await;
    both.lodge_at("/uk_cds/", &import("S")).await;
    let request = cancellation(&mrn(&both));
    let path = "/uk_cds/cancellation-requests";
    let first = both.lodge_at(path, &request).await["x-conversation-id"].clone();
    let again = both.lodge_at(path, &request).await["x-conversation-id"].clone();
    assert_eq!(first, again, "a repetition");
    let expected = "01 13 13 09 02 11 10";
    assert_eq!(both.trader.functions().join(" "), expected);
    let counts = both.authority.ledger().counts;
    assert_eq!((counts.distinct, counts.duplicates), (2, 1));
}

#[tokio::test]
async fn faults_are_told_at_the_door_or_pointed_at() {
    let both = Both::start().await;
    for (body, reason) in [
        ("no XML", "outside"),
        ("<MetaData/>", "no Declaration"),
        ("<Declaration/>", "must be in urn:wco"),
    ] {
        let response = both.post_to("/uk_cds/", body).await.unwrap();
        assert_eq!(response.status(), 400);
        let answer = response.text().await.unwrap();
        assert!(
            answer.starts_with("<errorResponse><code>BAD_REQUEST<"),
            "{answer}"
        );
        assert!(answer.contains(reason), "{answer}");
    }
    for (from, to, expected) in [
        (
            "<GoodsItemQuantity>2<",
            "<GoodsItemQuantity>3<",
            "CDS11003 42A:228",
        ),
        ("350.5", "350", "CDS10020 42A:131"),
        (
            "GB123456789012</ID></Decl",
            "GB</ID></Decl",
            "CDS12005 42A 57B:R123",
        ),
        (
            "<CurrentCode>40<",
            "<CurrentCode>39<",
            "CDS12050 42A 67A 68A[1] 70A[1]:166",
        ),
        ("IMA", "IMP", "CDS12052 42A:D013"),
        (">280<", ">301<", "CDS11006 42A 67A 68A[1] 23A 65A:128"),
        (
            "<Description>Oak chairs</Description>",
            "",
            "CDS10001 42A 67A 68A[1] 23A:137",
        ),
    ] {
        let both = Both::start().await;
        both.lodge_at("/uk_cds/", &IMPORT.replacen(from, to, 1))
            .await;
        let bodies = both.trader.bodies();
        assert_eq!(bodies.len(), 1, "{expected}");
        assert_eq!(errors(&bodies[0]), expected);
    }
    let both = Both::start().await;
    both.lodge_at("/uk_cds/", IMPORT).await;
    both.lodge_at("/uk_cds/", &import("another")).await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(errors(&last), "CDS12003 42A:D026");
    both.lodge_at("/uk_cds/amend", &amendment("26GB00000000000000"))
        .await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(errors(&last), "CDS12015 42A:D014");
}

/// The errors of a rejection, as the authority writes them inside.
pub fn errors(body: &str) -> String {
    let mut found = Vec::new();
    for error in body.split("<Error>").skip(1) {
        let error = error.split("</Error>").next().unwrap();
        found.push(text(error, "ValidationCode").to_owned());
        for pointer in error.split("<Pointer>").skip(1) {
            let mut place = text(pointer, "DocumentSectionCode").to_owned();
            if pointer.contains("<SequenceNumeric>") {
                place += &format!("[{}]", text(pointer, "SequenceNumeric"));
            }
            if pointer.contains("<TagID>") {
                place += &format!(":{}", text(pointer, "TagID"));
            }
            found.push(place);
        }
    }
    found.join(" ")
}

#[tokio::test]
async fn answers_are_kept_for_those_who_fetch() {
    for is_marked in [true, false] {
        let both = Both::with(|settings| {
            if !is_marked {
                settings.callback.default.delivery = Delivery::Pull;
            }
        })
        .await;
        let ucr = if is_marked { "S#pull" } else { "S" };
        let conversation =
            both.lodge_at("/uk_cds", &import(ucr)).await["x-conversation-id"].clone();
        assert!(both.trader.bodies().is_empty());
        let (status, _, list) = both.get("/uk_cds/notifications/unpulled").await;
        assert_eq!(status, 200);
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let links = list["notifications"].as_array().unwrap();
        assert_eq!(links.len(), 4);
        let link = format!("/uk_cds{}", links[0].as_str().unwrap());
        let (status, headers, body) = both.get(&link).await;
        assert_eq!(status, 200);
        assert_eq!(headers["x-conversation-id"], conversation);
        assert_eq!(text(&body, "FunctionCode"), "01");
        assert_eq!(both.get(&link).await.0, 404, "it was fetched");
        let again = both.get(&link.replace("/unpulled/", "/pulled/")).await;
        assert_eq!((again.0, again.2), (200, body));
        let (_, _, pulled) = both.get("/uk_cds/notifications/pulled").await;
        assert_eq!(pulled.matches("/pulled/").count(), 1);
        let (_, _, list) = both.get("/uk_cds/notifications/unpulled").await;
        assert_eq!(list.matches("unpulled/").count(), 3);
    }
}

#[tokio::test]
async fn the_callback_names_the_system() {
    let both = Both::with(|settings| {
        let url = &mut settings.callback.default.url;
        *url = url.replace("/callback", "/{system}");
    })
    .await;
    both.lodge_at("/uk_cds/", IMPORT).await;
    // The trader of the tests knows one address only.
    assert_eq!(both.authority.ledger().counts.refused, 4);
}

/// All that the authority can say about a declaration.
const WORDS: [&str; 19] = [
    "DMSACC", "DMSRCV", "DMSREJ", "DMSCTL", "DMSDOC", "DMSRES", "DMSROG", "DMSCLE", "DMSINV",
    "DMSREQ", "DMSTAX", "DMSCPI", "DMSCPR", "DMSEOG", "DMSEXT", "DMSGER", "DMSALV", "DMSQRY",
    "DMSDET",
];

#[tokio::test]
async fn every_notification_is_valid() {
    let schemas = official("CAS_SCHEMAS", "xsd").map(|folder| folder.join("uk-cds/wco"));
    let Some(schemas) = schemas.filter(|folder| folder.is_dir()) else {
        return skipped("no official schemas");
    };
    if !has_xmllint() {
        return skipped("no xmllint");
    }
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at("/uk_cds/", &import("S#hold")).await;
    both.lodge_at("/uk_cds/amend", &amendment(&mrn(&both)))
        .await;
    for word in WORDS {
        both.authority.notify_as("uk_cds", LRN, &[word]).unwrap();
    }
    both.authority.settled().await;
    both.lodge_at("/uk_cds/", &IMPORT.replace(LRN, "")).await;
    both.lodge_at("/uk_cds/amend", &amendment("unknown")).await;
    assert_eq!(both.trader.bodies().len(), 5 + WORDS.len() + 2);
    validate(&both.trader, &schemas);
}

#[tokio::test]
async fn published_declarations_are_accepted() {
    let samples = official("CAS_SAMPLES", "samples").map(|folder| folder.join("uk-cds"));
    let Some(samples) = samples.filter(|folder| folder.is_dir()) else {
        return skipped("no official samples");
    };
    let mut count = 0;
    for folder in files(&samples) {
        for path in files(&folder) {
            let Ok(body) = std::fs::read_to_string(&path) else {
                continue;
            };
            let is_declaration = body.contains("<FunctionCode>9<") && body.contains(">DEC<");
            if !is_declaration || body.contains("<Response") || body.contains(":Response") {
                continue;
            }
            let both = Both::start().await;
            let response = both.post_to("/uk_cds/", &body).await.unwrap();
            let name = path.display();
            if response.status() != 202 {
                // Two are wrapped in the request of another service, and one is no XML.
                let reason = response.text().await.unwrap();
                assert!(
                    body.contains("submitDeclarationRequest") || reason.contains("not well-formed")
                );
                continue;
            }
            both.authority.settled().await;
            let functions = both.trader.functions();
            assert!(
                !functions.contains(&"03".to_owned()),
                "{name}: {:?}",
                both.trader.bodies()
            );
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

/// A part that an amendment says is removed is gone; the others stay as they were.
#[tokio::test]
async fn an_item_that_is_removed_is_gone() {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at("/uk_cds/", &import("S#hold")).await;
    let pointer = |section: &str, number: &str| {
        format!("<Pointer>{number}<DocumentSectionCode>{section}</DocumentSectionCode></Pointer>")
    };
    let number = "<SequenceNumeric>2</SequenceNumeric>";
    let pointers = [
        pointer("42A", ""),
        pointer("67A", ""),
        pointer("68A", number),
    ]
    .concat();
    let content = format!(
        "<GoodsItemQuantity>1</GoodsItemQuantity><Amendment><ChangeReasonCode>30\
         </ChangeReasonCode>{pointers}</Amendment><Amendment><ChangeReasonCode>28\
         </ChangeReasonCode><Pointer><DocumentSectionCode>42A</DocumentSectionCode>\
         <TagID>228</TagID></Pointer></Amendment>"
    );
    both.lodge_at("/uk_cds/amend", &follow_up("COR", &mrn(&both), &content))
        .await;
    assert_eq!(both.trader.functions().join(" "), "01 02 11 07 13");
    let ledger = both.authority.ledger();
    let document = ledger.declaration(LRN).unwrap().document.clone().unwrap();
    assert_eq!(document.matches("<GovernmentAgencyGoodsItem>").count(), 1);
    assert!(document.contains("<GoodsItemQuantity>1<"), "{document}");
    assert!(document.contains("<SequenceNumeric>1<"), "{document}");
}

fn validate(trader: &Trader, schemas: &Path) {
    let scratch = tempfile::tempdir().unwrap();
    for (number, body) in trader.bodies().iter().enumerate() {
        std::fs::write(scratch.path().join(format!("{number}.xml")), body).unwrap();
    }
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schemas.join("notification/_ALL_RES.xsd"))
        .args(files(scratch.path()))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}
