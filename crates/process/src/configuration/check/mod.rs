//! What is wrong with a flow, a table, the settings or an input mapping, before it is saved?

mod flow;
mod input_mapping;

use cas_decision::{Entry, SetKind, Sets};
use cas_gateway::Registry;
use cas_model::configuration::ConfigurationKind;
use cas_model::secret_fields::is_secret;
use cas_model::selector::Selector;
use cas_model::territory;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{CompiledTables, RuleSetting, Settings, TenantConfiguration};
use crate::ConfigurationProblem;
use crate::tables::{Answer, TableDocument, is_read_as};

/// What a document is checked against.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
    /// The customs systems that exist.
    pub registry: &'a Registry,
    /// What the tenant configured, with what is saved together with this document.
    pub configuration: &'a TenantConfiguration,
    /// The code lists and sets that tables may name.
    pub sets: &'a dyn Sets,
    /// The tables that were compiled before.
    pub compiled: &'a CompiledTables,
}

/// Whether a document is handed in, or was kept before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is refused for what seldom says what was meant, too.
    Now,
    /// It was kept by the checks of its day: it counts as long as it can be read.
    Before,
}

/// Everything that is wrong with a document of a kind.
#[must_use]
pub fn check(
    kind: ConfigurationKind,
    document: &Value,
    written: Written,
    context: CheckContext<'_>,
) -> Vec<ConfigurationProblem> {
    match kind {
        ConfigurationKind::Flow => flow::check(document, context),
        ConfigurationKind::DecisionTable => {
            read_and_check(document, |document| check_table(document, written, context))
        }
        ConfigurationKind::Settings => {
            read_and_check(document, |settings| check_settings(settings, context))
        }
        ConfigurationKind::InputMapping => {
            read_and_check(document, |mapping| input_mapping::check(mapping, context))
        }
    }
}

/// Reads a document, and checks it when it can be read.
fn read_and_check<T: DeserializeOwned>(
    document: &Value,
    check: impl Fn(&T) -> Vec<ConfigurationProblem>,
) -> Vec<ConfigurationProblem> {
    match serde_path_to_error::deserialize::<_, T>(document.clone()) {
        Ok(read) => check(&read),
        Err(error) => {
            let path = error.path().to_string();
            let path = if path == "." { String::new() } else { path };
            vec![ConfigurationProblem::at(
                path,
                error.into_inner().to_string(),
            )]
        }
    }
}

fn check_table(
    document: &TableDocument,
    written: Written,
    context: CheckContext<'_>,
) -> Vec<ConfigurationProblem> {
    let mut problems = Vec::new();
    check_validity(document.valid_from, document.valid_to, &mut problems);
    problems.extend(secret_columns(document));
    let bound = match written {
        Written::Before => context.compiled.bind(document),
        Written::Now => {
            let entry = Entry::new(document.table.clone());
            let table = entry.rest();
            problems.extend(entry.errors.into_iter().map(ConfigurationProblem::from));
            problems.extend(input_types(document));
            context.compiled.bind(&TableDocument {
                table,
                ..document.clone()
            })
        }
    };
    match bound {
        Err(found) => problems.extend(found),
        Ok(table) => {
            for (kind, name) in table.compiled.sets() {
                // Any value and day will do: unknown is unknown.
                if context.sets.contains(kind, name, "", Date::MIN).is_none() {
                    problems.push(unknown_set(kind, name));
                }
            }
        }
    }
    problems
}

/// Inputs whose field holds something else: every declaration would stop there.
fn input_types(document: &TableDocument) -> Vec<ConfigurationProblem> {
    let inputs = document.table.inputs.iter().enumerate();
    inputs
        .filter_map(|(at, input)| {
            let selector = Selector::parse(input.field()).ok()?;
            let message = match is_read_as(selector.kind(), input.value_type) {
                true => return None,
                false => format!(
                    "the field holds {}; the input is of type {}",
                    selector.kind().expected(),
                    input.value_type
                ),
            };
            Some(ConfigurationProblem::at(
                format!("table.inputs[{at}].type"),
                message,
            ))
        })
        .collect()
}

/// The columns of a table that are secrets: tables are read, explained and exported by all who
/// configure, with every value that a cell saw.
#[must_use]
pub fn secret_columns(document: &TableDocument) -> Vec<ConfigurationProblem> {
    let inputs = document.table.inputs.iter().enumerate();
    let inputs = inputs.map(|(at, input)| (format!("table.inputs[{at}]"), input.field()));
    let outputs = document.table.outputs.iter().enumerate();
    let outputs = outputs.map(|(at, output)| (format!("table.outputs[{at}].name"), &*output.name));
    let message = "is a secret, and tables tell what they say and see: put it into the record of \
        the guarantee";
    inputs
        .chain(outputs)
        .filter(|(_, field)| is_secret(field))
        .map(|(path, field)| ConfigurationProblem::at(path, format!("{field} {message}")))
        .collect()
}

fn unknown_set(kind: SetKind, name: &str) -> ConfigurationProblem {
    let what = match kind {
        SetKind::CodeList => "code list",
        SetKind::MasterData => "value set",
    };
    let message = format!("there is no {what} {name}; load it first");
    ConfigurationProblem::at("table.rows", message)
}

fn check_settings(settings: &Settings, context: CheckContext<'_>) -> Vec<ConfigurationProblem> {
    let mut problems = Vec::new();
    if let Some(name) = &settings.flow_selection {
        check_use(
            name,
            Some(Answer::Flow),
            "flowSelection",
            context,
            &mut problems,
        );
    }
    for (at, rule) in settings.rules.iter().enumerate() {
        if let Err((field, why)) = check_rule(rule) {
            let path = format!("rules[{at}].{field}");
            problems.push(ConfigurationProblem::at(path, why));
        }
    }
    for (at, control) in settings.change_control.iter().enumerate() {
        if let Err(why) = control.known_kind() {
            let path = format!("changeControl[{at}].kind");
            problems.push(ConfigurationProblem::at(path, why));
        }
    }
    problems
}

/// A rule that is switched is one that has days, and what it is set to can be read.
fn check_rule(setting: &RuleSetting) -> Result<(), (&'static str, String)> {
    let code = &setting.rule;
    let rule = cas_rules::registry().iter().find(|rule| rule.code == code);
    let rule = rule.ok_or_else(|| ("rule", format!("there is no rule {code}")))?;
    if !rule.is_dated() {
        let why = format!("{code} has no days: only what begins or ends can be switched");
        return Err(("rule", why));
    }
    if let Some(word) = setting.territory.as_deref()
        && !territory::is_word(word)
    {
        let words: Vec<&str> = territory::ALL.iter().map(|it| it.word).collect();
        let why = format!(
            "{word} is no country's code and none of {}",
            words.join(", ")
        );
        return Err(("territory", why));
    }
    setting.switched().map(drop).map_err(|why| ("set", why))
}

/// Whether a table is published and does what it is used for: answers the question, or fills
/// fields.
fn check_use(
    name: &str,
    answer: Option<Answer>,
    path: &str,
    context: CheckContext<'_>,
    problems: &mut Vec<ConfigurationProblem>,
) {
    let Some(version) = context.configuration.newest_table(name) else {
        let message = format!("there is no published decision table {name}; publish it first");
        return problems.push(ConfigurationProblem::at(path, message));
    };
    let message = match context.configuration.bind(name, version) {
        Err(why) => why,
        Ok(table) if table.changes_what_was_given() => {
            format!("table {name} changes what was given; only input mappings may ask it")
        }
        Ok(table) if table.answers() == answer => return,
        Ok(_) => match answer {
            Some(answer) => {
                format!("table {name} does not answer here: its output must be {answer}")
            }
            None => format!("table {name} answers a question of the flow and fills no fields"),
        },
    };
    problems.push(ConfigurationProblem::at(path, message));
}

fn check_validity(from: Option<Date>, to: Option<Date>, problems: &mut Vec<ConfigurationProblem>) {
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        let message = "the first day is after the last";
        problems.push(ConfigurationProblem::at("validTo", message));
    }
}

#[cfg(test)]
mod tests;
