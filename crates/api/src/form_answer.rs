//! How do the fields of a form look to who draws it?

use cas_model::declaration_types::{Category, DeclarationType, Exception, Need};
use cas_model::form::{FormField, SECTIONS, Wording};
use cas_model::ids::TenantId;
use cas_model::shape::ValueKind;
use cas_model::spelling::Spelling;
use cas_process::code_lists::CodeWords;
use cas_process::forms::{FieldNeed, FormLine, SystemLimits};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::Query;
use crate::state::ApiState;

/// A text in each language.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Texts {
    /// The text in English.
    en: &'static str,
    /// In German; absent where nobody has a word for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    de: Option<&'static str>,
}

impl Texts {
    /// A text in English, and in German where there is one.
    #[must_use]
    pub const fn new(en: &'static str, de: Option<&'static str>) -> Self {
        Self { en, de }
    }
}

impl From<Wording> for Texts {
    fn from(wording: Wording) -> Self {
        Self::new(wording.en, Some(wording.de))
    }
}

impl From<CodeWords> for Texts {
    fn from(words: CodeWords) -> Self {
        Self::new(words.en, words.de)
    }
}

/// A section of a form.
#[derive(Serialize, ToSchema)]
#[schema(as = FormSection)]
pub struct SectionAnswer {
    /// Its code, as fields name it.
    #[schema(example = "parties")]
    code: &'static str,
    /// The title that forms show.
    label: Texts,
}

/// The sections of forms, in their order.
#[must_use]
pub fn sections() -> Vec<SectionAnswer> {
    let sections = SECTIONS.iter();
    sections
        .map(|section| SectionAnswer {
            code: section.code,
            label: section.label.into(),
        })
        .collect()
}

/// The country whose customs gets a declaration, where the caller names one.
pub fn a_territory(query: &mut Query) -> Option<String> {
    query.parsed("territory", "a country of two letters", |text| {
        let text = Spelling::Identifier.normalize(text).into_owned();
        let is_country = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        is_country.then_some(text)
    })
}

/// The day that is asked for, or the tenant's today.
///
/// # Errors
/// When the store fails.
pub async fn day_of(state: &ApiState, tenant: TenantId, on: Option<Date>) -> anyhow::Result<Date> {
    match on {
        Some(day) => Ok(day),
        None => state.engine().today_of(tenant).await,
    }
}

/// A field of the document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FormField)]
pub struct FieldAnswer {
    /// Its path below the document, without numbers: of a collection every element is meant.
    #[schema(example = "goodsShipment.governmentAgencyGoodsItems.goodsMeasure.gmass")]
    path: &'static str,
    /// Its name in the record that holds it.
    #[schema(example = "gmass")]
    name: &'static str,
    /// The type of the record that holds it: a schema of this description.
    #[schema(example = "GoodsMeasure")]
    record: &'static str,
    /// What it is called.
    label: Texts,
    /// What it means, for people.
    help: Texts,
    /// The code of its section.
    #[schema(example = "goods")]
    section: &'static str,
    /// Its place among all fields, from 1.
    order: usize,
    /// `text`, `decimal`, `integer`, `flag`, `date`, `instant`, `record` or `collection`.
    #[schema(example = "decimal")]
    kind: &'static str,
    /// Whether it may stand several times.
    is_repeatable: bool,
    /// The lists that its codes are of; the first that is known is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_lists: Vec<FieldListAnswer>,
}

/// A list that a field's codes are of.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldListAnswer {
    /// The list: `GET /v1/codelists/{list}`.
    #[schema(example = "CL231")]
    list: &'static str,
    /// The only declarations that ask it: `import`, `export`, `transit` or `excise`.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'static str>,
    /// The only territory whose customs asks it.
    #[serde(skip_serializing_if = "str::is_empty")]
    territory: &'static str,
    /// Whether its codes begin with the `category` beside the field: N and 380 are `N380`.
    with_category: bool,
}

impl FieldAnswer {
    /// A field with those of its lists that one type in one territory asks, where these are named.
    #[must_use]
    pub fn new(
        field: &'static FormField,
        kind: Option<&DeclarationType>,
        territory: Option<&str>,
    ) -> Self {
        let lists = cas_process::forms::lists_of(field, kind, territory);
        let lists = lists.into_iter().map(|list| FieldListAnswer {
            list: list.list,
            category: list.category.map(Category::as_str),
            territory: list.territory,
            with_category: list.with_category,
        });
        Self {
            path: &field.path,
            name: field.shape.name,
            record: field.record,
            label: field.label.into(),
            help: field.help.into(),
            section: field.section.code,
            order: field.order,
            kind: kind_of(field.shape.kind),
            is_repeatable: field.is_repeatable(),
            code_lists: lists.collect(),
        }
    }
}

fn kind_of(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "text",
        ValueKind::Decimal => "decimal",
        ValueKind::Integer => "integer",
        ValueKind::Flag => "flag",
        ValueKind::Date => "date",
        ValueKind::Instant => "instant",
        ValueKind::Record(_) => "record",
        ValueKind::List(_) => "collection",
    }
}

/// What a type of declaration says of a field.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NeedAnswer {
    /// `mandatory`, `conditional` (rules of other fields decide), `optional` or `forbidden`.
    #[schema(example = "mandatory")]
    need: &'static str,
    /// The number of the data element.
    #[schema(example = "18 04")]
    number: &'static str,
    /// Where else the value may stand: it must be there in one of all places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    elsewhere: Vec<String>,
    /// Where it does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unless: Vec<ExceptionAnswer>,
}

/// Where a need does not hold.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExceptionAnswer {
    /// The territory; everywhere where it is absent.
    #[serde(skip_serializing_if = "str::is_empty")]
    territory: &'static str,
    /// The additional declaration types (11 02); all where none is named.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    additional_types: &'static [&'static str],
    /// The additional procedures (11 10) of the goods; all where none is named.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    additional_procedures: &'static [&'static str],
    /// The published document that says so.
    because: &'static str,
}

impl From<&Exception> for ExceptionAnswer {
    fn from(exception: &Exception) -> Self {
        Self {
            territory: exception.territory,
            additional_types: exception.additional_types,
            additional_procedures: exception.added,
            because: exception.because,
        }
    }
}

impl From<FieldNeed> for NeedAnswer {
    fn from(need: FieldNeed) -> Self {
        Self {
            need: match need.need {
                Need::Required => "mandatory",
                Need::Conditional => "conditional",
                Need::Optional => "optional",
                Need::Forbidden => "forbidden",
            },
            number: need.number,
            elsewhere: need.elsewhere,
            unless: need.unless.into_iter().map(Into::into).collect(),
        }
    }
}

/// A field in the form of a type of declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FormLine)]
pub struct FormFieldAnswer {
    /// The field itself, with its words.
    #[serde(flatten)]
    field: FieldAnswer,
    /// What the type says of it; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<NeedAnswer>,
    /// The only codes that the type lets it have.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    codes: &'static [&'static str],
    /// What the messages of the customs systems take of it. A system is absent whose message has
    /// no place for it.
    systems: Vec<LimitsAnswer>,
}

/// What the message of a customs system takes of a field. What is absent is not limited.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LimitsAnswer {
    /// The customs system whose message it is.
    system: String,
    /// Whether the message is refused without it, wherever the record that holds it is there.
    is_required: bool,
    /// The fewest characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_length: Option<usize>,
    /// The most characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<usize>,
    /// The most digits, decimals included.
    #[serde(skip_serializing_if = "Option::is_none")]
    digits: Option<u32>,
    /// The most decimals of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u32>,
    /// The least number that fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    /// The greatest number that fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u32>,
    /// The most elements of a collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_elements: Option<usize>,
}

impl From<SystemLimits> for LimitsAnswer {
    fn from(system: SystemLimits) -> Self {
        let limits = system.limits;
        Self {
            system: system.system.to_string(),
            is_required: system.is_required,
            min_length: limits.least_length,
            max_length: limits.most_length,
            digits: limits.digits,
            decimals: limits.decimals,
            minimum: limits.least,
            maximum: limits.most,
            max_elements: limits.elements,
        }
    }
}

impl FormFieldAnswer {
    /// A line of the form of a type in a territory.
    #[must_use]
    pub fn new(line: FormLine, kind: &DeclarationType, territory: Option<&str>) -> Self {
        Self {
            field: FieldAnswer::new(line.field, Some(kind), territory),
            need: line.need.map(Into::into),
            codes: line.codes,
            systems: line.systems.into_iter().map(Into::into).collect(),
        }
    }
}
