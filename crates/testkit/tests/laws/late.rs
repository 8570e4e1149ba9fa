//! A decision counts for the amendment that it answers: one that customs repeats, or that comes
//! late, decides nothing of the next amendment.

use cas_authority::Direction;
use cas_testkit::{TestApp, each_store};
use serde_json::Value;

use crate::world::{lorry, message, send, shipment, text};

async fn only(app: &TestApp, reference: &str) -> Value {
    let mut declarations = app.declarations(reference).await.expect("declarations");
    declarations.pop().expect("a declaration")
}

/// The last message of a type that customs said, with another identification.
fn again(app: &TestApp, declaration: &Value, kind: &str) -> String {
    let ledger = app.authority.ledger();
    let entry = ledger.declaration(text(&declaration["lrn"]));
    let said = entry.expect("known").transcript.iter().rev();
    let mut said = said.filter(|line| line.direction == Direction::ToTrader);
    let line = said.find(|line| line.message == kind).expect("it was said");
    let other = format!("AGAIN {}", line.message_identification);
    line.body.replace(&line.message_identification, &other)
}

async fn check(app: &TestApp, decision: &'static str) {
    let reference = format!("LATE {decision}");
    let begun = shipment("Transit", &reference, "#hold#silent013", 2);
    send(app, &begun).await;
    let lrn = text(&only(app, &reference).await["lrn"]).to_owned();
    send(app, &message("Update", &reference, lorry("M-LA 1"))).await;
    app.authority.notify(&lrn, &[decision]).expect("known");
    app.settle().await.expect("settled");
    let first = only(app, &reference).await;
    send(app, &message("Update", &reference, lorry("M-LA 2"))).await;
    let undecided = only(app, &reference).await;
    assert_eq!(undecided["currentStatus"], "Amending", "{decision}");
    let late = again(app, &undecided, decision);
    assert_eq!(
        app.post_as_customs(&late).await.expect("an answer") / 100,
        2
    );
    app.settle().await.expect("settled");
    let after = only(app, &reference).await;
    for name in ["currentStatus", "lodgedRevision", "sentRevision", "errors"] {
        assert_eq!(
            after[name], undecided[name],
            "{name} after a late {decision}"
        );
    }
    assert_eq!(
        after["lodgedRevision"], first["lodgedRevision"],
        "{decision}"
    );
    // The decision on the second amendment counts.
    app.authority.notify(&lrn, &["CC004C"]).expect("known");
    app.settle().await.expect("settled");
    let decided = only(app, &reference).await;
    assert_eq!(decided["currentStatus"], "Accepted", "{decision}");
    assert_eq!(decided["lodgedRevision"], 3, "{decision}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_decision_is_not_taken_for_the_next_one() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        for decision in ["CC004C", "CC056C"] {
            check(&app, decision).await;
        }
    })
    .await;
}
