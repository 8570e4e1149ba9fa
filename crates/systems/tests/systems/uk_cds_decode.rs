//! What the customs of the United Kingdom says, and what it means.

use std::path::{Path, PathBuf};

use cas_gateway::{Answer, CustomsSystem, DecodeError, Inbound, MessageKind};
use cas_model::FieldPath;
use cas_model::declaration::{CustomsFacts, DutyState};
use cas_model::finding::Severity;
use cas_model::lifecycle::{Event, Family, Status, replay};
use cas_systems::uk_cds::UkCds;
use cas_systems::uk_cds::decode::{self, KINDS};
use cas_systems::uk_cds::interpret::interpret;
use cas_systems::uk_cds::pointers::{self, Pointer};
use proptest::prelude::*;

use crate::common::{fixture, official};

const LRN: &str = "LRN0001";
const MRN: &str = "26GB1A2B3C4D5E6FR0";

/// How a message may be written: without namespaces, with customs' usual prefix, with a default
/// namespace, and with a prefix that changes below the root.
const SPELLINGS: &[(&str, &str)] = &[
    ("", ""),
    ("ns0:", " xmlns:ns0=\"urn:wco:datamodel:WCO:RES-DMS:2\""),
    ("", " xmlns=\"urn:wco:datamodel:WCO:RES-DMS:2\""),
    ("res:", " xmlns:res=\"urn:example\""),
];

/// The only response of a message.
fn decode(bytes: &[u8]) -> Result<Inbound, DecodeError> {
    let mut responses = decode::decode(bytes)?.said;
    assert_eq!(responses.len(), 1);
    Ok(responses.remove(0))
}

/// A response with this function and content.
fn response(code: &str, content: &str, declaration: &str) -> String {
    format!(
        "<Response><FunctionCode>{code}</FunctionCode>\
         <FunctionalReferenceID>C-{code}</FunctionalReferenceID>\
         <IssueDateTime><DateTimeString formatCode=\"304\">20260301100000Z</DateTimeString>\
         </IssueDateTime>{content}<Declaration>\
         <FunctionalReferenceID>{LRN}</FunctionalReferenceID><ID>{MRN}</ID>{declaration}\
         </Declaration></Response>"
    )
}

fn in_metadata(responses: &str) -> String {
    format!(
        "<MetaData><WCODataModelVersionCode>3.6</WCODataModelVersionCode>\
         <WCOTypeName>RES</WCOTypeName><ResponsibleCountryCode/>{responses}</MetaData>"
    )
}

/// The same message with a prefix at every name and a namespace at its root.
fn spelled(message: &str, (prefix, namespace): (&str, &str)) -> String {
    let message = message
        .replace("</", "\u{1}")
        .replace('<', &format!("<{prefix}"));
    let message = message.replace('\u{1}', &format!("</{prefix}"));
    message.replacen('>', &format!("{namespace}>"), 1)
}

fn no_field(_: &[Pointer]) -> Option<FieldPath> {
    None
}

fn answer(inbound: &Inbound, declared: &str) -> Answer {
    let mut document = fixture("minimal");
    document.add_decl_type1 = Some(declared.to_owned());
    interpret(inbound, &document, &no_field)
}

fn error(code: &str) -> String {
    format!(
        "<Error><Description>in words</Description><ValidationCode>{code}</ValidationCode>\
         <Pointer><DocumentSectionCode>42A</DocumentSectionCode></Pointer>\
         <Pointer><SequenceNumeric>2</SequenceNumeric>\
         <DocumentSectionCode>17C</DocumentSectionCode><TagID>R144</TagID></Pointer></Error>"
    )
}

fn name_code(code: &str) -> String {
    format!("<Status><NameCode>{code}</NameCode></Status>")
}

fn change(reason: &str, words: &str) -> String {
    format!(
        "{words}<Amendment><ChangeReasonCode>{reason}</ChangeReasonCode><Pointer>\
         <DocumentSectionCode>42A</DocumentSectionCode></Pointer></Amendment>"
    )
}

const WORDS: &str = "<AdditionalInformation><StatementDescription>in words\
    </StatementDescription><StatementTypeCode>AES</StatementTypeCode></AdditionalInformation>";

const PAID: &str = "<DutyTaxFee><Payment><PaymentAmount currencyID=\"GBP\">160.00</PaymentAmount>\
    <ObligationGuarantee><ReferenceID>GAN1</ReferenceID></ObligationGuarantee></Payment>\
    </DutyTaxFee>";

/// What one response means right after the submission of a declaration of this additional type.
fn check(code: &str, content: &str, declared: &str, (event, status): (Event, Status)) {
    let plain = response(code, content, PAID);
    let expected = decode(plain.as_bytes()).unwrap();
    for spelling in SPELLINGS {
        for message in [plain.clone(), in_metadata(&plain)] {
            let message = spelled(&message, *spelling);
            assert_eq!(
                decode(message.as_bytes()).as_ref(),
                Ok(&expected),
                "{message}"
            );
        }
    }
    assert_eq!(expected.correlation.lrn.as_deref(), Some(LRN));
    assert_eq!(expected.correlation.mrn.as_deref(), Some(MRN));
    assert_eq!(expected.identifier, Some(format!("C-{code}")));
    let answer = answer(&expected, declared);
    let submitted = [Event::ValidationPassed, Event::SubmissionRequested];
    let history = submitted.into_iter().chain([answer.event]);
    let standing = replay(Family::Customs, history);
    let name = &expected.message_type;
    assert_eq!((answer.event, standing.status), (event, status), "{name}");
}

#[test]
fn every_kind_becomes_its_event_and_status() {
    let expired = error("CDS12046");
    let both = format!("{expired}{}", error("CDS12005"));
    let by_customs = change("16", "");
    let own = change("25", WORDS);
    let own_without_words = change("25", "");
    let cases: &[(&str, &str, &str, Event, Status)] = &[
        ("01", "", "A", Event::Accepted, Status::Accepted),
        ("1", "", "A", Event::Accepted, Status::Accepted),
        ("02", "", "A", Event::Acknowledged, Status::Acknowledged),
        ("02", "", "D", Event::PreLodged, Status::GoodsNotArrived),
        ("02", "", "F", Event::PreLodged, Status::GoodsNotArrived),
        (
            "03",
            &error("CDS12005"),
            "A",
            Event::DeclarationRejected,
            Status::CustomsError,
        ),
        (
            "03",
            &both,
            "D",
            Event::DeclarationRejected,
            Status::CustomsError,
        ),
        ("03", &expired, "D", Event::Expired, Status::CustomsError),
        ("03", "", "A", Event::Invalidated, Status::Invalidated),
        (
            "05",
            WORDS,
            "A",
            Event::ControlAnnounced,
            Status::UnderControl,
        ),
        (
            "06",
            WORDS,
            "A",
            Event::DocumentsRequested,
            Status::DocumentControl,
        ),
        ("07", &own, "A", Event::AmendmentAccepted, Status::Submitted),
        (
            "07",
            &own_without_words,
            "A",
            Event::AmendmentAccepted,
            Status::Submitted,
        ),
        (
            "07",
            &by_customs,
            "A",
            Event::NoticeReceived,
            Status::Submitted,
        ),
        ("08", "", "A", Event::Released, Status::Released),
        ("09", "", "A", Event::Released, Status::Released),
        ("10", "", "A", Event::Invalidated, Status::Invalidated),
        (
            "11",
            &name_code("39"),
            "A",
            Event::RequestGranted,
            Status::Submitted,
        ),
        (
            "11",
            &name_code("41"),
            "A",
            Event::RequestDenied,
            Status::Submitted,
        ),
        (
            "13",
            &name_code("67"),
            "A",
            Event::DutiesCalculated,
            Status::Submitted,
        ),
        (
            "13",
            &name_code("4"),
            "A",
            Event::DutiesCalculated,
            Status::Submitted,
        ),
        (
            "14",
            "",
            "A",
            Event::CreditInsufficient,
            Status::CreditPending,
        ),
        (
            "15",
            "",
            "A",
            Event::CreditInsufficient,
            Status::CreditPending,
        ),
        (
            "16",
            &name_code("A1"),
            "A",
            Event::ExitConfirmed,
            Status::ExitConfirmed,
        ),
        ("17", "", "A", Event::NoticeReceived, Status::Submitted),
        (
            "18",
            "",
            "A",
            Event::ExitAsked,
            Status::ExitConfirmationNotYetReceived,
        ),
        ("50", "", "A", Event::NoticeReceived, Status::Submitted),
        (
            "51",
            "",
            "A",
            Event::InformationAskedByCustoms,
            Status::CustomsInformationRequest,
        ),
        ("52", "", "A", Event::GoodsDetained, Status::UnderControl),
    ];
    for (code, content, declared, event, status) in cases {
        check(code, content, declared, (*event, *status));
    }
    let late = error("CDS12031");
    let refused = decode(response("03", &late, "").as_bytes()).unwrap();
    assert_eq!(answer(&refused, "D").event, Event::PresentationRejected);
    for kind in KINDS {
        let tried = cases.iter().any(|(code, ..)| *code == kind.code);
        assert!(tried, "{} has no case", kind.name);
    }
}

/// What is rejected is the message of ours that customs answers, where that is known: the declaration
/// is none the worse for a refused presentation, amendment or invalidation.
#[test]
fn a_rejection_is_of_the_message_that_it_answers() {
    let rejection = decode(response("03", &error("CDS10001"), "").as_bytes()).unwrap();
    for (answered, event) in [
        (None, Event::DeclarationRejected),
        (Some("DEC"), Event::DeclarationRejected),
        (Some("GPR"), Event::PresentationRejected),
        (Some("COR"), Event::AmendmentRejected),
        (Some("INV"), Event::InvalidationRefused),
    ] {
        let rejection = Inbound {
            rejected_type: answered.map(str::to_owned),
            ..rejection.clone()
        };
        assert_eq!(answer(&rejection, "D").event, event, "{answered:?}");
    }
}

#[test]
fn a_rejection_in_full() {
    let message = response("03", &error("CDS12005"), "");
    let answer = answer(&decode(message.as_bytes()).unwrap(), "A");
    insta::assert_debug_snapshot!(answer);
}

#[test]
fn a_pointer_leads_to_the_field_that_is_known_for_it() {
    let message = response("03", &error("CDS99999"), "");
    let inbound = decode(message.as_bytes()).unwrap();
    let field_of = |path: &[Pointer]| {
        let last = path.last()?;
        let is_known = last.section == "17C" && last.tag.as_deref() == Some("R144");
        let index = last.sequence? - 1;
        is_known.then(|| FieldPath::from(format!("authorisations[{index}].refNum").as_str()))
    };
    let findings = interpret(&inbound, &fixture("minimal"), &field_of).findings;
    assert_eq!(findings[0].fields[0].as_str(), "authorisations[1].refNum");
    assert_eq!(findings[0].message, "Customs reports error CDS99999");
}

#[test]
fn duties_of_the_declaration_and_its_items() {
    let item = "<GoodsShipment><GovernmentAgencyGoodsItem><SequenceNumeric>2</SequenceNumeric>\
        <Commodity><DutyTaxFee><AdValoremTaxBaseAmount currencyID=\"GBP\">1000.00\
        </AdValoremTaxBaseAmount><DeductAmount currencyID=\"GBP\">0.00</DeductAmount>\
        <DutyRegimeCode>100</DutyRegimeCode><TaxRateNumeric>16.00</TaxRateNumeric>\
        <TypeCode>A00</TypeCode><QuotaOrderID>050001</QuotaOrderID><Payment>\
        <MethodCode>E</MethodCode><TaxAssessedAmount currencyID=\"GBP\">160.00\
        </TaxAssessedAmount><PaymentAmount currencyID=\"GBP\">160.00</PaymentAmount></Payment>\
        </DutyTaxFee></Commodity></GovernmentAgencyGoodsItem></GoodsShipment>";
    let message = response("13", &name_code("4"), &format!("{PAID}{item}"));
    let inbound = decode(message.as_bytes()).unwrap();
    assert!(
        inbound
            .facts
            .duties
            .iter()
            .all(|duty| duty.state == DutyState::Final)
    );
    insta::assert_json_snapshot!(inbound.facts);
}

#[test]
fn documents_are_wanted_by_the_first_day() {
    let wanted = |code: &str, day: &str| {
        format!(
            "<AdditionalInformation><StatementCode>{code}</StatementCode>\
             <LimitDateTime><DateTimeString>{day}</DateTimeString></LimitDateTime>\
             <StatementDescription>invoice</StatementDescription></AdditionalInformation>"
        )
    };
    let content = [
        wanted("N1", "20260309"),
        WORDS.to_owned(),
        wanted("N2", "20260305120000Z"),
    ];
    let message = response("06", &content.concat(), "");
    insta::assert_json_snapshot!(decode(message.as_bytes()).unwrap().facts);
}

#[test]
fn a_response_without_its_own_identifier_is_known_by_what_it_says() {
    let message = response("09", "", "");
    let unnamed = message.replace("<FunctionalReferenceID>C-09</FunctionalReferenceID>", "");
    let identifier = decode(unnamed.as_bytes()).unwrap().identifier;
    assert_eq!(
        identifier.as_deref(),
        Some("DMSCLE/LRN0001/20260301100000Z")
    );
}

#[test]
fn the_declaration_as_customs_has_it_is_not_what_customs_says_of_it() {
    let copy = "<Declaration><FunctionCode>9</FunctionCode><ID>other</ID></Declaration>";
    let message = response("07", copy, "");
    let inbound = decode(message.as_bytes()).unwrap();
    assert_eq!(inbound.correlation.mrn.as_deref(), Some(MRN));
}

#[test]
fn several_responses_are_read_in_order() {
    let both = in_metadata(&[response("02", "", ""), response("01", "", "")].concat());
    let read = decode::decode(both.as_bytes()).unwrap();
    let names = read.said.iter().map(|one| one.message_type.as_str());
    let names: Vec<&str> = names.collect();
    assert_eq!(names, ["DMSRCV", "DMSACC"]);
    // One that cannot be read is not hidden by the others, and hides none.
    let unknown = both.replace("<FunctionCode>01", "<FunctionCode>99");
    let part = decode::decode(unknown.as_bytes()).unwrap();
    assert_eq!(part.said, read.said[..1]);
    let error = part.unread[0].to_string();
    assert_eq!(error, "unknown message Response of function 99");
}

fn refused(message: &str, expected: &str) {
    let error = decode(message.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_is_unknown_or_incomplete_says_so() {
    refused("<a", "not readable");
    refused("<Other/>", "unknown message Other");
    refused(
        "<MetaData><WCOTypeName>DEC</WCOTypeName><Declaration><ID>1</ID></Declaration></MetaData>",
        "unknown message MetaData with Declaration",
    );
    refused(
        &response("99", "", ""),
        "unknown message Response of function 99",
    );
    refused("<Response/>", "FunctionCode is missing");
    let nothing = "<Response><FunctionCode>09</FunctionCode></Response>";
    refused(nothing, "DMSCLE: Declaration is missing");
    let numberless = nothing.replace("</Response>", "<Declaration/></Response>");
    refused(&numberless, "neither FunctionalReferenceID nor ID");
    refused(&response("11", "", ""), "Status/NameCode is missing");
    refused(
        &response("11", &name_code("40"), ""),
        "neither 39 nor 41: 40",
    );
    let without_mrn = response("01", "", "").replace(&format!("<ID>{MRN}</ID>"), "");
    refused(&without_mrn, "Declaration/ID is missing");
}

/// A response that is read without a value, and says so.
fn read_without(code: &str, content: &str, declaration: &str, event: Event, expected: &str) {
    let message = response(code, content, declaration);
    let inbound = decode(message.as_bytes()).unwrap();
    assert_eq!(inbound.unread.join("; "), expected, "{code}");
    assert_eq!(answer(&inbound, "A").event, event, "{code}");
}

#[test]
fn one_value_that_cannot_be_read_hides_nothing_else() {
    let state = name_code("115");
    let unknown = "Status/NameCode is no state of duties that is known: 115";
    read_without("13", &state, PAID, Event::DutiesCalculated, unknown);
    let duties = decode(response("13", &state, PAID).as_bytes()).unwrap();
    let duty = &duties.facts.duties[0];
    assert_eq!(duty.state, DutyState::Other);
    assert_eq!(duty.state_code.as_deref(), Some("115"));
    assert!(duty.amount.is_some());
    let missing = "Status/NameCode is missing";
    read_without("13", "", PAID, Event::DutiesCalculated, missing);
    let accepted = "<AcceptanceDateTime>20261301</AcceptanceDateTime>";
    let wrong = "AcceptanceDateTime is not a date: 20261301";
    read_without("01", "", accepted, Event::Accepted, wrong);
    let money = PAID.replace("160.00", "much");
    let wrong = "Payment/PaymentAmount is not a number: much";
    read_without("14", "", &money, Event::CreditInsufficient, wrong);
    read_without(
        "13",
        &name_code("4"),
        &money,
        Event::DutiesCalculated,
        wrong,
    );
    let rejected = "<Error><Pointer><SequenceNumeric>x</SequenceNumeric></Pointer></Error>";
    let wrong = "SequenceNumeric is no number: x";
    read_without("03", rejected, "", Event::DeclarationRejected, wrong);
    let version = "<VersionID>last</VersionID>";
    let wrong = "Declaration/VersionID is no number: last";
    read_without("09", "", version, Event::Released, wrong);
    let limit = "<AdditionalInformation><LimitDateTime><DateTimeString>soon</DateTimeString>\
        </LimitDateTime></AdditionalInformation>";
    let wrong = "LimitDateTime is not a date: soon";
    read_without("06", limit, "", Event::DocumentsRequested, wrong);
    read_without("18", limit, "", Event::ExitAsked, wrong);
}

#[test]
fn the_day_of_the_exit_is_read_as_programs_print_it() {
    let left = "<Status><EffectiveDateTime><DateTimeString>Wed Nov 13 00:00:00 UTC 2019\
        </DateTimeString></EffectiveDateTime><NameCode>A1</NameCode></Status>";
    read_without("16", left, "", Event::ExitConfirmed, "");
    let facts = decode(response("16", left, "").as_bytes()).unwrap().facts;
    assert_eq!(facts.exit_date, Some("2019-11-13".parse().unwrap()));
    assert_eq!(facts.control_result.unwrap().code, "A1");
}

#[test]
fn what_customs_does_not_believe_is_a_warning_at_its_field() {
    let unbelieved = |words: &str| {
        format!(
            "<AdditionalInformation><StatementCode>smartErrorMsg</StatementCode>\
             <StatementDescription>Value per kilo too low</StatementDescription>\
             <Pointer><SequenceNumeric>1</SequenceNumeric><DocumentSectionCode>07B\
             </DocumentSectionCode></Pointer><Pointer><SequenceNumeric>1</SequenceNumeric>\
             <DocumentSectionCode>53A</DocumentSectionCode></Pointer></AdditionalInformation>\
             <Error>{words}<ValidationCode>CDS13000</ValidationCode>\
             <Pointer><DocumentSectionCode>42A</DocumentSectionCode></Pointer>\
             <Pointer><DocumentSectionCode>67A</DocumentSectionCode></Pointer>\
             <Pointer><SequenceNumeric>1</SequenceNumeric><DocumentSectionCode>68A\
             </DocumentSectionCode></Pointer></Error>"
        )
    };
    let own = "<Description>Value per kilo too low</Description>";
    for (code, event) in [("01", Event::Accepted), ("02", Event::Acknowledged)] {
        for words in [own, ""] {
            let message = response(code, &unbelieved(words), "");
            let inbound = decode(message.as_bytes()).unwrap();
            let known = CustomsFacts::default();
            let answer = UkCds.interpret(&inbound, &fixture("uk_cds_import"), &known);
            assert!(inbound.errors.is_empty());
            let finding = &answer.findings[0];
            assert_eq!(finding.severity, Severity::Warning);
            assert_eq!(finding.code, "CDS13000");
            assert_eq!(finding.description, "Value per kilo too low");
            let item = "goodsShipment.governmentAgencyGoodsItems[0]";
            assert_eq!(finding.fields[0].as_str(), item);
            assert!([event, Event::PreLodged].contains(&answer.event));
        }
    }
}

#[test]
fn what_customs_tells_beside_the_procedure_is_kept() {
    let told = "<AdditionalInformation><StatementCode>A2</StatementCode><StatementTypeCode>ICS\
        </StatementTypeCode></AdditionalInformation><Bank><ReferenceID>BARCGB22</ReferenceID>\
        <ID>GB16BARC20051723372545</ID></Bank>";
    for code in ["08", "09"] {
        let message = response(code, told, "<VersionID>2</VersionID>");
        let facts = decode(message.as_bytes()).unwrap().facts;
        assert_eq!(facts.control_result.unwrap().code, "A2");
        assert_eq!(facts.version, Some(2));
        let bank = facts.bank.unwrap();
        assert_eq!(bank.account.as_deref(), Some("GB16BARC20051723372545"));
        assert_eq!(bank.code.as_deref(), Some("BARCGB22"));
    }
    let limit = "<AdditionalInformation><LimitDateTime><DateTimeString>20260305120000Z\
        </DateTimeString></LimitDateTime></AdditionalInformation>";
    let facts = decode(response("18", limit, "").as_bytes()).unwrap().facts;
    assert_eq!(facts.due_date, Some("2026-03-05".parse().unwrap()));
}

/// What of the published notifications is not read: the file, and the words.
const UNREAD: &[(&str, &str)] = &[
    ("TT_IM065a", "no state of duties that is known: 115"),
    ("TT_IM115a", "no state of duties that is known: 115"),
    ("TT_IM219a", "no state of duties that is known: 115"),
];

#[test]
fn every_published_notification_is_read() {
    let mut found = Vec::new();
    for (variable, folder) in [
        ("CAS_CONVERSATIONS", "conversations/uk-cds"),
        ("CAS_SAMPLES", "samples"),
    ] {
        if let Some(folder) = official(variable, folder) {
            files(&folder, &mut found);
        }
    }
    let (mut read, mut wrong) = (0, Vec::new());
    for path in &found {
        let bytes = std::fs::read(path).unwrap();
        if UkCds.recognise(&bytes) != Some(MessageKind::Answer) {
            continue;
        }
        let name = path.to_string_lossy();
        match decode::decode(&bytes) {
            Ok(decoded) => {
                read += decoded.said.len();
                wrong.extend(
                    decoded
                        .unread
                        .iter()
                        .map(|error| format!("{name}: {error}")),
                );
                let values = decoded.said.iter().flat_map(|said| &said.unread);
                let unknown = values.filter(|value| {
                    let mut known = UNREAD.iter();
                    !known.any(|(file, words)| name.contains(file) && value.ends_with(words))
                });
                wrong.extend(unknown.map(|value| format!("{name}: {value}")));
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(found.is_empty() || read > 250, "{read} notifications");
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            found.push(path);
        }
    }
}

/// Every notification of customs' examples is read as what its file is called; every other file
/// says what it is.
#[test]
fn the_official_samples_are_read() {
    let Some(folder) = official("CAS_SAMPLES", "samples") else {
        return;
    };
    let mut found = Vec::new();
    files(&folder.join("uk-cds"), &mut found);
    let mut read = 0;
    for path in found {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match decode(&std::fs::read(&path).unwrap()) {
            Ok(inbound) => {
                read += 1;
                assert!(name.contains(&inbound.message_type), "{name}");
                let answer = answer(&inbound, "A");
                let pointers = answer
                    .findings
                    .iter()
                    .filter_map(|one| one.pointer.as_ref());
                for line in pointers {
                    assert_eq!(&pointers::written(&pointers::read(line)), line);
                }
            }
            Err(DecodeError::UnknownMessage(what)) => assert!(!name.contains("DMS"), "{what}"),
            Err(DecodeError::Malformed(_)) => assert_eq!(name, "TT_EX002a"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert!(read > 40, "{read} responses");
}

/// Each example of customs is a conversation: where it leads, with what we asked for in between.
#[test]
fn the_official_conversations_end_as_they_should() {
    use Event as E;
    const AMENDED: &[E] = &[E::AmendmentOpened, E::AmendmentRequested];
    let Some(folder) = official("CAS_SAMPLES", "samples") else {
        return;
    };
    for (name, declared, before, ours, status) in [
        (
            "TT_EX010a",
            "A",
            "03",
            &[E::InvalidationRequested][..],
            Status::Invalidated,
        ),
        ("TT_EX011a", "D", "", &[], Status::ExitConfirmed),
        ("TT_EX013a", "D", "", &[], Status::ExitConfirmed),
        ("TT_FI001a", "A", "", &[], Status::Released),
        ("TT_FI001b", "A", "", &[], Status::CreditPending),
        ("TT_IM001a", "A", "", &[], Status::Released),
        ("TT_IM001b", "A", "", &[], Status::CustomsError),
        ("TT_IM001c", "A", "", &[], Status::Released),
        ("TT_IM008b", "A", "03", AMENDED, Status::Released),
    ] {
        let mut found = Vec::new();
        let example = folder.join("uk-cds").join(name);
        files(&example.join("Example_Notifications"), &mut found);
        found.sort();
        let mut history = vec![E::ValidationPassed, E::SubmissionRequested];
        for path in found {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            if !before.is_empty() && file.starts_with(before) {
                history.extend(ours);
            }
            if file.contains("DMS") {
                let inbound = decode(&std::fs::read(&path).unwrap()).unwrap();
                history.push(answer(&inbound, declared).event);
            }
        }
        let standing = replay(Family::Customs, history.iter().copied());
        assert_eq!(standing.status, status, "{name}: {history:?}");
        assert_eq!(standing.covered, None, "{name}: {history:?}");
    }
}

fn any_step() -> impl Strategy<Value = Pointer> {
    let sequence = proptest::option::of(0u32..10_000);
    let tag = proptest::option::of("[A-Z0-9]{1,4}");
    (sequence, "[0-9]{2}[A-Z]", tag).prop_map(|(sequence, section, tag)| Pointer {
        sequence,
        section,
        tag,
    })
}

proptest! {
    #[test]
    fn a_pointer_is_read_as_it_was_written(path in proptest::collection::vec(any_step(), 1..6)) {
        prop_assert_eq!(pointers::read(&pointers::written(&path)), path);
    }

    /// Whatever happens to a message on its way, reading it and saying what it means never fails
    /// otherwise than with an error.
    #[test]
    fn no_mutation_brings_the_reader_down(
        code in (0..KINDS.len()).prop_map(|index| KINDS[index].code),
        cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        other in "[0-9<>/:\\[\\]A-Za-zé\u{1F600} ]{0,8}",
    ) {
        let content = [error("CDS12046"), name_code("39"), change("16", WORDS)].concat();
        let message = response(code, &content, PAID);
        let (from, to) = (cut.0.index(message.len()), cut.1.index(message.len()));
        let mut bytes = message.clone().into_bytes();
        bytes.splice(from.min(to)..from.max(to).min(from.min(to) + 12), other.bytes());
        for inbound in decode::decode(&bytes).unwrap_or_default().said {
            let _ = answer(&inbound, "D");
        }
    }

    #[test]
    fn no_text_brings_the_pointer_down(line in "\\PC{0,20}") {
        let path = pointers::read(&line);
        let _ = pointers::written(&path);
    }
}
