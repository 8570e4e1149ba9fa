//! Writing the trader's messages: a head around a table.
//!
//! Every message goes by our number (LRN), and by customs' (MRN) once there is one. What a
//! declaration is declared as is its category, and the edition of the table.

use cas_gateway::{EncodeError, Examined, Intent, Matter, Outbound, Request};
use cas_model::access::Node;
use cas_model::declaration::Direction;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::{FieldPath, KnownPath, path};

use super::capabilities::CAPABILITIES;
use super::codes;
use super::references::settle;
use super::settings::Settings;
use super::tables::editions::{B1, H7, I2, PRESENTATION as PRESENTED};
use super::tables::{DECLARATION, INVALIDATION, PRESENTATION};
use super::transport;
use crate::table::{Context, Table};
use crate::wco::{DATE_NAMESPACE, NAMESPACE};
use crate::xml::Writer;

/// Codes of the functions that messages have.
pub(super) const SUBMIT: &str = "9";
pub(super) const AMEND: &str = "4";
pub(super) const INVALIDATE: &str = "1";
pub(super) const PRESENT: &str = "24";
/// What customs calls the entry in the declarant's records.
pub(super) const ENTRY_IN_RECORDS: &str = "I2EIDR";
/// Longest reason, in characters that customs takes.
const MAX_REASON: usize = 512;

/// Stands for what comes from elsewhere than the document, or is told of elsewhere.
const UNKNOWN: &str = "?";

type Given<'a> = Vec<(&'static str, &'a str)>;

/// A message that is to be written: its type, its table, the edition, and what is given with it.
struct Message<'a> {
    kind: &'static str,
    table: &'static Table,
    edition: &'static str,
    given: Given<'a>,
}

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have, for a type of declaration
/// that customs does not take, and for what customs has no message for.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = Settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let declared_as = declared_as(request)?;
    // Only what is new says its type; later messages are of the declaration that customs has.
    let is_new = request.intent == Intent::Declare;
    let type_code = match is_new {
        true => type_code(request.document, declared_as)?,
        false => None,
    };
    let words = words(&request.intent);
    let mut message = message(request, declared_as, &settings)?;
    message.given.extend([
        ("category", category(declared_as)),
        ("reference", request.lrn),
        ("submitter", settings.submitter),
        ("submitterName", settings.submitter_name),
    ]);
    let type_code = type_code.as_deref().map(|code| ("typeCode", code));
    message.given.extend(type_code);
    message
        .given
        .extend(words.as_deref().map(|words| ("reason", words)));
    let procedure = category(declared_as).to_owned();
    Ok(Outbound {
        message_type: message.kind,
        body: write(request.document, &message)?,
        content_type: "application/xml",
        path: Some(transport::path_of(declared_as, &request.intent)),
        headers: vec![(transport::PROCEDURE_TYPE.to_owned(), procedure)],
    })
}

/// What the declaration would not carry of the document; nothing for a type of declaration that
/// customs does not take.
#[must_use]
pub fn examine(request: &Request<'_>) -> Vec<Examined> {
    let Ok(declared_as) = declared_as(request) else {
        return Vec::new();
    };
    let type_code = type_code(request.document, declared_as);
    let mut given = vec![
        ("functionCode", SUBMIT),
        ("category", category(declared_as)),
        ("reference", request.lrn),
        ("submitter", UNKNOWN),
        ("submitterName", UNKNOWN),
    ];
    match &type_code {
        Ok(Some(code)) => given.push(("typeCode", code)),
        Ok(None) => {}
        Err(_) => given.push(("typeCode", UNKNOWN)),
    }
    let mut examined = DECLARATION.examine(&Context {
        document: &*settle(request.document) as &dyn Node,
        edition: Some(declared_as),
        given: &given,
    });
    if let Err(EncodeError::Document { path, .. }) = type_code {
        let matter = Matter::Missing("TypeCode");
        examined.push(Examined { path, matter });
    }
    examined
}

/// The table for an intent, and what is given with it only.
fn message<'a>(
    request: &'a Request<'_>,
    declared_as: &'static str,
    settings: &Settings<'a>,
) -> Result<Message<'a>, EncodeError> {
    let (kind, table, edition, given) = match &request.intent {
        Intent::Declare => (
            codes::DECLARATION,
            &*DECLARATION,
            declared_as,
            vec![("functionCode", SUBMIT)],
        ),
        Intent::PresentGoods => {
            let given = vec![("functionCode", PRESENT), ("mrn", mrn(request)?)];
            let edition = if declared_as == B1 { B1 } else { PRESENTED };
            (codes::PRESENTATION, &*PRESENTATION, edition, given)
        }
        // An entry in the records is neither amended nor invalidated by a message.
        Intent::Amend { .. } | Intent::Invalidate { .. } if declared_as == I2 => {
            return Err(EncodeError::Unsupported);
        }
        Intent::Amend { .. } => {
            let given = vec![
                ("functionCode", AMEND),
                ("mrn", mrn(request)?),
                ("typeCode", codes::AMENDMENT),
                ("reasonCode", settings.amendment_reason),
            ];
            (codes::AMENDMENT, &*DECLARATION, declared_as, given)
        }
        Intent::Invalidate { ground, .. } => {
            let given = vec![
                ("functionCode", INVALIDATE),
                ("mrn", mrn(request)?),
                (
                    "reasonCode",
                    legal_ground(ground.as_deref(), declared_as, settings)?,
                ),
            ];
            (codes::INVALIDATION, &*INVALIDATION, declared_as, given)
        }
        Intent::Tell(_) => return Err(EncodeError::Unsupported),
    };
    Ok(Message {
        kind,
        table,
        edition,
        given,
    })
}

/// The legal ground of an invalidation: as it is given, else as the connection says, where that is
/// one for what is declared.
fn legal_ground<'a>(
    given: Option<&'a str>,
    declared_as: &str,
    settings: &Settings<'a>,
) -> Result<&'a str, EncodeError> {
    let direction = match declared_as {
        B1 => Direction::Out,
        _ => Direction::In,
    };
    let refused = |problem: String| {
        let ask = "give the legal ground with the action, or set invalidationReason to one";
        EncodeError::Settings(format!(
            "a legal ground of the invalidation: {problem}; {ask}"
        ))
    };
    let ground = given
        .or(settings.invalidation_reason)
        .ok_or_else(|| refused("none is given".to_owned()))?;
    let checked = CAPABILITIES.invalidation.check(ground, direction);
    checked.map(|()| ground).map_err(refused)
}

fn write(
    document: &SingleAdministrativeDocument,
    message: &Message<'_>,
) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    let namespaces = [("xmlns", NAMESPACE), ("xmlns:ds", DATE_NAMESPACE)];
    writer.open_with("Declaration", &namespaces);
    let context = Context {
        document: &*settle(document) as &dyn Node,
        edition: Some(message.edition),
        given: &message.given,
    };
    message.table.write(&context, &mut writer)?;
    Ok(writer.finish())
}

/// The type of declaration, of those that customs takes.
fn declared_as(request: &Request<'_>) -> Result<&'static str, EncodeError> {
    let types = CAPABILITIES.declaration_types;
    let known = types
        .iter()
        .find(|known| Some(**known) == request.declaration_type);
    known.copied().ok_or_else(|| EncodeError::Document {
        path: FieldPath::from(path!("declType")),
        problem: format!(
            "is declared as {:?}; customs takes {}",
            request.declaration_type.unwrap_or("nothing"),
            types.join(", ")
        ),
    })
}

fn category(declared_as: &'static str) -> &'static str {
    if declared_as == I2 {
        return ENTRY_IN_RECORDS;
    }
    declared_as
}

/// The declaration type and the additional type in one code: IM and A are IMA. Goods of low value
/// are always imported, and an entry in the records has no type.
fn type_code(
    document: &SingleAdministrativeDocument,
    declared_as: &str,
) -> Result<Option<String>, EncodeError> {
    if declared_as == I2 {
        return Ok(None);
    }
    let implied = (declared_as == H7).then_some("IM");
    let kind = part(&document.decl_type, implied, path!("declType"))?;
    let additional = part(&document.add_decl_type1, None, path!("addDeclType1"))?;
    Ok(Some(kind + &additional))
}

fn part(
    text: &Option<String>,
    implied: Option<&str>,
    field: KnownPath,
) -> Result<String, EncodeError> {
    let given = text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let missing = || EncodeError::Document {
        path: FieldPath::from(field),
        problem: "is missing; customs require it as TypeCode".to_owned(),
    };
    given.or(implied).map(str::to_owned).ok_or_else(missing)
}

/// Customs' number, by which alone customs knows what is to be changed.
fn mrn<'a>(request: &'a Request<'_>) -> Result<&'a str, EncodeError> {
    let missing = || EncodeError::Document {
        path: FieldPath::from(path!("docRefNum")),
        problem: "is missing; customs know the declaration by it only".to_owned(),
    };
    request.facts.mrn.as_deref().ok_or_else(missing)
}

/// Why, in words: what an amendment changes, or what we were told.
fn words(intent: &Intent) -> Option<String> {
    let words = match intent {
        Intent::Amend { changes, .. } => amended(changes),
        Intent::Invalidate { reason, .. } => reason.clone(),
        Intent::Declare | Intent::PresentGoods | Intent::Tell(_) => return None,
    };
    Some(words.chars().take(MAX_REASON).collect())
}

fn amended(changes: &[FieldPath]) -> String {
    let paths = changes.iter().map(FieldPath::as_str);
    let named: Vec<&str> = paths.filter(|path| !path.is_empty()).collect();
    if named.is_empty() {
        return "Amends the declaration".to_owned();
    }
    format!("Amends {}", named.join(", "))
}
