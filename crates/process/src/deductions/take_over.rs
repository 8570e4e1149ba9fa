//! What a step takes over from the declarations of earlier steps: the MRN of the export as the
//! previous document of the transit.

use cas_model::access::{self, AccessError, Node};
use cas_model::finding::Finding;
use cas_model::flow::TakeOver;
use cas_model::origin::Origin;
use cas_model::selector::{Scope, Selector, append};
use cas_model::{FieldPath, findings, path};

use super::{Draft, EarlierDeclaration, Sources};

/// What can be taken over beside fields of the document.
const FACTS: &[&str] = &["mrn", "lrn", "arc", "acceptanceDate", "releaseDate"];

/// Whether a name is a fact that can be taken over.
#[must_use]
pub fn is_fact(name: &str) -> bool {
    FACTS.contains(&name)
}

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    for rule in &sources.step.take_over {
        for earlier in sources
            .earlier
            .iter()
            .filter(|earlier| earlier.step == rule.step)
        {
            take(draft, rule, earlier);
        }
    }
}

fn take(draft: &mut Draft<'_>, rule: &TakeOver, earlier: &EarlierDeclaration) {
    let Ok(to) = Selector::parse(&rule.to) else {
        return;
    };
    let Some(value) = earlier.value(&rule.from) else {
        return draft.findings.push(nothing_there(rule, earlier));
    };
    let origin = Origin::EarlierDeclaration {
        declaration_id: earlier.id.to_string(),
        step: earlier.step.clone(),
        field: rule.from.clone(),
    };
    let (mut filled, mut failed, mut reached) = (Vec::new(), None, to.scope() != Scope::Item);
    let mut note = |base: FieldPath, put: Result<Vec<FieldPath>, AccessError>| match put {
        Ok(paths) => filled.extend(paths.iter().map(|path| base.join(path))),
        Err(error) => failed = Some(error),
    };
    match to.scope() {
        Scope::Item => {
            let items = draft.document.goods_shipment.as_deref_mut();
            let items = items.map_or(&mut [][..], |goods| {
                &mut goods.government_agency_goods_items
            });
            for (at, item) in items.iter_mut().enumerate() {
                if earlier.holds(item.cas_reference.as_deref()) {
                    reached = true;
                    let base = FieldPath::from(path!("goodsShipment.governmentAgencyGoodsItems"));
                    note(base.index(at), put(item, &to, &value, rule, earlier));
                }
            }
        }
        Scope::Document => note(
            FieldPath::root(),
            put(draft.document, &to, &value, rule, earlier),
        ),
        Scope::Shipment => {}
    }
    draft.origins.record_all(filled, origin);
    if let Some(error) = failed {
        draft.findings.push(findings::taken_over_does_not_fit(
            &rule.step, &rule.to, error,
        ));
    } else if !reached {
        draft.findings.push(no_item(rule, earlier));
    }
}

/// Appends an element or fills an empty field; says what it filled.
fn put(
    root: &mut dyn Node,
    to: &Selector,
    value: &access::Value,
    rule: &TakeOver,
    earlier: &EarlierDeclaration,
) -> Result<Vec<FieldPath>, AccessError> {
    if !to.appends() {
        if !to.get(root).is_empty() {
            return Ok(Vec::new());
        }
        let put = to.put(root, value.clone())?;
        return Ok(put.made.into_iter().chain([put.path]).collect());
    }
    let beside = constants(rule);
    let mut fields: Vec<(&Selector, access::Value)> = vec![(to, value.clone())];
    fields.extend(
        beside
            .iter()
            .map(|(selector, value)| (selector, value.clone())),
    );
    let reference = format!("{}/{}", earlier.step, earlier.lrn);
    let element = append(root, &fields, &reference)?;
    Ok(element.into_iter().collect())
}

/// The fixed values beside the one that is taken over.
fn constants(rule: &TakeOver) -> Vec<(Selector, access::Value)> {
    let before = rule.to.split("[+]").next().unwrap_or_default();
    rule.with
        .iter()
        .filter_map(|(name, value)| {
            let selector = Selector::parse(&format!("{before}[+].{name}")).ok()?;
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            Some((selector, access::Value::Text(text)))
        })
        .collect()
}

impl EarlierDeclaration {
    fn value(&self, name: &str) -> Option<access::Value> {
        let date = |date: Option<jiff::civil::Date>| date.map(access::Value::Date);
        let text = |text: &Option<String>| text.clone().map(access::Value::Text);
        match name {
            "mrn" => text(&self.facts.mrn),
            "lrn" => Some(access::Value::Text(self.lrn.clone())),
            "arc" => text(&self.facts.arc),
            "acceptanceDate" => date(self.facts.acceptance_date),
            "releaseDate" => date(self.facts.release_date),
            field => {
                let selector = Selector::parse(field).ok()?;
                let text = selector.get(&self.document).text()?;
                Some(access::Value::Text(text.into_owned()))
            }
        }
    }

    /// Whether the goods of an item are in this declaration.
    fn holds(&self, reference: Option<&str>) -> bool {
        let mut items = self.document.goods_items().iter();
        reference.is_some() && items.any(|item| item.cas_reference.as_deref() == reference)
    }
}

/// None of the goods here are in the earlier declaration.
fn no_item(rule: &TakeOver, earlier: &EarlierDeclaration) -> Finding {
    Finding {
        message: format!("Nothing is taken over from declaration {}", earlier.lrn),
        description: format!(
            "no item here is one of its items, or its items were merged; give {} yourself",
            rule.to
        ),
        ..nothing_there(rule, earlier)
    }
}

fn nothing_there(rule: &TakeOver, earlier: &EarlierDeclaration) -> Finding {
    findings::nothing_to_take_over(&rule.from, &rule.step, &earlier.lrn, &rule.to)
}
