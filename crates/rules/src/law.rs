//! When is a rule law, how sure is that, and what does a tenant know better?
//!
//! Law has days. A rule names the periods in which it holds ([`LawPeriod`]), everywhere or in a
//! territory, and how sure we are of its text ([`Certainty`]). The day that counts is that of the
//! declaration's acceptance, else of the declaration ([`crate::Context::day`]). Whose customs says
//! otherwise switches a dated rule ([`Switches`]).

use std::fmt;
use std::str::FromStr;

use cas_model::territory;
use cas_model::validity::Validity;
use jiff::civil::Date;

/// How sure we are of the law that a rule holds a declaration to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The official text, list or schema was read.
    A,
    /// Several independent sources agree, or one quotes the official text.
    B,
    /// One secondary source says so.
    C,
    /// Inferred; no source says so.
    D,
}

impl Certainty {
    /// Whether a rule of this certainty may stop a declaration.
    #[must_use]
    pub fn may_stop(self) -> bool {
        match self {
            Self::A | Self::B => true,
            Self::C | Self::D => false,
        }
    }

    /// Its letter, as manuals and lists write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// What the letter means, in a clause.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "the official text was read",
            Self::B => "several independent sources agree",
            Self::C => "one secondary source says so, therefore it only warns",
            Self::D => "inferred, no source says so, therefore it only warns",
        }
    }
}

/// A time during which a rule is law.
#[derive(Clone, Copy, Debug)]
pub struct LawPeriod {
    /// Where: a country or a word of [`territory`]; empty where no other period names the place.
    pub territory: &'static str,
    /// The days on which it is law there.
    pub during: Validity,
}

impl LawPeriod {
    /// The period in words: `from 2025-08-27 in DE`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let days = match self.during.is_always() {
            true => "always".to_owned(),
            false => self.during.in_words(),
        };
        match self.territory {
            "" => days,
            territory => format!("{days} in {territory}"),
        }
    }
}

/// The periods that count in a country: those that name it, else those of a territory it belongs
/// to, else those of everywhere.
pub fn periods_in<'a>(
    periods: &'a [LawPeriod],
    country: &'a str,
) -> impl Iterator<Item = &'a LawPeriod> {
    let rank = move |period: &LawPeriod| match period.territory {
        "" => 1,
        word if word == country => 3,
        word if territory::is_in(word, country) => 2,
        _ => 0,
    };
    let best = periods.iter().map(rank).max().filter(|best| *best > 0);
    periods
        .iter()
        .filter(move |period| Some(rank(period)) == best)
}

/// What a tenant says of a dated rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// The rule says nothing.
    Off,
    /// The rule only warns.
    Warn,
    /// The rule begins on this day, not on its own.
    From(Date),
}

impl FromStr for Switch {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "off" => Ok(Self::Off),
            "warn" => Ok(Self::Warn),
            day => day.parse().map(Self::From).map_err(|_| {
                format!("{text} is none of off, warn, or the first day, such as 2027-01-01")
            }),
        }
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Warn => f.write_str("warn"),
            Self::From(day) => day.fmt(f),
        }
    }
}

/// A rule that a tenant switched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchedRule {
    /// The code of the rule.
    pub rule: String,
    /// The country, or the word of a [`territory`], whose customs says so; empty for all.
    pub territory: String,
    /// What becomes of the rule.
    pub switch: Switch,
}

/// The dated rules that a tenant switched, and who did so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    rules: Vec<SwitchedRule>,
    said_by: String,
}

/// No rule is switched.
pub static NO_SWITCHES: Switches = Switches {
    rules: Vec::new(),
    said_by: String::new(),
};

impl Switches {
    /// The switched rules, of which the first that fits counts; `said_by` names the settings, who
    /// published them and when.
    #[must_use]
    pub fn new(rules: Vec<SwitchedRule>, said_by: String) -> Self {
        Self { rules, said_by }
    }

    /// What is said of a rule for a country.
    #[must_use]
    pub fn switch_of(&self, rule: &str, country: &str) -> Option<Switch> {
        let fits = |it: &&SwitchedRule| {
            it.rule == rule && (it.territory.is_empty() || territory::is_in(&it.territory, country))
        };
        self.rules.iter().find(fits).map(|it| it.switch)
    }

    /// Why a rule that was switched finds what it finds: `warn by settings version 3, …`.
    pub(crate) fn because(&self, switch: Option<Switch>) -> Option<String> {
        let said_by = &self.said_by;
        switch.map(|switch| match switch {
            Switch::Off | Switch::Warn => format!("{switch} by {said_by}"),
            Switch::From(day) => format!("from {day} by {said_by}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_model::validity::day;

    #[test]
    fn the_nearest_period_counts() {
        let period = |territory, from| LawPeriod {
            territory,
            during: Validity::from(from),
        };
        let periods = [
            period("", "2025-09-01"),
            period("DE", "2025-08-27"),
            period("UK", "2026-06-01"),
        ];
        for (country, expected) in [
            ("DK", "2025-09-01"),
            ("DE", "2025-08-27"),
            ("GB", "2026-06-01"),
            ("XI", "2026-06-01"),
        ] {
            let found: Vec<Option<Date>> = periods_in(&periods, country)
                .map(|period| period.during.from)
                .collect();
            assert_eq!(found, [Some(day(expected))], "{country}");
        }
        assert_eq!(periods_in(&periods[1..2], "FR").count(), 0);
    }

    #[test]
    fn a_switch_is_what_is_written() {
        for text in ["off", "warn", "2027-01-01"] {
            assert_eq!(
                text.parse::<Switch>().map(|it| it.to_string()),
                Ok(text.to_owned())
            );
        }
        assert!("on".parse::<Switch>().is_err());
    }
}
