//! Who takes part: identifiers, addresses, roles, authorisations held.

use super::record_rules::RecordRules;

crate::document! {
    /// A business partner: a party that declarations name by its code.
    record BusinessPartner {
        /// Its code, sent as `code` of a party.
        code: text,
        /// First day this record counts; from the beginning when empty.
        valid_from: date,
        /// Last day this record counts; without end when empty.
        valid_to: date,
        /// Its identifiers by type: `Eori`, `Vat`, `Excise`, …
        identifiers: [PartnerIdentifier],
        /// Name of the person or company.
        name: text,
        /// Street and number of the house.
        street: text,
        /// Postcode as the country writes it.
        postcode: text,
        /// Name of the city or town.
        city: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
        /// Further addresses by type.
        addresses: [PartnerAddress],
        /// What it does for us, by type: `declarant`, `carrier`, …
        roles: [PartnerRole],
        /// Authorisations it holds, by type.
        authorisations: [PartnerAuthorisation],
        /// Name of the contact person.
        contact_name: text,
        /// Telephone number of the contact person.
        contact_phone: text,
        /// Electronic mail address of the contact person.
        contact_email: text,
    }

    /// An identifier of a business partner.
    record PartnerIdentifier {
        /// Our id of this element.
        cas_reference: text,
        /// The identifier, such as an EORI number.
        code: text,
        /// What kind of identifier it is.
        r#type: text,
    }

    /// An address of a business partner.
    record PartnerAddress {
        /// Our id of this element.
        cas_reference: text,
        /// What it is for: `Registered`, `Delivery`, `Invoice`, …
        r#type: text,
        /// Name, where it differs.
        name: text,
        /// Street and number of the house.
        street: text,
        /// Postcode as the country writes it.
        postcode: text,
        /// Name of the city or town.
        city: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
    }

    /// A role of a business partner.
    record PartnerRole {
        /// Our id of this element.
        cas_reference: text,
        /// `consignee`, `declarant`, `carrier`, …
        r#type: text,
    }

    /// An authorisation that a business partner holds.
    record PartnerAuthorisation {
        /// Our id of this element.
        cas_reference: text,
        /// Type of authorisation (CL235): C521 authorised consignor, …
        r#type: text,
        /// Number that the document bears.
        ref_num: text,
    }
}

impl RecordRules for BusinessPartner {
    const CODE_ADVICE: &'static str = "is required: the code of the business partner";
}
