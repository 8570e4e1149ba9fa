//! What is a declaration declared as? Its category says it (H1, H7, I1, I2EIDR, B1), and the third
//! letter of its type whether the goods are there.

use crate::origin::Origin;
use crate::wco::door;
use crate::xml::{Element, Extent, read};

/// What a declaration is declared as.
#[derive(Debug, Default)]
pub(super) struct Declared {
    category: String,
    /// The additional type: A, B, C, or D, E, F before the goods are there.
    additional: String,
}

impl Declared {
    /// That of a declaration that was received.
    pub(super) fn from_origin(origin: &Origin) -> Declared {
        let document = read(&origin.body, Extent::Whole).ok();
        let declaration = document.as_ref().and_then(door::declaration);
        Declared {
            // An amendment has another type; the declaration keeps what it was lodged as.
            additional: origin.additional_type.clone(),
            ..declaration.map(Declared::read).unwrap_or_default()
        }
    }

    /// That of a declaration.
    pub(super) fn read(declaration: &Element<'_>) -> Declared {
        let text = |path| declaration.text_at(path).unwrap_or_default().trim();
        Declared {
            category: text("ProcedureCategory").to_owned(),
            additional: text("TypeCode").chars().skip(2).collect(),
        }
    }

    /// Whether it is one that customs takes.
    pub(super) fn is_known(&self) -> bool {
        ["H1", "H7", "I1", "I2EIDR", "B1"].contains(&self.category.as_str())
    }

    /// Whether the goods leave the country.
    pub(super) fn is_export(&self) -> bool {
        self.category.starts_with('B') || self.category.starts_with('C')
    }

    /// Whether it is an entry in the declarant's records.
    pub(super) fn is_entry_in_records(&self) -> bool {
        self.category == "I2EIDR"
    }

    /// Whether it waits for a notification that its goods are there. An entry in the records does
    /// not: with it they are presented.
    pub(super) fn awaits_goods(&self) -> bool {
        matches!(self.additional.as_str(), "D" | "E" | "F")
    }

    /// Whether the goods are released before it is complete.
    pub(super) fn is_to_be_completed(&self) -> bool {
        let is_simplified = matches!(self.additional.as_str(), "B" | "C" | "E" | "F");
        self.is_entry_in_records() || self.category == "I1" || is_simplified
    }

    /// Whether duties are calculated: those of an entry in the records come with what completes it.
    pub(super) fn is_taxed(&self) -> bool {
        !self.is_export() && !self.is_entry_in_records()
    }

    /// Whether the customs duty of the tariff is among them: low value has its own.
    pub(super) fn is_dutiable(&self) -> bool {
        self.category != "H7"
    }
}
