//! MRN, the number customs gives: `yy` + country + 12 characters + letter of the procedure + check
//! digit (18 characters). Before 2025 any character may stand in place of the letter.

use super::{alphanumerics, check_digit, digits, letters};

/// The procedure that the letter in position 17 names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MrnKind {
    /// Export declarations, A to E.
    Export,
    /// Transit and proof of Union status, J to M.
    Transit,
    /// Import, temporary storage and entry, R to W.
    Import,
    /// A number of the years 00 to 24 with any other character.
    Legacy,
}

/// Whether the text has the format of an MRN, and of which kind; the check digit is not looked at.
#[must_use]
pub fn is_mrn(text: &str) -> Option<MrnKind> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 18
        && digits(&bytes[..2])
        && letters(&bytes[2..4])
        && alphanumerics(&bytes[4..17])
        && digits(&bytes[17..]);
    if !shaped {
        return None;
    }
    match bytes[16] {
        b'A'..=b'E' => Some(MrnKind::Export),
        b'J'..=b'M' => Some(MrnKind::Transit),
        b'R'..=b'W' => Some(MrnKind::Import),
        _ => (&bytes[..2] <= b"24".as_slice()).then_some(MrnKind::Legacy),
    }
}

/// The MRN of a year, country, twelve characters and letter; `None` when they do not make one.
#[must_use]
pub fn mrn_of(year: u8, country: &str, serial: &str, letter: char) -> Option<String> {
    let without = format!("{:02}{country}{serial}{letter}", year % 100);
    let mrn = format!("{without}{}", check_digit(&without)?);
    is_mrn(&mrn).map(|_| mrn)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::has_valid_check_digit;

    #[test]
    fn formats() {
        for (text, expected) in [
            ("23GB5SCPZSPYDAUAA1", Some(MrnKind::Export)),
            ("26GB20B6YAHRKSGAR2", Some(MrnKind::Import)),
            ("22ITZXBZYUTJFLJXK6", Some(MrnKind::Transit)),
            ("21DE27364916384836", Some(MrnKind::Legacy)),
            ("25DE27364916384836", None),
            ("21De27364916384836", None),
            ("21DE2736491638483", None),
            ("21DE2736491638483X", None),
        ] {
            assert_eq!(is_mrn(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn made_numbers_are_valid(year in 0u8..100, country in "[A-Z]{2}", serial in "[A-Z0-9]{12}") {
            let mrn = mrn_of(year, &country, &serial, 'J').unwrap();
            prop_assert_eq!(is_mrn(&mrn), Some(MrnKind::Transit));
            prop_assert!(has_valid_check_digit(&mrn));
        }
    }
}
