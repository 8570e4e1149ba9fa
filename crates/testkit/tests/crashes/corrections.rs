//! Corrections, with a crash at every boundary: what comes of them, and what customs saw, is what
//! it is without.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use cas_authority::Direction;
use cas_demo::stories::transit::document;
use cas_demo::tenant::TENANT;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::replay;
use cas_testkit::{Crash, StorePlace, TestApp, each_store};
use serde_json::{Value, json};

/// What is done with a shipment in one phase of a round.
#[derive(Clone, Copy)]
enum Move {
    /// Nothing.
    Rest,
    /// An update of the lorry.
    Update(&'static str),
    /// A replacement that customs takes.
    Replace,
    /// An action on its declaration.
    Act(&'static str),
    /// A change of its declaration.
    Patch,
    /// Customs says something.
    Tell(&'static [&'static str]),
}

/// A shipment of a round: what it says to the authority, and what is done with it.
struct Course {
    name: &'static str,
    marker: &'static str,
    moves: [Move; PHASES],
    /// How its declarations end, the oldest first.
    ends: &'static [&'static str],
}

const PHASES: usize = 3;

const COURSES: &[Course] = &[
    Course {
        name: "UPDATED",
        marker: "#hold",
        moves: [
            Move::Update("M-UP 1"),
            Move::Update("M-UP 1"),
            Move::Update("M-UP 2"),
        ],
        ends: &["Accepted"],
    },
    Course {
        name: "REPLACED",
        marker: "#reject=9",
        moves: [Move::Replace, Move::Rest, Move::Rest],
        ends: &["Cancelled", "Released"],
    },
    Course {
        name: "AMENDED",
        marker: "#hold",
        moves: [Move::Act("amend"), Move::Patch, Move::Act("submit")],
        ends: &["Accepted"],
    },
    Course {
        name: "REFUSED",
        marker: "#hold#noamendment",
        moves: [
            Move::Update("M-NO 1"),
            Move::Act("cancel-amendment"),
            Move::Rest,
        ],
        ends: &["Accepted"],
    },
    Course {
        name: "INVALIDATED",
        marker: "#hold",
        moves: [Move::Act("invalidate"), Move::Rest, Move::Rest],
        ends: &["Invalidated"],
    },
    Course {
        name: "WAITING",
        marker: "#silent",
        moves: [
            Move::Update("M-WA 1"),
            Move::Tell(&["CC928C", "CC028C"]),
            Move::Tell(&["CC004C"]),
        ],
        ends: &["Accepted"],
    },
];

/// How a round goes on after a crash.
type Next<'a> = &'a (dyn Fn() -> Option<cas_engine::Interruption> + Sync);

/// A round in hand.
struct Round<'a> {
    app: &'a mut TestApp,
    number: usize,
    courses: &'static [Course],
    /// The messages that it sent, by their ids.
    ingestions: Vec<String>,
}

impl Round<'_> {
    fn reference(&self, course: &Course) -> String {
        format!("{} {}", course.name, self.number)
    }

    /// Goes through all phases; returns how often the work was interrupted.
    async fn run(&mut self, next: Next<'_>) -> anyhow::Result<usize> {
        for course in self.courses {
            let whole = self.whole(course, course.marker);
            self.send(&whole).await?;
        }
        let mut crashes = self.app.settle_over_crashes(next).await?;
        for phase in 0..PHASES {
            for course in self.courses {
                self.go(course, course.moves[phase]).await?;
            }
            crashes += self.app.settle_over_crashes(next).await?;
        }
        Ok(crashes)
    }

    fn whole(&self, course: &Course, marker: &str) -> Value {
        let mut whole = document(marker, 2);
        whole["externalReference"] = self.reference(course).into();
        whole
    }

    async fn send(&mut self, message: &Value) -> anyhow::Result<()> {
        let id = self.app.send(message).await?;
        self.ingestions.push(id);
        Ok(())
    }

    async fn go(&mut self, course: &Course, next: Move) -> anyhow::Result<()> {
        let reference = self.reference(course);
        let lorry = |name: &str| {
            let means = json!({"departureTransportMeans": {"identification": name}});
            json!({"goodsShipment": {"consignment": means}})
        };
        let declarations = self.app.declarations(&reference).await?;
        let declaration = &declarations[0];
        let path = format!("/v1/declarations/{}", text(&declaration["id"]));
        let (status, answer) = match next {
            Move::Rest => return Ok(()),
            Move::Tell(words) => {
                return self.app.authority.notify(text(&declaration["lrn"]), words);
            }
            Move::Update(name) => {
                let update = json!({
                    "messageType": "Update", "direction": "OUT", "externalReference": reference,
                    "singleAdministrativeDocument": lorry(name),
                });
                return self.send(&update).await;
            }
            Move::Replace => {
                let mut whole = self.whole(course, "");
                whole["messageType"] = "Replace".into();
                return self.send(&whole).await;
            }
            Move::Act(action) => {
                let reason = json!({"reason": "a test"});
                let body = if action == "invalidate" {
                    reason
                } else {
                    json!({})
                };
                self.app.post(&format!("{path}/{action}"), &body).await?
            }
            Move::Patch => self.app.patch(&path, &lorry("M-AM 1")).await?,
        };
        anyhow::ensure!(status == 202, "{}: {answer}", course.name);
        Ok(())
    }

    /// What came of the round; ids, numbers and times are left out.
    async fn seen(&self) -> anyhow::Result<Vec<String>> {
        for ingestion in &self.ingestions {
            let (_, ended) = self.app.get(&format!("/v1/ingestions/{ingestion}")).await?;
            assert_eq!(
                ended["state"], "succeeded",
                "round {}: {ended}",
                self.number
            );
        }
        let mut seen = Vec::new();
        for course in self.courses {
            let declarations = self.app.declarations(&self.reference(course)).await?;
            let ends: Vec<&str> = declarations
                .iter()
                .map(|one| text(&one["currentStatus"]))
                .collect();
            assert_eq!(
                ends, course.ends,
                "{} in round {}",
                course.name, self.number
            );
            for declaration in &declarations {
                let lrn = text(&declaration["lrn"]);
                let told = self.of(declaration).await?.to_string();
                seen.push(format!("{}: {}", course.name, told.replace(lrn, "LRN")));
            }
        }
        Ok(seen)
    }

    /// A declaration, its history and its messages, here and at the authority.
    async fn of(&self, declaration: &Value) -> anyhow::Result<Value> {
        let store = self.app.engine.store();
        let id = DeclarationId(text(&declaration["id"]).parse()?);
        let history = store.history(TENANT, id).await?;
        let messages = store.messages_of(TENANT, id).await?;
        let row = store.declaration(TENANT, id).await?;
        let row = row.ok_or_else(|| anyhow::anyhow!("a row"))?;
        let events = history.iter().map(|entry| entry.event);
        assert_eq!(replay(row.family, events), row.standing());
        let ledger = self.app.authority.ledger();
        let entries = ledger.declarations.iter();
        let entries: Vec<_> = entries.filter(|entry| entry.lrn == row.lrn).collect();
        assert_eq!(entries.len(), 1, "once at the authority");
        let mut received = Vec::new();
        for line in &entries[0].transcript {
            let identification = Some(&line.message_identification);
            let mut known = messages
                .iter()
                .filter(|message| message.identifier.as_ref() == identification);
            if line.direction == Direction::FromTrader {
                // What is sent again is what is stored: the same number, the same bytes.
                let stored = known.next().expect("what customs received is stored");
                assert_eq!(stored.body, line.body.as_bytes(), "as it was sent");
                received.push(line.message.clone());
            }
        }
        let facts = history.iter().map(|entry| {
            let expected = if entry.expected { "" } else { " unexpected" };
            format!("{} → {}{expected}", entry.event.as_str(), entry.status)
        });
        let exchanged = messages.iter().map(|one| {
            let kind = one.message_type.as_deref().unwrap_or_default();
            format!(
                "{} {kind} {:?} {:?}",
                one.direction.as_str(),
                one.revision,
                one.state
            )
        });
        Ok(json!({
            "history": facts.collect::<Vec<_>>(),
            "messages": exchanged.collect::<Vec<_>>(),
            "received": received,
            "revisions": [row.revision, row.last_revision],
            "lodged": row.lodged_revision,
            "sent": row.sent_revision,
            "document": declaration["singleAdministrativeDocument"],
        }))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every message of ours that the authority knows stands in one conversation, once.
fn check_authority(app: &TestApp, context: &str) {
    let ledger = app.authority.ledger();
    let mut told = BTreeMap::<String, usize>::new();
    for entry in &ledger.declarations {
        let lines = entry.transcript.iter();
        for line in lines.filter(|line| line.direction == Direction::FromTrader) {
            *told.entry(line.message_identification.clone()).or_default() += 1;
        }
    }
    let twice: Vec<_> = told.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "taken up twice {context}: {twice:?}");
    let known: BTreeSet<&String> = ledger.messages.keys().collect();
    let told: BTreeSet<&String> = told.keys().collect();
    assert_eq!(known, told, "{context}");
    let counts = &ledger.counts;
    assert_eq!(
        counts.received,
        counts.distinct + counts.duplicates,
        "{context}"
    );
}

fn check_same(usual: &[String], seen: &[String], context: &str) {
    assert_eq!(usual.len(), seen.len(), "{context}");
    for (usual, seen) in usual.iter().zip(seen) {
        assert_eq!(usual, seen, "{context}");
    }
}

/// So many boundaries lie between two crashes of a round: more than any step needs, so that the
/// work goes on; and so many rounds put a crash at each boundary.
const BETWEEN: usize = 9;

/// A round without a crash, then rounds with a crash at every boundary in turn, and again and again.
async fn crash_everywhere(place: StorePlace) -> anyhow::Result<usize> {
    let kind = place.kind;
    let mut app = TestApp::start(place).await?;
    let mut usual = Vec::new();
    let mut all = 0;
    for number in 0..=BETWEEN {
        let passed = Arc::new(AtomicUsize::new(0));
        let crash = number
            .checked_sub(1)
            .map(|first| Crash::Every(first, BETWEEN));
        let again = || crash.as_ref().map(|crash| crash.interruption(&passed));
        app.restart(again()).await?;
        let mut round = Round {
            app: &mut app,
            number,
            courses: COURSES,
            ingestions: Vec::new(),
        };
        let crashes = round.run(&again).await?;
        let seen = round.seen().await?;
        let context = format!("with crashes at boundary {number} and later on {kind}");
        check_authority(&app, &context);
        if number == 0 {
            usual = seen;
        } else {
            check_same(&usual, &seen, &context);
        }
        all += crashes;
    }
    Ok(all)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_every_boundary_of_a_correction_changes_nothing() {
    each_store(|place| async {
        let crashes = crash_everywhere(place).await.expect("the rounds");
        assert!(crashes >= 80, "only {crashes}: the test reaches too little");
    })
    .await;
}

/// Every step is decided, thrown away before its commit, and decided again; what waits is tried
/// again after every restart, so that there only every third commit is.
async fn every_step_twice(
    place: StorePlace,
    (courses, crash): (&'static [Course], Crash),
) -> anyhow::Result<()> {
    let kind = place.kind;
    let mut app = TestApp::start(place).await?;
    let passed = Arc::new(AtomicUsize::new(0));
    let again = || Some(crash.interruption(&passed));
    let mut rounds = Vec::new();
    for number in 0..2 {
        if number == 1 {
            app.restart(again()).await?;
        }
        let mut round = Round {
            app: &mut app,
            number,
            courses,
            ingestions: Vec::new(),
        };
        let crashes = round.run(&again).await?;
        assert!(
            number == 0 || crashes >= 3,
            "only {crashes} steps were repeated on {kind}"
        );
        rounds.push((round.seen().await?, app.authority.ledger().counts));
    }
    let context = format!("with every step twice on {kind}");
    check_authority(&app, &context);
    check_same(&rounds[0].0, &rounds[1].0, &context);
    let (usual, both) = (&rounds[0].1, &rounds[1].1);
    assert_eq!(usual.duplicates, 0, "{context}");
    assert_eq!(both.distinct, 2 * usual.distinct, "{context}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_of_a_correction_run_twice_changes_nothing() {
    each_store(|place| async {
        let at_once = &COURSES[..COURSES.len() - 1];
        let crash = Crash::BeforeEveryCommit(2);
        every_step_twice(place, (at_once, crash))
            .await
            .expect("the rounds");
    })
    .await;
    each_store(|place| async {
        let waiting = &COURSES[COURSES.len() - 1..];
        let crash = Crash::BeforeEveryCommit(3);
        every_step_twice(place, (waiting, crash))
            .await
            .expect("the rounds");
    })
    .await;
}
