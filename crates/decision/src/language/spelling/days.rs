//! Days as people write them, and days some days away from another.

use jiff::civil::Date;

use crate::language::lexer::tokens;
use crate::language::token::TokenKind;

/// `31.01.2026`, `2026-01-31`, with quotes or without.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    read_day(bare.unwrap_or(text)).map(|day| format!("date(\"{day}\")"))
}

/// A day as people write it: `31.01.2026` and `2026-01-31`.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('.').collect();
    if let [day, month, year] = parts[..] {
        let is_short = |part: &str| matches!(part.len(), 1 | 2);
        let fits = is_short(day) && is_short(month) && year.len() == 4;
        let numbers = (day.parse().ok(), month.parse().ok(), year.parse().ok());
        return match numbers {
            (Some(day), Some(month), Some(year)) if fits => Date::new(year, month, day).ok(),
            _ => None,
        };
    }
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// `31.01.2026 + 30` and `acceptance - 14`: a number beside a day can only count days.
pub(super) fn moved_day(text: &str, names: &[&str]) -> Option<String> {
    let (day_written, sign, days) =
        literal_and_days(text).or_else(|| value_and_days(text, names))?;
    Some(format!("{day_written} {sign} duration(\"P{days}D\")"))
}

fn literal_and_days(text: &str) -> Option<(String, char, String)> {
    let at = text.rfind(['+', '-'])?;
    let days = text[at + 1..].trim();
    let is_number = !days.is_empty() && days.bytes().all(|digit| digit.is_ascii_digit());
    let sign = text[at..].chars().next().filter(|_| is_number)?;
    Some((day(&text[..at])?, sign, days.to_owned()))
}

/// What ends in a sign and digits, in words of the language.
fn value_and_days(text: &str, names: &[&str]) -> Option<(String, char, String)> {
    let read = tokens(text, names).ok()?;
    let [first, .., operator, number] = &read[..] else {
        return None;
    };
    let sign = match operator.kind {
        TokenKind::Plus => '+',
        TokenKind::Minus => '-',
        _ => return None,
    };
    let TokenKind::Number(days) = &number.kind else {
        return None;
    };
    let is_number = days.bytes().all(|digit| digit.is_ascii_digit());
    // One value stands before: an input, or a function with its brackets.
    let is_value = matches!(
        (&first.kind, read.len()),
        (
            TokenKind::Input(_) | TokenKind::Subject | TokenKind::Day(_),
            3
        ) | (TokenKind::Date, 6)
    );
    let before: String = text.chars().take(operator.span.start).collect();
    (is_number && is_value).then(|| (before.trim_end().to_owned(), sign, days.clone()))
}
