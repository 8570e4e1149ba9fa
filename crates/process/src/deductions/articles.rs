//! Descriptions, codes and masses of goods that are named by their article code.

use cas_model::access::Field;
use cas_model::document::{
    AdditionalDocument, Classification, Commodity, GoodsMeasure, GovernmentAgencyGoodsItem,
    Origin as GoodsOrigin, Packaging,
};
use cas_model::finding::Finding;
use cas_model::master_data::Article;
use cas_model::origin::Origin;
use cas_model::{FieldPath, findings, path};
use rust_decimal::{Decimal, RoundingStrategy};

use super::fill::fill_empty;
use super::{Draft, Sources};
use crate::reference::ARTICLE;

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let language = draft.document.communication_language.clone();
    let Some(shipment) = draft.document.goods_shipment.as_deref_mut() else {
        return;
    };
    let collection = FieldPath::from(path!("goodsShipment.governmentAgencyGoodsItems"));
    for (index, item) in shipment
        .government_agency_goods_items
        .iter_mut()
        .enumerate()
    {
        let commodity = item.commodity.as_deref();
        let Some(code) = commodity.and_then(|commodity| commodity.item_id.clone()) else {
            continue;
        };
        let path = collection.index(index);
        let Some(article) = sources.master_data.articles.get(&code) else {
            draft.findings.push(unknown(&path, &code));
            continue;
        };
        let known = as_item(
            &article.record,
            item,
            &sources.step.jurisdiction,
            language.as_deref(),
        );
        let origin = Origin::MasterData {
            kind: ARTICLE.to_owned(),
            code,
            version: article.version,
        };
        fill_empty(item, &known, &path, &mut |filled| {
            draft.origins.record(filled, origin.clone());
        });
        for filled in identify_product(item, &article.record, &path) {
            draft.origins.record(filled, origin.clone());
        }
        let packagings = path.to(path!(GovernmentAgencyGoodsItem: "packagings"));
        for (index, packaging) in item.packagings.iter_mut().enumerate() {
            if packaging.r#type.is_none() && article.record.package_type.is_some() {
                packaging.r#type.clone_from(&article.record.package_type);
                let filled = packagings.index(index).to(path!(Packaging: "type"));
                draft.origins.record(filled, origin.clone());
            }
        }
    }
}

/// What the master data says of an item of this article and quantity, in a jurisdiction and a
/// language.
fn as_item(
    article: &Article,
    item: &GovernmentAgencyGoodsItem,
    jurisdiction: &str,
    language: Option<&str>,
) -> GovernmentAgencyGoodsItem {
    let quantity = item
        .goods_measure
        .as_deref()
        .and_then(|measure| measure.qty);
    let of_quantity = |per_unit: Option<Decimal>| Some(fitted(per_unit?.checked_mul(quantity?)?));
    let measure = GoodsMeasure {
        gmass: of_quantity(article.gmass_per_unit),
        nmass: of_quantity(article.nmass_per_unit),
        sup_qty: of_quantity(article.supplementary_units_per_unit(jurisdiction)),
        qty: None,
        uo_m: article.uo_m.clone(),
    };
    let origin = GoodsOrigin {
        country: article.origin_country.clone(),
        region: article.origin_region.clone(),
        r#type: article.origin_type.clone(),
    };
    GovernmentAgencyGoodsItem {
        commodity: Some(Box::new(Commodity {
            description: article.description(language).map(str::to_owned),
            classifications: classifications(article, jurisdiction),
            cus_code: article.cus_code.clone(),
            ..Commodity::default()
        })),
        goods_measure: (!Field::Record(&measure).is_empty()).then(|| Box::new(measure)),
        origin: (!Field::Record(&origin).is_empty()).then(|| Box::new(origin)),
        ..GovernmentAgencyGoodsItem::default()
    }
}

/// Distance sales: import scheme, special arrangements, standard value added tax.
const DISTANCE_SALES: &[&str] = &["F48", "F49", "F53"];

/// Gives goods of a distance sale the numbers of their product that they do not have, as documents
/// and references. Returns the elements that were added.
fn identify_product(
    item: &mut GovernmentAgencyGoodsItem,
    article: &Article,
    path: &FieldPath,
) -> Vec<FieldPath> {
    if !item.is_added_to(DISTANCE_SALES) {
        return Vec::new();
    }
    let documents = path.to(path!(GovernmentAgencyGoodsItem: "additionalDocuments"));
    let mut added = Vec::new();
    for identifier in &article.product_identifiers {
        let kind = identifier.r#type.as_deref().unwrap_or_default();
        let Some((category, code)) = kind.split_at_checked(1) else {
            continue;
        };
        let is_it = |document: &AdditionalDocument| {
            let parts = [&document.category, &document.r#type];
            let parts = parts.map(|part| part.as_deref().unwrap_or_default());
            parts.concat() == kind || parts[1] == kind
        };
        if item.additional_documents.iter().any(is_it) {
            continue;
        }
        added.push(documents.index(item.additional_documents.len()));
        item.additional_documents.push(AdditionalDocument {
            category: Some(category.to_owned()),
            r#type: Some(code.to_owned()),
            ref_num: identifier.number.clone(),
            ..AdditionalDocument::default()
        });
    }
    added
}

/// The decimals of masses and quantities (UCC Annex B, 18 01, 18 02 and 18 04: n..16,6).
const DECIMALS: u32 = 6;

/// A quantity with the decimals that its field takes, half away from zero; what is more than nothing
/// stays more than nothing.
fn fitted(quantity: Decimal) -> Decimal {
    let rounded = quantity.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero);
    match rounded.is_zero() && quantity > Decimal::ZERO {
        true => Decimal::new(1, DECIMALS),
        false => rounded.normalize(),
    }
}

/// The codes that apply in a jurisdiction, tariff codes first.
fn classifications(article: &Article, jurisdiction: &str) -> Vec<Classification> {
    let tariff = article
        .classifications_in(jurisdiction)
        .map(|code| Classification {
            cas_reference: code.cas_reference.clone(),
            code: code.code.clone(),
            r#type: code.r#type.clone(),
        });
    let additional = article
        .additional_codes_in(jurisdiction)
        .map(|code| Classification {
            cas_reference: code.cas_reference.clone(),
            code: code.code.clone(),
            r#type: code.r#type.clone(),
        });
    tariff.chain(additional).collect()
}

fn unknown(path: &FieldPath, code: &str) -> Finding {
    let place = path.to(path!(GovernmentAgencyGoodsItem: "commodity.itemId"));
    findings::unknown_article(code).at(vec![place])
}
