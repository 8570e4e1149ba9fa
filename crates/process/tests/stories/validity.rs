//! Edits are checked against what is in force beside them, today or on a later day.

use cas_process::configuration::{Publication, draft, publish};
use serde_json::{Value, json};

use crate::house::{House, flow, flow_name, office, settings_name, table_name};

fn from(day: &str, to: &str, mut document: Value) -> Value {
    for (name, day) in [("validFrom", day), ("validTo", to)] {
        if !day.is_empty() {
            document[name] = json!(day);
        }
    }
    document
}

#[test]
fn an_edit_does_not_break_what_will_be_in_force() {
    let mut house = House::new();
    let plain = Publication::default();
    let (office_name, transit) = (table_name("office"), flow_name("Transit"));
    house
        .edit("a table", |all| {
            draft::save(all, &office_name, office("office", "A", "A"), None)
        })
        .edit("in force", |all| {
            publish::publish(all, &office_name, &plain, None)
        })
        .edit("a flow of next year", |all| {
            let flow = from("2027-01-01", "", flow("Transit", &["office"]));
            draft::save(all, &transit, flow, None)
        })
        .edit("published", |all| {
            publish::publish(all, &transit, &plain, None)
        })
        .edit("it needs its table", |all| {
            publish::retire(all, &office_name, 1)
        })
        .edit("a flow of the past", |all| {
            let flow = from("", "2026-06-14", flow("Past", &["office"]));
            draft::save(all, &flow_name("Past"), flow, None)
        })
        .edit("published too", |all| {
            publish::publish(all, &flow_name("Past"), &plain, None)
        })
        .edit("the flow of next year goes", |all| {
            publish::retire(all, &transit, 1)
        })
        .edit("what is past needs nothing", |all| {
            publish::retire(all, &office_name, 1)
        });
    insta::assert_snapshot!(house.story);
}

#[test]
fn an_older_version_that_comes_into_force_is_checked() {
    let mut house = House::new();
    let plain = Publication::default();
    let (office_name, transit) = (table_name("office"), flow_name("Transit"));
    house
        .edit("a table", |all| {
            draft::save(all, &office_name, office("office", "A", "A"), None)
        })
        .edit("in force", |all| {
            publish::publish(all, &office_name, &plain, None)
        })
        .edit("a flow that asks it", |all| {
            draft::save(all, &transit, flow("Transit", &["office"]), None)
        })
        .edit("published", |all| {
            publish::publish(all, &transit, &plain, None)
        })
        .edit("one that does not", |all| {
            draft::save(all, &transit, flow("Transit", &[]), None)
        })
        .edit("published", |all| {
            publish::publish(all, &transit, &plain, None)
        })
        .edit("so the table may go", |all| {
            publish::retire(all, &office_name, 1)
        })
        .edit("but the first flow cannot come back", |all| {
            publish::retire(all, &transit, 2)
        })
        .edit("nor in a later version that ends", |all| {
            let ends = from("", "2026-08-31", flow("Transit", &[]));
            draft::save(all, &transit, ends, None)
        })
        .edit("published", |all| {
            publish::publish(all, &transit, &plain, None)
        });
    insta::assert_snapshot!(house.story);
}

#[test]
fn settings_are_in_force_like_flows() {
    let mut house = House::new();
    let plain = Publication::default();
    let choice = json!({"table": {
        "name": "choice", "inputs": [], "outputs": [{"name": "flow", "type": "text"}],
        "rows": [{"id": "all", "conditions": [], "outputs": ["\"Transit\""]}],
    }});
    let (choice_name, settings) = (table_name("choice"), settings_name());
    let chosen = json!({"flowSelection": "choice"});
    house
        .edit("a table", |all| {
            draft::save(all, &choice_name, choice, None)
        })
        .edit("in force", |all| {
            publish::publish(all, &choice_name, &plain, None)
        })
        .edit("settings", |all| {
            draft::save(all, &settings, chosen.clone(), None)
        })
        .edit("in force", |all| {
            publish::publish(all, &settings, &plain, None)
        })
        .edit("the table is needed", |all| {
            publish::retire(all, &choice_name, 1)
        })
        .edit("the same settings again are a draft", |all| {
            draft::save(all, &settings, chosen, None)
        });
    insta::assert_snapshot!(house.story);
}
