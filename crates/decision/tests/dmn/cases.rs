//! One test case: what goes in, what must come out, and what came of it.

use std::path::Path;

use crate::model::{Model, Stop};
use crate::value::{Any, Scope};
use crate::xml::Element;

/// What came of a case.
pub enum Outcome {
    Passed,
    /// Nothing it asks needs a decision table.
    WithoutTable,
    /// It needs what is not taken over.
    Refused(String),
    /// The answer is wrong.
    Failed(String),
}

/// A test case of a model.
pub struct Case {
    pub id: String,
    model: std::rc::Rc<Model>,
    inputs: Scope,
    expected: Vec<(String, Any)>,
}

impl Case {
    /// The cases of a file.
    pub fn read(path: &Path) -> Result<Vec<Self>, String> {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        let root = Element::read(&bytes)?;
        let name = root.child("modelName").map_or("", |name| name.text.trim());
        let model = path.with_file_name(name);
        let bytes = std::fs::read(&model).map_err(|error| format!("{model:?}: {error}"))?;
        let model = std::rc::Rc::new(Model::read(&bytes)?);
        root.all("testCase")
            .map(|case| Self::of(case, &model))
            .collect()
    }

    fn of(case: &Element, model: &std::rc::Rc<Model>) -> Result<Self, String> {
        let name = |element: &Element| element.attribute("name").unwrap_or_default().to_owned();
        let mut inputs = Scope::default();
        for node in case.all("inputNode") {
            inputs.set(&name(node), Any::read(node)?);
        }
        let expected = case.all("resultNode").map(|node| {
            let value = node.child("expected").map_or(Ok(Any::Null), Any::read)?;
            Ok((name(node), value))
        });
        Ok(Self {
            id: case.attribute("id").unwrap_or_default().to_owned(),
            model: model.clone(),
            inputs,
            expected: expected.collect::<Result<_, String>>()?,
        })
    }
}

/// Evaluates what a case asks for.
pub fn run(case: &Case) -> Outcome {
    if !case
        .expected
        .iter()
        .any(|(name, _)| case.model.needs_table(name))
    {
        return Outcome::WithoutTable;
    }
    for (name, expected) in &case.expected {
        match case.model.evaluate(name, &case.inputs) {
            Ok(found) if found.is(expected) => {}
            Ok(found) => {
                return Outcome::Failed(format!("{name}: {found:?}, not {expected:?}"));
            }
            Err(Stop::Refused(why)) => return Outcome::Refused(why),
            Err(Stop::Failed(why)) => return Outcome::Failed(format!("{name}: {why}")),
        }
    }
    Outcome::Passed
}
