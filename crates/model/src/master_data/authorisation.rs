//! What customs allowed whom to do.

use serde_json::Value;

use super::record_rules::{RecordRules, text_field};

crate::document! {
    /// An authorisation that customs granted, and who may use it.
    record Authorisation {
        /// Its code with us; its reference number when empty.
        code: text,
        /// First day it may be used; from the beginning when empty.
        valid_from: date,
        /// Last day it may be used; without end when empty.
        valid_to: date,
        /// Type of authorisation (CL235): C521 authorised consignor, …
        r#type: text,
        /// Number that customs gave the authorisation.
        ref_num | "number": text,
        /// What people call it.
        name: text,
        /// Code of the business partner that holds it.
        holder: text,
        /// EORI of the holder.
        holder_eori: text,
        /// Customs offices that know it, by what they do.
        offices: [AuthorisationOffice],
    }

    /// A customs office of an authorisation.
    record AuthorisationOffice {
        /// Our id of this element.
        cas_reference: text,
        /// What it does: `Supervising`, `Departure`, …
        role: text,
        /// Reference number of the customs office.
        office: text,
    }
}

impl RecordRules for Authorisation {
    const CODE_ADVICE: &'static str = "is required: the code of the authorisation, or its refNum";

    fn code_of_fields(update: &Value) -> Option<String> {
        text_field(update, "refNum").map(str::to_owned)
    }
}
