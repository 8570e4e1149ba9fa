//! ARC, the number of an excise movement: 21 characters, the last a check digit.

use super::{alphanumerics, digits, letters};

/// Whether the text has the format of an ARC; the check digit is not looked at.
#[must_use]
pub fn is_arc(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 21
        && digits(&bytes[..2])
        && letters(&bytes[2..4])
        && alphanumerics(&bytes[4..20])
        && digits(&bytes[20..])
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats() {
        for (text, expected) in [
            ("11DKJKA05CB5I1EXW2KL9", true),
            ("11DKJKA05CB5I1EXW2KLX", false),
            ("", false),
        ] {
            assert_eq!(super::is_arc(text), expected, "{text}");
        }
    }
}
