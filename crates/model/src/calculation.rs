//! What a step of a flow calculates, and how. Configuration, not code.
//!
//! Every setting is optional; what each calculation does without them stands in
//! `docs/calculations.md`. Settings are checked when a flow is saved ([`Calculations::problems`]),
//! so that a calculation never has to guess.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::document::wire;
use crate::field_path::FieldPath;

/// What is calculated in a step, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Calculations {
    /// Over what gross mass is distributed: net mass (default) or value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mass_basis: Option<Basis>,
    /// Decimals of distributed masses in kg, 0 to 6; 3 when empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mass_decimals: Option<u32>,
    /// Over what charges are distributed: value (default) or gross mass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge_basis: Option<Basis>,
    /// Currency of customs and statistical value (ISO 4217); without it neither is calculated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Which share of the charges counts towards the customs value.
    #[serde(skip_serializing_if = "ChargesToBorder::is_empty")]
    pub customs_value: ChargesToBorder,
    /// Which share of the charges counts towards the statistical value.
    #[serde(skip_serializing_if = "ChargesToBorder::is_empty")]
    pub statistical_value: ChargesToBorder,
    /// How the statistical value is rounded; to whole units when empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_statistical_value: Option<Rounding>,
    /// Fields of an item, such as `origin.country`; items that are equal in all become one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aggregate_by: Vec<FieldPath>,
    /// Names of calculations that run although declarations to the system leave their result out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enabled: Vec<String>,
    /// Names of calculations that do not run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disabled: Vec<String>,
}

/// What something is distributed in proportion to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Basis {
    /// The mass of the items.
    Mass,
    /// The amounts of their invoice lines.
    Value,
}

/// How an amount is rounded, half away from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rounding {
    /// To whole units of the currency.
    WholeUnits,
    /// To two decimals, as currencies have them.
    Cents,
}

/// The share of each kind of charges, 0 to 1, that falls on the way up to the border.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ChargesToBorder {
    /// Of freight; 1 for arrivals and 0 for departures when empty.
    #[serde(with = "wire", skip_serializing_if = "Option::is_none")]
    pub freight_to_border: Option<Decimal>,
    /// Of insurance; as for freight when empty.
    #[serde(with = "wire", skip_serializing_if = "Option::is_none")]
    pub insurance_to_border: Option<Decimal>,
    /// Of other charges; as for freight when empty.
    #[serde(with = "wire", skip_serializing_if = "Option::is_none")]
    pub other_to_border: Option<Decimal>,
}

impl ChargesToBorder {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn shares(&self) -> [(&'static str, Option<Decimal>); 3] {
        [
            ("freightToBorder", self.freight_to_border),
            ("insuranceToBorder", self.insurance_to_border),
            ("otherToBorder", self.other_to_border),
        ]
    }
}

/// The path of a setting, which is a field of no document.
fn setting(name: &str) -> FieldPath {
    FieldPath::new(name)
}

impl Calculations {
    /// Whether a calculation runs; `wanted` says whether the system's declarations say its result.
    #[must_use]
    pub fn runs(&self, name: &str, wanted: bool) -> bool {
        let names = |list: &[String]| list.iter().any(|listed| listed == name);
        !names(&self.disabled) && (wanted || names(&self.enabled))
    }

    /// What is wrong with the settings, each with its path below them and the remedy.
    #[must_use]
    pub fn problems(&self) -> Vec<(FieldPath, String)> {
        let mut problems = Vec::new();
        let mut say = |path: FieldPath, remedy: &str| problems.push((path, remedy.to_owned()));
        if self.mass_decimals.is_some_and(|decimals| decimals > 6) {
            say(
                setting("massDecimals"),
                "give 0 to 6 decimals of a kilogram",
            );
        }
        let code = |currency: &String| {
            currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        if !self.currency.iter().all(code) {
            say(setting("currency"), "give an ISO 4217 code such as EUR");
        }
        for (name, charges) in [
            ("customsValue", &self.customs_value),
            ("statisticalValue", &self.statistical_value),
        ] {
            for (field, share) in charges.shares() {
                if share.is_some_and(|share| share < Decimal::ZERO || share > Decimal::ONE) {
                    say(setting(name).field(field), "give a share from 0 to 1");
                }
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(given: serde_json::Value, expected: &[&str]) {
        let settings: Calculations = serde_json::from_value(given.clone()).unwrap();
        let problems = settings.problems();
        let paths: Vec<&str> = problems.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, expected, "{given}");
        assert_eq!(
            serde_json::to_value(&settings).unwrap(),
            given,
            "written as read"
        );
    }

    #[test]
    fn settings_are_checked() {
        check(json!({}), &[]);
        check(
            json!({
                "massBasis": "value", "massDecimals": 6, "chargeBasis": "mass", "currency": "EUR",
                "customsValue": {"freightToBorder": 0.8},
                "statisticalValue": {"insuranceToBorder": 1, "otherToBorder": 0},
                "roundStatisticalValue": "cents", "aggregateBy": ["origin.country"],
                "enabled": ["totalGrossMass"], "disabled": ["packages"],
            }),
            &[],
        );
        check(json!({"massDecimals": 7}), &["massDecimals"]);
        check(json!({"currency": "Euro"}), &["currency"]);
        check(
            json!({
                "customsValue": {"freightToBorder": 1.01},
                "statisticalValue": {"otherToBorder": -1},
            }),
            &[
                "customsValue.freightToBorder",
                "statisticalValue.otherToBorder",
            ],
        );
    }

    #[test]
    fn unknown_settings_are_refused() {
        for given in [
            json!({"masBasis": "value"}),
            json!({"massBasis": "netMass"}),
        ] {
            assert!(
                serde_json::from_value::<Calculations>(given.clone()).is_err(),
                "{given}"
            );
        }
    }
}
