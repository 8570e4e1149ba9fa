//! Where customs sits.

crate::document! {
    /// A customs office.
    record CustomsOffice {
        /// Its reference number: country and six characters.
        code | "referenceNumber": text,
        /// First day this record counts; from the beginning when empty.
        valid_from: date,
        /// Last day this record counts; without end when empty.
        valid_to: date,
        /// Name.
        name: text,
        /// Street and number.
        street: text,
        /// Postcode.
        postcode: text,
        /// City.
        city: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
        /// Telephone number.
        phone: text,
        /// Electronic mail address.
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
        /// First day.
        valid_from: date,
        /// Last day.
        valid_to: date,
    }
}
