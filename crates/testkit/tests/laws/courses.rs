//! Random courses of one declaration: we correct it, customs says anything in any order, and
//! repeats what it said before. What we say of it follows from its history, what customs has is a
//! revision of ours, and what was sent never changes.

use std::collections::{BTreeMap, BTreeSet};

use cas_authority::Direction;
use cas_demo::tenant::TENANT;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Phase, Standing, replay};
use cas_model::message::MessageDirection;
use cas_store::{DeclarationRecord, MessageRecord, RevisionRecord};
use cas_testkit::{TestApp, each_store};
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::{prop_oneof, sample};
use serde_json::{Value, json};

use crate::cases::check_all;
use crate::world::{id, lorry, message, path, shipment, text};

/// How a course begins: the flow, what the declaration says to the authority.
const STARTS: &[(&str, &str)] = &[
    ("TransitOnRequest", "#hold"),
    ("Transit", "#hold"),
    ("Transit", "#hold"),
    ("Transit", "#hold#silent013"),
    ("Transit", "#hold#silent013"),
    ("Transit", "#hold#noamendment"),
    ("Transit", "#hold#silent014"),
    ("Transit", "#silent"),
    ("Transit", "#reject=1"),
    ("Transit", "#guarantee#hold"),
    ("Transit", "#amend"),
    ("Transit", "#disorder"),
    ("Transit", "#duplicate"),
    ("Transit", "pre-lodged"),
];

const ACTIONS: &[&str] = &[
    "submit",
    "validate",
    "amend",
    "cancel-amendment",
    "hold",
    "release-hold",
    "goods-arrived",
    "resend",
];

/// What customs may say unasked.
const WORDS: &[&[&str]] = &[
    &["CC928C"],
    &["CC028C"],
    &["CC004C"],
    &["CC056C"],
    &["CC060C"],
    &["CC060C", "documents"],
    &["CC055C"],
    &["CC022C"],
    &["CC009C"],
    &["CC009C", "noinvalidation"],
    &["CC009C", "invalidate"],
    &["CC029C"],
    &["CC051C"],
    &["CC045C"],
    &["CC019C"],
];

/// One step of a course.
#[derive(Clone, Copy, Debug)]
enum Step {
    Act(&'static str),
    Invalidate,
    Patch(u8),
    /// `amend`, PATCH, `submit`.
    Amend(u8),
    Update(u8),
    Replace(u8),
    Tell(&'static [&'static str]),
    /// Customs says again what it said, in another message.
    Again(u8),
    /// The same message comes again.
    Repeat(u8),
    /// Time passes.
    Wait(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => sample::select(ACTIONS.to_vec()).prop_map(Step::Act),
        1 => proptest::prelude::Just(Step::Invalidate),
        2 => (0..4_u8).prop_map(Step::Patch),
        4 => (0..4_u8).prop_map(Step::Amend),
        4 => (0..4_u8).prop_map(Step::Update),
        1 => (0..4_u8).prop_map(Step::Replace),
        6 => sample::select(WORDS.to_vec()).prop_map(Step::Tell),
        4 => (0..8_u8).prop_map(Step::Again),
        1 => (0..8_u8).prop_map(Step::Repeat),
        1 => (1..40_u8).prop_map(Step::Wait),
    ]
}

/// A course in hand.
struct Course<'a> {
    app: &'a TestApp,
    reference: String,
    /// Sealed revisions, as they were first seen.
    sealed: BTreeMap<(DeclarationId, u32), String>,
    /// How many messages of customs were said again.
    again: usize,
}

impl Course<'_> {
    /// The declaration in question: the one that was made last.
    async fn declaration(&self) -> Value {
        let all = self.app.declarations(&self.reference).await;
        all.expect("declarations").pop().unwrap_or_default()
    }

    async fn post(&self, path: &str, body: Value) {
        let (status, answer) = self.app.post(path, &body).await.expect("an answer");
        assert!(status < 500, "{path}: {answer}");
    }

    /// Goes a step; what is not allowed is refused, and nothing comes of it.
    async fn go(&mut self, step: Step) {
        let declaration = self.declaration().await;
        let path = path(&declaration);
        let lorry = |number: u8| lorry(&format!("M-CO {number}"));
        match step {
            Step::Act(action) => self.post(&format!("{path}/{action}"), json!({})).await,
            Step::Invalidate => {
                let reason = json!({"reason": "a test"});
                self.post(&format!("{path}/invalidate"), reason).await;
            }
            Step::Patch(number) => self.patch(&path, &lorry(number)).await,
            Step::Amend(number) => {
                self.post(&format!("{path}/amend"), json!({})).await;
                self.app.settle().await.expect("settled");
                self.patch(&path, &lorry(number)).await;
                self.post(&format!("{path}/submit"), json!({})).await;
            }
            Step::Update(number) => {
                let update = message("Update", &self.reference, lorry(number));
                self.post("/v1/customsshipments", update).await;
            }
            Step::Replace(number) => {
                let flow = text(&declaration["customsFlow"]);
                let ucr = text(&declaration["ucr"]);
                let mut whole = shipment(flow, &self.reference, ucr, 2);
                whole["messageType"] = "Replace".into();
                whole["singleAdministrativeDocument"]["communicationLanguage"] =
                    (["DE", "FR", "EN", "IT"][usize::from(number)]).into();
                self.post("/v1/customsshipments", whole).await;
            }
            Step::Tell(words) => {
                // What customs does not know it says nothing of.
                let told = self.app.authority.notify(text(&declaration["lrn"]), words);
                told.unwrap_or_default();
            }
            Step::Again(at) => {
                if let Some((identification, body)) = self.said(&declaration, at) {
                    self.again += 1;
                    let other = format!("{}AGAIN{}", self.reference, self.again);
                    self.receive(&body.replace(&identification, &other)).await;
                }
            }
            Step::Repeat(at) => {
                if let Some((_, body)) = self.said(&declaration, at) {
                    self.receive(&body).await;
                }
            }
            Step::Wait(hours) => self
                .app
                .wait(i64::from(hours) * 3600)
                .await
                .expect("settled"),
        }
        self.app.authority.settled().await;
    }

    async fn patch(&self, path: &str, edit: &Value) {
        let (status, answer) = self.app.patch(path, edit).await.expect("an answer");
        assert!(status < 500, "{path}: {answer}");
    }

    async fn receive(&self, body: &str) {
        let status = self.app.post_as_customs(body).await.expect("an answer");
        assert!(status < 300, "HTTP {status}: {body}");
    }

    /// One of the messages that customs has said of the declaration, counted from the last.
    fn said(&self, declaration: &Value, at: u8) -> Option<(String, String)> {
        let ledger = self.app.authority.ledger();
        let entry = ledger.declaration(text(&declaration["lrn"]))?;
        let said = entry.transcript.iter().rev();
        let mut said = said.filter(|line| line.direction == Direction::ToTrader);
        let line = said.nth(usize::from(at))?;
        Some((line.message_identification.clone(), line.body.clone()))
    }

    /// Every declaration keeps the laws.
    async fn check(&mut self) -> Result<(), String> {
        let store = self.app.engine.store();
        let all = self.app.declarations(&self.reference).await.expect("some");
        let ids: Vec<DeclarationId> = all.iter().map(id).collect();
        for row in store.declarations(&ids).await.expect("rows") {
            let history = store.history(TENANT, row.id).await.expect("a history");
            let events: Vec<Event> = history.iter().map(|entry| entry.event).collect();
            let revisions = store.revisions_of(TENANT, row.id).await.expect("some");
            let messages = store.messages_of(TENANT, row.id).await.expect("messages");
            follows_from_history(&row, &events)
                .and_then(|()| names_revisions(&row, &revisions, &events))
                .and_then(|()| self.keeps_sealed(&revisions))
                .and_then(|()| self.customs_has_what_is_lodged(&row, &messages))
                .map_err(|why| format!("{why}\n{}", told(&row, &events, &messages)))?;
        }
        Ok(())
    }

    /// What was sent stays as it was sent.
    fn keeps_sealed(&mut self, revisions: &[RevisionRecord]) -> Result<(), String> {
        for revision in revisions.iter().filter(|one| one.sealed_at.is_some()) {
            let place = (revision.declaration_id, revision.number);
            let known = self.sealed.entry(place);
            let known = known.or_insert_with(|| revision.document.as_str().to_owned());
            expect(*known == revision.document.as_str(), || {
                format!("revision {} was sent, and was changed", revision.number)
            })?;
        }
        Ok(())
    }

    /// What customs has is the lodged revision, as it was sent.
    fn customs_has_what_is_lodged(
        &self,
        row: &DeclarationRecord,
        messages: &[MessageRecord],
    ) -> Result<(), String> {
        if row.sent_revision.is_some() {
            return Ok(());
        }
        let ledger = self.app.authority.ledger();
        let entry = ledger.declaration(&row.lrn);
        let Some(document) = entry.and_then(|entry| entry.document.as_ref()) else {
            let is_with_customs = row.status.phase() == Phase::Lodged;
            return expect(!is_with_customs, || "customs does not have it".to_owned());
        };
        let carries = |one: &&MessageRecord| {
            one.direction == MessageDirection::Outbound
                && matches!(one.message_type.as_deref(), Some("CC015C" | "CC013C"))
                && one.revision == row.lodged_revision
        };
        let mut sent = messages.iter().filter(carries);
        expect(sent.any(|one| one.body == document.as_bytes()), || {
            let lodged = row.lodged_revision;
            format!("customs has not revision {lodged:?}, which is taken for lodged:\n{document}")
        })
    }
}

fn expect(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    match holds {
        true => Ok(()),
        false => Err(why()),
    }
}

fn told(row: &DeclarationRecord, events: &[Event], messages: &[MessageRecord]) -> String {
    let messages = messages.iter().map(|one| {
        let direction = match one.direction {
            MessageDirection::Outbound => "→",
            MessageDirection::Inbound => "←",
        };
        let kind = one.message_type.as_deref().unwrap_or("?");
        format!("{direction} {kind} {:?} {:?}", one.revision, one.state)
    });
    let messages: Vec<String> = messages.collect();
    format!(
        "status {} covered {:?}, revision {} lodged {:?} sent {:?}\n{events:?}\n{messages:#?}",
        row.status, row.covered, row.revision, row.lodged_revision, row.sent_revision,
    )
}

/// Status and covered status are the replay of the history.
fn follows_from_history(row: &DeclarationRecord, events: &[Event]) -> Result<(), String> {
    let replayed: Standing = replay(row.family, events.iter().copied());
    expect(replayed == row.standing(), || {
        format!("the history leads to {replayed:?}")
    })?;
    expect(events.len() == row.history_length as usize, || {
        format!("{} entries, not {}", events.len(), row.history_length)
    })
}

/// The revisions are numbered without gaps, those that are named are stored, and those that were
/// sent are sealed; an amendment that was sent is named until customs has decided on it.
fn names_revisions(
    row: &DeclarationRecord,
    revisions: &[RevisionRecord],
    events: &[Event],
) -> Result<(), String> {
    let numbers: BTreeSet<u32> = revisions.iter().map(|one| one.number).collect();
    let all: BTreeSet<u32> = (1..=row.last_revision).collect();
    expect(numbers == all, || format!("the revisions are {numbers:?}"))?;
    expect(numbers.contains(&row.revision), || {
        "no such revision".to_owned()
    })?;
    let is_sealed = |number: u32| {
        let mut of = revisions.iter().filter(|one| one.number == number);
        of.any(|one| one.sealed_at.is_some())
    };
    let mut sent = row.lodged_revision.iter().chain(&row.sent_revision);
    expect(sent.all(|number| is_sealed(*number)), || {
        "what was sent is not sealed".to_owned()
    })?;
    let was_sent = events.contains(&Event::SubmissionRequested);
    expect(was_sent == row.lodged_revision.is_some(), || {
        "what was sent is not lodged, or the other way round".to_owned()
    })?;
    let since = events
        .iter()
        .rev()
        .take_while(|event| **event != Event::AmendmentRequested);
    let is_decided = since
        .into_iter()
        .any(|event| matches!(event, Event::AmendmentAccepted | Event::AmendmentRejected));
    let is_undecided = row.sent_revision.is_some();
    expect(!(is_undecided && is_decided), || {
        "an amendment is taken for undecided, and was decided".to_owned()
    })?;
    let is_asked = events.contains(&Event::AmendmentRequested);
    expect(!is_undecided || is_asked, || {
        "no amendment was sent".to_owned()
    })
}

type Case = ((&'static str, &'static str), Vec<(Step, bool)>);

async fn run(app: &TestApp, reference: String, case: &Case) -> Result<usize, String> {
    let ((flow, marker), steps) = case;
    let mut whole = shipment(flow, &reference, marker, 2);
    if *marker == "pre-lodged" {
        whole["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
    }
    app.send(&whole).await.expect("taken");
    app.settle().await.expect("settled");
    let mut course = Course {
        app,
        reference,
        sealed: BTreeMap::new(),
        again: 0,
    };
    course.check().await?;
    for (number, (step, settles)) in steps.iter().enumerate() {
        course.go(*step).await;
        if *settles || number + 1 == steps.len() {
            app.settle().await.expect("settled");
            course.check().await?;
        }
    }
    let declaration = id(&course.declaration().await);
    let history = app.engine.store().history(TENANT, declaration).await;
    Ok(history.expect("a history").len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_customs_says_we_know_what_it_has() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let step = (step(), proptest::bool::weighted(0.7));
        let strategy = (sample::select(STARTS.to_vec()), vec(step, 2..10));
        let (mut number, mut length) = (0, 0);
        check_all(48, strategy, async |case| {
            number += 1;
            length += run(&app, format!("K{number}"), &case).await?;
            Ok(())
        });
        assert!(length >= 300, "only {length} facts: the courses go nowhere");
    })
    .await;
}
