//! Does every system do what it claims? For each of its fixtures and each intent it takes: the
//! message is written, valid by the official schema, taken by the authority, every answer read,
//! and the status is the one that the answers lead to. And is every message that customs published
//! read? `docs/conformance.md` is the result.
//!
//! Official schemas and published messages are the operator's: where they are not there, what
//! needs them is skipped, and the page is not compared.

mod exchange;
mod page;
mod samples;
mod subjects;

use std::path::PathBuf;

use cas_gateway::CustomsSystem;
use cas_schemas::{SchemaError, SchemaSet};

use exchange::{Exchange, Outcome};
use subjects::{Case, Subject};

/// What came of one intent on one fixture.
pub struct Line {
    /// The message that was sent last.
    pub message: &'static str,
    /// The document it was made of.
    pub fixture: &'static str,
    /// What the official schema says of it.
    pub schema: Schema,
    /// What came of it.
    pub outcome: Outcome,
}

/// What the official schema says of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// It is valid.
    Valid,
    /// There is no official schema of this message.
    None,
    /// The operator has no schemas here.
    NotLooked,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_system_does_what_it_claims() {
    let folder = official("CAS_SCHEMAS", "xsd");
    let opened = folder.map(|folder| (SchemaSet::open(&folder).unwrap(), folder));
    let samples = official("CAS_SAMPLES", "samples");
    let conversations = official("CAS_CONVERSATIONS", "conversations/uk-cds");
    let published: Vec<PathBuf> = samples.iter().chain(&conversations).cloned().collect();
    let mut systems = Vec::new();
    for system in cas_systems::all() {
        let subject = subjects::of(&*system);
        let schemas = opened.as_ref().map(|(set, folder)| Schemas {
            set,
            are_of_system: samples::has_folder(folder, &*system),
        });
        let mut lines = Vec::new();
        for &fixture in subject.fixtures {
            let cases = subjects::cases(&*system).into_iter();
            for case in cases.filter(|case| subjects::is_for(case, fixture.1)) {
                lines.push(try_out(&subject, fixture, case, schemas).await);
            }
        }
        let read = samples
            .as_deref()
            .map(|folder| samples::read(&*system, folder));
        let inputs = samples::inputs(&*system, &published);
        let is_uk = system.code().as_str() == "uk_cds";
        let replayed = conversations.as_deref().filter(|_| is_uk);
        systems.push(page::System {
            inputs,
            conversations: replayed.map_or(0, |folder| {
                cas_testkit::conversations::conversations(folder).len()
            }),
            system,
            lines,
            read,
        });
    }
    if opened.is_some() && samples.is_some() && conversations.is_some() {
        page::compare(&systems);
    }
}

/// Sends what a case asks for, and what has to be sent before it.
async fn try_out(
    subject: &Subject<'_>,
    (fixture, declared_as): (&'static str, &'static str),
    case: Case,
    schemas: Option<Schemas<'_>>,
) -> Line {
    let what = format!("{} {fixture} {case:?}", subject.system.code());
    let mut exchange = Exchange::start(subject, (fixture, declared_as), case).await;
    let mut last = None;
    for &step in case.steps() {
        let outbound = exchange.write(step);
        let schema = judge(schemas, &outbound.body, &what);
        exchange.send(step, &outbound).await;
        last = Some((outbound.message_type, schema));
    }
    let (message, schema) = last.expect("every case sends something");
    let outcome = exchange.end();
    let status = case.status(subject.system);
    assert_eq!(outcome.status, status, "{what}: {outcome:?}");
    Line {
        message,
        fixture,
        schema,
        outcome,
    }
}

/// The official schemas, and whether some are the system's. Where none are, a message may still
/// have the root of another system's: two countries profile the same data model.
#[derive(Clone, Copy)]
struct Schemas<'a> {
    set: &'a SchemaSet,
    are_of_system: bool,
}

fn judge(schemas: Option<Schemas<'_>>, body: &[u8], what: &str) -> Schema {
    let Some(schemas) = schemas else {
        return Schema::NotLooked;
    };
    if !schemas.are_of_system {
        return Schema::None;
    }
    match schemas.set.validate(body) {
        Ok(violations) => {
            let shown = String::from_utf8_lossy(body);
            assert!(violations.is_empty(), "{what}: {violations:#?}\n{shown}");
            Schema::Valid
        }
        Err(SchemaError::NoSchema { .. }) => Schema::None,
        Err(error) => panic!("{what}: {error}"),
    }
}

/// The official data: named by the environment, or where developers keep it.
#[expect(
    clippy::print_stderr,
    reason = "whoever reads the test's output must know"
)]
fn official(variable: &str, folder: &str) -> Option<PathBuf> {
    let beside = || {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
        PathBuf::from(data).join(folder)
    };
    let path = std::env::var_os(variable).map_or_else(beside, PathBuf::from);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there; set {variable}", path.display());
    None
}

/// The name of a system's folder of published messages and of its standing.
fn folder(system: &dyn CustomsSystem) -> String {
    system.code().as_str().replace('_', "-")
}
