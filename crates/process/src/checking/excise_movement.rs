//! Does an export say of its goods what their excise movement says?
//!
//! Customs refuses an export declaration that names a movement (its ARC) and has another commodity
//! code or net mass than the movement has for the goods. Compared is with a movement that an earlier
//! step of the flow made, good by good; what was merged or cut since is not the same good and is
//! not compared.
//!
//! Source: EMCS phase 4.1, export cross-check, by Dutch customs.

use cas_model::declaration_types;
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::field_path::each_scalar;
use cas_model::finding::Finding;
use cas_model::{FieldPath, findings, path};
use rust_decimal::Decimal;

use crate::deductions::EarlierDeclaration;

/// So many digits of a commodity code are those of the Combined Nomenclature, which both have.
const NOMENCLATURE: usize = 8;
/// The classifications whose codes begin with one of the nomenclature.
const TARIFFS: &[&str] = &["TARIC", "CN"];

/// What an export says otherwise than the movements that it names.
pub(super) fn differences(
    declaration_type: &str,
    document: &SingleAdministrativeDocument,
    earlier: &[EarlierDeclaration],
) -> Vec<Finding> {
    let kind = declaration_types::find(declaration_type);
    if !kind.is_some_and(|kind| kind.is("export")) {
        return Vec::new();
    }
    let movements = earlier.iter().filter_map(|movement| {
        let arc = movement.facts.arc.as_deref()?;
        let is_meant = movement.document.excise_movement.is_some() && names(document, arc);
        is_meant.then_some((arc, movement.document.goods_items()))
    });
    let mut found = Vec::new();
    for (arc, products) in movements {
        for product in products {
            compare(document, arc, product, &mut found);
        }
    }
    found
}

/// Whether a document refers to a movement.
fn names(document: &SingleAdministrativeDocument, arc: &str) -> bool {
    let mut names = false;
    each_scalar(document, &FieldPath::root(), &mut |_, field| {
        names |= field.text().as_deref() == Some(arc);
    });
    names
}

/// Compares the lines of an export that declare a good of a movement with it, together.
fn compare(
    export: &SingleAdministrativeDocument,
    arc: &str,
    product: &GovernmentAgencyGoodsItem,
    found: &mut Vec<Finding>,
) {
    let items = export.goods_items().iter().enumerate();
    let is_same = |item: &GovernmentAgencyGoodsItem| {
        item.cas_reference.is_some() && item.cas_reference == product.cas_reference
    };
    let lines: Vec<_> = items.filter(|(_, item)| is_same(item)).collect();
    let place = |index: usize| {
        let items = FieldPath::from(path!("goodsShipment.governmentAgencyGoodsItems"));
        items.index(index)
    };
    for (index, line) in &lines {
        if let (Some(exported), Some(moved)) = (nomenclature(line), nomenclature(product))
            && exported != moved
        {
            let field =
                place(*index).to(path!(GovernmentAgencyGoodsItem: "commodity.classifications"));
            found.push(findings::differs_from_movement(arc, exported, moved).at(vec![field]));
        }
    }
    let masses = lines.iter().map(|(_, line)| net_mass(line));
    let exported: Option<Decimal> = masses.sum();
    if let (Some(exported), Some(moved), false) = (exported, net_mass(product), lines.is_empty())
        && exported != moved
    {
        let field = |(index, _): &(usize, _)| {
            place(*index).to(path!(GovernmentAgencyGoodsItem: "goodsMeasure.nmass"))
        };
        let (exported, moved) = (exported.normalize(), moved.normalize());
        let fields = lines.iter().map(field).collect();
        found.push(findings::differs_from_movement(arc, exported, moved).at(fields));
    }
}

/// The code of the Combined Nomenclature, where the goods have one.
fn nomenclature(item: &GovernmentAgencyGoodsItem) -> Option<&str> {
    let codes = item.commodity.as_deref()?.classifications.iter();
    let mut codes = codes.filter(|code| {
        let kind = code.r#type.as_deref().unwrap_or_default();
        TARIFFS.contains(&kind)
    });
    codes.find_map(|code| code.code.as_deref()?.trim().get(..NOMENCLATURE))
}

fn net_mass(item: &GovernmentAgencyGoodsItem) -> Option<Decimal> {
    item.goods_measure.as_deref()?.nmass
}

#[cfg(test)]
mod tests {
    use cas_model::declaration::CustomsFacts;
    use cas_model::ids::DeclarationId;
    use serde_json::{Value, json};

    use super::*;

    const ARC: &str = "26DEA1B2C3D4E5F6G7H81";

    fn item(reference: &str, code: &str, mass: &str) -> Value {
        json!({
            "casReference": reference,
            "commodity": {"classifications": [{"type": "TARIC", "code": code}]},
            "goodsMeasure": {"nmass": serde_json::from_str::<Value>(mass).expect("a number")},
        })
    }

    fn document(content: &Value) -> SingleAdministrativeDocument {
        serde_json::from_value(content.clone()).expect("a document")
    }

    /// The fields that are found of an export with these items, of a movement of wine and gin.
    fn check(declaration_type: &str, arc: &str, items: &[Value], expected: &[&str]) {
        let products = [item("A", "22042113", "900"), item("B", "22085011", "70.50")];
        let movement = EarlierDeclaration {
            id: DeclarationId(uuid::Uuid::nil()),
            step: "movement".to_owned(),
            lrn: "M1".to_owned(),
            facts: CustomsFacts {
                arc: Some(ARC.to_owned()),
                ..CustomsFacts::default()
            },
            document: document(&json!({
                "exciseMovement": {"destinationType": "6"},
                "goodsShipment": {"governmentAgencyGoodsItems": products},
            })),
        };
        let export = document(&json!({"goodsShipment": {
            "additionalDocuments": [{"category": "C", "type": "651", "refNum": arc}],
            "governmentAgencyGoodsItems": items,
        }}));
        let found = differences(declaration_type, &export, &[movement]);
        let fields = found.iter().flat_map(|finding| &finding.fields);
        let fields: Vec<_> = fields.map(FieldPath::as_str).collect();
        let root = "goodsShipment.governmentAgencyGoodsItems";
        let expected: Vec<_> = expected.iter().map(|it| format!("{root}{it}")).collect();
        assert_eq!(fields, expected);
        assert!(found.iter().all(|finding| finding.code == "D0038"));
    }

    #[test]
    fn each_good_is_compared_by_code_and_mass() {
        let same = [
            item("A", "2204211300", "900.0"),
            item("B", "22085011", "70.5"),
        ];
        check("B1", ARC, &same, &[]);
        let wrong = [
            item("A", "2204219000", "900"),
            item("B", "22085011", "70.4"),
        ];
        let fields = ["[0].commodity.classifications", "[1].goodsMeasure.nmass"];
        check("B1", ARC, &wrong, &fields);
        check("B1", "26DEA1B2C3D4E5F6G7H82", &wrong, &[]);
        check("H1", ARC, &wrong, &[]);
    }

    #[test]
    fn lines_of_one_good_count_together_and_others_not() {
        let cut = [item("A", "22042113", "400"), item("A", "22042113", "500")];
        check("B1", ARC, &cut, &[]);
        let less = [item("A", "22042113", "400"), item("A", "22042113", "400")];
        let fields = ["[0].goodsMeasure.nmass", "[1].goodsMeasure.nmass"];
        check("B1", ARC, &less, &fields);
        check("B1", ARC, &[item("C", "87120030", "1")], &[]);
    }
}
