//! The reference number of a customs office: country and 6 characters.

use super::{alphanumerics, letters};

/// Whether the text has the format of a customs office.
#[must_use]
pub fn is_customs_office(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 8 && letters(&bytes[..2]) && alphanumerics(&bytes[2..])
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats() {
        for (text, expected) in [("DE004101", true), ("de004101", false), ("DE04101", false)] {
            assert_eq!(super::is_customs_office(text), expected, "{text}");
        }
    }
}
