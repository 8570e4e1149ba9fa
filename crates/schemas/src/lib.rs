//! Is a message as the official schema wants it?
//!
//! The operator names a folder with one subfolder per set of official schemas (`ncts-p5`,
//! `ncts-p6`, `emcs-v3.23`, …); none are shipped. [`SchemaSet`] finds the schema of a message by
//! its root element and namespace; that of an envelope goes with the schema of what is in it. Where
//! several describe the same root, the message's `PhaseID` or `TypeCode` chooses; a declaration that
//! names its procedure is held against the schema of that procedure alone. The validator behind it
//! is one young crate; nothing of it shows here, and a test compares its verdicts with xmllint's.
//!
//! Invariant: no customs system is known here, beyond the `PhaseID` of NCTS's two phases, the
//! `TypeCode` of a cancellation and how Denmark names the files of its procedures. No SQL, no HTTP,
//! no network: schemas are read from the folder only.

mod error;
mod index;
mod peek;
mod validate;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use error::{SchemaError, Violation};
use index::Index;

/// A folder of official schemas. Schemas are compiled when first needed and kept.
///
/// A compiled schema serves one thread at a time: whoever finds none idle compiles one more, so
/// there are at most as many of a kind as there were threads that needed it at once.
pub struct SchemaSet {
    index: Index,
    idle: Mutex<HashMap<Vec<PathBuf>, Vec<xsd_schema::SchemaSet>>>,
}

impl SchemaSet {
    /// Opens a folder: each subfolder is one set of schemas, with all `.xsd` files below it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn open(folder: &Path) -> Result<Self, SchemaError> {
        Ok(Self {
            index: Index::read(folder)?,
            idle: Mutex::default(),
        })
    }

    /// Everything that the message's schema does not allow; nothing when it is valid. What is not
    /// well-formed, or carries a DOCTYPE, is a violation too.
    ///
    /// # Errors
    /// When there is no schema for the message, or it cannot be used.
    pub fn validate(&self, xml: &[u8]) -> Result<Vec<Violation>, SchemaError> {
        let root = match peek::root(xml) {
            Ok(root) => root,
            Err(problem) => return Ok(vec![problem.violation(xml)]),
        };
        let files = self.files_of(xml, &root)?;
        let schema = match self.with_idle(|idle| idle.get_mut(&files).and_then(Vec::pop)) {
            Some(schema) => schema,
            None => validate::compile(&files)?,
        };
        let violations = validate::validate(&schema, &peek::without_locations(xml));
        self.with_idle(|idle| idle.entry(files).or_default().push(schema));
        Ok(violations)
    }

    /// The files that together describe a message.
    fn files_of(&self, xml: &[u8], root: &peek::Root) -> Result<Vec<PathBuf>, SchemaError> {
        let missing = |name: &str, namespace: &str| SchemaError::NoSchema {
            root: name.to_owned(),
            namespace: namespace.to_owned(),
        };
        if let Some(procedure) = peek::procedure(xml) {
            let file = self.index.of_procedure(&procedure);
            let what = || {
                let peek::Procedure { category, function } = &procedure;
                format!("{} of procedure {category}, function {function}", root.name)
            };
            let file = file.ok_or_else(|| missing(&what(), &root.namespace))?;
            return Ok(vec![file.to_owned()]);
        }
        let file = self.index.find(root);
        let file = file.ok_or_else(|| missing(&root.name, &root.namespace))?;
        let is_envelope = self.index.is_envelope(file);
        match is_envelope.then(|| peek::content(xml, root)).flatten() {
            None => Ok(vec![file.to_owned()]),
            Some(content) => self
                .index
                .find_both(root, &content)
                .map(|files| files.map(Path::to_owned).to_vec())
                .ok_or_else(|| missing(&content.name, &content.namespace)),
        }
    }

    fn with_idle<T>(
        &self,
        act: impl FnOnce(&mut HashMap<Vec<PathBuf>, Vec<xsd_schema::SchemaSet>>) -> T,
    ) -> T {
        // Whoever panicked has at most kept a schema to itself.
        act(&mut self.idle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
