//! How goods are cut into declarations, and paired with what exists.

use cas_decision::Context;
use cas_model::configuration::ConfigurationKind;
use cas_model::document::CustomsShipment;
use cas_model::flow::Step;
use cas_model::record::Json;
use cas_process::planning::{
    ExistingDeclaration, FormedDeclaration, Goods, form, looks_at_goods, pair,
};
use serde_json::{Value, json};

use super::carried::{goods, send, shipment};
use super::world::{World, document};

fn step(change: Value) -> Step {
    let mut step = json!({"name": "first", "declarationType": "sea", "system": "plain",
                          "jurisdiction": "DE"});
    for (name, value) in change.as_object().expect("fields") {
        step[name] = value.clone();
    }
    serde_json::from_value(step).expect("a step")
}

fn context() -> Context<'static> {
    Context::on("2026-11-30".parse().expect("a day"))
}

/// What a step forms of goods that are complete as they were given.
fn formed(step: &Step, content: Value, most: usize) -> Result<Vec<FormedDeclaration>, String> {
    let given = document(content);
    let shipment = CustomsShipment::default();
    let goods = Goods {
        shipment: &shipment,
        given: &given,
        complete: &given,
    };
    form(step, goods, most, &context()).map_err(|refusal| refusal.message)
}

fn told(formed: Result<Vec<FormedDeclaration>, String>) -> String {
    match formed {
        Err(why) => format!("refused: {why}\n"),
        Ok(formed) => formed
            .iter()
            .map(|one| {
                format!(
                    "{} {}\n  {}\n  origins {}\n",
                    one.keys.as_str(),
                    &one.digest[..8],
                    serde_json::to_string(&one.document).expect("JSON"),
                    serde_json::to_string(&one.origins).expect("JSON"),
                )
            })
            .collect(),
    }
}

fn content() -> Value {
    let item = |number: u32, country: &str, mass: f64, amount: f64| {
        json!({"casReference": format!("i{number}"), "seqNum": number,
               "exportCountry": country, "transportChargesMethod": "A",
               "goodsMeasure": {"gmass": mass},
               "commodity": {"invoiceLine": {"itemAmount": amount}}})
    };
    json!({
        "functionRefNum": "OURS", "totalInvoiceAmount": 60, "declType": "EX",
        "goodsShipment": {
            "consignment": {"gmass": 100},
            "governmentAgencyGoodsItems": [
                item(1, "DE", 1.5, 10.0), item(2, "FR", 2.5, 20.0), item(3, "DE", 3.0, 30.0)],
        },
    })
}

/// Selected, grouped, split, numbered, with the totals of the part.
#[test]
fn goods_are_cut_as_the_step_says() {
    let by = |expression: &str, to: Value| {
        let key = json!({"expression": expression, "assignTo": to});
        json!({"items": {"groupBy": [key]}})
    };
    let mut text = String::new();
    for (name, step_, most) in [
        ("whole", step(json!({})), 9),
        ("most is none", step(json!({})), 0),
        ("two at most", step(json!({})), 2),
        ("three at most", step(json!({})), 3),
        (
            "selected",
            step(json!({"items": {"select": "item.exportCountry = \"FR\""}})),
            9,
        ),
        (
            "selected none",
            step(json!({"items": {"select": "item.exportCountry = \"NO\""}})),
            9,
        ),
        (
            "grouped",
            step(by(
                "item.exportCountry",
                json!("goodsShipment.exportCountry"),
            )),
            9,
        ),
        (
            "given already",
            step(by("item.exportCountry", json!("declType"))),
            9,
        ),
        (
            "numbers",
            step(by("item.seqNum > 1", json!("goodsShipment.destination"))),
            9,
        ),
        (
            "no such field",
            step(by("item.exportCountry", json!("nothing.like"))),
            9,
        ),
        ("no expression", step(by("item.(", Value::Null)), 9),
        ("not computed", step(by("item.seqNum / 0", Value::Null)), 9),
        (
            "no condition",
            step(json!({"items": {"select": "item.("}})),
            9,
        ),
        (
            "not decided",
            step(json!({"items": {"select": "item.seqNum / 0 > 1"}})),
            9,
        ),
    ] {
        text += &format!("## {name}\n{}", told(formed(&step_, content(), most)));
    }
    insta::assert_snapshot!(text);
}

/// Totals that cannot be known for the part are left to be deduced; no total is made.
#[test]
fn totals_are_of_the_part_or_left_out() {
    let mut text = String::new();
    let cut = step(json!({}));
    let mut unknown = content();
    unknown["goodsShipment"]["governmentAgencyGoodsItems"][0]["goodsMeasure"] = json!({});
    unknown["goodsShipment"]["governmentAgencyGoodsItems"][1]["commodity"] = json!({});
    text += &format!("## not known\n{}", told(formed(&cut, unknown, 2)));
    let mut without = content();
    without["totalInvoiceAmount"] = Value::Null;
    without["goodsShipment"]["consignment"] = json!({});
    text += &format!("## not given\n{}", told(formed(&cut, without, 2)));
    let mut unnumbered = content();
    for at in 0..3 {
        let item = &mut unnumbered["goodsShipment"]["governmentAgencyGoodsItems"][at];
        item["seqNum"] = Value::Null;
    }
    text += &format!("## not numbered\n{}", told(formed(&cut, unnumbered, 2)));
    insta::assert_snapshot!(text);
}

/// What the shipment gives once is shared out over its declarations.
#[test]
fn what_is_given_once_is_shared_out() {
    let mut text = String::new();
    for adjustments in [
        json!([{"code": "AB", "amount": 12, "currency": "EUR"}]),
        json!([{"code": "AB", "amount": 10, "currency": "EUR"},
               {"code": "AD", "amount": 7, "currency": "EUR"}]),
    ] {
        let mut content = content();
        content["goodsShipment"]["valuationAdjustments"] = adjustments;
        content["goodsShipment"]["packagings"] = json!([{"type": "CT", "quantity": 6}]);
        text += &told(formed(&step(json!({})), content, 2));
    }
    insta::assert_snapshot!(text);
}

/// Items that are alike become one, which says of which it was made.
#[test]
fn alike_items_are_merged_and_say_so() {
    let mut text = String::new();
    let aggregate = |most| {
        let merging = step(json!({"calculations": {"aggregateBy": ["exportCountry"]}}));
        told(formed(&merging, content(), most))
    };
    text += &format!("## all\n{}## split\n{}", aggregate(9), aggregate(1));
    insta::assert_snapshot!(text);
}

/// Alike goods travel in one house; a part keeps the houses of its goods.
#[test]
fn goods_are_put_into_houses() {
    let with = |consignee: &str| json!({"code": consignee});
    let mut content = content();
    for (at, consignee) in ["A", "B", "A"].into_iter().enumerate() {
        let item = &mut content["goodsShipment"]["governmentAgencyGoodsItems"][at];
        item["consignor"] = with(consignee);
        item["consignee"] = with("X");
    }
    let houses = step(json!({"houseConsignments": {"groupBy": ["consignor", "consignee"]}}));
    let mut text = format!("## made\n{}", told(formed(&houses, content.clone(), 9)));
    text += &format!(
        "## made of parts\n{}",
        told(formed(&houses, content.clone(), 2))
    );
    content["goodsShipment"]["houseConsignments"] =
        json!([{"key": "1", "gmass": 5}, {"key": "2", "gmass": 6}, {"key": "3", "gmass": 7}]);
    for (at, house) in [None, Some("2"), Some("1")].into_iter().enumerate() {
        let item = &mut content["goodsShipment"]["governmentAgencyGoodsItems"][at];
        item["houseConsignment"] = json!(house);
    }
    text += &format!("## given\n{}", told(formed(&houses, content.clone(), 9)));
    text += &format!("## given, in parts\n{}", told(formed(&houses, content, 2)));
    insta::assert_snapshot!(text);
}

#[test]
fn forming_looks_at_goods_where_the_step_does() {
    for (change, expected) in [
        (json!({}), false),
        (json!({"items": {"maxItems": 2}}), false),
        (json!({"items": {"select": "true"}}), true),
        (json!({"items": {"groupBy": [{"expression": "1"}]}}), true),
        (json!({"calculations": {"aggregateBy": ["declType"]}}), true),
        (json!({"houseConsignments": {"groupBy": ["ucr"]}}), true),
    ] {
        assert_eq!(looks_at_goods(&step(change.clone())), expected, "{change}");
    }
}

/// The step's limit and the system's: the smaller one splits.
#[test]
fn the_smaller_limit_of_items_splits_the_goods() {
    for (limit, expected) in [
        (Value::Null, &[3, 1][..]),
        (json!(2), &[2, 2]),
        (json!(9), &[3, 1]),
        (json!(1), &[1, 1, 1, 1]),
    ] {
        let steps = json!([{"name": "first", "declarationType": "sea", "system": "plain",
                            "jurisdiction": "DE", "items": {"maxItems": limit}}]);
        let mut world = World::new(steps);
        let four = [("a", "DE"), ("b", "DE"), ("c", "DE"), ("d", "DE")];
        send(&mut world, "new", shipment("New", goods(&four)));
        let rows = 0..world.store.declarations.len();
        let counts: Vec<usize> = rows
            .map(|at| world.store.state(at).document.goods_items().len())
            .collect();
        assert_eq!(counts, expected, "{limit}");
        let items = world.store.state(0);
        let item = &items.document.goods_items()[0];
        assert_eq!(item.government_agency_goods_item_id.as_deref(), Some("a"));
    }
}

/// Goods are not cut by what a table should have given and could not.
#[test]
fn goods_are_not_cut_by_a_table_that_failed() {
    let table = json!({"table": {
        "name": "countries",
        "inputs": [{"name": "declType", "type": "code"}],
        "outputs": [{"name": "goodsShipment.destination", "type": "code"}],
        "rows": [{"id": "1", "conditions": ["\"EX\""], "outputs": ["\"NO\""]}],
    }});
    let steps = |tables: Value, group_by: Value| {
        json!([{"name": "first", "declarationType": "sea", "system": "plain",
                "jurisdiction": "DE", "tables": tables, "items": {"groupBy": group_by}}])
    };
    let by_country = json!([{"expression": "item.exportCountry"}]);
    let mut text = String::new();
    for (name, tables, group_by) in [
        ("well", json!(["countries"]), by_country.clone()),
        ("no table", json!(["gone"]), by_country),
        ("not cut", json!(["gone"]), json!([])),
    ] {
        let world = World::new(steps(tables, group_by));
        let mut world = world.and(ConfigurationKind::DecisionTable, "countries", &table);
        send(&mut world, name, shipment("New", goods(&[("a", "DE")])));
        text += &world.told;
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_formed_is_paired_with_what_is_most_alike() {
    let one = |keys: &str, items: &[&str]| {
        let items: Vec<Value> = items
            .iter()
            .map(|one| json!({"casReference": one}))
            .collect();
        FormedDeclaration {
            document: document(json!({"goodsShipment": {"governmentAgencyGoodsItems": items}})),
            origins: Default::default(),
            keys: Json::stored(keys),
            digest: String::new(),
        }
    };
    let known = |keys: &'static str, items: &[&'static str]| ExistingDeclaration {
        keys,
        items: items.to_vec(),
    };
    for (formed, existing, expected) in [
        (vec![], vec![], vec![]),
        (vec![one("A", &["1"])], vec![], vec![(Some(0), None)]),
        (vec![], vec![known("A", &["1"])], vec![(None, Some(0))]),
        (
            vec![one("A", &["1"])],
            vec![known("B", &["2"])],
            vec![(Some(0), None), (None, Some(0))],
        ),
        (
            vec![one("A", &["1"])],
            vec![known("B", &["1"])],
            vec![(Some(0), Some(0))],
        ),
        (
            vec![one("A", &[])],
            vec![known("A", &[])],
            vec![(Some(0), Some(0))],
        ),
        // More goods in common come before fewer; the same key before either.
        (
            vec![one("A", &["1", "2", "3"])],
            vec![known("B", &["1"]), known("C", &["2", "3"])],
            vec![(Some(0), Some(1)), (None, Some(0))],
        ),
        (
            vec![one("A", &["1", "2", "3"])],
            vec![known("B", &["2", "3"]), known("A", &["1"])],
            vec![(Some(0), Some(1)), (None, Some(0))],
        ),
        (
            vec![one("A", &["1"])],
            vec![known("A", &["9"]), known("B", &["1"])],
            vec![(Some(0), Some(1)), (None, Some(0))],
        ),
        // Ties in the order of what is formed, then of what exists.
        (
            vec![one("A", &["1"]), one("B", &["2"])],
            vec![known("C", &["1", "2"]), known("D", &["1", "2"])],
            vec![(Some(0), Some(0)), (Some(1), Some(1))],
        ),
    ] {
        let pairs = pair(&formed, &existing);
        let pairs: Vec<_> = pairs
            .iter()
            .map(|pair| (pair.formed, pair.existing))
            .collect();
        assert_eq!(pairs, expected);
    }
}
