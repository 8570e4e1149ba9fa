//! What Denmark's customs says, and what it means.

use cas_gateway::{Answer, CustomsSystem as _, DecodeError, Inbound};
use cas_model::FieldPath;
use cas_model::declaration::{CustomsFacts, DutyState};
use cas_model::finding::Severity;
use cas_model::lifecycle::{Event, Family, Status, replay};
use cas_systems::dk_dms::DkDms;
use cas_systems::dk_dms::decode::{self, KINDS};
use proptest::prelude::*;

use crate::common::dk_dms::document;

const LRN: &str = "LRN0001";
const MRN: &str = "26DK3100A1B2C3D4R5";
const SID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

/// The only notification of a message.
fn decode(bytes: &[u8]) -> Result<Inbound, DecodeError> {
    let mut read = decode::decode(bytes)?.said;
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
    document.add_decl_type1 = Some(additional.to_owned()).filter(|code| !code.is_empty());
    DkDms.interpret(inbound, &document, &CustomsFacts::default())
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

/// What a notification says beside what all say.
#[derive(Clone, Copy)]
enum Said {
    Nothing,
    Cancelled,
    Error,
    Change(&'static str),
    Position(&'static str),
    /// About a message after the declaration, of this type.
    Of(&'static str),
    /// The same, with an error.
    ErrorOf(&'static str),
    /// The same, with a decision.
    PositionOf(&'static str, &'static str),
    /// With the result of a control.
    Result(&'static str),
}

/// Which message after the declaration a notification is about: its number says what it is.
fn additional(kind: &str) -> String {
    format!("<AdditionalMessage><MRN>26DK{kind}A1B2C3D4R5</MRN></AdditionalMessage>")
}

impl Said {
    /// Of the declaration, and beside it.
    fn written(self) -> (String, String) {
        match self {
            Self::Nothing => (String::new(), String::new()),
            Self::Cancelled => (time("CancellationDateTime", "20260302"), String::new()),
            Self::Error => (String::new(), error("42A")),
            Self::Change(reason) => (change(reason), String::new()),
            Self::Position(kind) => (String::new(), position(kind)),
            Self::Of(message) => (String::new(), additional(message)),
            Self::ErrorOf(message) => (String::new(), error("42A") + &additional(message)),
            Self::PositionOf(message, kind) => {
                (String::new(), position(kind) + &additional(message))
            }
            Self::Result(code) => {
                let left = time("EffectiveDateTime", "20260228120000+01");
                let status = format!("<Status>{left}<NameCode>{code}</NameCode></Status>");
                (status, String::new())
            }
        }
    }
}

/// What a declaration is declared as, and its additional type.
const IMPORT: (&str, &str) = ("H1", "A");
const EARLY: (&str, &str) = ("H7", "D");
const EXPORT: (&str, &str) = ("B1", "A");
/// An entry in the declarant's records has no additional type.
const IN_RECORDS: (&str, &str) = ("I2", "");
const OURS: Said = Said::Change("CORRECTED_BY_DECLARANT");
const CUSTOMS: Said = Said::Change("FINAL_DUTY_UPDATE");

/// A kind, what it says, what it is about, and where it leads from a submitted declaration.
type Case = (
    &'static str,
    Said,
    (&'static str, &'static str),
    Event,
    Status,
);

const CASES: &[Case] = &[
    (
        "CWMACC",
        Said::Nothing,
        IMPORT,
        Event::Accepted,
        Status::Accepted,
    ),
    (
        "CWMRCV",
        Said::Nothing,
        IMPORT,
        Event::Acknowledged,
        Status::Acknowledged,
    ),
    (
        "CWMRCV",
        Said::Nothing,
        EARLY,
        Event::PreLodged,
        Status::GoodsNotArrived,
    ),
    (
        "CWMRCV",
        Said::Nothing,
        IN_RECORDS,
        Event::Acknowledged,
        Status::Acknowledged,
    ),
    (
        "CWMRCV",
        Said::Of("COR"),
        EARLY,
        Event::Acknowledged,
        Status::Acknowledged,
    ),
    (
        "CWMREJ",
        Said::ErrorOf("GPR"),
        EARLY,
        Event::PresentationRejected,
        Status::Submitted,
    ),
    (
        "CWMREJ",
        Said::ErrorOf("COR"),
        EARLY,
        Event::AmendmentRejected,
        Status::Submitted,
    ),
    (
        "CWMREJ",
        Said::ErrorOf("INV"),
        EXPORT,
        Event::InvalidationRefused,
        Status::Submitted,
    ),
    (
        "CWMREJ",
        Said::ErrorOf("SUP"),
        IMPORT,
        Event::NoticeReceived,
        Status::Submitted,
    ),
    (
        "CWMREQ",
        Said::PositionOf("COR", "GRANTED"),
        IMPORT,
        Event::AmendmentAccepted,
        Status::Submitted,
    ),
    (
        "CWMREQ",
        Said::PositionOf("COR", "DENIED"),
        IMPORT,
        Event::AmendmentRejected,
        Status::Submitted,
    ),
    (
        "CWMREQ",
        Said::PositionOf("INV", "GRANTED"),
        IMPORT,
        Event::NoticeReceived,
        Status::Submitted,
    ),
    (
        "CWMREQ",
        Said::PositionOf("INV", "DENIED"),
        IMPORT,
        Event::InvalidationRefused,
        Status::Submitted,
    ),
    (
        "CWMREQ",
        Said::PositionOf("RRA", "DENIED"),
        IMPORT,
        Event::NoticeReceived,
        Status::Submitted,
    ),
    (
        "CWMEOG",
        Said::Result("A1"),
        EXPORT,
        Event::ExitConfirmed,
        Status::ExitConfirmed,
    ),
    (
        "CWMEOG",
        Said::Result("B1"),
        EXPORT,
        Event::NoticeReceived,
        Status::Submitted,
    ),
    (
        "CWMING",
        Said::Nothing,
        IMPORT,
        Event::CreditInsufficient,
        Status::CreditPending,
    ),
    (
        "CWMWTR",
        Said::Nothing,
        IMPORT,
        Event::ReleaseRefused,
        Status::NotReleased,
    ),
    (
        "CWMRCV",
        OURS,
        EARLY,
        Event::AmendmentAccepted,
        Status::Submitted,
    ),
    (
        "CWMREJ",
        Said::Error,
        IMPORT,
        Event::DeclarationRejected,
        Status::CustomsError,
    ),
    (
        "CWMREJ",
        Said::Cancelled,
        IMPORT,
        Event::Invalidated,
        Status::Invalidated,
    ),
    (
        "CWMREJ",
        Said::Nothing,
        IMPORT,
        Event::Invalidated,
        Status::Invalidated,
    ),
    (
        "CWMREJ",
        Said::Nothing,
        EXPORT,
        Event::ReleaseRefused,
        Status::NotReleased,
    ),
    (
        "CWMCTL",
        Said::Nothing,
        IMPORT,
        Event::ControlAnnounced,
        Status::UnderControl,
    ),
    (
        "CWMDOC",
        Said::Nothing,
        IMPORT,
        Event::DocumentsRequested,
        Status::DocumentControl,
    ),
    (
        "CWMRES",
        OURS,
        IMPORT,
        Event::AmendmentAccepted,
        Status::Submitted,
    ),
    (
        "CWMRES",
        CUSTOMS,
        IMPORT,
        Event::NoticeReceived,
        Status::Submitted,
    ),
    (
        "CWMROG",
        Said::Nothing,
        IMPORT,
        Event::Released,
        Status::Released,
    ),
    (
        "CWMCLE",
        Said::Nothing,
        IMPORT,
        Event::Released,
        Status::Released,
    ),
    (
        "CWMTAX",
        Said::Nothing,
        IMPORT,
        Event::DutiesCalculated,
        Status::Submitted,
    ),
    (
        "CWMCPI",
        Said::Nothing,
        IMPORT,
        Event::CreditInsufficient,
        Status::CreditPending,
    ),
    (
        "CWMCPR",
        Said::Nothing,
        IMPORT,
        Event::CreditInsufficient,
        Status::CreditPending,
    ),
    (
        "CWMINV",
        Said::Nothing,
        IMPORT,
        Event::Invalidated,
        Status::Invalidated,
    ),
    (
        "CWMREQ",
        Said::Position("GRANTED"),
        IMPORT,
        Event::RequestGranted,
        Status::Submitted,
    ),
    (
        "CWMREQ",
        Said::Position("DENIED"),
        IMPORT,
        Event::RequestDenied,
        Status::Submitted,
    ),
    (
        "CWMEOG",
        Said::Nothing,
        EXPORT,
        Event::ExitConfirmed,
        Status::ExitConfirmed,
    ),
    (
        "CWMGER",
        Said::Nothing,
        EXPORT,
        Event::ExitAsked,
        Status::ExitConfirmationNotYetReceived,
    ),
    notice("CWMINC"),
    notice("CWMMAC"),
    notice("CWMEXT"),
    notice("CWMQTA"),
    notice("CWMTIM"),
    notice("CWMTMR"),
    notice("CWMBOD"),
    notice("CWMCAS"),
    notice("CWMSPM"),
    notice("CWMTSE"),
    notice("CWMPGR"),
    notice("DMSGRE"),
    notice("DMSGRR"),
];

const fn notice(kind: &'static str) -> Case {
    (
        kind,
        Said::Nothing,
        IMPORT,
        Event::NoticeReceived,
        Status::Submitted,
    )
}

/// How a notification may be written: with or without namespaces, alone or in a list of either
/// format, with our number under either name.
fn spellings(message: &str) -> [String; 6] {
    let prefixed = message.replace("</", "\u{1}").replace('<', "<n:");
    let prefixed = prefixed.replace('\u{1}', "</n:");
    [
        message.replacen('>', " xmlns=\"urn:example\">", 1),
        prefixed.replacen('>', " xmlns:n=\"urn:example\">", 1),
        format!(
            "<NotificationResult><Notifications>{message}</Notifications></NotificationResult>"
        ),
        format!("<NotificationResult>{message}</NotificationResult>"),
        format!(
            "<TraderNotificationResponseDTO><TotalNumberOfNotifications>1\
             </TotalNumberOfNotifications><TotalPages>1</TotalPages><ViewedPage>0</ViewedPage>\
             <TraderNotification><MetaData><PayloadRegime>IMP</PayloadRegime></MetaData>\
             <Payload>{message}</Payload></TraderNotification></TraderNotificationResponseDTO>"
        ),
        message
            .replace("<LRN>", "<SubmitterReferenceNumber>")
            .replace("</LRN>", "</SubmitterReferenceNumber>"),
    ]
}

#[test]
fn every_kind_becomes_its_event_and_status() {
    for (kind, said, (declared_as, additional), event, status) in CASES {
        let (declaration, content) = said.written();
        let plain = notification(kind, &declaration, &content);
        let expected = decode(plain.as_bytes()).unwrap();
        for message in spellings(&plain) {
            // What is said is the same, the bytes are not.
            let read = decode(message.as_bytes()).map(|read| Inbound {
                content: expected.content.clone(),
                ..read
            });
            assert_eq!(read.as_ref(), Ok(&expected), "{message}");
        }
        for prefix in ["CWM", "DMS", ""] {
            let other = plain.replace(kind, &format!("{prefix}{}", &kind[3..]));
            let read = decode(other.as_bytes()).unwrap();
            // Said in another word, it means the same.
            let content = expected.content.clone();
            assert_eq!(Inbound { content, ..read }, expected, "{other}");
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
        let tried = CASES.iter().any(|(name, ..)| *name == kind.name);
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

/// The facts of a notification as JSON, for what of them is looked at.
fn facts_of(kind: &str, declaration: &str, content: &str) -> serde_json::Value {
    let message = notification(kind, declaration, content);
    serde_json::to_value(decode(message.as_bytes()).unwrap().facts).unwrap()
}

#[test]
fn every_time_limit_is_kept_and_the_first_is_due() {
    let timers = format!(
        "<TimerExpirationInfo>{}{}</TimerExpirationInfo><TimerExpiryForDischarge>{}\
         <TimerExpiryInformation>discharge the procedure</TimerExpiryInformation>\
         </TimerExpiryForDischarge>",
        time("ExpirationDateTime", "20260312120000+01"),
        time("BillOfDischargeExpirationDateTime", "20260401"),
        time("TimerExpiryDate", "20260501"),
    );
    let expiration = time("ExpirationTime", "2026-03-11T08:00:00");
    let timer = |action: &str| {
        format!(
            "<TimerDetails><Timer><Name>{action} timer</Name><ActionType>{action}</ActionType>\
             {expiration}</Timer></TimerDetails>"
        )
    };
    let content = [timer("CREATE"), timer("DELETE")].concat();
    for kind in ["CWMINC", "CWMTIM", "CWMTMR", "CWMBOD", "CWMSPM", "CWMTSE"] {
        let facts = facts_of(kind, &timers, &content);
        assert_eq!(facts["dueDate"], "2026-03-11", "{kind}");
        let limits = facts["timeLimits"].as_array().unwrap();
        let told: Vec<_> = limits
            .iter()
            .map(|limit| {
                (
                    limit["text"].as_str().unwrap(),
                    limit["dueAt"].as_str().unwrap(),
                )
            })
            .collect();
        let expected = [
            (
                "The supplementary declaration, or what the timer is for, is due",
                "20260312120000+01",
            ),
            ("The bill of discharge is due", "20260401"),
            ("discharge the procedure", "20260501"),
            ("CREATE timer", "2026-03-11T08:00:00"),
        ];
        assert_eq!(told, expected, "{kind}");
    }
}

#[test]
fn the_exit_has_its_own_date_and_result() {
    let (status, _) = Said::Result("A2").written();
    let facts = facts_of("CWMEOG", &status, "");
    assert_eq!(facts["exitDate"], "2026-02-28");
    assert_eq!(facts["controlResult"]["code"], "A2");
    assert_eq!(facts["controlResult"]["text"], "Considered satisfactory");
    assert_eq!(facts_of("CWMEOG", "", "")["exitDate"], "2026-03-02");
    let (status, _) = Said::Result("B1").written();
    let stopped = facts_of("CWMEOG", &status, "");
    assert_eq!(stopped["exitDate"], serde_json::Value::Null);
    assert_eq!(stopped["notices"][0]["text"], "The goods may not leave");
    let (status, _) = Said::Result("A2").written();
    let cleared = facts_of("CWMCLE", &status, "");
    assert_eq!(cleared["clearanceDate"], "2026-03-02");
    assert_eq!(cleared["controlResult"]["code"], "A2");
    assert_eq!(
        facts_of("CWMROG", "", "")["clearanceDate"],
        serde_json::Value::Null
    );
}

#[test]
fn released_items_are_told_one_by_one() {
    let indicator = |item: u32, value: &str| {
        format!(
            "<ReleaseIndicator><GoodsItemSequenceNumber>{item}</GoodsItemSequenceNumber>\
             <ReleaseIndicatorValue>{value}</ReleaseIndicatorValue></ReleaseIndicator>"
        )
    };
    let indicators = format!(
        "<GoodsItemsReleaseIndicators>{}{}</GoodsItemsReleaseIndicators>",
        indicator(1, "1"),
        indicator(2, "0")
    );
    let expected = serde_json::json!([
        {"itemNumber": 1, "isReleased": true}, {"itemNumber": 2, "isReleased": false}
    ]);
    for kind in ["CWMPGR", "CWMROG", "CWMCLE"] {
        assert_eq!(
            facts_of(kind, "", &indicators)["itemReleases"],
            expected,
            "{kind}"
        );
    }
    let lists = "<AcceptedGoodsItems><GoodsItemNumber>1</GoodsItemNumber></AcceptedGoodsItems>\
                 <RejectedGoodsItems><GoodsItemNumber>2</GoodsItemNumber></RejectedGoodsItems>";
    assert_eq!(facts_of("CWMPGR", lists, "")["itemReleases"], expected);
    // A later notification says it of the items that it names.
    let mut facts = CustomsFacts::default();
    for (kind, content) in [("CWMPGR", &indicators), ("CWMROG", &indicator_list(2))] {
        let message = notification(kind, "", content);
        facts.merge(decode(message.as_bytes()).unwrap().facts);
    }
    assert!(
        facts.item_releases.iter().all(|item| item.is_released),
        "{facts:?}"
    );
    assert_eq!(facts.item_releases.len(), 2);
}

fn indicator_list(item: u32) -> String {
    format!(
        "<GoodsItemsReleaseIndicators><ReleaseIndicator><GoodsItemSequenceNumber>{item}\
         </GoodsItemSequenceNumber><ReleaseIndicatorValue>1</ReleaseIndicatorValue>\
         </ReleaseIndicator></GoodsItemsReleaseIndicators>"
    )
}

#[test]
fn errors_beside_a_receipt_or_an_acceptance_are_warnings_at_their_fields() {
    let pointer = "$.consignmentShipment[?(@.sequenceNumber == 0)].goodsItems\
                   [?(@.sequenceNumber == 1)].commodity.description";
    for (kind, additional) in [("CWMRCV", "D"), ("CWMRCV", "A"), ("CWMACC", "A")] {
        let message = notification(kind, "", &error(pointer));
        let answer = answer(&decode(message.as_bytes()).unwrap(), "H1", additional);
        let [finding] = answer.findings.as_slice() else {
            panic!("{answer:?}")
        };
        assert_eq!(finding.severity, Severity::Warning, "{kind}");
        let fields: Vec<&str> = finding.fields.iter().map(FieldPath::as_str).collect();
        let field = "goodsShipment.governmentAgencyGoodsItems[0].commodity.description";
        assert_eq!(fields, [field]);
        assert!(answer.ends.errors);
    }
    // What is told on the way takes no warning away.
    for kind in ["CWMTAX", "CWMCAS", "CWMMAC", "CWMTIM"] {
        let message = notification(kind, "", "");
        let answer = answer(&decode(message.as_bytes()).unwrap(), "H1", "A");
        assert!(!answer.ends.errors, "{kind}");
    }
}

#[test]
fn the_presentation_is_no_amendment() {
    let presented = "<amendment><originalValue>D</originalValue><value>A</value>\
                     <pointer>$.type</pointer></amendment>";
    let message = notification("CWMRES", presented, "");
    let inbound = decode(message.as_bytes()).unwrap();
    assert_eq!(answer(&inbound, "H1", "D").event, Event::NoticeReceived);
    assert_eq!(
        inbound.facts.notices[0].text,
        "The goods are presented: the additional type was D: A"
    );
    // What we asked for is an answer, whatever customs changed beside it; that is told too.
    let both = change("CORRECTED_BY_DECLARANT") + &change("QUOTA_CORRECTED") + presented;
    let message = notification("CWMRES", &both, "");
    let inbound = decode(message.as_bytes()).unwrap();
    assert_eq!(answer(&inbound, "H1", "D").event, Event::AmendmentAccepted);
    assert_eq!(inbound.facts.notices.len(), 2);
}

/// What customs says at once: the event, what is wrong, and what is told beside it.
fn at_once(message: &str, event: Event, errors: &[&str], notices: usize) {
    let inbound = decode(message.as_bytes()).unwrap();
    let answer = answer(&inbound, "H1", "A");
    assert_eq!(answer.event, event, "{message}");
    let found: Vec<&str> = inbound
        .errors
        .iter()
        .map(|error| error.reason.as_str())
        .collect();
    assert_eq!(found, errors, "{message}");
    assert_eq!(inbound.facts.notices.len(), notices, "{message}");
    assert_eq!(inbound.identifier, None);
    assert!(inbound.content.is_some());
}

#[test]
fn what_is_said_at_once_is_read() {
    at_once(
        "<st:StatusResponse xmlns:st=\"urn:dk:skat:mft:DMS.declaration.status:1\">\
         <st:Code>OK</st:Code></st:StatusResponse>",
        Event::Acknowledged,
        &[],
        0,
    );
    at_once(
        "<StatusResponse><Code>Error</Code><Message>cvc-complex-type.3.2.2</Message>\
         </StatusResponse>",
        Event::MessageRefused,
        &["cvc-complex-type.3.2.2"],
        0,
    );
    let result = |is_rejecting: bool, text: &str| {
        format!(
            "<ValidationResults><isRejecting>{is_rejecting}</isRejecting>\
             <ValidationResultText>{text}</ValidationResultText><ViolatedRule>R1</ViolatedRule>\
             <pointers>$.invoiceAmount.value</pointers></ValidationResults>"
        )
    };
    let results = result(true, "wrong") + &result(false, "odd");
    at_once(
        &format!(
            "<ErrorMessageDTO><lrn>LRN0001</lrn><validationResponse>{results}\
             </validationResponse></ErrorMessageDTO>"
        ),
        Event::MessageRefused,
        &["wrong"],
        1,
    );
    at_once(
        &format!("<ValidationResponse><lrn>LRN0001</lrn>{results}</ValidationResponse>"),
        Event::MessageRefused,
        &["wrong"],
        1,
    );
    at_once(&result(false, "odd"), Event::Acknowledged, &[], 1);
    for message in [
        "<GenericErrorDTO><cause>Wrong endpoint</cause><message>H7 goes elsewhere</message>\
         <timestamp>02-03-2026 08:00:00</timestamp></GenericErrorDTO>",
        "<Notification><genericErrorDTO><cause>Wrong endpoint</cause><message>H7 goes elsewhere\
         </message></genericErrorDTO></Notification>",
    ] {
        let expected = ["Wrong endpoint: H7 goes elsewhere"];
        at_once(message, Event::MessageRefused, &expected, 0);
    }
    // Customs has the declaration that it has the number of: nothing is refused.
    at_once(
        "<GenericErrorDTO><message>LRN already exists</message></GenericErrorDTO>",
        Event::NoticeReceived,
        &[],
        1,
    );
    let taken = "<SuccessfulResponseDTO><lrn>LRN0001</lrn><mrn>26DK3100A1B2C3D4R5</mrn>\
                 <uuid>1</uuid><message>ok</message></SuccessfulResponseDTO>";
    at_once(taken, Event::Acknowledged, &[], 0);
    let inbound = decode(taken.as_bytes()).unwrap();
    assert_eq!(inbound.facts.mrn.as_deref(), Some(MRN));
    assert_eq!(inbound.correlation.lrn.as_deref(), Some(LRN));
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
    let names = read.said.iter().map(|one| one.message_type.as_str());
    let names: Vec<&str> = names.collect();
    assert_eq!(names, ["CWMRCV", "CWMACC"]);
    // One that cannot be read is not hidden by the others, and hides none.
    let unknown = both.replace("CWMACC", "CWMXYZ");
    let part = decode::decode(unknown.as_bytes()).unwrap();
    assert_eq!(part.said, read.said[..1]);
    let error = part.unread[0].to_string();
    assert_eq!(error, "unknown message Notification of type CWMXYZ");
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
    refused(&numberless, "none of LRN, SubmitterReferenceNumber and MRN");
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
}

#[test]
fn one_value_that_cannot_be_read_hides_nothing_else() {
    let accepted = time("AcceptanceDateTime", "20261301");
    let message = notification("CWMACC", &accepted, "");
    let read = decode::decode(message.as_bytes()).unwrap().said.remove(0);
    let wrong = "Declaration/AcceptanceDateTime is not a date: 20261301";
    assert_eq!(read.unread, [wrong]);
    assert_eq!(read.facts.mrn.as_deref(), Some(MRN));
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
        for inbound in decode::decode(&bytes).unwrap_or_default().said {
            let _ = answer(&inbound, "H1", "D");
        }
    }
}
