//! Which movement of ours does customs speak of?
//!
//! A request has a reference of at most 25 characters that answers repeat. Ours is the identifier
//! of the message: its 128 bits take 25 digits of base 36.

/// Digits of a number of 128 bits in base 36; the most characters of a reference.
const DIGITS: usize = 25;
/// Digits of a message's identifier, in base 16.
const IDENTIFIER: usize = 32;
const BASE: u128 = 36;

/// The reference that stands for the identifier of a message. What is none of our identifiers is
/// kept as far as it fits.
pub(crate) fn of_identifier(identifier: &str) -> String {
    let number = Some(identifier).filter(|text| text.len() == IDENTIFIER);
    let number = number.and_then(|text| u128::from_str_radix(text, 16).ok());
    number.map_or_else(|| identifier.chars().take(DIGITS).collect(), digits)
}

fn digits(mut number: u128) -> String {
    let mut digits = ['0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        let value = u32::try_from(number % BASE).unwrap_or_default();
        *digit = char::from_digit(value, 36)
            .unwrap_or('0')
            .to_ascii_uppercase();
        number /= BASE;
    }
    digits.iter().collect()
}

/// The identifier that a reference stands for; the reference itself where it stands for none.
pub(crate) fn identifier_of(reference: &str) -> String {
    let is_ours = reference.len() == DIGITS
        && reference
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let number = is_ours.then(|| u128::from_str_radix(reference, 36).ok());
    number
        .flatten()
        .map_or_else(|| reference.to_owned(), |number| format!("{number:032x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn others_references_are_kept() {
        for reference in ["Movement15", "W7329MNQQH62VSFTZFOX7AW4F", ""] {
            assert_eq!(identifier_of(reference), reference);
        }
        assert_eq!(of_identifier("MSG-0001"), "MSG-0001");
        assert_eq!(of_identifier(&"x".repeat(32)).len(), DIGITS);
    }

    proptest! {
        #[test]
        fn an_identifier_comes_back(number: u128) {
            let identifier = format!("{number:032x}");
            let reference = of_identifier(&identifier);
            prop_assert_eq!(reference.len(), DIGITS);
            prop_assert_eq!(identifier_of(&reference), identifier);
        }
    }
}
