//! The codes of articles and of goods in declarations that a change of the nomenclature touches.

use cas_model::document::SingleAdministrativeDocument;
use cas_model::master_data::Article;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::change::{CodeChange, NomenclatureChange};

/// Types of classifications that are of the tariff.
pub(super) const OF_TARIFF: &[&str] = &["TARIC", "CN", "HS", "GN", "TSP"];

/// An article whose codes change.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleChange {
    /// The code of the article.
    pub article: String,
    /// Its classifications that change.
    pub codes: Vec<ChangedClassification>,
    /// The update that gives it its new codes from the day on; none where one is to be decided.
    pub proposal: Option<Value>,
}

/// A classification that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedClassification {
    /// The type of the code, such as `CN`; none where the article does not say.
    pub kind: Option<String>,
    /// The jurisdiction that the code is for; none where it is for all.
    pub jurisdiction: Option<String>,
    /// The code, and what becomes of it.
    pub change: CodeChange,
}

fn is_of_tariff(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| OF_TARIFF.contains(&kind))
}

impl ArticleChange {
    /// What changes in an article that counts on the day of the change, and since when it counts;
    /// none where nothing does.
    #[must_use]
    pub fn found_in(
        change: &NomenclatureChange,
        article: &Article,
        since: Option<Date>,
    ) -> Option<Self> {
        let mut codes = Vec::new();
        let mut elements = Vec::new();
        for classification in &article.classifications {
            let kind = classification.r#type.as_deref();
            let written = classification.code.as_deref();
            let found = written.filter(|_| is_of_tariff(kind));
            let Some(found) = found.and_then(|code| change.of_code(code)) else {
                continue;
            };
            if let [only] = found.to.as_slice() {
                let mut element = json!({"code": only});
                let known = [
                    ("casReference", &classification.cas_reference),
                    ("type", &classification.r#type),
                    ("jurisdiction", &classification.jurisdiction),
                ];
                for (name, value) in known {
                    if let Some(value) = value {
                        element[name] = value.as_str().into();
                    }
                }
                elements.push(element);
            }
            codes.push(ChangedClassification {
                kind: classification.r#type.clone(),
                jurisdiction: classification.jurisdiction.clone(),
                change: found,
            });
        }
        if codes.is_empty() {
            return None;
        }
        let name = article.code.clone().unwrap_or_default();
        let is_decided = codes.iter().all(|code| code.change.is_decided);
        // A record that begins only then, or later, is told its codes; others get a new record.
        let from = since
            .filter(|since| *since >= change.day)
            .unwrap_or(change.day);
        let proposal = is_decided.then(
            || json!({"code": name, "validFrom": from.to_string(), "classifications": elements}),
        );
        Some(Self {
            article: name,
            codes,
            proposal,
        })
    }
}

/// The codes of the goods of a declaration that change, with the numbers of their items from 1.
#[must_use]
pub fn codes_of_document(
    change: &NomenclatureChange,
    document: &SingleAdministrativeDocument,
) -> Vec<(usize, CodeChange)> {
    let mut found: Vec<(usize, CodeChange)> = Vec::new();
    for (at, item) in document.goods_items().iter().enumerate() {
        let commodity = item.commodity.as_deref();
        let classifications = commodity.map_or(&[][..], |it| &it.classifications);
        let of_tariff = classifications
            .iter()
            .filter(|it| is_of_tariff(it.r#type.as_deref()));
        let codes = of_tariff.filter_map(|it| change.of_code(it.code.as_deref()?));
        for code in codes {
            let place = (at + 1, code);
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    found
}
