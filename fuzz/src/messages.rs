//! What is done with the bytes of a message: all that the product does with them.

use std::sync::LazyLock;

use cas_gateway::CustomsSystem;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::structure;

/// A declaration that says everything, so that every pointer may find its field.
static DOCUMENT: LazyLock<SingleAdministrativeDocument> = LazyLock::new(|| {
    let text = include_str!("../../crates/systems/tests/fixtures/full.json");
    let value = serde_json::from_str(text).expect("the fixture is JSON");
    structure::read(SingleAdministrativeDocument::shape(), value).expect("a sound document")
});

/// Reads bytes as a message of a system, and asks what it means and what of it differs.
pub fn read(system: &dyn CustomsSystem, bytes: &[u8]) {
    let Ok(said) = system.decode(bytes) else {
        return;
    };
    for message in &said {
        system.interpret(message, &DOCUMENT);
    }
    let settings = serde_json::Value::Null;
    system
        .differences(&DOCUMENT, "LRN0001", &settings, bytes)
        .ok();
}
