//! What is known of an article: codes, descriptions, masses, units, origin.

use rust_decimal::Decimal;

use super::record_rules::RecordRules;

crate::document! {
    /// An article: what customs must know of goods that are traded again and again.
    record Article {
        /// Its code, sent as `commodity.itemId`.
        code: text,
        /// First day this record counts; from the beginning when empty.
        valid_from: date,
        /// Last day this record counts; without end when empty.
        valid_to: date,
        /// Descriptions by language, first is the default.
        descriptions: [ArticleDescription],
        /// Tariff and other codes by type and jurisdiction.
        classifications: [ArticleClassification],
        /// Additional codes by type and jurisdiction.
        additional_codes: [ArticleAdditionalCode],
        /// Net mass of one unit in kg.
        nmass_per_unit: decimal,
        /// Gross mass of one unit in kg.
        gmass_per_unit: decimal,
        /// Unit in which the article is counted.
        uo_m: text,
        /// Supplementary units per unit of quantity.
        sup_qty_per_unit: decimal,
        /// Supplementary units by unit, where one factor is not enough.
        supplementary_units: [ArticleSupplementaryUnit],
        /// Country of origin (ISO 3166-1 alpha-2).
        origin_country: text,
        /// Region of origin within the country, by its code.
        origin_region: text,
        /// Kind of origin: preferential or not.
        origin_type: text,
        /// Chemical substance number (CUS).
        cus_code: text,
        /// Kind of packages it usually comes in.
        package_type: text,
        /// Numbers of the product, which distance sales declare.
        product_identifiers: [ArticleProductIdentifier],
    }

    /// A number that identifies the product (UCC Annex B 12 03 and 12 04, by Delegated Regulation
    /// (EU) 2026/1022).
    record ArticleProductIdentifier {
        /// Our id of this element.
        cas_reference: text,
        /// Whose number it is: `C127` the merchant's, `C128` the manufacturer's, `C129` a
        /// standardised one such as the GTIN; `Y081` says that there is no standardised one.
        r#type: text,
        /// The number; empty for `Y081`.
        number: text,
    }

    /// A description in one language.
    record ArticleDescription {
        /// Our id of this element.
        cas_reference: text,
        /// Language of the description (ISO 639-1).
        language: text,
        /// The description in that language.
        text: text,
    }

    /// A code of an article in one classification.
    record ArticleClassification {
        /// Our id of this element.
        cas_reference: text,
        /// The code, of the list that its type names.
        code: text,
        /// `TARIC`, `CN`, `HS`, …
        r#type: text,
        /// Jurisdiction it applies to; everywhere when empty.
        jurisdiction: text,
    }

    /// An additional code of an article.
    record ArticleAdditionalCode {
        /// Our id of this element.
        cas_reference: text,
        /// The code that customs has for it.
        code: text,
        /// `TARIC additional code`, `national additional code`, `ExciseProduct`, …
        r#type: text,
        /// Jurisdiction it applies to; everywhere when empty.
        jurisdiction: text,
    }

    /// How many supplementary units one unit of quantity makes.
    record ArticleSupplementaryUnit {
        /// Our id of this element.
        cas_reference: text,
        /// The supplementary unit, as the tariff names it.
        unit: text,
        /// So many of them in one unit of quantity.
        per_unit: decimal,
        /// Jurisdiction it applies to; everywhere when empty.
        jurisdiction: text,
    }
}

impl Article {
    /// The description in a language, whatever the case of its code; else the first there is.
    #[must_use]
    pub fn description(&self, language: Option<&str>) -> Option<&str> {
        let wanted = |description: &&ArticleDescription| {
            let known = description.language.as_deref();
            known
                .zip(language)
                .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
        };
        let descriptions = &self.descriptions;
        let found = descriptions.iter().find(wanted);
        found
            .or_else(|| descriptions.first())
            .and_then(|description| description.text.as_deref())
    }

    /// The classifications that apply in a jurisdiction: of a type that is given for the
    /// jurisdiction those, and of the other types those of everywhere.
    pub fn classifications_in<'a>(
        &'a self,
        jurisdiction: &'a str,
    ) -> impl Iterator<Item = &'a ArticleClassification> {
        let scope = |code: &'a ArticleClassification| {
            (code.r#type.as_deref(), code.jurisdiction.as_deref())
        };
        applying(&self.classifications, jurisdiction, scope)
    }

    /// The additional codes that apply in a jurisdiction, by the same rule.
    pub fn additional_codes_in<'a>(
        &'a self,
        jurisdiction: &'a str,
    ) -> impl Iterator<Item = &'a ArticleAdditionalCode> {
        let scope = |code: &'a ArticleAdditionalCode| {
            (code.r#type.as_deref(), code.jurisdiction.as_deref())
        };
        applying(&self.additional_codes, jurisdiction, scope)
    }

    /// How many supplementary units one unit of quantity makes in a jurisdiction.
    #[must_use]
    pub fn supplementary_units_per_unit(&self, jurisdiction: &str) -> Option<Decimal> {
        fn scope(unit: &ArticleSupplementaryUnit) -> (Option<&str>, Option<&str>) {
            (None, unit.jurisdiction.as_deref())
        }
        applying(&self.supplementary_units, jurisdiction, scope)
            .find_map(|unit| unit.per_unit)
            .or(self.sup_qty_per_unit)
    }
}

/// What applies in a jurisdiction of things that each have a type and perhaps a jurisdiction: what
/// is said for the jurisdiction takes the place of what is said for everywhere of the same type.
fn applying<'a, T>(
    things: &'a [T],
    jurisdiction: &'a str,
    scope: impl Fn(&'a T) -> (Option<&'a str>, Option<&'a str>) + Copy,
) -> impl Iterator<Item = &'a T> {
    let own = move |thing: &'a T| scope(thing).1 == Some(jurisdiction);
    things.iter().filter(move |thing| {
        let (kind, place) = scope(thing);
        let replaced = || {
            things
                .iter()
                .any(|other| own(other) && scope(other).0 == kind)
        };
        own(thing) || (place.is_none() && !replaced())
    })
}

impl RecordRules for Article {
    const CODE_ADVICE: &'static str = "is required: the code of the article";
}
