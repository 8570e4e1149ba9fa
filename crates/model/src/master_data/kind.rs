//! Which kinds of master data are there?

use super::{
    Article, Authorisation, BusinessPartner, CustomsOffice, ExchangeRate, Guarantee, Location,
    ValueSet,
};
use crate::access::Node;
use crate::shape::Shape;

/// Declares the kinds in one list: name, message that brings it, what many of them are called in
/// JSON and in words, record.
macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])*
        $kind:ident = $name:literal, $message:literal, $collection:literal, $words:literal;
    )*) => {
        /// A kind of master data.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MasterDataKind { $($(#[doc = $doc])* $kind,)* }

        impl MasterDataKind {
            /// Every kind, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The stored and public name, as origins name it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The kind of message that brings records of this kind.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$kind => $message,)* }
            }

            /// What many of them are called where they are sent: `articleDataItems`.
            #[must_use]
            pub const fn collection(self) -> &'static str {
                match self { $(Self::$kind => $collection,)* }
            }

            /// What many of them are called in words.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$kind => $words,)* }
            }

            /// What a record is, in one line.
            #[must_use]
            pub const fn doc(self) -> &'static str {
                match self { $(Self::$kind => concat!($($doc),*).trim_ascii(),)* }
            }

            /// A record that says nothing.
            #[must_use]
            pub(crate) fn empty(self) -> Box<dyn Node> {
                match self { $(Self::$kind => Box::new($kind::default()),)* }
            }

            /// The fields of a record.
            #[must_use]
            pub fn shape(self) -> &'static Shape {
                match self { $(Self::$kind => $kind::shape(),)* }
            }
        }
    };
}

kinds! {
    /// Articles: codes, descriptions, masses, units and origin of goods.
    Article = "article", "ArticleDataItem", "articleDataItems", "articles";
    /// Business partners: identifiers, addresses, roles and authorisations of parties.
    BusinessPartner = "businessPartner", "BusinessPartners", "businessPartners", "business partners";
    /// Authorisations that customs gave.
    Authorisation = "authorisation", "Authorisations", "authorisations", "authorisations";
    /// Guarantees for debts that may arise.
    Guarantee = "guarantee", "Guarantees", "guarantees", "guarantees";
    /// Customs offices and what they may do.
    CustomsOffice = "customsOffice", "CustomsOffices", "customsOffices", "customs offices";
    /// Locations where goods are presented.
    Location = "location", "Locations", "locations", "locations of goods";
    /// Exchange rates and their periods.
    ExchangeRate = "exchangeRate", "ExchangeRates", "exchangeRates", "exchange rates";
    /// Sets of values that decision tables ask for by name.
    ValueSet = "valueSet", "ValueSets", "valueSets", "value sets";
}

impl MasterDataKind {
    /// The kind of a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }

    /// Fields that can be sent and are never shown.
    #[must_use]
    pub const fn hidden_fields(self) -> &'static [&'static str] {
        match self {
            Self::Guarantee => &["accessCode"],
            Self::Article
            | Self::BusinessPartner
            | Self::Authorisation
            | Self::CustomsOffice
            | Self::Location
            | Self::ExchangeRate
            | Self::ValueSet => &[],
        }
    }

    /// Whether what is decided for every declaration depends on the kind, so that nodes keep it in
    /// memory and must hear of a change.
    #[must_use]
    pub const fn is_kept_in_memory(self) -> bool {
        match self {
            Self::ExchangeRate | Self::ValueSet => true,
            Self::Article
            | Self::BusinessPartner
            | Self::Authorisation
            | Self::Guarantee
            | Self::CustomsOffice
            | Self::Location => false,
        }
    }
}
