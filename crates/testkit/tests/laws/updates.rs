//! Applying an update twice is applying it once; an update with the whole shipment is a
//! replacement.

use cas_testkit::{TestApp, each_store};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::{prop_oneof, sample};
use serde_json::{Value, json};

use crate::cases::check_all;
use crate::world::{
    GROUPS, GROUPS_SENT, HALF_SENT, items, lorry, message, messages, path, publish, read, send,
    shipment, text,
};

/// A declaration on its way: its flow, and what its declarations say to the authority.
type Start = (&'static str, &'static str);

/// Where updates are tried.
const STARTS: &[Start] = &[
    ("TransitOnRequest", ""),
    ("Transit", "#hold"),
    ("Transit", "pre-lodged"),
    ("Transit", "#reject=9"),
    ("Transit", "#hold#noamendment"),
    ("Transit", "#hold#silent013"),
    ("Transit", "#amend"),
    ("Transit", "#guarantee"),
    ("Transit", "#silent"),
    ("Transit", ""),
    (GROUPS, ""),
    (GROUPS_SENT, "#hold"),
    (HALF_SENT, "#hold"),
    ("ExportTransit", "#hold"),
];

/// One thing that an update changes.
#[derive(Clone, Copy, Debug)]
enum Change {
    Language(&'static str),
    Lorry(u8),
    Null(&'static str),
    /// Of an item that is there, by its reference.
    Marks(u8, u8),
    Quantity(u8, u8),
    /// The whole collection, without references.
    Whole(u8),
    Without(u8),
    With(u8),
}

fn change() -> impl Strategy<Value = Change> {
    let null = [
        "communicationLanguage",
        "previousDocuments",
        "goodsShipment.consignee",
        "goodsShipment.consignment.transportContractDocuments",
        "goodsShipment.consignment.departureTransportMeans",
        "goodsShipment.governmentAgencyGoodsItems",
    ];
    prop_oneof![
        sample::select(vec!["DE", "FR", "EN"]).prop_map(Change::Language),
        (0..4_u8).prop_map(Change::Lorry),
        sample::select(null.to_vec()).prop_map(Change::Null),
        (0..6_u8, 0..3_u8).prop_map(|(item, marks)| Change::Marks(item, marks)),
        (0..6_u8, 1..9_u8).prop_map(|(item, quantity)| Change::Quantity(item, quantity)),
        (0..4_u8).prop_map(Change::Whole),
        (0..3_u8).prop_map(Change::Without),
        (0..3_u8).prop_map(Change::With),
    ]
}

/// The document of an update that makes these changes; a later one overrides an earlier one.
fn update(changes: &[Change], whole: &Value, references: &[String]) -> Value {
    let mut document = json!({});
    for change in changes {
        apply(&mut document, *change, whole, references);
    }
    document
}

fn apply(document: &mut Value, change: Change, whole: &Value, references: &[String]) {
    let sent = items(whole).as_array().cloned().unwrap_or_default();
    let reference = |at: u8| references.get(usize::from(at) % references.len().max(1));
    let goods = "governmentAgencyGoodsItems";
    match change {
        Change::Language(language) => document["communicationLanguage"] = language.into(),
        Change::Lorry(number) => {
            let lorry = lorry(&format!("M-UP {number}"));
            let means = lorry["goodsShipment"]["consignment"]["departureTransportMeans"].clone();
            document["goodsShipment"]["consignment"]["departureTransportMeans"] = means;
        }
        Change::Null(path) => {
            let place = path
                .split('.')
                .fold(document, |place, name| &mut place[name]);
            *place = Value::Null;
        }
        Change::Marks(at, marks) => {
            let packages = json!([{
                "quantity": 2, "type": "CT", "shippingMarks": format!("LOT U{marks}"),
            }]);
            let item =
                reference(at).map(|one| json!({"casReference": one, "packagings": packages}));
            document["goodsShipment"][goods] = item.into_iter().collect();
        }
        Change::Quantity(at, quantity) => {
            let measure = json!({"qty": quantity});
            let item =
                reference(at).map(|one| json!({"casReference": one, "goodsMeasure": measure}));
            document["goodsShipment"][goods] = item.into_iter().collect();
        }
        Change::Whole(quantity) => {
            let mut all = sent;
            for item in &mut all {
                item["goodsMeasure"]["qty"] = quantity.into();
            }
            document["goodsShipment"][goods] = all.into();
        }
        Change::Without(at) => {
            let mut left = sent;
            left.remove(usize::from(at) % left.len());
            document["goodsShipment"][goods] = left.into();
        }
        Change::With(at) => {
            let mut more = sent;
            // The same content twice is two items.
            more.push(more[usize::from(at) % more.len()].clone());
            document["goodsShipment"][goods] = more.into();
        }
    }
}

/// The references of the shipment's items.
async fn references(app: &TestApp, reference: &str) -> Vec<String> {
    let mut references = Vec::new();
    for declaration in app.declarations(reference).await.expect("declarations") {
        for item in items(&declaration).as_array().into_iter().flatten() {
            let name = text(&item["casReference"]).to_owned();
            if !references.contains(&name) {
                references.push(name);
            }
        }
    }
    references.sort();
    references
}

/// What a repeated update must leave as it is, declaration by declaration.
async fn seen(app: &TestApp, reference: &str) -> Vec<Value> {
    let mut seen = Vec::new();
    for declaration in app.declarations(reference).await.expect("declarations") {
        let sent = messages(app, &declaration, "outbound").await;
        let origins = read(app, &format!("{}/origins", path(&declaration))).await;
        let mut one = json!({"sent": sent, "origins": origins["origins"]});
        for name in [
            "id",
            "currentStatus",
            "statusAtCustoms",
            "revision",
            "lodgedRevision",
            "sentRevision",
            "errors",
            "customsFlowStepInstanceSeq",
            "customsFlowStepInstanceCount",
            "singleAdministrativeDocument",
        ] {
            one[name] = declaration[name].clone();
        }
        seen.push(one);
    }
    seen
}

/// A case: the start, whether a person changed it first, the updates before and the repeated one.
type Repeated = (Start, bool, Vec<Change>, Vec<Change>);

/// Tries a case; returns what became of the repeated update.
async fn repeat(app: &TestApp, reference: &str, case: &Repeated) -> Result<String, String> {
    let ((flow, marker), is_edited, before, repeated) = case;
    let mut whole = shipment(flow, reference, marker, 3);
    if *marker == "pre-lodged" {
        whole["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
    }
    send(app, &whole).await;
    if *is_edited {
        for declaration in app.declarations(reference).await.expect("declarations") {
            let edit = lorry("M-UP 1");
            let edited = app.patch(&path(&declaration), &edit).await;
            let (status, answer) = edited.expect("an answer");
            assert!(status == 202 || status == 409, "{answer}");
        }
        app.settle().await.expect("settled");
    }
    let names = references(app, reference).await;
    for changes in [before.as_slice(), repeated] {
        let document = update(changes, &whole, &names);
        send(app, &message("Update", reference, document)).await;
    }
    let once = seen(app, reference).await;
    let document = update(repeated, &whole, &names);
    let again = send(app, &message("Update", reference, document.clone())).await;
    let twice = seen(app, reference).await;
    if once == twice {
        return Ok(text(&again["state"]).to_owned());
    }
    let differences = differences(&once, &twice);
    Err(format!("{document}\n{again}\n{differences}"))
}

fn differences(once: &[Value], twice: &[Value]) -> String {
    let mut told = format!("{} and {} declarations\n", once.len(), twice.len());
    for (one, other) in once.iter().zip(twice) {
        for (name, value) in one.as_object().into_iter().flatten() {
            if other[name] != *value {
                told.push_str(&format!("{name}:\n- {value}\n+ {}\n", other[name]));
            }
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_twice_is_an_update_once() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        publish(&app).await;
        let strategy = (
            sample::select(STARTS.to_vec()),
            prop_oneof![3 => Just(false), 1 => Just(true)],
            vec(change(), 0..2),
            vec(change(), 1..3),
        );
        let (mut number, mut succeeded) = (0, 0);
        check_all(48, strategy, async |case| {
            number += 1;
            let state = repeat(&app, &format!("T{number}"), &case).await?;
            succeeded += usize::from(state == "succeeded");
            Ok(())
        });
        assert!(succeeded >= 24, "only {succeeded} updates were carried out");
    })
    .await;
}

/// What a whole shipment says anew: fields that it has already, and all of its goods.
#[derive(Clone, Debug)]
struct Anew {
    language: Option<&'static str>,
    lorry: Option<u8>,
    /// Article, quantity, origin, and whether it comes with a second packaging.
    goods: Vec<(u8, u8, u8, bool)>,
}

fn anew() -> impl Strategy<Value = Anew> {
    let item = (0..3_u8, 1..4_u8, 0..3_u8, proptest::bool::ANY);
    let languages = sample::select(vec![None, Some("DE"), Some("FR")]);
    let lorry = prop_oneof![Just(None), (0..4_u8).prop_map(Some)];
    (languages, lorry, vec(item, 1..6)).prop_map(|(language, lorry, goods)| Anew {
        language,
        lorry,
        goods,
    })
}

impl Anew {
    fn document(&self, flow: &str, reference: &str) -> Value {
        let mut whole = shipment(flow, reference, "", 1);
        let document = &mut whole["singleAdministrativeDocument"];
        document["communicationLanguage"] = self.language.unwrap_or("EN").into();
        if let Some(number) = self.lorry {
            document["goodsShipment"]["consignment"]["departureTransportMeans"]["identification"] =
                format!("M-AN {number}").into();
        }
        let item = |(article, quantity, origin, is_packed): &(u8, u8, u8, bool)| {
            let packaging = json!({"quantity": quantity, "type": "CT", "shippingMarks": "LOT"});
            let packagings = vec![packaging; 1 + usize::from(*is_packed)];
            json!({
                "commodity": {"itemId": (["BIKE", "HELMET", "PUMP"][usize::from(*article)])},
                "goodsMeasure": {"qty": quantity},
                "origin": {"country": (["DE", "FR", "IT"][usize::from(*origin)])},
                "packagings": packagings,
            })
        };
        document["goodsShipment"]["governmentAgencyGoodsItems"] =
            self.goods.iter().map(item).collect();
        whole
    }
}

/// What two ways to the same shipment must agree on; ids, numbers and times differ.
async fn live(app: &TestApp, reference: &str) -> Vec<String> {
    let mut live = Vec::new();
    for mut declaration in app.declarations(reference).await.expect("declarations") {
        if declaration["currentStatus"] == "Cancelled" {
            continue;
        }
        let lrn = text(&declaration["lrn"]).to_owned();
        let origins = read(app, &format!("{}/origins", path(&declaration))).await;
        let document = declaration["singleAdministrativeDocument"].take();
        let one = json!({
            "status": declaration["currentStatus"],
            "errors": declaration["errors"],
            "origins": origins["origins"],
            "document": document,
            "count": declaration["customsFlowStepInstanceCount"],
        });
        live.push(
            one.to_string()
                .replace(&lrn, "LRN")
                .replace(reference, "REF"),
        );
    }
    live.sort();
    live
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_with_the_whole_shipment_is_a_replacement() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        publish(&app).await;
        let flows = sample::select(vec!["TransitOnRequest", GROUPS]);
        let mut number = 100;
        check_all(
            24,
            (flows, anew(), anew()),
            async |(flow, first, second)| {
                number += 1;
                let mut ways = Vec::new();
                for kind in ["Update", "Replace"] {
                    let reference = format!("{}{number}", &kind[..1]);
                    let begun = send(&app, &first.document(flow, &reference)).await;
                    assert_eq!(begun["state"], "succeeded", "{begun}");
                    let mut again = second.document(flow, &reference);
                    again["messageType"] = kind.into();
                    let ended = send(&app, &again).await;
                    assert_eq!(ended["state"], "succeeded", "{ended}");
                    ways.push(live(&app, &reference).await);
                }
                match ways[0] == ways[1] {
                    true => Ok(()),
                    false => Err(format!("update {:#?}\nreplace {:#?}", ways[0], ways[1])),
                }
            },
        );
    })
    .await;
}
