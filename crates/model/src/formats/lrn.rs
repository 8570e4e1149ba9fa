//! LRN, our own number of a declaration: up to 22 characters, unique per declarant.

use uuid::Uuid;

/// Whether the text has the format of an LRN: 1 to 22 printable characters, no space at the ends.
#[must_use]
pub fn is_lrn(text: &str) -> bool {
    (1..=22).contains(&text.len())
        && text.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        && text.trim() == text
}

/// An LRN of 22 upper-case letters and digits from a declaration's id: as unique as the id's
/// time and its 62 lowest random bits, and the same each time it is derived.
#[must_use]
pub fn lrn_of(id: Uuid) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    // 48 bits of time and 62 random bits: 110 bits are 22 characters of 5.
    let number = id.as_u128();
    let bits = (number >> 80 << 62) | (number & ((1 << 62) - 1));
    (0..22)
        .rev()
        .map(|digit| ALPHABET[(bits >> (5 * digit)) as usize & 31] as char)
        .collect()
}

/// The LRN of a part of a declaration that is split: the end of its own, which differs most, and
/// the part's number from 1.
#[must_use]
pub fn part_lrn(whole: &str, part: usize) -> String {
    let mark = format!("P{part}");
    let kept = 22_usize.saturating_sub(mark.len());
    let skipped = whole.chars().count().saturating_sub(kept);
    let end: String = whole.chars().skip(skipped).collect();
    end.trim_start().to_owned() + &mark
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn derived_numbers_are_lrns(number: u128) {
            let lrn = lrn_of(Uuid::from_u128(number));
            prop_assert!(is_lrn(&lrn), "{}", lrn);
            prop_assert_eq!(lrn.len(), 22);
        }

        #[test]
        fn time_and_randomness_are_kept(a: u128, b: u128) {
            let kept = |n: u128| (n >> 80, n & ((1 << 62) - 1));
            let same = lrn_of(Uuid::from_u128(a)) == lrn_of(Uuid::from_u128(b));
            prop_assert_eq!(same, kept(a) == kept(b));
        }
    }

    #[test]
    fn formats() {
        for (text, expected) in [
            ("A", true),
            ("", false),
            (" A", false),
            ("ABCDEFGHIJKLMNOPQRSTUVW", false),
            ("Ä", false),
        ] {
            assert_eq!(is_lrn(text), expected, "{text}");
        }
    }

    #[test]
    fn a_part_has_a_number_of_its_own() {
        assert_eq!(super::part_lrn("ABC", 1), "ABCP1");
        let whole = super::lrn_of(uuid::Uuid::from_u128(7 << 80 | 5));
        let part = super::part_lrn(&whole, 12);
        assert!(super::is_lrn(&part) && part.ends_with("P12"), "{part}");
    }
}
