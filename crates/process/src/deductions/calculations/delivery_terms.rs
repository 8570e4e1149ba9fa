//! Which charges a price includes, by the Incoterms code, and what they add to or take from it.

use cas_model::calculation::ChargesToBorder;
use cas_model::declaration::Direction;
use cas_model::document::CustomsValuation;
use rust_decimal::Decimal;

use super::TooLarge;

/// What a price includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Terms {
    freight: Price,
    insurance: Price,
    other: Price,
    /// Whether the price is the one at the border where goods leave.
    at_exit: bool,
}

/// Whether a price holds one kind of charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Price {
    Without,
    With,
}

use Price::{With, Without};

/// The terms of an Incoterms code (2020, and those of 2010 and 2000 that are still met).
pub(super) fn terms(code: &str) -> Option<Terms> {
    let priced = |freight, insurance, other| Terms {
        freight,
        insurance,
        other,
        at_exit: false,
    };
    Some(match code {
        "EXW" | "FCA" => priced(Without, Without, Without),
        "FAS" | "FOB" => Terms {
            at_exit: true,
            ..priced(Without, Without, Without)
        },
        "CFR" | "CPT" => priced(With, Without, With),
        "CIF" | "CIP" | "DAP" | "DPU" | "DDP" | "DAT" | "DDU" => priced(With, With, With),
        _ => return None,
    })
}

/// The shares of freight, insurance and other charges on the way up to the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shares {
    pub freight: Decimal,
    pub insurance: Decimal,
    pub other: Decimal,
}

impl Shares {
    /// As the settings say. Without settings all charges of an arrival count, as long as nobody
    /// proves what falls inside (Article 138 of Regulation (EU) 2015/2447), and none of a
    /// departure.
    pub fn from_settings(settings: &ChargesToBorder, direction: Direction) -> Self {
        let freight = settings.freight_to_border.unwrap_or(match direction {
            Direction::In => Decimal::ONE,
            Direction::Out => Decimal::ZERO,
        });
        Self {
            freight,
            insurance: settings.insurance_to_border.unwrap_or(freight),
            other: settings.other_to_border.unwrap_or(freight),
        }
    }

    /// How it is said in an origin.
    pub fn description(&self) -> String {
        let percent = |share: Decimal| (share * Decimal::ONE_HUNDRED).normalize();
        format!(
            "{} % of freight, {} % of insurance and {} % of other charges",
            percent(self.freight),
            percent(self.insurance),
            percent(self.other),
        )
    }
}

/// What charges do to a price to make it the value at the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ToBorder {
    /// Charges up to the border that the price leaves out.
    pub add: Decimal,
    /// Charges beyond the border that the price includes.
    pub deduct: Decimal,
}

impl Terms {
    /// What an item's charges do to its price, in the currency of the charges.
    pub fn to_border(
        self,
        charges: &CustomsValuation,
        shares: &Shares,
        direction: Direction,
    ) -> Result<ToBorder, TooLarge> {
        let mut to_border = ToBorder {
            add: Decimal::ZERO,
            deduct: Decimal::ZERO,
        };
        if self.at_exit && direction == Direction::Out {
            return Ok(to_border);
        }
        for (price, charge, share) in [
            (self.freight, charges.freight_charges, shares.freight),
            (self.insurance, charges.insurance_charges, shares.insurance),
            (self.other, charges.other_charges, shares.other),
        ] {
            let Some(charge) = charge else { continue };
            let before = charge.checked_mul(share).ok_or(TooLarge)?;
            let side = match price {
                Without => (&mut to_border.add, before),
                With => (
                    &mut to_border.deduct,
                    charge.checked_sub(before).ok_or(TooLarge)?,
                ),
            };
            *side.0 = side.0.checked_add(side.1).ok_or(TooLarge)?;
        }
        Ok(to_border)
    }
}

/// Whether any charge is more than nothing.
pub(super) fn has_charges(charges: &CustomsValuation) -> bool {
    [
        charges.freight_charges,
        charges.insurance_charges,
        charges.other_charges,
    ]
    .into_iter()
    .flatten()
    .any(|charge| !charge.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Freight 100, insurance 10, other 1; 40 % of each up to the border.
    fn check(code: &str, direction: Direction, add: &str, deduct: &str) {
        let charges = CustomsValuation {
            freight_charges: Some(100.into()),
            insurance_charges: Some(10.into()),
            other_charges: Some(1.into()),
            ..CustomsValuation::default()
        };
        let settings = ChargesToBorder {
            freight_to_border: Some(Decimal::new(4, 1)),
            ..ChargesToBorder::default()
        };
        let shares = Shares::from_settings(&settings, direction);
        let to_border = terms(code).unwrap().to_border(&charges, &shares, direction);
        let expected = ToBorder {
            add: add.parse().unwrap(),
            deduct: deduct.parse().unwrap(),
        };
        assert_eq!(to_border, Ok(expected), "{code} {direction:?}");
    }

    #[test]
    fn terms_say_what_the_price_includes() {
        for direction in [Direction::In, Direction::Out] {
            check("EXW", direction, "44.4", "0");
            check("FCA", direction, "44.4", "0");
            check("CFR", direction, "4.0", "60.6");
            check("CPT", direction, "4.0", "60.6");
            check("CIF", direction, "0", "66.6");
            check("DAP", direction, "0", "66.6");
            check("DDP", direction, "0", "66.6");
        }
        check("FOB", Direction::In, "44.4", "0");
        check("FOB", Direction::Out, "0", "0");
        check("FAS", Direction::Out, "0", "0");
        assert_eq!(terms("XXX"), None);
        assert_eq!(terms("exw"), None);
    }

    #[test]
    fn without_settings_the_direction_decides() {
        let nothing = ChargesToBorder::default();
        assert_eq!(
            Shares::from_settings(&nothing, Direction::In).other,
            Decimal::ONE
        );
        assert_eq!(
            Shares::from_settings(&nothing, Direction::Out).insurance,
            Decimal::ZERO
        );
    }
}
