//! Which types of declaration are there, and what does each ask for?
//!
//! A type is one file: its codes, its procedures, and a row per field that it requires, knows or
//! has no place for. A flow's step names a type ([`find`]), a customs system says which it takes,
//! the validations ask what is missing, and the API's description tells it of each field. The
//! facts are those of Annex B to Delegated Regulation (EU) 2015/2446, by column and number of the
//! data element, held against the published structures of the systems.

mod field_use;

pub use field_use::{Exception, FieldUse, Level, Need, Place};

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::SingleAdministrativeDocument;

use field_use::{but, conditional, forbidden, item, optional, place, required};

/// Takes the types of the named files into the list.
macro_rules! declaration_types {
    ($($kind:ident,)+) => {
        $(mod $kind;)+

        /// Every type of declaration.
        pub static ALL: &[DeclarationType] = &[$($kind::TYPE),+];
    };
}

declaration_types! {
    h1,
    h2,
    h3,
    h4,
    h5,
    h7,
    h8,
    c21i,
    fsd,
    i1,
    i2,
    b1,
    b2,
    b3,
    b4,
    c1,
    c2,
    c21e,
    transit,
    excise,
}

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
    /// Its name for people.
    pub name: &'static str,
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
    fn fits(&self, document: &SingleAdministrativeDocument) -> bool {
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

/// The type that the content of a document makes it, of those that a system takes: by what it says
/// of itself and by the procedure of its goods. `None` where none fits.
#[must_use]
pub fn of_document(
    document: &SingleAdministrativeDocument,
    taken: &[&str],
) -> Option<&'static DeclarationType> {
    let fits = |kind: &&DeclarationType| taken.contains(&kind.code) && kind.fits(document);
    // What an additional procedure says is said on purpose; the rest follows from the order.
    let marked = ALL.iter().filter(|kind| !kind.marks.is_empty()).find(fits);
    marked.or_else(|| ALL.iter().find(fits))
}

/// The type with this code.
#[must_use]
pub fn find(code: &str) -> Option<&'static DeclarationType> {
    ALL.iter().find(|kind| kind.code == code)
}

/// What each type needs of fields, by record and field, in the order of the types.
type Needs = HashMap<(&'static str, &'static str), Vec<(&'static str, Need)>>;

/// The needs of all types.
static NEEDS: LazyLock<Needs> = LazyLock::new(|| {
    let mut needs = Needs::new();
    for kind in ALL {
        for row in kind.fields {
            for end in row.places().filter_map(Place::end) {
                let of_field = needs.entry(end).or_default();
                match of_field.last_mut().filter(|(code, _)| *code == kind.code) {
                    Some((_, need)) => *need = row.need.min(*need),
                    None => of_field.push((kind.code, row.need)),
                }
            }
        }
    }
    needs
});

/// What the types say of a field of a record: `Required for H1; not used for H7.` Empty where none
/// does.
#[must_use]
pub fn help(record: &str, field: &str) -> String {
    let needs = NEEDS.get(&(record, field)).map_or(&[][..], Vec::as_slice);
    let parts: Vec<String> = Need::ALL
        .iter()
        .map(|need| {
            let kinds = needs.iter().filter(|(_, asked)| asked == need);
            (
                need.as_str(),
                kinds.map(|(code, _)| *code).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, kinds)| !kinds.is_empty())
        .map(|(need, kinds)| format!("{need} for {}", kinds.join(", ")))
        .collect();
    let text = parts.join("; ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => text,
    }
}
