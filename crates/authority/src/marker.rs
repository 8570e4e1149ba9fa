//! Which words change the course of a conversation? Those of [`MARKERS`]: written as `#word` or
//! `#word=number` in the UCR of a consignment, or without `#` in a script.
//!
//! A marker is one variant and one row of the table; the manual lists the same rows, and a test
//! compares the two.

/// A word that changes the course of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A control is announced before release.
    Control,
    /// Documents are requested before release, and count as presented after the review.
    Documents,
    /// The declaration is rejected with error pointers.
    Reject,
    /// The guarantee is not valid; an amendment makes it valid.
    Guarantee,
    /// Release of the goods is refused.
    NoRelease,
    /// Customs invalidates the declaration after acceptance.
    Invalidate,
    /// Nothing follows acceptance until somebody asks for it.
    Hold,
    /// Milliseconds between acceptance and what follows.
    Delay,
    /// Every answer is delivered twice.
    Duplicate,
    /// The answers come in reverse order.
    Disorder,
    /// Nothing is answered, now or later.
    Silent,
    /// After the first answer comes one that is no XML.
    Malformed,
    /// The first receptions end in HTTP 500.
    Error500,
    /// The first receptions end with a closed connection.
    Refuse,
    /// The guarantee is released after the goods.
    Discharge,
    /// An incident is notified after release.
    Incident,
    /// Discrepancies are notified after release.
    Discrepancy,
    /// Recovery is notified after release.
    Recovery,
    /// A functional error report instead of an answer.
    Nack906,
    /// An XML error report instead of an answer.
    Nack917,
    /// Amendments of the declaration are rejected.
    NoAmendment,
    /// Requests for invalidation are decided negatively.
    NoInvalidation,
    /// Customs asks for an amendment after acceptance, and waits for it.
    Amend,
    /// Amendments, CC013C, are not answered.
    Silent013,
    /// Requests for invalidation, CC014C, are not answered.
    Silent014,
    /// Presentations, CC170C, are not answered.
    Silent170,
    /// The deferred payment account is insufficient; nothing follows until somebody asks for it.
    Credit,
    /// The goods leave after release.
    Exit,
    /// The goods are stopped at the exit.
    Stopped,
    /// Customs asks after release whether the goods have left.
    Enquiry,
    /// Answers are kept until the trader fetches them.
    Pull,
    /// What is passed on to the other trader is, even if he is not known.
    Forward,
}

/// Every marker: its word, and the number it has when none is written. The number counts receptions
/// or submissions that are treated so, or is milliseconds; 0 where a number means nothing.
pub const MARKERS: &[(&str, Marker, u32)] = &[
    ("control", Marker::Control, 0),
    ("documents", Marker::Documents, 0),
    ("reject", Marker::Reject, 1),
    ("guarantee", Marker::Guarantee, 0),
    ("norelease", Marker::NoRelease, 0),
    ("invalidate", Marker::Invalidate, 0),
    ("hold", Marker::Hold, 0),
    ("delay", Marker::Delay, 1000),
    ("duplicate", Marker::Duplicate, 0),
    ("disorder", Marker::Disorder, 0),
    ("silent", Marker::Silent, 0),
    ("malformed", Marker::Malformed, 0),
    ("error500", Marker::Error500, 2),
    ("refuse", Marker::Refuse, 2),
    ("discharge", Marker::Discharge, 0),
    ("incident", Marker::Incident, 0),
    ("discrepancy", Marker::Discrepancy, 0),
    ("recovery", Marker::Recovery, 0),
    ("nack906", Marker::Nack906, 1),
    ("nack917", Marker::Nack917, 1),
    ("noamendment", Marker::NoAmendment, 0),
    ("noinvalidation", Marker::NoInvalidation, 0),
    ("amend", Marker::Amend, 0),
    ("silent013", Marker::Silent013, 0),
    ("silent014", Marker::Silent014, 0),
    ("silent170", Marker::Silent170, 0),
    ("credit", Marker::Credit, 0),
    ("exit", Marker::Exit, 0),
    ("stopped", Marker::Stopped, 0),
    ("enquiry", Marker::Enquiry, 0),
    ("pull", Marker::Pull, 0),
    ("forward", Marker::Forward, 0),
];

/// The markers of one case, each with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markers(Vec<(Marker, u32)>);

impl Markers {
    /// The markers in a UCR. Words that are no markers are left alone: the UCR is the trader's.
    pub(crate) fn in_ucr(ucr: &str) -> Markers {
        let words = ucr.split('#').skip(1);
        let words = words.map(|rest| rest.split([' ', ',', ';', '/']).next().unwrap_or(""));
        Markers(words.filter_map(parse).collect())
    }

    /// Markers from the words of a script.
    pub(crate) fn from_pairs(markers: impl IntoIterator<Item = (Marker, u32)>) -> Markers {
        Markers(markers.into_iter().collect())
    }

    pub(crate) fn has(&self, marker: Marker) -> bool {
        self.number(marker).is_some()
    }

    /// The number of a marker, if it is there.
    pub(crate) fn number(&self, marker: Marker) -> Option<u32> {
        let found = self.0.iter().find(|(known, _)| *known == marker);
        found.map(|(_, number)| *number)
    }

    /// Whether a marker is there that applies to the first so many times, and this is one of them.
    pub(crate) fn applies(&self, marker: Marker, time: u32) -> bool {
        self.number(marker).is_some_and(|times| time <= times)
    }
}

/// A word such as `reject` or `reject=3`, in any case.
pub(crate) fn parse(word: &str) -> Option<(Marker, u32)> {
    let (name, number) = match word.split_once('=') {
        Some((name, number)) => (name, Some(number.parse().ok()?)),
        None => (word, None),
    };
    let row = MARKERS
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    Some((row.1, number.unwrap_or(row.2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_ucr() {
        for (ucr, expected) in [
            ("SHIP 1", vec![]),
            ("SHIP#control", vec![(Marker::Control, 0)]),
            ("#reject=3 SHIP", vec![(Marker::Reject, 3)]),
            (
                "A#DOCUMENTS#discharge",
                vec![(Marker::Documents, 0), (Marker::Discharge, 0)],
            ),
            ("A#unheard#delay=x", vec![]),
        ] {
            assert_eq!(Markers::in_ucr(ucr), Markers(expected), "{ucr}");
        }
    }

    #[test]
    fn the_manual_lists_every_marker() {
        let manual = include_str!("../../../docs/authority.md");
        for (word, ..) in MARKERS {
            let row = format!("| `#{word}");
            assert!(manual.contains(&row), "docs/authority.md has no row {row}");
        }
    }
}
