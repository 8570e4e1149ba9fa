//! What steps take over from earlier ones, and what inputs must be loaded for them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cas_model::declaration::CustomsFacts;
use cas_model::ids::{ShipmentId, SystemCode, TenantId};
use cas_process::reference::TenantLists;
use cas_process::sources::Wanted;
use jiff::civil::date;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::deduced::{
    SHIPMENT, TENANT, configuration, declaration, deduced, earlier, inputs, record, state, step,
    today,
};

fn facts() -> CustomsFacts {
    CustomsFacts {
        mrn: Some("26DE1".to_owned()),
        arc: Some("26DE2".to_owned()),
        acceptance_date: Some(date(2026, 6, 1)),
        release_date: Some(date(2026, 6, 2)),
        ..CustomsFacts::default()
    }
}

fn take(from: &str, to: &str, with: Value) -> Value {
    json!({"step": "export", "from": from, "to": to, "with": with})
}

#[test]
fn a_step_takes_over_what_earlier_declarations_say() {
    let rules = json!([
        take("mrn", "previousDocuments[+].refNum", json!({"type": "N830", "seqNum": 7})),
        take("lrn", "item.previousDocuments[+].refNum", json!({"type": "LRN"})),
        take("acceptanceDate", "limitDate", json!({})),
        take("releaseDate", "limitDate", json!({})),
        take("arc", "goodsShipment.destination", json!({})),
        take("declarationOfficeCode", "goodsShipment.exportCountry", json!({})),
        take("security", "security", json!({})),
        take("mrn", "item.exportCountry", json!({})),
        take("lrn", "goodsShipment.consignment.gmass", json!({})),
        take("lrn", "shipment.plant", json!({})),
        take("lrn", "no such field", json!({})),
        {"step": "other", "from": "mrn", "to": "additionalDeclType"},
    ]);
    let steps = json!([
        step("export", json!({})),
        step("transit", json!({"takeOver": rules}))
    ]);
    let mut inputs = inputs(configuration(&steps, &[]));
    let items = |references: &[&str]| {
        let item = |reference: &&str| json!({"casReference": reference});
        let items: Vec<Value> = references.iter().map(item).collect();
        json!({
            "declarationOfficeCode": "DE004101",
            "goodsShipment": {"governmentAgencyGoodsItems": items},
        })
    };
    let one = earlier("export", "LRN-A", facts(), items(&["i1"]));
    let two = earlier(
        "export",
        "LRN-B",
        CustomsFacts::default(),
        items(&["i2", "i3"]),
    );
    let third = earlier("export", "LRN-C", facts(), items(&["gone"]));
    inputs.set_earlier(SHIPMENT, TENANT, &[one, two, third]);
    let given = json!({"goodsShipment": {"governmentAgencyGoodsItems": [
        {"casReference": "i1"}, {"casReference": "i2"}, {},
    ]}});
    insta::assert_snapshot!(deduced(&inputs, "transit", &given));
}

fn keys(wanted: &Wanted) -> (Vec<String>, Vec<String>) {
    let records = wanted
        .records
        .iter()
        .map(|key| format!("{} {}", key.kind, key.code));
    let currencies = wanted
        .currencies
        .iter()
        .map(|(_, currency)| currency.clone());
    (records.collect(), currencies.collect())
}

#[test]
fn everything_that_documents_and_flows_name_is_wanted() {
    let defaults = json!({"authorisations": [{"refNum": "A1"}], "invoiceCurrency": "USD"});
    let steps = json!([step(
        "transit",
        json!({
            "defaults": defaults, "calculations": {"currency": "CHF"},
        })
    )]);
    let mut inputs = inputs(configuration(&steps, &[]));
    assert_eq!(inputs.tenants(), [TENANT]);
    let given = json!({
        "invoiceCurrency": "GBP",
        "obligationGuarantees": [{"refNum": "G1"}],
        "goodsShipment": {
            "consignment": {"goodsLocation": {"code": "L1"}, "consignor": {"code": "P0"}},
            "houseConsignments": [{"consignee": {"code": "P1"}, "consignor": {"name": "x"}}],
            "governmentAgencyGoodsItems": [{"commodity": {"itemId": "I1"}}],
        },
    });
    let document = state("transit", given).document;
    let wanted = inputs.wanted(std::iter::once((TENANT, &document)));
    let (records, currencies) = keys(&wanted);
    assert_eq!(
        records,
        [
            "article I1",
            "authorisation A1",
            "businessPartner P0",
            "businessPartner P1",
            "guarantee G1",
            "location L1",
        ]
    );
    assert_eq!(currencies, ["CHF", "GBP", "USD"]);
    assert!(!inputs.knows_records_of(TENANT, &document));
    let earlier_document = json!({"declarant": {"code": "P9"}, "invoiceCurrency": "JPY"});
    let one = earlier("export", "LRN-A", facts(), earlier_document);
    inputs.set_earlier(SHIPMENT, TENANT, &[one]);
    let (records, currencies) = keys(&inputs.wanted(std::iter::empty()));
    assert_eq!(records, ["authorisation A1", "businessPartner P9"]);
    assert_eq!(currencies, ["CHF", "JPY", "USD"]);
    assert_eq!(inputs.earlier(SHIPMENT).len(), 1);
    assert!(inputs.earlier(ShipmentId(Uuid::nil())).is_empty());
    inputs.take_records(wanted, &[]).expect("taken");
    assert!(inputs.knows_records_of(TENANT, &document));
    assert!(!inputs.knows_records_of(TenantId(Uuid::nil()), &document));
}

#[test]
fn records_and_rates_that_were_loaded_fill_the_document() {
    let steps = json!([step("transit", json!({}))]);
    let mut inputs = inputs(configuration(&steps, &[]));
    let found = [
        record("article", &json!({"code": "I1", "originCountry": "DE"})),
        record(
            "businessPartner",
            &json!({"code": "P1", "name": "Partner", "city": "Kiel"}),
        ),
        record("authorisation", &json!({"code": "A1", "type": "C521"})),
        record("guarantee", &json!({"code": "G1", "type": "1"})),
        record(
            "location",
            &json!({"code": "L1", "type": "B", "contactName": "Ada"}),
        ),
        record("valueSet", &json!({"code": "V1"})),
    ];
    inputs
        .take_records(Wanted::default(), &found)
        .expect("taken");
    let rate = |day: &str, rate: u32| {
        let mut row = record(
            "exchangeRate",
            &json!({
                "code": format!("USD {day}"), "currency": "USD", "baseCurrency": "EUR", "rate": rate,
                "validFrom": day, "kind": "customs",
            }),
        );
        row.valid_from.0 = day.parse().ok();
        row
    };
    let rates = vec![rate("2026-06-01", 2), rate("2026-07-01", 3)];
    let lists = TenantLists::read(Arc::default(), vec![], rates).expect("readable");
    let lists = HashMap::from([(TENANT, Arc::new(lists))]);
    let currencies = BTreeSet::from([(TENANT, "USD".to_owned())]);
    inputs.take_lists(lists, &currencies, today());
    let known = inputs.master_data(TENANT).expect("master data");
    assert_eq!(known.day, today());
    let rates: Vec<_> = known
        .exchange_rates
        .iter()
        .map(|(pair, rate)| format!("{pair:?} {:?}", rate.record.rate))
        .collect();
    let given = json!({
        "authorisations": [{"refNum": "A1"}], "obligationGuarantees": [{"refNum": "G1"}],
        "declarant": {"code": "P1"},
        "goodsShipment": {
            "consignment": {"goodsLocation": {"code": "L1"}},
            "governmentAgencyGoodsItems": [
                {"commodity": {"itemId": "I1"}}, {"commodity": {"itemId": "I2"}},
            ],
        },
    });
    let story = deduced(&inputs, "transit", &given);
    insta::assert_snapshot!(format!("{rates:?}\n{story}"));
    let unknown = record("thing", &json!({"code": "T1"}));
    let broken = record("article", &json!({"code": "T1", "originCountry": 1}));
    let mut say = |row| {
        let error = inputs
            .take_records(Wanted::default(), &[row])
            .expect_err("unreadable");
        error.to_string()
    };
    assert_eq!(say(unknown), "unknown kind of master data thing");
    assert_eq!(say(broken), "article T1 version 4");
}

#[test]
fn what_was_not_loaded_is_said() {
    let steps = json!([step("transit", json!({}))]);
    let mut all = inputs(configuration(&steps, &[]));
    let nobody = TenantId(Uuid::nil());
    let said = |error: anyhow::Error| error.to_string();
    let mut row = declaration("transit");
    assert_eq!(all.step_of(&row).expect("a step").1.name, "transit");
    row.step = Some("other".to_owned());
    assert_eq!(
        said(all.step_of(&row).expect_err("no step")),
        "flow Transit has no step other"
    );
    row.flow_version = 2;
    assert_eq!(
        said(all.step_of(&row).expect_err("no flow")),
        "flow Transit version 2 is gone"
    );
    let missing = said(all.configuration(nobody).expect_err("no tenant"));
    assert_eq!(
        missing,
        format!("the configuration of tenant {nobody} was not loaded")
    );
    let ncts = SystemCode::parse("ncts").expect("a code");
    assert!(all.connection(TENANT, &ncts).is_none() && all.master_data(TENANT).is_none());
    assert!(all.calculated_only(&ncts).is_empty());
    assert_eq!(all.lists(TENANT).value_sets().count(), 0);
    assert!(all.code_lists(TENANT).codes("CL010", today()).is_some());
    let tomorrow = date(2026, 6, 16);
    all.take_lists(HashMap::new(), &BTreeSet::new(), today());
    assert!(all.on(today()).is_ok());
    let missing = said(all.on(tomorrow).expect_err("not loaded"));
    assert_eq!(missing, "nothing was loaded as of 2026-06-16");
    assert!(all.knows_day(today()) && !all.knows_day(tomorrow));
    all.take_day(tomorrow, inputs(configuration(&steps, &[])));
    let one = earlier("export", "LRN-A", facts(), json!({}));
    all.set_earlier(SHIPMENT, TENANT, &[one]);
    let other = all.on(tomorrow).expect("loaded");
    assert_eq!(other.earlier(SHIPMENT).len(), 1);
}
