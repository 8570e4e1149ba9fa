//! How long may a text be that repeats what somebody sent?
//!
//! Alerts, notes, errors and events say what was found, and may quote it. What is quoted has any
//! length; nobody reads more than a few lines, and whoever wants all of it reads the stored message.

use std::borrow::Cow;

/// The most bytes of such a text, before the sign that it was cut.
pub const QUOTED: usize = 500;

/// A text, cut after [`QUOTED`] bytes with a sign that says how many characters it had.
#[must_use]
pub fn cut(text: &str) -> Cow<'_, str> {
    cut_to(text, QUOTED)
}

/// A text, cut after so many bytes, never within a character. One that is cut already stays as it is.
#[must_use]
pub fn cut_to(text: &str, bytes: usize) -> Cow<'_, str> {
    // Room for the sign: cutting twice is cutting once.
    if text.len() <= bytes + SIGN {
        return Cow::Borrowed(text);
    }
    let kept = &text[..text.floor_char_boundary(bytes)];
    let characters = text.chars().count();
    Cow::Owned(format!("{kept}… (cut, {characters} characters)"))
}

/// Cuts a text where it stands, as [`cut`].
pub fn cut_in_place(text: &mut String) {
    if let Cow::Owned(shorter) = cut(text) {
        *text = shorter;
    }
}

/// The most bytes of the sign: the ellipsis, its words and a number.
pub const SIGN: usize = 45;

#[cfg(test)]
mod tests {
    use super::{QUOTED, cut};

    fn check(text: &str, expected: &str) {
        assert_eq!(cut(text), expected);
        assert_eq!(cut(expected), expected, "cutting again changes nothing");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        check("", "");
        check("short", "short");
        let whole = "x".repeat(QUOTED);
        check(&whole, &whole);
        let long = "x".repeat(5_000_000);
        check(&long, &format!("{whole}… (cut, 5000000 characters)"));
        let kept = "€".repeat(QUOTED / 3);
        check(
            &"€".repeat(1_000),
            &format!("{kept}… (cut, 1000 characters)"),
        );
    }
}
