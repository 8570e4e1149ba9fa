//! The trait of a customs system, and the list of those that exist.

use std::sync::Arc;

use cas_model::declaration::{CustomsFacts, Direction};
use cas_model::declaration_types::{self, Category};
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::SystemCode;
use cas_model::lifecycle::{Action, Event, Family, Grant, Standing, Status};
use cas_model::{ActionContent, FieldPath};

use crate::setting::{Setting, SettingProblem, unknown_settings, wrong_settings};
use crate::{
    Answer, CustomsDifference, DecodeError, Decoded, EncodeError, Examined, Inbound,
    LeafDifference, MessageKind, Opening, Outbound, OwnSides, ReadDeclaration, ReadableMessage,
    Request, WrittenField,
};

/// What a system can do.
#[derive(Clone, Debug)]
pub struct Capabilities {
    /// The system's name for people.
    pub name: &'static str,
    /// The table its declarations live by.
    pub family: Family,
    /// The declaration types it takes, by their codes (`cas_model::declaration_types`).
    pub declaration_types: &'static [&'static str],
    /// The most goods items that one declaration may have.
    pub max_items: u32,
    /// Whether goods items keep the numbers that customs has for them when others before them are
    /// removed by an amendment; else they are numbered anew.
    pub keeps_item_numbers: bool,
    /// The actions it can carry out with a message of its own.
    pub actions: &'static [Action],
    /// Statuses in which this customs takes no amendment, although others of the family do.
    pub no_amendment_in: &'static [Status],
    /// How well its messages are proved: against official schemas, structure only, best effort.
    pub standing: &'static str,
    /// The header in which the system names the conversation that a message of ours begins, and
    /// in which its own messages name the conversation they belong to; `None` where it has none.
    pub conversation_header: Option<&'static str>,
    /// How its messages are fetched, where they can be.
    pub pull: Option<Pull>,
    /// What could be calculated and is left out, because its declarations do not say it.
    pub calculated_only: &'static [CalculatedOnly],
    /// Of what the family's table grants for a declaration, that which customs does not take.
    pub withheld: fn(&AskedDeclaration<'_>) -> &'static [Event],
    /// What customs wants to be told when it is asked for an invalidation.
    pub invalidation: InvalidationTerms,
    /// In which time the days end that customs sets as limits.
    pub limit_days: LimitDays,
}

/// In which time the days end that customs sets as limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitDays {
    /// In the civil time of the declaration's jurisdiction.
    Jurisdiction,
    /// In UTC, in which the system counts all its times.
    Utc,
}

/// A declaration, as far as it decides what customs takes of it.
#[derive(Clone, Copy, Debug)]
pub struct AskedDeclaration<'a> {
    /// Its status, the covered one too.
    pub standing: Standing,
    /// The code of its type, such as `H1`.
    pub declaration_type: &'a str,
    /// What customs said of it so far.
    pub facts: &'a CustomsFacts,
}

impl AskedDeclaration<'_> {
    /// Whether customs has released its goods, and no more is known of them.
    #[must_use]
    pub fn is_released(&self) -> bool {
        let is_released = |status: Status| {
            matches!(
                status,
                Status::Released | Status::ExitConfirmationNotYetReceived
            )
        };
        is_released(self.standing.status) || self.standing.covered.is_some_and(is_released)
    }
}

/// For a system whose customs takes no amendment of what it has released.
#[must_use]
pub fn not_amended_after_release(declaration: &AskedDeclaration<'_>) -> &'static [Event] {
    match declaration.is_released() {
        true => &[Event::AmendmentOpened],
        false => &[],
    }
}

/// What customs wants to be told when it is asked for an invalidation.
#[derive(Clone, Copy, Debug)]
pub struct InvalidationTerms {
    /// The fewest characters of the reason in words; one where customs says nothing of it.
    pub least_reason: usize,
    /// The legal grounds that it has codes for; none where it wants words only.
    pub grounds: &'static [InvalidationGround],
    /// Whether these are all; where not, another code of as many characters is taken, too.
    pub is_whole: bool,
}

/// A legal ground of an invalidation.
#[derive(Clone, Copy, Debug)]
pub struct InvalidationGround {
    /// The code that customs has for it.
    pub code: &'static str,
    /// What it says, for people.
    pub meaning: &'static str,
    /// Whether it is for imports or exports only.
    pub direction: Option<Direction>,
}

impl InvalidationTerms {
    /// Those of a customs that reads why in words, and has no codes.
    pub const WORDS_ONLY: Self = Self {
        least_reason: 1,
        grounds: &[],
        is_whole: true,
    };

    /// Whether customs takes a code as the ground of an invalidation of an import or an export.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn check(&self, code: &str, direction: Direction) -> Result<(), String> {
        let applies =
            |ground: &&InvalidationGround| ground.direction.is_none_or(|only| only == direction);
        match self.grounds.iter().find(|ground| ground.code == code) {
            Some(ground) if applies(&ground) => Ok(()),
            Some(ground) => Err(format!(
                "{code} ({}) is not for {}",
                ground.meaning,
                match direction {
                    Direction::In => "imports",
                    Direction::Out => "exports",
                }
            )),
            None if self.has_form(code) => Ok(()),
            None => {
                let known = self.grounds.iter().filter(applies);
                let known: Vec<String> = known
                    .map(|ground| format!("{} ({})", ground.code, ground.meaning))
                    .collect();
                Err(format!(
                    "{code:?} is no code of customs; known are {}",
                    known.join(", ")
                ))
            }
        }
    }

    /// Whether a code that is not listed may be one.
    fn has_form(&self, code: &str) -> bool {
        let lengths = self.grounds.first().map(|ground| ground.code.len());
        let is_digit = |byte: u8| byte.is_ascii_digit();
        !self.is_whole && lengths == Some(code.len()) && code.bytes().all(is_digit)
    }
}

/// A calculation (`docs/calculations.md`) whose result most declarations of a system do not say.
/// A step's configuration may have it all the same.
#[derive(Clone, Copy, Debug)]
pub struct CalculatedOnly {
    /// The name of the calculation that fills it.
    pub calculation: &'static str,
    /// The declaration types for which it runs; none where it never does.
    pub declaration_types: &'static [&'static str],
    /// The additional declaration types (11 02) with which it runs; with any where none is named.
    pub additional_types: &'static [&'static str],
}

impl CalculatedOnly {
    /// Whether it runs for a declaration of this type and additional type.
    #[must_use]
    pub fn runs(&self, declaration_type: &str, additional_type: Option<&str>) -> bool {
        let is_named = |additional| self.additional_types.contains(&additional);
        self.declaration_types.contains(&declaration_type)
            && (self.additional_types.is_empty() || additional_type.is_some_and(is_named))
    }
}

impl Capabilities {
    /// Whether a declaration of the system and of this type may be asked for an action, where its
    /// status allows it. What is said with an action needs a message for it, and what is said of
    /// goods that leave an export.
    #[must_use]
    pub fn offers(&self, action: Action, declaration_type: &str) -> bool {
        let leaves = || is_of_exports(declaration_type) || !action.is_of_exports();
        ActionContent::shape_of(action).is_none() || (self.actions.contains(&action) && leaves())
    }

    /// What allows an action of a declaration: its status, and that customs takes it; `None` when it
    /// is not allowed.
    #[must_use]
    pub fn grant(
        &self,
        action: Action,
        declaration: &AskedDeclaration<'_>,
    ) -> Option<&'static Grant> {
        let grant = self.family.grant(action, declaration.standing)?;
        let is_withheld = (self.withheld)(declaration).contains(&grant.event);
        let is_offered = self.offers(action, declaration.declaration_type);
        let is_taken = is_offered && self.takes(action, declaration.standing);
        (is_taken && !is_withheld).then_some(grant)
    }

    /// The actions that are allowed of a declaration.
    #[must_use]
    pub fn allowed_actions(&self, declaration: &AskedDeclaration<'_>) -> Vec<Action> {
        let allowed = |action: &Action| self.grant(*action, declaration).is_some();
        Action::ALL.iter().copied().filter(allowed).collect()
    }

    /// Whether this customs takes an action where a declaration stands, as far as it differs from
    /// others of the family.
    #[must_use]
    pub fn takes(&self, action: Action, standing: Standing) -> bool {
        let statuses = [Some(standing.status), standing.covered];
        let excluded = |status: &Status| self.no_amendment_in.contains(status);
        action != Action::Amend || !statuses.iter().flatten().any(excluded)
    }
}

/// Whether goods may leave by a declaration of this type: it is one of exports, or a type that we
/// do not know.
fn is_of_exports(declaration_type: &str) -> bool {
    declaration_types::find(declaration_type).is_none_or(|kind| kind.category == Category::Export)
}

/// How the messages of a system are fetched: a list says what there is, and each is read once by
/// the address it has there. All addresses are below the connection's.
#[derive(Clone, Debug)]
pub struct Pull {
    /// Where the list of messages is that were not read.
    pub unread: &'static str,
    /// Where the list of messages is that were read once, kept by the system for a while. A
    /// message that was lost on its way to us is found there.
    pub read: &'static str,
    /// The media type that is asked for.
    pub accept: &'static str,
    /// Reads a list: the addresses in it, as the system wrote them.
    pub addresses: fn(&[u8]) -> Result<Vec<String>, DecodeError>,
}

/// A customs system: a translator between our documents and its messages.
pub trait CustomsSystem: Send + Sync {
    /// Its code in the registry.
    fn code(&self) -> SystemCode;

    /// What it can do.
    fn capabilities(&self) -> &Capabilities;

    /// What a tenant says of its connection to this system (its `settings`).
    fn settings(&self) -> &'static [Setting];

    /// Every setting of a tenant that is missing, wrong or unknown.
    fn check_settings(&self, settings: &serde_json::Value) -> Vec<SettingProblem> {
        let mut problems = wrong_settings(self.settings(), settings);
        problems.extend(unknown_settings(self.settings(), settings));
        problems
    }

    /// Writes the message for an intent.
    ///
    /// # Errors
    /// When the settings or the document lack what the message must have.
    fn encode(&self, request: &Request<'_>) -> Result<Outbound, EncodeError>;

    /// The reference of the consignment that the goods of a document move as, by which the
    /// authority may speak of the declaration; `None` where the system has none.
    fn consignment(&self, _document: &SingleAdministrativeDocument) -> Option<String> {
        None
    }

    /// Looks at the document as the declaration that [`CustomsSystem::encode`] would write: all
    /// that the message would not carry of it, cannot be written with, or lacks. What is ours and
    /// meant for no customs (references, codes of master data) is passed over.
    fn examine(&self, request: &Request<'_>) -> Vec<Examined>;

    /// The fields that its declaration of a type has a place for, and what fits there.
    fn fields(&self, declaration_type: &str) -> Vec<WrittenField>;

    /// A message of the system as people read it, whoever wrote it, with the fields that its tables know
    /// in its elements.
    ///
    /// # Errors
    /// When it cannot be read at all.
    fn readable(&self, bytes: &[u8]) -> Result<ReadableMessage, DecodeError>;

    /// What a file is to this system, by its root element and its function alone; `None` where it
    /// is no message of the system, or not well-formed.
    fn recognise(&self, bytes: &[u8]) -> Option<MessageKind>;

    /// Reads a message of a trader back by the tables that write it: the document that would make
    /// it, and every leaf that no row takes.
    ///
    /// # Errors
    /// When it is no message that a trader declares, amends, presents or invalidates by.
    fn read_declaration(&self, bytes: &[u8]) -> Result<ReadDeclaration, DecodeError>;

    /// Compares two messages of a trader leaf by leaf. What belongs to the transmission does not
    /// count: the envelope, prefixes, the order of attributes, how a number or a time is spelled.
    ///
    /// # Errors
    /// When one of them is not well-formed, or no message that a trader declares by.
    fn leaf_differences(
        &self,
        original: &[u8],
        written: &[u8],
    ) -> Result<Vec<LeafDifference>, DecodeError>;

    /// Reads a message of the authority, without knowing the declaration it belongs to: all that
    /// it says, and at least one thing. A part of a list that cannot be read makes the others no
    /// worse.
    ///
    /// # Errors
    /// When it is not a message of this system, or nothing of it can be read.
    fn decode(&self, bytes: &[u8]) -> Result<Decoded, DecodeError>;

    /// On which sides of a declaration that customs tells of we are, by the connection's settings;
    /// `None` where they do not say.
    fn own_sides(&self, _opening: &Opening, _settings: &serde_json::Value) -> Option<OwnSides> {
        None
    }

    /// Of these changes to what customs has, those that customs takes by no amendment.
    fn fixed(&self, changes: &[Difference], facts: &CustomsFacts) -> Vec<FieldPath>;

    /// Says what a message means for the declaration it was matched to: the fact, the data, the
    /// errors, with customs' pointers turned into our field paths, what it ends of what customs
    /// said before (`known`), and what customs has otherwise than our document from now on.
    fn interpret(
        &self,
        message: &Inbound,
        document: &SingleAdministrativeDocument,
        known: &CustomsFacts,
    ) -> Answer;

    /// Compares a message in which customs repeats the declaration with our document, written as
    /// the connection's settings say. `None` for a message that does not repeat it.
    ///
    /// # Errors
    /// When it is not a message of this system, or our side of it cannot be written.
    fn differences(
        &self,
        document: &SingleAdministrativeDocument,
        lrn: &str,
        settings: &serde_json::Value,
        message: &[u8],
    ) -> Result<Option<Vec<CustomsDifference>>, DecodeError>;
}

/// The customs systems that exist, by code.
#[derive(Clone, Default)]
pub struct Registry {
    systems: Vec<Arc<dyn CustomsSystem>>,
}

impl Registry {
    /// A registry of these systems.
    #[must_use]
    pub fn new(systems: Vec<Arc<dyn CustomsSystem>>) -> Self {
        Self { systems }
    }

    /// The system with this code.
    #[must_use]
    pub fn get(&self, code: &SystemCode) -> Option<&dyn CustomsSystem> {
        self.systems
            .iter()
            .find(|system| system.code() == *code)
            .map(AsRef::as_ref)
    }

    /// Every system, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &dyn CustomsSystem> {
        self.systems.iter().map(AsRef::as_ref)
    }
}
