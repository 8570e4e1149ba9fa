//! Expressions over a goods item, for selecting and grouping: `item.origin.country = "DE"`.

use cas_decision::{Context, Formula, Input, Inputs, Value, ValueType};
use cas_model::access::{Field, Node};
use cas_model::document::{
    CustomsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
};
use cas_model::selector::{Scope, Selector};
use cas_model::shape::ValueKind;
use jiff::tz::TimeZone;

use super::read_field;

/// A compiled expression and the fields it reads.
#[derive(Debug)]
pub struct ItemFormula {
    formula: Formula,
    fields: Vec<(Selector, ValueType)>,
}

/// What an expression is asked about.
#[derive(Clone, Copy)]
pub struct ItemScope<'a> {
    /// The head of the shipment.
    pub shipment: &'a CustomsShipment,
    /// The document that the formula's document fields are read from.
    pub document: &'a SingleAdministrativeDocument,
    /// The item that the formula's item fields are read from.
    pub item: &'a GovernmentAgencyGoodsItem,
    /// The zone in which a time that is asked as a day is one.
    pub zone: &'a TimeZone,
}

impl ItemFormula {
    /// Compiles an expression that gives a value.
    ///
    /// # Errors
    /// What is wrong with it, with its characters.
    pub fn value_of(text: &str) -> Result<Self, String> {
        Self::new(text, Formula::new)
    }

    /// Compiles a condition.
    ///
    /// # Errors
    /// What is wrong with it, with its characters.
    pub fn condition(text: &str) -> Result<Self, String> {
        Self::new(text, Formula::condition)
    }

    fn new(
        text: &str,
        compile: fn(&str, &[Input]) -> Result<Formula, cas_decision::TextError>,
    ) -> Result<Self, String> {
        let (inputs, mut unknown) = named_fields(text);
        let formula = match compile(text, &inputs) {
            Ok(formula) => formula,
            // A misspelt field explains better than the expression that stumbles over it.
            Err(error) => return Err(unknown.pop().unwrap_or_else(|| error.to_string())),
        };
        let fields = formula
            .inputs()
            .iter()
            .filter_map(|input| Some((Selector::parse(&input.name).ok()?, input.value_type)))
            .collect();
        Ok(Self { formula, fields })
    }

    /// What the expression gives; none when it hangs on something missing.
    ///
    /// # Errors
    /// When it cannot be computed.
    pub fn value(&self, of: ItemScope<'_>, context: &Context<'_>) -> Result<Option<Value>, String> {
        let values = self.read(of)?;
        let inputs = Inputs::from_values(values.iter().map(Option::as_ref).collect());
        let value = self.formula.value(&inputs, context);
        value.map_err(|problem| problem.to_string())
    }

    /// Whether the condition holds.
    ///
    /// # Errors
    /// When it cannot be computed.
    pub fn holds(&self, of: ItemScope<'_>, context: &Context<'_>) -> Result<bool, String> {
        let values = self.read(of)?;
        let inputs = Inputs::from_values(values.iter().map(Option::as_ref).collect());
        let holds = self.formula.is_true(&inputs, context);
        holds.map_err(|problem| problem.to_string())
    }

    fn read(&self, of: ItemScope<'_>) -> Result<Vec<Option<Value>>, String> {
        let root = |scope| -> &dyn Node {
            match scope {
                Scope::Document => of.document,
                Scope::Item => of.item,
                Scope::Shipment => of.shipment,
            }
        };
        let read = |(selector, value_type): &(Selector, ValueType)| {
            let field: Field<'_> = selector.get(root(selector.scope()));
            read_field(field, *value_type, of.zone).map_err(|why| format!("{selector}: {why}"))
        };
        self.fields.iter().map(read).collect()
    }
}

/// The fields that an expression names, and what is wrong with names that look like fields.
fn named_fields(text: &str) -> (Vec<Input>, Vec<String>) {
    let (mut inputs, mut unknown) = (Vec::<Input>::new(), Vec::new());
    for word in words(text) {
        match Selector::parse(word) {
            Ok(selector) if !selector.appends() => {
                if !inputs.iter().any(|input| input.name == word) {
                    inputs.push(Input {
                        name: word.to_owned(),
                        label: String::new(),
                        expression: String::new(),
                        value_type: type_of(selector.kind()),
                    });
                }
            }
            Ok(_) => unknown.push(format!("{word}: an expression reads what is there")),
            Err(error) if word.contains('.') => unknown.push(format!("{word}: {error}")),
            Err(_) => {}
        }
    }
    (inputs, unknown)
}

/// The words outside of quoted text that may name a field.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split('"').step_by(2);
    outside.flat_map(|part| {
        let mut in_brackets = false;
        part.split(move |c: char| {
            match c {
                '[' => in_brackets = true,
                ']' => in_brackets = false,
                _ => {}
            }
            !(in_brackets || c.is_alphanumeric() || matches!(c, '_' | '.' | ']'))
        })
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic()))
    })
}

fn type_of(kind: ValueKind) -> ValueType {
    match kind {
        ValueKind::Decimal | ValueKind::Integer => ValueType::Number,
        ValueKind::Flag => ValueType::Boolean,
        ValueKind::Date | ValueKind::Instant => ValueType::Date,
        ValueKind::Text | ValueKind::Record(_) | ValueKind::List(_) => ValueType::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(text: &str) -> Result<Option<Value>, String> {
        let item = json!({
            "origin": {"country": "DE"},
            "commodity": {"classifications": [{"type": "CN", "code": "22042100"}]},
            "goodsMeasure": {"nmass": 12.5},
        });
        let item = serde_json::from_value(item).expect("an item");
        let document = serde_json::from_value(json!({"declType": "T1"})).expect("a document");
        let shipment = serde_json::from_value(json!({"plant": "MUC1"})).expect("a shipment");
        let scope = ItemScope {
            shipment: &shipment,
            document: &document,
            item: &item,
            zone: &TimeZone::UTC,
        };
        let day = "2026-11-24".parse().expect("a day");
        ItemFormula::value_of(text)?.value(scope, &Context::on(day))
    }

    #[test]
    fn fields_are_named_as_everywhere() {
        for (text, expected) in [
            ("item.origin.country", Some(Value::from("DE"))),
            ("item.origin.region", None),
            (
                r#"starts with(item.commodity.classifications[CN].code, "22")"#,
                Some(Value::Boolean(true)),
            ),
            ("item.goodsMeasure.nmass > 12", Some(Value::Boolean(true))),
            ("declType", Some(Value::from("T1"))),
            (
                r#"if shipment.plant = "MUC1" then "DE007602" else "DE004101""#,
                Some(Value::from("DE007602")),
            ),
        ] {
            assert_eq!(value(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("item.origin.contry", "has no field contry"),
            ("item.packagings.type", "say which element"),
            ("1 +", "characters"),
        ] {
            let error = value(text).expect_err(text);
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
