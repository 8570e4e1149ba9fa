use cas_model::declaration_types::{FieldLocation, Level, Need};

use crate::reading::{Reading, below_item};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A field for which the type of the declaration has no place is empty. A warning: it is not
    /// sent, so customs does not learn what it says.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements that are not of the
    /// type's column.
    V0911: "Field not used", Warning, ["import", "export", "transit", "excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(kind) = context.kind() else {
        return;
    };
    let circumstances = context.circumstances(document);
    let forbidden = kind
        .fields
        .iter()
        .filter(|field| field.need == Need::Forbidden && field.holds_for(circumstances));
    for field in forbidden {
        let advice = || {
            format!(
                "Remove it, or choose another type: {} has no place for it ({}, {}).",
                kind.code, field.number, kind.source
            )
        };
        for place in field.places() {
            for path in filled(place, document) {
                report.find(path, advice());
            }
        }
    }
}

fn filled(place: &FieldLocation, document: &Document) -> Vec<String> {
    match place.level {
        Level::Declaration if place.is_filled(document) => vec![place.path_in(document)],
        Level::Declaration => Vec::new(),
        Level::Item => {
            let items = document.items().iter().enumerate();
            let filled = items.filter(|(_, item)| place.is_filled(*item));
            let paths = filled.map(|(index, item)| below_item(index, &place.path_in(item)));
            paths.collect()
        }
    }
}
