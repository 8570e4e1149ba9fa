//! A customs system of which one message keeps a processor busy until it is told to stop.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use cas_gateway::{
    Answer, Capabilities, CustomsDifference, CustomsSystem, DecodeError, Decoded, EncodeError,
    Examined, Inbound, LeafDifference, MessageKind, Outbound, ReadDeclaration, ReadableMessage,
    Request, Setting, SettingProblem, WrittenField,
};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::SystemCode;
use cas_systems::ncts::Ncts;
use serde_json::Value;

/// All but its code and its reading is that of the transit system.
#[derive(Default)]
pub struct Endless {
    running: AtomicUsize,
    is_over: AtomicBool,
}

impl Endless {
    /// How many readings are at it.
    pub fn running(&self) -> usize {
        self.running.load(Ordering::SeqCst)
    }

    /// Ends all of them.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
    }
}

impl CustomsSystem for Endless {
    fn code(&self) -> SystemCode {
        SystemCode::parse("endless").expect("a code")
    }

    fn decode(&self, bytes: &[u8]) -> Result<Decoded, DecodeError> {
        if bytes == b"<endless/>" {
            self.running.fetch_add(1, Ordering::SeqCst);
            while !self.is_over.load(Ordering::SeqCst) {
                // Busy, and never at a point where anything else could go on.
                std::hint::spin_loop();
            }
            self.running.fetch_sub(1, Ordering::SeqCst);
        }
        Ncts.decode(bytes)
    }

    fn capabilities(&self) -> &Capabilities {
        Ncts.capabilities()
    }

    fn settings(&self) -> &'static [Setting] {
        Ncts.settings()
    }

    fn check_settings(&self, settings: &Value) -> Vec<SettingProblem> {
        Ncts.check_settings(settings)
    }

    fn encode(&self, request: &Request<'_>) -> Result<Outbound, EncodeError> {
        Ncts.encode(request)
    }

    fn examine(&self, request: &Request<'_>) -> Vec<Examined> {
        Ncts.examine(request)
    }

    fn fields(&self, declaration_type: &str) -> Vec<WrittenField> {
        Ncts.fields(declaration_type)
    }

    fn readable(&self, bytes: &[u8]) -> Result<ReadableMessage, DecodeError> {
        Ncts.readable(bytes)
    }

    fn recognise(&self, bytes: &[u8]) -> Option<MessageKind> {
        Ncts.recognise(bytes)
    }

    fn read_declaration(&self, bytes: &[u8]) -> Result<ReadDeclaration, DecodeError> {
        Ncts.read_declaration(bytes)
    }

    fn leaf_differences(
        &self,
        original: &[u8],
        written: &[u8],
    ) -> Result<Vec<LeafDifference>, DecodeError> {
        Ncts.leaf_differences(original, written)
    }

    fn fixed(&self, changes: &[Difference], facts: &CustomsFacts) -> Vec<FieldPath> {
        Ncts.fixed(changes, facts)
    }

    fn interpret(
        &self,
        message: &Inbound,
        document: &SingleAdministrativeDocument,
        known: &CustomsFacts,
    ) -> Answer {
        Ncts.interpret(message, document, known)
    }

    fn differences(
        &self,
        document: &SingleAdministrativeDocument,
        lrn: &str,
        settings: &Value,
        message: &[u8],
    ) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
        Ncts.differences(document, lrn, settings, message)
    }
}
