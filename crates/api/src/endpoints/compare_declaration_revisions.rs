//! What differs between two revisions of a declaration, or between one and what customs has?

use axum::Json;
use axum::extract::{Path, State};
use cas_engine::comparison::{CustomsComparison, CustomsDifference};
use cas_model::difference::{Difference, differences};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::{Address, assign_in_document};
use cas_store::RevisionRecord;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::origin_answer::OriginsByPath;
use crate::problem::Problem;
use crate::state::ApiState;

/// What customs has, as it said itself.
const CUSTOMS: &str = "customs";

/// The differences between two revisions, or between one and what customs has.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevisionDifferences {
    /// The number of the earlier one, or `customs`.
    from: String,
    /// The number of the later one, or `customs`.
    to: String,
    /// The message in which customs says what it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Uuid)]
    message_id: Option<String>,
    /// The differences, in document order.
    differences: Vec<FieldDifference>,
}

/// One value, or one element of a collection, that differs.
#[derive(Serialize, ToSchema)]
pub struct FieldDifference {
    /// Where: in the later document, in the earlier one for an element that was removed. Absent
    /// where customs has what no field of ours says.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// The same with elements named by their `casReference`, however they move.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// Where in customs' message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// What stood there; absent for nothing. Of customs, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    /// What stands there; absent for nothing. Of customs, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
    /// Where the later value came from, as in `origins`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    origin: Option<Value>,
}

/// Compares two revisions of a declaration, or one with what customs said that it has.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/revisions/{from}/differences/{to}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("from" = String, Path, description =
            "The number of a revision, or `lodged`, `sent`, `current`, `customs`"),
        ("to" = String, Path, description = "The same"),
    ),
    responses(
        (status = 200, description = "The differences", body = RevisionDifferences),
        (status = 409, description = "Customs has not said what it has"),
    )
)]
pub async fn compare_declaration_revisions(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(names): Path<(String, String, String)>,
) -> Result<Json<RevisionDifferences>, Problem> {
    let [from, to] = [
        Side::load(&declaration, &state, &names.1).await?,
        Side::load(&declaration, &state, &names.2).await?,
    ];
    let (message_id, differences) = match (&from, &to) {
        (Side::Revision(before), Side::Revision(after)) => (None, of_revisions(before, after)?),
        (Side::Revision(ours), Side::Customs) => {
            with_customs(&declaration, &state, ours, Later::Theirs).await?
        }
        (Side::Customs, Side::Revision(ours)) => {
            with_customs(&declaration, &state, ours, Later::Ours).await?
        }
        // What customs has is what customs has.
        (Side::Customs, Side::Customs) => (None, Vec::new()),
    };
    Ok(Json(RevisionDifferences {
        from: from.name(),
        to: to.name(),
        message_id,
        differences,
    }))
}

/// What is compared: a revision, or the document as it is now.
enum Side {
    Revision(Box<Content>),
    Customs,
}

/// A revision and its document.
struct Content {
    row: RevisionRecord,
    /// As it is stored.
    document: SingleAdministrativeDocument,
    /// As it is shown: every element has its reference.
    shown: SingleAdministrativeDocument,
}

/// Which of them is the later one.
#[derive(Clone, Copy)]
enum Later {
    Ours,
    Theirs,
}

impl Side {
    async fn load(
        declaration: &OwnDeclaration<ReadDeclarations>,
        state: &ApiState,
        name: &str,
    ) -> Result<Self, Problem> {
        if name == CUSTOMS {
            return Ok(Self::Customs);
        }
        let row = declaration.revision_named(state, name).await?;
        let document = row.document.get().map_err(anyhow::Error::from)?;
        let mut shown = document.clone();
        assign_in_document(&mut shown);
        Ok(Self::Revision(Box::new(Content {
            row,
            document,
            shown,
        })))
    }

    fn name(&self) -> String {
        match self {
            Self::Revision(content) => content.row.number.to_string(),
            Self::Customs => CUSTOMS.to_owned(),
        }
    }
}

/// Compared as they are stored, so that what was only deduced anew stays the same element, and
/// addressed as they are shown, so that readers find it.
fn of_revisions(before: &Content, after: &Content) -> anyhow::Result<Vec<FieldDifference>> {
    let origins = OriginsByPath::of_revision(&after.row)?;
    let mut found = differences(&before.document, &after.document);
    for difference in &mut found {
        let is_removed_element = difference.address.is_element() && difference.after.is_none();
        let shown = if is_removed_element { before } else { after };
        if has_positions(&difference.address) {
            difference.address = Address::from_path(&difference.path, &shown.shown);
        }
    }
    let shown = |difference| FieldDifference::of_revisions(difference, &origins);
    Ok(found.into_iter().map(shown).collect())
}

/// Whether an element on the way is named by its position, for lack of a reference.
fn has_positions(address: &Address) -> bool {
    let text = address.as_str();
    text.match_indices('[').count() > text.matches("[#").count()
}

async fn with_customs(
    declaration: &OwnDeclaration<ReadDeclarations>,
    state: &ApiState,
    ours: &Content,
    later: Later,
) -> Result<(Option<String>, Vec<FieldDifference>), Problem> {
    let compared = state
        .engine()
        .compare_with_customs(&declaration.row, &ours.document)
        .await?;
    let origins = OriginsByPath::of_revision(&ours.row)?;
    let CustomsComparison {
        message_id,
        differences,
    } = compared;
    let message_id = message_id.to_string();
    let shown = |difference| {
        let mut shown = FieldDifference::of_customs(difference, ours);
        let path = shown.path.as_deref();
        match later {
            Later::Ours => {
                std::mem::swap(&mut shown.before, &mut shown.after);
                shown.origin = shown
                    .after
                    .as_ref()
                    .and(path)
                    .map(|path| origins.origin_at(path));
            }
            Later::Theirs => {
                let origin = json!({ "type": CUSTOMS, "messageId": message_id });
                shown.origin = shown.after.as_ref().map(|_| origin);
            }
        }
        shown
    };
    let shown = differences.into_iter().map(shown).collect();
    Ok((Some(message_id), shown))
}

impl FieldDifference {
    fn of_revisions(difference: Difference, origins: &OriginsByPath) -> Self {
        let path = difference.path.as_str();
        Self {
            origin: difference.after.as_ref().map(|_| origins.origin_at(path)),
            path: Some(path.to_owned()),
            address: Some(difference.address.as_str().to_owned()),
            pointer: None,
            before: difference.before,
            after: difference.after,
        }
    }

    /// Ours before, theirs after.
    fn of_customs(difference: CustomsDifference, ours: &Content) -> Self {
        let path = difference.path;
        let address = path
            .as_ref()
            .map(|path| Address::from_path(path, &ours.shown));
        Self {
            path: path.map(|path| path.as_str().to_owned()),
            address: address.map(|address| address.as_str().to_owned()),
            pointer: Some(difference.pointer),
            before: difference.ours.map(Value::String),
            after: difference.theirs.map(Value::String),
            origin: None,
        }
    }
}
