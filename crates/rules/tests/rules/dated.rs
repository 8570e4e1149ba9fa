//! Do rules begin and end on their days, is what is uncertain only a warning, and can a tenant
//! switch what is dated?

use cas_model::Severity;
use cas_rules::{Context, RuleEntry, Switch, SwitchedRule, Switches, changes, check, registry};
use jiff::civil::Date;
use serde_json::Value;

use crate::support::{Case, DAY, day, fixture};

#[test]
fn what_is_uncertain_only_warns_and_says_so() {
    for rule in registry() {
        let is_uncertain = !rule.certainty.may_stop();
        assert!(
            !is_uncertain || rule.severity == Severity::Warning,
            "{} stops a declaration with certainty {:?}",
            rule.code,
            rule.certainty
        );
        let says_so = rule.page().contains("therefore it only warns");
        assert_eq!(says_so, is_uncertain, "{}", rule.page());
    }
}

/// A case as its fixture has it, without the fields that it names and without its day.
struct Sided {
    day: Date,
    country: String,
    rest: Value,
}

fn sided(cases: &Value, kind: &str) -> Vec<Sided> {
    let cases = cases[kind].as_array().into_iter().flatten();
    let sided = cases.map(|case| {
        let mut rest = case.clone();
        let fields = rest.as_object_mut().expect("a case");
        fields.remove("fields");
        let written = fields.remove("day");
        let written = written.as_ref().and_then(Value::as_str);
        let country = Case::read(case).context().jurisdiction.to_owned();
        Sided {
            day: written.map_or(DAY, day),
            country,
            rest,
        }
    });
    sided.collect()
}

/// Each first and last day of a rule has the same case on both sides: found on it, not beside it.
#[test]
fn dated_rules_have_cases_on_both_sides_of_each_day() {
    let mut missing = Vec::new();
    for rule in registry().iter().filter(|rule| rule.is_dated()) {
        let cases = fixture(&format!("{}.json", rule.code));
        let (bad, good) = (sided(&cases, "bad"), sided(&cases, "good"));
        for period in rule.periods {
            let during = period.during;
            let beside = [
                during
                    .from
                    .map(|day| (day, day.yesterday().expect("a day"))),
                during
                    .until
                    .map(|day| (day, day.tomorrow().expect("a day"))),
            ];
            for (inside, outside) in beside.into_iter().flatten() {
                let is_there = bad.iter().any(|it| {
                    let names = |one: &Sided| one.rest == it.rest && one.day == outside;
                    it.day == inside
                        && is_meant(rule, period.territory, &it.country)
                        && good.iter().any(names)
                });
                if !is_there {
                    let (code, period) = (rule.code, period.in_words());
                    missing.push(format!("{code} {period}: {inside} bad, {outside} good"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Whether a period of a territory is the one that counts in a country.
fn is_meant(rule: &RuleEntry, territory: &str, country: &str) -> bool {
    let mut named = rule.periods.iter().map(|it| it.territory);
    match territory {
        "" => !named.any(|word| !word.is_empty() && cas_model::territory::is_in(word, country)),
        word => cas_model::territory::is_in(word, country),
    }
}

#[test]
fn a_tenant_switches_what_is_dated() {
    let rule = registry().iter().find(|rule| rule.is_dated());
    let rule = rule.expect("a dated rule");
    let cases = fixture(&format!("{}.json", rule.code));
    let bad = Case::read(&cases["bad"][0]);
    let context = bad.context();
    let found = |switch: Option<Switch>| {
        let switched = switch.map(|switch| SwitchedRule {
            rule: rule.code.to_owned(),
            territory: context.jurisdiction.to_owned(),
            switch,
        });
        let switches = Switches::new(
            switched.into_iter().collect(),
            "settings version 3".to_owned(),
        );
        let context = Context {
            switches: &switches,
            ..context
        };
        let findings = check(&bad.document, &context).into_iter();
        let mut of_rule = findings.filter(|it| it.code == rule.code);
        of_rule.next().map(|it| (it.severity, it.because))
    };
    let because = |text: &str| Some(format!("{text} by settings version 3"));
    assert_eq!(found(None), Some((rule.severity, None)));
    assert_eq!(found(Some(Switch::Off)), None);
    assert_eq!(
        found(Some(Switch::Warn)),
        Some((Severity::Warning, because("warn")))
    );
    let begun = context.day;
    assert_eq!(
        found(Some(Switch::From(begun))),
        Some((rule.severity, because(&format!("from {begun}"))))
    );
    let later = begun.tomorrow().expect("a day");
    assert_eq!(found(Some(Switch::From(later))), None);
}

#[test]
fn what_differs_between_two_days_is_told_by_rule() {
    let told = |one: &str, other: &str| -> Vec<String> {
        let changes = changes(day(one), day(other)).into_iter();
        let of_two = changes.filter(|it| ["V0025", "V1015"].contains(&it.subject.as_str()));
        let told = of_two.map(|it| {
            let territories = it.territories.join(" ");
            format!("{} {} {territories}", it.subject, it.turn.as_str())
        });
        told.collect()
    };
    for (one, other, expected) in [
        ("2025-08-26", "2025-08-27", &["V0025 begins DE"][..]),
        ("2025-08-27", "2025-09-01", &["V0025 begins elsewhere"]),
        ("2025-08-26", "2025-09-01", &["V0025 begins elsewhere DE"]),
        ("2025-08-26", "2026-06-01", &["V0025 begins "]),
        ("2026-06-30", "2026-07-01", &["V1015 ends elsewhere"]),
        ("2026-07-01", "2026-06-30", &["V1015 begins elsewhere"]),
        ("2027-01-01", "2027-01-01", &[]),
    ] {
        assert_eq!(told(one, other), expected, "{one} {other}");
    }
}
