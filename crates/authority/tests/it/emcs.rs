//! Excise movements: both traders, changes of destination, splits, reports and explanations.

use std::path::Path;
use std::process::Command;

use cas_authority::{Callback, CallbackTarget, Delivery, Settings};

use crate::common::{Both, Trader, text};
use crate::schemas::{files, has_xmllint, official, skipped};

const MOVEMENT: &str = include_str!("../fixtures/emcs_movement.xml");
const LRN: &str = "LRN20260001";
const CONSIGNOR: &str = "BE00000010001";
const CONSIGNEE: &str = "NL00000020001";
const OTHER_CONSIGNEE: &str = "NL00000030001";

/// An authority with a consignor, whom it answers unless it knows better, and a consignee.
struct World {
    both: Both,
    consignee: Trader,
    other: Trader,
}

impl World {
    async fn start() -> World {
        World::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Settings)) -> World {
        let (consignee, other) = (Trader::start().await, Trader::start().await);
        let both = Both::with(|settings| {
            settings.keep_transcripts = true;
            for (number, trader) in [(CONSIGNEE, &consignee), (OTHER_CONSIGNEE, &other)] {
                know(&mut settings.callback, number, trader);
            }
            change(settings);
        })
        .await;
        World {
            both,
            consignee,
            other,
        }
    }

    /// A world with a movement of this invoice number.
    async fn moving(invoice: &str) -> World {
        let world = World::start().await;
        world.send(&movement(invoice)).await;
        world
    }

    async fn send(&self, message: &str) {
        self.both.lodge_at("/emcs/messages", message).await;
    }

    async fn tell(&self, words: &[&str]) {
        self.both.authority.notify_as("emcs", LRN, words).unwrap();
        self.both.authority.settled().await;
    }

    fn arc(&self) -> String {
        self.entry(LRN).mrn.unwrap_or_default()
    }

    fn entry(&self, lrn: &str) -> cas_authority::DeclarationEntry {
        let ledger = self.both.authority.ledger();
        ledger.declaration(lrn).expect("a movement").clone()
    }

    fn standing(&self) -> &'static str {
        self.entry(LRN).standing.unwrap_or_default()
    }

    /// What consignor, consignee and the other consignee heard.
    fn heard(&self) -> [String; 3] {
        [&self.both.trader, &self.consignee, &self.other].map(|trader| kinds(trader).join(" "))
    }

    fn last(&self) -> String {
        self.both.trader.bodies().pop().expect("an answer")
    }
}

fn know(callback: &mut Callback, number: &str, trader: &Trader) {
    let target = CallbackTarget {
        delivery: Delivery::Push,
        ..trader.callback().default
    };
    callback.by_sender.insert(number.to_owned(), target);
}

/// The types of the messages that a trader got.
fn kinds(trader: &Trader) -> Vec<String> {
    let bodies = trader.bodies();
    bodies.iter().map(|body| kind(body).to_owned()).collect()
}

fn kind(body: &str) -> &str {
    body.get(1..6).unwrap_or_default()
}

fn movement(invoice: &str) -> String {
    MOVEMENT.replace(">INV-1<", &format!(">{invoice}<"))
}

/// A message of a trader.
fn message(kind: &str, number: u32, content: &str) -> String {
    let base = "urn:publicid:-:EC:DGTAXUD:EMCS:PHASE4";
    format!(
        "<m:{kind} xmlns:m=\"{base}:{kind}:V3.23\" xmlns:t=\"{base}:TMS:V3.23\"><m:Header>\
         <t:MessageSender>NDEA.BE</t:MessageSender><t:MessageRecipient>NDEA.NL</t:MessageRecipient>\
         <t:DateOfPreparation>2026-03-04</t:DateOfPreparation>\
         <t:TimeOfPreparation>10:00:00.123</t:TimeOfPreparation>\
         <t:MessageIdentifier>MSG-{number}</t:MessageIdentifier></m:Header><m:Body>{}</m:Body>\
         </m:{kind}>",
        content
            .replace("</", "</m:")
            .replace('<', "<m:")
            .replace("<m:/m:", "</m:")
    )
}

fn numbers(arc: &str, sequence: u32) -> String {
    format!(
        "<ExciseMovement><AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode>\
         <SequenceNumber>{sequence}</SequenceNumber></ExciseMovement>"
    )
}

fn trader(group: &str, number: &str) -> String {
    format!(
        "<{group} language=\"nl\"><Traderid>{number}</Traderid><TraderName>Handel</TraderName>\
         <StreetName>Kade 1</StreetName><Postcode>3011</Postcode><City>Rotterdam</City></{group}>"
    )
}

fn cancellation(arc: &str) -> String {
    let content = format!(
        "<CancellationOfEAD><Attributes></Attributes><ExciseMovementEad>\
         <AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode></ExciseMovementEad>\
         <Cancellation><CancellationReasonCode>1</CancellationReasonCode></Cancellation>\
         </CancellationOfEAD>"
    );
    message("IE810", 810, &content)
}

/// A change of the journey time, and to this consignee if one is named.
fn change(arc: &str, consignee: Option<&str>) -> String {
    let consignee = consignee.map_or_else(String::new, |number| {
        trader("NewConsigneeTrader", number) + &trader("DeliveryPlaceTrader", "NL00000030009")
    });
    let content = format!(
        "<ChangeOfDestination><Attributes></Attributes><UpdateEadEsad>\
         <AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode>\
         <JourneyTime>D05</JourneyTime><InvoiceNumber>INV-2</InvoiceNumber></UpdateEadEsad>\
         <DestinationChanged><DestinationTypeCode>1</DestinationTypeCode>{consignee}\
         </DestinationChanged></ChangeOfDestination>"
    );
    message("IE813", 813, &content)
}

/// A report of receipt with a conclusion, and what it says of the first item.
fn report(arc: &str, conclusion: &str, item: &str) -> String {
    let item = match item {
        "" => String::new(),
        item => format!(
            "<BodyReportOfReceiptExport><BodyRecordUniqueReference>1</BodyRecordUniqueReference>\
             {item}</BodyReportOfReceiptExport>"
        ),
    };
    let content = format!(
        "<AcceptedOrRejectedReportOfReceiptExport><Attributes></Attributes>{}{}\
         <DestinationOffice><ReferenceNumber>NL000500</ReferenceNumber></DestinationOffice>\
         <ReportOfReceiptExport>\
         <DateOfArrivalOfExciseProducts>2026-03-03</DateOfArrivalOfExciseProducts>\
         <GlobalConclusionOfReceipt>{conclusion}</GlobalConclusionOfReceipt>\
         </ReportOfReceiptExport>{item}</AcceptedOrRejectedReportOfReceiptExport>",
        trader("ConsigneeTrader", CONSIGNEE),
        numbers(arc, 1)
    );
    message("IE818", 818, &content)
}

fn alert(arc: &str, flag: &str) -> String {
    let content = format!(
        "<AlertOrRejectionOfEADESAD><Attributes></Attributes>{}{}\
         <DestinationOffice><ReferenceNumber>NL000500</ReferenceNumber></DestinationOffice>\
         <AlertOrRejection><DateOfAlertOrRejection>2026-03-03</DateOfAlertOrRejection>\
         <EadEsadRejectedFlag>{flag}</EadEsadRejectedFlag></AlertOrRejection>\
         <AlertOrRejectionOfEadEsadReason><AlertOrRejectionOfMovementReasonCode>1\
         </AlertOrRejectionOfMovementReasonCode></AlertOrRejectionOfEadEsadReason>\
         </AlertOrRejectionOfEADESAD>",
        trader("ConsigneeTrader", CONSIGNEE),
        numbers(arc, 1)
    );
    message("IE819", 819, &content)
}

fn delay(arc: &str, submitter: &str, side: &str) -> String {
    let content = format!(
        "<ExplanationOnDelayForDelivery><Attributes>\
         <SubmitterIdentification>{submitter}</SubmitterIdentification>\
         <SubmitterType>{side}</SubmitterType><ExplanationCode>5</ExplanationCode>\
         <MessageRole>1</MessageRole></Attributes>{}</ExplanationOnDelayForDelivery>",
        numbers(arc, 1)
    );
    message("IE837", 837, &content)
}

fn shortage(arc: &str) -> String {
    let content = format!(
        "<ExplanationOnReasonForShortage><Attributes><SubmitterType>2</SubmitterType></Attributes>\
         {}{}<Analysis><DateOfAnalysis>2026-03-04</DateOfAnalysis>\
         <GlobalExplanation language=\"en\">Evaporation</GlobalExplanation></Analysis>\
         </ExplanationOnReasonForShortage>",
        trader("ConsigneeTrader", CONSIGNEE),
        numbers(arc, 1)
    );
    message("IE871", 871, &content)
}

/// Parts: LRN, consignee and quantity of the first item; the second item goes with the first part.
fn split(arc: &str, parts: &[(&str, &str, &str)]) -> String {
    let item = |number: u32, product: &str, cn: &str, quantity: &str| {
        format!(
            "<BodyEad><BodyRecordUniqueReference>{number}</BodyRecordUniqueReference>\
             <ExciseProductCode>{product}</ExciseProductCode><CnCode>{cn}</CnCode>\
             <Quantity>{quantity}</Quantity><GrossMass>100.5</GrossMass><NetMass>100.5</NetMass>\
             <Package><KindOfPackages>VL</KindOfPackages></Package></BodyEad>"
        )
    };
    let parts = parts
        .iter()
        .enumerate()
        .map(|(place, (lrn, consignee, quantity))| {
            let first = item(1, "E430", "27101943", quantity);
            let second = match place {
                0 => item(2, "S200", "22083082", "900.125"),
                _ => String::new(),
            };
            format!(
                "<SplitDetailsEad><LocalReferenceNumber>{lrn}</LocalReferenceNumber>\
             <JourneyTime>H10</JourneyTime><DestinationChanged>\
             <DestinationTypeCode>1</DestinationTypeCode></DestinationChanged>{}{}\
             <TransportDetails><TransportUnitCode>1</TransportUnitCode>\
             <IdentityOfTransportUnits>{lrn}</IdentityOfTransportUnits>\
             <SealInformation language=\"en\">New</SealInformation>\
             <ComplementaryInformation language=\"en\">Tank</ComplementaryInformation>\
             </TransportDetails>{first}{second}</SplitDetailsEad>",
                trader("NewConsigneeTrader", consignee),
                trader("DeliveryPlaceTrader", "NL00000030009"),
            )
        });
    let content = format!(
        "<SubmittedDraftOfSplittingOperation><SplittingEad><UpstreamArc>{arc}</UpstreamArc>\
         </SplittingEad>{}<MsaOfSplitting><MemberStateCode>BE</MemberStateCode></MsaOfSplitting>\
         </SubmittedDraftOfSplittingOperation>",
        parts.collect::<String>()
    );
    message("IE825", 825, &content)
}

fn halves(arc: &str) -> String {
    let parts = [
        ("PART-1", CONSIGNEE, "4000"),
        ("PART-2", OTHER_CONSIGNEE, "6000.000"),
    ];
    split(arc, &parts)
}

const SHORT: &str = "<IndicatorOfShortageOrExcess>S</IndicatorOfShortageOrExcess>\
     <ObservedShortageOrExcess>10</ObservedShortageOrExcess>\
     <ExciseProductCode>E430</ExciseProductCode><UnsatisfactoryReason>\
     <UnsatisfactoryReasonCode>2</UnsatisfactoryReasonCode></UnsatisfactoryReason>";

#[tokio::test]
async fn a_movement_is_told_to_both_traders() {
    let world = World::moving("INV-1").await;
    assert_eq!(world.heard(), ["IE801", "IE801", ""].map(str::to_owned));
    let arc = world.arc();
    assert!(
        cas_model::formats::is_arc(&arc) && arc.starts_with("26BE"),
        "{arc}"
    );
    assert!(cas_model::formats::has_valid_check_digit(&arc), "{arc}");
    let (to_consignor, to_consignee) = (world.last(), world.consignee.bodies().remove(0));
    for body in [&to_consignor, &to_consignee] {
        assert_eq!(text(body, "AdministrativeReferenceCode"), arc);
        assert_eq!(text(body, "SequenceNumber"), "1");
        assert_eq!(text(body, "LocalReferenceNumber"), LRN);
        assert_eq!(text(body, "tms:MessageSender"), "NDEA.BE");
    }
    assert_eq!(text(&to_consignor, "tms:CorrelationIdentifier"), "MSG-815");
    assert_eq!(text(&to_consignor, "tms:MessageRecipient"), "NDEA.BE");
    assert_eq!(text(&to_consignee, "tms:MessageRecipient"), "NDEA.NL");
    assert!(!to_consignee.contains("CorrelationIdentifier"));
}

#[tokio::test]
async fn who_is_not_known_gets_nothing_unless_it_is_asked_for() {
    for (invoice, expected) in [("INV-1", "IE801"), ("INV-1#forward", "IE801 IE801")] {
        let both = Both::start().await;
        both.lodge_at("/emcs/messages", &movement(invoice)).await;
        assert_eq!(kinds(&both.trader).join(" "), expected, "{invoice}");
    }
}

#[tokio::test]
async fn markers_choose_the_course() {
    for (invoice, consignor, consignee, standing) in [
        ("I#discharge", "IE801 IE818", "IE801 IE818", "X03"),
        ("I#discrepancy", "IE801 IE818", "IE801 IE818", "X03"),
        ("I#hold#discharge", "IE801", "IE801", "X01"),
        ("I#incident", "IE801 IE819", "IE801 IE819", "X01"),
        (
            "I#control#amend",
            "IE801 IE840 IE802",
            "IE801 IE840 IE802",
            "X01",
        ),
        ("I#norelease", "IE801 IE807", "IE801 IE807", "X13"),
        ("I#invalidate", "IE801 IE881", "IE801 IE881", "X07"),
        ("I#reject", "IE704", "", "X01"),
        ("I#nack906", "IE906", "", "X01"),
        ("I#nack917", "IE917", "", "X01"),
        ("I#silent", "", "", "X01"),
        ("I#duplicate", "IE801 IE801", "IE801 IE801", "X01"),
        ("I#disorder#discharge", "IE818 IE801", "IE818 IE801", "X03"),
    ] {
        let world = World::moving(invoice).await;
        let heard = world.heard();
        assert_eq!(heard[0], consignor, "{invoice}");
        assert_eq!(heard[1], consignee, "{invoice}");
        assert_eq!(world.standing(), standing, "{invoice}");
    }
}

#[tokio::test]
async fn a_refused_movement_may_come_again() {
    let world = World::moving("I#reject").await;
    let refusal = world.last();
    assert_eq!(text(&refusal, "LocalReferenceNumber"), LRN);
    assert_eq!(text(&refusal, "tms:CorrelationIdentifier"), "MSG-815");
    world
        .send(&movement("I#reject").replace("MSG-815", "MSG-2"))
        .await;
    assert_eq!(world.heard()[0], "IE704 IE801");
    world.send(&movement("I").replace("MSG-815", "MSG-3")).await;
    assert_eq!(text(&world.last(), "ErrorType"), "91");
}

#[tokio::test]
async fn exports_leave_the_union() {
    let export = |invoice: &str| {
        let place = MOVEMENT.find("<DeliveryPlaceTrader").unwrap();
        let end = MOVEMENT.find("</DeliveryPlaceTrader>").unwrap() + 22;
        let office = "<DeliveryPlaceCustomsOffice><ReferenceNumber>BE343000</ReferenceNumber>\
             </DeliveryPlaceCustomsOffice>";
        let export = format!("{}{office}{}", &MOVEMENT[..place], &MOVEMENT[end..]);
        export
            .replace(
                "TypeCode>1</DestinationTypeCode",
                "TypeCode>6</DestinationTypeCode",
            )
            .replace("INV-1", invoice)
    };
    for (invoice, expected, standing) in [
        ("I", "IE801", "X01"),
        ("I#exit", "IE801 IE829 IE818", "X03"),
        ("I#norelease", "IE801 IE839", "X05"),
    ] {
        let world = World::start().await;
        world.send(&export(invoice)).await;
        assert_eq!(
            world.heard()[0],
            expected,
            "{:?}",
            world.both.trader.bodies()
        );
        assert_eq!(world.standing(), standing);
    }
    let world = World::start().await;
    world.send(&export("I")).await;
    world.tell(&["IE829"]).await;
    world.tell(&["IE836"]).await;
    assert_eq!(world.heard()[0], "IE801 IE829 IE836");
}

#[tokio::test]
async fn a_cancellation_is_told_to_both() {
    let world = World::moving("I").await;
    world.send(&cancellation(&world.arc())).await;
    assert_eq!(
        world.heard(),
        ["IE801 IE810", "IE801 IE810", ""].map(str::to_owned)
    );
    assert_eq!(world.standing(), "X02");
    assert_eq!(text(&world.last(), "tms:CorrelationIdentifier"), "MSG-810");
    assert_eq!(text(&world.last(), "CancellationReasonCode"), "1");

    let refused = World::moving("I#noinvalidation").await;
    refused.send(&cancellation(&refused.arc())).await;
    assert_eq!(refused.heard()[0], "IE801 IE704");
    assert_eq!(refused.standing(), "X01");
    assert_eq!(
        text(&refused.last(), "AdministrativeReferenceCode"),
        refused.arc()
    );
    assert_eq!(
        text(&refused.last(), "tms:CorrelationIdentifier"),
        "MSG-810"
    );
}

#[tokio::test]
async fn a_destination_changes() {
    let world = World::moving("I").await;
    world.send(&change(&world.arc(), None)).await;
    assert_eq!(
        world.heard(),
        ["IE801 IE801", "IE801 IE813", ""].map(str::to_owned)
    );
    let (restated, told) = (world.last(), world.consignee.bodies().pop().unwrap());
    for body in [&restated, &told] {
        assert_eq!(text(body, "SequenceNumber"), "2");
        assert_eq!(text(body, "JourneyTime"), "D05");
        assert_eq!(text(body, "InvoiceNumber"), "INV-2");
    }
    assert!(
        restated.contains("Entrepot De Kade"),
        "the place stays: {restated}"
    );
    assert_eq!(text(&restated, "tms:CorrelationIdentifier"), "MSG-813");

    let again = change(&world.arc(), Some(OTHER_CONSIGNEE)).replace("MSG-813", "MSG-8130");
    world.send(&again).await;
    let expected = ["IE801 IE801 IE801", "IE801 IE813 IE803", "IE801"];
    assert_eq!(world.heard(), expected.map(str::to_owned));
    let (restated, told) = (world.last(), world.other.bodies().pop().unwrap());
    assert_eq!(text(&told, "SequenceNumber"), "3");
    assert!(restated.contains(&format!("<Traderid>{OTHER_CONSIGNEE}<")));
    assert!(!restated.contains("Entrepot De Kade"), "{restated}");
    // Who is left has no more to say.
    world.send(&report(&world.arc(), "1", "")).await;
    assert_eq!(kind(&world.consignee.bodies().pop().unwrap()), "IE704");
}

#[tokio::test]
async fn a_change_may_be_refused_or_left_open() {
    let world = World::moving("I#noamendment").await;
    world.send(&change(&world.arc(), None)).await;
    assert_eq!(
        world.heard(),
        ["IE801 IE704", "IE801", ""].map(str::to_owned)
    );

    let silent = World::moving("I#silent013").await;
    silent.send(&change(&silent.arc(), None)).await;
    assert_eq!(silent.heard()[0], "IE801");
    silent.tell(&["IE801"]).await;
    assert_eq!(text(&silent.last(), "SequenceNumber"), "2");
    assert_eq!(text(&silent.last(), "JourneyTime"), "D05");
}

#[tokio::test]
async fn a_movement_is_split() {
    let world = World::moving("I").await;
    world.send(&halves(&world.arc())).await;
    assert_eq!(world.standing(), "X06");
    let mut consignor = kinds(&world.both.trader);
    consignor[1..].sort();
    assert_eq!(consignor, ["IE801", "IE801", "IE801", "IE803"]);
    let parts = ["PART-1", "PART-2"].map(|lrn| world.entry(lrn));
    let bodies = world.both.trader.bodies();
    let replaced = bodies.iter().find(|body| kind(body) == "IE803").unwrap();
    assert_eq!(text(replaced, "NotificationType"), "2");
    for part in &parts {
        let arc = part.mrn.clone().unwrap();
        assert!(cas_model::formats::has_valid_check_digit(&arc));
        assert!(replaced.contains(&arc));
        let told = bodies.iter().find(|body| body.contains(&part.lrn)).unwrap();
        assert_eq!(text(told, "AdministrativeReferenceCode"), arc);
        assert_eq!(text(told, "UpstreamArc"), world.arc());
        assert_eq!(text(told, "SequenceNumber"), "1");
        assert!(
            told.contains("<Density>840.25<"),
            "what a part does not say: {told}"
        );
    }
    let told = world.other.bodies().pop().unwrap();
    assert_eq!(text(&told, "Quantity"), "6000.000");
    assert!(!told.contains("S200"));
    // A part is a movement like others.
    let arc = parts[0].mrn.clone().unwrap();
    world.send(&report(&arc, "1", "")).await;
    assert_eq!(world.entry("PART-1").standing, Some("X03"));
}

#[tokio::test]
async fn splits_share_out_everything() {
    for (parts, reason) in [
        (&[("P1", CONSIGNEE, "10000")][..], "BR035"),
        (
            &[("P1", CONSIGNEE, "10000"), ("P1", CONSIGNEE, "0")],
            "BR001",
        ),
        (
            &[("P1", CONSIGNEE, "10000"), ("P2", CONSIGNEE, "1")],
            "BR033",
        ),
    ] {
        let world = World::moving("I").await;
        world.send(&split(&world.arc(), parts)).await;
        assert_eq!(kind(&world.last()), "IE704");
        assert!(world.last().contains(reason), "{}", world.last());
        assert_eq!(world.standing(), "X01");
    }
}

#[tokio::test]
async fn the_consignor_hears_what_the_consignee_reports() {
    let refused = SHORT.split("<ExciseProductCode>").nth(1).unwrap();
    let refused = format!("<ExciseProductCode>{refused}");
    let partly = refused.replace(
        "</ExciseProductCode>",
        "</ExciseProductCode><RefusedQuantity>50</RefusedQuantity>",
    );
    for (conclusion, item, standing) in [
        ("1", "", "X03"),
        ("2", SHORT, "X03"),
        ("3", &refused, "X08"),
        ("4", &partly, "X10"),
    ] {
        let world = World::moving("I").await;
        world.send(&report(&world.arc(), conclusion, item)).await;
        let expected = ["IE801 IE818", "IE801 IE818", ""];
        assert_eq!(
            world.heard(),
            expected.map(str::to_owned),
            "{}",
            world.last()
        );
        assert_eq!(world.standing(), standing);
        assert_eq!(text(&world.last(), "GlobalConclusionOfReceipt"), conclusion);
        assert_eq!(text(&world.last(), "tms:MessageSender"), "NDEA.NL");
        assert!(
            world
                .last()
                .contains("DateAndTimeOfValidationOfReportOfReceiptExport")
        );
        // Refused goods go elsewhere; what was delivered stays.
        world
            .send(&change(&world.arc(), Some(OTHER_CONSIGNEE)))
            .await;
        let expected = if standing == "X03" { "IE704" } else { "IE801" };
        assert_eq!(kind(&world.last()), expected, "{conclusion}");
    }
}

#[tokio::test]
async fn reports_fit_the_movement() {
    let world = World::moving("I").await;
    let arc = world.arc();
    let sound = report(&arc, "1", "");
    let short = report(&arc, "2", SHORT);
    for (number, (message, reason)) in [
        (
            sound.replace("SequenceNumber>1<", "SequenceNumber>2<"),
            "R059",
        ),
        (sound.replace(CONSIGNEE, OTHER_CONSIGNEE), "BR021"),
        (sound.replace("2026-03-03<", "2026-03-01<"), "BR056"),
        (sound.replace("2026-03-03<", "2026-03-05<"), "BR023"),
        (sound.replace("Receipt>1<", "Receipt>2<"), "C140"),
        (short.replace("Reference>1<", "Reference>7<"), "R058"),
        (short.replace("E430", "S200"), "BR024"),
        (short.replace("Excess>10<", "Excess>10001<"), "BR025"),
        (short.replace("Code>2<", "Code>0<"), "C126"),
        (sound.replace("Receipt>1<", "Receipt>9<"), "TC16"),
    ]
    .into_iter()
    .enumerate()
    {
        world
            .send(&message.replace("MSG-818", &format!("MSG-818{number}")))
            .await;
        let traders = [&world.consignee, &world.other];
        let answers: String = traders
            .iter()
            .filter_map(|one| one.bodies().pop())
            .collect();
        assert!(answers.contains(reason), "{reason}: {answers}");
    }
    assert_eq!(world.standing(), "X01");
    assert_eq!(
        world.heard()[0],
        "IE801",
        "the consignor hears nothing of it"
    );
    world.send(&sound).await;
    world.send(&sound.replace("MSG-818", "MSG-999")).await;
    assert_eq!(
        text(&world.consignee.bodies().pop().unwrap(), "ErrorType"),
        "92"
    );
}

#[tokio::test]
async fn alerts_and_explanations_reach_the_other_trader() {
    let world = World::moving("I").await;
    let arc = world.arc();
    world.send(&alert(&arc, "0")).await;
    assert_eq!(world.standing(), "X01");
    world.send(&delay(&arc, CONSIGNEE, "2")).await;
    world
        .send(&delay(&arc, CONSIGNOR, "1").replace("MSG-837", "MSG-8371"))
        .await;
    assert_eq!(world.heard()[0], "IE801 IE819 IE837 IE837");
    assert_eq!(world.heard()[1], "IE801 IE819 IE837 IE837");
    let wrong = delay(&arc, OTHER_CONSIGNEE, "2").replace("MSG-837", "MSG-8372");
    world.send(&wrong).await;
    assert_eq!(world.heard()[2], "IE704");
    world
        .send(&alert(&arc, "1").replace("MSG-819", "MSG-8191"))
        .await;
    assert_eq!(world.standing(), "X05");

    let short = World::moving("I").await;
    short.send(&report(&short.arc(), "2", SHORT)).await;
    short.send(&shortage(&short.arc())).await;
    assert_eq!(short.heard()[0], "IE801 IE818 IE871");
    assert_eq!(short.heard()[1], "IE801 IE818 IE871");
}

#[tokio::test]
async fn movements_that_nobody_knows_are_refused() {
    let world = World::start().await;
    let arc = "26BE000000000000000S3";
    for message in [cancellation(arc), change(arc, None), halves(arc)] {
        world.send(&message).await;
        assert_eq!(kind(&world.last()), "IE704");
        assert_eq!(text(&world.last(), "ErrorType"), "90");
        assert_eq!(text(&world.last(), "AdministrativeReferenceCode"), arc);
    }
    world.send(&report(arc, "1", "")).await;
    assert_eq!(world.heard()[1], "IE704", "the consignee is who asked");
}

#[tokio::test]
async fn the_united_kingdom_has_codes_of_its_own() {
    let world = World::start().await;
    let message = MOVEMENT
        .replace(CONSIGNOR, "XI00000010001")
        .replace("D02", "X02");
    world.send(&message).await;
    assert!(world.last().contains("ie704uk/3"), "{}", world.last());
    assert_eq!(text(&world.last(), "ErrorType"), "4401");
}

#[tokio::test]
async fn a_status_is_told_on_request() {
    let world = World::moving("I").await;
    let attributes = numbers(&world.arc(), 1).replace("ExciseMovement>", "Attributes>");
    let content = format!("<StatusRequest>{attributes}</StatusRequest>");
    world.send(&message("IE904", 904, &content)).await;
    assert_eq!(text(&world.last(), "Status"), "X01");
    assert_eq!(text(&world.last(), "LastReceivedMessageType"), "IE801");
    assert_eq!(text(&world.last(), "tms:CorrelationIdentifier"), "MSG-904");
}

/// All that the authority can say about a movement.
const WORDS: [&str; 26] = [
    "IE704",
    "IE801",
    "IE802",
    "IE803",
    "IE807",
    "IE810",
    "IE813",
    "IE818",
    "IE819",
    "IE829",
    "IE836",
    "IE837",
    "IE839",
    "IE840",
    "IE871",
    "IE881",
    "IE905",
    "IE906",
    "IE917",
    "alert",
    "rejected",
    "received",
    "unsatisfactory",
    "refused",
    "partly-refused",
    "exited",
];

/// Schemas after the structures, for messages of which none is published.
const DERIVED: [(&str, &str); 4] = [
    ("IE704", include_str!("../fixtures/emcs_derived/ie704.xsd")),
    ("IE836", include_str!("../fixtures/emcs_derived/ie836.xsd")),
    ("IE906", include_str!("../fixtures/emcs_derived/ie906.xsd")),
    ("IE917", include_str!("../fixtures/emcs_derived/ie917.xsd")),
];

#[tokio::test]
async fn every_message_is_valid() {
    let schemas = official("CAS_SCHEMAS", "xsd").map(|folder| folder.join("emcs-v3.23"));
    let Some(schemas) = schemas.filter(|folder| folder.is_dir()) else {
        return skipped("no official schemas");
    };
    if !has_xmllint() {
        return skipped("no xmllint");
    }
    let told = World::moving("I#hold").await;
    for word in WORDS {
        told.tell(&[word]).await;
    }
    let disordered = World::moving("I#disorder#discharge").await;
    let changed = World::moving("I").await;
    changed
        .send(&change(&changed.arc(), Some(OTHER_CONSIGNEE)))
        .await;
    changed
        .send(&change(&changed.arc(), None).replace("MSG-813", "MSG-8132"))
        .await;
    let halved = World::moving("I").await;
    halved.send(&halves(&halved.arc())).await;
    let received = World::moving("I").await;
    let arc = received.arc();
    received.send(&alert(&arc, "0")).await;
    received.send(&delay(&arc, CONSIGNEE, "2")).await;
    received.send(&report(&arc, "2", SHORT)).await;
    received.send(&shortage(&arc)).await;
    received
        .send(&shortage("26BE000000000000000S3").replace("MSG-871", "MSG-8712"))
        .await;
    let cancelled = World::moving("I").await;
    cancelled.send(&cancellation(&cancelled.arc())).await;
    let british = World::start().await;
    let message = MOVEMENT
        .replace(CONSIGNOR, "XI00000010001")
        .replace("D02", "X02");
    british.send(&message).await;
    let mut seen = std::collections::BTreeSet::new();
    for world in [
        told, disordered, changed, halved, received, cancelled, british,
    ] {
        for trader in [&world.both.trader, &world.consignee, &world.other] {
            seen.extend(validate(trader, &schemas));
        }
    }
    assert_eq!(seen.len(), 19, "every kind was seen: {seen:?}");
}

/// Validates what a trader got, and returns the kinds.
fn validate(trader: &Trader, schemas: &Path) -> Vec<String> {
    let scratch = tempfile::tempdir().unwrap();
    for (number, body) in trader.bodies().iter().enumerate() {
        let kind = kind(body);
        let is_of_uk = body.contains("ie704uk");
        let derived = DERIVED.iter().find(|(known, _)| *known == kind);
        let schema = match derived.filter(|_| !is_of_uk) {
            Some((_, text)) => {
                let place = scratch.path().join("derived.xsd");
                let folder = schemas.canonicalize().unwrap();
                let text = text.replace("FOLDER", &folder.display().to_string());
                std::fs::write(&place, text).unwrap();
                place
            }
            None if is_of_uk => schemas.join("ie704uk.xsd"),
            None => schemas.join(format!("{}.xsd", kind.to_lowercase())),
        };
        let file = scratch.path().join(format!("{number}.xml"));
        std::fs::write(&file, body).unwrap();
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .arg(schema)
            .arg(file)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}\n{body}");
    }
    kinds(trader)
}

#[tokio::test]
async fn published_movements_are_validated() {
    let samples = official("CAS_SAMPLES", "samples").map(|folder| folder.join("emcs-v3.23"));
    let Some(samples) = samples.filter(|folder| folder.is_dir()) else {
        return skipped("no official samples");
    };
    let mut count = 0;
    for path in files(&samples) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let body = std::fs::read_to_string(&path).unwrap();
        let both = Both::start().await;
        let response = both.post_to("/emcs/messages", &body).await.unwrap();
        assert_eq!(response.status(), 202, "{name}");
        both.authority.settled().await;
        let expected = match name.get(..5) {
            Some("IE815") => "IE801",
            // About movements that are not known here.
            Some("IE810" | "IE813" | "IE818" | "IE819" | "IE837" | "IE871" | "IE904") => "IE704",
            // Not of the traders; the refusal of the United Kingdom is in no namespace of ours.
            Some("IE704") => "IE917",
            Some(_) | None => "IE906",
        };
        assert_eq!(
            kinds(&both.trader),
            [expected],
            "{name}: {:?}",
            both.trader.bodies()
        );
        count += 1;
    }
    assert!(count > 20, "{count}");
}
