//! What the excise system says, and what it means.

use cas_gateway::{CustomsSystem, DecodeError, Decoded, Inbound, Intent};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::{Event, Family, Status, replay};
use cas_systems::emcs::Emcs;
use cas_systems::emcs::decode::{KINDS, decode};
use cas_systems::emcs::pointers::{field_of, pointer_of};
use proptest::prelude::*;

use crate::common::emcs::{ARC, CONSIGNEE, CONSIGNOR, send, settings, text};
use crate::common::{fixture, official};

/// A message with this content in its one element.
fn message(name: &str, content: &str) -> String {
    format!(
        "<ie:{name} xmlns:ie=\"urn:publicid:-:EC:DGTAXUD:EMCS:PHASE4:{name}:V3.23\">\
         <ie:Header><tms:MessageSender>NDEA.FR</tms:MessageSender>\
         <tms:DateOfPreparation>2026-03-07</tms:DateOfPreparation>\
         <tms:TimeOfPreparation>10:11:12</tms:TimeOfPreparation>\
         <tms:MessageIdentifier>C-{name}</tms:MessageIdentifier>\
         <tms:CorrelationIdentifier>MSG-0001</tms:CorrelationIdentifier></ie:Header>\
         <ie:Body><ie:Content>{content}</ie:Content></ie:Body></ie:{name}>"
    )
}

/// The group that names the movement.
fn movement(group: &str) -> String {
    format!(
        "<{group}><AdministrativeReferenceCode>{ARC}</AdministrativeReferenceCode>\
         <SequenceNumber>1</SequenceNumber></{group}>"
    )
}

fn with_attributes(attributes: &str) -> String {
    format!(
        "<Attributes><AdministrativeReferenceCode>{ARC}</AdministrativeReferenceCode>\
         <SequenceNumber>1</SequenceNumber>{attributes}</Attributes>"
    )
}

/// Our own draft as customs would send it once validated.
fn validated(document: &SingleAdministrativeDocument, sequence: u32) -> String {
    let draft = text(send(document, Intent::Declare, CONSIGNOR));
    let upstream = format!("<UpstreamArc>{ARC}</UpstreamArc></EadEsad>");
    let movement = format!(
        "<EADESADContainer><ExciseMovement>\
         <AdministrativeReferenceCode>{ARC}</AdministrativeReferenceCode>\
         <DateAndTimeOfValidationOfEadEsad>2026-03-01T10:00:00</DateAndTimeOfValidationOfEadEsad>\
         </ExciseMovement>"
    );
    draft
        .replace("IE815", "IE801")
        .replace("<SubmittedDraftOfEADESAD>", &movement)
        .replace("</SubmittedDraftOfEADESAD>", "</EADESADContainer>")
        .replace("<EadEsadDraft>", "<EadEsad>")
        .replace("</EadEsadDraft>", &upstream)
        .replace(
            "<HeaderEadEsad>",
            &format!("<HeaderEadEsad><SequenceNumber>{sequence}</SequenceNumber>"),
        )
}

fn only(bytes: &str) -> Inbound {
    let mut said = decode(bytes.as_bytes()).unwrap().said;
    assert_eq!(said.len(), 1);
    said.remove(0)
}

fn event_of(bytes: &str) -> Event {
    Emcs.interpret(
        &only(bytes),
        &fixture("emcs_minimal"),
        &CustomsFacts::default(),
    )
    .event
}

/// What each message leads to, for a movement that is on its way.
#[test]
fn messages_lead_to_statuses() {
    let receipt = |conclusion: &str| {
        movement("ExciseMovement")
            + &format!(
                "<ReportOfReceiptExport><DateOfArrivalOfExciseProducts>2026-03-07\
                 </DateOfArrivalOfExciseProducts><GlobalConclusionOfReceipt>{conclusion}\
                 </GlobalConclusionOfReceipt></ReportOfReceiptExport>"
            )
    };
    let alert = |flag: &str| {
        movement("ExciseMovement")
            + &format!(
                "<AlertOrRejection><DateOfAlertOrRejection>2026-03-03</DateOfAlertOrRejection>\
                 <EadEsadRejectedFlag>{flag}</EadEsadRejectedFlag></AlertOrRejection>"
            )
    };
    let diverted = movement("ExciseNotification")
        .replace("</Excise", "<NotificationType>2</NotificationType></Excise")
        + &movement("DownstreamArc");
    let closed = |flag: &str| {
        with_attributes(&format!(
            "<ManualClosureRequestReasonCode>1</ManualClosureRequestReasonCode>\
             <ManualClosureRequestAccepted>{flag}</ManualClosureRequestAccepted>"
        ))
    };
    let stopped = with_attributes(
        "<ReasonForInterruptionCode>2</ReasonForInterruptionCode>\
         <ReferenceNumberOfExciseOffice>XI000002</ReferenceNumberOfExciseOffice>",
    );
    let exported = movement("ExciseMovementEad")
        + "<ExportDeclarationAcceptanceRelease><ReferenceNumberOfSenderCustomsOffice>XI000142\
           </ReferenceNumberOfSenderCustomsOffice><DocumentReferenceNumber>26X\
           </DocumentReferenceNumber><ExportDeclarationAcceptanceOrGoodsReleasedForExport>0\
           </ExportDeclarationAcceptanceOrGoodsReleasedForExport>\
           </ExportDeclarationAcceptanceRelease>";
    let refused = "<Rejection><RejectionReasonCode>4</RejectionReasonCode></Rejection>".to_owned()
        + &movement("CEadVal");
    let status = |code: &str| with_attributes(&format!("<Status>{code}</Status>"));
    let cancelled = movement("ExciseMovementEad")
        + "<Cancellation><CancellationReasonCode>1</CancellationReasonCode></Cancellation>";
    let error = "<FunctionalError><ErrorType>92</ErrorType><ErrorReason>r</ErrorReason>\
                 </FunctionalError>";
    for (name, content, expected) in [
        ("IE818", receipt("1"), Status::Delivered),
        ("IE818", receipt("2"), Status::Delivered),
        ("IE818", receipt("3"), Status::Refused),
        ("IE818", receipt("4"), Status::PartiallyRefused),
        ("IE818", receipt("21"), Status::Delivered),
        ("IE818", receipt("23"), Status::Refused),
        ("IE819", alert("0"), Status::Alerted),
        ("IE819", alert("1"), Status::Rejected),
        ("IE803", diverted, Status::Diverted),
        ("IE807", stopped, Status::Interrupted),
        ("IE810", cancelled, Status::Cancelled),
        ("IE813", movement("UpdateEadEsad"), Status::Accepted),
        ("IE829", exported, Status::AcceptedForExport),
        ("IE839", refused, Status::Rejected),
        ("IE881", closed("1"), Status::ManuallyClosed),
        ("IE881", closed("0"), Status::Accepted),
        ("IE905", status("X03"), Status::Delivered),
        ("IE905", status("X11"), Status::Accepted),
        ("IE704", with_attributes("") + error, Status::Accepted),
        ("IE906", with_attributes("") + error, Status::Accepted),
    ] {
        let event = event_of(&message(name, &content));
        let history = [Event::MovementOpened, event];
        let standing = replay(Family::Excise, history);
        assert_eq!(standing.status, expected, "{name}: {event:?}");
        let foreseen = Family::Excise.leads(Status::Accepted, event);
        assert!(foreseen.is_some(), "{name}: {event:?} in Accepted");
    }
}

#[test]
fn a_validated_movement_is_read_as_it_was_sent() {
    for name in ["emcs_movement", "emcs_minimal"] {
        let sent = fixture(name);
        let said = only(&validated(&sent, 1));
        assert_eq!(said.correlation.arc.as_deref(), Some(ARC));
        assert_eq!(said.facts.sequence_number, Some(1));
        assert_eq!(
            said.facts.acceptance_date,
            Some("2026-03-01".parse().unwrap())
        );
        assert_eq!(
            Emcs.interpret(&said, &sent, &CustomsFacts::default()).event,
            Event::Accepted
        );
        let opening = said.opening.unwrap();
        assert_eq!(opening.lrn, "LRN0001");
        assert_eq!(opening.split_from.as_deref(), Some(ARC));
        // What it says again is what it said before.
        let again = only(&validated(&opening.document, 1)).opening.unwrap();
        assert_eq!(again.document, opening.document);
        let differences = Emcs.differences(
            &sent,
            "LRN0001",
            &settings(CONSIGNOR),
            validated(&sent, 1).as_bytes(),
        );
        let differences = differences.unwrap().unwrap();
        let upstream = "exciseMovement.upstreamArc";
        let paths = differences.iter().filter_map(|one| one.path.as_ref());
        assert!(
            paths.clone().all(|path| path.as_str() == upstream),
            "{differences:?}"
        );
    }
    let said = only(&validated(&fixture("emcs_minimal"), 2));
    assert_eq!(
        Emcs.interpret(&said, &fixture("emcs_minimal"), &CustomsFacts::default())
            .event,
        Event::DestinationChanged
    );
}

#[test]
fn a_number_stands_with_its_street_or_apart() {
    let whole = validated(&fixture("emcs_minimal"), 1);
    let street = "<StreetName>Rue du Port</StreetName><StreetNumber>12b</StreetNumber>";
    let apart = whole.replace("<StreetName>Rue du Port 1</StreetName>", street);
    assert_ne!(whole, apart);
    let read = |message: &str| only(message).opening.unwrap().document;
    assert_ne!(read(&whole), read(&apart));
    assert!(validated(&read(&apart), 1).contains("<StreetNumber>12b</StreetNumber>"));
}

#[test]
fn a_package_says_what_its_messages_say() {
    use base64::Engine as _;
    let inside = [
        message("IE813", &movement("UpdateEadEsad")),
        validated(&fixture("emcs_minimal"), 2),
    ];
    let bodies = inside.each_ref().map(|one| {
        let data = base64::engine::general_purpose::STANDARD.encode(one);
        format!("<MessageBody><MessageData>{data}</MessageData></MessageBody>")
    });
    let package =
        |bodies: &str| message("IE934", bodies).replace("ie:Content>", "ie:MessagePackage>");
    let packed = package(&bodies.concat());
    let said = decode(packed.as_bytes()).unwrap().said;
    let types: Vec<&str> = said.iter().map(|one| one.message_type.as_str()).collect();
    assert_eq!(types, ["IE813", "IE801"]);
    let no_message = "<MessageBody><MessageData>?</MessageData></MessageBody>";
    // What cannot be read is named, and hides nothing of the others.
    let read = decode(package(&format!("{no_message}{}", bodies.concat())).as_bytes()).unwrap();
    assert_eq!(read.said, said);
    assert_eq!(read.unread.len(), 1);
    for wrong in ["", no_message] {
        let refused = decode(package(wrong).as_bytes());
        assert!(matches!(refused, Err(DecodeError::Incomplete { .. })));
    }
}

#[test]
fn an_export_of_many_movements_says_it_of_each() {
    let other = movement("CEadVal").replace("47115", "47116");
    let refused = "<Rejection><RejectionReasonCode>4</RejectionReasonCode></Rejection>\
        <ExportDeclarationInformation><NegativeCrosscheckValidationResults><UbrCrosscheckResult>\
        <AdministrativeReferenceCode>"
        .to_owned()
        + ARC
        + "</AdministrativeReferenceCode><BodyRecordUniqueReference>2</BodyRecordUniqueReference>\
        <DiagnosisCode>3</DiagnosisCode></UbrCrosscheckResult>\
        </NegativeCrosscheckValidationResults></ExportDeclarationInformation>";
    let message = message("IE839", &(refused + &movement("CEadVal") + &other));
    let said = decode(message.as_bytes()).unwrap().said;
    assert_eq!(said.len(), 2);
    assert_ne!(said[0].content, said[1].content);
    let document = fixture("emcs_movement");
    let findings = Emcs
        .interpret(&said[0], &document, &CustomsFacts::default())
        .findings;
    assert_eq!(findings.len(), 2);
    let item = "goodsShipment.governmentAgencyGoodsItems[1]";
    assert_eq!(findings[1].fields[0].as_str(), item);
    assert_eq!(said[1].errors.len(), 1);
}

/// The version, the prefixes and the absence of namespaces make no difference.
#[test]
fn namespaces_are_not_looked_at() {
    let plain = validated(&fixture("emcs_movement"), 1);
    let prefixed = plain
        .replace("</tms:", "\u{2}")
        .replace("<tms:", "\u{3}")
        .replace("</", "\u{1}")
        .replace('<', "<urn:")
        .replace('\u{1}', "</urn:")
        .replace('\u{2}', "</x:")
        .replace('\u{3}', "<x:")
        .replace("<urn:?", "<?");
    for spelled in [
        plain.replace("V3.23", "V3.13"),
        plain.replace("tms:", ""),
        prefixed,
    ] {
        assert_eq!(only(&spelled), only(&plain));
    }
}

#[test]
fn pointers_lead_there_and_back() {
    let document = fixture("emcs_movement");
    let draft = "/IE815/Body/SubmittedDraftOfEADESAD";
    let items = "goodsShipment.governmentAgencyGoodsItems";
    for (below, path) in [
        ("/EadEsadDraft/LocalReferenceNumber", "functionRefNum"),
        (
            "/ConsignorTrader/TraderExciseNumber",
            "goodsShipment.consignor.businessPartnerReference[0].code",
        ),
        ("/HeaderEadEsad/JourneyTime", "exciseMovement.journeyTime"),
        (
            "/DispatchImportOffice/ReferenceNumber",
            "exciseMovement.dispatchImportOffice",
        ),
        (
            "/TransportDetails[2]/IdentityOfTransportUnits",
            "exciseMovement.transportUnits[1].identification",
        ),
        (
            "/MovementGuarantee/GuarantorTrader[2]/TraderName",
            "exciseMovement.secondGuarantor.name",
        ),
        (
            "/EadEsadDraft/ImportCustomsDeclaration[1]/ImportCustomsDeclarationNumber",
            "previousDocuments[0].refNum",
        ),
        (
            "/DocumentCertificate[2]/ReferenceOfDocument",
            "additionalDocuments[1].refNum",
        ),
        (
            "/BodyEadEsad[1]/CnCode",
            &format!("{items}[0].commodity.classifications[1].code"),
        ),
        (
            "/BodyEadEsad[2]/WineProduct/WineOperation[2]/WineOperationCode",
            &format!("{items}[1].exciseProduct.wine.operations[1].code"),
        ),
        (
            "/BodyEadEsad[3]/Package[1]/KindOfPackages",
            &format!("{items}[2].packagings[0].type"),
        ),
    ] {
        let pointer = format!("{draft}{below}");
        assert_eq!(field_of(&document, &pointer).as_str(), path, "{pointer}");
        let back = pointer_of(&document, &path.into());
        assert_eq!(back.as_deref(), Some(pointer.as_str()), "{path}");
        // As customs writes it.
        let numbered = pointer
            .replace("Body/", "Body[1]/ns:")
            .replace("Header", "ns:Header");
        assert_eq!(field_of(&document, &numbered).as_str(), path);
    }
    for (pointer, path) in [
        (
            "/urn:IE801[1]/urn:Body[1]/urn:EADESADContainer[1]/urn:PlaceOfDispatchTrader[1]",
            "exciseMovement.placeOfDispatch",
        ),
        (
            "/IE818/Body/AcceptedOrRejectedReportOfReceiptExport/ConsigneeTrader/City",
            "goodsShipment.consignee.address.city",
        ),
        (
            "/IE818/Body/AcceptedOrRejectedReportOfReceiptExport/ReportOfReceiptExport\
             /GlobalConclusionOfReceipt",
            "",
        ),
        ("line: 94, column: 3", ""),
    ] {
        assert_eq!(field_of(&document, pointer).as_str(), path, "{pointer}");
    }
}

#[test]
fn every_sample_is_read_or_named() {
    let Some(folder) = official("CAS_SAMPLES", "samples") else {
        return;
    };
    let mut read = Vec::new();
    for entry in std::fs::read_dir(folder.join("emcs-v3.23")).unwrap() {
        let path = entry.unwrap().path();
        match decode(&std::fs::read(&path).unwrap()) {
            Ok(Decoded { said, unread }) => {
                assert_eq!(unread, []);
                let document = fixture("emcs_movement");
                for one in &said {
                    let _ = Emcs.interpret(one, &document, &CustomsFacts::default());
                }
                read.push(said[0].message_type.clone());
            }
            Err(DecodeError::UnknownMessage(name)) => {
                assert!(name.contains("does not handle"), "{name}");
            }
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
    let without_sample = ["IE836"];
    for kind in KINDS {
        let is_read = read.iter().any(|name| name == kind.name);
        assert!(
            is_read || without_sample.contains(&kind.name),
            "{}",
            kind.name
        );
    }
}

#[test]
fn who_reports_must_be_the_consignee() {
    let document = fixture("emcs_movement");
    let refused = send(&document, crate::common::emcs::report(), CONSIGNOR);
    assert!(refused.is_err());
    let sent = text(send(&document, crate::common::emcs::report(), CONSIGNEE));
    assert!(sent.contains("<ExciseProductCode>W200</ExciseProductCode>"));
    let explained = text(send(&document, crate::common::emcs::delay(), CONSIGNEE));
    assert!(explained.contains("<SubmitterType>2</SubmitterType>"));
    assert!(explained.contains(&format!("<SubmitterIdentification>{CONSIGNEE}<")));
    let explained = text(send(&document, crate::common::emcs::delay(), CONSIGNOR));
    assert!(explained.contains("<SubmitterType>1</SubmitterType>"));
}

proptest! {
    /// Whatever is cut out of a message, reading it ends with an answer or an error.
    #[test]
    fn a_mutilated_message_never_panics(from in 0_usize..9_000, length in 1_usize..400) {
        let whole = validated(&fixture("emcs_movement"), 1);
        let text: String = whole
            .chars()
            .enumerate()
            .filter(|(at, _)| !(from..from + length).contains(at))
            .map(|(_, c)| c)
            .collect();
        if let Ok(Decoded { said, .. }) = decode(text.as_bytes()) {
            let document = fixture("emcs_minimal");
            said.iter().for_each(|one| drop(Emcs.interpret(one, &document, &CustomsFacts::default())));
        }
    }
}

#[test]
fn one_value_that_cannot_be_read_hides_nothing_else() {
    let exported = |day: &str| {
        movement("ExciseMovementEad")
            + &format!(
                "<ExportDeclarationAcceptanceRelease><DateOfRelease>{day}</DateOfRelease>\
                 <DocumentReferenceNumber>26X</DocumentReferenceNumber>\
                 </ExportDeclarationAcceptanceRelease>"
            )
    };
    let said = only(&message("IE829", &exported("2026-11-05+00:00")));
    assert_eq!(said.facts.release_date, Some("2026-11-05".parse().unwrap()));
    // Whether it is released is said nowhere: then it is accepted.
    assert_eq!(said.unread, [""; 0]);
    assert_eq!(
        said.facts.notices[0].text,
        "Export declaration 26X accepted"
    );
    let said = only(&message("IE829", &exported("soon")));
    let wrong = "DateOfRelease is not what it should be: soon";
    assert_eq!(
        (said.facts.release_date, said.unread),
        (None, vec![wrong.to_owned()])
    );
    assert_eq!(
        event_of(&message("IE829", &exported("soon"))),
        Event::ExportAccepted
    );
    // Later versions say of each movement whether it is released.
    let flag = "<ExportDeclarationAcceptanceOrGoodsReleasedForExport>1\
        </ExportDeclarationAcceptanceOrGoodsReleasedForExport></ExciseMovementEad>";
    let released = exported("2026-11-05").replace("</ExciseMovementEad>", flag);
    let said = only(&message("IE829", &released));
    let text = "Export declaration 26X released for export";
    assert_eq!(said.facts.notices[0].text, text);
    let report = movement("ExciseMovement")
        + "<ReportOfReceiptExport><DateOfArrivalOfExciseProducts>late\
           </DateOfArrivalOfExciseProducts><GlobalConclusionOfReceipt>1\
           </GlobalConclusionOfReceipt></ReportOfReceiptExport><BodyReportOfReceiptExport>\
           <BodyRecordUniqueReference>1</BodyRecordUniqueReference><RefusedQuantity>some\
           </RefusedQuantity></BodyReportOfReceiptExport>";
    let said = only(&message("IE818", &report));
    assert_eq!(said.unread.len(), 2, "{:?}", said.unread);
    assert_eq!(event_of(&message("IE818", &report)), Event::Delivered);
    // The movement itself is read without a day that is none.
    let whole = validated(&fixture("emcs_movement"), 1);
    let day = whole.find("<DateOfDispatch>").unwrap() + "<DateOfDispatch>".len();
    let zoned = format!("{}+01:00{}", &whole[..day + 10], &whole[day + 10..]);
    let said = only(&zoned);
    assert_eq!(said.unread, [""; 0]);
    assert_eq!(
        said.opening.unwrap().document,
        only(&whole).opening.unwrap().document
    );
    let wrong = format!("{}never{}", &whole[..day], &whole[day + 10..]);
    let said = only(&wrong);
    assert_eq!(said.unread.len(), 1, "{:?}", said.unread);
    assert!(said.opening.is_some());
}
