//! What is `duration("P30D")`, and what becomes of a day that is moved by it?

use jiff::Span;
use jiff::civil::Date;

use crate::error::Problem;

/// A duration of whole months or whole days, either way: `P1Y6M`, `P30D`, `-P14D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Period {
    months: i64,
    days: i64,
}

/// How long a duration is, in the unit that it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Days(u64),
    Months(u64),
}

impl Period {
    /// How long it is, either way.
    pub(crate) fn length(self) -> Length {
        match self.months {
            0 => Length::Days(self.days.unsigned_abs()),
            months => Length::Months(months.unsigned_abs()),
        }
    }

    /// Whether it leads to an earlier day.
    pub(crate) fn is_back(self) -> bool {
        self.months < 0 || self.days < 0
    }

    /// Reads a duration as FEEL writes it; the error says what is wrong with it.
    ///
    /// Hours, minutes and seconds are refused, for a day has none.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "\"{text}\" is no duration of days; write \"P30D\" for days, \"P1M\" for months, \
                 \"P1Y6M\" for years and months"
            )
        };
        let (sign, parts) = match text.strip_prefix('-') {
            Some(parts) => (-1, parts),
            None => (1, text),
        };
        let mut rest = parts.strip_prefix('P').ok_or_else(wrong)?;
        if rest.is_empty() {
            return Err(wrong());
        }
        let mut units = [('Y', None), ('M', None), ('D', None)];
        for (unit, count) in &mut units {
            let Some((digits, behind)) = rest.split_once(*unit) else {
                continue;
            };
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let number = digits.parse::<i32>().ok().filter(|_| is_number);
            *count = Some(i64::from(number.ok_or_else(wrong)?));
            rest = behind;
        }
        let [(_, years), (_, months), (_, days)] = units;
        let mixes = days.is_some() && (years.is_some() || months.is_some());
        if !rest.is_empty() || mixes {
            return Err(wrong());
        }
        Ok(Self {
            months: sign * (12 * years.unwrap_or(0) + months.unwrap_or(0)),
            days: sign * days.unwrap_or(0),
        })
    }

    /// The same the other way.
    pub(crate) fn negated(self) -> Self {
        Self {
            months: -self.months,
            days: -self.days,
        }
    }

    /// The day so much later; a month without such a day ends earlier, as 31 January does in
    /// February.
    pub(crate) fn after(self, day: Date) -> Result<Date, Problem> {
        let span = Span::new()
            .try_months(self.months)
            .and_then(|span| span.try_days(self.days));
        let moved = span.and_then(|span| day.checked_add(span)).ok();
        moved.filter(|day| day.year() > 0).ok_or_else(|| {
            let message = format!("no day lies so far from {day}; use a shorter duration");
            Problem::OutOfRange(message)
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Period;

    #[test]
    fn days_are_moved_by_days_and_by_months() {
        let start = date(2026, 1, 31);
        for (text, expected) in [
            ("P0D", start),
            ("P30D", date(2026, 3, 2)),
            ("-P31D", date(2025, 12, 31)),
            ("P1M", date(2026, 2, 28)),
            ("P1Y1M", date(2027, 2, 28)),
            ("-P2Y", date(2024, 1, 31)),
            ("P25M", date(2028, 2, 29)),
        ] {
            let period = Period::read(text).expect(text);
            assert_eq!(period.after(start).expect(text), expected, "{text}");
        }
        let far = Period::read("P9999Y").expect("a duration");
        assert!(far.after(start).is_err());
        assert!(far.negated().after(start).is_err());
    }

    #[test]
    fn what_is_no_duration_of_days_is_refused() {
        for text in [
            "",
            "P",
            "30D",
            "P30",
            "PD",
            "P+3D",
            "P1.5D",
            "PT5H",
            "P1DT2H",
            "P1M5D",
            "P1M1Y",
            "P1D1D",
            "p30d",
            "P99999999999D",
            "P 3D",
        ] {
            assert!(Period::read(text).is_err(), "{text}");
        }
    }
}
