//! Which kinds of master data are there?

use serde_json::Value;

use super::record_rules::RecordRules;
use super::{
    Article, Authorisation, BusinessPartner, CustomsOffice, ExchangeRate, Guarantee, Location,
    ValueSet,
};
use crate::access::Node;
use crate::shape::Shape;
use crate::structure::StructureError;

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

            /// Fields that can be sent and are never shown.
            #[must_use]
            pub const fn hidden_fields(self) -> &'static [&'static str] {
                match self { $(Self::$kind => <$kind as RecordRules>::HIDDEN_FIELDS,)* }
            }

            /// Whether what is decided for every declaration depends on the kind, so that nodes
            /// keep it in memory and must hear of a change.
            #[must_use]
            pub const fn is_kept_in_memory(self) -> bool {
                match self { $(Self::$kind => <$kind as RecordRules>::IS_KEPT_IN_MEMORY,)* }
            }

            /// Whether records of the kind are the same for every trader, as offices and rates are.
            #[must_use]
            pub const fn is_of_everybody(self) -> bool {
                match self { $(Self::$kind => <$kind as RecordRules>::IS_OF_EVERYBODY,)* }
            }

            /// What to send where a record has no code.
            pub(super) const fn code_advice(self) -> &'static str {
                match self { $(Self::$kind => <$kind as RecordRules>::CODE_ADVICE,)* }
            }

            /// A key that is usual in a collection of a record, where that is not the same for all.
            #[must_use]
            pub fn usual_key(self, collection: &str) -> Option<&'static str> {
                let keys = match self { $(Self::$kind => <$kind as RecordRules>::USUAL_KEYS,)* };
                let mut keys = keys.iter();
                keys.find(|(name, _)| *name == collection).map(|(_, key)| *key)
            }

            /// The code that other fields of an update make, where it may be left out.
            pub(super) fn code_of_fields(self, update: &Value) -> Option<String> {
                match self { $(Self::$kind => <$kind as RecordRules>::code_of_fields(update),)* }
            }

            /// What a whole record of the kind lacks, beside what every kind must have.
            pub(super) fn faults(self, record: &Value) -> Vec<StructureError> {
                match self { $(Self::$kind => <$kind as RecordRules>::faults(record),)* }
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
}
