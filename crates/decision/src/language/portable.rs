//! How is a cell written for other products, which know no `8703*` and no bare codes?

use super::lexer::tokens;
use super::token::TokenKind;
use crate::value::ValueType;

/// The names that a cell uses, by their positions; none when it cannot be read.
pub(crate) fn mentioned(text: &str, names: &[&str]) -> Vec<usize> {
    let tokens = tokens(text, names).unwrap_or_default();
    let positions = tokens.into_iter().filter_map(|token| match token.kind {
        TokenKind::Input(position) => Some(position),
        _ => None,
    });
    positions.collect()
}

/// Whether a number in a cell begins with a zero that it would lose: `0409`, not `0` and `0.5`.
pub(crate) fn begins_with_zero(text: &str) -> bool {
    let tokens = tokens(text, &[]).unwrap_or_default();
    tokens.iter().any(|token| match &token.kind {
        TokenKind::Number(digits) => {
            let digits = digits.as_bytes();
            digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit()
        }
        _ => false,
    })
}

/// The cell in plain FEEL, as far as it can be; what cannot be read stays as it is.
pub(crate) fn portable(text: &str, names: &[&str], kind: ValueType) -> String {
    let Ok(tokens) = tokens(text, names) else {
        return text.to_owned();
    };
    let is_code = matches!(kind, ValueType::Code | ValueType::TariffCode);
    let characters: Vec<char> = text.chars().collect();
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for token in tokens {
        let replaced = match &token.kind {
            TokenKind::Prefix(digits) => format!("starts with(?, \"{digits}\")"),
            TokenKind::Number(digits) if is_code => format!("\"{digits}\""),
            _ => continue,
        };
        written.extend(&characters[at..token.span.start]);
        written.push_str(&replaced);
        at = token.span.end;
    }
    written.extend(&characters[at..]);
    written
}
