//! What customs says of an export, and what it means.

use cas_gateway::{CustomsSystem, Inbound};
use cas_model::declaration::CustomsFacts;
use cas_model::lifecycle::Event;
use cas_systems::aes::Aes;
use cas_systems::aes::DOMAIN;
use cas_systems::xml::Element;

use crate::common::aes::{send, settings, text};
use crate::common::fixture;

/// A message of customs with this content.
fn message(name: &str, content: &str) -> String {
    format!(
        "<ecs:{name} xmlns:ecs=\"http://ecs.dgtaxud.ec\" PhaseID=\"AES1.0\">\
         <messageSender>NECA.DE</messageSender><messageRecipient>DE1</messageRecipient>\
         <preparationDateAndTime>2026-03-01T10:00:00</preparationDateAndTime>\
         <messageIdentification>C-1</messageIdentification><messageType>{name}</messageType>\
         <correlationIdentifier>MSG-0001</correlationIdentifier>{content}</ecs:{name}>"
    )
}

/// The content with its groups the other way round.
fn turned(content: &str) -> String {
    let content = format!("<a>{content}</a>");
    let root = Element::read(content.as_bytes()).unwrap();
    let written = |element: &Element| write(element);
    root.children.iter().rev().map(written).collect()
}

fn write(element: &Element) -> String {
    let inside: String = element.children.iter().map(write).collect();
    format!("<{0}>{1}{inside}</{0}>", element.name, element.text)
}

const MRN: &str = "26DE485100000001A5";

fn operation(content: &str) -> String {
    format!("<ExportOperation><MRN>{MRN}</MRN>{content}</ExportOperation>")
}

fn read(name: &str, content: &str) -> Inbound {
    DOMAIN
        .decode(message(name, content).as_bytes())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn rejection(rejected: &str, errors: &str) -> String {
    operation(&format!(
        "<businessRejectionType>{rejected}</businessRejectionType>\
         <rejectionDateAndTime>2026-03-01T10:00:00</rejectionDateAndTime>\
         <rejectionCode>12</rejectionCode>"
    )) + errors
}

const OFFICE: &str = "<CustomsOfficeOfExport><referenceNumber>DE004851</referenceNumber>\
    </CustomsOfficeOfExport>";
const EXIT: &str = "<CustomsOfficeOfExitActual><referenceNumber>DE003302</referenceNumber>\
    </CustomsOfficeOfExitActual>";
const FUNCTIONAL_ERROR: &str = "<FunctionalError>\
    <errorPointer>/CC515C/GoodsShipment/GoodsItem[2]/Procedure/requestedProcedure</errorPointer>\
    <errorCode>12</errorCode><errorReason>G0001</errorReason>\
    <originalAttributeValue>99</originalAttributeValue></FunctionalError>";
const DATES: &str = "<declarationAcceptanceDate>2026-03-01</declarationAcceptanceDate>\
    <releaseDate>2026-03-02</releaseDate>";
const CONTROL: &str = "<controlNotificationDateAndTime>2026-03-01T10:00:00\
    </controlNotificationDateAndTime><notificationType>0</notificationType>";
const DOCUMENT: &str = "<RequestedDocument><sequenceNumber>1</sequenceNumber>\
    <documentType>N380</documentType></RequestedDocument>";
const INVALIDATED: &str = "<invalidationDecisionDateAndTime>2026-03-01T10:00:00\
    </invalidationDecisionDateAndTime>\
    <invalidationInitiatedByCustoms>1</invalidationInitiatedByCustoms>";
const ENQUIRY: &str = "<limitForResponseDate>2026-07-01</limitForResponseDate>\
    <requestOnNonExitedExportDate>2026-06-01</requestOnNonExitedExportDate>";

fn result(what: &str) -> String {
    operation(DATES)
        + EXIT
        + &format!("<ExitControlResult><code>A2</code>{what}</ExitControlResult>")
}

#[test]
fn every_message_becomes_its_event_in_any_order() {
    let amended = "<amendmentAcceptanceDateAndTime>2026-03-01T10:00:00\
        </amendmentAcceptanceDateAndTime>";
    let left = "<releaseDate>2026-03-04</releaseDate><storingFlag>0</storingFlag>";
    for (name, content, expected) in [
        (
            "CC928C",
            "<ExportOperation><LRN>LRN0001</LRN></ExportOperation>".to_owned(),
            Event::Acknowledged,
        ),
        ("CC528C", operation(DATES) + OFFICE, Event::Accepted),
        ("CC529C", operation(DATES) + OFFICE, Event::Released),
        ("CC551C", operation("") + OFFICE, Event::ReleaseRefused),
        (
            "CC556C",
            rejection("515", FUNCTIONAL_ERROR),
            Event::DeclarationRejected,
        ),
        ("CC556C", rejection("513", ""), Event::AmendmentRejected),
        ("CC556C", rejection("514", ""), Event::InvalidationRefused),
        ("CC556C", rejection("511", ""), Event::PresentationRejected),
        ("CC556C", rejection("583", ""), Event::MessageRefused),
        ("CC557C", rejection("507", EXIT), Event::MessageRefused),
        (
            "CC560C",
            operation(CONTROL) + OFFICE,
            Event::ControlAnnounced,
        ),
        (
            "CC560C",
            operation(CONTROL) + DOCUMENT,
            Event::DocumentsRequested,
        ),
        ("CC561C", operation("") + EXIT, Event::NoticeReceived),
        (
            "CC504C",
            operation(amended) + OFFICE,
            Event::AmendmentAccepted,
        ),
        (
            "CC509C",
            operation(INVALIDATED) + OFFICE,
            Event::Invalidated,
        ),
        ("CC525C", operation(left) + EXIT, Event::NoticeReceived),
        ("CC582C", operation(ENQUIRY) + OFFICE, Event::ExitAsked),
        (
            "CC599C",
            result("<exitDate>2026-03-05</exitDate>"),
            Event::ExitConfirmed,
        ),
        (
            "CC599C",
            result("<exitStoppedDate>2026-03-05</exitStoppedDate>"),
            Event::NoticeReceived,
        ),
        ("CC906C", FUNCTIONAL_ERROR.to_owned(), Event::MessageRefused),
    ] {
        let document = fixture("aes_export");
        let straight = Aes.interpret(&read(name, &content), &document, &CustomsFacts::default());
        let turned = Aes.interpret(
            &read(name, &turned(&content)),
            &document,
            &CustomsFacts::default(),
        );
        assert_eq!(straight.event, expected, "{name} {content}");
        assert_eq!(straight, turned, "{name}");
    }
}

#[test]
fn facts_are_kept() {
    let facts = read("CC529C", &(operation(DATES) + OFFICE)).facts;
    assert_eq!(facts.mrn.as_deref(), Some(MRN));
    assert_eq!(facts.release_date, Some("2026-03-02".parse().unwrap()));
    let facts = read("CC582C", &operation(ENQUIRY)).facts;
    assert_eq!(facts.due_date, Some("2026-07-01".parse().unwrap()));
    let facts = read("CC599C", &result("<exitDate>2026-03-05</exitDate>")).facts;
    assert_eq!(facts.exit_date, Some("2026-03-05".parse().unwrap()));
    let stopped = read(
        "CC599C",
        &result("<exitStoppedDate>2026-03-05</exitStoppedDate>"),
    );
    let said = "The exit was stopped on 2026-03-05, with control result A2";
    assert_eq!(stopped.facts.notices[0].text, said);
    let refused = operation("<otherThingsToReport>Seals broken</otherThingsToReport>");
    let facts = read("CC551C", &refused).facts;
    assert_eq!(facts.no_release_reason.as_deref(), Some("Seals broken"));
}

#[test]
fn the_acknowledgement_of_a_pre_lodged_declaration_registers_it() {
    let content = "<ExportOperation><LRN>LRN0001</LRN></ExportOperation>";
    let inbound = read("CC928C", content);
    let answer = Aes.interpret(&inbound, &fixture("aes_minimal"), &CustomsFacts::default());
    assert_eq!(answer.event, Event::PreLodged);
}

#[test]
fn errors_are_findings_at_our_fields() {
    let inbound = read("CC556C", &rejection("515", FUNCTIONAL_ERROR));
    let findings = Aes
        .interpret(&inbound, &fixture("aes_export"), &CustomsFacts::default())
        .findings;
    let field = "goodsShipment.governmentAgencyGoodsItems[1].governmentProcedure.proc";
    assert_eq!((findings.len(), findings[0].fields[0].as_str()), (1, field));
    assert_eq!(findings[0].code, "12");
}

/// A message that is read without a value, and says so.
fn read_without(name: &str, content: &str, event: Event, expected: &str) {
    let inbound = read(name, content);
    let said = inbound.unread.join("; ");
    assert!(said.contains(expected), "{name}: {said}");
    let answer = Aes.interpret(&inbound, &fixture("aes_export"), &CustomsFacts::default());
    assert_eq!(answer.event, event, "{name}");
}

#[test]
fn one_value_that_cannot_be_read_hides_nothing_else() {
    let missing = "declarationAcceptanceDate is missing";
    read_without("CC528C", &operation(""), Event::Accepted, missing);
    let missing = "limitForResponseDate is missing";
    read_without("CC582C", &operation(""), Event::ExitAsked, missing);
    let left = result("<exitDate>yesterday</exitDate>");
    let wrong = "exitDate is not a date: yesterday";
    read_without("CC599C", &left, Event::ExitConfirmed, wrong);
    let left = read("CC599C", &result("<exitDate>2026-03-05+01:00</exitDate>"));
    assert_eq!(left.facts.exit_date, Some("2026-03-05".parse().unwrap()));
    assert_eq!(left.unread, [""; 0]);
    let released = operation("<releaseDate>2026-03-02T10:00:00Z</releaseDate>");
    let missing = "declarationAcceptanceDate is missing";
    read_without("CC529C", &released, Event::Released, missing);
}

fn refused(name: &str, content: &str, expected: &str) {
    let error = DOMAIN
        .decode(message(name, content).as_bytes())
        .unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_is_unknown_or_incomplete_says_so() {
    refused("CC556C", &rejection("590", ""), "businessRejectionType 590");
    refused(
        "CC599C",
        &result(""),
        "neither exitDate nor exitStoppedDate",
    );
    refused("CC548C", "", "unknown message CC548C (exit: manifest)");
    refused("CC515C", "", "unknown message CC515C");
    let foreign = message("CC528C", "").replace("ecs.dgtaxud", "ncts.dgtaxud");
    let error = DOMAIN.decode(foreign.as_bytes()).unwrap_err();
    assert!(
        error.to_string().contains("of http://ncts.dgtaxud.ec"),
        "{error}"
    );
}

/// Our declaration as customs repeats it with the release.
fn release(change: (&str, &str)) -> String {
    let document = fixture("aes_export");
    let none = cas_model::declaration::CustomsFacts::default();
    let declared = text(send(&document, cas_gateway::Intent::Declare, &none));
    let dates = format!("</LRN><MRN>{MRN}</MRN>{DATES}");
    declared
        .replace("CC515C", "CC529C")
        .replace("</LRN>", &dates)
        .replace(change.0, change.1)
}

#[test]
fn a_release_is_compared_with_what_we_have() {
    let compare = |change| {
        let message = release(change);
        let document = fixture("aes_export");
        let found = Aes.differences(&document, "LRN0001", &settings(), message.as_bytes());
        found.unwrap().unwrap()
    };
    assert_eq!(compare(("<netMass>9.25<", "<netMass>9.250<")), []);
    let found = compare(("<text>to the door<", "<text>to the gate<"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].path.as_ref().unwrap().as_str(),
        "goodsShipment.tradeTerms.text"
    );
    assert_eq!(found[0].theirs.as_deref(), Some("to the gate"));
}
