//! When does something hold? From a first day until a last one, both included.
//!
//! Rules, rows of declaration types, facts and codes of lists say so by the same [`Validity`].
//! Constants write their days as text ([`day`]).

use jiff::civil::Date;

/// When something holds, in whole days; an open end has no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// First day on which it holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub until: Option<Date>,
}

impl Validity {
    /// Without beginning and end.
    pub const ALWAYS: Self = Self {
        from: None,
        until: None,
    };

    /// From a day on, written as `2026-07-01`.
    ///
    /// # Panics
    /// When the text is no day; constants do not compile then.
    #[must_use]
    pub const fn from(first: &str) -> Self {
        Self {
            from: Some(day(first)),
            until: None,
        }
    }

    /// The same, ending with a day, written as `2026-06-30`.
    ///
    /// # Panics
    /// When the text is no day; constants do not compile then.
    #[must_use]
    pub const fn until(self, last: &str) -> Self {
        Self {
            from: self.from,
            until: Some(day(last)),
        }
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn includes(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it holds at all times.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::ALWAYS
    }

    /// The days in words: `from 2026-07-01 until 2026-10-31`; empty for all times.
    #[must_use]
    pub fn in_words(&self) -> String {
        let from = self.from.map(|day| format!("from {day}"));
        let until = self.until.map(|day| format!("until {day}"));
        let days: Vec<String> = [from, until].into_iter().flatten().collect();
        days.join(" ")
    }
}

/// A day written as `2026-07-01`, for constants.
///
/// # Panics
/// When the text is no day; constants do not compile then.
#[must_use]
pub const fn day(text: &str) -> Date {
    let text = text.as_bytes();
    assert!(
        text.len() == 10 && text[4] == b'-' && text[7] == b'-',
        "YYYY-MM-DD"
    );
    let year = digits(text[0], text[1]) as i16 * 100 + digits(text[2], text[3]) as i16;
    jiff::civil::date(year, digits(text[5], text[6]), digits(text[8], text[9]))
}

/// The number that two digits write.
const fn digits(tens: u8, ones: u8) -> i8 {
    assert!(tens.is_ascii_digit() && ones.is_ascii_digit(), "a digit");
    (tens - b'0') as i8 * 10 + (ones - b'0') as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_included() {
        let summer = Validity::from("2026-07-01").until("2026-10-31");
        for (validity, on, expected) in [
            (summer, "2026-06-30", false),
            (summer, "2026-07-01", true),
            (summer, "2026-10-31", true),
            (summer, "2026-11-01", false),
            (Validity::ALWAYS, "1999-12-31", true),
            (Validity::ALWAYS.until("2026-06-30"), "2026-07-01", false),
            (Validity::from("2026-07-01"), "9999-12-31", true),
        ] {
            assert_eq!(validity.includes(day(on)), expected, "{validity:?} {on}");
        }
        assert_eq!(summer.in_words(), "from 2026-07-01 until 2026-10-31");
        assert_eq!(Validity::ALWAYS.in_words(), "");
    }

    #[test]
    fn a_day_is_what_it_says() {
        for text in ["2026-07-01", "2024-02-29", "1999-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
    }
}
