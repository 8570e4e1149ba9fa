//! The check digit of MRN, GRN and ARC: ISO 6346 arithmetic.
//!
//! Values: digits as they are; letters from A = 10 upwards, skipping the multiples of 11. The sum
//! of value × 2^position (from 0 at the left), modulo 11, modulo 10.

/// The check digit of a text of digits and upper-case letters; `None` for any other text.
#[must_use]
pub fn check_digit(text: &str) -> Option<char> {
    // 2^i repeats modulo 11 with period 10, so positions never overflow.
    let mut sum = 0u32;
    for (position, byte) in text.bytes().enumerate() {
        sum = (sum + value(byte)? * (1 << (position % 10))) % 11;
    }
    char::from_digit(sum % 10, 10)
}

/// Whether the last character is the check digit of those before it.
#[must_use]
pub fn has_valid_check_digit(text: &str) -> bool {
    let mut characters = text.chars();
    let last = characters.next_back();
    last.is_some() && check_digit(characters.as_str()) == last
}

fn value(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => {
            let number = u32::from(byte - b'A');
            // A=10, then one more for each of 11, 22, 33 that was passed.
            Some(
                10 + number
                    + u32::from(number >= 1)
                    + u32::from(number >= 11)
                    + u32::from(number >= 21),
            )
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letter_values_skip_multiples_of_eleven() {
        for (letter, expected) in [
            (b'A', 10),
            (b'B', 12),
            (b'K', 21),
            (b'L', 23),
            (b'U', 32),
            (b'V', 34),
            (b'Z', 38),
        ] {
            assert_eq!(value(letter), Some(expected), "{}", letter as char);
        }
    }

    #[test]
    fn published_numbers() {
        for (number, valid) in [
            ("23GB5SCPZSPYDAUAA1", true),
            ("26GB20B6YAHRKSGAR2", true),
            ("21DE27364916384836", true),
            ("22ITZXBZYUTJFLJXK6", true),
            ("11DKJKA05CB5I1EXW2KL9", true),
            ("22DK1V0QQK2S6J7TU2", false),
            ("22DK1V0QQK2S6J7TU1", true),
            ("24GB34F7Y1O2CX8PT4", false),
            ("24GB34F7Y1O2CX8PT2", true),
            ("", false),
            ("ö1", false),
        ] {
            assert_eq!(has_valid_check_digit(number), valid, "{number}");
        }
    }

    proptest! {
        /// Powers of two modulo 11 repeat every ten positions.
        #[test]
        fn equals_the_definition(text in "[A-Z0-9]{1,40}") {
            let sum: u128 = text
                .bytes()
                .enumerate()
                .map(|(i, b)| u128::from(value(b).unwrap()) << i)
                .sum();
            prop_assert_eq!(
                check_digit(&text),
                char::from_digit(u32::try_from(sum % 11 % 10).unwrap(), 10)
            );
        }

        /// No single digit can be mistyped unnoticed, except where 10 and 0 share the digit 0.
        #[test]
        fn finds_a_changed_digit(text in "[0-9]{17}", at in 0usize..17, digit in 0u8..10) {
            let mut changed = text.clone().into_bytes();
            changed[at] = b'0' + digit;
            let changed = String::from_utf8(changed).unwrap();
            if changed != text && check_digit(&text) != Some('0') {
                prop_assert_ne!(check_digit(&text), check_digit(&changed));
            }
        }
    }
}
