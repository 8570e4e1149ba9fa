//! What the authority has when it is amended, and how it is held back: markers of silence, requests
//! for amendments, and decisions that it is told to make.

use cas_authority::Status;

use crate::common::{Both, amendment, follow_up, invalidation, presentation, text, with_ucr};

const LRN: &str = "LRN20260001";

/// A declaration whose conversation is kept.
async fn lodged(ucr: &str) -> Both {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge(&with_ucr(ucr)).await;
    both
}

fn prelodged(ucr: &str) -> String {
    let kind = "additionalDeclarationType>";
    with_ucr(ucr).replace(&format!("{kind}A"), &format!("{kind}D"))
}

/// An amendment that can be told from the declaration.
fn amended(ucr: &str, currency: &str) -> String {
    let currency = format!("<currency>{currency}</currency>");
    amendment(&with_ucr(ucr)).replace("<currency>EUR</currency>", &currency)
}

fn currency(both: &Both) -> String {
    let ledger = both.authority.ledger();
    let document = ledger.declaration(LRN).unwrap().document.clone();
    text(&document.unwrap(), "currency").to_owned()
}

fn status(both: &Both) -> Status {
    both.authority.ledger().declaration(LRN).unwrap().status
}

async fn tell(both: &Both, words: &[&str]) {
    both.authority.notify(LRN, words).unwrap();
    both.authority.settled().await;
}

async fn check(ucr: &str, message: &str, told: &[&str], expected: (&str, Status, &str)) {
    let both = lodged(ucr).await;
    both.lodge(message).await;
    if !told.is_empty() {
        tell(&both, told).await;
    }
    let found = (
        both.trader.types().join(" "),
        status(&both),
        currency(&both),
    );
    let (types, status, currency) = expected;
    assert_eq!(
        found,
        (types.to_owned(), status, currency.to_owned()),
        "{ucr} {told:?}"
    );
}

#[tokio::test]
async fn the_ledger_has_the_declaration_as_it_stands() {
    for (ucr, told, expected) in [
        (
            "S#hold",
            &[][..],
            ("CC928C CC028C CC004C", Status::Accepted, "CHF"),
        ),
        (
            "S#guarantee",
            &[],
            (
                "CC928C CC028C CC055C CC004C CC029C",
                Status::Released,
                "CHF",
            ),
        ),
        (
            "S#hold#guarantee",
            &[],
            ("CC928C CC028C CC055C CC004C", Status::Accepted, "CHF"),
        ),
        (
            "S#amend",
            &[],
            (
                "CC928C CC028C CC022C CC004C CC029C",
                Status::Released,
                "CHF",
            ),
        ),
        (
            "S#amend#hold",
            &[],
            ("CC928C CC028C CC022C CC004C", Status::Accepted, "CHF"),
        ),
        (
            "S#amend#noamendment",
            &[],
            (
                "CC928C CC028C CC022C CC056C",
                Status::AmendmentRequested,
                "EUR",
            ),
        ),
        (
            "S#hold#noamendment",
            &[],
            ("CC928C CC028C CC056C", Status::Accepted, "EUR"),
        ),
        (
            "S",
            &[],
            ("CC928C CC028C CC029C CC056C", Status::Released, "EUR"),
        ),
        // Nothing is said until the authority is told to.
        (
            "S#hold#silent013",
            &[],
            ("CC928C CC028C", Status::Accepted, "EUR"),
        ),
        (
            "S#hold#silent013",
            &["CC004C"],
            ("CC928C CC028C CC004C", Status::Accepted, "CHF"),
        ),
        (
            "S#hold#silent013",
            &["CC004C", "CC029C"],
            ("CC928C CC028C CC004C CC029C", Status::Released, "CHF"),
        ),
        (
            "S#hold#silent013",
            &["CC056C", "CC004C"],
            ("CC928C CC028C CC056C CC004C", Status::Accepted, "EUR"),
        ),
        (
            "S#hold#silent013",
            &["CC029C"],
            ("CC928C CC028C CC029C", Status::Released, "EUR"),
        ),
        (
            "S#guarantee#silent013",
            &["CC004C"],
            ("CC928C CC028C CC055C CC004C", Status::Accepted, "CHF"),
        ),
    ] {
        check(ucr, &amended(ucr, "CHF"), told, expected).await;
    }
}

#[tokio::test]
async fn a_release_repeats_the_amendment_accepted_last() {
    let both = lodged("S#hold").await;
    both.lodge(&amended("S#hold", "CHF")).await;
    let second = amended("S#hold", "NOK").replace("MSG-013", "MSG-113");
    both.lodge(&second).await;
    assert_eq!(currency(&both), "NOK");
    tell(&both, &["CC029C"]).await;
    let bodies = both.trader.bodies();
    assert_eq!(text(bodies.last().unwrap(), "currency"), "NOK");
}

#[tokio::test]
async fn an_amendment_is_asked_for_with_what_is_wrong() {
    let both = lodged("S#amend").await;
    let bodies = both.trader.bodies();
    let request = bodies.last().unwrap();
    assert_eq!(text(request, "messageType"), "CC022C");
    assert!(
        text(request, "errorPointer").starts_with("/CC015C/Consignment/"),
        "{request}"
    );
    assert!(!request.contains("correlationIdentifier"), "{request}");
    assert_eq!(status(&both), Status::AmendmentRequested);
}

/// The last answer's type, what it answers, and the element that says what was decided.
async fn decided(first: &str, request: &str, told: &[&str], element: &str) -> [String; 3] {
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge(first).await;
    both.lodge(request).await;
    let before = both.trader.types().len();
    tell(&both, told).await;
    let bodies = both.trader.bodies();
    assert_eq!(bodies.len(), before + 1, "{told:?}");
    ["messageType", "correlationIdentifier", element]
        .map(|name| text(&bodies[before], name).to_owned())
}

#[tokio::test]
async fn told_decisions_are_about_the_last_request() {
    let lrn = "<LRN>LRN20260001</LRN>";
    let held = with_ucr("S#hold#silent013");
    let held_invalidation = with_ucr("S#hold#silent014");
    let presented = prelodged("S#hold#silent170");
    let rejected = "businessRejectionType";
    let (ask, present) = (invalidation(lrn), presentation());
    let amend = amended("S#hold#silent013", "CHF");
    for (first, request, told, element, expected) in [
        (
            &held,
            &amend,
            &["CC056C"][..],
            rejected,
            ["CC056C", "MSG-013", "013"],
        ),
        (
            &held_invalidation,
            &ask,
            &["CC056C"],
            rejected,
            ["CC056C", "MSG-014", "014"],
        ),
        (
            &presented,
            &present,
            &["CC056C"],
            rejected,
            ["CC056C", "MSG-170", "170"],
        ),
        (
            &held_invalidation,
            &ask,
            &["CC009C"],
            "decision",
            ["CC009C", "MSG-014", "1"],
        ),
        (
            &held_invalidation,
            &ask,
            &["CC009C", "noinvalidation"],
            "decision",
            ["CC009C", "MSG-014", "0"],
        ),
        (
            &held_invalidation,
            &ask,
            &["CC009C", "invalidate"],
            "initiatedByCustoms",
            ["CC009C", "", "1"],
        ),
        (
            &held,
            &amend,
            &["CC009C"],
            "initiatedByCustoms",
            ["CC009C", "", "1"],
        ),
        (
            &presented,
            &present,
            &["CC028C"],
            "LRN",
            ["CC028C", "MSG20260001", LRN],
        ),
    ] {
        let found = decided(first, request, told, element).await;
        // An element that is not there reads as the message's beginning.
        let found = found.map(|text| text.chars().take(40).collect::<String>());
        assert_eq!(found, expected.map(str::to_owned), "{told:?}");
    }
}

#[tokio::test]
async fn silence_is_towards_one_kind_of_message() {
    let lrn = "<LRN>LRN20260001</LRN>";
    let both = lodged("S#hold#silent014").await;
    both.lodge(&invalidation(lrn)).await;
    both.lodge(&amended("S#hold#silent014", "CHF")).await;
    assert_eq!(both.trader.types(), ["CC928C", "CC028C", "CC004C"]);
    let both = lodged("S#hold#silent013").await;
    both.lodge(&amended("S#hold#silent013", "CHF")).await;
    both.lodge(&invalidation(lrn)).await;
    assert_eq!(both.trader.types(), ["CC928C", "CC028C", "CC009C"]);
    let both = Both::start().await;
    both.lodge(&prelodged("S#silent170")).await;
    both.lodge(&presentation()).await;
    assert_eq!(both.trader.types(), ["CC928C"]);
    both.lodge(&follow_up("CC007C", "MSG-007", lrn)).await;
    assert_eq!(both.trader.types().last().unwrap(), "CC906C");
}

#[tokio::test]
async fn a_declaration_that_customs_does_not_have_has_no_document() {
    let document = |both: &Both| {
        let ledger = both.authority.ledger();
        ledger.declaration(LRN).unwrap().document.clone()
    };
    let both = lodged("S#reject").await;
    assert_eq!(document(&both), None);
    // One that is told so late is rejected too, and leaves its LRN free.
    let both = lodged("S#silent").await;
    assert!(document(&both).is_some());
    tell(&both, &["CC056C"]).await;
    assert_eq!((status(&both), document(&both)), (Status::Rejected, None));
    both.lodge(&with_ucr("S").replace("MSG2", "MSG3")).await;
    assert_eq!(status(&both), Status::Released);
    let both = Both::start().await;
    both.lodge(&with_ucr("S#hold")).await;
    assert_eq!(document(&both), None, "transcripts are not kept");
}
