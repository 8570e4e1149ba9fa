//! How is a finding told to whoever reads it?
//!
//! In one shape everywhere: where it is about, by the path of today and by an address that stays
//! when elements move, what the field is called, on which item it stands, where its page is, and
//! whether what customs refused still stands there.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::access::{Field, Node};
use crate::address::Address;
use crate::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use crate::field_path::{FieldPath, Segment};
use crate::finding::{Finding, Severity, Source};
use crate::form::{self, Wording};

/// Where the pages of codes are.
const PAGES: &str = "/errors/";

/// A finding as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportedFinding {
    /// Code: of our rule, or as customs gave it.
    pub code: String,
    /// Whether it stops the declaration.
    pub severity: Severity,
    /// Who found it: we, or customs.
    pub source: Source,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, or what customs said.
    pub description: String,
    /// The page of a code of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The fields it is about.
    pub fields: Vec<ReportedField>,
    /// The numbers of the goods items that the fields are of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<u32>,
    /// Customs' own pointer, kept as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Why it is found where not the rule alone says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Of what customs refused: whether something else stands there by now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_changed_since_refusal: Option<bool>,
}

/// A field that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportedField {
    /// Its path in the document.
    pub path: String,
    /// Its address, by which it is found when elements have moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// What it is called; absent where the path leads to no field of a form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Wording>,
    /// The goods item that it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ReportedItem>,
}

/// A goods item that a field is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportedItem {
    /// Its number in the declaration, from 1.
    pub number: u32,
    /// The `casReference` of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cas_reference: Option<String>,
    /// The `governmentAgencyGoodsItemId` of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// The same finding on several items, as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupedFinding {
    /// Code: of our rule, or as customs gave it.
    pub code: String,
    /// Whether it stops the declaration.
    pub severity: Severity,
    /// Who found it: we, or customs.
    pub source: Source,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, or what customs said.
    pub description: String,
    /// The page of a code of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The first field it is about, without the numbers of elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What that field is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Wording>,
    /// The numbers of the goods items it is found on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<u32>,
    /// How often it is found.
    pub count: usize,
}

/// What findings are told with.
#[derive(Clone, Copy, Default)]
pub struct FindingContext<'d> {
    /// The document that they are of; without it no addresses and references are told.
    pub document: Option<&'d SingleAdministrativeDocument>,
    /// The document that customs refused, where it refused one.
    pub refused: Option<&'d SingleAdministrativeDocument>,
}

impl FindingContext<'_> {
    /// The findings as they are told.
    #[must_use]
    pub fn report(&self, findings: Vec<Finding>) -> Vec<ReportedFinding> {
        findings
            .into_iter()
            .map(|finding| self.one(finding))
            .collect()
    }

    fn one(&self, finding: Finding) -> ReportedFinding {
        let fields: Vec<ReportedField> = finding.fields.iter().map(|it| self.field(it)).collect();
        let mut items: Vec<u32> = fields
            .iter()
            .filter_map(|field| field.item.as_ref().map(|item| item.number))
            .collect();
        items.sort_unstable();
        items.dedup();
        let link = link_of(&finding);
        ReportedFinding {
            is_changed_since_refusal: self.is_changed(&finding),
            link,
            items,
            fields,
            code: finding.code,
            severity: finding.severity,
            source: finding.source,
            message: finding.message,
            description: finding.description,
            pointer: finding.pointer,
            because: finding.because,
        }
    }

    fn field(&self, path: &FieldPath) -> ReportedField {
        let address = |document: &SingleAdministrativeDocument| Address::from_path(path, document);
        ReportedField {
            path: path.as_str().to_owned(),
            address: self.document.map(address),
            label: form::at(path).map(|field| field.label),
            item: item_position(path).map(|position| self.item(position)),
        }
    }

    fn item(&self, position: usize) -> ReportedItem {
        let items = self
            .document
            .map_or(&[][..], |document| document.goods_items());
        let item: Option<&GovernmentAgencyGoodsItem> = items.get(position);
        let by_place = u32::try_from(position)
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        ReportedItem {
            number: item.and_then(|item| item.seq_num).unwrap_or(by_place),
            cas_reference: item.and_then(|item| item.cas_reference.clone()),
            id: item.and_then(|item| item.government_agency_goods_item_id.clone()),
        }
    }

    /// Whether one of the fields that customs refused says something else by now.
    fn is_changed(&self, finding: &Finding) -> Option<bool> {
        let (document, refused) = self.document.zip(self.refused)?;
        if finding.source != Source::Customs || finding.fields.is_empty() {
            return None;
        }
        let differs = |path: &FieldPath| {
            let then = Address::from_path(path, document).locate(refused);
            then.is_none_or(|then| !is_same(path.get(document), then.get(refused)))
        };
        Some(finding.fields.iter().any(differs))
    }
}

/// The page of a code of ours.
fn link_of(finding: &Finding) -> Option<String> {
    match finding.source {
        Source::Validation | Source::Configuration => Some(format!("{PAGES}{}", finding.code)),
        Source::Customs => None,
    }
}

/// The position of the goods item that a path leads into.
fn item_position(path: &FieldPath) -> Option<usize> {
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        if segment == Segment::Name("governmentAgencyGoodsItems") {
            return match segments.next()? {
                Segment::Index(position) => Some(position),
                Segment::Name(_) => None,
            };
        }
    }
    None
}

fn is_same(one: Option<Field<'_>>, other: Option<Field<'_>>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one.is_none() && other.is_none();
    };
    match (one, other) {
        (Field::Record(one), Field::Record(other)) => is_same_record(one, other),
        (Field::List(one), Field::List(other)) => {
            one.len() == other.len()
                && (0..one.len()).all(|index| match (one.get(index), other.get(index)) {
                    (Some(one), Some(other)) => is_same_record(one, other),
                    (None, None) => true,
                    (Some(_) | None, _) => false,
                })
        }
        (one, other) => one.text() == other.text(),
    }
}

fn is_same_record(one: &dyn Node, other: &dyn Node) -> bool {
    let count = one.shape().fields.len();
    (0..count).all(|index| is_same(Some(one.field(index)), Some(other.field(index))))
}

/// The findings with those that say the same of several items as one, in the order in which they
/// first stand.
#[must_use]
pub fn grouped(findings: &[ReportedFinding]) -> Vec<GroupedFinding> {
    let mut groups: Vec<GroupedFinding> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in findings {
        let first = finding.fields.first();
        let path = first.map(|field| FieldPath::new(field.path.as_str()));
        let field = path.map(|path| form::without_numbers(&path));
        let key = (
            &finding.code,
            &finding.message,
            &finding.description,
            field.clone(),
            finding.is_changed_since_refusal,
        );
        let at = *known.entry(key).or_insert_with(|| {
            groups.push(GroupedFinding {
                code: finding.code.clone(),
                severity: finding.severity,
                source: finding.source,
                message: finding.message.clone(),
                description: finding.description.clone(),
                link: finding.link.clone(),
                field,
                label: first.and_then(|field| field.label),
                items: Vec::new(),
                count: 0,
            });
            groups.len() - 1
        });
        groups[at].items.extend(&finding.items);
        groups[at].count += 1;
    }
    for group in &mut groups {
        group.items.sort_unstable();
        group.items.dedup();
    }
    groups
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(second: &str) -> SingleAdministrativeDocument {
        let document = json!({"declType": "T1", "goodsShipment": {"governmentAgencyGoodsItems": [
            {"casReference": "a", "seqNum": 1, "commodity": {"description": "one"}},
            {"casReference": "b", "seqNum": 2, "commodity": {"description": second}},
        ]}});
        serde_json::from_value(document).unwrap()
    }

    fn finding(source: Source, path: &str) -> Finding {
        Finding {
            code: "X1".to_owned(),
            message: "wrong".to_owned(),
            description: String::new(),
            severity: Severity::Error,
            source,
            fields: vec![FieldPath::new(path)],
            pointer: None,
            because: None,
        }
    }

    fn description(position: usize) -> String {
        format!("goodsShipment.governmentAgencyGoodsItems[{position}].commodity.description")
    }

    #[test]
    fn a_field_is_told_by_path_address_label_and_item() {
        let document = document("two");
        let context = FindingContext {
            document: Some(&document),
            refused: None,
        };
        let told = context.report(vec![finding(Source::Validation, &description(1))]);
        let field = &told[0].fields[0];
        assert_eq!(field.path, description(1));
        let address = "goodsShipment.governmentAgencyGoodsItems[#b].commodity.description";
        assert_eq!(field.address.as_ref().unwrap().as_str(), address);
        assert_eq!(field.label.unwrap().de, "Warenbezeichnung");
        assert_eq!(
            field.item.as_ref().unwrap().cas_reference.as_deref(),
            Some("b")
        );
        assert_eq!(told[0].items, [2]);
        assert_eq!(told[0].link.as_deref(), Some("/errors/X1"));
        assert_eq!(told[0].is_changed_since_refusal, None);
    }

    #[test]
    fn what_customs_refused_is_changed_or_still_stands_there() {
        let refused = document("two");
        for (now, path, expected) in [
            ("two", description(1), Some(false)),
            ("three", description(1), Some(true)),
            ("three", description(0), Some(false)),
            ("three", "goodsShipment".to_owned(), Some(true)),
            ("three", "declType".to_owned(), Some(false)),
        ] {
            let document = document(now);
            let context = FindingContext {
                document: Some(&document),
                refused: Some(&refused),
            };
            let told = context.report(vec![finding(Source::Customs, &path)]);
            assert_eq!(told[0].is_changed_since_refusal, expected, "{now} {path}");
            assert_eq!(told[0].link, None);
        }
        // An element that customs did not have is something else.
        let mut document = document("two");
        let shipment = document.goods_shipment.as_deref_mut().unwrap();
        shipment.government_agency_goods_items[1].cas_reference = Some("c".to_owned());
        let context = FindingContext {
            document: Some(&document),
            refused: Some(&refused),
        };
        let told = context.report(vec![finding(Source::Customs, &description(1))]);
        assert_eq!(told[0].is_changed_since_refusal, Some(true));
    }

    #[test]
    fn one_finding_on_several_items_is_one_line() {
        let document = document("two");
        let context = FindingContext {
            document: Some(&document),
            refused: None,
        };
        let paths = [description(0), "declType".to_owned(), description(1)];
        let told = context.report(paths.map(|it| finding(Source::Validation, &it)).to_vec());
        let groups = grouped(&told);
        let groups: Vec<_> = groups
            .iter()
            .map(|group| (group.label.unwrap().en, group.items.clone(), group.count))
            .collect();
        let expected = [
            ("Description of goods", vec![1, 2], 2),
            ("Declaration type", vec![], 1),
        ];
        assert_eq!(groups, expected);
    }
}
