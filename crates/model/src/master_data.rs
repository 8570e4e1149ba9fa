//! Master data: what the customer knows once and need not send each time.

crate::document! {
    /// An article.
    record Article {
        /// Its code, sent as `commodity.itemId`.
        code: text,
        /// Descriptions, first is the default.
        descriptions: [ArticleDescription],
        /// Tariff and other codes by type.
        classifications: [ArticleClassification],
        /// Net mass of one unit in kg.
        nmass_per_unit: decimal,
        /// Gross mass of one unit in kg.
        gmass_per_unit: decimal,
        /// Unit of quantity.
        uo_m: text,
        /// Supplementary units per unit of quantity.
        sup_qty_per_unit: decimal,
        /// Country of origin.
        origin_country: text,
        /// Chemical substance number (CUS).
        cus_code: text,
        /// Kind of packages it usually comes in.
        package_type: text,
    }

    /// A description in one language.
    record ArticleDescription {
        /// Our id of this element.
        cas_reference: text,
        /// Language (ISO 639-1).
        language: text,
        /// The description.
        text: text,
    }

    /// A code of an article in one classification.
    record ArticleClassification {
        /// Our id of this element.
        cas_reference: text,
        /// The code.
        code: text,
        /// `TARIC`, `CN`, `HS`, …
        r#type: text,
        /// Jurisdiction it applies to; everywhere when empty.
        jurisdiction: text,
    }

    /// A business partner.
    record BusinessPartner {
        /// Its code, sent as `code` of a party.
        code: text,
        /// Its identifiers by type: `Eori`, `Vat`, `Excise`, …
        identifiers: [PartnerIdentifier],
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
        /// Name of the contact person.
        contact_name: text,
        /// Telephone number of the contact person.
        contact_phone: text,
        /// Electronic mail address of the contact person.
        contact_email: text,
    }

    /// A rate of exchange in one period.
    record ExchangeRate {
        /// The currency (ISO 4217).
        currency: text,
        /// The currency that the rate is given for (ISO 4217), EUR for the rates of the Union.
        base_currency: text,
        /// Units of the currency per one unit of the base.
        rate: decimal,
        /// First day it applies.
        valid_from: date,
        /// Last day it applies; open when empty.
        valid_to: date,
    }

    /// An identifier of a business partner.
    record PartnerIdentifier {
        /// Our id of this element.
        cas_reference: text,
        /// The identifier.
        code: text,
        /// Its type.
        r#type: text,
    }
}
