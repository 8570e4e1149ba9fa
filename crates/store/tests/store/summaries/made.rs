//! Declarations of chance, and what each is found by.

use cas_model::collaboration::FlagColour;
use cas_model::declaration::Direction;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::ids::TenantId;
use cas_model::lifecycle::{Event, Group, Status};
use cas_model::search::{number_key, words};
use cas_store::*;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngSeed, TestRng, TestRunner};

use crate::rows::*;

pub const PLANTS: &[&str] = &["MUC1", "HAM1", "LYS2"];
pub const PARTIES: &[&str] = &["Müller GmbH", "Vélos du Rhône", "ACME"];
pub const PERSONS: &[&str] = &["anna", "ben"];
pub const CODES: &[&str] = &["12", "V0605", "14"];

/// What a declaration is made of, and found by.
#[derive(Clone, Debug)]
pub struct Made {
    pub row: DeclarationRecord,
    pub party: Option<&'static str>,
    pub article: String,
    pub events: Vec<Event>,
    pub assignee: Option<&'static str>,
    pub flag: Option<FlagColour>,
}

pub struct Dice(TestRng);

impl Dice {
    pub fn new() -> Self {
        let config = proptest::test_runner::Config {
            rng_seed: RngSeed::Fixed(7),
            ..Default::default()
        };
        Self(TestRunner::new(config).new_rng())
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % end
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

pub fn finding(code: &str, severity: Severity) -> Finding {
    Finding {
        code: code.into(),
        message: format!("finding {code}"),
        description: String::new(),
        severity,
        source: Source::Customs,
        fields: Vec::new(),
        pointer: None,
        because: None,
    }
}

pub fn made(tenant: TenantId, count: usize, dice: &mut Dice) -> Made {
    let status = dice.one(&[
        Status::Released,
        Status::Released,
        Status::Discharged,
        Status::Invalid,
        Status::CustomsError,
        Status::New,
        Status::Validated,
        Status::Submitted,
        Status::Accepted,
    ]);
    let mut findings = Vec::new();
    if status.group() == Group::Problem {
        findings.push(finding("W1", Severity::Warning));
        findings.push(finding(dice.one(CODES), Severity::Error));
    }
    let row = DeclarationRecord {
        external_reference: format!("Order {}-{count}", dice.one(&["A", "B"])),
        direction: dice.one(&[Direction::In, Direction::Out]),
        declaration_type: dice.one(&["T1", "H1"]).into(),
        jurisdiction: dice.one(&["DE", "GB"]).into(),
        lrn: format!("Lrn{}{count:04}", dice.one(&["X", "Y"])),
        mrn: (dice.below(3) > 0).then(|| format!("26DE{count:06}")),
        company: Some(dice.one(&["ONE", "TWO"]).to_owned()).filter(|_| dice.below(4) > 0),
        plant: Some(dice.one(PLANTS).to_owned()).filter(|_| dice.below(5) > 0),
        status,
        findings: Json::encode(&findings).unwrap(),
        due_at: (dice.below(3) == 0).then(|| at(i64::try_from(dice.below(50)).unwrap())),
        created_at: at(i64::try_from(dice.below(40)).unwrap()),
        updated_at: at(i64::try_from(dice.below(40)).unwrap()),
        ..declaration(tenant)
    };
    Made {
        row,
        party: (dice.below(4) > 0).then(|| dice.one(PARTIES)),
        article: format!("BIKE-{}", dice.below(10)),
        events: vec![dice.one(&[Event::ALL[0], Event::ALL[1]])],
        assignee: (dice.below(3) == 0).then(|| dice.one(PERSONS)),
        flag: (dice.below(4) == 0).then(|| dice.one(&[FlagColour::Red, FlagColour::Blue])),
    }
}

impl Made {
    pub fn changes(&self) -> Changes {
        let party = self.party.map(|name| serde_json::json!({ "name": name }));
        let document = serde_json::json!({"goodsShipment": {
            "consignee": party,
            "consignor": party,
            "governmentAgencyGoodsItems": [{"commodity": {"itemId": self.article}}],
        }});
        let events = self.events.iter().enumerate();
        let history = events.map(|(index, event)| HistoryEntry {
            event: *event,
            ..history(&self.row, u32::try_from(index).unwrap() + 1)
        });
        Changes {
            declarations: vec![self.row.clone()],
            revisions: vec![RevisionRecord {
                document: Json::stored(document.to_string()),
                ..revision(&self.row, 1)
            }],
            history: history.collect(),
            collaboration: CollaborationChanges {
                declaration_work: self.work(1).into_iter().collect(),
                ..CollaborationChanges::default()
            },
            ..Changes::default()
        }
    }

    /// What people said of it, where they said something.
    pub fn work(&self, version: u32) -> Option<DeclarationWorkRecord> {
        let is_said = self.assignee.is_some() || self.flag.is_some() || version > 1;
        is_said.then(|| DeclarationWorkRecord {
            tenant_id: self.row.tenant_id,
            declaration_id: self.row.id,
            assignee: self.assignee.map(str::to_owned),
            flag: self.flag,
            version,
            updated_at: at(0),
            updated_by: "anna".to_owned(),
        })
    }

    pub fn has_word(&self, beginning: &str) -> bool {
        let row = &self.row;
        let numbers = [
            Some(&row.external_reference),
            Some(&row.lrn),
            row.mrn.as_ref(),
        ];
        let texts = numbers.into_iter().flatten().map(String::as_str);
        let texts = texts.chain(self.party).chain([self.article.as_str()]);
        let parts = |word: String| {
            let parts: Vec<String> = word.split('-').map(str::to_owned).collect();
            parts.into_iter().chain([word])
        };
        let joined = texts.clone().map(|text| number_key(text).to_lowercase());
        let is_number = |text: &str| !PARTIES.contains(&text);
        let joined: Vec<String> = joined.filter(|text| is_number(text)).collect();
        let mut all = texts.flat_map(words).flat_map(parts).chain(joined);
        all.any(|word| word.starts_with(beginning))
    }

    pub fn errors(&self) -> Vec<String> {
        let findings = self.row.findings.get().unwrap().into_iter();
        let errors = findings.filter(Finding::is_error);
        errors.map(|finding| finding.code).collect()
    }
}
