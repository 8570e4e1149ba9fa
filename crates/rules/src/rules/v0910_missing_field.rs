use cas_model::declaration_types::{Circumstances, DeclarationType, FieldUse, Level, Need};
use cas_model::document::GovernmentAgencyGoodsItem;
use cas_model::path;

use crate::reading::{Reading, below_item};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// What the type of the declaration requires is there: on the declaration, or, where the data
    /// element may stand there, on every item. `docs/declaration-types.md` has the list.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements marked A; EMCS
    /// functional specification, IE815. Where another rule says that a field is missing, this one
    /// does not.
    V0910: "Missing field", Error, ["import", "export", "transit", "excise"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(kind) = context.kind() else {
        return;
    };
    let circumstances = context.circumstances(document);
    let required = kind.fields.iter().filter(|field| {
        field.need == Need::Required && field.said_by.is_none() && field.holds_for(circumstances)
    });
    for field in required {
        look_for(field, kind, circumstances, report);
    }
    if document.items().is_empty() && kind.fields.iter().any(is_of_items) {
        let advice = format!("{} declares goods: add an item.", kind.code);
        report.find(path!("goodsShipment.governmentAgencyGoodsItems"), advice);
    }
}

/// Transit has a rule of its own for declarations without goods.
fn is_of_items(field: &FieldUse) -> bool {
    field.place.level == Level::Item && field.need == Need::Required && field.said_by.is_none()
}

fn look_for(
    field: &FieldUse,
    kind: &DeclarationType,
    circumstances: Circumstances<'_>,
    report: &mut Report,
) {
    let document = circumstances.document;
    let on_declaration = |level: &Level| *level == Level::Declaration;
    let mut places = field.places();
    if places.any(|place| on_declaration(&place.level) && place.is_filled(document)) {
        return;
    }
    let advice = || {
        format!(
            "Give it: {} requires it ({}, {}).",
            kind.code, field.number, kind.source
        )
    };
    let can_stand_on_items = field.places().any(|place| place.level == Level::Item);
    let items = document.items().iter().enumerate();
    let asked = items.filter(|(_, item)| field.holds_for_item(circumstances, item));
    let asked: Vec<(usize, &GovernmentAgencyGoodsItem)> = asked.collect();
    if asked.is_empty() && !document.items().is_empty() {
        return;
    }
    let missing: Vec<usize> = asked
        .iter()
        .filter(|(_, item)| {
            let mut places = field.places();
            !places.any(|place| place.level == Level::Item && place.is_filled(*item))
        })
        .map(|(index, _)| *index)
        .collect();
    let nowhere = missing.len() == asked.len();
    match field.place.level {
        Level::Declaration if nowhere || !can_stand_on_items => {
            report.find(field.place.path_in(document), advice());
        }
        Level::Declaration | Level::Item => {
            let on_items = field.places().find(|place| place.level == Level::Item);
            let place = on_items.unwrap_or(&field.place);
            for index in missing {
                let path = place.path_in(&document.items()[index]);
                report.find(below_item(index, &path), advice());
            }
        }
    }
}
