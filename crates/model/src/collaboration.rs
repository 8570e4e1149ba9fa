//! What people do together over declarations and shipments: what a note or a file is about, what was
//! done, and the colours of flags.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{DeclarationId, ShipmentId};

/// Declares values that are spelled as they are named here, in JSON and in the store.
macro_rules! spelled {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident { $($(#[doc = $of_value:literal])* $value:ident = $text:literal,)* }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[doc = $of_value])* #[serde(rename = $text)] $value,)* }

        impl $name {
            /// Every value, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$value,)*];

            /// The spelling in JSON and in the store.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            /// The value of a spelling.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    )*};
}

spelled! {
    /// What notes and files can be about.
    SubjectKind {
        /// A declaration or excise movement.
        Declaration = "declaration",
        /// A shipment, with all its declarations.
        Shipment = "shipment",
    }

    /// What somebody did about a declaration or a shipment, beside its documents.
    WorkChange {
        /// A note was written.
        NoteAdded = "NoteAdded",
        /// Its author wrote a note anew.
        NoteChanged = "NoteChanged",
        /// Its author took a note back.
        NoteDeleted = "NoteDeleted",
        /// Somebody is to deal with it, or nobody any more.
        Assigned = "Assigned",
        /// It has another flag, or none any more.
        Flagged = "Flagged",
        /// A file was added.
        FileAdded = "FileAdded",
        /// A file was deleted.
        FileDeleted = "FileDeleted",
    }

    /// Whether a file is whole.
    AttachmentState {
        /// Its bytes are still being sent.
        Uploading = "uploading",
        /// All of it is kept.
        Stored = "stored",
        /// It was deleted; that there was one is kept.
        Deleted = "deleted",
    }

    /// The colour of a flag; what it means is for those to say who set it.
    FlagColour {
        /// A flag that is red.
        Red = "red",
        /// A flag that is orange.
        Orange = "orange",
        /// A flag that is yellow.
        Yellow = "yellow",
        /// A flag that is green.
        Green = "green",
        /// A flag that is blue.
        Blue = "blue",
        /// A flag that is violet.
        Violet = "violet",
        /// A flag that is grey.
        Grey = "grey",
    }
}

/// What a note or a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Which of the two it is.
    pub kind: SubjectKind,
    /// The id of the declaration or the shipment.
    pub id: Uuid,
}

impl From<DeclarationId> for Subject {
    fn from(id: DeclarationId) -> Self {
        Self {
            kind: SubjectKind::Declaration,
            id: id.0,
        }
    }
}

impl From<ShipmentId> for Subject {
    fn from(id: ShipmentId) -> Self {
        Self {
            kind: SubjectKind::Shipment,
            id: id.0,
        }
    }
}

/// What somebody did, with what it needs to be understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkDone {
    /// What was done about it.
    pub change: WorkChange,
    /// The person who did it.
    pub by: String,
    /// The note that was written, changed or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_id: Option<crate::ids::NoteId>,
    /// The file that was added or deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<crate::ids::AttachmentId>,
    /// Who is to deal with it now, where that changed; absent where nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The flag that it has now, where that changed; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<FlagColour>,
}

impl WorkDone {
    /// What was done by a person, without more.
    #[must_use]
    pub fn by(person: &str, change: WorkChange) -> Self {
        Self {
            change,
            by: person.to_owned(),
            note_id: None,
            attachment_id: None,
            assignee: None,
            flag: None,
        }
    }
}
