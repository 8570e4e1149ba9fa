//! Where goods are presented.

crate::document! {
    /// A location of goods.
    record Location {
        /// Its code with us.
        code: text,
        /// First day this record counts; from the beginning when empty.
        valid_from: date,
        /// Last day this record counts; without end when empty.
        valid_to: date,
        /// What people call it.
        name: text,
        /// Type of location (CL347): A designated, B authorised, C approved, D other.
        r#type: text,
        /// Qualifier (CL326): what identifies it.
        qualifier: text,
        /// Authorisation number.
        authorisation_number: text,
        /// Additional identifier.
        additional_identifier: text,
        /// UN/LOCODE.
        un_locode: text,
        /// Customs office.
        office: text,
        /// EORI of the economic operator.
        economic_operator: text,
        /// Latitude in degrees.
        latitude: text,
        /// Longitude in degrees.
        longitude: text,
        /// Street and number.
        street: text,
        /// House number, for qualifier T.
        house_number: text,
        /// Postcode.
        postcode: text,
        /// City.
        city: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
        /// Name of the contact person.
        contact_name: text,
        /// Telephone number of the contact person.
        contact_phone: text,
        /// Electronic mail address of the contact person.
        contact_email: text,
    }
}
