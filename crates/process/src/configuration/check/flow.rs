//! What is wrong with a flow?

use std::collections::BTreeSet;

use cas_model::declaration_types;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::{AutoSubmit, Flow, Start, Step};
use cas_model::lifecycle::{Family, Status};
use cas_model::selector::{Scope, Selector};
use cas_model::shape::ValueKind;
use cas_model::structure;
use serde_json::Value;

use super::{CheckContext, check_use, check_validity};
use crate::deductions::calculations;
use crate::deductions::calculations::aggregate::unknown_keys;
use crate::deductions::is_fact;
use crate::refusal::ConfigurationProblem;
use crate::tables::{Answer, ItemFormula};

type Problems = Vec<ConfigurationProblem>;

pub(super) fn check(document: &Value, context: CheckContext<'_>) -> Problems {
    let mut problems = check_defaults(document);
    if problems.is_empty() {
        problems = super::read_and_check(document, |flow: &Flow| check_flow(flow, context));
    }
    problems
}

/// Defaults are a document: every structural error of it, not only the first.
fn check_defaults(document: &Value) -> Problems {
    let steps = document.get("steps").and_then(Value::as_array);
    let mut problems = Vec::new();
    for (at, step) in steps.into_iter().flatten().enumerate() {
        let Some(defaults) = step.get("defaults") else {
            continue;
        };
        let shape = SingleAdministrativeDocument::shape();
        let read = structure::read::<SingleAdministrativeDocument>(shape, defaults.clone());
        for error in read.err().into_iter().flatten() {
            let path = format!("steps[{at}].defaults.{}", error.path);
            problems.push(ConfigurationProblem::at(path, error.message));
        }
    }
    problems
}

fn check_flow(flow: &Flow, context: CheckContext<'_>) -> Problems {
    let mut problems = Vec::new();
    if flow.name.trim().is_empty() {
        problems.push(ConfigurationProblem::at("name", "a flow needs a name"));
    }
    if flow.steps.is_empty() {
        problems.push(ConfigurationProblem::at("steps", "a flow needs a step"));
    }
    check_validity(flow.valid_from, flow.valid_to, &mut problems);
    let mut names = BTreeSet::new();
    for (at, step) in flow.steps.iter().enumerate() {
        if step.name.trim().is_empty() || !names.insert(&step.name) {
            let message = "steps need names, each another";
            problems.push(ConfigurationProblem::at(
                format!("steps[{at}].name"),
                message,
            ));
        }
        let mut check = StepCheck {
            flow,
            step,
            at,
            context,
            problems: &mut problems,
        };
        check.system();
        check.start();
        check.items();
        check.house_consignments();
        check.take_over();
        check.tables();
        check.calculations();
    }
    check_starts(flow, &mut problems);
    problems
}

struct StepCheck<'c> {
    flow: &'c Flow,
    step: &'c Step,
    at: usize,
    context: CheckContext<'c>,
    problems: &'c mut Problems,
}

impl StepCheck<'_> {
    fn wrong(&mut self, place: &str, message: impl Into<String>) {
        let path = format!("steps[{}].{place}", self.at);
        self.problems.push(ConfigurationProblem::at(path, message));
    }

    fn system(&mut self) {
        let code = &self.step.system;
        if self.context.registry.get(code).is_none() {
            let known = self.context.registry.iter();
            let known: Vec<String> = known.map(|system| system.code().to_string()).collect();
            let known = known.join(", ");
            self.wrong(
                "system",
                format!("there is no customs system {code}; there are: {known}"),
            );
        }
        self.declaration_type();
    }

    /// The type exists, and the system takes it.
    fn declaration_type(&mut self) {
        let code = &self.step.declaration_type;
        if declaration_types::find(code).is_none() {
            let known: Vec<&str> = declaration_types::ALL
                .iter()
                .map(|kind| kind.code)
                .collect();
            let known = known.join(", ");
            let message = format!("there is no declaration type {code}; there are: {known}");
            return self.wrong("declarationType", message);
        }
        let Some(system) = self.context.registry.get(&self.step.system) else {
            return;
        };
        let taken = system.capabilities().declaration_types;
        if !taken.contains(&code.as_str()) {
            let (system, taken) = (&self.step.system, taken.join(", "));
            let message =
                format!("{system} takes no declarations of type {code}; it takes: {taken}");
            self.wrong("declarationType", message);
        }
    }

    fn start(&mut self) {
        let Start::StatusReached { step, statuses } = &self.step.start else {
            return;
        };
        let Some(earlier) = self.flow.step(step) else {
            return self.wrong("start.step", format!("the flow has no step {step}"));
        };
        if statuses.is_empty() {
            self.wrong("start.statuses", "name the statuses that start the step");
        }
        if statuses.contains(&Status::New) {
            self.wrong(
                "start.statuses",
                "every declaration begins as New; name a later status",
            );
        }
        let Some(system) = self.context.registry.get(&earlier.system) else {
            return;
        };
        let reachable = system.capabilities().family.statuses();
        for status in statuses.iter().filter(|status| !reachable.contains(status)) {
            let message = format!("declarations of step {step} never reach {status}");
            self.wrong("start.statuses", message);
        }
    }

    fn items(&mut self) {
        let items = &self.step.items;
        if let Some(Err(why)) = items.select.as_deref().map(ItemFormula::condition) {
            self.wrong("items.select", why);
        }
        for (at, key) in items.group_by.iter().enumerate() {
            if let Err(why) = ItemFormula::value_of(&key.expression) {
                self.wrong(&format!("items.groupBy[{at}].expression"), why);
            }
            if let Some(field) = &key.assign_to {
                self.document_field(&format!("items.groupBy[{at}].assignTo"), field);
            }
        }
        let system = self.context.registry.get(&self.step.system);
        let most = system.map_or(u32::MAX, |system| system.capabilities().max_items);
        if items.max_items.is_some_and(|max| max == 0 || max > most) {
            self.wrong("items.maxItems", format!("must be 1 to {most}"));
        }
    }

    /// Only transit has house consignments.
    fn house_consignments(&mut self) {
        let system = self.context.registry.get(&self.step.system);
        let is_transit = system.is_none_or(|s| s.capabilities().family == Family::Transit);
        if !self.step.house_consignments.group_by.is_empty() && !is_transit {
            self.wrong(
                "houseConsignments.groupBy",
                "only declarations of transit have house consignments",
            );
        }
    }

    /// A field of the declaration's head that a value can be written to.
    fn document_field(&mut self, place: &str, field: &str) {
        match Selector::parse(field) {
            Ok(selector) if selector.scope() == Scope::Document && !selector.appends() => {}
            Ok(_) => self.wrong(place, "must be a field of the declaration itself"),
            Err(error) => self.wrong(place, error.to_string()),
        }
    }

    fn take_over(&mut self) {
        let earlier = ancestors(self.flow, self.step);
        for (at, rule) in self.step.take_over.iter().enumerate() {
            let place = |name: &str| format!("takeOver[{at}].{name}");
            if !earlier.contains(rule.step.as_str()) {
                let message = format!(
                    "step {} is not done before this one starts; start this one when a status of \
                     it is reached",
                    rule.step
                );
                self.wrong(&place("step"), message);
            }
            if !is_fact(&rule.from) {
                self.readable_field(&place("from"), &rule.from);
            }
            match Selector::parse(&rule.to) {
                Ok(to) if to.scope() == Scope::Shipment => {
                    self.wrong(
                        &place("to"),
                        "the head of the shipment is not changed by steps",
                    );
                }
                Ok(to) if !to.appends() && !rule.with.is_empty() => {
                    self.wrong(&place("with"), "goes with an element that [+] appends");
                }
                Ok(_) => {}
                Err(error) => self.wrong(&place("to"), error.to_string()),
            }
            let before = rule.to.split("[+]").next().unwrap_or_default();
            for (name, value) in &rule.with {
                let place = place(&format!("with.{name}"));
                match Selector::parse(&format!("{before}[+].{name}")) {
                    Ok(field) if fits(value, field.kind()) => {}
                    Ok(field) => self.wrong(&place, format!("must be {}", field.kind().expected())),
                    Err(error) => self.wrong(&place, error.to_string()),
                }
            }
        }
    }

    fn readable_field(&mut self, place: &str, field: &str) {
        match Selector::parse(field) {
            Ok(selector) if selector.scope() == Scope::Document && !selector.appends() => {}
            Ok(_) => self.wrong(place, "must be a field of the earlier declaration"),
            Err(error) => {
                let message = format!("{error}; or mrn, lrn, arc, acceptanceDate, releaseDate");
                self.wrong(place, message);
            }
        }
    }

    fn tables(&mut self) {
        let lists = [
            ("tables", &self.step.tables),
            (
                "tablesAfterCalculations",
                &self.step.tables_after_calculations,
            ),
        ];
        for (list, names) in lists {
            for (at, name) in names.iter().enumerate() {
                let path = format!("steps[{}].{list}[{at}]", self.at);
                check_use(name, None, &path, self.context, self.problems);
            }
        }
        if let AutoSubmit::Table(name) = &self.step.auto_submit {
            let path = format!("steps[{}].autoSubmit.table", self.at);
            check_use(
                name,
                Some(Answer::Submit),
                &path,
                self.context,
                self.problems,
            );
        }
    }
}

impl StepCheck<'_> {
    fn calculations(&mut self) {
        let settings = &self.step.calculations;
        for (path, message) in settings.problems() {
            self.wrong(&format!("calculations.{path}"), message);
        }
        for (list, names) in [
            ("enabled", &settings.enabled),
            ("disabled", &settings.disabled),
        ] {
            for (at, name) in names.iter().enumerate() {
                if !calculations::exists(name) {
                    let message =
                        format!("there is no calculation {name}; see docs/calculations.md");
                    self.wrong(&format!("calculations.{list}[{at}]"), message);
                }
            }
        }
        for key in unknown_keys(&settings.aggregate_by) {
            let message = format!("an item has no field {key}; name a field as in origin.country");
            self.wrong("calculations.aggregateBy", message);
        }
    }
}

/// Whether a fixed value can be written into a field.
fn fits(value: &Value, kind: ValueKind) -> bool {
    let text = value.as_str().unwrap_or_default();
    let is_whole = |text: &str| text.parse::<u32>().is_ok();
    match kind {
        ValueKind::Text => value.is_string(),
        ValueKind::Decimal => value.is_number() || structure::exact(text).is_some(),
        ValueKind::Integer => value.is_u64() || is_whole(text),
        ValueKind::Flag => value.is_boolean(),
        ValueKind::Date => structure::calendar_date(text).is_some(),
        ValueKind::Instant => text.parse::<jiff::Timestamp>().is_ok(),
        ValueKind::Record(_) | ValueKind::List(_) => false,
    }
}

/// The steps that are done before a step starts.
fn ancestors<'f>(flow: &'f Flow, step: &'f Step) -> BTreeSet<&'f str> {
    let mut found = BTreeSet::new();
    let mut at = step;
    while let Start::StatusReached { step, .. } = &at.start {
        let Some(earlier) = flow
            .step(step)
            .filter(|step| found.insert(step.name.as_str()))
        else {
            break;
        };
        at = earlier;
    }
    found
}

/// Steps that wait for each other, and steps that wait for those, never start.
fn check_starts(flow: &Flow, problems: &mut Problems) {
    for (at, step) in flow.steps.iter().enumerate() {
        let mut seen = BTreeSet::from([step.name.as_str()]);
        let mut next = step;
        while let Start::StatusReached { step: earlier, .. } = &next.start {
            if !seen.insert(earlier) {
                let message = format!("the step never starts: it waits in a circle with {earlier}");
                problems.push(ConfigurationProblem::at(
                    format!("steps[{at}].start"),
                    message,
                ));
                break;
            }
            match flow.step(earlier) {
                Some(earlier) => next = earlier,
                None => break,
            }
        }
    }
    let begins = |step: &Step| !matches!(step.start, Start::StatusReached { .. });
    if !flow.steps.is_empty() && !flow.steps.iter().any(begins) {
        let message = "no step starts by itself; let one start on shipmentCreated";
        problems.push(ConfigurationProblem::at("steps", message));
    }
}
