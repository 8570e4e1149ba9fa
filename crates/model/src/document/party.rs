//! Business partners as a declaration names them.

crate::document! {
    /// A party: by its master-data code, or by identifiers, name and address.
    record Party {
        /// Code of the business partner in the master data.
        code: text,
        /// Identifiers of the party, each with its type.
        business_partner_reference: [PartyReference],
        /// Name of the person or company.
        name: text,
        /// Postal address of the party.
        address: {Address},
        /// Person who is asked about the declaration.
        contact: {Contact},
    }

    /// One identifier of a party.
    record PartyReference {
        /// Our id of this element.
        cas_reference: text,
        /// The identifier, an EORI for type `Eori`.
        code: text,
        /// `Eori`, `Vat`, `Excise`, `TirHolder`, …
        r#type: text,
    }

    /// A postal address, in the parts that customs asks for.
    record Address {
        /// Street and number; without the number where `houseNumber` has it.
        street: text,
        /// Number of the house, for customs that want it apart from the street.
        house_number: text,
        /// Postcode as the country writes it.
        postcode: text,
        /// Name of the city or town.
        city: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
    }

    /// A person to ask.
    record Contact {
        /// Name of the person to ask.
        name: text,
        /// Telephone number, with the code of its country.
        phone: text,
        /// Address for electronic mail to the person.
        email: text,
    }
}

impl Party {
    /// The party's EORI number.
    #[must_use]
    pub fn eori(&self) -> Option<&str> {
        self.identifier("Eori")
    }

    /// The identifier of one type.
    #[must_use]
    pub fn identifier(&self, kind: &str) -> Option<&str> {
        self.business_partner_reference
            .iter()
            .find(|reference| reference.r#type.as_deref() == Some(kind))
            .and_then(|reference| reference.code.as_deref())
    }
}
