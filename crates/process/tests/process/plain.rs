//! A customs system of which each answer is what the story wants.

use cas_gateway::{
    Answer, Capabilities, CustomsDifference, CustomsSystem, DecodeError, Decoded, EncodeError,
    Ends, Examined, Inbound, Intent, InvalidationTerms, LeafDifference, LimitDays, Matter,
    MessageKind, Outbound, ReadDeclaration, ReadableMessage, Request, Setting, SettingProblem,
    WrittenField, not_amended_after_release,
};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Severity, Source};
use cas_model::ids::SystemCode;
use cas_model::lifecycle::{Action, Event, Family, Status};
use serde_json::Value;

use super::world::said;

/// A system that writes all it is asked for, and reads the name of an event as a message's type.
pub struct Plain {
    pub code: SystemCode,
    pub capabilities: Capabilities,
    /// What it says of every declaration of a type.
    pub examined: Vec<(&'static str, Examined)>,
}

/// What the plain system can do, of a family.
pub fn capabilities(family: Family) -> Capabilities {
    Capabilities {
        name: "Plain",
        family,
        declaration_types: &["export", "import"],
        max_items: 3,
        keeps_item_numbers: false,
        actions: &[
            Action::Submit,
            Action::Amend,
            Action::Invalidate,
            Action::GoodsArrived,
            Action::ArrivalAtExit,
        ],
        no_amendment_in: &[Status::UnderControl],
        standing: "made up",
        conversation_header: None,
        pull: None,
        calculated_only: &[],
        withheld: not_amended_after_release,
        invalidation: InvalidationTerms::WORDS_ONLY,
        limit_days: LimitDays::Jurisdiction,
    }
}

impl Plain {
    pub fn new(code: &str, family: Family) -> Self {
        Self {
            code: system(code),
            capabilities: capabilities(family),
            examined: Vec::new(),
        }
    }
}

/// The code of a system.
pub fn system(code: &str) -> SystemCode {
    SystemCode::parse(code).expect("a system's code")
}

impl CustomsSystem for Plain {
    fn code(&self) -> SystemCode {
        self.code.clone()
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn check_settings(&self, _: &Value) -> Vec<SettingProblem> {
        Vec::new()
    }

    /// Settings say what cannot be written; a document that is of type `UNWRITABLE` cannot be.
    fn encode(&self, request: &Request<'_>) -> Result<Outbound, EncodeError> {
        if let Some(lacks) = request.settings["lacks"].as_str() {
            return Err(EncodeError::Settings(lacks.to_owned()));
        }
        let message_type = match &request.intent {
            Intent::Declare => "Declare",
            Intent::PresentGoods => "PresentGoods",
            Intent::Amend { lodged, .. } => {
                assert!(lodged.is_some(), "whoever amends knows what customs has");
                "Amend"
            }
            Intent::Invalidate { .. } => "Invalidate",
            Intent::Tell(_) => "Tell",
        };
        if request.settings["unsupported"] == message_type {
            return Err(EncodeError::Unsupported);
        }
        if request.document.decl_type.as_deref() == Some("UNWRITABLE") {
            return Err(EncodeError::Document {
                path: "declType".into(),
                problem: "it cannot be written".to_owned(),
            });
        }
        let document = serde_json::to_string(request.document).expect("a document");
        let mut intent = request.intent.clone();
        if let Intent::Amend { lodged, .. } = &mut intent {
            *lodged = None;
        }
        let intent = format!("{intent:?}").replace(", lodged: None", "");
        let body = format!(
            "{intent} {} {} mrn={:?} {} {} {document}",
            request.declaration_type.unwrap_or_default(),
            request.lrn,
            request.facts.mrn,
            request.message_identifier,
            request.now,
        );
        Ok(Outbound {
            message_type,
            body: body.into_bytes(),
            content_type: "text/plain",
            path: Some("/messages"),
            headers: vec![("x-kind".to_owned(), message_type.to_owned())],
        })
    }

    fn examine(&self, request: &Request<'_>) -> Vec<Examined> {
        let of_type = self.examined.iter();
        let of_type = of_type.filter(|(of, _)| Some(*of) == request.declaration_type);
        let of_settings = request.settings["missing"].as_str().map(|path| Examined {
            path: path.into(),
            matter: Matter::Missing("what the settings want"),
        });
        of_type
            .map(|(_, one)| one.clone())
            .chain(of_settings)
            .collect()
    }

    fn fields(&self, _: &str) -> Vec<WrittenField> {
        Vec::new()
    }

    fn readable(&self, _: &[u8]) -> Result<ReadableMessage, DecodeError> {
        Err(DecodeError::Malformed("not asked for".to_owned()))
    }

    fn recognise(&self, _: &[u8]) -> Option<MessageKind> {
        None
    }

    fn read_declaration(&self, _: &[u8]) -> Result<ReadDeclaration, DecodeError> {
        Err(DecodeError::Malformed("not asked for".to_owned()))
    }

    fn leaf_differences(&self, _: &[u8], _: &[u8]) -> Result<Vec<LeafDifference>, DecodeError> {
        Ok(Vec::new())
    }

    fn decode(&self, _: &[u8]) -> Result<Decoded, DecodeError> {
        Err(DecodeError::Malformed("not asked for".to_owned()))
    }

    /// The kind of the declaration is what customs has for ever.
    fn fixed(&self, changes: &[Difference], _: &CustomsFacts) -> Vec<FieldPath> {
        let changes = changes.iter().map(|change| change.path.clone());
        changes.filter(|path| path.as_str() == "declType").collect()
    }

    /// The message's type is the event; what is rejected stands in the errors' findings. Whatever
    /// tells the status of a movement restates the document with it.
    fn interpret(
        &self,
        message: &Inbound,
        document: &SingleAdministrativeDocument,
        known: &CustomsFacts,
    ) -> Answer {
        let finding = |error: &cas_gateway::CustomsError| {
            said(
                &error.code,
                Severity::Error,
                Source::Customs,
                &error.reason,
                &format!("of {:?}, mrn {:?}", message.rejected_type, known.mrn),
            )
        };
        let restated = message.facts.movement_status.clone().map(|status| {
            Box::new(SingleAdministrativeDocument {
                decl_type: Some(status),
                ..document.clone()
            })
        });
        Answer {
            event: Event::parse(&message.message_type).expect("an event"),
            facts: message.facts.clone(),
            findings: message.errors.iter().map(finding).collect(),
            ends: Ends {
                errors: message.customs_time.as_deref() != Some("silent"),
                refused_guarantees: message.facts.no_release_reason.is_some(),
            },
            restated,
        }
    }

    fn differences(
        &self,
        _: &SingleAdministrativeDocument,
        _: &str,
        _: &Value,
        _: &[u8],
    ) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
        Ok(None)
    }
}
