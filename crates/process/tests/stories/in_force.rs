//! Which versions of flows, tables and settings are in force, and what is made of them.

use cas_model::civil_day::{UTC, begin_of};
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::record::ConfigurationRecord;
use cas_process::configuration::{TenantConfiguration, VersionChoice, tag};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::deduced::published;
use crate::house::{flow, office};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn noon(day: Date) -> Timestamp {
    begin_of(day, &UTC).expect("a day") + SignedDuration::from_hours(12)
}

/// Two published versions, the second for July only, and a draft and a retired one above them.
fn versions(
    kind: ConfigurationKind,
    name: &str,
    documents: [&Value; 4],
) -> Vec<ConfigurationRecord> {
    let [first, second, draft, retired] = documents;
    let in_july = ConfigurationRecord {
        valid_from: Some(day("2026-07-01")),
        valid_to: Some(day("2026-07-31")),
        ..published(kind, name, 2, second)
    };
    let draft = ConfigurationRecord {
        state: ConfigurationState::Draft,
        ..published(kind, name, 3, draft)
    };
    let retired = ConfigurationRecord {
        state: ConfigurationState::Retired,
        ..published(kind, name, 4, retired)
    };
    vec![published(kind, name, 1, first), in_july, draft, retired]
}

fn configuration() -> TenantConfiguration {
    let table = |says: &str| office("office", says, says);
    let (one, two) = (table("ONE"), table("TWO"));
    let flows = [flow("F", &["office"]), flow("F", &[])];
    let settings = ["a", "b", "c", "d"].map(|name| json!({"flowSelection": name}));
    let [a, b, c, d] = &settings;
    let mut rows = versions(
        ConfigurationKind::Flow,
        "F",
        [&flows[0], &flows[1], &flows[1], &flows[1]],
    );
    rows.extend(versions(
        ConfigurationKind::DecisionTable,
        "office",
        [&one, &two, &two, &two],
    ));
    rows.extend(versions(
        ConfigurationKind::Settings,
        "settings",
        [a, b, c, d],
    ));
    rows.push(published(ConfigurationKind::Flow, "G", 1, &flow("G", &[])));
    TenantConfiguration::read(&rows).expect("readable")
}

/// A flow changes at midnight where its first step declares, not at that of UTC.
#[test]
fn a_version_of_a_flow_begins_with_the_day_of_its_first_step() {
    let mut second = flow("F", &[]);
    second["steps"][0]["jurisdiction"] = json!("GB");
    let flows = [
        flow("F", &[]),
        second.clone(),
        flow("F", &[]),
        flow("F", &[]),
    ];
    let all = versions(ConfigurationKind::Flow, "F", flows.each_ref());
    let all = TenantConfiguration::read(&all).expect("readable");
    let zone = |time: &str| all.zone_at(time.parse().expect("a time")).iana_name();
    for (time, version, days) in [
        ("2026-06-30T21:59:59Z", 1, 1),
        ("2026-06-30T22:59:59Z", 1, 2),
        ("2026-06-30T23:00:00Z", 2, 1),
        ("2026-07-31T22:59:59Z", 2, 2),
        ("2026-07-31T23:00:00Z", 1, 1),
    ] {
        let at: Timestamp = time.parse().expect("a time");
        let found: Vec<u32> = all.flows_at(at).map(|flow| flow.version).collect();
        assert_eq!(found, [version], "{time}");
        assert_eq!(all.days_at(at).len(), days, "{time}");
        // Clocks of Germany and the United Kingdom differ: days without a step are UTC's.
        assert_eq!(zone(time), Some("UTC"));
    }
    let british = [second.clone(), second.clone(), second.clone(), second];
    let all = versions(ConfigurationKind::Flow, "F", british.each_ref());
    let all = TenantConfiguration::read(&all).expect("readable");
    let zone = all.zone_at("2026-06-30T22:00:00Z".parse().expect("a time"));
    assert_eq!(zone.iana_name(), Some("Europe/London"));
}

#[test]
fn the_newest_published_version_of_a_day_counts() {
    let all = configuration();
    for (at, version) in [
        ("2026-06-30", 1),
        ("2026-07-01", 2),
        ("2026-07-31", 2),
        ("2026-08-01", 1),
    ] {
        let at = day(at);
        let flows: Vec<_> = all
            .flows_at(noon(at))
            .map(|flow| (flow.name.as_str(), flow.version))
            .collect();
        assert_eq!(flows, [("F", version), ("G", 1)], "{at}");
        let table = all.table_on("office", at).expect("a table");
        assert_eq!(
            (
                table.number,
                table.content.document().expect("readable").table.version
            ),
            (version, version),
            "{at}"
        );
        let bound = all.bound_table("office", at).expect("a table");
        assert_eq!(bound.compiled.version(), version, "{at}");
        let chosen = if version == 1 { "a" } else { "b" };
        assert_eq!(
            all.settings_on(at).flow_selection.as_deref(),
            Some(chosen),
            "{at}"
        );
    }
}

#[test]
fn versions_are_found_by_their_numbers() {
    let all = configuration();
    let flows: Vec<_> = all
        .flows()
        .map(|flow| (flow.name.as_str(), flow.version))
        .collect();
    assert_eq!(flows, [("F", 1), ("F", 2), ("F", 3), ("F", 4), ("G", 1)]);
    let flow = |name, number| {
        all.flow(name, number)
            .map(|flow| (flow.name.clone(), flow.version))
    };
    assert_eq!(flow("F", 3), Some(("F".to_owned(), 3)));
    assert_eq!((flow("F", 5), flow("H", 1)), (None, None));
    let table = |name, number| all.table(name, number).map(|version| version.number);
    assert_eq!(
        (table("office", 4), table("office", 5), table("o", 1)),
        (Some(4), None, None)
    );
    let newest = |name| all.newest_table(name).map(|version| version.number);
    assert_eq!((newest("office"), newest("o")), (Some(2), None));
    assert!(all.table_on("o", day("2026-07-01")).is_none());
}

#[test]
fn a_table_is_bound_once_and_says_when_it_cannot() {
    let mut broken = office("office", "ONE", "ONE");
    broken["table"]["outputs"][0]["name"] = json!("declarationOfice");
    let mut rows = vec![published(
        ConfigurationKind::DecisionTable,
        "broken",
        3,
        &broken,
    )];
    let document = office("office", "ONE", "ONE");
    rows.push(published(
        ConfigurationKind::DecisionTable,
        "office",
        1,
        &document,
    ));
    let all = TenantConfiguration::read(&rows).expect("readable");
    let at = day("2026-06-15");
    let said = |name| all.bound_table(name, at).expect_err("no table");
    insta::assert_snapshot!(format!("{}\n{}", said("broken"), said("none")));
    let bound = |name| all.bound_table(name, at).expect("a table");
    assert!(std::sync::Arc::ptr_eq(&bound("office"), &bound("office")));
}

#[test]
fn the_tables_of_a_step_are_kept_by_day() {
    use std::sync::Arc;
    let all = configuration();
    let flow = all.flow("F", 1).expect("a flow");
    let tables = |text| all.step_tables(flow, &flow.steps[0], day(text));
    let june = tables("2026-06-15");
    assert!(Arc::ptr_eq(&june, &tables("2026-06-15")));
    let versions = |text| {
        let tables = tables(text);
        tables
            .before
            .iter()
            .map(|one| one.table.compiled.version())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (versions("2026-06-15"), versions("2026-07-15")),
        (vec![1], vec![2])
    );
    // So many days are asked that those before are forgotten, once.
    let first = day("2027-01-01");
    for at in first.series(jiff::Span::new().days(1)).take(1_000) {
        let tables = all.step_tables(flow, &flow.steps[0], at);
        assert_eq!(tables.before.len(), 1);
    }
    assert!(!Arc::ptr_eq(&june, &tables("2026-06-15")));
    let last = first
        .checked_add(jiff::Span::new().days(999))
        .expect("a day");
    let kept = all.step_tables(flow, &flow.steps[0], last);
    assert!(Arc::ptr_eq(
        &kept,
        &all.step_tables(flow, &flow.steps[0], last)
    ));
}

#[test]
fn what_flows_want_is_told_once_for_all_of_them() {
    let mut wanting = flow("F", &[]);
    wanting["steps"][0]["defaults"] = json!({
        "authorisations": [{"refNum": "A1"}],
        "invoiceCurrency": "CHF",
    });
    wanting["steps"][0]["calculations"] = json!({"currency": "USD"});
    let rows = [published(ConfigurationKind::Flow, "F", 1, &wanting)];
    let all = TenantConfiguration::read(&rows).expect("readable");
    let wants = all.wants();
    let records: Vec<_> = wants
        .records
        .iter()
        .map(|(kind, code)| (*kind, code.as_str()))
        .collect();
    assert_eq!(records, [("authorisation", "A1")]);
    let currencies: Vec<&str> = wants.currencies.iter().map(String::as_str).collect();
    assert_eq!(currencies, ["CHF", "USD"]);
}

#[test]
fn what_is_stored_and_cannot_be_read_is_named() {
    let kinds = [
        (ConfigurationKind::Flow, "flow F version 2"),
        (ConfigurationKind::Settings, "settings F version 2"),
    ];
    for (kind, says) in kinds {
        let error = TenantConfiguration::read(&[published(kind, "F", 2, &json!("x"))]);
        assert_eq!(error.expect_err("unreadable").to_string(), says);
    }
    // A table is read when it is asked, and is no obstacle to what does not ask it.
    let table = published(ConfigurationKind::DecisionTable, "F", 2, &json!("x"));
    let all = TenantConfiguration::read(&[table]).expect("readable");
    let error = all
        .bound_table("F", day("2026-06-15"))
        .expect_err("unreadable");
    assert!(
        error.starts_with("table F version 2 is broken: "),
        "{error}"
    );
}

#[test]
fn a_version_is_meant_by_its_number_or_as_the_draft() {
    let document = json!({});
    let published = published(ConfigurationKind::Flow, "F", 2, &document);
    let draft = ConfigurationRecord {
        state: ConfigurationState::Draft,
        version: 3,
        ..published.clone()
    };
    for (text, is_published, is_draft) in [
        ("draft", false, true),
        ("2", true, false),
        ("3", false, true),
        ("4", false, false),
    ] {
        let choice = VersionChoice::parse(text).expect("a choice");
        assert_eq!(
            (choice.is(&published), choice.is(&draft)),
            (is_published, is_draft),
            "{text}"
        );
    }
    assert_eq!(VersionChoice::parse("newest"), None);
    let later = ConfigurationRecord {
        edition: 4,
        created_at: Timestamp::from_microsecond(255).expect("a time"),
        ..published
    };
    assert_eq!(tag(&later), "2-4-ff");
}
