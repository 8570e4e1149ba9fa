//! Where are answers that the trader fetches itself? In the mailbox: until they are fetched among
//! those that wait, then among those that were fetched, where they can be read again.

use std::collections::VecDeque;

use bytes::Bytes;

/// How many answers are kept that were fetched.
const REMEMBERED: usize = 1000;

/// An answer that is fetched.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) name: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

/// One of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Answers that wait to be fetched.
    Unpulled,
    /// Answers that were fetched before.
    Pulled,
}

/// The answers of a system that are not posted, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    unpulled: VecDeque<Letter>,
    pulled: VecDeque<Letter>,
}

impl List {
    /// Its name in addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            List::Unpulled => "unpulled",
            List::Pulled => "pulled",
        }
    }
}

impl Mailbox {
    /// Keeps an answer until it is fetched; once, however often it would be posted.
    pub(crate) fn keep(&mut self, letter: Letter) {
        self.unpulled.push_back(letter);
    }

    /// The names of the answers in a list.
    pub(crate) fn names(&self, list: List) -> impl Iterator<Item = &str> {
        let letters = match list {
            List::Unpulled => &self.unpulled,
            List::Pulled => &self.pulled,
        };
        letters.iter().map(|letter| letter.name.as_str())
    }

    /// An answer that waits; it is fetched then.
    pub(crate) fn pull(&mut self, name: &str) -> Option<Letter> {
        let place = self
            .unpulled
            .iter()
            .position(|letter| letter.name == name)?;
        let letter = self.unpulled.remove(place)?;
        if self.pulled.len() == REMEMBERED {
            self.pulled.pop_front();
        }
        self.pulled.push_back(letter.clone());
        Some(letter)
    }

    /// An answer that was fetched.
    pub(crate) fn pulled(&self, name: &str) -> Option<Letter> {
        self.pulled
            .iter()
            .find(|letter| letter.name == name)
            .cloned()
    }
}
