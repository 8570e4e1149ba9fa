//! What customs says, and what it means.

use cas_gateway::{CustomsSystem, DecodeError};
use cas_model::declaration::CustomsFacts;
use cas_model::lifecycle::Event;
use cas_systems::ncts::DOMAIN;
use cas_systems::ncts::Ncts;

use crate::common::{fixture, official};

/// A message of customs with this content.
fn message(name: &str, content: &str) -> String {
    format!(
        "<ncts:{name} xmlns:ncts=\"http://ncts.dgtaxud.ec\" PhaseID=\"NCTS6\">\
         <messageSender>NTA.DE</messageSender><messageRecipient>DE1</messageRecipient>\
         <preparationDateAndTime>2026-03-01T10:00:00</preparationDateAndTime>\
         <messageIdentification>C-1</messageIdentification><messageType>{name}</messageType>\
         <correlationIdentifier>MSG-0001</correlationIdentifier>{content}</ncts:{name}>"
    )
}

const MRN: &str = "26DE485100000001J5";

fn operation(content: &str) -> String {
    format!("<TransitOperation><MRN>{MRN}</MRN>{content}</TransitOperation>")
}

fn event(name: &str, content: &str, fixture_name: &str) -> Event {
    let inbound = DOMAIN.decode(message(name, content).as_bytes()).unwrap();
    Ncts.interpret(&inbound, &fixture(fixture_name), &CustomsFacts::default())
        .event
}

fn rejection(rejected: &str, errors: &str) -> String {
    operation(&format!(
        "<businessRejectionType>{rejected}</businessRejectionType>\
         <rejectionDateAndTime>2026-03-01T10:00:00</rejectionDateAndTime>\
         <rejectionCode>12</rejectionCode>"
    )) + errors
}

fn decision(decision: &str) -> String {
    operation("")
        + &format!(
            "<Invalidation><decision>{decision}</decision>\
         <initiatedByCustoms>0</initiatedByCustoms></Invalidation>"
        )
}

fn control(documents: &str) -> String {
    operation(
        "<controlNotificationDateAndTime>2026-03-01T10:00:00</controlNotificationDateAndTime>\
         <notificationType>0</notificationType>",
    ) + "<TypeOfControls><sequenceNumber>1</sequenceNumber><type>10</type></TypeOfControls>"
        + documents
}

const FUNCTIONAL_ERROR: &str = "<FunctionalError>\
    <errorPointer>/CC015C/Guarantee[1]/GuaranteeReference[1]/accessCode</errorPointer>\
    <errorCode>12</errorCode><errorReason>G0001</errorReason>\
    <originalAttributeValue>AC01</originalAttributeValue></FunctionalError>";

#[test]
fn every_message_becomes_its_event() {
    let lrn = "<TransitOperation><LRN>LRN0001</LRN></TransitOperation>";
    let document = "<RequestedDocument><sequenceNumber>1</sequenceNumber>\
        <documentType>N380</documentType></RequestedDocument>";
    let xml_error = "<XMLError><errorLineNumber>1</errorLineNumber>\
        <errorColumnNumber>2</errorColumnNumber><errorCode>12</errorCode>\
        <errorText>bad</errorText></XMLError>";
    let dates = "<declarationAcceptanceDate>2026-03-01</declarationAcceptanceDate>\
        <releaseDate>2026-03-02</releaseDate>";
    let amended = "<amendmentAcceptanceDateAndTime>2026-03-01T10:00:00\
        </amendmentAcceptanceDateAndTime>";
    let guarantee = "<GuaranteeReference><GRN>23DE0000010000058</GRN><InvalidGuaranteeReason>\
        <code>G03</code></InvalidGuaranteeReason></GuaranteeReference>";
    let recovery = "<RecoveryNotification><amountClaimed>12.50</amountClaimed>\
        <currency>EUR</currency></RecoveryNotification>";
    let incident = "<CustomsOfficeOfIncidentRegistration><referenceNumber>CH001251\
        </referenceNumber></CustomsOfficeOfIncidentRegistration>\
        <Consignment><Incident><code>3</code></Incident></Consignment>";
    let no_release = "<noReleaseMotivationCode>G1</noReleaseMotivationCode>\
        <noReleaseMotivationText>no</noReleaseMotivationText>";
    let discrepancies = "<discrepanciesNotificationDate>2026-03-01\
        </discrepanciesNotificationDate>";
    for (name, content, expected) in [
        ("CC928C", lrn.to_owned(), Event::Acknowledged),
        ("CC028C", operation(dates), Event::Accepted),
        ("CC029C", operation(dates), Event::Released),
        (
            "CC045C",
            operation("<writeOffDate>2026-03-05</writeOffDate>"),
            Event::Discharged,
        ),
        ("CC051C", operation(no_release), Event::ReleaseRefused),
        ("CC055C", operation("") + guarantee, Event::GuaranteeRefused),
        ("CC056C", rejection("015", ""), Event::DeclarationRejected),
        (
            "CC056C",
            rejection("013", FUNCTIONAL_ERROR),
            Event::AmendmentRejected,
        ),
        ("CC056C", rejection("014", ""), Event::InvalidationRefused),
        ("CC056C", rejection("170", ""), Event::PresentationRejected),
        ("CC060C", control(""), Event::ControlAnnounced),
        ("CC060C", control(document), Event::DocumentsRequested),
        ("CC009C", decision("1"), Event::Invalidated),
        ("CC009C", decision("0"), Event::InvalidationRefused),
        ("CC004C", operation(amended), Event::AmendmentAccepted),
        (
            "CC022C",
            operation("") + FUNCTIONAL_ERROR,
            Event::AmendmentAskedByCustoms,
        ),
        (
            "CC906C",
            format!("<Header/>{FUNCTIONAL_ERROR}"),
            Event::MessageRefused,
        ),
        ("CC917C", xml_error.to_owned(), Event::MessageRefused),
        ("CC035C", operation("") + recovery, Event::NoticeReceived),
        ("CC182C", operation("") + incident, Event::NoticeReceived),
        ("CC019C", operation(discrepancies), Event::NoticeReceived),
    ] {
        assert_eq!(
            event(name, &content, "minimal"),
            expected,
            "{name} {content}"
        );
    }
}

#[test]
fn the_acknowledgement_of_a_pre_lodged_declaration_registers_it() {
    let mut document = fixture("minimal");
    document.add_decl_type1 = Some("D".to_owned());
    let lrn = "<TransitOperation><LRN>LRN0001</LRN></TransitOperation>";
    let inbound = DOMAIN.decode(message("CC928C", lrn).as_bytes()).unwrap();
    assert_eq!(
        Ncts.interpret(&inbound, &document, &CustomsFacts::default())
            .event,
        Event::PreLodged
    );
}

#[test]
fn a_rejection_in_full() {
    let content = rejection("015", FUNCTIONAL_ERROR);
    let inbound = DOMAIN
        .decode(message("CC056C", &content).as_bytes())
        .unwrap();
    let answer = Ncts.interpret(&inbound, &fixture("minimal"), &CustomsFacts::default());
    insta::assert_debug_snapshot!((inbound, answer));
}

#[test]
fn refused_guarantees_and_rejections_without_errors_have_findings() {
    let reasons = "<GuaranteeReference><GRN>23DE0000010000058</GRN><InvalidGuaranteeReason>\
        <code>G03</code></InvalidGuaranteeReason></GuaranteeReference>";
    let content = operation("") + reasons;
    let inbound = DOMAIN
        .decode(message("CC055C", &content).as_bytes())
        .unwrap();
    let findings = Ncts
        .interpret(&inbound, &fixture("minimal"), &CustomsFacts::default())
        .findings;
    assert_eq!(
        findings[0].fields[0].as_str(),
        "obligationGuarantees[0].refNum"
    );
    assert_eq!((findings.len(), findings[0].code.as_str()), (1, "G03"));

    let inbound = DOMAIN
        .decode(message("CC056C", &rejection("015", "")).as_bytes())
        .unwrap();
    let findings = Ncts
        .interpret(&inbound, &fixture("minimal"), &CustomsFacts::default())
        .findings;
    assert_eq!((findings.len(), findings[0].code.as_str()), (1, "12"));
}

fn refused(name: &str, content: &str, expected: &str) {
    let error = DOMAIN
        .decode(message(name, content).as_bytes())
        .unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_is_unknown_or_incomplete_says_so() {
    refused("CC056C", &rejection("A15", ""), "businessRejectionType A15");
    refused(
        "CC009C",
        &decision("2"),
        "Invalidation/decision is neither 0 nor 1: 2",
    );
    refused("CC043C", "", "TransitOperation/MRN is missing");
    refused("CC023C", "", "unknown message CC023C (guarantor");
    refused("CC999C", "", "unknown message CC999C");
    refused("CC906C", "<Header/>", "no error is given");
    let foreign = message("CC028C", "").replace("ncts.dgtaxud", "ecs.dgtaxud");
    let error = DOMAIN.decode(foreign.as_bytes()).unwrap_err();
    assert!(matches!(error, DecodeError::UnknownMessage(_)), "{error}");
    let lying = message("CC028C", "").replace("<messageType>CC028C", "<messageType>CC029C");
    let error = DOMAIN.decode(lying.as_bytes()).unwrap_err();
    assert!(matches!(error, DecodeError::Incomplete { .. }), "{error}");
}

/// A message that is read without a value, and says so.
fn read_without(name: &str, content: &str, event: Event, expected: &str) {
    let inbound = DOMAIN.decode(message(name, content).as_bytes()).unwrap();
    let said = inbound.unread.join("; ");
    assert!(said.contains(expected), "{name}: {said}");
    let answer = Ncts.interpret(&inbound, &fixture("minimal"), &CustomsFacts::default());
    assert_eq!(answer.event, event, "{name}");
}

#[test]
fn one_value_that_cannot_be_read_hides_nothing_else() {
    let missing = "declarationAcceptanceDate is missing";
    read_without("CC028C", &operation(""), Event::Accepted, missing);
    let date = "<writeOffDate>2026-13-05</writeOffDate>";
    let wrong = "not a date: 2026-13-05";
    read_without("CC045C", &operation(date), Event::Discharged, wrong);
    let released = operation(
        "<declarationAcceptanceDate>2026-03-01+01:00</declarationAcceptanceDate>\
         <releaseDate>soon</releaseDate><limitDate>2026-03-09Z</limitDate>",
    );
    let wrong = "releaseDate is not a date: soon";
    read_without("CC029C", &released, Event::Released, wrong);
    let read = DOMAIN
        .decode(message("CC029C", &released).as_bytes())
        .unwrap();
    let days = [read.facts.acceptance_date, read.facts.limit_date];
    assert_eq!(
        days,
        ["2026-03-01", "2026-03-09"].map(|day| day.parse().ok())
    );
    assert_eq!(read.unread.len(), 1);
    let claimed = operation("")
        + "<RecoveryNotification><amountClaimed>much</amountClaimed></RecoveryNotification>";
    let wrong = "amountClaimed is not a number: much";
    read_without("CC035C", &claimed, Event::NoticeReceived, wrong);
    let uncoded = operation("")
        + "<GuaranteeReference><InvalidGuaranteeReason><text>used up</text>\
           </InvalidGuaranteeReason></GuaranteeReference>";
    read_without("CC055C", &uncoded, Event::GuaranteeRefused, "");
    let decided = decision("1").replace("<initiatedByCustoms>0", "<initiatedByCustoms>x");
    let wrong = "initiatedByCustoms is neither 0 nor 1: x";
    read_without("CC009C", &decided, Event::Invalidated, wrong);
}

#[test]
fn the_official_samples_are_read() {
    let Some(folder) = official("CAS_SAMPLES", "samples") else {
        return;
    };
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(folder.join("ncts-p5/responses")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let shown = match DOMAIN.decode(&std::fs::read(path).unwrap()) {
            Ok(inbound) => {
                let answer =
                    Ncts.interpret(&inbound, &fixture("minimal"), &CustomsFacts::default());
                let fields = answer.findings.iter().flat_map(|finding| &finding.fields);
                let fields: Vec<&str> = fields.map(|field| field.as_str()).collect();
                format!("{:?} {}", answer.event, fields.join(" "))
            }
            Err(error) => panic!("{name}: {error}"),
        };
        seen.push(format!("{name}: {}", shown.trim()));
    }
    seen.sort();
    let expected = [
        "CC004C: AmendmentAccepted",
        "CC009C: Invalidated",
        "CC019C: NoticeReceived",
        "CC025C: NoticeReceived",
        "CC028C: Accepted",
        "CC029C: Released",
        "CC035C: NoticeReceived",
        "CC043C: NoticeReceived",
        "CC045C: Discharged",
        "CC051C: ReleaseRefused",
        "CC055C: GuaranteeRefused",
        "CC056C: DeclarationRejected",
        "CC056C_Multiple_FunctionalError: DeclarationRejected \
         holderOfTheTransitProcedure.businessPartnerReference[0].code \
         goodsShipment.consignor.businessPartnerReference \
         holderOfTheTransitProcedure.businessPartnerReference[0].code",
        "CC057C: NoticeReceived",
        "CC060C: ControlAnnounced",
        "CC182C: NoticeReceived",
        "CC928C: Acknowledged",
    ];
    assert_eq!(seen, expected);
}
