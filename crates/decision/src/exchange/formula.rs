//! How does a cell of a CSV file stay a text in a spreadsheet program?
//!
//! A cell that begins like a formula is run when the file is opened. So an apostrophe is written
//! before it, and taken off again when it is read. Numbers, and a sign alone, are no formulas.

use std::borrow::Cow;

/// The cell as it is written into a CSV file.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    match is_formula(cell.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

/// The cell that a CSV file says.
#[must_use]
pub fn bare(written: &str) -> &str {
    match written.strip_prefix('\'') {
        Some(cell) if is_formula(cell.trim_start_matches('\'')) => cell,
        Some(_) | None => written,
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(cell)
}

/// A sign with digits behind it, with a point or a comma among them, or with none.
fn is_number(cell: &str) -> bool {
    let Some(digits) = cell.strip_prefix(['+', '-']) else {
        return false;
    };
    let (whole, rest) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && are_digits(rest) && (digits.is_empty() || !whole.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+A1", "'+A1"),
            ("-A1", "'-A1"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("-5", "-5"),
            ("+5.25", "+5.25"),
            ("-5,5", "-5,5"),
            ("-", "-"),
            ("'t Hooft", "'t Hooft"),
            ("< -5", "< -5"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(bare(written), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cell in "['=+@\t\r0-9.,A -]{0,6}") {
            let written = guarded(&cell);
            prop_assert!(!is_formula(&written), "{written:?}");
            prop_assert_eq!(bare(&written), cell.as_str());
        }
    }
}
