//! The validator: the only place that speaks to the crate behind it.

use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use xsd_schema::validation::{
    DoctypeView, DriveWithError, SchemaValidator, ValidationError, ValidationEventHandler,
    ValidationFlags, ValidationSink, ValidationWarning, drive_quick_xml_with,
};
use xsd_schema::xml::ParseLimits;
use xsd_schema::{LocationRequest, SchemaResolver, SchemaSetBuilder};

use crate::error::{SchemaError, Violation, position};

/// Deepest nesting that is validated; customs' messages have a dozen levels.
const MAX_DEPTH: usize = 64;

/// Compiles files into one schema. An authority may publish copies of one file in several folders
/// and import each where it stands: the first that is imported for a namespace stands for all of its
/// name, else what they define would be there twice.
pub(crate) fn compile(files: &[PathBuf]) -> Result<xsd_schema::SchemaSet, SchemaError> {
    let unusable = |problem: String| SchemaError::Unusable {
        path: files.last().cloned().unwrap_or_default(),
        problem,
    };
    let mut builder = SchemaSetBuilder::xsd11();
    let imported = Mutex::new(HashMap::new());
    builder.set_location_rewriter(move |request: &LocationRequest<'_>, _: &SchemaResolver| {
        first_of_its_copies(&imported, request)
    });
    let compiled = files
        .iter()
        .try_fold(builder, |builder, file| {
            builder.add("", &file.to_string_lossy())
        })
        .and_then(SchemaSetBuilder::compile)
        .map_err(|error| unusable(error.to_string()))?;
    if let Some(failure) = compiled.directive_failures().first() {
        let location = failure.schema_location().unwrap_or("a schema");
        return Err(unusable(format!(
            "it needs {location}, which cannot be read"
        )));
    }
    Ok(compiled.into_schema_set())
}

/// The files that were imported first, by namespace and file name.
type Imported = Mutex<HashMap<(String, OsString), PathBuf>>;

/// The file to import for a namespace: the first of this name that was.
fn first_of_its_copies(imported: &Imported, request: &LocationRequest<'_>) -> Option<String> {
    let namespace = request.namespace?.to_owned();
    let base = request.base_uri;
    let base = Path::new(base.strip_prefix("file://").unwrap_or(base));
    let file = base.parent()?.join(request.location).canonicalize().ok()?;
    let name = file.file_name()?.to_owned();
    let mut imported = imported.lock().unwrap_or_else(PoisonError::into_inner);
    let first = imported.entry((namespace, name)).or_insert(file);
    Some(first.to_string_lossy().into_owned())
}

pub(crate) fn validate(schema: &xsd_schema::SchemaSet, xml: &[u8]) -> Vec<Violation> {
    let at = Cell::new(0);
    let mut found = Vec::new();
    let sink = Sink {
        at: &at,
        found: &mut found,
    };
    let flags = ValidationFlags::default() - ValidationFlags::BUILD_PSVI_TYPED_VALUES;
    let validator = SchemaValidator::new(schema, flags | ValidationFlags::PROCESS_ASSERTIONS);
    let mut runtime = validator.start_run(sink);
    runtime.set_parse_limits(ParseLimits::none().with_max_depth(MAX_DEPTH));
    let driven = drive_quick_xml_with(xml, &mut runtime, schema, &mut Handler { at: &at });
    // What ends the document early says why; the validator's own ending adds nothing then.
    let ended = match driven {
        Ok(_) => runtime
            .end_validation()
            .err()
            .map(|error| error.to_string()),
        Err(DriveWithError::Hook(refusal)) => Some(refusal.0.to_owned()),
        Err(error) => Some(format!("not well-formed: {error}")),
    };
    drop(runtime);
    found.extend(ended.map(|message| (at.get(), message)));
    found
        .into_iter()
        .map(|(at, message)| {
            let (line, column) = position(xml, at);
            Violation {
                line,
                column,
                message,
            }
        })
        .collect()
}

/// Collects errors with the place of the element that was begun last.
struct Sink<'a> {
    at: &'a Cell<usize>,
    found: &'a mut Vec<(usize, String)>,
}

impl ValidationSink for Sink<'_> {
    fn on_error(&mut self, error: ValidationError) {
        let place = error
            .instance_path()
            .map(|path| format!(" at {path}").replace("Q{}", ""))
            .unwrap_or_default();
        let message = format!("{}{place} ({})", error.message, error.constraint);
        self.found.push((self.at.get(), message));
    }

    fn on_warning(&mut self, _: ValidationWarning) {}
}

/// Notes where we are, and refuses what we do not accept.
struct Handler<'a> {
    at: &'a Cell<usize>,
}

struct Refusal(&'static str);

impl ValidationEventHandler for Handler<'_> {
    type Error = Refusal;

    fn on_element_start_offset(&mut self, at: usize) -> Result<(), Refusal> {
        self.at.set(at);
        Ok(())
    }

    fn on_doctype(&mut self, _: DoctypeView<'_>) -> Result<(), Refusal> {
        Err(Refusal("a DOCTYPE is not accepted"))
    }
}
