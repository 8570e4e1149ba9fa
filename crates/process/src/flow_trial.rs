//! What would a flow make of a shipment, beside what was made of it?
//!
//! The declaration that would be made is compared with the one that was, field by field. What no
//! trial can foresee – numbers that are given, answers of customs, what people entered, what is
//! taken over from declarations that customs has – is told with its origin, so that nobody takes it
//! for an effect of the flow.

use std::collections::BTreeMap;

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::finding::Finding;
use cas_model::origin::Origin;
use serde::Serialize;

use crate::declaration::DeclarationState;

/// What would become of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Would {
    /// There was none, and there would be.
    Make,
    /// It would be the same.
    Same,
    /// It would say something else.
    Change,
    /// It was made, and would not be.
    Omit,
}

/// A value that would differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TriedValue {
    /// The path of the field in the document.
    pub path: String,
    /// What was made; none where there is nothing.
    pub before: Option<String>,
    /// What would be made.
    pub after: Option<String>,
    /// Why no flow decides on it: `generated`, `customs`, `person` or `earlierDeclaration`; none
    /// where the flow does.
    pub not_foreseen: Option<&'static str>,
}

/// How a declaration that would be made differs from the one that was.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What would become of it.
    pub would: Would,
    /// The values that differ.
    pub changes: Vec<TriedValue>,
    /// Findings that there would be.
    pub new_findings: Vec<Finding>,
    /// Findings that there would not be any more; those of customs' answers are not looked at.
    pub gone_findings: Vec<Finding>,
}

/// A declaration as it would be made.
#[derive(Clone, Copy, Debug)]
pub struct TriedDocument<'t> {
    /// The document that would be sent.
    pub document: &'t SingleAdministrativeDocument,
    /// What is found in it.
    pub findings: &'t [Finding],
    /// The reference under which the shipment was tried, which stands for its own.
    pub tried_as: &'t str,
}

/// Compares what would be made with what was.
#[must_use]
pub fn compare(made: &DeclarationState, tried: TriedDocument<'_>) -> Comparison {
    let own = made.row.external_reference.as_str();
    let mut values: BTreeMap<FieldPath, (Option<String>, Option<String>)> = BTreeMap::new();
    each_scalar(&made.document, &FieldPath::root(), &mut |path, field| {
        let text = field.text().map(std::borrow::Cow::into_owned);
        values.entry(path.clone()).or_default().0 = text;
    });
    each_scalar(tried.document, &FieldPath::root(), &mut |path, field| {
        let text = field.text().map(std::borrow::Cow::into_owned);
        let text = text.map(|text| text.replace(tried.tried_as, own));
        values.entry(path.clone()).or_default().1 = text;
    });
    let differing = values.into_iter().filter(|(_, (was, would))| was != would);
    let changes: Vec<TriedValue> = differing
        .map(|(path, (before, after))| TriedValue {
            not_foreseen: not_foreseen(made, &path),
            path: path.as_str().to_owned(),
            before,
            after,
        })
        .collect();
    let lacks = |from: &[Finding], other: &[Finding]| -> Vec<Finding> {
        let is_new = |finding: &&Finding| !other.iter().any(|it| is_alike(it, finding));
        from.iter().filter(is_new).cloned().collect()
    };
    let own_findings: Vec<Finding> = made
        .findings
        .iter()
        .filter(|it| is_ours(it))
        .cloned()
        .collect();
    let new_findings = lacks(tried.findings, &own_findings);
    let gone_findings = lacks(&own_findings, tried.findings);
    let is_foreseen = |change: &TriedValue| change.not_foreseen.is_none();
    let is_same =
        !changes.iter().any(is_foreseen) && new_findings.is_empty() && gone_findings.is_empty();
    Comparison {
        would: if is_same { Would::Same } else { Would::Change },
        changes,
        new_findings,
        gone_findings,
    }
}

fn is_ours(finding: &Finding) -> bool {
    finding.source != cas_model::finding::Source::Customs
}

/// Whether two findings are the same one of the same fields: their texts may name the reference.
fn is_alike(one: &Finding, other: &Finding) -> bool {
    one.code == other.code && one.fields == other.fields
}

/// Why a value of the declaration that was made is not the flow's.
fn not_foreseen(made: &DeclarationState, path: &FieldPath) -> Option<&'static str> {
    match made.origins.origin_of(path)? {
        Origin::Generated => Some("generated"),
        Origin::Customs { .. } => Some("customs"),
        Origin::Person { .. } => Some("person"),
        Origin::EarlierDeclaration { .. } => Some("earlierDeclaration"),
        Origin::Shipment { .. }
        | Origin::InputMapping(_)
        | Origin::Configuration { .. }
        | Origin::MasterData { .. }
        | Origin::DecisionTable { .. }
        | Origin::Calculation { .. }
        | Origin::Grouping { .. } => None,
    }
}
