//! How a value is written in a message.

use std::borrow::Cow;

use cas_model::access::{Field, Value};
use cas_model::civil_day::zone_of;
use cas_model::shape::ValueKind;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

/// How a value is written.
#[derive(Clone, Copy)]
pub enum Format {
    /// Text of at most so many characters; line breaks become spaces, ends are trimmed.
    Text(usize),
    /// The same, of so many characters at least and at most.
    Sized(usize, usize),
    /// Text from one character to before another: parts of a code. Absent when it begins later.
    Part(usize, usize),
    /// The first characters of a code: least and most. A shorter code is written whole.
    Begin(usize, usize),
    /// Text of a code in two parts: what stands in this other field and then the text, unless the
    /// text has all of so many characters already.
    After(&'static str, usize),
    /// The same of a document type, of all four characters.
    WholeType(&'static str),
    /// A decimal, not negative: most digits, most decimals.
    Decimal(u32, u32),
    /// A decimal greater than zero: most digits, most decimals.
    Positive(u32, u32),
    /// A whole number without a sign.
    Integer,
    /// A whole number of at least and at most so much.
    Within(u32, u32),
    /// A flag, written `0` or `1`.
    Flag,
    /// A calendar date, written `YYYY-MM-DD`.
    Date,
    /// A calendar date, written `YYYYMMDD`.
    CompactDate,
    /// `YYYY-MM-DDThh:mm:ss` in UTC, without zone and fraction.
    DateTime,
    /// `YYYYMMDDhhmmss` in the time of a country, with its offset: `+01`, or `Z` where it has
    /// none (format 304 of the United Nations' list 2379).
    CompactMoment(&'static str),
}

/// Characters of a full document type: category and type (N + 380).
const TYPE_LENGTH: usize = 4;

impl Format {
    /// A time in one of the ways that messages write it; UTC where they say no zone.
    #[must_use]
    pub fn moment(text: &str) -> Option<Timestamp> {
        read_moment(text)
    }

    /// The field whose text goes before the value's.
    pub(super) fn before(self) -> Option<&'static str> {
        if let Self::After(field, _) | Self::WholeType(field) = self {
            return Some(field);
        }
        None
    }

    /// The most characters of a text that is a part of a code.
    pub(super) fn most_of_part(self) -> Option<usize> {
        match self {
            Self::Part(from, to) => Some(to - from),
            Self::Begin(_, most) => Some(most),
            Self::Text(_)
            | Self::Sized(..)
            | Self::After(..)
            | Self::WholeType(_)
            | Self::Decimal(..)
            | Self::Positive(..)
            | Self::Integer
            | Self::Within(..)
            | Self::Flag
            | Self::Date
            | Self::CompactDate
            | Self::DateTime
            | Self::CompactMoment(_) => None,
        }
    }

    /// Whether a text is long enough to have something to write.
    pub(super) fn reaches(self, text: &str) -> bool {
        let from = if let Self::Part(from, _) = self {
            from
        } else {
            0
        };
        text.trim().chars().count() > from
    }

    /// The value that a text of a message is, for a field of a kind.
    ///
    /// # Errors
    /// What is wrong with the text, in words.
    pub(super) fn value(self, text: &str, kind: ValueKind) -> Result<Value, String> {
        let no = |what: &str| format!("is no {what}");
        Ok(match kind {
            ValueKind::Text => Value::Text(on_one_line(text).into_owned()),
            ValueKind::Decimal => Value::Decimal(
                Decimal::from_str_exact(text.trim()).map_err(|_| no("decimal number"))?,
            ),
            ValueKind::Integer => Value::Integer(whole(text).ok_or_else(|| no("whole number"))?),
            ValueKind::Flag => Value::Flag(match text {
                "1" | "true" => true,
                "0" | "false" => false,
                _ => return Err(no("flag")),
            }),
            ValueKind::Date => Value::Date(day(text).ok_or_else(|| no("date"))?),
            ValueKind::Instant => Value::Instant(read_moment(text).ok_or_else(|| no("time"))?),
            ValueKind::Record(_) | ValueKind::List(_) => return Err(no("record")),
        })
    }

    /// Whether a value is written, where that can be told at a glance: `Some(false)` when there is
    /// nothing to write, `None` when [`Format::text`] must say.
    pub(super) fn fits(self, field: Field<'_>) -> Option<bool> {
        match (self, field) {
            (_, Field::Absent) => Some(false),
            // No text has more characters than bytes, and ASCII is no trouble to XML.
            (Self::Text(most), Field::Text(text)) => {
                let is_plain = text.len() <= most
                    && !text.is_empty()
                    && text.bytes().all(|byte| matches!(byte, b'!'..=b'~' | b' '));
                let begins = !text.starts_with(' ');
                (is_plain && begins).then_some(true)
            }
            (
                Self::Decimal(digits, scale) | Self::Positive(digits, scale),
                Field::Decimal(value),
            ) => {
                let is_small = value > Decimal::ZERO
                    && value.scale() <= scale.min(digits.saturating_sub(1))
                    && value.mantissa() < 10_i128.pow(digits.min(28).saturating_sub(1));
                is_small.then_some(true)
            }
            (Self::Integer, Field::Integer(_))
            | (Self::Flag, Field::Flag(_))
            | (Self::Date | Self::CompactDate, Field::Date(_))
            | (Self::DateTime, Field::Instant(_)) => Some(true),
            _ => None,
        }
    }

    /// The text of a value; `None` when there is nothing to write.
    ///
    /// # Errors
    /// What is wrong with the value, in words.
    pub(super) fn text<'a>(
        self,
        field: Field<'a>,
        before: Option<&str>,
    ) -> Result<Option<Cow<'a, str>>, String> {
        match (self, field) {
            (Self::Text(most), Field::Text(text)) => plain(text, most).map(written),
            (Self::Sized(least, most), Field::Text(text)) => sized(text, least, most),
            (Self::Part(from, to), Field::Text(text)) => part(text.trim(), from, to),
            (Self::Begin(least, most), Field::Text(text)) => begin(text.trim(), least, most),
            (Self::After(_, most), Field::Text(text)) => {
                let text = joined(before.unwrap_or("").trim(), plain(text, most)?, most);
                no_longer(&text, most)?;
                Ok(written(text))
            }
            (Self::WholeType(_), Field::Text(text)) => {
                let text = plain(text, TYPE_LENGTH)?;
                let text = joined(before.unwrap_or("").trim(), text, TYPE_LENGTH);
                sized(&text, TYPE_LENGTH, TYPE_LENGTH)?;
                Ok(written(text))
            }
            (Self::Decimal(digits, scale), Field::Decimal(decimal)) => {
                decimal_text(decimal, digits, scale).map(written)
            }
            (Self::Positive(..), Field::Decimal(decimal)) if decimal <= Decimal::ZERO => {
                Err(format!("must be more than 0, not {decimal}"))
            }
            (Self::Positive(digits, scale), Field::Decimal(decimal)) => {
                decimal_text(decimal, digits, scale).map(written)
            }
            (Self::Integer, Field::Integer(integer)) => Ok(Some(integer.to_string().into())),
            (Self::Within(least, most), Field::Integer(integer)) => {
                if !(least..=most).contains(&integer) {
                    return Err(format!("must be {least} to {most}, not {integer}"));
                }
                Ok(Some(integer.to_string().into()))
            }
            (Self::Flag, Field::Flag(flag)) => Ok(Some(if flag { "1" } else { "0" }.into())),
            (Self::Date, Field::Date(date)) => Ok(Some(date.to_string().into())),
            (Self::CompactDate, Field::Date(date)) => {
                Ok(Some(date.strftime("%Y%m%d").to_string().into()))
            }
            (Self::DateTime, Field::Instant(instant)) => Ok(Some(
                instant
                    .to_zoned(TimeZone::UTC)
                    .strftime("%Y-%m-%dT%H:%M:%S")
                    .to_string()
                    .into(),
            )),
            (Self::CompactMoment(country), Field::Instant(instant)) => {
                Ok(Some(compact_moment(instant, country).into()))
            }
            (_, Field::Absent) => Ok(None),
            // A value made elsewhere (a number, a time, an amount) that is text already.
            (_, Field::Text(text)) => plain(text, usize::MAX).map(written),
            (_, other) => Err(format!("holds {}, which its row cannot write", kind(other))),
        }
    }
}

fn whole(text: &str) -> Option<u32> {
    let decimal = Decimal::from_str_exact(text.trim()).ok()?.normalize();
    decimal.to_string().parse().ok()
}

fn day(text: &str) -> Option<Date> {
    match text.len() {
        8 => Date::strptime("%Y%m%d", text).ok(),
        _ => text.get(..10)?.parse().ok(),
    }
}

/// A time in one of the ways that messages write it; UTC where they say no zone.
fn read_moment(text: &str) -> Option<Timestamp> {
    let zoned = text.parse::<Timestamp>().ok();
    let local = || text.parse::<DateTime>().ok();
    zoned
        .or_else(|| read_compact_moment(text))
        .or_else(|| Some(local()?.to_zoned(TimeZone::UTC).ok()?.timestamp()))
}

fn compact_moment(instant: Timestamp, country: &str) -> String {
    let moment = instant.to_zoned(zone_of(country).clone());
    let day = moment.strftime("%Y%m%d%H%M%S");
    let seconds = moment.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let hours = seconds.abs() / 3_600;
    match seconds {
        0 => format!("{day}Z"),
        _ => format!("{day}{sign}{hours:02}"),
    }
}

/// A time that says its zone, in one of the ways that messages write it.
pub(crate) fn zoned_moment(text: &str) -> Option<Timestamp> {
    let compact = || read_compact_moment(text).filter(|_| text.len() > 14);
    text.parse().ok().or_else(compact)
}

/// Reads `YYYYMMDDhhmmss` with an offset in hours, `Z`, or none; without one it is UTC.
fn read_compact_moment(text: &str) -> Option<Timestamp> {
    let (moment, offset) = text.split_at_checked(14)?;
    let moment = DateTime::strptime("%Y%m%d%H%M%S", moment).ok()?;
    let hours: i8 = match offset {
        "" | "Z" => 0,
        _ => offset.get(..3)?.parse().ok()?,
    };
    if !matches!(offset.get(3..), None | Some("" | "00" | ":00")) {
        return None;
    }
    let zone = TimeZone::fixed(jiff::tz::Offset::from_hours(hours).ok()?);
    Some(moment.to_zoned(zone).ok()?.timestamp())
}

fn written(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    Some(text).filter(|text| !text.is_empty())
}

fn plain(text: &str, most: usize) -> Result<Cow<'_, str>, String> {
    let text = text.trim();
    no_longer(text, most)?;
    Ok(on_one_line(text))
}

fn no_longer(text: &str, most: usize) -> Result<(), String> {
    match text.chars().count() {
        count if count > most => Err(format!("has {count} characters; customs takes {most}")),
        _ => Ok(()),
    }
}

fn sized(text: &str, least: usize, most: usize) -> Result<Option<Cow<'_, str>>, String> {
    let text = plain(text, most)?;
    match text.chars().count() {
        count if count < least && count > 0 => Err(too_short(&text, least)),
        _ => Ok(written(text)),
    }
}

/// A text with spaces for its line breaks and tabs; most have none.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let breaks = |byte: u8| matches!(byte, b'\n' | b'\r' | b'\t');
    match text.bytes().any(breaks) {
        true => text.replace(['\n', '\r', '\t'], " ").into(),
        false => text.into(),
    }
}

fn part(text: &str, from: usize, to: usize) -> Result<Option<Cow<'_, str>>, String> {
    if text.chars().count() <= from {
        return Ok(None);
    }
    let part: String = text.chars().skip(from).take(to - from).collect();
    if part.chars().count() < to - from {
        return Err(too_short(text, to));
    }
    Ok(Some(part.into()))
}

fn begin(text: &str, least: usize, most: usize) -> Result<Option<Cow<'_, str>>, String> {
    match text.chars().count() {
        0 => Ok(None),
        length if length < least => Err(too_short(text, least)),
        _ => Ok(Some(text.chars().take(most).collect::<String>().into())),
    }
}

fn too_short(text: &str, least: usize) -> String {
    format!("must have at least {least} characters, not \"{text}\"")
}

/// A text behind another, where it is not whole by itself.
fn joined<'a>(before: &str, text: Cow<'a, str>, whole: usize) -> Cow<'a, str> {
    if text.is_empty() || before.is_empty() || text.chars().count() >= whole {
        return text;
    }
    format!("{before}{text}").into()
}

fn decimal_text(decimal: Decimal, digits: u32, scale: u32) -> Result<Cow<'static, str>, String> {
    if decimal.is_sign_negative() && !decimal.is_zero() {
        return Err(format!("must not be negative, not {decimal}"));
    }
    let decimal = decimal.normalize();
    if decimal.scale() > scale {
        return Err(format!("has more than {scale} decimals: {decimal}"));
    }
    let text = decimal.to_string();
    let written = text.bytes().filter(u8::is_ascii_digit).count();
    if written > digits as usize {
        return Err(format!("has more than {digits} digits: {decimal}"));
    }
    Ok(text.into())
}

fn kind(field: Field<'_>) -> &'static str {
    match field {
        Field::Absent => "nothing",
        Field::Text(_) => "text",
        Field::Decimal(_) => "a decimal",
        Field::Integer(_) => "a whole number",
        Field::Flag(_) => "a flag",
        Field::Date(_) => "a date",
        Field::Instant(_) => "a time",
        Field::Record(_) => "a record",
        Field::List(_) => "a collection",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, field: Field<'_>, expected: Result<Option<&str>, &str>) {
        let text = format.text(field, Some("N"));
        assert_eq!(
            text.as_ref().map(Option::as_deref).map_err(String::as_str),
            expected
        );
    }

    #[test]
    fn values_are_written_as_customs_takes_them() {
        let decimal = |text: &str| Field::Decimal(text.parse().unwrap());
        check(Format::Text(5), Field::Text(" a\nb "), Ok(Some("a b")));
        check(Format::Text(5), Field::Text("   "), Ok(None));
        check(
            Format::Text(2),
            Field::Text("abc"),
            Err("has 3 characters; customs takes 2"),
        );
        check(
            Format::After("category", 2),
            Field::Text("1"),
            Ok(Some("N1")),
        );
        check(
            Format::WholeType("category"),
            Field::Text("380"),
            Ok(Some("N380")),
        );
        check(
            Format::WholeType("category"),
            Field::Text("38"),
            Err("must have at least 4 characters, not \"N38\""),
        );
        check(Format::Within(1, 9), Field::Integer(9), Ok(Some("9")));
        check(
            Format::Within(1, 9),
            Field::Integer(0),
            Err("must be 1 to 9, not 0"),
        );
        check(Format::Sized(2, 2), Field::Text(" DK"), Ok(Some("DK")));
        check(Format::Sized(2, 2), Field::Text(" "), Ok(None));
        check(
            Format::Sized(2, 3),
            Field::Text("D"),
            Err("must have at least 2 characters, not \"D\""),
        );
        check(
            Format::Part(0, 6),
            Field::Text("8703231910"),
            Ok(Some("870323")),
        );
        check(
            Format::Part(6, 8),
            Field::Text("8703231910"),
            Ok(Some("19")),
        );
        check(Format::Part(6, 8), Field::Text("870323"), Ok(None));
        check(
            Format::Part(0, 6),
            Field::Text("8703"),
            Err("must have at least 6 characters, not \"8703\""),
        );
        check(
            Format::Begin(6, 8),
            Field::Text("8703231910"),
            Ok(Some("87032319")),
        );
        check(
            Format::Begin(6, 8),
            Field::Text(" 870323 "),
            Ok(Some("870323")),
        );
        check(Format::Begin(6, 8), Field::Text(" "), Ok(None));
        check(
            Format::Begin(6, 8),
            Field::Text("8703"),
            Err("must have at least 6 characters, not \"8703\""),
        );
        check(
            Format::After("category", 4),
            Field::Text("380"),
            Ok(Some("N380")),
        );
        check(
            Format::After("category", 4),
            Field::Text("C651"),
            Ok(Some("C651")),
        );
        check(Format::Decimal(16, 2), decimal("10.50"), Ok(Some("10.5")));
        check(Format::Decimal(16, 2), decimal("1000"), Ok(Some("1000")));
        check(
            Format::Decimal(16, 2),
            decimal("1.005"),
            Err("has more than 2 decimals: 1.005"),
        );
        check(
            Format::Positive(16, 6),
            decimal("0.0"),
            Err("must be more than 0, not 0.0"),
        );
        check(
            Format::Decimal(3, 2),
            decimal("1000"),
            Err("has more than 3 digits: 1000"),
        );
        check(Format::Flag, Field::Flag(true), Ok(Some("1")));
        let date = Field::Date("2026-03-01".parse().unwrap());
        check(Format::CompactDate, date, Ok(Some("20260301")));
        check(
            Format::DateTime,
            Field::Instant("2026-03-01T10:20:30.5+02:00".parse().unwrap()),
            Ok(Some("2026-03-01T08:20:30")),
        );
    }
}
