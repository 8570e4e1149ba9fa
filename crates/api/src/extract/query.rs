//! How are query parameters read, so that a misspelt one is not silently ignored?
//!
//! A handler takes each parameter it knows by name; [`Query::finish`] refuses what is left over,
//! and everything that had a wrong value, naming each.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use cas_model::civil_day::{begin_of, end_of};
use cas_model::spelling::Spelling;
use cas_model::structure::calendar_date;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use url::form_urlencoded;

use crate::codes;
use crate::problem::{FieldProblem, Problem};

/// Most entries of one answer.
pub const MAX_LIMIT: u32 = 100;

/// Most rows of a list that may be skipped.
const MOST_SKIPPED: u32 = 100_000;

/// What a cursor must be.
pub const A_CURSOR: &str = "the nextCursor of the page before";

/// The query parameters that were not taken yet.
pub struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<FieldProblem>,
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of_text(parts.uri.query().unwrap_or_default()))
    }
}

/// What a reason is, in refusals.
pub const A_REASON: &str = "1 to 512 characters";

/// A reason as it was given, where it is one.
#[must_use]
pub fn a_reason(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = (1..=512).contains(&text.chars().count());
    fits.then(|| text.to_owned())
}

impl Query {
    /// The parameters of a text, as they stand in an address.
    pub(crate) fn of_text(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        Self {
            pairs,
            errors: Vec::new(),
        }
    }

    /// A parameter's text; empty is as good as absent.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        let mut values = self.take(|key| key == name);
        if values.len() > 1 {
            self.error(name, "send it once");
        }
        values.pop().filter(|text| !text.is_empty())
    }

    /// A parameter that names something, spelled as what it names is.
    pub fn spelled(&mut self, name: &'static str, spelling: Spelling) -> Option<String> {
        let text = self.text(name)?;
        Some(spelling.normalize(&text).into_owned()).filter(|text| !text.is_empty())
    }

    /// A parameter that `parse` makes something of.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name)?;
        let value = parse(&text);
        if value.is_none() {
            self.error(name, format!("must be {expected}, not \"{}\"", clip(&text)));
        }
        value
    }

    /// A parameter that may be repeated, with or without `[]` behind its name.
    pub fn each<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let texts = self.take(|key| key.strip_suffix("[]").unwrap_or(key) == name);
        let mut values = Vec::new();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            match parse(text) {
                Some(value) => values.push(value),
                None => self.error(name, format!("must be {expected}, not \"{}\"", clip(text))),
            }
        }
        values
    }

    /// A parameter whose values are separated by commas; it may be repeated as well.
    pub fn listed<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let texts = self.take(|key| key.strip_suffix("[]").unwrap_or(key) == name);
        let texts = texts.iter().flat_map(|text| text.split(','));
        let mut values = Vec::new();
        for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
            match parse(text) {
                Some(value) => values.push(value),
                None => self.error(name, format!("must be {expected}, not \"{}\"", clip(text))),
            }
        }
        values
    }

    /// `true` or `false`; false when absent.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.parsed(name, "true or false", |text| text.parse().ok())
            .unwrap_or_default()
    }

    /// A calendar date, written `YYYY-MM-DD`.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        self.parsed(name, "a date YYYY-MM-DD", calendar_date)
    }

    /// A point in time from which on or until which: RFC 3339, or a date, which means its
    /// beginning or its end, wherever it is asked.
    pub fn moment(&mut self, name: &'static str) -> Option<Moment> {
        self.parsed(name, TIME, |text| {
            let time = text.parse().ok().map(Moment::At);
            time.or_else(|| calendar_date(text).map(Moment::On))
        })
    }

    /// A span before a time, written `7d`, `12h` or `30m`: when it began.
    pub fn span_before(&mut self, name: &'static str, time: Timestamp) -> Option<Timestamp> {
        self.parsed(name, "a span such as 7d or 12h", |text| {
            span_before(time, text)
        })
    }

    /// `offset` of a list that has cursors too: how many to skip, where no cursor says where it begins.
    pub fn offset_without<T>(&mut self, cursor: Option<&T>) -> u32 {
        let offset = self.offset();
        if cursor.is_some() && offset.is_some() {
            self.error("offset", "send either offset or cursor");
        }
        if offset.is_some_and(|offset| offset > MOST_SKIPPED) {
            self.error(
                "offset",
                format!("must be {MOST_SKIPPED} at most; go further with cursor"),
            );
        }
        offset.unwrap_or(0)
    }

    /// `limit`: how many at most; 100 is the default and the most.
    pub fn limit(&mut self) -> u32 {
        self.limit_to(MAX_LIMIT)
    }

    /// `limit`: how many at most, of small entries of which more may be asked for; 100 is the default.
    pub fn limit_to(&mut self, most: u32) -> u32 {
        let fits = |text: &str| {
            let limit = text.parse().ok();
            limit.filter(|limit| (1..=most).contains(limit))
        };
        self.parsed("limit", &format!("a number from 1 to {most}"), fits)
            .unwrap_or(MAX_LIMIT)
    }

    /// `offset`: how many to skip.
    pub fn offset(&mut self) -> Option<u32> {
        self.parsed("offset", "a whole number from 0", |text| text.parse().ok())
    }

    /// Notes that a parameter is wrong.
    pub fn error(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldProblem::new(name, message));
    }

    /// Ends the reading where other parameters are let pass, as they always were.
    ///
    /// # Errors
    /// Every parameter that was read and has a wrong value.
    pub fn finish_known(mut self) -> Result<(), Problem> {
        self.pairs.clear();
        self.finish()
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Every parameter that is unknown or has a wrong value.
    pub fn finish(mut self) -> Result<(), Problem> {
        for (name, _) in std::mem::take(&mut self.pairs) {
            self.error(&name, "unknown parameter; remove it or correct its name");
        }
        self.right_so_far().map(|_| ())
    }

    /// Goes on reading where nothing was wrong yet.
    ///
    /// # Errors
    /// Every parameter that was read and has a wrong value.
    pub fn right_so_far(self) -> Result<Self, Problem> {
        if self.errors.is_empty() {
            return Ok(self);
        }
        let names: Vec<&str> = self
            .errors
            .iter()
            .map(|error| error.path.as_str())
            .collect();
        let detail = format!("correct: {}", names.join(", "));
        Err(Problem::new(codes::INVALID_PARAMETER, detail).with_errors(self.errors))
    }

    fn take(&mut self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let (taken, rest) = std::mem::take(&mut self.pairs)
            .into_iter()
            .partition(|(key, _)| is_wanted(key));
        self.pairs = rest;
        Vec::into_iter(taken)
            .map(|(_, value): (String, String)| value)
            .collect()
    }
}

const TIME: &str = "a time in RFC 3339 with its zone, or a date YYYY-MM-DD";

/// When something is searched from, or until.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A time, the same everywhere.
    At(Timestamp),
    /// A civil day, which begins and ends when its place says.
    On(Date),
}

impl Moment {
    /// From which time on, where the clocks of a zone count.
    #[must_use]
    pub fn since(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(time) => time,
            Self::On(day) => begin_of(day, zone).unwrap_or(Timestamp::MAX),
        }
    }

    /// Until which time, itself included, where the clocks of a zone count.
    #[must_use]
    pub fn until(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(time) => time,
            Self::On(day) => end_of(day, zone)
                .and_then(|end| end.checked_sub(Span::new().nanoseconds(1)).ok())
                .unwrap_or(Timestamp::MAX),
        }
    }
}

/// So long before a time: `7d`, `12h`, `30m`.
fn span_before(now: Timestamp, text: &str) -> Option<Timestamp> {
    let (count, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let count: i64 = count
        .parse()
        .ok()
        .filter(|count| (1..=1_000_000).contains(count))?;
    let span = match unit {
        "d" => Span::new().try_hours(count.checked_mul(24)?).ok()?,
        "h" => Span::new().try_hours(count).ok()?,
        "m" => Span::new().try_minutes(count).ok()?,
        _ => return None,
    };
    now.checked_sub(span).ok()
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use cas_model::civil_day::zone_of;
    use cas_model::spelling::Spelling;

    use super::Query;

    #[test]
    fn each_wrong_parameter_is_named() {
        let mut query = Query::of_text("a=1&a=2&limit=101&step[]=x&step=y&to=2026-02-30&other=1");
        assert_eq!(query.text("a").as_deref(), Some("2"));
        assert_eq!(query.limit(), 100);
        assert_eq!(
            query.each("step", "text", |text| Some(text.to_owned())),
            ["x", "y"]
        );
        assert_eq!(query.moment("to"), None);
        let errors = query
            .finish()
            .expect_err("four are wrong")
            .details("")
            .errors;
        let names: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
        assert_eq!(names, ["a", "limit", "to", "other"]);
    }

    #[test]
    fn a_time_without_zone_and_a_date_with_time_are_refused() {
        for query in [
            "at=2026-02-01T01:00:00",
            "at=2026-02-01T01",
            "at=2026-02-01+01:00",
            "at=20260201",
        ] {
            let mut query = Query::of_text(query);
            assert_eq!(query.moment("at"), None);
            assert!(query.finish().is_err());
        }
        let mut query = Query::of_text("day=2026-02-01T01:00:00Z");
        assert_eq!(query.date("day"), None);
        assert!(query.finish().is_err());
    }

    #[test]
    fn a_name_is_spelled_as_what_it_names() {
        let mut query = Query::of_text("mrn=26de+4101a7q2w8b3a0&reference=+Lot+7+&blank=+");
        let mrn = query.spelled("mrn", Spelling::Identifier);
        assert_eq!(mrn.as_deref(), Some("26DE4101A7Q2W8B3A0"));
        let reference = query.spelled("reference", Spelling::Reference);
        assert_eq!(reference.as_deref(), Some("Lot 7"));
        assert_eq!(query.spelled("blank", Spelling::Reference), None);
        assert!(query.finish().is_ok());
    }

    #[test]
    fn a_date_means_the_whole_day() {
        let check = |jurisdiction: &str, expected: [&str; 3]| {
            let mut query = Query::of_text("day=2026-03-29&at=2026-02-01T01:00:00%2B01:00");
            let moments = (query.moment("day"), query.moment("at"));
            let (Some(day), Some(at)) = moments else {
                panic!("both are moments")
            };
            let zone = zone_of(jurisdiction);
            let times = [day.since(zone), day.until(zone), at.since(zone)];
            assert_eq!(times.map(|time| time.to_string()), expected);
            assert!(query.finish().is_ok());
        };
        let last = "2026-03-29T21:59:59.999999999Z";
        check("DE", ["2026-03-28T23:00:00Z", last, "2026-02-01T00:00:00Z"]);
        let last = "2026-03-29T22:59:59.999999999Z";
        check("GB", ["2026-03-29T00:00:00Z", last, "2026-02-01T00:00:00Z"]);
        let last = "2026-03-29T23:59:59.999999999Z";
        check("", ["2026-03-29T00:00:00Z", last, "2026-02-01T00:00:00Z"]);
    }
}
