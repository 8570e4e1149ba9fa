//! A small evaluator of decision models, for tests: it knows tables, expressions of our language,
//! contexts, and calls of business knowledge; everything else stops it.

use std::collections::BTreeSet;

use cas_decision::exchange::dmn;
use cas_decision::{
    Compiled, Context, Evaluation, Formula, HitPolicy, Input, Table, Value, ValueType,
};

use crate::value::{Any, Scope};
use crate::xml::Element;

/// Why there is no answer.
#[derive(Debug)]
pub enum Stop {
    /// The model needs what is not taken over.
    Refused(String),
    /// What is taken over fails.
    Failed(String),
}

type Answer = Result<Any, Stop>;

/// A model and the tables the import took from it.
pub struct Model {
    root: Element,
    tables: Vec<Table>,
    refused: Vec<String>,
}

impl Model {
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let import = dmn::read(bytes).map_err(|error| error.to_string())?;
        Ok(Self {
            root: Element::read(bytes)?,
            tables: import.tables,
            refused: import.refused.iter().map(ToString::to_string).collect(),
        })
    }

    fn named(&self, name: &str) -> Option<&Element> {
        let mut elements = self.root.children.iter();
        elements.find(|element| element.attribute("name") == Some(name))
    }

    fn behind(&self, requirement: &Element) -> Option<&Element> {
        let href = requirement.children.first()?.attribute("href")?;
        self.by_id(href)
    }

    fn by_id(&self, href: &str) -> Option<&Element> {
        let id = href.rsplit('#').next()?;
        let mut elements = self.root.children.iter();
        elements.find(|element| element.attribute("id") == Some(id))
    }

    /// The decision that a decision service answers with; a decision is its own.
    fn output<'m>(&'m self, element: &'m Element) -> &'m Element {
        let output = element.child("outputDecision");
        let output = output.and_then(|output| self.by_id(output.attribute("href")?));
        output.unwrap_or(element)
    }

    /// Whether a decision table is among what a decision needs.
    pub fn needs_table(&self, decision: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut left: Vec<&Element> = self.named(decision).into_iter().collect();
        while let Some(element) = left.pop() {
            let element = self.output(element);
            if !seen.insert(element.attribute("id").unwrap_or_default()) {
                continue;
            }
            if holds_table(element) {
                return true;
            }
            let requirements = element.children.iter();
            left.extend(requirements.filter_map(|child| self.behind(child)));
        }
        false
    }

    /// What a decision says about inputs.
    pub fn evaluate(&self, decision: &str, inputs: &Scope) -> Answer {
        let element = self.named(decision).map(|element| self.output(element));
        let element = element.ok_or_else(|| Stop::Failed(format!("no decision {decision}")))?;
        self.decision(element, inputs)
    }

    fn decision(&self, decision: &Element, inputs: &Scope) -> Answer {
        let name = decision.attribute("name").unwrap_or_default();
        let logic = decision.children.iter().find(|child| is_logic(child));
        let Some(logic) = logic else {
            return Ok(inputs.get(name).cloned().unwrap_or(Any::Null));
        };
        let mut scope = inputs.clone();
        for requirement in decision.all("informationRequirement") {
            let needed = self.behind(requirement);
            let needed = needed.ok_or_else(|| refused("a requirement of another model"))?;
            let name = needed.attribute("name").unwrap_or_default();
            if needed.name == "decision" {
                let value = self.decision(needed, inputs)?;
                scope.set(name, value);
            } else if scope.get(name).is_none() {
                scope.set(name, Any::Null);
            }
        }
        self.logic(logic, &scope, name)
    }

    fn logic(&self, logic: &Element, scope: &Scope, path: &str) -> Answer {
        match logic.name.as_str() {
            "decisionTable" => self.table(path, scope),
            "literalExpression" => self.expression(logic.text_inside(), scope),
            "context" => self.context(logic, scope, path),
            "invocation" => self.invocation(logic, scope),
            other => Err(refused(&format!("logic of the kind {other}"))),
        }
    }

    fn context(&self, context: &Element, scope: &Scope, path: &str) -> Answer {
        let mut scope = scope.clone();
        let mut parts = Vec::new();
        for entry in context.all("contextEntry") {
            let name = entry
                .child("variable")
                .and_then(|variable| variable.attribute("name"));
            let logic = entry.children.iter().find(|child| is_logic(child));
            let logic = logic.ok_or_else(|| refused("an entry without logic"))?;
            let Some(name) = name else {
                return self.logic(logic, &scope, path);
            };
            let value = self.logic(logic, &scope, &format!("{path}.{name}"))?;
            scope.set(name, value.clone());
            parts.push((name.to_owned(), value));
        }
        Ok(Any::Context(parts))
    }

    fn invocation(&self, invocation: &Element, scope: &Scope) -> Answer {
        let called = invocation
            .child("literalExpression")
            .map_or("", Element::text_inside);
        let mut arguments = Scope::default();
        for binding in invocation.all("binding") {
            let parameter = binding.child("parameter").and_then(|p| p.attribute("name"));
            let logic = binding.children.iter().find(|child| is_logic(child));
            let logic = logic.ok_or_else(|| refused("a binding without logic"))?;
            arguments.set(parameter.unwrap_or_default(), self.logic(logic, scope, "")?);
        }
        self.knowledge(called, arguments)
    }

    fn knowledge(&self, name: &str, arguments: Scope) -> Answer {
        let knowledge = self
            .named(name)
            .and_then(|found| found.child("encapsulatedLogic"));
        let logic = knowledge.and_then(|logic| logic.children.iter().find(|child| is_logic(child)));
        let logic = logic.ok_or_else(|| refused("business knowledge of another model"))?;
        self.logic(logic, &arguments, name)
    }

    fn table(&self, name: &str, scope: &Scope) -> Answer {
        let table = self.tables.iter().find(|table| table.name == name);
        let refusal = || {
            let mine = |refusal: &&String| refusal.contains(&format!("decision {name}"));
            let why = self.refused.iter().find(mine);
            Stop::Refused(why.map_or(format!("{name} was not taken over"), Clone::clone))
        };
        let table = table.ok_or_else(refusal)?;
        let compiled = Compiled::new(table).map_err(|_| refusal())?;
        let values = table
            .inputs
            .iter()
            .map(|input| value_of(scope, &input.name));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        let failed = |error: cas_decision::EvaluationError| Stop::Failed(error.to_string());
        let inputs = compiled.fit(values).map_err(failed)?;
        let found = compiled.evaluate(&inputs, &today()).map_err(failed)?;
        Ok(said(&compiled, &found))
    }

    /// An expression of our language; calls of business knowledge in it are made first.
    fn expression(&self, text: &str, scope: &Scope) -> Answer {
        if let Some(whole) = scope.get(text) {
            return Ok(whole.clone());
        }
        let mut scope = scope.clone();
        let mut text = text.to_owned();
        while let Some((call, name, arguments)) = self.call_in(&text) {
            let value = self.called(&name, &arguments, &scope)?;
            let result = format!("result {}", scope.0.len());
            scope.set(&result, value);
            text = text.replace(&call, &result);
        }
        let formula = formula(&text, &scope)?;
        let values = formula
            .inputs()
            .iter()
            .map(|input| value_of(&scope, &input.name));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        let failed = |problem: cas_decision::Problem| Stop::Failed(problem.to_string());
        let inputs = formula.fit(values).map_err(failed)?;
        formula
            .value(&inputs, &today())
            .map(Any::from)
            .map_err(failed)
    }

    /// An innermost call: its text, the name of the business knowledge, the arguments.
    fn call_in(&self, text: &str) -> Option<(String, String, Vec<String>)> {
        let named = self.root.all("businessKnowledgeModel");
        named
            .filter_map(|model| model.attribute("name"))
            .find_map(|name| {
                let start = text.rfind(&format!("{name}("))?;
                let rest = &text[start + name.len() + 1..];
                let mut depth = 0;
                let end = rest.char_indices().find_map(|(at, sign)| {
                    match sign {
                        '(' => depth += 1,
                        ')' if depth == 0 => return Some(at),
                        ')' => depth -= 1,
                        _ => {}
                    }
                    None
                })?;
                let arguments = rest[..end].split(',').map(|part| part.trim().to_owned());
                let call = text[start..start + name.len() + 1 + end + 1].to_owned();
                Some((call, name.to_owned(), arguments.collect()))
            })
    }

    fn called(&self, name: &str, arguments: &[String], scope: &Scope) -> Answer {
        let logic = self
            .named(name)
            .and_then(|model| model.child("encapsulatedLogic"));
        let parameters = logic
            .into_iter()
            .flat_map(|logic| logic.all("formalParameter"));
        let mut bound = Scope::default();
        for (parameter, argument) in parameters.zip(arguments) {
            let name = parameter.attribute("name").unwrap_or_default();
            bound.set(name, self.expression(argument, scope)?);
        }
        self.knowledge(name, bound)
    }
}

fn refused(what: &str) -> Stop {
    Stop::Refused(what.to_owned())
}

fn today() -> Context<'static> {
    Context::on(jiff::civil::date(2026, 1, 31))
}

fn holds_table(element: &Element) -> bool {
    element.name == "decisionTable" || element.children.iter().any(holds_table)
}

fn is_logic(element: &Element) -> bool {
    let kinds = [
        "decisionTable",
        "literalExpression",
        "context",
        "invocation",
        "relation",
        "list",
        "functionDefinition",
    ];
    kinds.contains(&element.name.as_str())
}

/// A value a table or formula can take.
fn value_of<'s>(scope: &'s Scope, path: &str) -> Result<Option<&'s Value>, Stop> {
    match scope.get(path) {
        None | Some(Any::Null) => Ok(None),
        Some(Any::One(value)) => Ok(Some(value)),
        Some(Any::List(_)) => Err(refused("a list as an input")),
        Some(Any::Context(_)) => Err(refused("a context as an input")),
        Some(Any::Other(_)) => Err(refused("a time or duration as an input")),
    }
}

/// Reads an expression; what is null may be of any type that makes sense of it.
fn formula(text: &str, scope: &Scope) -> Result<Formula, Stop> {
    let types = [
        ValueType::Text,
        ValueType::Number,
        ValueType::Boolean,
        ValueType::Date,
    ];
    let mut why = String::new();
    for null in types {
        let paths = scope.paths();
        let inputs = paths
            .iter()
            .filter_map(|(path, value)| declared(path, value, null));
        let inputs: Vec<Input> = inputs.collect();
        match Formula::new(text, &inputs) {
            Ok(formula) => return Ok(formula),
            Err(error) => why = format!("the expression {text}: {error}"),
        }
    }
    Err(Stop::Refused(why))
}

/// The input a path is to a formula; names that are none of ours are left out.
fn declared(path: &str, value: &Any, null: ValueType) -> Option<Input> {
    let value_type = match value {
        Any::One(Value::Number(_)) => ValueType::Number,
        Any::One(Value::Boolean(_)) => ValueType::Boolean,
        Any::One(Value::Date(_)) => ValueType::Date,
        Any::One(Value::Text(_)) => ValueType::Text,
        Any::Null => null,
        Any::List(_) | Any::Context(_) | Any::Other(_) => return None,
    };
    let input = Input {
        name: path.to_owned(),
        label: String::new(),
        expression: String::new(),
        value_type,
    };
    Formula::new("1", std::slice::from_ref(&input))
        .is_ok()
        .then_some(input)
}

/// The answer of a table as DMN shapes it.
fn said(table: &Compiled, found: &Evaluation<'_>) -> Any {
    let of_hit = |hit: &cas_decision::Hit<'_>| -> Any {
        let value = |at: usize| Any::from(hit.values[at].as_deref().cloned());
        match table.outputs() {
            [_] => value(0),
            outputs => {
                let names = outputs.iter().enumerate();
                Any::Context(
                    names
                        .map(|(at, output)| (output.name.clone(), value(at)))
                        .collect(),
                )
            }
        }
    };
    match table.hit_policy() {
        HitPolicy::First | HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority => {
            found.hits.first().map_or(Any::Null, of_hit)
        }
        HitPolicy::Collect | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {
            Any::List(found.hits.iter().map(of_hit).collect())
        }
        HitPolicy::CollectSum
        | HitPolicy::CollectMin
        | HitPolicy::CollectMax
        | HitPolicy::CollectCount => found.aggregate.clone().into(),
    }
}
