//! Which declarations may somebody see who is restricted to parts of the organisation?

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::declaration::Organisation;

/// The companies and plants that somebody is restricted to. A declaration is visible when its
/// company or its plant is named; one that has neither is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VisibleParts {
    /// Codes of companies, with all their plants.
    pub companies: BTreeSet<String>,
    /// Codes of plants, whichever company they belong to.
    pub plants: BTreeSet<String>,
}

impl VisibleParts {
    /// Whether what belongs there may be seen.
    #[must_use]
    pub fn contain(&self, organisation: &Organisation) -> bool {
        let named = |codes: &BTreeSet<String>, code: Option<&str>| {
            code.is_some_and(|code| codes.contains(code))
        };
        named(&self.companies, organisation.company.as_deref())
            || named(&self.plants, organisation.plant.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn company_or_plant_is_enough_and_neither_is_not() {
        let visible = VisibleParts {
            companies: ["ACME".to_owned()].into(),
            plants: ["HAM1".to_owned()].into(),
        };
        let case = |company: Option<&str>, plant: Option<&str>| {
            visible.contain(&Organisation {
                company: company.map(str::to_owned),
                plant: plant.map(str::to_owned),
                ..Organisation::default()
            })
        };
        assert!(case(Some("ACME"), Some("MUC1")));
        assert!(case(Some("OTHER"), Some("HAM1")));
        assert!(!case(Some("OTHER"), Some("MUC1")));
        assert!(!case(None, None));
    }
}
