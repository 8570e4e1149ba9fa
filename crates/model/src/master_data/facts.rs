//! Which record is it, when does it count, what is it called, and what does it lack?
//!
//! Read from the JSON of a record or of an update, whatever its kind. Values were checked against
//! the shape before, so a field that is not text is a field that is not there.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;

use super::{Article, ExchangeRate, MasterDataKind, ValueSet};
use crate::patch::Patch;
use crate::path;
use crate::path::KnownPath;
use crate::structure::StructureError;

/// Longest code, in characters.
pub const MAX_CODE: usize = 100;

/// The first and the last day a record counts; an open end has no date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day of the period; open when absent.
    pub from: Option<Date>,
    /// Last day of the period; open when absent.
    pub to: Option<Date>,
}

impl Period {
    /// Whether a day lies in it.
    #[must_use]
    pub fn includes(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The period of a record.
    #[must_use]
    pub fn of(record: &Value) -> Self {
        let day = |name: &str| text(record, name)?.parse().ok();
        Self {
            from: day("validFrom"),
            to: day("validTo"),
        }
    }
}

/// Of things with periods, the one in force on a day: of those that count, the one that begins
/// last.
pub fn in_force<T>(
    things: impl IntoIterator<Item = T>,
    day: Date,
    period: impl Fn(&T) -> Period,
) -> Option<T> {
    things
        .into_iter()
        .filter(|thing| period(thing).includes(day))
        .max_by_key(|thing| period(thing).from)
}

/// Which record an update is for: the code that it sends, or that other fields make where it may be
/// left out.
///
/// # Errors
/// When there is no code, or none that can be one.
pub fn code_of(kind: MasterDataKind, update: &Value) -> Result<String, Vec<StructureError>> {
    let code = text(update, "code")
        .map(str::trim)
        .filter(|code| !code.is_empty());
    let code = match code {
        Some(code) => Some(code.to_owned()),
        None => code_of_fields(kind, update),
    };
    let code = code.ok_or_else(|| vec![fault(path!(Article: "code"), code_advice(kind))])?;
    if code.chars().count() > MAX_CODE {
        let message = format!("longer than {MAX_CODE} characters");
        return Err(vec![fault(path!(Article: "code"), message)]);
    }
    Ok(code)
}

/// Which record an update is for; writes its code into the update.
///
/// # Errors
/// When there is no code, or none that can be one.
pub fn identify(kind: MasterDataKind, update: &mut Patch) -> Result<String, Vec<StructureError>> {
    let code = code_of(kind, update.as_json())?;
    update.set_text("code", code.clone());
    Ok(code)
}

fn code_of_fields(kind: MasterDataKind, update: &Value) -> Option<String> {
    match kind {
        MasterDataKind::ExchangeRate => {
            let (currency, base) = (text(update, "currency")?, text(update, "baseCurrency")?);
            Some(ExchangeRate::code_of(currency, base, text(update, "kind")))
        }
        MasterDataKind::Guarantee | MasterDataKind::Authorisation => {
            text(update, "refNum").map(str::to_owned)
        }
        MasterDataKind::Article
        | MasterDataKind::BusinessPartner
        | MasterDataKind::CustomsOffice
        | MasterDataKind::Location
        | MasterDataKind::ValueSet => None,
    }
}

fn code_advice(kind: MasterDataKind) -> &'static str {
    match kind {
        MasterDataKind::Article => "is required: the code of the article",
        MasterDataKind::BusinessPartner => "is required: the code of the business partner",
        MasterDataKind::Authorisation => {
            "is required: the code of the authorisation, or its refNum"
        }
        MasterDataKind::Guarantee => "is required: the code of the guarantee, or its refNum",
        MasterDataKind::CustomsOffice => "is required: the reference number of the customs office",
        MasterDataKind::Location => "is required: the code of the location",
        MasterDataKind::ExchangeRate => "is required: the code, or currency and baseCurrency",
        MasterDataKind::ValueSet => "is required: the name of the set",
    }
}

/// What a whole record lacks to be of use.
#[must_use]
pub fn faults(kind: MasterDataKind, record: &Value) -> Vec<StructureError> {
    let mut faults = Vec::new();
    let period = Period::of(record);
    if let (Some(from), Some(to)) = (period.from, period.to)
        && to < from
    {
        faults.push(fault(
            path!(Article: "validTo"),
            format!("is before validFrom, {from}"),
        ));
    }
    match kind {
        MasterDataKind::ExchangeRate => rate_faults(record, &mut faults),
        MasterDataKind::ValueSet => value_faults(record, &mut faults),
        MasterDataKind::Article
        | MasterDataKind::BusinessPartner
        | MasterDataKind::Authorisation
        | MasterDataKind::Guarantee
        | MasterDataKind::CustomsOffice
        | MasterDataKind::Location => {}
    }
    faults
}

fn rate_faults(record: &Value, faults: &mut Vec<StructureError>) {
    for field in [
        path!(ExchangeRate: "currency"),
        path!(ExchangeRate: "baseCurrency"),
    ] {
        let is_code = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        if !text(record, field.as_str()).is_some_and(is_code) {
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
    let code = text(record, "code").unwrap_or_default();
    let made = code_of_fields(MasterDataKind::ExchangeRate, record);
    if made.as_deref().is_some_and(|made| made != code) {
        let message = format!("must be {}, or left out", made.unwrap_or_default());
        faults.push(fault(path!(Article: "code"), message));
    }
}

fn value_faults(record: &Value, faults: &mut Vec<StructureError>) {
    let value = path!(ValueSet: "values[].value");
    let values = record.get("values").and_then(Value::as_array);
    for (index, entry) in values.into_iter().flatten().enumerate() {
        if text(entry, "value").is_none_or(str::is_empty) {
            let path = value.at(&[index]);
            faults.push(StructureError {
                path,
                message: "is required: the value".to_owned(),
            });
        }
    }
}

/// What people call a record: its name, or its first description.
#[must_use]
pub fn name_of(record: &Value) -> Option<&str> {
    text(record, "name").or_else(|| {
        let first = record.get("descriptions")?.as_array()?.first()?;
        text(first, "text")
    })
}

/// The words a record is found by, in small letters: code, name, descriptions, city.
#[must_use]
pub fn search_text(record: &Value) -> String {
    let plain = ["code", "name", "refNum", "city"].map(|name| text(record, name));
    let descriptions = record.get("descriptions").and_then(Value::as_array);
    let descriptions = descriptions.into_iter().flatten();
    let words = plain
        .into_iter()
        .chain(descriptions.map(|description| text(description, "text")));
    let words: Vec<&str> = words.flatten().collect();
    words.join("\n").to_lowercase()
}

fn text<'v>(record: &'v Value, name: &str) -> Option<&'v str> {
    record.get(name)?.as_str()
}

fn fault(path: KnownPath, message: impl Into<String>) -> StructureError {
    StructureError {
        path: path.into(),
        message: message.into(),
    }
}
