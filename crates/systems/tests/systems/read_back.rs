//! Every message of ours is read back by the table that wrote it: nothing is unread, and what was
//! read writes the same bytes.

use cas_gateway::{CustomsSystem, EncodeError, Intent, MessageKind, Outbound, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use serde_json::Value;

use crate::common::{fixture, official};

/// A document, and how it is sent.
struct Sent<'a> {
    system: &'a dyn CustomsSystem,
    name: &'a str,
    intent: Intent,
    declaration_type: &'a str,
    settings: Value,
    facts: CustomsFacts,
}

impl Sent<'_> {
    fn encode(&self, document: &SingleAdministrativeDocument) -> Result<Outbound, EncodeError> {
        self.system.encode(&Request {
            intent: self.intent.clone(),
            document,
            declaration_type: Some(self.declaration_type),
            side: Side::Sent,
            lrn: "LRN0001",
            facts: &self.facts,
            settings: &self.settings,
            message_identifier: "MSG-0001",
            now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
        })
    }

    /// Writes, reads, writes again; what is wrong with it, if anything.
    fn problem(&self, document: &SingleAdministrativeDocument) -> Option<String> {
        let about = format!("{} {} {:?}", self.system.code(), self.name, self.intent);
        let written = match self.encode(document) {
            Ok(written) => written.body,
            Err(EncodeError::Unsupported) => return None,
            Err(error) => return Some(format!("{about}: {error}")),
        };
        if self.system.recognise(&written) != Some(MessageKind::Declaration) {
            return Some(format!("{about}: is not recognised"));
        }
        let read = self.system.read_declaration(&written).unwrap();
        if !read.unread.is_empty() {
            return Some(format!("{about}: {:#?}", read.unread));
        }
        let again = match self.encode(&read.document) {
            Ok(again) => again.body,
            Err(error) => return Some(format!("{about}, again: {error}")),
        };
        if again == written {
            return None;
        }
        let differences = self.system.leaf_differences(&written, &again).unwrap();
        Some(format!("{about}: {differences:#?}"))
    }
}

fn accepted(mrn: &str) -> CustomsFacts {
    CustomsFacts {
        mrn: Some(mrn.to_owned()),
        arc: Some(crate::common::emcs::ARC.to_owned()),
        acceptance_date: Some("2026-03-01".parse().unwrap()),
        ..CustomsFacts::default()
    }
}

fn intents() -> [Intent; 4] {
    [
        Intent::Declare,
        crate::common::amend("goodsShipment.destination"),
        Intent::PresentGoods,
        Intent::Invalidate {
            reason: "no longer needed".to_owned(),
            ground: None,
        },
    ]
}

type Case = (&'static str, &'static str, Value);

fn read_back(system: &dyn CustomsSystem, cases: &[Case]) {
    read_back_of(system, cases, &intents());
}

fn read_back_of(system: &dyn CustomsSystem, cases: &[Case], intents: &[Intent]) {
    let mut problems = Vec::new();
    for (name, declaration_type, settings) in cases {
        let document = fixture(name);
        for intent in intents {
            for facts in [CustomsFacts::default(), accepted("26DE485100000001J5")] {
                let sent = Sent {
                    system,
                    name,
                    intent: intent.clone(),
                    declaration_type,
                    settings: settings.clone(),
                    facts,
                };
                // Some systems know a declaration by its MRN only.
                if *intent != Intent::Declare && sent.facts.mrn.is_none() {
                    continue;
                }
                problems.extend(sent.problem(&document));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn transit() {
    let case = |name, phase| (name, "transit", crate::common::settings(phase));
    let cases = ["minimal", "full"].map(|name| ["P5", "P6"].map(|phase| case(name, phase)));
    read_back(&cas_systems::ncts::Ncts, cases.as_flattened());
}

#[test]
fn exports() {
    let cases = crate::common::aes::FIXTURES.iter();
    let cases: Vec<Case> = cases
        .map(|name| (*name, "B1", crate::common::aes::settings()))
        .collect();
    read_back(&cas_systems::aes::Aes, &cases);
}

#[test]
fn excise() {
    let cases = ["emcs_minimal", "emcs_movement", "emcs_import"];
    let settings = || crate::common::emcs::settings(crate::common::emcs::CONSIGNOR);
    read_back(
        &cas_systems::emcs::Emcs,
        &cases.map(|name| (name, "excise", settings())),
    );
}

#[test]
fn denmark() {
    let cases = [
        ("dk_dms_h1", "H1"),
        ("dk_dms_h7", "H7"),
        ("dk_dms_i1", "I1"),
        ("dk_dms_i2", "I2"),
        ("dk_dms_b1", "B1"),
    ];
    read_back(
        &cas_systems::dk_dms::DkDms,
        &cases.map(|(name, kind)| (name, kind, crate::common::dk_dms::settings())),
    );
}

#[test]
fn united_kingdom() {
    let cases = [("uk_cds_import", "H1"), ("uk_cds_export", "B1")];
    let settings = || serde_json::json!({"submitter": "GB123456789000"});
    // Corrections of CDS say what changes by pointers, and not the declaration again.
    read_back_of(
        &cas_systems::uk_cds::UkCds,
        &cases.map(|(name, kind)| (name, kind, settings())),
        &[Intent::Declare],
    );
}

/// The messages that customs publishes as examples come back leaf by leaf.
fn published(system: &dyn CustomsSystem, folder: &str, settings: &Value) {
    let Some(samples) = official("CAS_SAMPLES", "samples") else {
        return;
    };
    let mut count = 0;
    for entry in std::fs::read_dir(samples.join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if system.recognise(&bytes) != Some(MessageKind::Declaration) {
            continue;
        }
        count += 1;
        let read = system.read_declaration(&bytes).unwrap();
        assert_eq!(read.unread, [], "{}", path.display());
        let mut of_message = read.settings.clone();
        for (name, value) in settings.as_object().unwrap() {
            if of_message[name].is_null() {
                of_message[name] = value.clone();
            }
        }
        let facts = CustomsFacts {
            mrn: read.mrn.clone(),
            arc: read.arc.clone(),
            ..CustomsFacts::default()
        };
        let written = system.encode(&Request {
            intent: read.intent.clone(),
            document: &read.document,
            declaration_type: read.declaration_type,
            side: Side::Sent,
            lrn: read.lrn.as_deref().unwrap_or_default(),
            facts: &facts,
            settings: &of_message,
            message_identifier: "MSG-0001",
            now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
        });
        let differences = system.leaf_differences(&bytes, &written.unwrap().body);
        assert_eq!(differences.unwrap(), [], "{}", path.display());
    }
    assert!(count > 0, "no declarations in {folder}");
}

#[test]
fn published_declarations_come_back() {
    let nothing = serde_json::json!({});
    published(&cas_systems::ncts::Ncts, "ncts-p5/trader-test-v8", &nothing);
    let settings = crate::common::emcs::settings(crate::common::emcs::CONSIGNOR);
    published(&cas_systems::emcs::Emcs, "emcs-v3.23", &settings);
}
