//! UCR, the unique consignment reference: up to 35 characters.

/// Whether the text has the format of a UCR: 1 to 35 printable characters, no space at the ends.
#[must_use]
pub fn is_ucr(text: &str) -> bool {
    (1..=35).contains(&text.len())
        && text.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        && text.trim() == text
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats() {
        for (text, expected) in [("SHIP 1", true), (" SHIP", false), ("", false)] {
            assert_eq!(super::is_ucr(text), expected, "{text}");
        }
    }
}
