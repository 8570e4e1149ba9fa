//! What is each system tried with? Its fixtures, its settings, and a case for each action it has a
//! message for.

use cas_gateway::{CustomsSystem, Intent};
use cas_model::declaration_types::{self, Category};
use cas_model::lifecycle::{Action, Event, Family, Status};
use cas_model::{ActionContent, FieldPath};
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
                "/uk_cds/declarations",
                &[("uk_cds_import", "H1"), ("uk_cds_export", "B1")],
                json!({"submitter": "GB603202734852"}),
            ),
            "emcs" => (
                "/emcs/messages",
                &[("emcs_minimal", "excise"), ("emcs_import", "excise")],
                json!({
                    "messageSender": "NDEA.XI",
                    "messageRecipient": "NDEA.XI",
                    "exciseNumbers": ["XIWK000000210", "FR00000602078"],
                    "exciseOffice": "FR002300",
                }),
            ),
            "dk_dms" => (
                "/dk_dms",
                &[
                    ("dk_dms_h1", "H1"),
                    ("dk_dms_h7", "H7"),
                    ("dk_dms_i1", "I1"),
                    ("dk_dms_i2", "I2"),
                    ("dk_dms_b1", "B1"),
                ],
                json!({"submitter": "12345678", "invalidationReason": "123"}),
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
    ChangeDestination,
    RejectOrAlert,
    ExplainDelay,
    ReportReceipt,
    ExplainShortage,
    TellExit,
    ArriveAtExit,
    Depart,
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
        (Action::ChangeDestination, Case::ChangeDestination),
        (Action::RejectOrAlertEad, Case::RejectOrAlert),
        (Action::DelayForDelivery, Case::ExplainDelay),
        (Action::ReceiptReport, Case::ReportReceipt),
        (Action::ComplementaryExplanation, Case::ExplainShortage),
        (Action::ExitEvidence, Case::TellExit),
        (Action::ArrivalAtExit, Case::ArriveAtExit),
        (Action::GoodsDeparted, Case::Depart),
    ];
    all.iter().filter_map(claimed).collect()
}

/// Whether a case is one for what is declared so: with an entry in the declarant's records
/// the goods are presented, and it is neither amended nor invalidated by a message; and exports leave.
pub fn is_for(case: &Case, declared_as: &str) -> bool {
    let of_exports = [Case::TellExit, Case::ArriveAtExit, Case::Depart];
    let kind = declaration_types::find(declared_as);
    let leaves = kind.is_some_and(|kind| kind.category == Category::Export);
    let is_possible = declared_as != "I2" || *case == Case::Declare;
    is_possible && (leaves || !of_exports.contains(case))
}

impl Case {
    /// What is sent, in order.
    pub fn steps(self) -> &'static [Case] {
        match self {
            Self::Declare => &[Self::Declare],
            Self::PresentGoods => &[Self::Declare, Self::PresentGoods],
            Self::Amend => &[Self::Declare, Self::Amend],
            Self::Invalidate => &[Self::Declare, Self::Invalidate],
            Self::ChangeDestination => &[Self::Declare, Self::ChangeDestination],
            Self::RejectOrAlert => &[Self::Declare, Self::RejectOrAlert],
            Self::ExplainDelay => &[Self::Declare, Self::ExplainDelay],
            Self::ReportReceipt => &[Self::Declare, Self::ReportReceipt],
            Self::ExplainShortage => &[Self::Declare, Self::ReportReceipt, Self::ExplainShortage],
            Self::TellExit => &[Self::Declare, Self::TellExit],
            Self::ArriveAtExit => &[Self::Declare, Self::ArriveAtExit],
            Self::Depart => &[Self::Declare, Self::Depart],
        }
    }

    /// The intent that a system writes.
    pub fn intent(self) -> Intent {
        match self {
            Self::Declare => Intent::Declare,
            Self::PresentGoods => Intent::PresentGoods,
            Self::Amend => Intent::amend(vec![FieldPath::new(
                "goodsShipment.governmentAgencyGoodsItems[0]",
            )]),
            Self::Invalidate => Intent::Invalidate {
                reason: "Order cancelled by the buyer".to_owned(),
                ground: None,
            },
            Self::ChangeDestination => tell(
                Action::ChangeDestination,
                json!({"exciseMovement": {
                    "destinationType": "1",
                    "journeyTime": "D03",
                    "deliveryPlace": {
                        "businessPartnerReference": [{"type": "Excise", "code": "FR00000609999"}],
                    },
                }}),
            ),
            Self::RejectOrAlert => {
                let alert = json!({"reasons": [{"code": "1"}]});
                tell(Action::RejectOrAlertEad, alert)
            }
            Self::ExplainDelay => tell(Action::DelayForDelivery, json!({"code": "5"})),
            Self::ReportReceipt => {
                let report = json!({"dateOfArrival": "2026-11-22", "conclusion": "1"});
                tell(Action::ReceiptReport, report)
            }
            Self::ExplainShortage => {
                let explanation = json!({"dateOfAnalysis": "2026-11-22", "explanation": "heat"});
                tell(Action::ComplementaryExplanation, explanation)
            }
            Self::TellExit => {
                let evidence = json!({"informationCode": "2", "exitDate": "2026-11-21"});
                tell(Action::ExitEvidence, evidence)
            }
            Self::ArriveAtExit => tell(Action::ArrivalAtExit, json!({})),
            Self::Depart => tell(Action::GoodsDeparted, json!({})),
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
            Self::ChangeDestination => &[Event::DestinationChangeRequested],
            Self::RejectOrAlert => &[Event::AlertSubmitted],
            Self::ExplainDelay => &[Event::DelayExplained],
            Self::ReportReceipt => &[Event::ReceiptReportSubmitted],
            Self::ExplainShortage => &[Event::ShortageExplained],
            Self::TellExit => &[Event::ExitEvidenceSubmitted],
            Self::ArriveAtExit => &[Event::ArrivalAtExitNotified],
            Self::Depart => &[Event::DepartureNotified],
        }
    }

    /// How the authority is to behave: what follows a declaration must find it not yet released.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Declare | Self::PresentGoods | Self::ArriveAtExit | Self::Depart => &[],
            Self::TellExit => &["enquiry"],
            Self::Amend
            | Self::Invalidate
            | Self::ChangeDestination
            | Self::RejectOrAlert
            | Self::ExplainDelay
            | Self::ReportReceipt
            | Self::ExplainShortage => &["hold"],
        }
    }

    /// The additional declaration type: whether the goods are there yet.
    pub fn additional_type(self) -> &'static str {
        match self {
            Self::PresentGoods => "D",
            Self::Declare
            | Self::Amend
            | Self::Invalidate
            | Self::ChangeDestination
            | Self::RejectOrAlert
            | Self::ExplainDelay
            | Self::ReportReceipt
            | Self::ExplainShortage
            | Self::TellExit
            | Self::ArriveAtExit
            | Self::Depart => "A",
        }
    }

    /// Where the authority's answers lead.
    pub fn status(self, system: &dyn CustomsSystem) -> Status {
        // Where departures are notified, what arrived is still to depart.
        let departs = system
            .capabilities()
            .actions
            .contains(&Action::GoodsDeparted);
        match (self, system.capabilities().family) {
            (Self::ArriveAtExit, _) if departs => Status::Released,
            (Self::Declare, Family::Excise) => Status::Accepted,
            (Self::Invalidate, Family::Excise) => Status::Cancelled,
            (Self::Declare | Self::PresentGoods, _) => Status::Released,
            (Self::Invalidate, _) => Status::Invalidated,
            (Self::Amend | Self::ChangeDestination | Self::ExplainDelay, _) => Status::Accepted,
            (Self::RejectOrAlert, _) => Status::Alerted,
            (Self::ReportReceipt | Self::ExplainShortage, _) => Status::Delivered,
            (Self::TellExit | Self::ArriveAtExit | Self::Depart, _) => Status::ExitConfirmed,
        }
    }
}

fn tell(action: Action, content: Value) -> Intent {
    let content = ActionContent::read(action, content).expect("a sound content");
    Intent::Tell(content.expect("the action says something"))
}
