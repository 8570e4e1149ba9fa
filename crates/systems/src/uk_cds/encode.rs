//! Writing the trader's messages: the envelope around a table.
//!
//! CDS tells a message's answers by the reference in it. A declaration goes by our number (LRN);
//! an amendment, an arrival and a cancellation are messages of their own and go by their identifier.
//! Exported goods arrive and depart by another API, in messages of its own ([`inventory_linking`]).

use cas_gateway::{EncodeError, Examined, Intent, Matter, Outbound, Request, ToldAmendment};
use cas_model::access::Node;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::{FieldPath, KnownPath, path};

use super::settings::Settings;
use super::tables::{ARRIVAL, CANCELLATION, DECLARATION, PARTIAL, WHOLE};
use super::{amend, inventory_linking, transport};
use crate::table::{Context, Selection};
use crate::wco::{DATE_NAMESPACE, NAMESPACE};
use crate::xml::Writer;

/// What the envelope says of its content, in its order.
const METADATA: &[(&str, &str)] = &[
    ("md:WCODataModelVersionCode", "3.6"),
    ("md:WCOTypeName", "DEC"),
    ("md:ResponsibleCountryCode", "GB"),
    ("md:ResponsibleAgencyName", "HMRC"),
    ("md:AgencyAssignedCustomizationVersionCode", "v2.1"),
];

/// Function of a new declaration.
pub(super) const NEW: &str = "9";

/// Function of a message about a declaration that customs has.
pub(super) const ADDITIONAL: &str = "13";

/// The data elements that say which message an amendment is, and of which declaration: function,
/// reference, number and type.
const HEAD: &[&str] = &["017", "D026", "D014", "D013"];

/// Stands for a part that is missing, which is told of elsewhere.
const UNKNOWN: &str = "?";

type Given<'a> = Vec<(&'static str, &'a str)>;

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = Settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let mut writer = envelope()?;
    let message_type = match &request.intent {
        Intent::Declare => {
            declare(request, &mut writer)?;
            "DEC"
        }
        Intent::PresentGoods if inventory_linking::encode::is_export(request) => {
            return inventory_linking::encode::presentation(request, &settings);
        }
        Intent::PresentGoods => {
            arrive(request, &settings, &mut writer)?;
            "GPR"
        }
        Intent::Tell(content) => {
            return inventory_linking::encode::movement_notification(request, &settings, content);
        }
        Intent::Amend {
            changes,
            told,
            lodged,
        } => {
            match told {
                Some(told) => amend(request, told, None, &mut writer)?,
                None => {
                    let changes = amend::changes(lodged.as_deref(), request.document, changes);
                    let told = amend::told(&changes, &settings);
                    let selected = amend::selected(&changes);
                    amend(request, &told, Some(&selected), &mut writer)?;
                }
            }
            "COR"
        }
        Intent::Invalidate { reason, .. } => {
            cancel(request, reason, &settings, &mut writer)?;
            "INV"
        }
    };
    Ok(Outbound {
        message_type,
        body: writer.finish(),
        content_type: "application/xml",
        path: Some(transport::path_of(&request.intent)),
        headers: transport::headers(&settings),
    })
}

fn envelope() -> Result<Writer, EncodeError> {
    let mut writer = Writer::new();
    writer.open_with("md:MetaData", &[("xmlns:md", METADATA_NAMESPACE)]);
    for (name, text) in METADATA {
        let refused = |problem| EncodeError::Settings(format!("a usable {name}: it {problem}"));
        writer.leaf(name, text).map_err(refused)?;
    }
    let namespaces = [("xmlns", NAMESPACE), ("xmlns:ds", DATE_NAMESPACE)];
    writer.open_with("Declaration", &namespaces);
    Ok(writer)
}

fn declare(request: &Request<'_>, writer: &mut Writer) -> Result<(), EncodeError> {
    let type_code = type_code(request.document)?;
    let given = vec![
        ("functionCode", NEW),
        ("reference", request.lrn),
        ("typeCode", &type_code),
    ];
    DECLARATION.write(&context(request, Some(WHOLE), &given), writer)
}

/// What the declaration would not carry of the document.
#[must_use]
pub fn examine(request: &Request<'_>) -> Vec<Examined> {
    let type_code = type_code(request.document);
    let given = vec![
        ("functionCode", NEW),
        ("reference", request.lrn),
        ("typeCode", type_code.as_deref().unwrap_or(UNKNOWN)),
    ];
    let mut examined = DECLARATION.examine(&context(request, Some(WHOLE), &given));
    if let Err(EncodeError::Document { path, .. }) = type_code {
        let matter = Matter::Missing("TypeCode");
        examined.push(Examined { path, matter });
    }
    examined
}

/// The declaration type and the additional type in one code: IM and A are IMA.
fn type_code(document: &SingleAdministrativeDocument) -> Result<String, EncodeError> {
    let part = |text: &Option<String>, field: KnownPath| match text.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        Some(_) | None => Err(EncodeError::Document {
            path: FieldPath::from(field),
            problem: "is missing; customs require it as TypeCode".to_owned(),
        }),
    };
    Ok(part(&document.decl_type, path!("declType"))?
        + &part(&document.add_decl_type1, path!("addDeclType1"))?)
}

/// Writes an amendment of what is selected; of all that the document has where nothing is.
fn amend(
    request: &Request<'_>,
    told: &ToldAmendment,
    selected: Option<&Selection>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    let given = vec![
        ("functionCode", ADDITIONAL),
        ("reference", request.message_identifier),
        ("mrn", mrn(request)?),
        ("typeCode", "COR"),
    ];
    let mut insert = |element: &'static str, writer: &mut Writer| match element {
        "Agent" => amend::write_statements(&told.statements, writer),
        "AuthorisationHolder" => amend::write_changes(&told.changes, writer),
        _ => Ok(()),
    };
    let context = context(request, Some(PARTIAL), &given);
    match selected {
        Some(selected) => {
            let mut selection = selected.clone();
            HEAD.iter()
                .for_each(|tag| selection.select(&[((*tag).to_owned(), None)]));
            DECLARATION.write_selected(&context, &selection, writer, &mut insert)
        }
        None => DECLARATION.write_with(&context, writer, &mut insert),
    }
}

fn arrive(
    request: &Request<'_>,
    settings: &Settings<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    let given = vec![
        ("reference", request.message_identifier),
        ("mrn", mrn(request)?),
        ("submitter", settings.submitter),
    ];
    ARRIVAL.write(&context(request, None, &given), writer)
}

fn cancel(
    request: &Request<'_>,
    reason: &str,
    settings: &Settings<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    let given = vec![
        ("reference", request.message_identifier),
        ("mrn", mrn(request)?),
        ("submitter", settings.submitter),
        ("reason", reason),
        ("reasonCode", settings.cancellation_reason),
    ];
    CANCELLATION.write(&context(request, None, &given), writer)
}

/// Customs' number, by which alone a declaration is amended, presented or cancelled.
fn mrn<'a>(request: &'a Request<'_>) -> Result<&'a str, EncodeError> {
    let missing = || EncodeError::Document {
        path: FieldPath::from(path!("docRefNum")),
        problem: "is missing; customs know the declaration by it only".to_owned(),
    };
    request.facts.mrn.as_deref().ok_or_else(missing)
}

fn context<'a>(
    request: &'a Request<'_>,
    edition: Option<&'a str>,
    given: &'a Given<'a>,
) -> Context<'a> {
    Context {
        document: request.document as &dyn Node,
        edition,
        given,
    }
}

/// The namespace of the envelope.
pub const METADATA_NAMESPACE: &str = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";
