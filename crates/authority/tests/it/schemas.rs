//! Are all messages of the authority valid against the official schemas? Needs `xmllint` and the
//! official data folder (`CAS_SCHEMAS`); without them the test says so and passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Both, DECLARATION, Trader, amendment, follow_up, invalidation, with_ucr};

/// What makes the authority send each kind of message.
fn occasions() -> Vec<Vec<String>> {
    let lrn = "<LRN>LRN20260001</LRN>";
    let mut occasions: Vec<Vec<String>> = [
        "S#control#discharge#incident",
        "S#documents#discrepancy#recovery",
        "S#norelease",
        "S#reject",
        "S#nack906",
        "S#nack917",
        "S#invalidate",
        "S#amend",
    ]
    .map(|ucr| vec![with_ucr(ucr)])
    .into();
    occasions.push(vec![with_ucr("S#guarantee"), amendment(DECLARATION)]);
    occasions.push(vec![with_ucr("S#hold"), invalidation(lrn)]);
    occasions.push(vec![with_ucr("S"), invalidation(lrn)]);
    occasions.push(vec![invalidation("<MRN>26DE00000000000J15</MRN>")]);
    occasions.push(vec![follow_up("CC007C", "MSG-007", "")]);
    // Refusals stay valid whatever is wrong with what they refuse.
    for (from, to) in [
        ("LRN20260001", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("<referenceNumber>DE004101</referenceNumber>", ""),
        ("DE123456789012345", "DE12345678901234567890"),
        ("<LRN>LRN20260001</LRN>", ""),
        ("NCTS5.1\"", "NCTS5.1\" xmlns=\"x\""),
        ("<messageRecipient>NTA.DE</messageRecipient>", ""),
    ] {
        occasions.push(vec![DECLARATION.replacen(from, to, 1)]);
    }
    // In phase 5 a declaration may leave out what the release must tell.
    let sparse = DECLARATION
        .replace("<amountToBeCovered>25000.00</amountToBeCovered>", "")
        .replace("<currency>EUR</currency>", "")
        .replace("<nationality>DE</nationality>", "");
    occasions.push(vec![sparse]);
    occasions
}

pub fn has_xmllint() -> bool {
    Command::new("xmllint").arg("--version").output().is_ok()
}

#[tokio::test]
async fn every_message_is_valid() {
    let Some(folder) = schemas() else {
        return skipped("no official schemas");
    };
    if !has_xmllint() {
        return skipped("no xmllint");
    }
    let mut pile = Pile::new();
    for occasion in occasions() {
        let both = Both::start().await;
        for message in &occasion {
            both.lodge(message).await;
        }
        pile.add(&both.trader);
    }
    assert_eq!(pile.check(&folder), 16, "every kind was seen");
}

#[tokio::test]
async fn published_declarations_are_released() {
    let (Some(schemas), Some(samples)) = (schemas(), samples()) else {
        return skipped("no official schemas or samples");
    };
    if !has_xmllint() {
        return skipped("no xmllint");
    }
    let mut pile = Pile::new();
    for path in files(&samples) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.contains("ie015") {
            continue;
        }
        let body = std::fs::read_to_string(&path).unwrap();
        let both = Both::start().await;
        both.lodge(&body).await;
        let types = both.trader.types().join(" ");
        let is_prelodged = body.contains("<additionalDeclarationType>D<");
        let expected = if is_prelodged {
            "CC928C"
        } else {
            "CC928C CC028C CC029C"
        };
        assert_eq!(types, expected, "{name}: {:?}", both.trader.bodies().last());
        pile.add(&both.trader);
    }
    assert_eq!(pile.check(&schemas), 3, "receipt, acceptance, release");
}

/// Messages on their way to `xmllint`, in one folder for each kind.
struct Pile {
    scratch: tempfile::TempDir,
    count: usize,
}

impl Pile {
    fn new() -> Pile {
        Pile {
            scratch: tempfile::tempdir().unwrap(),
            count: 0,
        }
    }

    fn add(&mut self, trader: &Trader) {
        for (body, kind) in trader.bodies().iter().zip(trader.types()) {
            let folder = self.scratch.path().join(kind);
            std::fs::create_dir_all(&folder).unwrap();
            self.count += 1;
            std::fs::write(folder.join(format!("{}.xml", self.count)), body).unwrap();
        }
    }

    /// Validates all of them against both phases, and returns how many kinds there were.
    fn check(&self, schemas: &Path) -> usize {
        let folders = files(self.scratch.path());
        for folder in &folders {
            let kind = folder.file_name().unwrap().to_string_lossy().to_lowercase();
            for phase in ["ncts-p5", "ncts-p6"] {
                let schema = schemas.join(phase).join(format!("{kind}.xsd"));
                let output = Command::new("xmllint")
                    .args(["--noout", "--nonet", "--schema"])
                    .arg(schema)
                    .args(files(folder))
                    .output()
                    .unwrap();
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{phase}: {errors}");
            }
        }
        folders.len()
    }
}

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn schemas() -> Option<PathBuf> {
    official("CAS_SCHEMAS", "xsd").filter(|folder| folder.join("ncts-p5").is_dir())
}

fn samples() -> Option<PathBuf> {
    official("CAS_SAMPLES", "samples").map(|folder| folder.join("ncts-p5/trader-test-v8"))
}

pub fn official(variable: &str, name: &str) -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os(variable).map_or_else(|| data.join(name), PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
