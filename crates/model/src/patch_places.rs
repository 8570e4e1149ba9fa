//! Does an update say something at a place, and what would it be to say something else there?
//!
//! What an update does not name stays as it is in the shipment, whatever that is. So an update is
//! changed only where it says something: in a field that it names, and in an element that it sends
//! whole.

use serde_json::{Map, Value};

use crate::elements;
use crate::field_path::{FieldPath, Segment};
use crate::patch::Patch;

/// What an update says about a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing: it stays what it is.
    Nothing,
    /// A value, or that there is none.
    Named,
    /// That there is none, because all around it is sent whole.
    Whole,
}

impl Patch {
    /// What the update says about the field or element at a path.
    #[must_use]
    pub fn says(&self, path: &FieldPath) -> Said {
        let (mut at, mut whole) = (Some(self.as_json()), false);
        for segment in path.segments() {
            let Some(here) = at else { break };
            at = match segment {
                // What is cleared has nothing below.
                _ if here.is_null() => return Said::Nothing,
                Segment::Name(name) => here.get(name),
                Segment::Index(position) => {
                    whole |= is_sent_whole(here);
                    here.get(position)
                }
            };
        }
        match (at, whole) {
            (Some(_), _) => Said::Named,
            (None, true) => Said::Whole,
            (None, false) => Said::Nothing,
        }
    }

    /// Whether the update sends the elements of a collection whole: those that it does not send
    /// are gone.
    #[must_use]
    pub fn sends_whole(&self, collection: &FieldPath) -> bool {
        match self.at(collection) {
            Some(elements) => is_sent_whole(elements),
            None => self.says(collection) == Said::Whole,
        }
    }

    /// The same update, saying something else for a field, or nothing; records on the way are made,
    /// and elements at the end of their collection.
    pub fn say(&mut self, path: &FieldPath, value: Value) {
        let mut at = self.as_json_mut();
        for segment in path.segments() {
            at = match segment {
                Segment::Name(name) => {
                    if !at.is_object() {
                        *at = Value::Object(Map::new());
                    }
                    &mut at[name]
                }
                Segment::Index(position) => {
                    if !at.is_array() {
                        *at = Value::Array(Vec::new());
                    }
                    let Value::Array(elements) = at else { return };
                    if elements.len() <= position {
                        elements.resize(position + 1, Value::Object(Map::new()));
                    }
                    &mut elements[position]
                }
            };
        }
        *at = value;
    }

    /// The same update without an element that it sends.
    pub fn leave_out(&mut self, collection: &FieldPath, position: usize) {
        let mut at = self.as_json_mut();
        for segment in collection.segments() {
            let below = match segment {
                Segment::Name(name) => at.get_mut(name),
                Segment::Index(position) => at.get_mut(position),
            };
            let Some(below) = below else { return };
            at = below;
        }
        if let Value::Array(elements) = at
            && position < elements.len()
        {
            elements.remove(position);
        }
    }

    fn at(&self, path: &FieldPath) -> Option<&Value> {
        path.segments()
            .try_fold(self.as_json(), |at, segment| match segment {
                Segment::Name(name) => at.get(name),
                Segment::Index(position) => at.get(position),
            })
    }
}

fn is_sent_whole(collection: &Value) -> bool {
    collection
        .as_array()
        .is_some_and(|elements| !elements.iter().any(elements::is_single))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::CustomsShipment;

    fn update() -> Patch {
        let update = json!({
            "externalReference": "S1",
            "singleAdministrativeDocument": {
                "agentStatus": null,
                "ucr": null,
                "additionalInformations": [{"code": "A"}],
                "goodsShipment": {"governmentAgencyGoodsItems": [
                    {"casReference": "a", "additionalInformations": [{"code": "B"}]},
                ]},
            },
        });
        Patch::check(CustomsShipment::shape(), update).expect("an update")
    }

    #[test]
    fn an_update_says_what_it_names_and_what_it_sends_whole() {
        let items = "goodsShipment.governmentAgencyGoodsItems[0]";
        for (path, expected) in [
            ("agentStatus".to_owned(), Said::Named),
            ("ucr.traderReference".to_owned(), Said::Nothing),
            ("declType".to_owned(), Said::Nothing),
            ("additionalInformations[0].code".to_owned(), Said::Named),
            ("additionalInformations[0].text".to_owned(), Said::Whole),
            ("additionalInformations[1].code".to_owned(), Said::Whole),
            (format!("{items}.exportCountry"), Said::Nothing),
            (
                format!("{items}.additionalInformations[0].text"),
                Said::Whole,
            ),
            ("previousDocuments[0].type".to_owned(), Said::Nothing),
        ] {
            let path = format!("singleAdministrativeDocument.{path}");
            assert_eq!(update().says(&FieldPath::new(&path)), expected, "{path}");
        }
    }

    #[test]
    fn an_update_says_something_else_where_it_is_told_to() {
        let mut changed = update();
        let document = FieldPath::new("singleAdministrativeDocument");
        changed.say(&document.field("agentStatus"), json!("2"));
        let informations = document.field("additionalInformations");
        changed.say(&informations.index(1).field("code"), json!("C"));
        changed.leave_out(&informations, 0);
        let changed = &changed.as_json()["singleAdministrativeDocument"];
        assert_eq!(changed["agentStatus"], "2");
        assert_eq!(changed["additionalInformations"], json!([{"code": "C"}]));
    }
}
