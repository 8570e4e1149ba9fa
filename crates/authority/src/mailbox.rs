//! Where are answers that the trader fetches itself? In the mailbox, until they are fetched.

use bytes::Bytes;

/// An answer that waits to be fetched.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) name: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

/// The answers of a system that were not posted and not fetched, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Mailbox(Vec<Letter>);

impl Mailbox {
    /// Keeps an answer until it is fetched; once, however often it would be posted.
    pub(crate) fn keep(&mut self, letter: Letter) {
        self.0.push(letter);
    }

    /// The names of the answers that wait.
    pub(crate) fn unpulled(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|letter| letter.name.as_str())
    }

    /// Takes an answer out.
    pub(crate) fn pull(&mut self, name: &str) -> Option<Letter> {
        let place = self.0.iter().position(|letter| letter.name == name)?;
        Some(self.0.remove(place))
    }
}
