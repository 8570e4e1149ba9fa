//! What is a claim of the identity provider worth?
//!
//! Each grant names a claim and a value of it, and gives whoever has it roles in a tenant, for all
//! of it or for some companies and plants. Those of one tenant add up; who has one without
//! restriction sees all.

use std::collections::{BTreeMap, BTreeSet};

use cas_model::role::{Reach, Role};
use cas_model::visibility::VisibleParts;
use serde_json::Value;

use crate::people::accounts::Rights;

/// What whoever has a claim of a value may do in a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// The claim, or the way to it through records: `groups`, `realm_access.roles`.
    pub claim: String,
    /// The value that it must have, or that must be among its values.
    pub value: String,
    /// The tenant, by its id or its name.
    pub tenant: String,
    /// The roles that it gives.
    pub roles: Vec<Role>,
    /// Companies that it is restricted to.
    pub companies: Vec<String>,
    /// Plants that it is restricted to.
    pub plants: Vec<String>,
    /// A claim whose values are companies that it is restricted to.
    pub companies_claim: Option<String>,
    /// A claim whose values are plants that it is restricted to.
    pub plants_claim: Option<String>,
}

/// Why a grant cannot be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// It says too little.
    #[error("claim, value, tenant and roles must be given")]
    Incomplete,
    /// A role that cannot be restricted is.
    #[error("the role {0} decides for the whole tenant and cannot be restricted")]
    WholeTenant(&'static str),
}

impl Grant {
    /// Checks that it can be one.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), GrantError> {
        let texts = [&self.claim, &self.value, &self.tenant];
        if texts.iter().any(|text| text.is_empty()) || self.roles.is_empty() {
            return Err(GrantError::Incomplete);
        }
        let whole = self
            .roles
            .iter()
            .find(|role| role.reach() == Reach::WholeTenant);
        match whole.filter(|_| self.is_restricted()) {
            Some(role) => Err(GrantError::WholeTenant(role.name())),
            None => Ok(()),
        }
    }

    fn is_restricted(&self) -> bool {
        let by_claim = self.companies_claim.is_some() || self.plants_claim.is_some();
        by_claim || !self.companies.is_empty() || !self.plants.is_empty()
    }

    /// The parts that it is restricted to for who has these claims; `None` for all.
    fn visible(&self, claims: &Value) -> Option<VisibleParts> {
        let parts = |fixed: &[String], claim: &Option<String>| -> BTreeSet<String> {
            let claimed = claim.iter().flat_map(|claim| values_of(claims, claim));
            fixed.iter().cloned().chain(claimed).collect()
        };
        self.is_restricted().then(|| VisibleParts {
            companies: parts(&self.companies, &self.companies_claim),
            plants: parts(&self.plants, &self.plants_claim),
        })
    }
}

/// What grants give to whoever has these claims, by the tenants as the grants name them. A grant
/// that is restricted to nothing gives nothing.
pub(super) fn granted(grants: &[Grant], claims: &Value) -> BTreeMap<String, Rights> {
    let mut rights: BTreeMap<String, Rights> = BTreeMap::new();
    for grant in grants {
        if !values_of(claims, &grant.claim).contains(&grant.value) {
            continue;
        }
        let visible = grant.visible(claims);
        if visible
            .as_ref()
            .is_some_and(|parts| *parts == VisibleParts::default())
        {
            continue;
        }
        match rights.get_mut(&grant.tenant) {
            Some(known) => add(known, &grant.roles, visible),
            None => {
                let roles = grant.roles.clone();
                rights.insert(grant.tenant.clone(), Rights { roles, visible });
            }
        }
    }
    rights
}

fn add(known: &mut Rights, roles: &[Role], visible: Option<VisibleParts>) {
    for role in roles {
        if !known.roles.contains(role) {
            known.roles.push(*role);
        }
    }
    known.visible = known.visible.take().zip(visible).map(|(mut one, other)| {
        one.companies.extend(other.companies);
        one.plants.extend(other.plants);
        one
    });
}

/// The values of a claim: a text, or a list of texts; none where it is absent.
pub(super) fn values_of(claims: &Value, claim: &str) -> Vec<String> {
    let found = claims.get(claim).or_else(|| {
        let mut names = claim.split('.');
        names.try_fold(claims, |value, name| value.get(name))
    });
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match found {
        Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn grant(value: &str, role: Role, plants: &[&str]) -> Grant {
        Grant {
            claim: "realm.groups".to_owned(),
            value: value.to_owned(),
            tenant: "default".to_owned(),
            roles: vec![role],
            plants: plants.iter().map(|plant| (*plant).to_owned()).collect(),
            ..Grant::default()
        }
    }

    fn check(groups: &[&str], expected: Option<(&[Role], Option<&[&str]>)>) {
        let by_claim = Grant {
            plants_claim: Some("sites".to_owned()),
            ..grant("sited", Role::Viewer, &[])
        };
        let grants = [
            grant("ham", Role::Declarant, &["HAM1"]),
            grant("muc", Role::Viewer, &["MUC1"]),
            grant("all", Role::Viewer, &[]),
            by_claim,
        ];
        let claims = json!({ "realm": { "groups": groups }, "sites": "FRA1" });
        let rights = granted(&grants, &claims);
        let found = rights.get("default").map(|rights| {
            let plants = rights.visible.as_ref().map(|visible| &visible.plants);
            let plants = plants.map(|plants| plants.iter().map(String::as_str).collect());
            (rights.roles.clone(), plants)
        });
        let expected =
            expected.map(|(roles, plants)| (roles.to_vec(), plants.map(<[&str]>::to_vec)));
        assert_eq!(found, expected, "{groups:?}");
    }

    #[test]
    fn grants_of_one_tenant_add_up() {
        let (viewer, declarant) = (Role::Viewer, Role::Declarant);
        check(&[], None);
        check(&["other"], None);
        check(&["ham"], Some((&[declarant], Some(&["HAM1"]))));
        check(
            &["ham", "muc"],
            Some((&[declarant, viewer], Some(&["HAM1", "MUC1"]))),
        );
        check(&["ham", "all"], Some((&[declarant, viewer], None)));
        check(&["all", "muc"], Some((&[viewer], None)));
        check(&["sited"], Some((&[viewer], Some(&["FRA1"]))));
    }

    #[test]
    fn who_is_restricted_to_nothing_is_given_nothing() {
        let by_claim = Grant {
            plants_claim: Some("sites".to_owned()),
            ..grant("sited", Role::Viewer, &[])
        };
        let claims = json!({ "realm": { "groups": "sited" } });
        assert!(granted(&[by_claim], &claims).is_empty());
    }

    #[test]
    fn who_decides_for_all_cannot_be_restricted() {
        let restricted = grant("x", Role::Configurator, &["HAM1"]);
        assert_eq!(
            restricted.check(),
            Err(GrantError::WholeTenant("configurator"))
        );
        assert_eq!(grant("x", Role::Configurator, &[]).check(), Ok(()));
        assert_eq!(Grant::default().check(), Err(GrantError::Incomplete));
    }
}
