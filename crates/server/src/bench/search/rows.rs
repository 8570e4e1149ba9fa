//! The declarations of a store in use: most are done, what is open is young, plants differ in size.

use cas_model::collaboration::FlagColour;
use cas_model::declaration::{Direction, Side};
use cas_model::finding::Finding;
use cas_model::ids::{DeclarationId, ShipmentId, SystemCode, TenantId};
use cas_model::lifecycle::{Event, Family, Group, Status};
use cas_model::record::{DeclarationRecord, Json};
use cas_model::search::{SearchedDocument, words};
use cas_store::{MadeDeclaration, made_id};
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

/// How many plants there are.
pub(super) const PLANTS: u64 = 40;
/// How many parties there are.
const PARTIES: u64 = 4_000;
/// How many articles there are.
const ARTICLES: u64 = 30_000;
/// So many seconds lie between the first declaration and now: three years.
const SECONDS: u64 = 3 * 365 * 86_400;

const FIRST: &[&str] = &[
    "Nordic", "Alpen", "Rhein", "Donau", "Baltic", "Iberia", "Atlas", "Vega", "Orion", "Delta",
    "Hansa", "Lyon", "Porto", "Gdansk", "Turin", "Ghent", "Malmo", "Leeds", "Cork", "Basel",
];
const SECOND: &[&str] = &[
    "Trading",
    "Logistics",
    "Bikes",
    "Chemie",
    "Pharma",
    "Steel",
    "Foods",
    "Textil",
    "Motors",
    "Optics",
    "Paper",
    "Glass",
    "Tools",
    "Toys",
    "Wines",
    "Seeds",
    "Cables",
    "Pumps",
    "Valves",
    "Tyres",
];
const FORMS: &[&str] = &[
    "GmbH",
    "AG",
    "Ltd",
    "SARL",
    "BV",
    "SpA",
    "AB",
    "Oy",
    "SA",
    "Sp. z o.o.",
];
const CODES: &[&str] = &["12", "14", "15", "26", "B1823", "R0987", "R0221", "E1104"];

/// A type with its system, and how many of a hundred are of it.
struct Kind {
    system: &'static str,
    declaration_type: &'static str,
    family: Family,
    share: u64,
}

const KINDS: &[Kind] = &[
    Kind {
        system: "aes",
        declaration_type: "B1",
        family: Family::Customs,
        share: 45,
    },
    Kind {
        system: "ncts",
        declaration_type: "T1",
        family: Family::Transit,
        share: 25,
    },
    Kind {
        system: "uk_cds",
        declaration_type: "H1",
        family: Family::Customs,
        share: 15,
    },
    Kind {
        system: "ncts",
        declaration_type: "T2",
        family: Family::Transit,
        share: 8,
    },
    Kind {
        system: "emcs",
        declaration_type: "EAD",
        family: Family::Excise,
        share: 5,
    },
    Kind {
        system: "uk_cds",
        declaration_type: "H7",
        family: Family::Customs,
        share: 2,
    },
];

/// Statuses with their parts of a thousand.
type Shares = &'static [(Status, u64)];

const DONE: Shares = &[
    (Status::Released, 700),
    (Status::Discharged, 170),
    (Status::ExitConfirmed, 110),
    (Status::Invalidated, 15),
    (Status::Cancelled, 5),
];
const OPEN: Shares = &[
    (Status::Invalid, 90),
    (Status::CustomsError, 170),
    (Status::AmendmentError, 20),
    (Status::DocumentControl, 50),
    (Status::New, 30),
    (Status::Validated, 220),
    (Status::Held, 80),
    (Status::Submitted, 70),
    (Status::Accepted, 170),
    (Status::Departed, 100),
];

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Small numbers more often than large ones.
    fn skewed(&mut self, end: u64) -> u64 {
        self.below(end).min(self.below(end))
    }

    fn status(&mut self, shares: Shares) -> Status {
        let mut left = self.below(1_000);
        for (status, share) in shares {
            match left.checked_sub(*share) {
                Some(rest) => left = rest,
                None => return *status,
            }
        }
        Status::Released
    }
}

/// What is made: whose, how many, until when.
#[derive(Clone, Debug)]
pub(super) struct Population {
    pub(super) tenant: TenantId,
    pub(super) rows: u64,
    pub(super) now: Timestamp,
}

impl Population {
    /// All declarations, the oldest first.
    pub(super) fn declarations(&self) -> impl Iterator<Item = MadeDeclaration> {
        (0..self.rows).map(|count| self.declaration(count))
    }

    /// The declaration of a place.
    pub(super) fn declaration(&self, count: u64) -> MadeDeclaration {
        let mut dice = Dice(count.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let is_young = count > self.rows - self.rows / 20;
        let is_open = dice.below(1_000) < if is_young { 500 } else { 5 };
        let status = dice.status(if is_open { OPEN } else { DONE });
        let kind = kind(dice.below(100));
        let age = (self.rows - count) as u128 * u128::from(SECONDS) / u128::from(self.rows);
        let created_at = self.before(age as i64);
        let updated_at = created_at + Span::new().minutes(dice.below(600) as i64);
        let plant = dice.skewed(PLANTS);
        let party = party(dice.skewed(PARTIES));
        let row = DeclarationRecord {
            external_reference: format!("SO-{}-{count:08}", 2024 + count % 3),
            direction: if dice.below(3) == 0 {
                Direction::In
            } else {
                Direction::Out
            },
            flow: Some("standard".into()),
            step: Some("declare".into()),
            lrn: lrn(count),
            mrn: (!before_customs(status)).then(|| mrn(count)),
            arc: (kind.family == Family::Excise).then(|| arc(count)),
            ucr: count.is_multiple_of(4).then(|| format!("6GB{count:012}")),
            ship_to: Some(["CH", "GB", "NO", "US"][dice.below(4) as usize].into()),
            company: Some(format!("C{}", plant / 8)),
            plant: Some(plant_code(plant)),
            status,
            findings: findings(status, &mut dice),
            due_at: due(status, updated_at),
            updated_at: updated_at.min(self.now),
            ..bare(self.tenant, made_id(count), kind, created_at)
        };
        let mut searched = SearchedDocument {
            words: words(&party).collect(),
            party: Some(party),
        };
        for _ in 0..3 {
            let article = dice.skewed(ARTICLES);
            searched.words.insert(format!("art-{article:05}"));
            searched.words.insert(format!("{article:05}"));
            searched.words.insert("art".into());
            searched
                .words
                .insert(format!("{:08}", 84_000_000 + 101 * (article % 500)));
        }
        searched
            .words
            .insert(format!("inv-{:07}", dice.below(10_000_000)));
        searched.words.insert("eori1".into());
        MadeDeclaration {
            events: events(status, created_at, row.updated_at),
            assignee: (is_open && dice.below(3) == 0).then(|| format!("person-{}", dice.below(30))),
            flag: (dice.below(100) == 0).then_some(FlagColour::Red),
            declaration: row,
            document: searched,
        }
    }

    fn before(&self, seconds: i64) -> Timestamp {
        self.now - Span::new().seconds(seconds)
    }
}

pub(super) fn plant_code(plant: u64) -> String {
    format!("PL{plant:02}")
}

pub(super) fn lrn(count: u64) -> String {
    format!("LRN26{:010}", count.wrapping_mul(7_919) % 10_000_000_000)
}

pub(super) fn mrn(count: u64) -> String {
    format!(
        "26DE{:014}",
        count.wrapping_mul(6_364_136_223) % 100_000_000_000_000
    )
}

pub(super) fn arc(count: u64) -> String {
    format!("26DEX{count:016}")
}

pub(super) fn party(number: u64) -> String {
    let one_of = |of: &[&'static str], number: u64| of[(number % of.len() as u64) as usize];
    let (first, second) = (one_of(FIRST, number), one_of(SECOND, number / 20));
    format!(
        "{first} {second} {} {}",
        one_of(FORMS, number / 400),
        number / 4_000 + number % 97
    )
}

fn kind(place: u64) -> &'static Kind {
    let mut left = place;
    for kind in KINDS {
        match left.checked_sub(kind.share) {
            Some(rest) => left = rest,
            None => return kind,
        }
    }
    &KINDS[0]
}

const fn before_customs(status: Status) -> bool {
    matches!(
        status,
        Status::Invalid | Status::New | Status::Validated | Status::Held | Status::Cancelled
    )
}

fn due(status: Status, updated_at: Timestamp) -> Option<Timestamp> {
    let is_waiting = status.group() == Group::WithCustoms;
    is_waiting.then(|| updated_at + Span::new().hours(24))
}

fn findings(status: Status, dice: &mut Dice) -> Json<Vec<Finding>> {
    let has_errors = matches!(
        status,
        Status::Invalid | Status::CustomsError | Status::AmendmentError
    );
    let count = if has_errors { 1 + dice.below(3) } else { 0 };
    let finding = |_| {
        json!({
            "code": CODES[dice.skewed(CODES.len() as u64) as usize],
            "message": "The value is not in customs' code list (CL152)",
            "severity": "error",
            "source": "customs",
        })
    };
    let findings: Vec<Value> = (0..count).map(finding).collect();
    Json::stored(Value::from(findings).to_string())
}

fn events(status: Status, created: Timestamp, changed: Timestamp) -> Vec<(Event, Timestamp)> {
    let mut events = Vec::new();
    let named = |name: &str| Event::parse(name);
    events.extend(named("Accepted").map(|event| (event, created)));
    let last = match status {
        Status::CustomsError => named("DeclarationRejected"),
        Status::Released | Status::Discharged | Status::ExitConfirmed => named("Released"),
        _ => named("Acknowledged"),
    };
    events.extend(last.map(|event| (event, changed)));
    events
}

fn bare(
    tenant_id: TenantId,
    id: DeclarationId,
    kind: &Kind,
    created_at: Timestamp,
) -> DeclarationRecord {
    DeclarationRecord {
        tenant_id,
        id,
        shipment_id: ShipmentId(id.0),
        run: 1,
        external_reference: String::new(),
        direction: Direction::Out,
        flow: None,
        flow_version: 1,
        step: None,
        instance_count: 1,
        instance_seq: 1,
        family: kind.family,
        system: SystemCode::parse(kind.system).expect("a code of a system"),
        declaration_type: kind.declaration_type.into(),
        jurisdiction: "DE".into(),
        lrn: String::new(),
        mrn: None,
        arc: None,
        side: Side::Sent,
        number_copy: 0,
        consignment: None,
        ucr: None,
        ship_from: Some("DE".into()),
        ship_to: None,
        company: None,
        plant: None,
        storage_location: None,
        declaration_date: None,
        status: Status::New,
        covered: None,
        facts: Json::default(),
        findings: Json::default(),
        revision: 1,
        last_revision: 1,
        lodged_revision: None,
        sent_revision: None,
        group_keys: Json::default(),
        formed_digest: None,
        due_at: None,
        covered_due_at: None,
        history_length: 0,
        version: 1,
        created_at,
        updated_at: created_at,
    }
}
