//! Is a folder of past declarations told apart, and told whole: what is read, what stops, what
//! differs?

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::process::{cas, note, run};

/// A transit declaration of invented goods, with some more inside its consignment.
fn transit(lrn: &str, more: &str) -> String {
    format!(
        r#"<ncts:CC015C PhaseID="NCTS5.1" xmlns:ncts="http://ncts.dgtaxud.ec">
<messageSender>SENDER</messageSender><messageRecipient>NTA.DE</messageRecipient>
<preparationDateAndTime>2026-03-02T09:30:00</preparationDateAndTime>
<messageIdentification>MSG-{lrn}</messageIdentification><messageType>CC015C</messageType>
<TransitOperation><LRN>{lrn}</LRN><declarationType>T1</declarationType>
<additionalDeclarationType>A</additionalDeclarationType><security>0</security>
<reducedDatasetIndicator>0</reducedDatasetIndicator><bindingItinerary>0</bindingItinerary>
</TransitOperation>
<CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber></CustomsOfficeOfDeparture>
<CustomsOfficeOfDestinationDeclared><referenceNumber>FR001330</referenceNumber>
</CustomsOfficeOfDestinationDeclared>
<HolderOfTheTransitProcedure><identificationNumber>DE123456789012345</identificationNumber>
</HolderOfTheTransitProcedure>
<Guarantee><sequenceNumber>1</sequenceNumber><guaranteeType>1</guaranteeType>
<GuaranteeReference><sequenceNumber>1</sequenceNumber><GRN>26DE0000000001237</GRN>
<accessCode>AC01</accessCode><amountToBeCovered>10</amountToBeCovered><currency>EUR</currency>
</GuaranteeReference></Guarantee>
<Consignment><countryOfDispatch>DE</countryOfDispatch>
<countryOfDestination>FR</countryOfDestination>
<containerIndicator>0</containerIndicator><grossMass>100</grossMass>{more}
<HouseConsignment><sequenceNumber>1</sequenceNumber><grossMass>100</grossMass>
<ConsignmentItem><goodsItemNumber>1</goodsItemNumber>
<declarationGoodsItemNumber>1</declarationGoodsItemNumber>
<Commodity><descriptionOfGoods>Bicycles</descriptionOfGoods>
<CommodityCode><harmonizedSystemSubHeadingCode>871200</harmonizedSystemSubHeadingCode>
</CommodityCode><GoodsMeasure><grossMass>100</grossMass></GoodsMeasure></Commodity>
<Packaging><sequenceNumber>1</sequenceNumber><typeOfPackages>CT</typeOfPackages>
<numberOfPackages>4</numberOfPackages></Packaging></ConsignmentItem>
</HouseConsignment></Consignment>
</ncts:CC015C>"#
    )
}

/// What stands in the folder.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let unread = "<colourOfTheTruck>blue</colourOfTheTruck>";
    let files = [
        ("2025/fine.xml", FINE.to_owned()),
        ("2025/unread.xml", transit("L2", unread)),
        ("broken.xml", "<ncts:CC015C><LRN>".to_owned()),
        ("answer.xml", ANSWER.to_owned()),
        ("other.xml", "<CC044C/>".to_owned()),
        ("notes.txt", "Declarations of last year".to_owned()),
        ("two\nlines\u{1b}.txt", String::new()),
        (".hidden", "not looked at".to_owned()),
    ];
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    folder
}

/// Customs has got a declaration.
const ANSWER: &str = r#"<ncts:CC928C xmlns:ncts="http://ncts.dgtaxud.ec"><messageSender>NTA.DE
</messageSender><TransitOperation><LRN>L1</LRN></TransitOperation></ncts:CC928C>"#;

/// The withdrawal of a declaration: it says little, so all of it goes through.
const FINE: &str = r#"<ncts:CC014C PhaseID="NCTS5.1" xmlns:ncts="http://ncts.dgtaxud.ec">
<messageSender>SENDER</messageSender><messageRecipient>NTA.DE</messageRecipient>
<preparationDateAndTime>2026-03-02T09:30:00</preparationDateAndTime>
<messageIdentification>MSG-1</messageIdentification><messageType>CC014C</messageType>
<TransitOperation><LRN>L1</LRN></TransitOperation>
<Invalidation><requestDateAndTime>2026-03-02T12:00:00</requestDateAndTime>
<initiatedByCustoms>0</initiatedByCustoms><justification>Sold to another</justification>
</Invalidation>
<CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber></CustomsOfficeOfDeparture>
<HolderOfTheTransitProcedure><identificationNumber>DE123456789012345</identificationNumber>
</HolderOfTheTransitProcedure>
</ncts:CC014C>"#;

async fn rehearse(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let folder = folder.display().to_string();
    let arguments = ["rehearse", &folder]
        .into_iter()
        .chain(more.iter().copied());
    let output = run(&mut cas(arguments)).await;
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().unwrap_or(-1);
    (code, text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn every_file_of_a_folder_is_told() {
    let folder = folder();
    let (code, told, _) = rehearse(folder.path(), &[]).await;
    for row in [
        "2025/fine.xml: ncts CC014C DE, read, without errors, equal",
        "2025/unread.xml: ncts CC015C transit DE, 1 leaf unread, stopped by ",
        "    leaf-unread Consignment/colourOfTheTruck = blue",
        "broken.xml: unrecognised\n    not-well-formed: ",
        "notes.txt: unrecognised\n    not-well-formed: ",
        "two\u{fffd}lines\u{fffd}.txt: unrecognised\n    not-well-formed: ",
        "answer.xml: answer",
        "other.xml: other message",
        "Consignment/colourOfTheTruck\n",
    ] {
        assert!(told.contains(row), "{row}\n{told}");
    }
    assert!(!told.contains(".hidden"), "{told}");
    assert_eq!(
        told.lines().last(),
        Some(
            "read 1 of 5, without errors 1 of 5, equal 1 of 5; answers 1, other 1, unrecognised 3"
        )
    );
    assert_eq!(code, 1);
}

#[tokio::test]
async fn programs_are_told_the_same() {
    let folder = folder();
    let (code, told, line) = rehearse(folder.path(), &["--json"]).await;
    let report: Value = serde_json::from_str(&told).expect("JSON and nothing else");
    assert_eq!((code, report["declarations"].as_u64()), (1, Some(5)));
    assert_eq!(report["summary"].as_str(), line.lines().last());
    let of = |file: &str| {
        let files = report["files"].as_array().expect("files").iter();
        let mut files = files.filter(|one| one["file"] == file);
        files.next().cloned().expect("every file has its row")
    };
    assert_eq!(of("broken.xml")["problem"]["code"], "not-well-formed");
    let unread = of("2025/unread.xml");
    assert_eq!(unread["day"], "2026-03-02");
    assert_eq!(unread["unread"][0]["code"], "leaf-unread");
    assert_eq!(unread["unread"][0]["path"], "Consignment/colourOfTheTruck");
    let differences = unread["differences"].as_array().expect("differences");
    let is_colour = |one: &&Value| one["element"] == "Consignment/colourOfTheTruck";
    let colour = differences
        .iter()
        .find(is_colour)
        .expect("the colour is not written");
    assert_eq!(
        (&colour["code"], &colour["original"]),
        (&"leaf-differs".into(), &"blue".into())
    );
    let rules = report["rules"].as_array().expect("rules");
    assert!(
        rules.iter().all(|rule| rule["code"].is_string()),
        "{rules:?}"
    );
    assert!(
        !rules.is_empty(),
        "a transit that says so little is stopped"
    );
}

#[tokio::test]
async fn what_goes_through_ends_well() {
    let folder = folder();
    let fine = folder.path().join("2025/fine.xml");
    let line =
        "read 1 of 1, without errors 1 of 1, equal 1 of 1; answers 0, other 0, unrecognised 0";
    for more in [&[][..], &["--system", "ncts"]] {
        let (code, told, _) = rehearse(&fine, more).await;
        assert_eq!((code, told.lines().last()), (0, Some(line)), "{told}");
    }
    // To another system it is another's message, and nothing is proved of it.
    let (code, told, _) = rehearse(&fine, &["--system", "emcs"]).await;
    assert!(told.ends_with("other 1, unrecognised 0\n"), "{told}");
    assert_eq!(code, 1);
    let empty = tempfile::tempdir().expect("a folder");
    let (code, told, _) = rehearse(empty.path(), &[]).await;
    assert!(
        code == 1 && told.starts_with("read 0 of 0, without errors 0 of 0,"),
        "{told}"
    );
    let (code, _, error) = rehearse(&fine, &["--system", "nobody"]).await;
    assert!(
        code == 1 && error.contains("no customs system nobody"),
        "{error}"
    );
    let (code, _, error) = rehearse(&folder.path().join("nowhere"), &[]).await;
    assert!(code == 1 && error.contains("cannot be read"), "{error}");
}

#[tokio::test]
async fn one_message_is_read_as_the_shipment_that_would_make_it() {
    let folder = folder();
    let read = async |name: &str| {
        let file = folder.path().join(name).display().to_string();
        let output = run(&mut cas(["read-message", &file])).await;
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        (output.status.code(), said)
    };
    let (code, said) = read("2025/unread.xml").await;
    let message: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(code, Some(1));
    let head = [
        "system",
        "messageType",
        "kind",
        "declarationType",
        "jurisdiction",
        "lrn",
    ];
    assert_eq!(
        head.map(|name| message[name].as_str().unwrap_or_default()),
        ["ncts", "CC015C", "declaration", "transit", "DE", "L2"]
    );
    assert_eq!(message["unread"][0]["value"], "blue");
    let shipment = &message["shipment"];
    let head = ["version", "messageType", "direction", "externalReference"];
    assert_eq!(
        head.map(|name| shipment[name].as_str().unwrap_or_default()),
        ["1.0", "New", "OUT", "L2"]
    );
    let (code, said) = read("2025/fine.xml").await;
    let message: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(code, Some(0));
    assert_eq!(message["kind"], "invalidation");
    assert!(message.get("shipment").is_none() && message["document"].is_object());
    assert_eq!(read("broken.xml").await, (Some(1), String::new()));
}

/// A transit with security at entry, which may not be since August 2025, as of a day or of none.
fn with_security(lrn: &str, day: Option<&str>) -> String {
    let text = transit(lrn, "").replace("<security>0<", "<security>1<");
    let made = "<preparationDateAndTime>2026-03-02T09:30:00</preparationDateAndTime>";
    let of_day = |day| format!("<preparationDateAndTime>{day}T09:30:00</preparationDateAndTime>");
    assert!(text.contains(made));
    text.replace(made, &day.map(of_day).unwrap_or_default())
}

/// Customs' answer to a declaration.
fn answer(lrn: &str, day: &str) -> String {
    format!(
        r#"<ncts:CC928C xmlns:ncts="http://ncts.dgtaxud.ec"><messageSender>NTA.DE</messageSender>
<preparationDateAndTime>{day}T10:00:00</preparationDateAndTime>
<messageIdentification>A-{day}</messageIdentification><messageType>CC928C</messageType>
<TransitOperation><LRN>{lrn}</LRN></TransitOperation></ncts:CC928C>"#
    )
}

#[tokio::test]
async fn a_declaration_without_a_day_is_judged_by_that_of_its_answer_or_of_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        fs::write(folder.path().join(name), text).expect("written");
    };
    let told = async |more: &[&str]| {
        let more: Vec<&str> = more.iter().copied().chain(["--json"]).collect();
        let (_, told, _) = rehearse(folder.path(), &more).await;
        serde_json::from_str::<Value>(&told).expect("JSON")
    };
    let of = |report: &Value, name: &str| {
        let files = report["files"].as_array().expect("files").iter();
        let mut files = files.filter(|file| file["file"] == name);
        let file = files.next().expect("every file has its row");
        let findings = file["findings"].as_array().expect("findings");
        let is_stopped = findings.iter().any(|finding| finding["code"] == "V0025");
        (file["supposedDay"].clone(), is_stopped)
    };
    write("alone.xml", with_security("ALONE", None));
    let report = told(&[]).await;
    let (day, is_stopped) = of(&report, "alone.xml");
    assert_eq!((&day["because"], is_stopped), (&"today".into(), true));
    write("answered.xml", with_security("ANSWERED", None));
    write("answer-1.xml", answer("ANSWERED", "2026-01-09"));
    write("answer-2.xml", answer("ANSWERED", "2026-01-08"));
    for (name, day) in [
        ("old", "2019-01-01"),
        ("then", "2025-03-03"),
        ("new", "2026-11-01"),
    ] {
        write(
            &format!("{name}.xml"),
            transit(name, "").replace("2026-03-02T09", &format!("{day}T09")),
        );
    }
    let report = told(&[]).await;
    let (day, is_stopped) = of(&report, "alone.xml");
    let expected = json!({"day": "2025-03-03", "because": "others"});
    assert_eq!((day, is_stopped), (expected, false));
    let (day, is_stopped) = of(&report, "answered.xml");
    let expected = json!({"day": "2026-01-08", "because": "answer"});
    assert_eq!((day, is_stopped), (expected, true));
    assert_eq!(of(&report, "then.xml"), (Value::Null, false));
    let report = told(&["--day", "2025-05-01"]).await;
    let (day, is_stopped) = of(&report, "answered.xml");
    let expected = json!({"day": "2025-05-01", "because": "argument"});
    assert_eq!((day, is_stopped), (expected, false));
    let (_, told, _) = rehearse(folder.path(), &[]).await;
    let line = "1 without a day, judged by the law of 2026-01-08: the day of customs' first answer";
    assert!(told.contains(line), "{told}");
}

/// The conversations that the UK's customs published, where the operator has them.
#[tokio::test]
async fn what_customs_published_is_read_whole() {
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/conversations/uk-cds"
    );
    let folder = std::env::var_os("CAS_CONVERSATIONS").map_or_else(|| beside.into(), PathBuf::from);
    if !folder.is_dir() {
        note(format_args!(
            "skipped: {} is not there; set CAS_CONVERSATIONS",
            folder.display()
        ));
        return;
    }
    let (_, told, _) = rehearse(&folder, &["--system", "uk_cds"]).await;
    let line = told.lines().last().unwrap_or_default();
    let begins = "read 188 of 188, without errors 185 of 188, equal 188 of 188";
    let ends = "; answers 239, other 8, unrecognised 0";
    assert!(line.starts_with(begins) && line.ends_with(ends), "{line}");
}
