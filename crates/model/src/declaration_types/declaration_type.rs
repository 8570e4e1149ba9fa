//! What does a type of declaration say of itself, and which documents are of it?

use super::field_use::FieldUse;
use crate::document::SingleAdministrativeDocument;

/// What a declaration is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Goods come into the customs territory.
    Import,
    /// Goods leave the customs territory.
    Export,
    /// Goods pass under customs' supervision.
    Transit,
    /// Excise goods move between warehouses.
    Excise,
}

impl Category {
    /// The word for it, which rules use to name all its types.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Export => "export",
            Self::Transit => "transit",
            Self::Excise => "excise",
        }
    }
}

/// A type of declaration.
#[derive(Debug)]
pub struct DeclarationType {
    /// Its code, as flows name it: the column of Annex B, or our word.
    pub code: &'static str,
    /// Its name for people, in English.
    pub name: &'static str,
    /// Its name for people, in German.
    pub name_de: &'static str,
    /// What it is for.
    pub category: Category,
    /// The declaration types (11 01) it may say; none where it says none.
    pub header_types: &'static [&'static str],
    /// The additional declaration types (11 02) it may say; none where it says none.
    pub additional_types: &'static [&'static str],
    /// The requested procedures (11 09) it is for; none where there are none.
    pub procedures: &'static [&'static str],
    /// Additional procedures (11 10) that make a declaration one of this type, where its own word
    /// and its procedures leave the choice; none where none do.
    pub marks: &'static [&'static str],
    /// Where this is laid down.
    pub source: &'static str,
    /// Its fields, in the order of the data elements.
    pub fields: &'static [FieldUse],
}

impl DeclarationType {
    /// Whether a document says of itself what documents of this type say.
    pub(super) fn fits(&self, document: &SingleAdministrativeDocument) -> bool {
        let is_one = |text: &Option<String>, of: &[&str]| match text.as_deref() {
            Some(text) => of.is_empty() || of.contains(&text),
            None => true,
        };
        let procedures = document.goods_items().iter().filter_map(|item| {
            let procedure = item.government_procedure.as_deref()?;
            procedure.proc.as_deref()
        });
        let mut procedures = procedures.peekable();
        let has_procedure = self.procedures.is_empty()
            || procedures.peek().is_none()
            || procedures.any(|procedure| self.procedures.contains(&procedure));
        is_one(&document.decl_type, self.header_types)
            && is_one(&document.add_decl_type1, self.additional_types)
            && has_procedure
            && (self.marks.is_empty() || self.is_marked(document))
    }

    /// Whether one of the goods has an additional procedure that is only of this type.
    fn is_marked(&self, document: &SingleAdministrativeDocument) -> bool {
        let mut items = document.goods_items().iter();
        items.any(|item| item.is_added_to(self.marks))
    }

    /// Whether a word means it: its code, or its category.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.code == word || self.category.as_str() == word
    }
}
