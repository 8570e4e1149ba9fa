//! What customs said only grows: an answer that comes twice or late takes nothing away.

use cas_model::CustomsFacts;
use cas_model::action_content::ReceiptReport;
use cas_model::declaration::{
    Bank, CodeText, Control, Duty, DutyState, InvalidGuarantee, InvalidationDecision,
    InventoryStatus, ItemRelease, Notice, TimeLimit,
};
use cas_model::notification::DutyTotal;
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

fn any_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[A-Z0-9]{1,4}")
}

fn any_date() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of((1i8..=28).prop_map(|day| Date::constant(2026, 3, day)))
}

fn any_notices() -> impl Strategy<Value = Vec<Notice>> {
    let notice = ("CC(019|182|035)C", "[a-c]").prop_map(|(message_type, text)| Notice {
        message_type,
        text,
        amount: None,
        currency: None,
    });
    // Within one answer no notice is said twice.
    proptest::collection::vec(notice, 0..3).prop_map(|mut notices| {
        notices.dedup();
        notices
    })
}

fn any_guarantees() -> impl Strategy<Value = Vec<InvalidGuarantee>> {
    let guarantee = "[A-Z0-9]{4}".prop_map(|grn| InvalidGuarantee {
        grn,
        reasons: vec![CodeText {
            code: "G01".to_owned(),
            text: None,
        }],
    });
    proptest::collection::vec(guarantee, 0..2)
}

fn any_control() -> impl Strategy<Value = Option<Control>> {
    proptest::option::of(any_text().prop_map(|notified_at| Control {
        notified_at,
        ..Control::default()
    }))
}

fn any_duties() -> impl Strategy<Value = Vec<Duty>> {
    let state = proptest::sample::select(DutyState::ALL);
    // One message is of one state and one time.
    let amounts = proptest::collection::vec(0i64..9, 0..3);
    (state, "[0-9]", amounts).prop_map(|(state, time, amounts)| {
        let duty = |amount: &i64| Duty {
            calculated_at: Some(time.clone()),
            amount: Some(Decimal::from(*amount)),
            ..Duty::new(state)
        };
        amounts.iter().map(duty).collect()
    })
}

fn any_facts() -> impl Strategy<Value = CustomsFacts> {
    let dates = (
        (any_date(), any_date(), any_date()),
        (any_date(), any_date(), any_date()),
    );
    let texts = (any_text(), any_text(), any_text(), any_text());
    let rest = (
        any_control(),
        any_guarantees(),
        any_notices(),
        any::<Option<bool>>(),
        any_duties(),
    );
    (dates, texts, rest, proptest::option::of(1u32..9)).prop_map(
        |(
            dates,
            texts,
            (control, invalid_guarantees, notices, decision, duties),
            sequence_number,
        )| {
            let of_excise = texts.0.clone();
            CustomsFacts {
                movement_status: of_excise.clone(),
                export_declaration: of_excise.clone(),
                downstream_arcs: of_excise.clone().into_iter().collect(),
                receipt_report: of_excise.clone().map(|conclusion| {
                    Box::new(ReceiptReport {
                        conclusion: Some(conclusion),
                        ..ReceiptReport::default()
                    })
                }),
                alert: of_excise.map(|_| Box::default()),
                control_result: texts.2.clone().map(|code| CodeText { code, text: None }),
                item_releases: sequence_number.map_or_else(Vec::new, |item_number| {
                    vec![ItemRelease {
                        item_number,
                        is_released: decision.unwrap_or_default(),
                        text: None,
                    }]
                }),
                time_limits: texts.1.clone().map_or_else(Vec::new, |text| {
                    vec![TimeLimit {
                        message_type: "CWMTIM".to_owned(),
                        due_at: format!("{decision:?}"),
                        text,
                    }]
                }),
                clearance_date: dates.1.0,
                bank: texts.1.clone().map(|account| Bank {
                    account: Some(account),
                    code: None,
                }),
                version: sequence_number,
                former_mrns: texts.1.clone().into_iter().collect(),
                acceptance_date: dates.0.0,
                release_date: dates.0.1,
                limit_date: dates.0.2,
                write_off_date: dates.1.0,
                due_date: dates.1.1,
                exit_date: dates.1.2,
                mrn: texts.0,
                arc: texts.1,
                no_release_reason: texts.2,
                sequence_number,
                duties,
                control,
                invalid_guarantees,
                invalidation: decision.map(|invalidated| InvalidationDecision {
                    invalidated,
                    ..InvalidationDecision::default()
                }),
                inventory: texts.3.map(|route| {
                    let route_of_entry = CodeText {
                        code: route,
                        text: None,
                    };
                    Box::new(InventoryStatus {
                        route_of_entry: Some(route_of_entry),
                        ..InventoryStatus::default()
                    })
                }),
                notices,
            }
        },
    )
}

fn merged(first: &CustomsFacts, second: &CustomsFacts) -> CustomsFacts {
    let mut facts = first.clone();
    facts.merge(second.clone());
    facts
}

/// What is written of the facts: the names that say something.
fn said(facts: &CustomsFacts) -> Map<String, Value> {
    match serde_json::to_value(facts).expect("facts are JSON") {
        Value::Object(object) => object,
        other => panic!("facts are an object, not {other}"),
    }
}

proptest! {
    #[test]
    fn saying_it_twice_is_saying_it_once(known in any_facts(), answer in any_facts()) {
        let once = merged(&known, &answer);
        prop_assert_eq!(merged(&once, &answer), once);
    }

    #[test]
    fn silence_changes_nothing(known in any_facts()) {
        prop_assert_eq!(merged(&known, &CustomsFacts::default()), known);
    }

    /// Every fact known before is known after, and so is every fact of the answer. Values are
    /// the answer's where it has them; notices are kept of both.
    #[test]
    fn nothing_is_lost(known in any_facts(), answer in any_facts()) {
        let after = merged(&known, &answer);
        // The number of an excise movement's destination only rises.
        let highest = known.sequence_number.max(answer.sequence_number);
        prop_assert_eq!(after.sequence_number, highest);
        // So does that of the declaration's version.
        prop_assert_eq!(after.version, known.version.max(answer.version));
        for former in known.former_mrns.iter().chain(&answer.former_mrns) {
            prop_assert!(after.former_mrns.contains(former));
        }
        for notice in known.notices.iter().chain(&answer.notices) {
            prop_assert!(after.notices.contains(notice));
        }
        // Of an item and of what is due, the later word counts; what it is silent on stays.
        for item in &answer.item_releases {
            prop_assert!(after.item_releases.contains(item));
        }
        for item in &known.item_releases {
            prop_assert!(after.item_releases.iter().any(|one| one.item_number == item.item_number));
        }
        for limit in &answer.time_limits {
            prop_assert!(after.time_limits.contains(limit));
        }
        for limit in &known.time_limits {
            prop_assert!(after.time_limits.iter().any(|one| one.text == limit.text));
        }
        let (known, answer, after) = (said(&known), said(&answer), said(&after));
        let others = [
            "mrn",
            "arc",
            "notices",
            "duties",
            "sequenceNumber",
            "version",
            "formerMrns",
            "itemReleases",
            "timeLimits",
        ];
        let is_value = |name: &&String| !others.contains(&name.as_str());
        for name in known.keys().chain(answer.keys()).filter(is_value) {
            prop_assert_eq!(after.get(name), answer.get(name).or(known.get(name)));
        }
    }
}

proptest! {
    /// The numbers that customs gave are those of the first answer that tells them, whatever follows.
    #[test]
    fn customs_numbers_never_change(answers in proptest::collection::vec(any_facts(), 0..5)) {
        let mut facts = CustomsFacts::default();
        for answer in &answers {
            facts.merge(answer.clone());
        }
        let first_mrn = answers.iter().find_map(|answer| answer.mrn.clone());
        let first_arc = answers.iter().find_map(|answer| answer.arc.clone());
        prop_assert_eq!((facts.mrn, facts.arc), (first_mrn, first_arc));
    }
}

fn duties_of(facts: &CustomsFacts, state: DutyState) -> Vec<Duty> {
    let of_state = facts.duties.iter().filter(|duty| duty.state == state);
    of_state.cloned().collect()
}

proptest! {
    /// Of each state, the duties are those of the later calculation, whole.
    #[test]
    fn the_later_calculation_counts(known in any_facts(), answer in any_facts()) {
        let after = merged(&known, &answer);
        for state in DutyState::ALL {
            let (old, new) = (duties_of(&known, *state), duties_of(&answer, *state));
            let is_newer = match (new.first(), old.first()) {
                (Some(new), Some(old)) => new.calculated_at >= old.calculated_at,
                (new, _) => new.is_some(),
            };
            prop_assert_eq!(duties_of(&after, *state), if is_newer { new } else { old });
        }
    }
}

#[test]
fn duties_are_written_in_full() {
    let facts = CustomsFacts {
        due_date: Some(Date::constant(2026, 3, 5)),
        duties: vec![Duty {
            item_number: Some(1),
            tax_type: Some("A00".to_owned()),
            base_amount: Some(Decimal::new(100_000, 2)),
            amount: Some(Decimal::new(16_000, 2)),
            currency: Some("GBP".to_owned()),
            payment_method: Some("E".to_owned()),
            ..Duty::new(DutyState::Final)
        }],
        ..CustomsFacts::default()
    };
    let written = json!({"dueDate": "2026-03-05", "duties": [{
        "state": "Final", "itemNumber": 1, "taxType": "A00", "baseAmount": "1000.00",
        "amount": "160.00", "currency": "GBP", "paymentMethod": "E",
    }]});
    assert_eq!(serde_json::to_value(&facts).unwrap(), written);
    assert_eq!(
        serde_json::from_value::<CustomsFacts>(written).unwrap(),
        facts
    );
}

#[test]
fn duties_of_a_kind_are_added() {
    let duty = |tax_type: &str, assessed: Option<i64>, amount: Option<i64>| Duty {
        tax_type: Some(tax_type.to_owned()),
        assessed_amount: assessed.map(Decimal::from),
        amount: amount.map(Decimal::from),
        currency: Some("GBP".to_owned()),
        ..Duty::new(DutyState::Final)
    };
    let duties = [
        duty("B00", Some(204), Some(204)),
        duty("A00", Some(20), Some(0)),
        duty("B00", Some(6), Some(5)),
        duty("MDC", Some(160), None),
    ];
    let totals: Vec<String> = DutyTotal::by_tax_type(&duties)
        .into_iter()
        .map(|total| {
            let tax_type = total.tax_type.unwrap_or_default();
            format!("{tax_type} {} {}", total.assessed_amount, total.amount)
        })
        .collect();
    assert_eq!(totals, ["A00 20 0", "B00 210 209", "MDC 160 0"]);
}
