//! Which record is it, when does it count, what is it called, and what does it lack?
//!
//! Read from the JSON of a record or of an update, whatever its kind. Values were checked against
//! the shape before, so a field that is not text is a field that is not there.

use jiff::civil::Date;
use serde_json::Value;

use super::record_rules::{fault, text_field};
use super::{Article, MasterDataKind};
use crate::patch::Patch;
use crate::path;
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
    pub fn from_record(record: &Value) -> Self {
        let day = |name: &str| text_field(record, name)?.parse().ok();
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
    let code = text_field(update, "code")
        .map(str::trim)
        .filter(|code| !code.is_empty());
    let code = match code {
        Some(code) => Some(code.to_owned()),
        None => kind.code_of_fields(update),
    };
    let code = code.ok_or_else(|| vec![fault(path!(Article: "code"), kind.code_advice())])?;
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

/// What a whole record lacks to be of use.
#[must_use]
pub fn faults(kind: MasterDataKind, record: &Value) -> Vec<StructureError> {
    let mut faults = Vec::new();
    let period = Period::from_record(record);
    if let (Some(from), Some(to)) = (period.from, period.to)
        && to < from
    {
        faults.push(fault(
            path!(Article: "validTo"),
            format!("is before validFrom, {from}"),
        ));
    }
    faults.extend(kind.faults(record));
    faults
}

/// What people call a record: its name, or its first description.
#[must_use]
pub fn name_of(record: &Value) -> Option<&str> {
    text_field(record, "name").or_else(|| {
        let first = record.get("descriptions")?.as_array()?.first()?;
        text_field(first, "text")
    })
}

/// The words a record is found by, in small letters: code, name, descriptions, city.
#[must_use]
pub fn search_text(record: &Value) -> String {
    let plain = ["code", "name", "refNum", "city"].map(|name| text_field(record, name));
    let descriptions = record.get("descriptions").and_then(Value::as_array);
    let descriptions = descriptions.into_iter().flatten();
    let words = plain
        .into_iter()
        .chain(descriptions.map(|description| text_field(description, "text")));
    let words: Vec<&str> = words.flatten().collect();
    words.join("\n").to_lowercase()
}
