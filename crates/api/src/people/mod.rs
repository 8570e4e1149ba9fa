//! Who are the people that use CAS, how do they come in, and what may they do?
//!
//! An account is of the installation and says who somebody is; a membership says what the person
//! may do in a tenant, so one sign-in serves several. Accounts are made and given links by commands
//! and by the API alike ([`accounts`]); a person signs in with a password and, where one was set up,
//! a second factor (`sign_in`, `second_factor`), or comes by single sign-on ([`sign_on`]), and has a
//! session (`sessions`). Whatever changes
//! who may come in leaves an entry in the audit trail ([`audit`]). See docs/people.md.

pub mod accounts;
pub mod audit;
mod changes;
mod links;
mod passwords;
pub(crate) mod second_factor;
mod sign_in;
pub mod sign_on;

pub use changes::AccountError;
pub(crate) use changes::commit;
pub use links::{LINK_HOURS, SecondFactor, link_address, make_link};
pub(crate) use links::{LinkUse, use_link};
pub(crate) use passwords::{check_password, set_password};
pub(crate) use sign_in::{Claim, PeopleSignIns, SignedInAs};
