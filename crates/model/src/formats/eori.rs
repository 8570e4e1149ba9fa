//! EORI, the number of an economic operator: country and 1 to 15 characters. National formats
//! differ and are not published as one list, so the check is generic, but for GB and XI.

use super::{digits, letters};

/// Whether the text has the format of an EORI.
#[must_use]
pub fn is_eori(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !(3..=17).contains(&bytes.len()) || !letters(&bytes[..2]) {
        return false;
    }
    let rest = &bytes[2..];
    match &bytes[..2] {
        b"GB" | b"XI" => digits(rest) && matches!(rest.len(), 12 | 15),
        _ => rest.iter().all(u8::is_ascii_graphic),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats() {
        for (text, expected) in [
            ("DE123456789012345", true),
            ("DE1234567890123456", false),
            ("GB123456789012", true),
            ("GB12345678901", false),
            ("XI123456789012000", true),
            ("BE0123456789", true),
            ("be0123456789", false),
            ("BE 123", false),
        ] {
            assert_eq!(super::is_eori(text), expected, "{text}");
        }
    }
}
