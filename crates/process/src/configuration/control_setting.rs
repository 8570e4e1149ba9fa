//! Who may change what is configured, and where a second person must look at it: as settings say.

use cas_model::configuration::{ConfigurationKind, ConfigurationName};
use serde::{Deserialize, Serialize};

/// What a tenant demands of changes of a kind of configuration, or of some of its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeControl {
    /// `flow`, `decisionTable`, `settings` or `inputMapping`.
    pub kind: String,
    /// The names it holds for; all of the kind where none is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Whether only a second person publishes, after a review was asked for.
    #[serde(default)]
    pub four_eyes: bool,
    /// Who may change drafts: names of accounts, ids of clients; all where none is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<String>,
    /// Who may publish: names of accounts, ids of clients; all where none is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishers: Vec<String>,
}

impl ChangeControl {
    /// Whether it holds for a document.
    #[must_use]
    pub fn holds_for(&self, name: &ConfigurationName) -> bool {
        self.kind == name.kind.as_str()
            && (self.names.is_empty() || self.names.contains(&name.name))
    }

    /// Whether there is such a kind; else what is wrong.
    ///
    /// # Errors
    /// The kinds there are.
    pub fn known_kind(&self) -> Result<ConfigurationKind, String> {
        ConfigurationKind::parse(&self.kind).ok_or_else(|| {
            let kinds: Vec<&str> = ConfigurationKind::ALL
                .iter()
                .map(|it| it.as_str())
                .collect();
            format!(
                "there is no kind {}; there are: {}",
                self.kind,
                kinds.join(", ")
            )
        })
    }
}
