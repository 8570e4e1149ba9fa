//! Why is a change of configuration not taken?

use super::ConfigurationName;
use crate::{ConfigurationProblem, Refusal, codes};

/// Problems, with the document they are in where several were sent.
pub type Problems = Vec<(Option<ConfigurationName>, ConfigurationProblem)>;

/// Documents have problems, which stand with their paths in the refusal.
pub fn invalid(problems: Problems) -> Refusal {
    let count = problems.len();
    let detail = match count {
        1 => "1 problem; nothing was changed".to_owned(),
        _ => format!("{count} problems; nothing was changed"),
    };
    let mut refusal = Refusal::new(codes::CONFIGURATION_INVALID, detail);
    refusal.problems = problems;
    refusal
}

/// One thing is wrong, at a path.
pub fn wrong(path: &str, message: impl Into<String>) -> Refusal {
    invalid(vec![(None, ConfigurationProblem::at(path, message))])
}

/// It was changed since the caller read it.
pub fn outdated(what: &str, stands: Option<&str>) -> Refusal {
    let now = match stands {
        Some(tag) => format!("it stands at \"{tag}\" now"),
        None => "it is not there".to_owned(),
    };
    Refusal::new(
        codes::CONFIGURATION_CHANGED,
        format!("{what}: {now}; read it again, then send your change with its ETag in If-Match"),
    )
}

/// Others changed the configuration whenever this change was decided.
pub fn busy() -> Refusal {
    Refusal::new(
        codes::CONFIGURATION_BUSY,
        "nothing was changed; send it again".to_owned(),
    )
}

/// A version has the wrong state for this.
pub fn not_published(what: &ConfigurationName, version: u32, state: &str) -> Refusal {
    Refusal::new(
        codes::NOT_PUBLISHED,
        format!("version {version} of {what} is {state}; only a published version can be retired"),
    )
}

/// Tests of tables fail.
pub fn tests_failed(problems: Problems) -> Refusal {
    let mut refusal = Refusal::new(
        codes::TABLE_TESTS_FAILED,
        "nothing was published; correct the table or its tests, or publish with \
         overrideFailingTests and a note that says why"
            .to_owned(),
    );
    refusal.problems = problems;
    refusal
}

/// An override needs a reason.
pub fn reason_required() -> Refusal {
    Refusal::new(
        codes::REASON_REQUIRED,
        "failing tests are overridden only with a `note` that says why; it is kept".to_owned(),
    )
}

/// Something that stays needs what would go.
pub fn needed(problems: Problems) -> Refusal {
    let mut refusal = Refusal::new(
        codes::CONFIGURATION_NEEDED,
        "nothing was changed; correct what needs it first".to_owned(),
    );
    refusal.problems = problems;
    refusal
}

/// A file of a table is not taken over.
pub fn file_refused(problems: Vec<ConfigurationProblem>) -> Refusal {
    let detail = match problems.len() {
        1 => "1 place is not taken over; nothing was saved".to_owned(),
        count => format!("{count} places are not taken over; nothing was saved"),
    };
    let mut refusal = Refusal::new(codes::TABLE_FILE_REFUSED, detail);
    refusal.problems = problems
        .into_iter()
        .map(|problem| (None, problem))
        .collect();
    refusal
}
