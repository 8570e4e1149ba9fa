//! How is a record of any kind changed and given its references, kept as JSON as it is?

use serde_json::Value;

use super::MasterDataKind;
use crate::access::Node;
use crate::assign_in_document;
use crate::patch::{Elements, Patch};
use crate::structure::StructureError;
use crate::written::{fill, written_record};

impl MasterDataKind {
    /// A record with an update applied; the record that the update makes where there is none.
    ///
    /// # Errors
    /// Everything of the update that does not fit the record.
    pub fn apply(
        self,
        current: Option<&Value>,
        update: &Patch,
    ) -> Result<Value, Vec<StructureError>> {
        let elements = current.map_or(Elements::New, |_| Elements::Known);
        let mut record = self.filled(current);
        update.change(&mut *record, elements)?;
        Ok(Value::Object(written_record(&*record)))
    }

    /// A record whose elements all have their references.
    #[must_use]
    pub fn with_references(self, record: &Value) -> Value {
        let mut record = self.filled(Some(record));
        assign_in_document(&mut *record);
        Value::Object(written_record(&*record))
    }

    fn filled(self, said: Option<&Value>) -> Box<dyn Node> {
        let mut record = self.empty();
        if let Some(said) = said {
            fill(&mut *record, said);
        }
        record
    }
}
