//! Forms as data: fields with their words, types with what they ask for, lists with their codes.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{App, all_scopes};

async fn app() -> (App, String) {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    (app, token)
}

fn field<'v>(answer: &'v Value, path: &str) -> &'v Value {
    let fields = answer["fields"].as_array().unwrap();
    let found = fields.iter().find(|field| field["path"] == path);
    found.unwrap_or_else(|| panic!("no field {path}"))
}

#[tokio::test]
async fn fields_have_words_in_both_languages_and_stand_in_one_order() {
    let (app, token) = app().await;
    let answer = app.get("/v1/fields", &token).await.json();
    let sections: Vec<&Value> = answer["sections"].as_array().unwrap().iter().collect();
    for (at, field) in answer["fields"].as_array().unwrap().iter().enumerate() {
        assert_eq!(field["order"], at + 1);
        for words in ["label", "help"] {
            for language in ["en", "de"] {
                let text = field[words][language].as_str().unwrap_or_default();
                assert!(!text.is_empty(), "{field}");
            }
        }
        let is_known = sections.iter().any(|it| it["code"] == field["section"]);
        assert!(is_known, "{field}");
    }
    let mass = field(
        &answer,
        "goodsShipment.governmentAgencyGoodsItems.goodsMeasure.gmass",
    );
    assert_eq!(mass["label"], json!({"en": "Gross mass", "de": "Rohmasse"}));
    assert_eq!(mass["kind"], "decimal");
    let needs = mass["needs"].as_array().unwrap();
    let of_h1 = needs
        .iter()
        .find(|it| it["declarationType"] == "H1")
        .unwrap();
    assert_eq!(of_h1["need"], "mandatory");
    assert_eq!(
        of_h1["elsewhere"],
        json!(["goodsShipment.consignment.gmass"])
    );
}

#[tokio::test]
async fn fields_of_a_part_are_asked_for_by_its_path() {
    let (app, token) = app().await;
    let path = "/v1/fields?path=goodsShipment.tradeTerms&territory=gb&on=2026-07-01";
    let answer = app.get(path, &token).await.json();
    let fields = answer["fields"].as_array().unwrap();
    assert_eq!(fields.len(), 5);
    let terms = field(&answer, "goodsShipment.tradeTerms");
    let needs = terms["needs"].as_array().unwrap();
    assert!(needs.iter().all(|need| need["declarationType"] != "H1"));
    for wrong in ["path=tradeTerms", "territory=Europe", "on=soon", "of=H1"] {
        let refused = app.get(&format!("/v1/fields?{wrong}"), &token).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert_eq!(refused.places(), [wrong.split_once('=').unwrap().0]);
    }
}

#[tokio::test]
async fn the_form_of_a_type_says_what_it_needs_and_what_fits() {
    let (app, token) = app().await;
    let list = app.get("/v1/declarationtypes", &token).await.json();
    for kind in list["declarationTypes"].as_array().unwrap() {
        let code = kind["code"].as_str().unwrap();
        let form = app
            .get(&format!("/v1/declarationtypes/{code}"), &token)
            .await;
        let form = form.json();
        assert_eq!(form["label"], kind["label"], "{code}");
        assert_ne!(kind["label"]["en"], kind["label"]["de"], "{code}");
        assert!(form["fields"].as_array().unwrap().len() > 3, "{code}");
    }
    let path = "/v1/declarationtypes/transit?territory=DE&on=2026-07-01";
    let form = app.get(path, &token).await.json();
    assert_eq!(
        (&form["on"], &form["territory"]),
        (&json!("2026-07-01"), &json!("DE"))
    );
    assert_eq!(form["systems"], json!(["ncts"]));
    let kind = field(&form, "declType");
    assert_eq!(kind["need"]["need"], "mandatory");
    assert_eq!(kind["need"]["number"], "11 01");
    assert_eq!(kind["codeLists"][0]["list"], "CL231");
    assert_eq!(
        kind["codes"],
        json!(["T", "T1", "T2", "T2F", "T2SM", "TIR"])
    );
    let limits = json!([{"system": "ncts", "isRequired": true, "maxLength": 5}]);
    assert_eq!(kind["systems"], limits);
    let offices = field(&form, "goodsShipment.transitOffices");
    assert_eq!(offices["systems"][0]["maxElements"], 9);
    assert_eq!(offices["isRepeatable"], true);
    let none = app.get("/v1/declarationtypes/H9", &token).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_type_needs_depends_on_territory() {
    let (app, token) = app().await;
    let need = async |territory: &str| {
        let path = format!("/v1/declarationtypes/H1?on=2026-07-01{territory}");
        let form = app.get(&path, &token).await.json();
        field(&form, "goodsShipment.tradeTerms")["need"].clone()
    };
    assert_eq!(need("&territory=DE").await["need"], "mandatory");
    assert_eq!(need("&territory=GB").await, Value::Null);
    let unless = &need("").await["unless"][0];
    assert_eq!(unless["territory"], "UK");
    assert!(unless["because"].as_str().unwrap().starts_with("CDS"));
}

#[tokio::test]
async fn lists_that_are_built_in_are_read_with_what_their_codes_mean() {
    let (app, token) = app().await;
    let lists = app.get("/v1/codelists", &token).await.json();
    let lists = lists["codeLists"].as_array().unwrap().clone();
    let types = lists.iter().find(|list| list["list"] == "CL231").unwrap();
    assert_eq!(
        (&types["isBuiltIn"], &types["entries"]),
        (&json!(true), &json!(6))
    );
    assert_eq!(types["label"]["de"], "Arten der Versandanmeldung");
    // Every list of a field that is built in can be read.
    for list in &lists {
        let path = format!("/v1/codelists/{}", list["list"].as_str().unwrap());
        let page = app.get(&path, &token).await.json();
        let count = page["entries"].as_array().unwrap().len();
        assert_eq!(
            count.min(100),
            list["entries"].as_u64().unwrap().min(100) as usize
        );
    }
    let found = app
        .get("/v1/codelists/CL008?search=Österreich", &token)
        .await;
    let found = found.json()["entries"].clone();
    assert_eq!(found[0]["code"], "AT");
    assert_eq!(
        found[0]["label"],
        json!({"en": "Austria", "de": "Österreich"})
    );
    assert_eq!(found[0]["description"], "Austria");
}

#[tokio::test]
async fn a_built_in_list_comes_page_by_page() {
    let (app, token) = app().await;
    let (mut codes, mut next) = (Vec::new(), String::new());
    loop {
        let path = format!("/v1/codelists/CL017?limit=90{next}");
        let page = app.get(&path, &token).await.json();
        let entries = page["entries"].as_array().unwrap();
        codes.extend(
            entries
                .iter()
                .map(|it| it["code"].as_str().unwrap().to_owned()),
        );
        match page["nextCursor"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert!(codes.len() > 300 && codes.is_sorted(), "{}", codes.len());
    codes.dedup();
    let lists = app.get("/v1/codelists", &token).await.json();
    let lists = lists["codeLists"].as_array().unwrap();
    let list = lists.iter().find(|list| list["list"] == "CL017").unwrap();
    assert_eq!(list["entries"], codes.len());
}

#[tokio::test]
async fn a_wrong_code_is_answered_with_the_nearest() {
    let (app, token) = app().await;
    let found = app
        .get("/v1/codelists/CL214?search=N381", &token)
        .await
        .json();
    assert_eq!(found["entries"], json!([]));
    assert_eq!(found["nearest"][0]["code"], "N380");
    assert_eq!(found["nearest"][0]["label"]["de"], "Handelsrechnung");
    let checked = app
        .get("/v1/codelists/CL214/N381?on=2026-07-01", &token)
        .await;
    let checked = checked.json();
    assert_eq!(
        (&checked["isValid"], &checked["validOn"]),
        (&json!(false), &json!("2026-07-01"))
    );
    assert_eq!(checked["nearest"][0]["code"], "N380");
    let checked = app.get("/v1/codelists/CL214/N380", &token).await.json();
    assert_eq!(checked["label"]["en"], "Commercial invoice");
    assert!(checked["nearest"].is_null());
}
