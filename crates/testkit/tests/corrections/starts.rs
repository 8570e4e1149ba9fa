//! How is a declaration brought into each status?

use serde_json::{Value, json};

/// One step on the way into a status.
#[derive(Clone, Copy)]
pub enum Way {
    /// An action without a body.
    Act(&'static str),
    /// A request for invalidation.
    Invalidate,
    /// A change of the document.
    Edit,
    /// The authority says something.
    Tell(&'static [&'static str]),
}

/// A status, and how a declaration comes there.
pub struct Start {
    /// The status.
    pub status: &'static str,
    /// Whether its step sends by itself.
    pub sends: &'static str,
    /// What its declarations say to the authority.
    pub marker: &'static str,
    /// What happens then.
    pub ways: &'static [Way],
}

const fn start(status: &'static str, marker: &'static str, ways: &'static [Way]) -> Start {
    Start {
        status,
        sends: "always",
        marker,
        ways,
    }
}

/// Every status that a transit declaration can stay in.
pub const STARTS: &[Start] = &[
    start("Invalid", "incomplete", &[]),
    Start {
        sends: "never",
        ..start("Validated", "", &[])
    },
    Start {
        sends: "never",
        ..start("Held", "", &[Way::Act("hold")])
    },
    Start {
        sends: "undecided",
        ..start("ConfigurationError", "", &[])
    },
    start("CustomsError", "#reject=9", &[]),
    start("Submitted", "#silent", &[]),
    start("Acknowledged", "#silent", &[Way::Tell(&["CC928C"])]),
    start("PreLodged", "pre-lodged", &[]),
    start(
        "GoodsArrived",
        "pre-lodged#silent170",
        &[Way::Act("goods-arrived")],
    ),
    start("Accepted", "#hold", &[]),
    start("UnderControl", "#hold", &[Way::Tell(&["CC060C"])]),
    start(
        "DocumentControl",
        "#hold",
        &[Way::Tell(&["documents", "CC060C"])],
    ),
    start("GuaranteeNotValid", "#guarantee", &[]),
    start("CustomsRequestsAmendment", "#amend", &[]),
    start("Amendable", "#hold", &[Way::Act("amend")]),
    start(
        "Amending",
        "#hold#silent013",
        &[Way::Act("amend"), Way::Edit, Way::Act("submit")],
    ),
    start(
        "AmendmentError",
        "#hold#noamendment",
        &[Way::Act("amend"), Way::Edit, Way::Act("submit")],
    ),
    start("Invalidating", "#hold#silent014", &[Way::Invalidate]),
    start(
        "InvalidationError",
        "#hold#noinvalidation",
        &[Way::Invalidate],
    ),
    start("Released", "", &[]),
    start("NotReleased", "#norelease", &[]),
    start("Discharged", "#discharge", &[]),
    start("Invalidated", "#invalidate", &[]),
    Start {
        sends: "never",
        ..start("Cancelled", "", &[Way::Invalidate])
    },
];

/// Where the declaration stands in its flow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Its step is the only one.
    Only,
    /// A later step has started and took its number over.
    First,
    /// The declaration of the step before it is released.
    Second,
}

impl Position {
    /// Every place.
    pub const ALL: &[Self] = &[Self::Only, Self::First, Self::Second];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Only => "only step",
            Self::First => "first step, the next has started",
            Self::Second => "second step, the first is released",
        }
    }
}

/// The name of the flow of a case.
pub fn flow_name(start: &Start, position: Position) -> String {
    let place = match position {
        Position::Only => "only",
        Position::First => "first",
        Position::Second => "second",
    };
    format!("{} {} {place}", start.sends, start.marker)
}

/// The step in question: grouped by origin, with the marker as its default reference.
fn subject(start: &Start) -> Value {
    let send = match start.sends {
        "undecided" => json!({"table": "undecided"}),
        word => json!(word),
    };
    let mut defaults = json!({});
    if start.marker.starts_with("pre-lodged") {
        defaults["addDeclType1"] = "D".into();
    }
    if start.marker == "incomplete" {
        // No such kind of guarantee.
        defaults["obligationGuarantees"] = json!([{"type": "Q"}]);
    }
    let mut step = step("subject", send, defaults);
    step["items"] = json!({
        "select": "item.origin.country != \"IT\"",
        "groupBy": [{"expression": "item.origin.country"}],
    });
    step
}

fn step(name: &str, send: Value, defaults: Value) -> Value {
    json!({
        "name": name, "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
        "autoSubmit": send, "defaults": defaults,
    })
}

/// The flow of a case.
pub fn flow(start: &Start, position: Position, basics: &Value) -> Value {
    let mut steps = vec![subject(start)];
    match position {
        Position::Only => {}
        Position::First => {
            let mut next = step("next", json!("never"), json!({}));
            next["takeOver"] = json!([{
                "step": "subject", "from": "lrn", "to": "previousDocuments[+].refNum",
                "with": {"category": "N", "type": "MRN"},
            }]);
            steps.push(next);
        }
        Position::Second => {
            steps[0]["start"] =
                json!({"on": "statusReached", "step": "before", "statuses": ["Released"]});
            let mut before = step("before", json!("always"), json!({}));
            before["items"] = json!({"select": "item.origin.country = \"IT\""});
            steps.insert(0, before);
        }
    }
    for step in &mut steps {
        let is_subject = step["name"] == "subject";
        let given = step["defaults"].take();
        step["defaults"] = basics.clone();
        for (name, value) in given.as_object().into_iter().flatten() {
            step["defaults"][name] = value.clone();
        }
        if is_subject && start.marker.contains('#') {
            step["defaults"]["goodsShipment"]["ucr"]["traderReference"] = start.marker.into();
        }
    }
    json!({"name": flow_name(start, position), "direction": "OUT", "steps": steps})
}
