//! What Denmark's customs says, and what it means.

mod common;

use cas_gateway::{Answer, CustomsSystem as _, DecodeError, Inbound};
use cas_model::declaration::DutyState;
use cas_model::lifecycle::{Event, Family, Status, replay};
use cas_systems::dk_dms::DkDms;
use cas_systems::dk_dms::decode::{self, KINDS};
use proptest::prelude::*;

use common::dk_dms::document;

const LRN: &str = "LRN0001";
const MRN: &str = "26DK3100A1B2C3D4R5";
const SID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

/// The only notification of a message.
fn decode(bytes: &[u8]) -> Result<Inbound, DecodeError> {
    let mut read = decode::decode(bytes)?;
    assert_eq!(read.len(), 1);
    Ok(read.remove(0))
}

fn time(name: &str, text: &str) -> String {
    format!("<{name}><DateTimeString formatCode=\"304\">{text}</DateTimeString></{name}>")
}

/// A notification of this type: what it says of the declaration, and beside it.
fn notification(event_type: &str, declaration: &str, content: &str) -> String {
    let effective = time("EffectiveDateTime", "20260302080000+01");
    let issued = time("IssueDateTime", "20260302090000+01");
    format!(
        "<Notification><NotificationEventType>{event_type}</NotificationEventType>\
         <NotificationSID>{SID}</NotificationSID><Declaration>{effective}<MRN>{MRN}</MRN>\
         <LRN>{LRN}</LRN>{declaration}</Declaration>{content}{issued}</Notification>"
    )
}

fn answer(inbound: &Inbound, declared_as: &str, additional: &str) -> Answer {
    let mut document = document(declared_as);
    document.add_decl_type1 = Some(additional.to_owned());
    DkDms.interpret(inbound, &document)
}

fn error(pointer: &str) -> String {
    format!(
        "<Error><Pointer><DocumentSectionCode>{pointer}</DocumentSectionCode></Pointer>\
         <ValidationCode>DMS1234</ValidationCode><ValidationInformation>more\
         </ValidationInformation><ValidationRule>R0001</ValidationRule>\
         <ValidationText>in words</ValidationText></Error>"
    )
}

fn position(kind: &str) -> String {
    format!("<CustomsPosition><Type>{kind}</Type><Reason>because</Reason></CustomsPosition>")
}

fn change(reason: &str) -> String {
    format!(
        "<amendment><value>5</value><amendmentReasonType>{reason}</amendmentReasonType>\
         <pointer>/Declaration/UCR</pointer></amendment>"
    )
}

/// A kind: its type, what it says of the declaration and beside it, what it is about, and where it
/// leads from a submitted declaration.
type Case<'a> = (&'a str, String, String, (&'a str, &'a str), Event, Status);

fn cases() -> Vec<Case<'static>> {
    let none = String::new;
    let import = ("H1", "A");
    let export = ("B1", "A");
    let cancelled = time("CancellationDateTime", "20260302");
    let notice = |kind: &'static str| {
        (
            kind,
            none(),
            none(),
            import,
            Event::NoticeReceived,
            Status::Submitted,
        )
    };
    let mut cases = vec![
        (
            "CWMACC",
            none(),
            none(),
            import,
            Event::Accepted,
            Status::Accepted,
        ),
        (
            "CWMRCV",
            none(),
            none(),
            import,
            Event::Acknowledged,
            Status::Acknowledged,
        ),
        (
            "CWMRCV",
            none(),
            none(),
            ("H7", "D"),
            Event::PreLodged,
            Status::GoodsNotArrived,
        ),
        (
            "CWMRCV",
            change("CORRECTED_BY_DECLARANT"),
            none(),
            ("H1", "D"),
            Event::AmendmentAccepted,
            Status::Submitted,
        ),
        (
            "CWMREJ",
            none(),
            error("42A"),
            import,
            Event::DeclarationRejected,
            Status::CustomsError,
        ),
        (
            "CWMREJ",
            cancelled,
            none(),
            import,
            Event::Invalidated,
            Status::Invalidated,
        ),
        (
            "CWMREJ",
            none(),
            none(),
            import,
            Event::Invalidated,
            Status::Invalidated,
        ),
        (
            "CWMREJ",
            none(),
            none(),
            export,
            Event::ReleaseRefused,
            Status::NotReleased,
        ),
        (
            "CWMCTL",
            none(),
            none(),
            import,
            Event::ControlAnnounced,
            Status::UnderControl,
        ),
        (
            "CWMDOC",
            none(),
            none(),
            import,
            Event::DocumentsRequested,
            Status::DocumentControl,
        ),
        (
            "CWMRES",
            change("CORRECTED_BY_DECLARANT"),
            none(),
            import,
            Event::AmendmentAccepted,
            Status::Submitted,
        ),
        (
            "CWMRES",
            change("FINAL_DUTY_UPDATE"),
            none(),
            import,
            Event::NoticeReceived,
            Status::Submitted,
        ),
        (
            "CWMROG",
            none(),
            none(),
            import,
            Event::Released,
            Status::Released,
        ),
        (
            "CWMCLE",
            none(),
            none(),
            import,
            Event::Released,
            Status::Released,
        ),
        (
            "CWMTAX",
            none(),
            none(),
            import,
            Event::DutiesCalculated,
            Status::Submitted,
        ),
        (
            "CWMCPI",
            none(),
            none(),
            import,
            Event::CreditInsufficient,
            Status::CreditPending,
        ),
        (
            "CWMCPR",
            none(),
            none(),
            import,
            Event::CreditInsufficient,
            Status::CreditPending,
        ),
        (
            "CWMINV",
            none(),
            none(),
            import,
            Event::Invalidated,
            Status::Invalidated,
        ),
        (
            "CWMREQ",
            none(),
            position("GRANTED"),
            import,
            Event::RequestGranted,
            Status::Submitted,
        ),
        (
            "CWMREQ",
            none(),
            position("DENIED"),
            import,
            Event::RequestDenied,
            Status::Submitted,
        ),
        (
            "CWMEOG",
            none(),
            none(),
            export,
            Event::ExitConfirmed,
            Status::ExitConfirmed,
        ),
        (
            "CWMGER",
            none(),
            none(),
            export,
            Event::ExitAsked,
            Status::ExitConfirmationNotYetReceived,
        ),
    ];
    cases.extend(
        [
            "CWMINC", "CWMMAC", "CWMEXT", "CWMQTA", "CWMTIM", "CWMBOD", "CWMING", "CWMCAS",
            "CWMWTR", "CWMSPM", "CWMTSE", "CWMPGR", "DMSGRE", "DMSGRR",
        ]
        .map(notice),
    );
    cases
}

/// How a notification may be written: with or without namespaces, alone or in a list.
fn spellings(message: &str) -> [String; 4] {
    let prefixed = message.replace("</", "\u{1}").replace('<', "<n:");
    let prefixed = prefixed.replace('\u{1}', "</n:");
    [
        message.replacen('>', " xmlns=\"urn:example\">", 1),
        prefixed.replacen('>', " xmlns:n=\"urn:example\">", 1),
        format!(
            "<NotificationResult><Notifications>{message}</Notifications></NotificationResult>"
        ),
        format!("<NotificationResult>{message}</NotificationResult>"),
    ]
}

#[test]
fn every_kind_becomes_its_event_and_status() {
    let cases = cases();
    for (kind, declaration, content, (declared_as, additional), event, status) in &cases {
        let plain = notification(kind, declaration, content);
        let expected = decode(plain.as_bytes()).unwrap();
        for message in spellings(&plain) {
            assert_eq!(
                decode(message.as_bytes()).as_ref(),
                Ok(&expected),
                "{message}"
            );
        }
        for prefix in ["CWM", "DMS", ""] {
            let other = plain.replace(kind, &format!("{prefix}{}", &kind[3..]));
            assert_eq!(decode(other.as_bytes()).as_ref(), Ok(&expected), "{other}");
        }
        assert_eq!(expected.message_type, *kind);
        assert_eq!(expected.correlation.lrn.as_deref(), Some(LRN));
        assert_eq!(expected.correlation.mrn.as_deref(), Some(MRN));
        assert_eq!(expected.identifier.as_deref(), Some(SID));
        let answer = answer(&expected, declared_as, additional);
        let submitted = [Event::ValidationPassed, Event::SubmissionRequested];
        let history = submitted.into_iter().chain([answer.event]);
        let standing = replay(Family::Customs, history);
        assert_eq!(
            (answer.event, standing.status),
            (*event, *status),
            "{plain}"
        );
    }
    for kind in KINDS {
        let tried = cases.iter().any(|(name, ..)| *name == kind.name);
        assert!(tried, "{} has no case", kind.name);
    }
}

#[test]
fn a_rejection_in_full() {
    let errors = [
        error("/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]/Commodity/Description"),
        "<Error><ValidationText>no more is said</ValidationText></Error>".to_owned(),
    ];
    let message = notification("CWMREJ", "", &errors.concat());
    insta::assert_debug_snapshot!(answer(&decode(message.as_bytes()).unwrap(), "H1", "A"));
}

#[test]
fn duties_of_the_declaration_and_its_items() {
    let fee = |amount: &str| {
        format!(
            "<DutyTaxFee><Payment><ReferenceID>PAY-1</ReferenceID>\
             <PaymentAmount currencyID=\"DKK\">{amount}</PaymentAmount></Payment>\
             <AdValoremTaxBaseAmount currencyID=\"DKK\">1000.00</AdValoremTaxBaseAmount>\
             <DutyRegimeCode>100</DutyRegimeCode><TaxRateNumeric>16.00</TaxRateNumeric>\
             <TypeCode>A00</TypeCode>\
             <TaxAssessedAmount currencyID=\"DKK\">160.00</TaxAssessedAmount></DutyTaxFee>"
        )
    };
    let items = format!(
        "{}<GoodsShipment><GovernmentAgencyGoodsItem><SequenceNumeric>2</SequenceNumeric>\
         <Commodity>{}{}</Commodity></GovernmentAgencyGoodsItem></GoodsShipment>",
        fee("400.00"),
        fee("160.00"),
        fee("240.00")
    );
    let inbound = decode(notification("CWMTAX", &items, "").as_bytes()).unwrap();
    let duties = &inbound.facts.duties;
    assert!(duties.iter().all(|duty| duty.state == DutyState::Final));
    insta::assert_json_snapshot!(inbound.facts);
}

#[test]
fn documents_are_wanted_by_the_first_day() {
    let due = time("DueDate", "20260310");
    let limit = time("LimitDateTime", "2026-03-05T12:00:00");
    let content = format!(
        "<Control><TypeCode>10</TypeCode>{limit}</Control>\
         <AdditionalInformation><StatementDescription>as a copy</StatementDescription>\
         </AdditionalInformation>{due}<AdditionalDocument><Type>N935</Type>\
         <Identifier>INV-1</Identifier></AdditionalDocument>"
    );
    let message = notification("CWMDOC", "", &content);
    insta::assert_json_snapshot!(decode(message.as_bytes()).unwrap().facts);
}

#[test]
fn what_customs_says_is_kept() {
    let accepted = time("AcceptanceDateTime", "20260301");
    let facts = |message: String| decode(message.as_bytes()).unwrap().facts;
    let read = facts(notification("CWMACC", &accepted, ""));
    assert_eq!(read.acceptance_date, Some("2026-03-01".parse().unwrap()));
    let read = facts(notification("CWMACC", "", ""));
    assert_eq!(read.acceptance_date, Some("2026-03-02".parse().unwrap()));
    let held = "<GoodsItemsReleaseIndicators><ReleaseIndicator><GoodsItemSequenceNumber>2\
         </GoodsItemSequenceNumber><ReleaseIndicatorValue>0</ReleaseIndicatorValue>\
         <Description>sample</Description></ReleaseIndicator></GoodsItemsReleaseIndicators>";
    let read = facts(notification("CWMROG", "", held));
    assert_eq!(read.release_date, Some("2026-03-02".parse().unwrap()));
    assert_eq!(read.notices[0].text, "Item 2 is not released: sample");
    let read = facts(notification("CWMRES", &change("QUOTA_CORRECTED"), ""));
    assert_eq!(
        read.notices[0].text,
        "Customs changed the declaration at /Declaration/UCR: 5"
    );
    let refused = "<CustomsPosition><ID>32</ID></CustomsPosition>";
    let read = facts(notification("CWMREJ", "", refused));
    assert_eq!(read.no_release_reason.as_deref(), Some("Not released"));
    let denied = decode(notification("CWMREQ", "", &position("DENIED")).as_bytes()).unwrap();
    assert_eq!(denied.errors[0].reason, "because");
    let owed = "<DutyTaxFee><Payment><PaymentAmount currencyID=\"DKK\">12.5</PaymentAmount>\
         </Payment></DutyTaxFee>";
    let read = facts(notification("CWMCPI", owed, ""));
    assert_eq!(read.notices[0].currency.as_deref(), Some("DKK"));
}

#[test]
fn a_notification_without_its_own_identifier_is_known_by_what_it_says() {
    let message = notification("CWMCLE", "", "");
    let unnamed = message.replace(&format!("<NotificationSID>{SID}</NotificationSID>"), "");
    let identifier = decode(unnamed.as_bytes()).unwrap().identifier;
    assert_eq!(
        identifier.as_deref(),
        Some("CWMCLE/LRN0001/20260302090000+01")
    );
}

#[test]
fn several_notifications_are_read_in_order() {
    let both = format!(
        "<NotificationResult><Notifications>{}{}</Notifications></NotificationResult>",
        notification("CWMRCV", "", ""),
        notification("CWMACC", "", "")
    );
    let read = decode::decode(both.as_bytes()).unwrap();
    let names: Vec<&str> = read.iter().map(|one| one.message_type.as_str()).collect();
    assert_eq!(names, ["CWMRCV", "CWMACC"]);
    // One that cannot be read is not hidden by the others.
    let unknown = both.replace("CWMACC", "CWMXYZ");
    refused(&unknown, "unknown message Notification of type CWMXYZ");
}

fn refused(message: &str, expected: &str) {
    let error = decode::decode(message.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_is_unknown_or_incomplete_says_so() {
    refused("<a", "not readable");
    refused("<Other/>", "unknown message Other");
    refused(
        "<NotificationResult/>",
        "unknown message NotificationResult",
    );
    refused("<Notification/>", "NotificationEventType is missing");
    let nothing =
        "<Notification><NotificationEventType>CWMCLE</NotificationEventType></Notification>";
    refused(nothing, "CWMCLE: Declaration is missing");
    let numberless = nothing.replace("</Notification>", "<Declaration/></Notification>");
    refused(&numberless, "neither LRN nor MRN");
    let without_mrn = notification("CWMACC", "", "").replace(&format!("<MRN>{MRN}</MRN>"), "");
    refused(&without_mrn, "Declaration/MRN is missing");
    refused(
        &notification("CWMREQ", "", ""),
        "CustomsPosition/Type is missing",
    );
    refused(
        &notification("CWMREQ", "", &position("MAYBE")),
        "neither GRANTED nor DENIED: MAYBE",
    );
    let accepted = time("AcceptanceDateTime", "20261301");
    refused(
        &notification("CWMACC", &accepted, ""),
        "AcceptanceDateTime is not a date: 20261301",
    );
}

proptest! {
    /// Whatever happens to a message on its way, reading it and saying what it means never fails
    /// otherwise than with an error.
    #[test]
    fn no_mutation_brings_the_reader_down(
        kind in (0..KINDS.len()).prop_map(|index| KINDS[index].name),
        cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        other in "[0-9<>/:.$\\[\\]A-Za-zé\u{1F600} ]{0,8}",
    ) {
        let content = [error("$.goodsShipment[0]"), position("GRANTED")].concat();
        let message = notification(kind, &change("COMPLETED"), &content);
        let (from, to) = (cut.0.index(message.len()), cut.1.index(message.len()));
        let mut bytes = message.clone().into_bytes();
        bytes.splice(from.min(to)..from.max(to).min(from.min(to) + 12), other.bytes());
        for inbound in decode::decode(&bytes).unwrap_or_default() {
            let _ = answer(&inbound, "H1", "D");
        }
    }
}
