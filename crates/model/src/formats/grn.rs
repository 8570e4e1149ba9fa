//! GRN, the number of a guarantee: 17 characters, or 24 with the suffix of a voucher.

use super::{alphanumerics, digits, letters};

/// Whether the text has the format of a GRN; the check digit (over the first 16) is not looked at.
#[must_use]
pub fn is_grn(text: &str) -> bool {
    let bytes = text.as_bytes();
    let base = |b: &[u8]| {
        digits(&b[..2]) && letters(&b[2..4]) && alphanumerics(&b[4..16]) && digits(&b[16..17])
    };
    match bytes.len() {
        17 => base(bytes),
        24 => base(bytes) && letters(&bytes[17..18]) && digits(&bytes[18..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats() {
        for (text, expected) in [
            ("24DE0000000000001", true),
            ("24DE0000000000001A123456", true),
            ("24DE0000000000001a123456", false),
            ("24DE00000000000", false),
        ] {
            assert_eq!(super::is_grn(text), expected, "{text}");
        }
    }
}
