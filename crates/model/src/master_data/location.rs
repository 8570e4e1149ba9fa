//! Where goods are presented.

use super::record_rules::RecordRules;

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
        /// Number of the authorisation that the place is approved by.
        authorisation_number: text,
        /// Additional identifier within the authorised place.
        additional_identifier: text,
        /// Place by its UN/LOCODE, such as `DEHAM`.
        un_locode: text,
        /// Customs office, by its reference number.
        office: text,
        /// EORI of the economic operator.
        economic_operator: text,
        /// Latitude in degrees, north of the equator.
        latitude: text,
        /// Longitude in degrees, east of Greenwich.
        longitude: text,
        /// Street and number of the house.
        street: text,
        /// House number, for qualifier T.
        house_number: text,
        /// Postcode as the country writes it.
        postcode: text,
        /// Name of the city or town.
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

impl RecordRules for Location {
    const CODE_ADVICE: &'static str = "is required: the code of the location";
}
