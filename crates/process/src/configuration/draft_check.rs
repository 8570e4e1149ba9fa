//! What would saving a draft say? The same decision, of which nothing is kept.

use serde_json::Value;

use super::draft::foresee;
use super::snapshot::Snapshot;
use super::{ConfigurationName, SavedVersion, Undecided};
use crate::{ConfigurationProblem, codes};

/// What saving a draft would say.
#[derive(Clone, Debug)]
pub struct DraftCheck {
    /// Why it would be refused; nothing where it would be saved.
    pub problems: Vec<DraftProblem>,
    /// What would be saved, with what is to be looked at in it.
    pub saved: Option<SavedVersion>,
}

/// One thing that is wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftProblem {
    /// The other document that it is in; none where it is in the draft.
    pub other: Option<ConfigurationName>,
    /// Where it is, and what is wrong.
    pub problem: ConfigurationProblem,
    /// The step of a flow that it concerns, by its name.
    pub step: Option<String>,
}

/// What saving a document as the draft of a name would say.
///
/// # Errors
/// When what is stored cannot be read.
pub fn check(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    document: &Value,
) -> Result<DraftCheck, Undecided> {
    match foresee(snapshot, name, document.clone(), None) {
        Ok((_, draft)) => Ok(DraftCheck {
            problems: Vec::new(),
            saved: Some(SavedVersion::new(snapshot, draft.row, draft.notes)?),
        }),
        Err(Undecided::Refused(refusal))
            if refusal.code.name == codes::CONFIGURATION_INVALID.name =>
        {
            let problems = refusal.problems.into_iter();
            let problems = problems.map(|(other, problem)| DraftProblem {
                step: step_at(document, &problem.path),
                other,
                problem,
            });
            Ok(DraftCheck {
                problems: problems.collect(),
                saved: None,
            })
        }
        Err(undecided) => Err(undecided),
    }
}

/// The name of the step that a path leads into: `steps[1].start`.
fn step_at(document: &Value, path: &str) -> Option<String> {
    let rest = path.strip_prefix("steps[")?;
    let (index, _) = rest.split_once(']')?;
    let step = document.get("steps")?.get(index.parse::<usize>().ok()?)?;
    Some(step.get("name")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::step_at;

    #[test]
    fn a_problem_names_the_step_that_it_is_in() {
        let flow = json!({"steps": [{"name": "export"}, {"name": "transit"}, {}]});
        for (path, expected) in [
            ("steps[1].start.step", Some("transit")),
            ("steps[0]", Some("export")),
            ("steps[2].name", None),
            ("steps[7].name", None),
            ("name", None),
        ] {
            assert_eq!(step_at(&flow, path).as_deref(), expected, "{path}");
        }
    }
}
