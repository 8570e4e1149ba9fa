//! The movements of exported goods, both ways: what CDS is sent of them, and what it tells.

use cas_gateway::{
    Answer, CustomsSystem as _, DecodeError, EncodeError, Inbound, Intent, MessageKind, Outbound,
};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::{Action, Event};
use cas_model::{ActionContent, FieldPath};
use cas_schemas::SchemaSet;
use cas_systems::uk_cds::UkCds;
use serde_json::{Value, json};

use crate::common::uk_cds::{send, send_knowing, text};
use crate::common::{fixture, official};

fn tell(action: Action, said: Value) -> Intent {
    Intent::Tell(ActionContent::read(action, said).unwrap().unwrap())
}

fn export() -> SingleAdministrativeDocument {
    fixture("uk_cds_export")
}

/// The export, which is not consolidated with others.
fn unconsolidated() -> SingleAdministrativeDocument {
    let mut document = export();
    let shipment = document.goods_shipment.as_mut().unwrap();
    shipment.previous_documents.truncate(1);
    document
}

#[test]
fn the_arrival_of_an_export_names_its_consignment() {
    let sent = send(&unconsolidated(), Intent::PresentGoods).unwrap();
    assert_eq!(
        (sent.message_type, sent.path, sent.content_type),
        (
            "EAL",
            Some("/../inventory-linking/exports/"),
            "application/xml; charset=UTF-8"
        )
    );
    let accept = (
        "accept".to_owned(),
        "application/vnd.hmrc.2.0+xml".to_owned(),
    );
    assert!(sent.headers.contains(&accept), "{:?}", sent.headers);
    insta::assert_snapshot!(String::from_utf8(sent.body).unwrap());
}

#[test]
fn a_consolidated_consignment_arrives_as_its_master() {
    let sent = text(send(&export(), Intent::PresentGoods));
    assert!(
        sent.contains("<ucr>GB/AIGI-SULE72WT1Q4CE5O20WJ7LTCAL</ucr>"),
        "{sent}"
    );
    assert!(sent.contains("<ucrType>M</ucrType>"), "{sent}");
    assert!(!sent.contains("5GB348579783333-AVCVSC"), "{sent}");
}

#[test]
fn an_import_is_presented_as_before() {
    let sent = send(&fixture("uk_cds_import"), Intent::PresentGoods).unwrap();
    assert_eq!(sent.message_type, "GPR");
}

#[test]
fn the_departure_of_an_export() {
    let said = json!({"departedAt": "2026-03-02T11:30:00+01:00", "place": "GBAUDVRDOVDVR"});
    let sent = send(&unconsolidated(), tell(Action::GoodsDeparted, said)).unwrap();
    assert_eq!(sent.message_type, "EDL");
    insta::assert_snapshot!(String::from_utf8(sent.body).unwrap());
}

#[test]
fn what_is_not_said_of_a_movement_is_that_of_the_declaration() {
    let arrived = text(send(&export(), tell(Action::ArrivalAtExit, json!({}))));
    assert!(
        arrived.contains("<goodsLocation>GBBYCW1117770GB<"),
        "{arrived}"
    );
    let departed = text(send(&export(), tell(Action::GoodsDeparted, json!({}))));
    assert!(
        departed.contains("<goodsDepartureDateTime>2026-03-01T09:30:15Z<"),
        "{departed}"
    );
    let elsewhere = json!({"place": "GBAUDVRDOVDVR"});
    let arrived = text(send(&export(), tell(Action::ArrivalAtExit, elsewhere)));
    assert!(
        arrived.contains("<goodsLocation>GBAUDVRDOVDVR<"),
        "{arrived}"
    );
}

/// The field that a movement is refused for.
fn refused(sent: Result<Outbound, EncodeError>, expected: &str) -> String {
    match sent {
        Err(EncodeError::Document { path, problem }) => {
            assert_eq!(path.as_str(), expected, "{problem}");
            problem
        }
        other => panic!("{expected}: {other:?}"),
    }
}

#[test]
fn what_customs_could_not_move_is_refused() {
    let previous = "goodsShipment.previousDocuments";
    let without = |path: &str| {
        let mut document = export();
        FieldPath::from(path).clear(&mut document);
        send(&document, Intent::PresentGoods)
    };
    let problem = refused(without(previous), previous);
    assert!(problem.contains("names no consignment"), "{problem}");
    let place = "goodsShipment.consignment.goodsLocation";
    refused(without(place), place);
    let place = json!({"place": "GBAUDVRDOVDVRDOVDVR"});
    let problem = refused(
        send(&export(), tell(Action::GoodsDeparted, place)),
        "goodsShipment.consignment.goodsLocation",
    );
    assert!(problem.contains("17"), "{problem}");
    for field in ["stored", "discrepancies"] {
        let said = json!({field: true});
        refused(send(&export(), tell(Action::ArrivalAtExit, said)), field);
    }
    let said = json!({"exitOffice": "GB000060"});
    refused(
        send(&export(), tell(Action::ArrivalAtExit, said)),
        "exitOffice",
    );
    let evidence = tell(Action::ExitEvidence, json!({"informationCode": "2"}));
    let sent = send(&export(), evidence);
    assert!(matches!(sent, Err(EncodeError::Unsupported)), "{sent:?}");
}

/// A declaration that customs did not answer yet may be presented: goods move by their UCR.
#[test]
fn an_export_arrives_without_an_mrn() {
    let sent = send_knowing(&export(), Intent::PresentGoods, &CustomsFacts::default());
    assert_eq!(sent.unwrap().message_type, "EAL");
}

#[test]
fn every_movement_validates() {
    let Some(folder) = official("CAS_SCHEMAS", "xsd") else {
        return;
    };
    let schemas = SchemaSet::open(&folder).unwrap();
    let place = json!({"place": "GBAUDVRDOVDVR"});
    let part = |mut document: SingleAdministrativeDocument| {
        let shipment = document.goods_shipment.as_mut().unwrap();
        let mut part = shipment.previous_documents[0].clone();
        part.r#type = Some("DCS".to_owned());
        part.ref_num = Some("001A".to_owned());
        shipment.previous_documents.push(part);
        document
    };
    let bare = |mut document: SingleAdministrativeDocument| {
        let shipment = document.goods_shipment.as_mut().unwrap();
        shipment
            .consignment
            .as_mut()
            .unwrap()
            .border_transport_means = None;
        document
    };
    for document in [
        export(),
        unconsolidated(),
        part(unconsolidated()),
        bare(unconsolidated()),
    ] {
        for intent in [
            Intent::PresentGoods,
            tell(Action::ArrivalAtExit, place.clone()),
            tell(Action::GoodsDeparted, json!({})),
        ] {
            let sent = text(send(&document, intent));
            let violations = schemas.validate(sent.as_bytes()).unwrap();
            assert_eq!(violations, [], "{sent}");
            let wrong = sent.replace("ucrType", "type");
            assert_ne!(schemas.validate(wrong.as_bytes()).unwrap(), [], "{wrong}");
        }
    }
}

#[test]
fn a_movement_is_read_as_what_would_write_it() {
    for intent in [
        Intent::PresentGoods,
        tell(
            Action::GoodsDeparted,
            json!({"departedAt": "2026-03-02T11:30:00Z"}),
        ),
    ] {
        for document in [export(), unconsolidated()] {
            let sent = text(send(&document, intent.clone()));
            assert_eq!(
                UkCds.recognise(sent.as_bytes()),
                Some(MessageKind::Declaration)
            );
            let read = UkCds.read_declaration(sent.as_bytes()).unwrap();
            assert_eq!(read.unread, []);
            assert_eq!(read.intent, intent);
            assert_eq!(read.identifier.as_deref(), Some("MSG-0001"));
            let again = text(send(&read.document, read.intent));
            assert_eq!(again, sent);
        }
    }
}

#[test]
fn other_messages_of_inventories_are_known_and_not_read() {
    let request = |root: &str, code: &str| {
        format!("<i:{root} xmlns:i=\"x\"><i:messageCode>{code}</i:messageCode></i:{root}>")
    };
    for (root, code, expected) in [
        (
            "inventoryLinkingMovementRequest",
            "EAL",
            MessageKind::Declaration,
        ),
        ("inventoryLinkingMovementRequest", "RET", MessageKind::Other),
        (
            "inventoryLinkingConsolidationRequest",
            "CST",
            MessageKind::Other,
        ),
        (
            "inventoryLinkingControlResponse",
            "EAL",
            MessageKind::Answer,
        ),
        (
            "inventoryLinkingMovementTotalsResponse",
            "ERS",
            MessageKind::Answer,
        ),
        ("inventoryLinkingQueryResponse", "", MessageKind::Other),
    ] {
        let xml = request(root, code);
        assert_eq!(UkCds.recognise(xml.as_bytes()), Some(expected), "{xml}");
    }
    let place = "<inventoryLinkingMovementRequest><messageCode>EAL</messageCode>\
        <goodsLocation>DOVER</goodsLocation></inventoryLinkingMovementRequest>";
    let read = UkCds.read_declaration(place.as_bytes()).unwrap();
    let unread: Vec<&str> = read.unread.iter().map(|leaf| leaf.path.as_str()).collect();
    assert_eq!(unread, ["goodsLocation"]);
}

/// The identifier of a message of ours, and the reference that it has in the inventories.
const IDENTIFIER: &str = "01890a5d000070008000000000000001";
const REFERENCE: &str = "039SRKDTM42KTOR86JMVU78CH";

fn message(root: &str, content: &str) -> String {
    format!("<{root} xmlns=\"http://gov.uk/customs/inventoryLinking/v1\">{content}</{root}>")
}

fn control(content: &str) -> String {
    message("inventoryLinkingControlResponse", content)
}

fn read(xml: &str) -> Vec<Inbound> {
    if let Some(folder) = official("CAS_SCHEMAS", "xsd") {
        let schemas = SchemaSet::open(&folder).unwrap();
        assert_eq!(schemas.validate(xml.as_bytes()).unwrap(), [], "{xml}");
    }
    let decoded = UkCds.decode(xml.as_bytes()).unwrap();
    assert_eq!(decoded.unread, []);
    decoded.said
}

fn means(inbound: &Inbound, known: &CustomsFacts) -> Answer {
    UkCds.interpret(inbound, &export(), known)
}

fn accepted() -> CustomsFacts {
    CustomsFacts {
        acceptance_date: Some("2026-03-01".parse().unwrap()),
        ..CustomsFacts::default()
    }
}

const OWN: &str = "5GB348579783333-AVCVSC";
const UCR: &str = "<ucr><ucr>5GB348579783333-AVCVSC</ucr><ucrType>D</ucrType></ucr>";

#[test]
fn a_rejected_arrival_rejects_the_presentation_in_words() {
    let rejected = control(&format!(
        "<messageCode>EAL</messageCode><actionCode>3</actionCode>{UCR}\
         <movementReference>{REFERENCE}</movementReference>\
         <error><errorCode>16</errorCode></error>\
         <error><errorCode>6 E408 Unique Consignment reference does not exist</errorCode></error>\
         <error><errorCode>28</errorCode></error>"
    ));
    let [inbound] = &read(&rejected)[..] else {
        panic!("one answer");
    };
    assert_eq!(
        inbound.correlation.correlation_identifier.as_deref(),
        Some(IDENTIFIER)
    );
    let answer = means(inbound, &CustomsFacts::default());
    assert_eq!(answer.event, Event::PresentationRejected);
    assert!(answer.ends.errors);
    let found: Vec<String> = answer
        .findings
        .iter()
        .map(|one| {
            let field = one.fields.first().map_or("-", FieldPath::as_str);
            format!(
                "{} {} ({}) at {field}",
                one.code, one.message, one.description
            )
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"));
    // What was presented already is released: an arrival is one at the exit then.
    assert_eq!(means(inbound, &accepted()).event, Event::MessageRefused);
}

#[test]
fn a_rejected_departure_leaves_the_declaration_as_it_is() {
    let rejected = control("<messageCode>EDL</messageCode><actionCode>3</actionCode>");
    let inbound = &read(&rejected)[0];
    let answer = means(inbound, &accepted());
    assert_eq!(answer.event, Event::MessageRefused);
    assert_eq!(answer.findings.len(), 1);
    assert_eq!(answer.findings[0].code, "3");
}

#[test]
fn an_acknowledgement_moves_nothing() {
    let taken = control(&format!(
        "<messageCode>EDL</messageCode><actionCode>1</actionCode>{UCR}\
         <movementReference>{REFERENCE}</movementReference>"
    ));
    let inbound = &read(&taken)[0];
    let answer = means(inbound, &accepted());
    assert_eq!(answer.event, Event::NoticeReceived);
    assert!(!answer.ends.errors && answer.findings.is_empty());
    assert_eq!(
        answer.facts.notices[0].text,
        "EDL: 1 (acknowledged and processed)"
    );
    let inventory = answer.facts.inventory.unwrap();
    assert_eq!(inventory.ucr.as_deref(), Some("5GB348579783333-AVCVSC"));
    assert!(inbound.content.is_some());
}

#[test]
fn a_movement_tells_how_the_goods_stand() {
    let told = |crc: &str| {
        message(
            "inventoryLinkingMovementResponse",
            &format!(
                "<messageCode>EAL</messageCode><crc>{crc}</crc>\
                 <goodsArrivalDateTime>2026-03-01T09:30:15Z</goodsArrivalDateTime>\
                 <goodsLocation>GBAUDVRDOVDVR</goodsLocation>\
                 <movementReference>{REFERENCE}</movementReference>\
                 <ucrBlock><ucr>5GB348579783333-AVCVSC</ucr><ucrType>D</ucrType></ucrBlock>\
                 <entryStatus><ics>6</ics><roe>2</roe><soe>10</soe></entryStatus>"
            ),
        )
    };
    let inbound = &read(&told("000"))[0];
    let answer = means(inbound, &CustomsFacts::default());
    assert_eq!(answer.event, Event::NoticeReceived);
    insta::assert_json_snapshot!(answer.facts);
    let not_arrived = &read(&told("101"))[0];
    let answer = means(not_arrived, &CustomsFacts::default());
    assert_eq!(answer.event, Event::PresentationRejected);
    assert_eq!(
        answer.findings[0].message,
        "The pre-lodged declaration has not arrived"
    );
    let unknown = &read(&told("999"))[0];
    let answer = means(unknown, &CustomsFacts::default());
    assert_eq!(answer.findings[0].message, "Customs reports error 999");
}

#[test]
fn totals_tell_each_declaration_of_a_consolidation_how_it_stands() {
    let entry = |ucr: &str, soe: &str| {
        format!(
            "<entry><ucrBlock><ucr>{ucr}</ucr><ucrType>D</ucrType></ucrBlock>\
             <entryStatus><roe>6</roe><soe>{soe}</soe></entryStatus></entry>"
        )
    };
    let totals = message(
        "inventoryLinkingMovementTotalsResponse",
        &format!(
            "<messageCode>EMR</messageCode><crc>000</crc><goodsLocation>GBAUDVRDOVDVR</goodsLocation>\
             <masterUCR>A:85659360832</masterUCR><declarationCount>2</declarationCount>\
             <masterROE>6</masterROE><masterSOE>3</masterSOE>{}{}",
            entry("5GB348579783333-AVCVSC", "3"),
            entry("5GB348579783333-OTHER1", "14"),
        ),
    );
    let said = read(&totals);
    let told: Vec<_> = said
        .iter()
        .map(|inbound| means(inbound, &accepted()).facts)
        .collect();
    insta::assert_json_snapshot!(told);
    // What is told of another declaration is no status of this one.
    assert_eq!(
        told[0].inventory.as_ref().unwrap().ucr.as_deref(),
        Some(OWN)
    );
    assert_eq!(told[1].inventory.as_ref().unwrap().ucr, None);
    let bare = "<messageCode>ERS</messageCode><goodsLocation>GBAUDVRDOVDVR</goodsLocation>";
    let said = read(&message("inventoryLinkingMovementTotalsResponse", bare));
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].facts.notices[0].text, "ERS");
}

#[test]
fn one_entry_that_cannot_be_read_makes_the_others_no_worse() {
    let totals = message(
        "inventoryLinkingMovementTotalsResponse",
        "<messageCode>ERS</messageCode><goodsLocation>GBAUDVRDOVDVR</goodsLocation>\
         <entry><entryStatus><soe>3</soe></entryStatus></entry>\
         <entry><ucrBlock><ucr>5GB348579783333-AVCVSC</ucr></ucrBlock></entry>",
    );
    let decoded = UkCds.decode(totals.as_bytes()).unwrap();
    assert_eq!((decoded.said.len(), decoded.unread.len()), (1, 1));
    let decoded = UkCds.decode(control("<actionCode>1</actionCode>").as_bytes());
    let Err(DecodeError::Incomplete { problem, .. }) = decoded else {
        panic!("{decoded:?}");
    };
    assert_eq!(problem, "messageCode is missing");
}
