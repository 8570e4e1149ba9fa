//! What a currency is worth, and in which period.

use rust_decimal::Decimal;
use serde_json::Value;

use super::record_rules::{RecordRules, fault, text_field};
use crate::path;
use crate::structure::StructureError;

/// The rates of customs, which calculations use.
pub const CUSTOMS: &str = "customs";

crate::document! {
    /// An exchange rate: so many units of `currency` for one `baseCurrency`.
    record ExchangeRate {
        /// `USD-EUR`, with `-` and the kind for others than customs' rates; made of them when empty.
        code: text,
        /// First day of the period.
        valid_from: date,
        /// Last day of the period; until the next rate begins when empty.
        valid_to: date,
        /// The currency that is quoted (ISO 4217).
        currency: text,
        /// The currency of which one unit is meant (ISO 4217).
        base_currency: text,
        /// Units of `currency` for one `baseCurrency`.
        rate: decimal,
        /// Whose rate: `customs` (default, monthly), or any other name.
        kind: text,
    }
}

impl ExchangeRate {
    /// The code of the rates of a pair of currencies and a kind.
    #[must_use]
    pub fn code_of(currency: &str, base: &str, kind: Option<&str>) -> String {
        match kind {
            None | Some(CUSTOMS | "") => format!("{currency}-{base}"),
            Some(kind) => format!("{currency}-{base}-{kind}"),
        }
    }

    /// Whether it is a rate of customs.
    #[must_use]
    pub fn is_of_customs(&self) -> bool {
        matches!(self.kind.as_deref(), None | Some(CUSTOMS | ""))
    }

    /// The two currencies and the rate, where all are there and the rate is above zero.
    #[must_use]
    pub fn quotation(&self) -> Option<(&str, &str, Decimal)> {
        let rate = self.rate.filter(|rate| *rate > Decimal::ZERO)?;
        Some((
            self.currency.as_deref()?,
            self.base_currency.as_deref()?,
            rate,
        ))
    }
}

impl RecordRules for ExchangeRate {
    const CODE_ADVICE: &'static str = "is required: the code, or currency and baseCurrency";
    const IS_KEPT_IN_MEMORY: bool = true;
    const IS_OF_EVERYBODY: bool = true;

    fn code_of_fields(update: &Value) -> Option<String> {
        let (currency, base) = (
            text_field(update, "currency")?,
            text_field(update, "baseCurrency")?,
        );
        Some(Self::code_of(currency, base, text_field(update, "kind")))
    }

    fn faults(record: &Value) -> Vec<StructureError> {
        let mut faults = Vec::new();
        for field in [
            path!(ExchangeRate: "currency"),
            path!(ExchangeRate: "baseCurrency"),
        ] {
            let is_code =
                |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
            if !text_field(record, field.as_str()).is_some_and(is_code) {
                faults.push(fault(
                    field,
                    "must be a currency of three capital letters (ISO 4217)",
                ));
            }
        }
        let rate = record.get("rate").map(Value::to_string);
        let rate = rate.and_then(|text| crate::decimal::exact(&text));
        if rate.is_none_or(|rate| rate <= Decimal::ZERO) {
            faults.push(fault(
                path!(ExchangeRate: "rate"),
                "must be above zero: units of currency for one baseCurrency",
            ));
        }
        let code = text_field(record, "code").unwrap_or_default();
        let made = Self::code_of_fields(record);
        if let Some(made) = made.filter(|made| made != code) {
            faults.push(fault(
                path!(ExchangeRate: "code"),
                format!("must be {made}, or left out"),
            ));
        }
        faults
    }
}
