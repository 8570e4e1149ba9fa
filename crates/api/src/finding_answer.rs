//! How is a finding told over HTTP?
//!
//! The model makes findings what readers are told ([`cas_model::reported_finding`]) and knows no
//! OpenAPI: its records are described here once more. A test compares answers with them.

use cas_model::address::Address;
use cas_model::finding::{Severity, Source};
use utoipa::ToSchema;

use crate::form_answer::Texts;

/// What is found in a declaration.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", as = Finding)]
#[expect(dead_code, reason = "describes what is answered")]
pub struct FindingAnswer {
    /// Code: of a rule (`V0010`) or another finding of ours (`D0010`), or as customs gave it.
    code: String,
    /// Whether it stops the declaration (`error`) or not (`warning`).
    #[schema(value_type = String, example = "error")]
    severity: Severity,
    /// `validation`, `customs` or `configuration`.
    #[schema(value_type = String, example = "validation")]
    source: Source,
    /// What is wrong, in one line.
    message: String,
    /// What to do, or what customs said.
    description: String,
    /// The page of a code of ours.
    #[schema(required = false)]
    link: Option<String>,
    /// The fields that it is about.
    fields: Vec<FindingField>,
    /// The numbers of the goods items that the fields are of.
    #[schema(required = false, example = json!([1, 4, 5]))]
    items: Vec<u32>,
    /// Customs' own pointer, kept as received.
    #[schema(required = false)]
    pointer: Option<String>,
    /// Why it is found where not the rule alone says so.
    #[schema(required = false)]
    because: Option<String>,
    /// Of what customs refused: whether something else stands there by now.
    #[schema(required = false)]
    is_changed_since_refusal: Option<bool>,
}

/// A field that a finding is about.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what is answered")]
pub struct FindingField {
    /// Its path in the document.
    #[schema(example = "goodsShipment.governmentAgencyGoodsItems[0].commodity.description")]
    path: String,
    /// Its address: elements by their `casReference`, so that it is found when they have moved.
    #[schema(required = false, value_type = Option<String>,
        example = "goodsShipment.governmentAgencyGoodsItems[#5x0jd2yrmam0b].commodity.description")]
    address: Option<Address>,
    /// What it is called.
    #[schema(required = false)]
    label: Option<Texts>,
    /// The goods item that it is of.
    #[schema(required = false)]
    item: Option<FindingItem>,
}

/// A goods item that a field is of.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what is answered")]
pub struct FindingItem {
    /// Its number in the declaration, from 1.
    number: u32,
    /// The `casReference` of the item.
    #[schema(required = false)]
    cas_reference: Option<String>,
    /// The `governmentAgencyGoodsItemId` of the item.
    #[schema(required = false)]
    id: Option<String>,
}

/// The same finding on several items, as one.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", as = FindingGroup)]
#[expect(dead_code, reason = "describes what is answered")]
pub struct FindingGroupAnswer {
    /// Code: of a rule or another finding of ours, or as customs gave it.
    code: String,
    /// Whether it stops the declaration (`error`) or not (`warning`).
    #[schema(value_type = String)]
    severity: Severity,
    /// `validation`, `customs` or `configuration`.
    #[schema(value_type = String)]
    source: Source,
    /// What is wrong, in one line.
    message: String,
    /// What to do, or what customs said.
    description: String,
    /// The page of a code of ours.
    #[schema(required = false)]
    link: Option<String>,
    /// The first field it is about, without the numbers of elements.
    #[schema(required = false)]
    field: Option<String>,
    /// What that field is called.
    #[schema(required = false)]
    label: Option<Texts>,
    /// The numbers of the goods items it is found on.
    #[schema(required = false)]
    items: Vec<u32>,
    /// How often it is found.
    count: usize,
}
