//! What may a person do in a tenant? Each role is a set of scopes, as data.

use crate::scope::Scope;

/// Whether whoever has a role may be restricted to parts of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It reads and changes what belongs to a company or plant, and may be restricted to some.
    Parts,
    /// It decides about what holds for the whole tenant, and cannot be restricted.
    WholeTenant,
}

/// Declares the roles, their names, how far they reach and what they allow in one list.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident = $name:literal, $reach:ident, [$($scope:ident),* $(,)?];)*) => {
        /// What a person may do in a tenant; several add up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role { $($(#[doc = $doc])* $role,)* }

        impl Role {
            /// Every role, the one that allows least first.
            pub const ALL: &[Self] = &[$(Self::$role,)*];

            /// The name in the API and in the store.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)* }
            }

            /// The role of a name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$role),)* _ => None }
            }

            /// Whether it may be restricted to parts of the organisation.
            #[must_use]
            pub const fn reach(self) -> Reach {
                match self { $(Self::$role => Reach::$reach,)* }
            }

            /// The scopes that it allows.
            #[must_use]
            pub const fn scopes(self) -> &'static [Scope] {
                match self { $(Self::$role => &[$(Scope::$scope),*],)* }
            }

            /// What it allows, in one line.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$role => concat!($($doc),*),)* }
            }
        }
    };
}

roles! {
    /// Reads declarations, messages and events.
    Viewer = "viewer", Parts,
        [ReadMessages, ReadDeclarations, ReadSubscriptions, ReadDocuments, ReadWms];
    /// Reads, sends shipments and master data, corrects declarations and acts on them.
    Declarant = "declarant", Parts,
        [CreateMessages, ReadMessages, ReadDeclarations, ReadSubscriptions, ReadDocuments,
            CreateWms, ReadWms];
    /// Reads, changes flows, decision tables, settings and connections, and decides about alerts.
    Configurator = "configurator", WholeTenant,
        [ReadMessages, ReadDeclarations, CreateSubscriptions, ReadSubscriptions,
            DeleteSubscriptions, ReadDocuments, ReadWms, AdminConfiguration];
    /// Does everything, and manages people.
    Administrator = "administrator", WholeTenant,
        [CreateMessages, ReadMessages, ReadDeclarations, CreateSubscriptions, ReadSubscriptions,
            DeleteSubscriptions, ReadDocuments, CreateWms, ReadWms, ReadAccessCodes,
            AdminConfiguration, AdminUsers, ActForPersons];
}

/// Roles as they are stored: their names, separated by spaces.
#[must_use]
pub fn written(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    names.join(" ")
}

/// The roles of what [`written`] made; names that there are not any more allow nothing.
#[must_use]
pub fn read(text: &str) -> Vec<Role> {
    text.split_whitespace().filter_map(Role::parse).collect()
}

/// The scopes that roles allow together, each once and in the order of their declaration.
#[must_use]
pub fn scopes_of(roles: &[Role]) -> Vec<Scope> {
    let allowed = |scope: &&Scope| roles.iter().any(|role| role.scopes().contains(scope));
    Scope::ALL.iter().filter(allowed).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_may_do_everything_and_nobody_else_manages_people() {
        assert_eq!(scopes_of(&[Role::Administrator]), Scope::ALL);
        let others = [Role::Viewer, Role::Declarant, Role::Configurator];
        assert!(!scopes_of(&others).contains(&Scope::AdminUsers));
    }

    #[test]
    fn who_may_be_restricted_decides_about_nothing_that_holds_for_all() {
        for role in Role::ALL.iter().filter(|role| role.reach() == Reach::Parts) {
            for scope in [
                Scope::AdminConfiguration,
                Scope::AdminUsers,
                Scope::CreateSubscriptions,
            ] {
                assert!(!role.scopes().contains(&scope), "{}", role.name());
            }
        }
    }

    #[test]
    fn roles_are_read_as_they_are_written() {
        assert_eq!(read(&written(Role::ALL)), Role::ALL);
        assert_eq!(read("viewer retired"), [Role::Viewer]);
    }
}
