//! Do queues take turns, and does a connection that is down hold back all but one?

use cas_model::ids::AlertId;
use cas_model::message::{MessageDirection, MessageState};
use cas_store::*;

use crate::databases::{Place, each_store, each_store_and_lock};
use crate::rows::*;

async fn commit(store: &Store, changes: Changes) {
    store.commit(changes).await.unwrap();
}

fn sending(tenant: cas_model::ids::TenantId, endpoint: &str, seconds: i64) -> NewTask {
    NewTask {
        endpoint: endpoint.to_owned(),
        due_at: at(seconds),
        ..task(tenant, TaskKind::Transmit)
    }
}

async fn enqueue(store: &Store, tasks: Vec<NewTask>) {
    commit(
        store,
        Changes {
            tasks,
            ..Changes::default()
        },
    )
    .await;
}

#[tokio::test]
async fn each_queue_has_its_turn_however_long_another_is() {
    each_store_and_lock(|Place { store, .. }| async move {
        let (crowd, single) = (tenant(), tenant());
        let mut tasks: Vec<NewTask> = (0..300).map(|_| sending(crowd, "ncts", 0)).collect();
        tasks.push(sending(crowd, "aes", 5));
        tasks.push(sending(single, "ncts", 9));
        // Neither is due: one later, one never.
        tasks.push(sending(tenant(), "ncts", 50));
        enqueue(&store, tasks).await;
        let due = store.due_queues(TaskKind::ALL, at(9)).await.unwrap();
        assert_eq!(due.len(), 3);
        let claimed = claim_of(&store, TaskKind::ALL, 8, "a", 9).await;
        let of = |tenant, endpoint: &str| {
            let of = |task: &&Task| task.tenant_id == tenant && task.endpoint == endpoint;
            claimed.iter().filter(of).count()
        };
        let counts = [of(crowd, "ncts"), of(crowd, "aes"), of(single, "ncts")];
        assert_eq!(counts, [8, 1, 1]);
        // What is held is not due to anybody else.
        let due = store.due_queues(TaskKind::ALL, at(9)).await.unwrap();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].queue, claimed[0].queue());
    })
    .await;
}

#[tokio::test]
async fn only_the_turns_that_are_wanted_are_taken() {
    each_store_and_lock(|Place { store, .. }| async move {
        let tenant = tenant();
        let tasks = vec![sending(tenant, "ncts", 0), sending(tenant, "aes", 0)];
        enqueue(&store, tasks).await;
        let due = store.due_queues(&[TaskKind::Transmit], at(1)).await;
        let queue = due.unwrap().remove(1).queue;
        assert_eq!(queue.endpoint, "ncts");
        let turns = [Turn { queue, most: 5 }];
        let wanted = Claim {
            turns: &turns,
            owner: "a",
            now: at(1),
            lease_until: at(31),
        };
        let claimed = store.claim(&wanted).await.unwrap();
        assert_eq!(claimed.len(), 1);
        assert_eq!(claimed[0].endpoint, "ncts");
    })
    .await;
}

fn circuit(queue: &TaskQueue) -> CircuitRecord {
    CircuitRecord {
        tenant_id: queue.tenant_id,
        queue: queue.clone(),
        down_since: at(10),
        failures: 1,
        next_probe_at: at(11),
        alert_id: None,
        note: "ncts is down".to_owned(),
    }
}

#[tokio::test]
async fn one_node_at_a_time_tries_what_is_down() {
    each_store(|place| async move {
        let tenant = tenant();
        enqueue(&place.store, vec![sending(tenant, "ncts", 0)]).await;
        let due = place.store.due_queues(TaskKind::ALL, at(10)).await.unwrap();
        let queue = &due[0].queue;
        assert_eq!(due[0].circuit, None);
        let later = CircuitRecord {
            down_since: at(99),
            ..circuit(queue)
        };
        // Two failed: the outage began with the first.
        for opened in [circuit(queue), later] {
            let changes = Changes {
                opened_circuits: vec![opened],
                ..Changes::default()
            };
            commit(&place.store, changes).await;
        }
        // Another node knows, and so does one that starts later.
        let other = place.open_again().await;
        let due = other.due_queues(TaskKind::ALL, at(10)).await.unwrap();
        assert_eq!(due[0].circuit, Some(circuit(queue)));
        assert!(!other.take_probe(queue, at(10), at(50)).await.unwrap());
        assert!(other.take_probe(queue, at(11), at(50)).await.unwrap());
        assert!(!place.store.take_probe(queue, at(49), at(90)).await.unwrap());
        assert!(place.store.take_probe(queue, at(50), at(90)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_waited_for_a_connection_comes_in_the_order_it_came() {
    each_store(|Place { store, .. }| async move {
        let (tenant, other) = (tenant(), tenant());
        let messages: Vec<MessageRecord> = (0..3)
            .map(|_| MessageRecord {
                state: MessageState::Stored,
                note: None,
                ..message(tenant, MessageDirection::Outbound)
            })
            .collect();
        let waiting = messages
            .iter()
            .enumerate()
            .map(|(number, message)| NewTask {
                subject: message.id.0,
                ..sending(tenant, "ncts", number as i64)
            });
        let mut tasks: Vec<NewTask> = waiting.collect();
        tasks.push(sending(other, "ncts", 0));
        let alert = alert(tenant);
        let begun = Changes {
            messages: messages.clone(),
            alerts: vec![alert.clone()],
            tasks,
            ..Changes::default()
        };
        commit(&store, begun).await;
        let kinds = [TaskKind::Transmit];
        let tried = claim_of(&store, &kinds, 1, "a", 5).await;
        let queue = TaskQueue {
            tenant_id: tenant,
            ..tried[0].queue()
        };
        let down = CircuitRecord {
            alert_id: Some(alert.id),
            ..circuit(&queue)
        };
        let put_off = tried.iter().map(|task| Deferred {
            lease: task.lease.clone(),
            due_at: Some(at(600)),
            attempt: 1,
            error: "HTTP 503".to_owned(),
        });
        let failed = Changes {
            deferred: put_off.collect(),
            probed_circuits: vec![down.clone()],
            ..Changes::default()
        };
        commit(&store, failed).await;
        let notes = notes(&store, &messages).await;
        // The one that was tried says itself what became of it.
        let down_note = Some("ncts is down".to_owned());
        assert_eq!(notes, [None, down_note.clone(), down_note]);

        let closed = ClosedCircuit {
            circuit: down,
            at: at(20),
        };
        let answers = Changes {
            closed_circuits: vec![closed],
            ..Changes::default()
        };
        commit(&store, answers).await;
        let claimed = claim_of(&store, &kinds, 10, "a", 20).await;
        let subjects: Vec<_> = claimed.iter().map(|task| task.subject).collect();
        let expected: Vec<_> = messages.iter().map(|message| message.id.0).collect();
        assert_eq!(subjects, expected);
        assert_eq!(open_alerts(&store, tenant).await, Vec::<AlertId>::new());
        assert!(store.circuits(&[queue]).await.unwrap().is_empty());
    })
    .await;
}

async fn notes(store: &Store, messages: &[MessageRecord]) -> Vec<Option<String>> {
    let mut notes = Vec::new();
    for message in messages {
        let kept = store.message(message.tenant_id, message.id).await.unwrap();
        notes.push(kept.unwrap().note);
    }
    notes
}

async fn open_alerts(store: &Store, tenant: cas_model::ids::TenantId) -> Vec<AlertId> {
    let alerts = store
        .alerts(tenant, &AlertSearch::newest(OpenAlerts::Only, 10))
        .await
        .unwrap();
    alerts.into_iter().map(|alert| alert.id).collect()
}
