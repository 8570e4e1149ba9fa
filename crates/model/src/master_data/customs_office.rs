//! Where does customs sit, and what may be done there?

use super::record_rules::RecordRules;

crate::document! {
    /// A customs office, by its reference number.
    record CustomsOffice {
        /// Its reference number: country and six characters.
        code | "referenceNumber": text,
        /// First day this record counts; from the beginning when empty.
        valid_from: date,
        /// Last day this record counts; without end when empty.
        valid_to: date,
        /// Name of the office, in its own language.
        name: text,
        /// Street and number of the house.
        street: text,
        /// Postcode as the country writes it.
        postcode: text,
        /// Name of the city or town.
        city: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
        /// Telephone number, with the code of its country.
        phone: text,
        /// Address for electronic mail to the office.
        email: text,
        /// What it may do.
        roles: [CustomsOfficeRole],
    }

    /// A role of a customs office.
    record CustomsOfficeRole {
        /// Our id of this element.
        cas_reference: text,
        /// `DEP`, `DES`, `TRA`, `EXP`, `EXT`, …
        role: text,
        /// First day on which it is so.
        valid_from: date,
        /// Last day on which it is so.
        valid_to: date,
    }
}

impl RecordRules for CustomsOffice {
    const CODE_ADVICE: &'static str = "is required: the reference number of the customs office";
    const IS_OF_EVERYBODY: bool = true;
    const USUAL_KEYS: &'static [(&'static str, &'static str)] = &[("roles", "DEP")];
}
