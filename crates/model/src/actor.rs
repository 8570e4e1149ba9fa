//! Who did something: a client, a person, or a person through a client?
//!
//! Histories, publications, alerts and master data keep it as one text, so that what was written
//! years ago still says who it was, whatever became of the account: `erp-5889f999` for a client,
//! `Anna Keller <0190…>` for a person with her id, and `Anna Keller <akeller> through erp-5889f999`
//! for one whom a client names.

use std::fmt;

/// The most characters of a person's name, and of an id that a client gives for a person.
pub const LONGEST_NAME: usize = 100;

/// Between the person and the client that names her.
const THROUGH: &str = " through ";

/// Who did something, as histories keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A client, or a part of this program, by its name.
    Client(String),
    /// A person, by a session or through a client.
    Person {
        /// The person who acted.
        person: Person,
        /// The client that named the person; none where she signed in herself.
        client: Option<String>,
    },
}

/// A person as histories name her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that people know her by.
    pub name: String,
    /// Our id, or the one that a client gave; none where it gave none.
    pub id: Option<String>,
}

impl Person {
    /// A person of `Name` or `Name <id>`: as a client names whom it acts for.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (name, id) = match text.trim().strip_suffix('>') {
            None => (text, None),
            Some(text) => {
                let (name, id) = text.split_once('<')?;
                (name, Some(id.trim()))
            }
        };
        let name = name.trim();
        let all_fit = is_name(name) && id.is_none_or(is_name);
        all_fit.then(|| Self {
            name: name.to_owned(),
            id: id.map(str::to_owned),
        })
    }
}

/// Whether a text can be the name of a person in a history.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let is_kept = |c: char| !c.is_control() && !matches!(c, '<' | '>');
    let is_plain = !text.contains(THROUGH) && text.trim() == text;
    (1..=LONGEST_NAME).contains(&text.chars().count()) && text.chars().all(is_kept) && is_plain
}

impl Actor {
    /// Who it was, of what [`Self`] writes as text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (person, client) = match text.split_once(THROUGH) {
            Some((person, client)) => (person, Some(client.to_owned())),
            None => (text, None),
        };
        match Person::parse(person).filter(|person| person.id.is_some() || client.is_some()) {
            Some(person) => Self::Person { person, client },
            None => Self::Client(text.to_owned()),
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (person, client) = match self {
            Self::Client(name) => return f.write_str(name),
            Self::Person { person, client } => (person, client),
        };
        f.write_str(&person.name)?;
        if let Some(id) = &person.id {
            write!(f, " <{id}>")?;
        }
        client
            .iter()
            .try_for_each(|client| write!(f, "{THROUGH}{client}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_are_read_as_they_are_written() {
        for (text, name, id, client) in [
            ("Anna Keller <01>", "Anna Keller", Some("01"), None),
            (
                "Anna Keller through erp-1",
                "Anna Keller",
                None,
                Some("erp-1"),
            ),
            (
                "Anna Keller <ak> through erp-1",
                "Anna Keller",
                Some("ak"),
                Some("erp-1"),
            ),
        ] {
            let person = Person {
                name: name.to_owned(),
                id: id.map(str::to_owned),
            };
            let client = client.map(str::to_owned);
            let actor = Actor::Person { person, client };
            assert_eq!(actor.to_string(), text);
            assert_eq!(Actor::parse(text), actor);
        }
        for client in ["erp-5889f999", "flow", "cas config (root)"] {
            assert_eq!(Actor::parse(client), Actor::Client(client.to_owned()));
        }
    }

    #[test]
    fn nobody_is_named_so_that_histories_would_say_something_else() {
        for name in [
            "",
            " ",
            "a <b> c",
            "Anna <",
            "Anna through erp-1",
            "line\nbreak",
            "a <>",
        ] {
            assert_eq!(Person::parse(name), None, "{name:?}");
        }
        assert_eq!(Person::parse(&"x".repeat(LONGEST_NAME + 1)), None);
    }
}
