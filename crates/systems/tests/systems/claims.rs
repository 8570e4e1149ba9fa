//! Does each system write what it claims it can, and nothing else?

use crate::common::fixture;
use cas_gateway::{EncodeError, Intent, Request};
use cas_model::ActionContent;
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::lifecycle::{Action, Course};
use cas_systems::{aes, dk_dms, emcs, ncts, uk_cds};
use serde_json::{Value, json};

/// What is said with an action, the least there is.
fn said(action: Action) -> Value {
    match action {
        Action::ReceiptReport => json!({"dateOfArrival": "2026-03-01", "conclusion": "1"}),
        Action::ComplementaryExplanation => json!({"explanation": "heat"}),
        Action::ChangeDestination => json!({"exciseMovement": {"destinationType": "1"}}),
        Action::DelayForDelivery => json!({"code": "5"}),
        Action::ExitEvidence => json!({"informationCode": "2"}),
        _ => json!({}),
    }
}

/// Settings under which a system would write, and what its declarations are declared as.
fn settings(system: &str) -> (Value, &'static str) {
    let commission = crate::common::settings;
    match system {
        ncts::CODE => (commission("P5"), "transit"),
        aes::CODE => (commission("P1"), "B1"),
        emcs::CODE => (
            crate::common::emcs::settings(crate::common::emcs::CONSIGNEE),
            "excise",
        ),
        uk_cds::CODE => (json!({"submitter": "GB603202734852"}), "B1"),
        dk_dms::CODE => (crate::common::dk_dms::settings(), "H1"),
        other => panic!("{other} has no settings here"),
    }
}

#[test]
fn a_system_has_a_message_for_what_it_claims_and_refuses_the_rest() {
    let tells = Action::ALL
        .iter()
        .filter(|action| action.course() == Course::Tell);
    for action in tells {
        let content = ActionContent::read(*action, said(*action))
            .unwrap()
            .unwrap();
        assert_eq!(content.action(), *action);
        for system in cas_systems::all() {
            let code = system.code();
            let (settings, declaration_type) = settings(code.as_str());
            let written = system.encode(&Request {
                intent: Intent::Tell(content.clone()),
                document: &fixture("emcs_minimal"),
                declaration_type: Some(declaration_type),
                side: Side::Sent,
                lrn: "LRN0001",
                facts: &CustomsFacts::default(),
                settings: &settings,
                message_identifier: "MSG-0001",
                now: "2026-03-01T09:30:15Z".parse().unwrap(),
            });
            let is_unsupported = matches!(written, Err(EncodeError::Unsupported));
            let is_claimed = system.capabilities().actions.contains(action);
            assert_eq!(
                is_claimed, !is_unsupported,
                "{code} {action:?}: {written:?}"
            );
        }
    }
}
