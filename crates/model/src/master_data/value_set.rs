//! Named sets of values that decision tables ask for: `in set("preferred carriers")`.

use jiff::civil::Date;
use serde_json::Value;

use super::record_rules::{RecordRules, text_field};
use crate::path;
use crate::structure::StructureError;

crate::document! {
    /// A set of values.
    record ValueSet {
        /// Its name, as decision tables write it.
        code: text,
        /// First day this record counts; from the beginning when empty.
        valid_from: date,
        /// Last day this record counts; without end when empty.
        valid_to: date,
        /// What it is for.
        name: text,
        /// The values that the set allows.
        values: [ValueSetEntry],
    }

    /// A value of a set.
    record ValueSetEntry {
        /// Our id of this element.
        cas_reference: text,
        /// The value as a field would hold it.
        value: text,
        /// What the value means, for people who choose.
        description: text,
        /// First day it is in the set; from the beginning when empty.
        valid_from: date,
        /// Last day it is in the set; without end when empty.
        valid_to: date,
    }
}

impl ValueSet {
    /// Whether the set holds a value on a day.
    #[must_use]
    pub fn contains(&self, value: &str, day: Date) -> bool {
        self.values.iter().any(|entry| {
            entry.value.as_deref() == Some(value)
                && entry.valid_from.is_none_or(|from| from <= day)
                && entry.valid_to.is_none_or(|to| day <= to)
        })
    }
}

impl RecordRules for ValueSet {
    const CODE_ADVICE: &'static str = "is required: the name of the set";
    const IS_KEPT_IN_MEMORY: bool = true;
    const IS_OF_EVERYBODY: bool = true;

    fn faults(record: &Value) -> Vec<StructureError> {
        let values = record.get("values").and_then(Value::as_array);
        let values = values.into_iter().flatten().enumerate();
        let empty =
            values.filter(|(_, entry)| text_field(entry, "value").is_none_or(str::is_empty));
        empty
            .map(|(index, _)| StructureError {
                path: path!(ValueSet: "values[].value").at(&[index]),
                message: "is required: the value".to_owned(),
            })
            .collect()
    }
}
