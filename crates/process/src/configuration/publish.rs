//! How does a version come into force, and how does it go?
//!
//! A draft is checked again before it is published, for what it needs may have gone meanwhile, and
//! the tests of a table must pass. Failing tests are overridden only with a reason, which the
//! version keeps together with the names of the tests.

use cas_decision::run_tests;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::record::ConfigurationRecord;
use serde_json::Value;

use super::change_control::{
    control_notices, draft_and_control, must_change_at_once, must_name_version,
};
use super::refusals::{self, Problems};
use super::snapshot::{Snapshot, of_one};
use super::{ConfigurationChange, ConfigurationName, Undecided};
use crate::reference::AskableLists;
use crate::tables::TableDocument;
use crate::{ConfigurationProblem, Refusal};

/// How a publication is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Why; kept with the version.
    pub note: Option<String>,
    /// Publish although tests fail. Needs a note.
    pub override_failing_tests: bool,
}

/// Publishes the draft of a name.
///
/// # Errors
/// When there is none, it has problems, its tests fail, or it is not what the caller read.
pub fn publish(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    publication: &Publication,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, ConfigurationRecord), Undecided> {
    let (draft, control) = draft_and_control(snapshot, name, expected)?;
    control.must_publish(&snapshot.editor.identity, draft)?;
    must_name_version(&control, expected)?;
    let raw: Value = draft.document.get().map_err(anyhow::Error::from)?;
    let mut row = published(snapshot, snapshot.next_edition(draft), publication);
    let mut changes = ConfigurationChange {
        configurations: vec![row.clone()],
        ..ConfigurationChange::default()
    };
    let problems = snapshot.problems(&changes, &[(name.clone(), raw.clone())])?;
    if !problems.is_empty() {
        return Err(refusals::invalid(of_one(name, problems)).into());
    }
    let failures = failing_tests(snapshot, name, &raw);
    row.note = note(publication, &of_one(name, failures))?;
    changes.notices = control_notices(snapshot, &row)?;
    changes.configurations = vec![row.clone()];
    Ok((changes, row))
}

/// Takes a published version out of force; the newest of those that stay takes its place.
///
/// # Errors
/// When there is no such version, it is not published, or something in force needs it.
pub fn retire(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    version: u32,
) -> Result<(ConfigurationChange, ConfigurationRecord), Undecided> {
    let versions = snapshot.versions(name);
    let row = versions.into_iter().find(|row| row.version == version);
    let row = row.ok_or_else(|| Refusal::not_found("version"))?;
    if row.state != ConfigurationState::Published {
        return Err(refusals::not_published(name, version, row.state.as_str()).into());
    }
    must_change_at_once(snapshot, name)?;
    let row = ConfigurationRecord {
        state: ConfigurationState::Retired,
        ..snapshot.next_edition(row)
    };
    let changes = ConfigurationChange {
        configurations: vec![row.clone()],
        ..ConfigurationChange::default()
    };
    let problems = snapshot.problems(&changes, &[])?;
    if !problems.is_empty() {
        return Err(refusals::needed(problems).into());
    }
    Ok((changes, row))
}

/// A row as a published version.
pub fn published(
    snapshot: &Snapshot,
    row: ConfigurationRecord,
    publication: &Publication,
) -> ConfigurationRecord {
    ConfigurationRecord {
        state: ConfigurationState::Published,
        published_at: Some(snapshot.now),
        published_by: Some(snapshot.editor.name.clone()),
        note: publication.note.clone(),
        ..row
    }
}

/// The tests of a table that fail; of something else, none.
pub fn failing_tests(snapshot: &Snapshot, name: &ConfigurationName, raw: &Value) -> Problems {
    if name.kind != ConfigurationKind::DecisionTable {
        return Problems::new();
    }
    let Ok(document) = serde_json::from_value::<TableDocument>(raw.clone()) else {
        return Problems::new();
    };
    let Ok(bound) = snapshot.compiled.bind(&document) else {
        return Problems::new();
    };
    let sets = AskableLists(&snapshot.lists);
    let results = run_tests(&bound.compiled, &document.tests, &sets);
    let failed = results.into_iter().enumerate().flat_map(|(at, result)| {
        let test = result.name;
        let failures = result.failures.into_iter();
        failures.map(move |failure| {
            let message = format!("test \"{test}\": {failure}");
            ConfigurationProblem::at(format!("tests[{at}]"), message)
        })
    });
    failed
        .map(|problem| (Some(name.clone()), problem))
        .collect()
}

/// The note of a version whose tests failed so.
///
/// # Errors
/// When tests fail and that is not overridden with a reason.
pub fn note(publication: &Publication, failures: &Problems) -> Result<Option<String>, Refusal> {
    let given = publication.note.as_deref().map(str::trim);
    let given = given.filter(|note| !note.is_empty());
    if failures.is_empty() {
        return Ok(given.map(str::to_owned));
    }
    if !publication.override_failing_tests {
        return Err(refusals::tests_failed(failures.clone()));
    }
    let reason = given.ok_or_else(refusals::reason_required)?;
    let failed: Vec<&str> = failures
        .iter()
        .map(|(_, problem)| problem.message.as_str())
        .collect();
    Ok(Some(format!(
        "{reason} (published although tests failed: {})",
        failed.join("; ")
    )))
}
