//! The authority for exports from the Union: which messages follow what, and what is in them.

use crate::common::{Both, text};
use cas_authority::{Script, Status};

const EXPORT: &str = include_str!("../fixtures/aes_export.xml");
const LRN: &str = "EXP20260001";
const PATH: &str = "/aes/messages";

/// The export with another UCR.
fn export(ucr: &str) -> String {
    EXPORT.replace("ORDER-17", ucr)
}

fn prelodged(ucr: &str) -> String {
    let kind = "<additionalDeclarationType>";
    export(ucr).replace(&format!("{kind}A"), &format!("{kind}D"))
}

const PARTIES: &str = "<CustomsOfficeOfExport><referenceNumber>DE004851</referenceNumber>\
     </CustomsOfficeOfExport><Exporter><identificationNumber>DE222222222222222\
     </identificationNumber></Exporter><Declarant><identificationNumber>DE111111111111111\
     </identificationNumber></Declarant>";
const LOCATION: &str = "<LocationOfGoods><sequenceNumber>1</sequenceNumber>\
     <typeOfLocation>B</typeOfLocation><qualifierOfIdentification>Y</qualifierOfIdentification>\
     <authorisationNumber>DEQUAY1</authorisationNumber></LocationOfGoods>";

/// A message that follows a declaration.
fn follow_up(message: &str, operation: &str, rest: &str) -> String {
    format!(
        "<ecs:{message} xmlns:ecs=\"http://ecs.dgtaxud.ec\" PhaseID=\"AES1.0\">\
         <messageSender>EXPORTER.ONE</messageSender><messageRecipient>NECA.DE</messageRecipient>\
         <preparationDateAndTime>2026-03-02T10:00:00</preparationDateAndTime>\
         <messageIdentification>MSG-{message}</messageIdentification>\
         <messageType>{message}</messageType>\
         <ExportOperation>{operation}</ExportOperation>{rest}</ecs:{message}>"
    )
}

fn named(both: &Both) -> String {
    let ledger = both.authority.ledger();
    let mrn = ledger.declaration(LRN).unwrap().mrn.clone();
    format!("<MRN>{}</MRN>", mrn.unwrap())
}

fn invalidation(reference: &str) -> String {
    let why = "<invalidationRequestDateAndTime>2026-03-02T10:00:00\
         </invalidationRequestDateAndTime><invalidationReason>Order cancelled</invalidationReason>";
    follow_up("CC514C", &format!("{reference}{why}"), PARTIES)
}

fn presentation() -> String {
    let goods = format!("<GoodsShipment><Consignment>{LOCATION}</Consignment></GoodsShipment>");
    let rest = format!("{PARTIES}{goods}");
    follow_up("CC511C", &format!("<LRN>{LRN}</LRN>"), &rest)
}

/// The goods have left on a day, or are still to leave.
fn evidence(reference: &str, day: Option<&str>) -> String {
    let day = day.map(|day| format!("<exitDate>{day}</exitDate>"));
    let day = day.unwrap_or_default();
    let operation = format!("{reference}{day}<enquiryInformationCode>2</enquiryInformationCode>");
    let exit = "<CustomsOfficeOfExitActual><referenceNumber>DE003303</referenceNumber>\
         </CustomsOfficeOfExitActual>";
    follow_up("CC583C", &operation, &format!("{PARTIES}{exit}"))
}

fn arrival(reference: &str) -> String {
    let operation = format!(
        "{reference}<arrivalNotificationDateAndTime>2026-03-02T10:00:00\
         </arrivalNotificationDateAndTime><storingFlag>1</storingFlag>\
         <discrepanciesExist>0</discrepanciesExist>"
    );
    let rest = format!(
        "<CustomsOfficeOfExitActual><referenceNumber>DE003303</referenceNumber>\
         </CustomsOfficeOfExitActual><GoodsShipment><Consignment><ExitCarrier>\
         <identificationNumber>DE777777777777777</identificationNumber></ExitCarrier>{LOCATION}\
         </Consignment></GoodsShipment>"
    );
    follow_up("CC507C", &operation, &rest)
}

fn amendment(declaration: &str) -> String {
    declaration
        .replace("CC515C", "CC513C")
        .replace("MSG20260001", "MSG-CC513C")
}

fn status(both: &Both) -> Status {
    both.authority.ledger().declaration(LRN).unwrap().status
}

/// What follows a declaration, and where it stands then.
async fn check(declaration: &str, expected: &str, end: Status) {
    let both = Both::start().await;
    both.lodge_at(PATH, declaration).await;
    assert_eq!(both.trader.types().join(" "), expected);
    assert_eq!(status(&both), end, "{expected}");
}

#[tokio::test]
async fn markers_choose_the_course() {
    for (ucr, expected, end) in [
        ("S", "CC528C CC529C", Status::Released),
        ("S#control", "CC528C CC560C CC529C", Status::Released),
        ("S#documents", "CC528C CC560C CC529C", Status::Released),
        ("S#reject", "CC556C", Status::Rejected),
        ("S#norelease", "CC528C CC551C", Status::NotReleased),
        ("S#invalidate", "CC528C CC509C", Status::Invalidated),
        ("S#hold", "CC528C", Status::Accepted),
        ("S#exit", "CC528C CC529C CC525C CC599C", Status::Discharged),
        ("S#stopped", "CC528C CC529C CC599C", Status::Released),
        ("S#enquiry", "CC528C CC529C CC582C", Status::Released),
        ("S#silent", "", Status::Received),
        ("S#nack906", "CC906C", Status::Rejected),
        ("S#nack917", "CC917C", Status::Rejected),
        ("S#disorder", "CC529C CC528C", Status::Released),
        (
            "S#duplicate",
            "CC528C CC528C CC529C CC529C",
            Status::Released,
        ),
    ] {
        check(&export(ucr), expected, end).await;
    }
    check(&prelodged("S"), "CC928C", Status::Acknowledged).await;
}

#[tokio::test]
async fn the_mrn_tells_the_procedure() {
    for (security, letter) in [("0", "A"), ("2", "B")] {
        let both = Both::start().await;
        let code = "<security>";
        let export = EXPORT.replace(&format!("{code}0"), &format!("{code}{security}"));
        both.lodge_at(PATH, &export).await;
        let bodies = both.trader.bodies();
        let mrn = text(&bodies[0], "MRN");
        assert_eq!((&mrn[..4], &mrn[16..17]), ("26DE", letter), "{mrn}");
        assert!(cas_model::formats::is_mrn(mrn).is_some(), "{mrn}");
    }
}

#[tokio::test]
async fn goods_are_presented_once() {
    let both = Both::start().await;
    both.lodge_at(PATH, &prelodged("S")).await;
    both.lodge_at(PATH, &presentation()).await;
    let again = presentation().replace("MSG-CC511C", "MSG-2");
    both.lodge_at(PATH, &again).await;
    assert_eq!(both.trader.types().join(" "), "CC928C CC528C CC529C CC556C");
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(text(&last, "businessRejectionType"), "511");
    assert_eq!(text(&last, "errorCode"), "92");
}

/// What follows a declaration and a message after it: types, and of a rejection its type.
async fn check_follow_up(ucr: &str, message: impl Fn(&Both) -> String, expected: &str) -> Both {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at(PATH, &export(ucr)).await;
    let before = both.trader.bodies().len();
    both.lodge_at(PATH, &message(&both)).await;
    let bodies = both.trader.bodies();
    let said = bodies[before..].iter().map(|body| {
        let rejected = text(body, "businessRejectionType");
        let code = text(body, "errorCode");
        [text(body, "messageType"), rejected, code].join(" ")
    });
    let said: Vec<String> = said.map(|said| said.trim_end().to_owned()).collect();
    assert_eq!(said.join(", "), expected, "{ucr}");
    both
}

#[tokio::test]
async fn an_amendment_is_taken_before_release() {
    let changed = |_: &Both| amendment(&export("S").replace(">Valves<", ">Taps<"));
    for (ucr, expected) in [
        ("S#hold", "CC504C"),
        ("S#hold#noamendment", "CC556C 513 12"),
        ("S#hold#silent013", ""),
        ("S", "CC556C 513 92"),
    ] {
        check_follow_up(ucr, changed, expected).await;
    }
    let both = check_follow_up("S#hold", changed, "CC504C").await;
    both.authority.notify(LRN, &["CC529C"]).unwrap();
    both.authority.settled().await;
    let release = both.trader.bodies().pop().unwrap();
    assert!(release.contains(">Taps<") && !release.contains(">Valves<"));
}

#[tokio::test]
async fn an_invalidation_is_granted_until_the_goods_left() {
    let request = |both: &Both| invalidation(&named(both));
    for (ucr, expected) in [
        ("S#hold", "CC509C"),
        ("S", "CC509C"),
        ("S#hold#noinvalidation", "CC556C 514"),
        ("S#hold#silent014", ""),
        ("S#exit", "CC556C 514 92"),
    ] {
        check_follow_up(ucr, request, expected).await;
    }
    let both = check_follow_up("S", request, "CC509C").await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(text(&last, "invalidationInitiatedByCustoms"), "0");
    assert_eq!(text(&last, "correlationIdentifier"), "MSG-CC514C");
    assert_eq!(status(&both), Status::Invalidated);
}

#[tokio::test]
async fn an_enquiry_is_answered_with_evidence() {
    let left = |both: &Both| evidence(&named(both), Some("2026-03-01"));
    let both = check_follow_up("S#enquiry", left, "CC599C").await;
    let bodies = both.trader.bodies();
    let (enquiry, exit) = (&bodies[2], &bodies[3]);
    assert_eq!(text(enquiry, "limitForResponseDate"), "2026-04-01");
    assert_eq!(text(exit, "exitDate"), "2026-03-01");
    assert!(exit.contains("<CustomsOfficeOfExitActual><referenceNumber>DE003303<"));
    assert_eq!(status(&both), Status::Discharged);

    let still_there = |both: &Both| evidence(&named(both), None);
    check_follow_up("S#enquiry", still_there, "").await;
    check_follow_up("S#exit", left, "CC556C 583 92").await;
    check_follow_up("S#hold", left, "CC556C 583 92").await;
}

#[tokio::test]
async fn goods_arrive_at_the_exit() {
    let arrived = |both: &Both| arrival(&named(both));
    let both = check_follow_up("S", arrived, "CC525C, CC599C").await;
    let bodies = both.trader.bodies();
    let release = &bodies[2];
    assert_eq!(text(release, "storingFlag"), "1");
    assert!(release.contains("<identificationNumber>DE777777777777777<"));
    assert!(release.contains("<authorisationNumber>DEQUAY1<"));
    assert!(!release.contains("<sequenceNumber>"));

    let both = check_follow_up("S#hold", arrived, "CC557C 507 92").await;
    assert_eq!(status(&both), Status::Accepted);
    check_follow_up("S#exit", arrived, "CC557C 507 92").await;
}

#[tokio::test]
async fn scripts_choose_what_follows_each_message() {
    let script = "[[rule]]\nmatch = { system = 'aes', message = 'CC583C' }\nanswer = ['CC556C']\n\
         [[rule]]\nmatch = { message = 'CC507C' }\nanswer = ['CC561C', 'CC599C', 'stopped']\n\
         [[rule]]\nmatch = { office = 'DE0048*' }\nanswer = ['CC528C', 'CC529C', 'CC582C']\n";
    let both = Both::with(|settings| settings.script = Script::from_toml(script).unwrap()).await;
    both.lodge_at(PATH, EXPORT).await;
    both.lodge_at(PATH, &evidence(&named(&both), Some("2026-03-01")))
        .await;
    both.lodge_at(PATH, &arrival(&named(&both))).await;
    assert_eq!(
        both.trader.types().join(" "),
        "CC528C CC529C CC582C CC556C CC561C CC599C"
    );
    let bodies = both.trader.bodies();
    assert_eq!(text(&bodies[3], "businessRejectionType"), "583");
    assert_eq!(text(&bodies[5], "exitStoppedDate"), "2026-03-02");
    assert_eq!(status(&both), Status::Released);
}

#[tokio::test]
async fn rejections_name_their_cause() {
    let unknown = "<MRN>26DE00000000000A15</MRN>";
    for (body, expected, pointer) in [
        (
            invalidation(unknown),
            "CC556C",
            "/CC514C/ExportOperation/MRN",
        ),
        (arrival(unknown), "CC557C", "/CC507C/ExportOperation/MRN"),
        (
            EXPORT.replace("DE003302", "33"),
            "CC556C",
            "/CC515C/CustomsOfficeOfExitDeclared/referenceNumber",
        ),
        (follow_up("CC590C", "", ""), "CC906C", "/CC590C/messageType"),
        (
            EXPORT.replace("<messageType>CC515C", "<messageType>CC513C"),
            "CC917C",
            "/CC515C/messageType",
        ),
    ] {
        let both = Both::start().await;
        both.lodge_at(PATH, &body).await;
        assert_eq!(both.trader.types(), [expected], "{pointer}");
        assert_eq!(text(&both.trader.bodies()[0], "errorPointer"), pointer);
    }
    let both = Both::start().await;
    both.lodge_at(PATH, EXPORT).await;
    let again = EXPORT.replace("MSG20260001", "MSG20260002");
    both.lodge_at(PATH, &again).await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(text(&last, "errorCode"), "26");
    assert_eq!(status(&both), Status::Released);
}

#[tokio::test]
async fn the_same_words_are_each_systems_own() {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at(PATH, &export("S#hold")).await;
    let refused = both.authority.notify_as("aes", LRN, &["CC029C"]);
    assert!(refused.unwrap_err().to_string().contains("CC029C"));
    let ledger = both.authority.ledger();
    assert_eq!(ledger.declaration(LRN).unwrap().system, "aes");
    both.lodge(crate::common::DECLARATION).await;
    let types = both.trader.types().join(" ");
    assert_eq!(types, "CC528C CC928C CC028C CC029C");
}

#[tokio::test]
async fn the_whole_conversation() {
    let both = Both::start().await;
    both.lodge_at(PATH, &export("S#control#enquiry")).await;
    both.lodge_at(PATH, &evidence(&named(&both), Some("2026-03-01")))
        .await;
    let told = both.trader.bodies().join("\n\n").replace("><", ">\n<");
    insta::assert_snapshot!(told);
}
