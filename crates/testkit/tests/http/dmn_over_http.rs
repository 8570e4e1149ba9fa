//! Do the tables of DMN models come in over HTTP, whatever their inputs and outputs are called?
//!
//! Every table of a model is imported with its names mapped to fields of their types, which the
//! answers of the import say. Taken are all of our own models (beside the tests of the reader); the
//! environment variable `CAS_DMN_TCK` names another folder, such as the public DMN TCK.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::Value;

/// Fields to which names are mapped, by the type of the input or output.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "item.commodity.description",
            "item.commodity.itemId",
            "item.containerIdentification",
            "item.destinationRegion",
            "functionRefNum",
            "goodsShipment.tradeTerms.place",
            "goodsShipment.tradeTerms.text",
            "goodsShipment.destinationRegion",
        ],
    ),
    (
        "appended text",
        &[
            "item.additionalDocuments[+].type",
            "item.additionalDocuments[+].refNum",
            "item.additionalDocuments[+].issuingAuthority",
        ],
    ),
    (
        "number",
        &[
            "item.goodsMeasure.gmass",
            "item.goodsMeasure.nmass",
            "item.goodsMeasure.qty",
            "item.goodsMeasure.supQty",
            "item.statValue",
            "item.customsValue",
            "totalInvoiceAmount",
        ],
    ),
    (
        "boolean",
        &[
            "reducedDatasetIndicator",
            "bindingItinerary",
            "goodsShipment.consignment.containerIndicator",
        ],
    ),
    (
        "date",
        &[
            "limitDate",
            "exciseMovement.dispatchDate",
            "exciseMovement.invoiceDate",
        ],
    ),
];

/// The models below a folder.
fn models(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            models(&path, found);
        } else if path.extension().is_some_and(|it| it == "dmn") {
            found.push(path);
        }
    }
    found.sort();
}

/// Where a table is imported, with names mapped to fields.
fn import_path(table: &str, fields: &BTreeMap<String, String>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !table.is_empty() {
        query.append_pair("decision", table);
    }
    for (name, field) in fields {
        query.append_pair("field", &format!("{name}={field}"));
    }
    format!("/v1/decisiontables/imported/import?{}", query.finish())
}

/// A model that is imported, a table at a time.
struct Importing<'a> {
    app: &'a TestApp,
    model: Vec<u8>,
}

impl Importing<'_> {
    /// The answer to an import of a table with names mapped to fields.
    async fn import(&self, table: &str, fields: &BTreeMap<String, String>) -> (u16, Value) {
        let path = import_path(table, fields);
        let sent = self
            .app
            .post_file(&path, "application/dmn+xml", &self.model)
            .await;
        sent.expect("HTTP")
    }

    /// Throws away what was imported.
    async fn forget(&self) {
        let draft = "/v1/configuration/decisiontables/imported/draft";
        let (status, answer) = self.app.delete(draft).await.expect("HTTP");
        assert_eq!(status, 204, "{answer}");
    }

    /// The tables of the model, where it has several; else the one without a name.
    async fn tables(&self) -> Vec<String> {
        let (_, answer) = self.import("", &BTreeMap::new()).await;
        let message = answer["errors"][0]["message"].as_str().unwrap_or_default();
        let named = message.split_once("by the parameter decision: ");
        named.map_or(vec![String::new()], |(_, tables)| {
            tables.split(", ").map(str::to_owned).collect()
        })
    }

    /// Takes a table; why not, where it is refused.
    async fn take(&self, table: &str) -> Result<(), String> {
        let unknown = BTreeMap::from([("?".to_owned(), "declType".to_owned())]);
        let (_, answer) = self.import(table, &unknown).await;
        let message = answer["errors"][0]["message"].as_str().unwrap_or_default();
        let Some((_, names)) = message.split_once("of this name; it has ") else {
            return Err(message.to_owned());
        };
        let names: Vec<&str> = names.split(", ").collect();
        let (status, answer) = self.import(table, &BTreeMap::new()).await;
        if status == 200 {
            // The draft of a table before it has the same names, and says which fields they are.
            return Ok(());
        }
        let errors = answer["errors"].as_array();
        let errors = errors.unwrap_or_else(|| panic!("{table}: no name is a field: {answer}"));
        let is_output = |error: &&Value| path_of(error).starts_with("table.outputs");
        let inputs = names.len() - errors.iter().filter(is_output).count();
        let mut types = vec!["text"; names.len()];
        // The types that columns have are told where they are not those of the fields.
        for _ in 0..=names.len() {
            let (status, answer) = self.import(table, &mapped(&names, &types)).await;
            if status == 200 {
                // The next table has columns of its own.
                self.forget().await;
                return Ok(());
            }
            assert_eq!(status, 400, "{table}: {answer}");
            let errors = answer["errors"].as_array().expect("what is wrong");
            if !errors
                .iter()
                .any(|error| correct(error, inputs, &mut types))
            {
                return Err(answer["errors"].to_string());
            }
        }
        Err("its columns have types for which there are not enough fields".to_owned())
    }
}

/// Fields for names, each of its type and another for each.
fn mapped(names: &[&str], types: &[&str]) -> BTreeMap<String, String> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let fields = names.iter().zip(types).filter_map(|(name, kind)| {
        let (kind, fields) = FIELDS.iter().find(|(known, _)| known == kind)?;
        let next = used.entry(kind).or_default();
        *next += 1;
        Some(((*name).to_owned(), (*fields.get(*next - 1)?).to_owned()))
    });
    fields.collect()
}

/// Takes the type of a column from an error that says it; whether it was another. Inputs come first,
/// then outputs.
fn correct(error: &Value, inputs: usize, types: &mut [&str]) -> bool {
    let message = error["message"].as_str().unwrap_or_default();
    let said = match message.contains("append with [+]") {
        true => Some("appended text"),
        false => message.rsplit_once(" is of type ").map(|(_, kind)| kind),
    };
    let kind = FIELDS.iter().find(|(known, _)| Some(*known) == said);
    let mut steps = path_of(error).split(['[', ']']);
    let first = match steps.next() {
        Some("table.inputs") => 0,
        Some("table.outputs") => inputs,
        _ => return false,
    };
    let number = steps.next().and_then(|number| number.parse::<usize>().ok());
    let (Some(number), Some((kind, _))) = (number, kind) else {
        return false;
    };
    std::mem::replace(&mut types[first + number], kind) != *kind
}

fn path_of(error: &Value) -> &str {
    error["path"].as_str().unwrap_or_default()
}

/// The tables of a folder's models that are taken, and why others are not.
async fn import_all(app: &TestApp, folder: &Path) -> (usize, Vec<String>) {
    let mut found = Vec::new();
    models(folder, &mut found);
    let (mut taken, mut refused) = (0, Vec::new());
    for path in found {
        let model = std::fs::read(&path).expect("readable");
        let importing = Importing { app, model };
        for table in importing.tables().await {
            match importing.take(&table).await {
                Ok(()) => taken += 1,
                Err(why) => refused.push(format!("{} {table}: {why}", path.display())),
            }
        }
    }
    (taken, refused)
}

async fn our_models_come_in(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let models = concat!(env!("CARGO_MANIFEST_DIR"), "/../decision/tests/dmn/models");
    let (taken, refused) = import_all(&app, Path::new(models)).await;
    assert_eq!((taken, refused), (28, Vec::new()));
}

#[tokio::test]
async fn every_table_of_our_models_comes_in() {
    each_store(our_models_come_in).await;
}

/// What is refused is told; `docs/decision-tables.md` says of which kinds it may be.
#[expect(clippy::print_stdout, reason = "says what was run, or why nothing was")]
async fn another_folder_comes_in(place: StorePlace) {
    let Some(folder) = std::env::var_os("CAS_DMN_TCK") else {
        println!("not run: CAS_DMN_TCK names no folder with models");
        return;
    };
    let app = TestApp::start(place).await.expect("a product");
    let (taken, refused) = import_all(&app, Path::new(&folder)).await;
    println!("{taken} tables came in; refused:\n{}", refused.join("\n"));
    assert!(taken > 0, "{refused:#?}");
}

#[tokio::test]
async fn tables_of_another_folder_come_in() {
    each_store(another_folder_comes_in).await;
}
