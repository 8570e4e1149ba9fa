//! Which fields can be columns of a table, and what are columns called in each language?

use cas_decision::{ColumnWords, Input, Language, Output};
use cas_model::form::{self, FormField};
use cas_model::shape::ValueKind;
use serde::Deserialize;

/// What goods items are below the document, where tables call them `item.…`.
const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

/// The columns of a table, as its document has them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchColumns {
    /// The columns of conditions, from the left.
    pub inputs: Vec<Input>,
    /// The columns of results, from the left.
    pub outputs: Vec<Output>,
}

/// A field as a column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// The name of the field in tables; `[]` stands for an element that is to be chosen.
    pub name: String,
    /// The types that a column of it may have, the usual one first.
    pub types: Vec<&'static str>,
    /// Whether the table is asked for each goods item.
    pub is_of_item: bool,
}

/// A field as a column; none where it holds no single value.
#[must_use]
pub fn table_column(field: &FormField) -> Option<TableColumn> {
    let types = match field.shape.kind {
        ValueKind::Text if field.path.ends_with("classifications.code") => {
            vec!["tariffCode", "code", "text"]
        }
        ValueKind::Text => vec!["code", "text", "tariffCode"],
        ValueKind::Decimal | ValueKind::Integer => vec!["number"],
        ValueKind::Flag => vec!["boolean"],
        ValueKind::Date | ValueKind::Instant => vec!["date"],
        ValueKind::Record(_) | ValueKind::List(_) => return None,
    };
    let (mut path, mut name) = (String::new(), String::new());
    for part in field.path.split('.') {
        for text in [&mut path, &mut name] {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(part);
        }
        let is_chosen = form::find(&path).is_some_and(FormField::is_repeatable);
        if path == ITEMS {
            "item".clone_into(&mut name);
        } else if is_chosen {
            name.push_str("[]");
        }
    }
    Some(TableColumn {
        is_of_item: name.starts_with("item."),
        name,
        types,
    })
}

/// The words of columns: the author's own label, else that of the field.
pub(super) fn column_words(columns: &BatchColumns, language: Language) -> ColumnWords {
    let inputs = columns.inputs.iter();
    let outputs = columns.outputs.iter();
    ColumnWords {
        language,
        inputs: inputs
            .map(|input| word(&input.label, input.field(), language))
            .collect(),
        outputs: outputs
            .map(|output| word(&output.label, &output.name, language))
            .collect(),
    }
}

fn word(label: &str, field: &str, language: Language) -> String {
    match label.trim() {
        "" => field_label(field, language).unwrap_or_else(|| field.to_owned()),
        own => own.to_owned(),
    }
}

/// The label of the field that a table names, with the element that is chosen: `Code (CN)`.
fn field_label(field: &str, language: Language) -> Option<String> {
    let mut path = String::with_capacity(field.len());
    let (mut key, mut in_key) = (String::new(), false);
    for character in field.chars() {
        match character {
            '[' => {
                key.clear();
                in_key = true;
            }
            ']' => in_key = false,
            character if in_key => key.push(character),
            character => path.push(character),
        }
    }
    let path = match path.strip_prefix("item.") {
        Some(rest) => format!("{ITEMS}.{rest}"),
        None => path,
    };
    // A code of which the record says what kind it is bears the name of its collection.
    let named = path.strip_suffix(".code").and_then(form::find);
    let label = named
        .filter(|field| field.is_repeatable())
        .or_else(|| form::find(&path))?
        .label;
    let label = match language {
        Language::English => label.en,
        Language::German => label.de,
    };
    let is_chosen = !key.is_empty() && key != "+" && key.parse::<usize>().is_err();
    Some(match is_chosen {
        true => format!("{label} ({key})"),
        false => label.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use cas_model::selector::Selector;

    use super::*;

    /// Whatever is offered can be named: with an element chosen it is a field that tables resolve.
    #[test]
    fn what_is_offered_is_a_field_that_tables_know() {
        let columns: Vec<TableColumn> = form::all().iter().filter_map(table_column).collect();
        assert!(columns.len() > 100, "{}", columns.len());
        for column in &columns {
            let name = column.name.replace("[]", "[0]");
            let selector = Selector::parse(&name).unwrap_or_else(|error| {
                panic!("{name}: {}", error.message);
            });
            assert!(!selector.reaches_items(), "{name}");
        }
        let tariff = columns.iter().find(|it| it.types[0] == "tariffCode");
        let tariff = tariff.map(|it| it.name.as_str());
        assert_eq!(tariff, Some("item.commodity.classifications[].code"));
    }

    #[test]
    fn a_column_is_called_as_its_field() {
        let label = |field, language| field_label(field, language);
        let english = label("item.goodsMeasure.gmass", Language::English);
        let german = label("item.goodsMeasure.gmass", Language::German);
        assert!(english.is_some() && german.is_some() && english != german);
        let chosen = label("item.commodity.classifications[CN].code", Language::English);
        assert!(chosen.is_some_and(|label| label.ends_with("(CN)")));
        assert_eq!(label("shipment.plant", Language::English), None);
    }
}
