//! What is each system tried with? Its fixtures, its settings, and a case for each action it has a
//! message for.

use cas_gateway::{CustomsSystem, Intent};
use cas_model::FieldPath;
use cas_model::lifecycle::{Action, Event, Family, Status};
use serde_json::{Value, json};

/// A system and what it is tried with.
pub struct Subject<'a> {
    pub system: &'a dyn CustomsSystem,
    /// Where below the authority's address its connection points.
    pub endpoint: &'static str,
    /// Documents in `crates/systems/tests/fixtures`, and what each is declared as.
    pub fixtures: &'static [(&'static str, &'static str)],
    pub settings: Value,
}

/// What a system is tried with.
pub fn of(system: &dyn CustomsSystem) -> Subject<'_> {
    let (endpoint, fixtures, settings): (_, &'static [(&'static str, &'static str)], Value) =
        match system.code().as_str() {
            "ncts" => (
                "/ncts/messages",
                &[("minimal", "transit"), ("full", "transit")],
                commission("NTA.DE", "P6"),
            ),
            "aes" => (
                "/aes/messages",
                &[("aes_minimal", "B1"), ("aes_export", "B1")],
                commission("NECA.DE", "P1"),
            ),
            "uk_cds" => (
                "/uk_cds",
                &[("uk_cds_import", "H1"), ("uk_cds_export", "B1")],
                json!({"submitter": "GB603202734852"}),
            ),
            "dk_dms" => (
                "/dk_dms",
                &[
                    ("dk_dms_h1", "H1"),
                    ("dk_dms_h7", "H7"),
                    ("dk_dms_i1", "I1"),
                    ("dk_dms_b1", "B1"),
                ],
                json!({"submitter": "12345678", "invalidationReason": "122"}),
            ),
            other => panic!("name the fixtures and the settings of {other} here"),
        };
    Subject {
        system,
        endpoint,
        fixtures,
        settings,
    }
}

/// The settings of the Commission's systems.
fn commission(recipient: &str, phase: &str) -> Value {
    json!({"messageSender": "DE1234567890", "messageRecipient": recipient, "phase": phase})
}

/// Something that is wanted of customs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Declare,
    PresentGoods,
    Amend,
    Invalidate,
}

/// The cases of a system, by the actions it claims.
pub fn cases(system: &dyn CustomsSystem) -> Vec<Case> {
    let claimed = |(action, case): &(Action, Case)| {
        system
            .capabilities()
            .actions
            .contains(action)
            .then_some(*case)
    };
    let all = [
        (Action::Submit, Case::Declare),
        (Action::GoodsArrived, Case::PresentGoods),
        (Action::Amend, Case::Amend),
        (Action::Invalidate, Case::Invalidate),
    ];
    all.iter().filter_map(claimed).collect()
}

impl Case {
    /// What is sent, in order.
    pub fn steps(self) -> &'static [Case] {
        match self {
            Self::Declare => &[Self::Declare],
            Self::PresentGoods => &[Self::Declare, Self::PresentGoods],
            Self::Amend => &[Self::Declare, Self::Amend],
            Self::Invalidate => &[Self::Declare, Self::Invalidate],
        }
    }

    /// The intent that a system writes.
    pub fn intent(self) -> Intent {
        match self {
            Self::Declare => Intent::Declare,
            Self::PresentGoods => Intent::PresentGoods,
            Self::Amend => Intent::Amend {
                changes: vec![FieldPath::new(
                    "goodsShipment.governmentAgencyGoodsItems[0]",
                )],
            },
            Self::Invalidate => Intent::Invalidate {
                reason: "Order cancelled by the buyer".to_owned(),
            },
        }
    }

    /// What of ours stands in the history before it is sent.
    pub fn events(self) -> &'static [Event] {
        match self {
            Self::Declare => &[
                Event::Created,
                Event::ValidationPassed,
                Event::SubmissionRequested,
            ],
            Self::PresentGoods => &[Event::PresentationRequested],
            Self::Amend => &[Event::AmendmentOpened, Event::AmendmentRequested],
            Self::Invalidate => &[Event::InvalidationRequested],
        }
    }

    /// How the authority is to behave: what follows a declaration must find it not yet released.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Declare | Self::PresentGoods => &[],
            Self::Amend | Self::Invalidate => &["hold"],
        }
    }

    /// The additional declaration type: whether the goods are there yet.
    pub fn additional_type(self) -> &'static str {
        match self {
            Self::PresentGoods => "D",
            Self::Declare | Self::Amend | Self::Invalidate => "A",
        }
    }

    /// Where the authority's answers lead.
    pub fn status(self, system: &dyn CustomsSystem) -> Status {
        match (self, system.capabilities().family) {
            (Self::Declare | Self::PresentGoods, Family::Transit | Family::Customs) => {
                Status::Released
            }
            (Self::Amend, Family::Transit | Family::Customs) => Status::Accepted,
            (Self::Invalidate, Family::Transit | Family::Customs) => Status::Invalidated,
        }
    }
}
