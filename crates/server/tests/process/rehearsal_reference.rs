//! Are lists of codes and exchange rates asked as of each file's own day: those of a store, which
//! stays as it is, and those of files?

use std::fs;
use std::future::Future;
use std::path::Path;

use cas_engine::master_data::put_master_data;
use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_model::record::Json;
use cas_process::master_data::Revision;
use cas_store::testing::{TestDatabase, dump, embedded};
use cas_store::{
    Changes, CodeListEntryRecord, CodeListRecord, FirstDay, Store, StoreConfig, TenantRow,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::process::{cas, run};

/// A transit of a day whose goods are in cartons, `CT`.
fn transit(day: &str) -> String {
    format!(
        r#"<ncts:CC015C PhaseID="NCTS5.1" xmlns:ncts="http://ncts.dgtaxud.ec">
<messageSender>SENDER</messageSender><messageRecipient>NTA.DE</messageRecipient>
<preparationDateAndTime>{day}T09:30:00</preparationDateAndTime>
<messageIdentification>MSG-{day}</messageIdentification><messageType>CC015C</messageType>
<TransitOperation><LRN>T{day}</LRN><declarationType>T1</declarationType>
<additionalDeclarationType>A</additionalDeclarationType><security>0</security>
<reducedDatasetIndicator>0</reducedDatasetIndicator><bindingItinerary>0</bindingItinerary>
</TransitOperation>
<CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber></CustomsOfficeOfDeparture>
<Consignment><grossMass>100</grossMass>
<HouseConsignment><sequenceNumber>1</sequenceNumber><grossMass>100</grossMass>
<ConsignmentItem><goodsItemNumber>1</goodsItemNumber>
<declarationGoodsItemNumber>1</declarationGoodsItemNumber>
<Commodity><descriptionOfGoods>Bicycles</descriptionOfGoods>
<GoodsMeasure><grossMass>100</grossMass></GoodsMeasure></Commodity>
<Packaging><sequenceNumber>1</sequenceNumber><typeOfPackages>CT</typeOfPackages>
<numberOfPackages>4</numberOfPackages></Packaging></ConsignmentItem>
</HouseConsignment></Consignment>
</ncts:CC015C>"#
    )
}

/// An import to the United Kingdom of a day, of goods for 100 USD without their statistical value.
fn import(day: &str) -> String {
    let day = day.replace('-', "");
    format!(
        r#"<md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2">
<md:WCODataModelVersionCode>3.6</md:WCODataModelVersionCode><md:WCOTypeName>DEC</md:WCOTypeName>
<md:ResponsibleCountryCode>GB</md:ResponsibleCountryCode>
<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"
 xmlns:ds="urn:wco:datamodel:WCO:Declaration_DS:DMS:2">
<AcceptanceDateTime><ds:DateTimeString formatCode="304">{day}120000Z</ds:DateTimeString>
</AcceptanceDateTime>
<FunctionCode>9</FunctionCode><FunctionalReferenceID>I{day}</FunctionalReferenceID>
<TypeCode>IMA</TypeCode><GoodsItemQuantity>1</GoodsItemQuantity>
<InvoiceAmount currencyID="USD">100</InvoiceAmount>
<Declarant><ID>GB123456789000</ID></Declarant>
<GoodsShipment><GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric>
<Commodity><Description>Bicycles</Description>
<InvoiceLine><ItemChargeAmount currencyID="USD">100</ItemChargeAmount></InvoiceLine></Commodity>
<GovernmentProcedure><CurrentCode>40</CurrentCode><PreviousCode>00</PreviousCode>
</GovernmentProcedure></GovernmentAgencyGoodsItem></GoodsShipment>
</Declaration></md:MetaData>"#
    )
}

/// Declarations of three months: lists and rates change between the first and the second, and
/// there is no rate for the third.
fn declarations() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for day in ["2026-02-10", "2026-03-02", "2026-04-07"] {
        let files = [("transit", transit(day)), ("import", import(day))];
        for (name, text) in files {
            let file = folder.path().join(format!("{name}-{day}.xml"));
            fs::write(file, text).expect("written");
        }
    }
    folder
}

/// A file's row of a report.
fn of<'r>(report: &'r Value, file: &str) -> &'r Value {
    let files = report["files"].as_array().expect("files").iter();
    let mut files = files.filter(|one| one["file"] == file);
    files.next().expect("every file has its row")
}

/// Whether a finding of a code was made of a file.
fn is_found(report: &Value, file: &str, code: &str) -> bool {
    let findings = of(report, file)["findings"].as_array();
    let mut findings = findings.into_iter().flatten();
    findings.any(|one| one["code"] == code)
}

/// The statistical value that was calculated for a file that has none; it is told and not written.
fn calculated<'r>(report: &'r Value, file: &str) -> Option<&'r str> {
    let row = of(report, file);
    assert_eq!(row["equal"], true, "{row:#}");
    let values = row["calculated"].as_array()?;
    let of_field = |field: &str| {
        let mut values = values.iter();
        values.find(|one| one["field"].as_str().is_some_and(|at| at.ends_with(field)))
    };
    let detail = of_field(".customsValue")?["detail"].as_str()?;
    assert!(detail.contains("USD per GBP (version"), "{detail}");
    of_field(".statValue")?["value"].as_str()
}

/// What is known of each day, and what of no day: the package until February, the rates of
/// February and March.
fn check_days(report: &Value) {
    let transits = ["2026-02-10", "2026-03-02", "2026-04-07"]
        .map(|day| is_found(report, &format!("transit-{day}.xml"), "V0608"));
    assert_eq!(transits, [false, true, true], "{report:#}");
    for (day, value) in [("2026-02-10", "80"), ("2026-03-02", "50")] {
        let file = format!("import-{day}.xml");
        assert_eq!(calculated(report, &file), Some(value), "{report:#}");
        assert!(!is_found(report, &file, "D0010"), "{report:#}");
    }
    let without = "import-2026-04-07.xml";
    assert_eq!(calculated(report, without), None, "{report:#}");
    assert!(is_found(report, without, "D0010"), "{report:#}");
    assert_eq!(report["asked"]["codeLists"], 1);
    assert_eq!(report["asked"]["exchangeRates"], 2);
}

/// Rehearses the declarations; the report, or what went wrong.
async fn rehearse(folder: &Path, more: &[&str]) -> Result<Value, String> {
    let folder = folder.display().to_string();
    let arguments = ["rehearse", &folder, "--json"];
    let output = run(&mut cas(arguments.into_iter().chain(more.iter().copied()))).await;
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).map_err(|_| error)
}

fn rate(rate: &str, month: (&str, &str)) -> Value {
    let (from, to) = month;
    json!({"currency": "USD", "baseCurrency": "GBP", "rate": rate, "validFrom": from, "validTo": to})
}

/// A tenant with a list and rates.
async fn plant(store: &Store, name: &str, until: &str, rates: &[Value]) -> TenantId {
    let now = Timestamp::UNIX_EPOCH;
    let id = TenantId(uuid::Uuid::now_v7());
    let row = TenantRow {
        id,
        name: name.to_owned(),
        created_at: now,
    };
    store.insert_tenant(&row).await.expect("a tenant");
    let until: Date = until.parse().expect("a day");
    let list = CodeListRecord {
        tenant_id: id,
        list: "CL017".to_owned(),
        source: "a test".to_owned(),
        entries: 1,
        loaded_at: now,
    };
    let entry = CodeListEntryRecord {
        tenant_id: id,
        list: "CL017".to_owned(),
        code: "CT".to_owned(),
        valid_from: FirstDay(None),
        valid_to: Some(until),
        description: None,
        attributes: Json::stored("{}"),
    };
    let changes = Changes {
        code_lists: vec![list],
        code_list_entries: vec![entry],
        configuration_touched: vec![id],
        ..Changes::default()
    };
    store.commit(changes).await.expect("a list");
    let revision = Revision {
        tenant_id: id,
        kind: MasterDataKind::ExchangeRate,
        now,
    };
    let put = put_master_data(store, revision, rates).await;
    put.expect("rates");
    id
}

/// Runs a test on the embedded store and on PostgreSQL.
async fn each_store<F: Future<Output = ()> + Send + 'static>(test: impl Fn(StoreConfig) -> F) {
    let folder = tempfile::tempdir().expect("a folder");
    test(embedded(folder.path())).await;
    let Some(database) = TestDatabase::create().await.expect("a database") else {
        return;
    };
    // In a task of its own, so that the database is dropped even where the test fails.
    let outcome = tokio::spawn(test(database.config())).await;
    database.remove().await.expect("the database is dropped");
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_asked_and_stays_as_it_is() {
    each_store(|config| async move {
        let store = Store::open(&config).await.expect("a store");
        let months = [("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")];
        let ours = [rate("1.25", months[0]), rate("2", months[1])];
        let ours = plant(&store, "Ours", "2026-02-28", &ours).await;
        plant(&store, "Theirs", "2026-12-31", &[rate("4", months[0])]).await;
        let before = dump(&store).await.expect("all that is kept");
        let place = match &config {
            StoreConfig::Embedded { file } => {
                file.parent().expect("a folder").display().to_string()
            }
            StoreConfig::Postgres { url, .. } => url.clone(),
        };
        let folder = declarations();
        // By name and by id, while a server has the store open.
        for tenant in ["Ours".to_owned(), ours.to_string()] {
            let more = ["--store", &place, "--tenant", &tenant];
            let report = rehearse(folder.path(), &more).await.expect("a report");
            check_days(&report);
            assert_eq!(report["asked"]["tenant"], "Ours");
        }
        let error = rehearse(folder.path(), &["--store", &place]).await;
        let error = error.expect_err("there are two");
        assert!(
            error.contains("Ours") && error.contains("Theirs"),
            "{error}"
        );
        let more = ["--store", &place, "--tenant", "Nobody"];
        let error = rehearse(folder.path(), &more).await.expect_err("nobody");
        assert!(error.contains("no tenant Nobody"), "{error}");
        let after = dump(&store).await.expect("all that is kept");
        assert_eq!(after, before);
        store.close().await;
        // When nobody has it open, not a byte of it changes.
        if let StoreConfig::Embedded { file } = &config {
            let before = fs::read(file).expect("a database");
            let names = || {
                let entries = fs::read_dir(file.parent().expect("a folder")).expect("readable");
                entries
                    .map(|one| one.expect("readable").file_name())
                    .collect::<Vec<_>>()
            };
            assert_eq!(names().len(), 1);
            let more = ["--store", &file.display().to_string(), "--tenant", "Ours"];
            let report = rehearse(folder.path(), &more).await.expect("a report");
            check_days(&report);
            assert_eq!(fs::read(file).expect("a database"), before);
            assert_eq!(names().len(), 1);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_asked_without_a_store() {
    let place = tempfile::tempdir().expect("a folder");
    let list = "code,description,validTo\nCT,Cartons,2026-02-28\n";
    let rates = "currency,baseCurrency,rate,validFrom,validTo\n\
        USD,GBP,1.25,2026-02-01,2026-02-28\nUSD,GBP,2,2026-03-01,2026-03-31\n";
    let months = [("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")];
    let as_json = json!([rate("1.25", months[0]), rate("2", months[1])]);
    let files = [
        ("both/CL017.csv", list),
        ("both/exchangeRates.csv", rates),
        ("lists/CL017.csv", list),
        ("rates.json", &as_json.to_string()),
        ("wrong.csv", "currency,baseCurrency,rate\nUSD,GBP,much\n"),
    ];
    for (name, text) in files {
        let file = place.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    let at = |name: &str| place.path().join(name).display().to_string();
    let folder = declarations();
    let report = rehearse(folder.path(), &["--lists", &at("both")]).await;
    check_days(&report.expect("a report"));
    let more = ["--lists", &at("lists"), "--rates", &at("rates.json")];
    check_days(&rehearse(folder.path(), &more).await.expect("a report"));
    let error = rehearse(folder.path(), &["--rates", &at("wrong.csv")]).await;
    let error = error.expect_err("a rate that is none");
    assert!(
        error.contains("wrong.csv") && error.contains("row 2 rate"),
        "{error}"
    );
    // In a folder it is told, and what it says is not asked.
    fs::write(place.path().join("both/CL999.csv"), "kode\n1\n").expect("written");
    let report = rehearse(folder.path(), &["--lists", &at("both")]).await;
    let report = report.expect("a report");
    check_days(&report);
    let refused = report["asked"]["refused"][0].as_str().unwrap_or_default();
    assert!(refused.contains("CL999.csv cannot be asked"), "{refused}");
    let error = rehearse(folder.path(), &["--store", &at("nowhere")]).await;
    let error = error.expect_err("no store");
    assert!(error.contains("no store at"), "{error}");
    assert!(!place.path().join("nowhere").exists());
}

#[tokio::test]
async fn without_either_only_what_is_built_in_is_asked() {
    let folder = declarations();
    let report = rehearse(folder.path(), &[]).await.expect("a report");
    for day in ["2026-02-10", "2026-03-02", "2026-04-07"] {
        let (transit, import) = (format!("transit-{day}.xml"), format!("import-{day}.xml"));
        assert!(!is_found(&report, &transit, "V0608"), "{report:#}");
        assert!(!is_found(&report, &import, "D0010"), "{report:#}");
        assert_eq!(calculated(&report, &import), None, "{report:#}");
    }
    assert!(report.get("asked").is_none(), "{report:#}");
}

/// A file that names no day of its own is of today, or of the day that is said.
#[tokio::test]
async fn a_file_without_a_day_is_of_the_day_that_is_said() {
    let place = tempfile::tempdir().expect("a folder");
    let list = place.path().join("CL017.csv");
    fs::write(&list, "code,validTo\nCT,2026-02-28\n").expect("written");
    let list = list.display().to_string();
    let declaration = place.path().join("transit.xml");
    let text = transit("2026-02-10");
    let dated = "<preparationDateAndTime>2026-02-10T09:30:00</preparationDateAndTime>";
    fs::write(&declaration, text.replace(dated, "")).expect("written");
    for (day, expected) in [("2026-02-28", false), ("2026-03-01", true)] {
        let more = ["--lists", &list, "--day", day];
        let report = rehearse(&declaration, &more).await.expect("a report");
        let file = declaration.display().to_string();
        assert_eq!(is_found(&report, &file, "V0608"), expected, "{report:#}");
    }
}
