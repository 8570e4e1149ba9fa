//! Converting amounts between currencies with the rates of the master data.
//!
//! A rate says how many units of a currency one unit of its base buys. The master data holds, per
//! currency and base, the rate of the period that the declaration falls into. A missing rate is
//! told, never guessed: [`Converter::rate`] gives nothing, and whoever needed it says so.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::master_data::ExchangeRate;
use rust_decimal::Decimal;

use super::TooLarge;
use crate::reference::Versioned;

/// Rates by currency and base.
pub type Rates = HashMap<(String, String), Arc<Versioned<ExchangeRate>>>;

/// How amounts of one currency become amounts of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    divide_by: Decimal,
    multiply_by: Decimal,
    /// The rate records used, for the origin; empty within one currency.
    pub said: String,
}

impl Conversion {
    /// The amount in the other currency, not rounded.
    ///
    /// # Errors
    /// When the result does not fit.
    pub fn convert(&self, amount: Decimal) -> Result<Decimal, TooLarge> {
        amount
            .checked_mul(self.multiply_by)
            .and_then(|product| product.checked_div(self.divide_by))
            .ok_or(TooLarge)
    }

    fn none() -> Self {
        Self {
            divide_by: Decimal::ONE,
            multiply_by: Decimal::ONE,
            said: String::new(),
        }
    }
}

/// Converts into one currency; each rate is looked up once.
pub struct Converter<'r> {
    rates: &'r Rates,
    to: &'r str,
    found: Vec<(String, Option<Conversion>)>,
}

impl<'r> Converter<'r> {
    /// Converts amounts into the currency `to`.
    #[must_use]
    pub fn new(rates: &'r Rates, to: &'r str) -> Self {
        let found = Vec::new();
        Self { rates, to, found }
    }

    /// How amounts in `from` are converted; nothing when the master data lacks a rate for it.
    pub fn rate(&mut self, from: &str) -> Option<&Conversion> {
        let known = self.found.iter().position(|(currency, _)| currency == from);
        let position = known.unwrap_or_else(|| {
            let conversion = conversion(self.rates, from, self.to);
            self.found.push((from.to_owned(), conversion));
            self.found.len() - 1
        });
        self.found[position].1.as_ref()
    }

    /// The rates that were used, as an origin says it.
    #[must_use]
    pub fn description(&self) -> String {
        let used: Vec<&str> = self
            .found
            .iter()
            .filter_map(|(_, conversion)| conversion.as_ref())
            .map(|conversion| conversion.said.as_str())
            .filter(|said| !said.is_empty())
            .collect();
        used.join(", ")
    }
}

/// The conversion from one currency to another: by the rate of the one in the other, of the other
/// in the one, or by the rates of both in a common base.
#[must_use]
pub fn conversion(rates: &Rates, from: &str, to: &str) -> Option<Conversion> {
    if from == to {
        return Some(Conversion::none());
    }
    direct(rates, from, to)
        .or_else(|| inverse(rates, from, to))
        .or_else(|| crossed(rates, from, to))
}

fn direct(rates: &Rates, from: &str, to: &str) -> Option<Conversion> {
    let (divide_by, said) = usable(rates, from, to)?;
    Some(Conversion {
        divide_by,
        said,
        ..Conversion::none()
    })
}

fn inverse(rates: &Rates, from: &str, to: &str) -> Option<Conversion> {
    let (multiply_by, said) = usable(rates, to, from)?;
    Some(Conversion {
        multiply_by,
        said,
        ..Conversion::none()
    })
}

/// Of several common bases the first in the alphabet, so that the result never varies.
fn crossed(rates: &Rates, from: &str, to: &str) -> Option<Conversion> {
    let mut bases: Vec<&str> = rates
        .keys()
        .filter(|(currency, _)| currency == from)
        .map(|(_, base)| base.as_str())
        .collect();
    bases.sort_unstable();
    bases.into_iter().find_map(|base| {
        let (divide_by, of_from) = usable(rates, from, base)?;
        let (multiply_by, of_to) = usable(rates, to, base)?;
        Some(Conversion {
            divide_by,
            multiply_by,
            said: format!("{of_from}, {of_to}"),
        })
    })
}

/// A rate above zero, and how it is said.
fn usable(rates: &Rates, currency: &str, base: &str) -> Option<(Decimal, String)> {
    let found = rates.get(&(currency.to_owned(), base.to_owned()))?;
    let rate = found.record.rate.filter(|rate| *rate > Decimal::ZERO)?;
    let from = found.record.valid_from;
    let since = from.map_or(String::new(), |day| format!(" from {day}"));
    let version = found.version;
    Some((
        rate,
        format!("{rate} {currency} per {base} (version {version}{since})"),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn rates(given: &[(&str, &str, &str)]) -> Rates {
        let record = |(currency, base, rate): &(&str, &str, &str)| {
            let record = serde_json::from_value(json!({
                "currency": currency, "baseCurrency": base, "rate": rate, "validFrom": "2026-11-01",
            }));
            let versioned = Versioned {
                version: 3,
                record: record.unwrap(),
            };
            (
                ((*currency).to_owned(), (*base).to_owned()),
                Arc::new(versioned),
            )
        };
        given.iter().map(record).collect()
    }

    fn check(given: &[(&str, &str, &str)], from: &str, to: &str, expected: Option<&str>) {
        let rates = rates(given);
        let converted = Converter::new(&rates, to).rate(from).map(|conversion| {
            conversion
                .convert(Decimal::ONE_HUNDRED)
                .unwrap()
                .round_dp(4)
        });
        let expected = expected.map(|amount| amount.parse().unwrap());
        assert_eq!(converted, expected, "{from} to {to} by {given:?}");
    }

    #[test]
    fn a_rate_is_found_or_missing() {
        check(&[], "EUR", "EUR", Some("100"));
        check(&[("USD", "EUR", "1.25")], "USD", "EUR", Some("80"));
        check(&[("USD", "EUR", "1.25")], "EUR", "USD", Some("125"));
        let both = [("USD", "EUR", "1.25"), ("DKK", "EUR", "7.5")];
        check(&both, "USD", "DKK", Some("600"));
        check(&both, "DKK", "USD", Some("16.6667"));
        // The alphabet decides between common bases: CHF before EUR.
        let two = [both[0], both[1], ("USD", "CHF", "1"), ("DKK", "CHF", "5")];
        check(&two, "USD", "DKK", Some("500"));
        check(&[], "USD", "EUR", None);
        check(&[("USD", "EUR", "0")], "USD", "EUR", None);
        check(&[("USD", "EUR", "-1")], "EUR", "USD", None);
        check(&[("USD", "EUR", "1.25")], "GBP", "EUR", None);
    }

    #[test]
    fn the_record_is_named() {
        let rates = rates(&[("USD", "EUR", "1.25")]);
        let mut converter = Converter::new(&rates, "EUR");
        converter.rate("USD");
        converter.rate("EUR");
        converter.rate("GBP");
        assert_eq!(
            converter.description(),
            "1.25 USD per EUR (version 3 from 2026-11-01)"
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let rates = rates(&[("USD", "EUR", "2")]);
        let conversion = conversion(&rates, "EUR", "USD").unwrap();
        assert_eq!(conversion.convert(Decimal::MAX), Err(TooLarge));
    }

    proptest! {
        /// There and back is the same amount, to many more digits than money has.
        #[test]
        fn back_is_the_inverse(amount in 1_i64..1_000_000_000, rate in 1_i64..100_000_000) {
            let rate = Decimal::new(rate, 4).to_string();
            let rates = rates(&[("USD", "EUR", rate.as_str())]);
            let there = conversion(&rates, "USD", "EUR").unwrap();
            let back = conversion(&rates, "EUR", "USD").unwrap();
            let amount = Decimal::new(amount, 2);
            let again = back.convert(there.convert(amount).unwrap()).unwrap();
            prop_assert!((again - amount).abs() < Decimal::new(1, 10));
        }
    }
}
