//! The number of a container: owner, category, serial number and check digit (ISO 6346).

use super::{digits, letters};

/// Whether the text has the format of a container's number; the check digit is not looked at.
#[must_use]
pub fn is_container_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11 && letters(&bytes[..4]) && digits(&bytes[4..])
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats() {
        for (text, expected) in [
            ("MSCU1234566", true),
            ("mscu1234566", false),
            ("MSCU123456", false),
            ("MSC11234566", false),
        ] {
            assert_eq!(super::is_container_number(text), expected, "{text}");
        }
    }
}
