//! Which passwords are taken, and how is one changed?
//!
//! By NIST SP 800-63B: long rather than composed, any character, no rule of how often it changes.
//! What is refused beside short ones is what is guessed first: the own name and one character over
//! and over. Passwords are brought to one Unicode form, so that keyboards of different systems type
//! the same.

use anyhow::Result;
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_store::{PeopleChanges, UserRecord};
use unicode_normalization::UnicodeNormalization as _;

use super::audit::Entry;
use crate::secrets::hashed;

/// The fewest characters of a password, which may be the only factor.
const SHORTEST: usize = 15;
/// The most characters of a password: more costs and protects nothing.
const LONGEST: usize = 256;

/// A password in its one Unicode form (NFKC).
pub(crate) fn normalized(password: &str) -> String {
    password.nfkc().collect()
}

/// What is wrong with a password for an account; none where nothing is.
pub(crate) fn check_password(password: &str, user: &UserRecord) -> Option<String> {
    let count = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&count) {
        return Some(format!(
            "must have {SHORTEST} to {LONGEST} characters; any will do"
        ));
    }
    let mut characters = password.chars();
    let first = characters.next();
    if characters.all(|next| Some(next) == first) {
        return Some("must not be one character over and over".to_owned());
    }
    let small = password.to_lowercase();
    let own = [user.name.clone(), user.display_name.to_lowercase()];
    let rest = own.iter().fold(small, |rest, name| rest.replace(name, ""));
    let is_more = rest.chars().count() * 2 >= count;
    (!is_more).then(|| "must be more than the own name".to_owned())
}

/// What gives an account a password that was checked, ends all its sessions, and says so.
///
/// # Errors
/// When the password cannot be hashed.
pub(crate) async fn set_password(
    engine: &Engine,
    user: &UserRecord,
    password: &str,
    entry: &Entry<'_>,
    tenants: &[TenantId],
) -> Result<PeopleChanges> {
    let after = UserRecord {
        password_hash: Some(hashed(&normalized(password)).await?),
        version: user.version + 1,
        ..user.clone()
    };
    Ok(PeopleChanges {
        users: vec![after],
        signed_out: vec![user.id],
        audit: entry.rows(engine, tenants),
        ..PeopleChanges::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::accounts::tests::user;

    #[test]
    fn long_passwords_are_taken_and_what_is_guessed_first_is_not() {
        let anna = user("anna.keller");
        for (password, is_taken) in [
            ("correct horse battery", true),
            ("пароль из пяти слов", true),
            ("fourteen chars", false),
            ("aaaaaaaaaaaaaaaaaaaa", false),
            ("anna.kelleranna.keller1", false),
            ("anna.keller likes long sentences", true),
        ] {
            assert_eq!(
                check_password(password, &anna).is_none(),
                is_taken,
                "{password}"
            );
        }
        assert!(check_password(&"ab".repeat(LONGEST), &anna).is_some());
    }

    #[test]
    fn the_same_password_typed_elsewhere_is_the_same() {
        assert_eq!(normalized("mu\u{308}nchen"), normalized("m\u{fc}nchen"));
    }
}
