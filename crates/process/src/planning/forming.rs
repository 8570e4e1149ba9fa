//! How are the goods of a shipment cut into the declarations of a step? Pure.
//!
//! The step's condition selects items, its keys group them, the largest number of items splits a
//! group. Expressions look at the goods as deductions complete them; the declarations get what was
//! given. Totals of the whole shipment do not hold for its parts, so they are divided.

use std::io::BufWriter;

use cas_decision::{Context, Value};
use cas_model::access::{self, Field};
use cas_model::civil_day::zone_of;
use cas_model::document::{
    CustomsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
};
use cas_model::flow::Step;
use cas_model::origin::{Origin, Origins};
use cas_model::record::Json;
use cas_model::selector::Selector;
use cas_model::structure::exact;
use cas_model::{FieldPath, KnownPath, path};
use rust_decimal::Decimal;
use sha2::{Digest as _, Sha256};

use super::PlanRefusal;
use super::houses::{form_houses, keep_used};
use crate::codes::RefusalCode;
use crate::deductions::calculations::aggregate::aggregate;
use crate::deductions::calculations::part::divide_head;
use crate::deductions::calculations::share::{Shared, shares};
use crate::tables::{ItemFormula, ItemScope};

/// The goods, as given and as deductions complete them.
#[derive(Clone, Copy)]
pub struct Goods<'a> {
    /// The head of the shipment.
    pub shipment: &'a CustomsShipment,
    /// As the customer sent it, without anything deduced.
    pub given: &'a SingleAdministrativeDocument,
    /// As deductions complete it; the same items in the same order.
    pub complete: &'a SingleAdministrativeDocument,
}

/// A declaration to make.
#[derive(Clone, Debug, PartialEq)]
pub struct FormedDeclaration {
    /// Its document, before deductions.
    pub document: SingleAdministrativeDocument,
    /// Where values came from that the shipment did not give.
    pub origins: Origins,
    /// JSON array: the keys by which its goods were chosen.
    pub keys: Json<Vec<Option<String>>>,
    /// What tells whether the same was formed again: a digest of the document and its origins.
    pub digest: String,
}

/// Whether forming needs to know more than what was given.
#[must_use]
pub fn looks_at_goods(step: &Step) -> bool {
    let items = &step.items;
    items.select.is_some()
        || !items.group_by.is_empty()
        || !step.calculations.aggregate_by.is_empty()
        || !step.house_consignments.group_by.is_empty()
}

/// Cuts the goods into declarations of at most `max_items` items.
///
/// # Errors
/// When an expression of the step cannot be computed for an item, or items cannot be merged.
pub fn form(
    step: &Step,
    goods: Goods<'_>,
    max_items: usize,
    context: &Context<'_>,
) -> Result<Vec<FormedDeclaration>, PlanRefusal> {
    let mut formed = Vec::new();
    for group in groups(step, goods, context)? {
        let pieces = pieces(step, goods, &group.items)?;
        for chunk in pieces.chunks(max_items.max(1)) {
            formed.push((chunk.to_vec(), group.keys.clone()));
        }
    }
    let count = goods.given.goods_items().len();
    let is_whole = |pieces: &[Piece]| {
        pieces.len() == count && pieces.iter().all(|piece| piece.from.len() == 1)
    };
    let several = formed.len() > 1;
    let shared = shared(goods, formed.iter().map(|(pieces, _)| pieces));
    formed
        .into_iter()
        .enumerate()
        .map(|(at, (pieces, keys))| {
            let mut formed = match is_whole(&pieces) {
                true => FormedDeclaration {
                    document: goods.given.clone(),
                    origins: Origins::default(),
                    keys: Json::default(),
                    digest: String::new(),
                },
                false => part(step, goods, &pieces),
            };
            give_shares(step, &shared, at, &mut formed);
            if several {
                // Customs knows a declaration by its number: each part gets its own.
                formed.document.function_ref_num = None;
            }
            put_into_houses(step, goods, &pieces, &mut formed)?;
            assign_keys(step, &keys, &mut formed)?;
            let keys: Vec<Option<String>> =
                keys.iter().map(|key| key.as_ref().map(key_text)).collect();
            let fail = |error: anyhow::Error| refused(step, "its keys", &error.to_string());
            formed.keys = Json::encode(&keys).map_err(|error| fail(error.into()))?;
            formed.digest = digest(&formed.document, &formed.origins).map_err(fail)?;
            Ok(formed)
        })
        .collect()
}

/// What the shipment gives once, shared out over the declarations.
fn shared<'p>(goods: Goods<'_>, parts: impl Iterator<Item = &'p Vec<Piece>>) -> Vec<Shared> {
    let complete = goods.complete.goods_items();
    let mut taken = vec![false; complete.len()];
    let mut of_parts: Vec<Vec<&GovernmentAgencyGoodsItem>> = Vec::new();
    for pieces in parts {
        let mut places = pieces.iter().flat_map(|piece| &piece.from).copied();
        let items = places.by_ref().filter_map(|index| {
            *taken.get_mut(index)? = true;
            complete.get(index)
        });
        of_parts.push(items.collect());
    }
    let left = complete.iter().zip(&taken).filter(|(_, taken)| !**taken);
    of_parts.push(left.map(|(item, _)| item).collect());
    shares(goods.given, &of_parts)
}

/// Gives a declaration its share of what its items do not say themselves.
fn give_shares(step: &Step, shared: &[Shared], at: usize, formed: &mut FormedDeclaration) {
    for share in shared {
        let known = formed.origins.origin_of(&share.path).is_some();
        let Some(part) = share.parts.get(at).filter(|_| !known) else {
            continue;
        };
        let before = share.path.get(&formed.document).and_then(Field::text);
        let is_all = before.is_some_and(|text| exact(&text) == Some(*part));
        let value = access::Value::Decimal(*part);
        // A collection that a part does not have takes no share.
        if !is_all && share.path.set(&mut formed.document, value).is_ok() {
            let origin = cut_by(step, &share.said);
            formed.origins.record(share.path.clone(), origin);
        }
    }
}

/// Puts the goods of a declaration into house consignments.
fn put_into_houses(
    step: &Step,
    goods: Goods<'_>,
    pieces: &[Piece],
    formed: &mut FormedDeclaration,
) -> Result<(), PlanRefusal> {
    let complete = goods.complete.goods_items();
    let first = |piece: &Piece| complete.get(*piece.from.first()?);
    let items: Vec<&GovernmentAgencyGoodsItem> = pieces.iter().filter_map(first).collect();
    let keys = &step.house_consignments.group_by;
    let expression = "houseConsignments.groupBy";
    let made = form_houses(keys, &mut formed.document, &items)
        .map_err(|error| refused(step, expression, &error.to_string()))?;
    formed.origins.record_all(made, cut_by(step, expression));
    let is_part = pieces.len() < goods.given.goods_items().len();
    if let Some(of_all) = goods.given.goods_shipment.as_deref().filter(|_| is_part)
        && !of_all.house_consignments.is_empty()
    {
        keep_used(&mut formed.document, of_all);
    }
    Ok(())
}

/// An item of a declaration, and the items of the shipment in it, by their places.
#[derive(Clone)]
struct Piece {
    item: GovernmentAgencyGoodsItem,
    from: Vec<usize>,
}

/// The items of a group as they are declared: each by itself, or merged by equal keys.
fn pieces(step: &Step, goods: Goods<'_>, group: &[usize]) -> Result<Vec<Piece>, PlanRefusal> {
    let (given, complete) = (goods.given.goods_items(), goods.complete.goods_items());
    let single = |index: usize| {
        given.get(index).map(|item| Piece {
            item: item.clone(),
            from: vec![index],
        })
    };
    let keys = &step.calculations.aggregate_by;
    if keys.is_empty() {
        return Ok(group.iter().filter_map(|index| single(*index)).collect());
    }
    // Places, not references: they are there for every item.
    let marked = group.iter().filter_map(|index| {
        let mut item = complete.get(*index)?.clone();
        item.cas_reference = Some(index.to_string());
        Some(item)
    });
    let merged = aggregate(marked.collect(), keys)
        .map_err(|error| refused(step, "calculations.aggregateBy", &error.to_string()))?;
    let places = |from: &[String]| from.iter().filter_map(|index| index.parse().ok()).collect();
    Ok(merged
        .into_iter()
        .filter_map(|merged| {
            let from: Vec<usize> = places(&merged.from);
            match from[..] {
                [at] => single(at),
                _ => Some(Piece {
                    item: GovernmentAgencyGoodsItem {
                        cas_reference: given.get(*from.first()?)?.cas_reference.clone(),
                        ..merged.item
                    },
                    from,
                }),
            }
        })
        .collect())
}

/// Items whose keys are equal.
struct Group {
    keys: Vec<Option<Value>>,
    items: Vec<usize>,
}

fn groups(step: &Step, goods: Goods<'_>, context: &Context<'_>) -> Result<Vec<Group>, PlanRefusal> {
    let compile = |text: &str, condition: bool| {
        let formula = match condition {
            true => ItemFormula::condition(text),
            false => ItemFormula::value_of(text),
        };
        formula.map_err(|why| refused(step, text, &why))
    };
    let select = step.items.select.as_deref();
    let select = select.map(|text| compile(text, true)).transpose()?;
    let keys: Vec<(&str, ItemFormula)> = step
        .items
        .group_by
        .iter()
        .map(|key| Ok((&key.expression[..], compile(&key.expression, false)?)))
        .collect::<Result<_, PlanRefusal>>()?;
    let mut groups: Vec<Group> = Vec::new();
    for (at, item) in goods.complete.goods_items().iter().enumerate() {
        let scope = ItemScope {
            shipment: goods.shipment,
            document: goods.complete,
            item,
            zone: zone_of(&step.jurisdiction),
        };
        let place = |why: String| format!("{why} (item {})", at + 1);
        if let Some(select) = &select {
            let text = step.items.select.as_deref().unwrap_or_default();
            let selected = select.holds(scope, context);
            if !selected.map_err(|why| refused(step, text, &place(why)))? {
                continue;
            }
        }
        let mut values = Vec::with_capacity(keys.len());
        for (text, key) in &keys {
            let value = key.value(scope, context);
            values.push(value.map_err(|why| refused(step, text, &place(why)))?);
        }
        match groups.iter_mut().find(|group| group.keys == values) {
            Some(group) => group.items.push(at),
            None => groups.push(Group {
                keys: values,
                items: vec![at],
            }),
        }
    }
    Ok(groups)
}

fn refused(step: &Step, expression: &str, why: &str) -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::GroupingFailed,
        format!(
            "step {} cannot cut the goods by {expression}: {why}; correct the shipment or the flow",
            step.name
        ),
    )
}

/// A part of the goods, with the totals that hold for it.
fn part(step: &Step, goods: Goods<'_>, pieces: &[Piece]) -> FormedDeclaration {
    let mut document = goods.given.clone();
    let mut origins = Origins::default();
    let complete = goods.complete.goods_items();
    let chosen = || {
        let places = pieces.iter().flat_map(|piece| &piece.from);
        places.filter_map(|index| complete.get(*index))
    };
    if let Some(shipment) = document.goods_shipment.as_deref_mut() {
        let declared = pieces.iter().map(|piece| piece.item.clone());
        shipment.government_agency_goods_items = declared.collect();
        let declared = &mut shipment.government_agency_goods_items;
        let numbered = declared.iter().any(|item| item.seq_num.is_some());
        for (item, number) in declared.iter_mut().zip(1..) {
            item.seq_num = numbered.then_some(number);
        }
        if let Some(consignment) = shipment.consignment.as_deref_mut() {
            let mass = |item: &GovernmentAgencyGoodsItem| item.goods_measure.as_deref()?.gmass;
            let path = path!("goodsShipment.consignment.gmass");
            divide(
                &mut consignment.gmass,
                sum(chosen().map(mass)),
                path,
                step,
                &mut origins,
            );
        }
    }
    let amount = |item: &GovernmentAgencyGoodsItem| {
        let commodity = item.commodity.as_deref()?;
        commodity.invoice_line.as_deref()?.item_amount
    };
    let total = &mut document.total_invoice_amount;
    divide(
        total,
        sum(chosen().map(amount)),
        path!("totalInvoiceAmount"),
        step,
        &mut origins,
    );
    note_merged(step, pieces, &mut origins);
    let of_part: Vec<&GovernmentAgencyGoodsItem> = chosen().collect();
    let divided = divide_head(&mut document, &of_part);
    origins.record_all(divided, cut_by(step, "sum of the items"));
    FormedDeclaration {
        document,
        origins,
        keys: Json::default(),
        digest: String::new(),
    }
}

/// Merged items say so, and which items of the shipment are in them.
fn note_merged(step: &Step, pieces: &[Piece], origins: &mut Origins) {
    let collection = FieldPath::from(path!("goodsShipment.governmentAgencyGoodsItems"));
    for (at, piece) in pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.from.len() > 1)
    {
        let numbers = piece.from.iter().map(|place| (place + 1).to_string());
        let numbers = numbers.collect::<Vec<_>>().join(", ");
        let origin = cut_by(
            step,
            &format!("aggregateBy: items {numbers} of the shipment"),
        );
        origins.record(collection.index(at), origin);
    }
}

/// The sum, when every part is known and the sum is a number we can keep.
fn sum(mut parts: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let sum = parts.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?));
    sum.map(|sum| sum.normalize())
}

/// A total that was given becomes that of the part, or is left to be deduced.
fn divide(
    total: &mut Option<Decimal>,
    part: Option<Decimal>,
    path: KnownPath,
    step: &Step,
    origins: &mut Origins,
) {
    if total.is_some() {
        *total = part;
        if part.is_some() {
            origins.record(FieldPath::from(path), cut_by(step, "sum of the items"));
        }
    }
}

fn cut_by(step: &Step, expression: &str) -> Origin {
    Origin::Grouping {
        step: step.name.clone(),
        expression: expression.to_owned(),
    }
}

/// Writes the keys into the fields that get them, unless the shipment gave something else.
fn assign_keys(
    step: &Step,
    keys: &[Option<Value>],
    formed: &mut FormedDeclaration,
) -> Result<(), PlanRefusal> {
    for (key, value) in step.items.group_by.iter().zip(keys) {
        let (Some(field), Some(value)) = (&key.assign_to, value) else {
            continue;
        };
        let fail = |why: String| refused(step, &key.expression, &why);
        let selector = Selector::parse(field).map_err(|error| fail(error.to_string()))?;
        if !selector.get(&formed.document).is_empty() {
            continue;
        }
        let put = selector
            .put(&mut formed.document, access::Value::Text(key_text(value)))
            .map_err(|error| fail(error.to_string()))?;
        formed
            .origins
            .record(put.path, cut_by(step, &key.expression));
    }
    Ok(())
}

/// The SHA-256 of a document as JSON and of its origins. Stored digests decide whether goods that
/// were withdrawn are declared again: what they are made of stays.
fn digest(document: &SingleAdministrativeDocument, origins: &Origins) -> anyhow::Result<String> {
    let mut hasher = BufWriter::new(Sha256::new());
    serde_json::to_writer(&mut hasher, document)?;
    serde_json::to_writer(&mut hasher, origins)?;
    let digest = hasher.into_inner()?.finalize();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A key as text.
fn key_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Date(day) => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn digests_are_the_same_for_ever() {
        let document = json!({"functionRefNum": "DIGEST", "goodsShipment": {
            "governmentAgencyGoodsItems": [{"seqNum": 1, "statValue": 12.50}, {"seqNum": 2}],
        }});
        let document: SingleAdministrativeDocument = serde_json::from_value(document).unwrap();
        let mut origins = Origins::default();
        origins.record(
            FieldPath::new("functionRefNum"),
            Origin::Grouping {
                step: "Export".to_owned(),
                expression: "sum of the items".to_owned(),
            },
        );
        let found = digest(&document, &origins).unwrap();
        let whole =
            serde_json::to_string(&document).unwrap() + &serde_json::to_string(&origins).unwrap();
        let expected = Sha256::digest(whole);
        let expected: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, expected);
        assert_eq!(
            found,
            "1456039208f81b5405cf5a2e4092f1ca51d6dc2bb1eb65a789ea6ac3dbe68356"
        );
    }
}
