//! What customs and statistical value have in common: amounts in one currency, delivery terms, and
//! what is missing for them.

use cas_model::document::{CustomsValuation, GovernmentAgencyGoodsItem};
use cas_model::{FieldPath, KnownPath, path};
use rust_decimal::{Decimal, RoundingStrategy};

use super::delivery_terms::{self, Terms, has_charges};
use super::rates::Converter;
use super::worksheet::{Worksheet, item_field};
use super::{TooLarge, findings};

/// The values of items in one currency, while they are calculated.
pub(super) struct Valuing<'w> {
    /// The currency of the values.
    pub currency: &'w str,
    /// What the price includes, when the delivery terms say it.
    pub terms: Option<Terms>,
    terms_code: Option<String>,
    invoice_currency: Option<String>,
    converter: Converter<'w>,
    missing: Missing,
}

/// What was missing: told once, however many items need it.
#[derive(Default)]
struct Missing {
    rates: Vec<(String, FieldPath)>,
    currency: bool,
    terms: bool,
    exceeded: Vec<FieldPath>,
    adjustments: Vec<(Option<String>, FieldPath)>,
}

impl<'w> Valuing<'w> {
    /// Values in a step's currency; nothing when the step has none.
    pub fn in_step_currency(sheet: &Worksheet<'w>) -> Option<Self> {
        let currency = sheet.settings.currency.as_deref()?;
        let shipment = sheet.document.goods_shipment.as_deref();
        let trade_terms = shipment.and_then(|shipment| shipment.trade_terms.as_deref());
        let terms_code = trade_terms.and_then(|terms| terms.terms_code.clone());
        Some(Self {
            currency,
            terms: terms_code.as_deref().and_then(delivery_terms::terms),
            terms_code,
            invoice_currency: sheet.document.invoice_currency.clone(),
            converter: Converter::new(&sheet.master_data.exchange_rates, currency),
            missing: Missing::default(),
        })
    }

    /// An amount of the invoice in the currency of the values.
    pub fn of_invoice(&mut self, amount: Decimal) -> Result<Option<Decimal>, TooLarge> {
        self.of_amount(amount, None, &|| path!("invoiceCurrency").into())
    }

    /// An amount in the currency of the values; in that of the invoice when it names none.
    pub fn of_amount(
        &mut self,
        amount: Decimal,
        currency: Option<&str>,
        place: &dyn Fn() -> FieldPath,
    ) -> Result<Option<Decimal>, TooLarge> {
        if amount.is_zero() {
            return Ok(Some(Decimal::ZERO));
        }
        let Some(from) = currency.or(self.invoice_currency.as_deref()) else {
            self.missing.currency = true;
            return Ok(None);
        };
        if let Some(conversion) = self.converter.rate(from) {
            return conversion.convert(amount).map(Some);
        }
        if !self.missing.rates.iter().any(|(known, _)| known == from) {
            self.missing.rates.push((from.to_owned(), place()));
        }
        Ok(None)
    }

    /// The delivery terms, where an item's charges ask for them; nothing when they are unknown.
    pub fn terms_for(&mut self, charges: &CustomsValuation) -> Option<Terms> {
        self.missing.terms |= self.terms.is_none() && has_charges(charges);
        self.terms
    }

    /// Notes that more is deducted from an item than it is worth.
    pub fn exceeded(&mut self, index: usize, field: KnownPath) {
        self.missing.exceeded.push(item_field(index, field));
    }

    /// Notes an adjustment whose code says neither addition nor deduction.
    pub fn unknown_adjustment(&mut self, code: Option<&str>, place: FieldPath) {
        let code = code.map(str::to_owned);
        if !self
            .missing
            .adjustments
            .iter()
            .any(|(known, _)| *known == code)
        {
            self.missing.adjustments.push((code, place));
        }
    }

    /// How amounts were converted, as an origin says it.
    pub fn description(&self) -> String {
        match self.converter.description() {
            rates if rates.is_empty() => self.currency.to_owned(),
            rates => format!("{} at {rates}", self.currency),
        }
    }

    /// Tells what was missing.
    pub fn report_missing(self, sheet: &mut Worksheet<'_>) {
        let Missing {
            rates,
            currency,
            terms,
            exceeded,
            adjustments,
        } = self.missing;
        for (from, place) in rates {
            sheet.find(findings::no_exchange_rate(&from, self.currency, place));
        }
        if currency {
            sheet.find(findings::no_currency());
        }
        if terms {
            sheet.find(findings::delivery_terms_unknown(self.terms_code.as_deref()));
        }
        if !exceeded.is_empty() {
            sheet.find(findings::charges_exceed(exceeded));
        }
        for (code, place) in adjustments {
            sheet.find(findings::adjustment_unknown(code.as_deref(), place));
        }
    }
}

/// The charges of an item, where any is more than nothing.
pub(super) fn charges_of(item: &GovernmentAgencyGoodsItem) -> Option<&CustomsValuation> {
    let charges = item.customs_valuation.as_deref()?;
    has_charges(charges).then_some(charges)
}

/// Rounds an amount half away from zero.
pub(super) fn rounded(amount: Decimal, decimals: u32) -> Decimal {
    amount
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}
