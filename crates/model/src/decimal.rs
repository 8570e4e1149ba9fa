//! Which decimal is meant by a text? Every digit counts, whatever its notation.

use rust_decimal::Decimal;

/// The decimal that a text is, with every digit.
#[must_use]
pub fn exact(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text.contains('_') {
        return None;
    }
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}
