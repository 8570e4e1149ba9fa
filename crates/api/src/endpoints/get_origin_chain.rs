//! How did a value come about, what was sent of it, and what did customs say?

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use cas_model::access::Field;
use cas_model::address::Address;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::form::{self, Wording};
use cas_model::reported_finding::{FindingContext, ReportedFinding};
use cas_model::shape::ValueKind;
use cas_model::{FieldPath, Finding, Source};
use cas_process::deductions::AskedSource;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::document_schema::with_references;
use crate::extract::{OwnDeclaration, Query, ReadDeclarations};
use crate::finding_answer::FindingAnswer;
use crate::form_answer::Texts;
use crate::origin_answer::public;
use crate::problem::Problem;
use crate::state::ApiState;

/// How a value came about.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginChainAnswer {
    /// The path of the field in the document.
    path: String,
    /// Its address, by which it is found when elements have moved.
    #[schema(value_type = String)]
    address: Address,
    /// What it is called.
    #[schema(value_type = Option<Texts>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Wording>,
    /// What stands there now, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The day as of which sources were asked.
    #[schema(format = Date)]
    as_of: String,
    /// What was asked, in order; the last that filled the field won.
    asked: Vec<AskedSourceAnswer>,
    /// Where a person said the value: what would come of it without.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without_person: Vec<AskedSourceAnswer>,
    /// What customs has, where it has the declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<SentValue>,
    /// What customs said of the field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<FindingAnswer>)]
    customs: Vec<ReportedFinding>,
}

/// A source that was asked.
#[derive(Serialize, ToSchema)]
pub struct AskedSourceAnswer {
    /// What was asked: `given` (shipment, persons, customs, grouping), `localReference`,
    /// `configuration`, `earlierDeclarations`, `businessPartners`, `authorisations`, `guarantees`,
    /// `locations`, `articles`, `decisionTables`, `calculations` or
    /// `decisionTablesAfterCalculations`; `recorded` alone where the flow is gone that asked.
    #[schema(example = "articles")]
    source: &'static str,
    /// `filled`, `nothing`, or `notAsked` where the field was filled already.
    #[schema(value_type = String, example = "filled")]
    answer: cas_process::deductions::SourceAnswer,
    /// The value that it filled, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// Where exactly it comes from, as in the origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    origin: Option<Value>,
}

/// What was sent to customs.
#[derive(Serialize, ToSchema)]
pub struct SentValue {
    /// The revision that customs has.
    revision: u32,
    /// What it says in the field; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

impl AskedSourceAnswer {
    fn new(asked: AskedSource) -> serde_json::Result<Self> {
        Ok(Self {
            source: asked.source,
            answer: asked.answer,
            value: asked.value,
            origin: asked.origin.as_ref().map(public).transpose()?,
        })
    }
}

/// Tells how the value of a field came about: which sources were asked in order, which had nothing,
/// which won, what would stand there without what a person said, what customs has of it and what
/// customs said.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/origins/chain",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("field" = String, Query, description = "The path of the field, or its address: elements \
            by position (`[0]`) or by `casReference` (`[#5x0jd2yrmam0b]`)"),
    ),
    responses((status = 200, description = "The chain", body = OriginChainAnswer))
)]
pub async fn get_origin_chain(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<OriginChainAnswer>, Problem> {
    let field = query.text("field");
    let revision = declaration.revision(&state).await?;
    let document = with_references(&revision.document).context("the document of a revision")?;
    let path = field.and_then(|text| a_field(&text, &document));
    if path.is_none() {
        query.error(
            "field",
            "must be the path or address of a field of the document",
        );
    }
    query.finish()?;
    let path = path.unwrap_or_default();
    let row = &declaration.row;
    let chain = state
        .engine()
        .origin_chain(row.tenant_id, row.id, &path)
        .await?;
    let asked = |sources: Vec<AskedSource>| -> anyhow::Result<Vec<AskedSourceAnswer>> {
        let sources = sources.into_iter().map(AskedSourceAnswer::new);
        Ok(sources.collect::<serde_json::Result<_>>()?)
    };
    let address = Address::from_path(&path, &document);
    let findings = row
        .findings
        .get()
        .context("the findings of a declaration")?;
    let context = FindingContext {
        document: Some(&document),
        refused: None,
    };
    Ok(Json(OriginChainAnswer {
        value: text_at(&path, &document),
        label: form::at(&path).map(|field| field.label),
        as_of: chain.as_of.to_string(),
        asked: asked(chain.asked)?,
        without_person: asked(chain.without_person.unwrap_or_default())?,
        sent: sent(&declaration, &state, &address).await?,
        customs: context.report(said_of(&path, findings)),
        path: path.as_str().to_owned(),
        address,
    }))
}

/// The path of a field of a document, by its path or its address; a field that is empty too, as the
/// one that a finding misses may stand in an element that is not there.
fn a_field(text: &str, document: &SingleAdministrativeDocument) -> Option<FieldPath> {
    let named = FieldPath::new(text);
    let by_address = || Address::new(text).locate(document);
    let path = match named.get(document) {
        Some(_) => named,
        None if text.contains('#') => by_address()?,
        None => by_address().unwrap_or(named),
    };
    match path.get(document).unwrap_or(Field::Absent) {
        Field::Record(_) | Field::List(_) => None,
        Field::Absent => {
            let field = form::at(&path)?;
            let is_one = !matches!(field.shape.kind, ValueKind::Record(_) | ValueKind::List(_));
            is_one.then_some(path)
        }
        Field::Text(_)
        | Field::Decimal(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_) => Some(path),
    }
}

fn text_at(path: &FieldPath, document: &SingleAdministrativeDocument) -> Option<String> {
    let field = path.get(document)?;
    field.text().map(std::borrow::Cow::into_owned)
}

/// What customs has of a field.
async fn sent(
    declaration: &OwnDeclaration<ReadDeclarations>,
    state: &ApiState,
    address: &Address,
) -> Result<Option<SentValue>, Problem> {
    if declaration.row.lodged_revision.is_none() {
        return Ok(None);
    }
    let revision = declaration.revision_named(state, "lodged").await?;
    let document = with_references(&revision.document).context("the document of a revision")?;
    let path = address.locate(&document);
    Ok(Some(SentValue {
        revision: revision.number,
        value: path.and_then(|path| text_at(&path, &document)),
    }))
}

/// What customs found in a field, or in what holds it.
fn said_of(path: &FieldPath, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| {
        let is_there = |field: &FieldPath| path.is_within(field) || field.is_within(path);
        finding.source == Source::Customs && finding.fields.iter().any(is_there)
    });
    findings
}
