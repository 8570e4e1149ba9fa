//! What secures a debt that may arise.

use serde_json::Value;

use super::record_rules::{RecordRules, text_field};
use crate::secret_fields::SECRET_FIELDS;

crate::document! {
    /// A guarantee that customs accepted, and what it covers.
    record Guarantee {
        /// Its code with us; its GRN when empty.
        code: text,
        /// First day it may be used; from the beginning when empty.
        valid_from: date,
        /// Last day it may be used; without end when empty.
        valid_to: date,
        /// Guarantee type (CL251): 0 waiver, 1 comprehensive, …
        r#type: text,
        /// Guarantee reference number (GRN).
        ref_num | "grn": text,
        /// Access code, four characters. It can be sent and is never shown.
        access_code: text,
        /// Amount that is covered.
        amount: decimal,
        /// Currency of the amount (ISO 4217).
        currency: text,
        /// What people call it.
        name: text,
        /// Code of the business partner that holds it.
        holder: text,
        /// Office of guarantee, by its reference number.
        office: text,
    }
}

impl RecordRules for Guarantee {
    const CODE_ADVICE: &'static str = "is required: the code of the guarantee, or its refNum";
    const HIDDEN_FIELDS: &'static [&'static str] = SECRET_FIELDS;

    fn code_of_fields(update: &Value) -> Option<String> {
        text_field(update, "refNum").map(str::to_owned)
    }
}
