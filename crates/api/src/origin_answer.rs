//! Where did a value come from, as readers are told?
//!
//! From the source recorded at the nearest path at or above it. What has no recorded origin came
//! with the shipment.

use std::collections::HashMap;

use cas_model::origin::Origin;
use cas_model::path;
use cas_store::RevisionRecord;
use serde_json::{Map, Value, json};

/// The origins of a revision's values, to be asked often.
#[derive(Default)]
pub struct OriginsByPath {
    origins: Vec<Value>,
    by_path: HashMap<String, usize>,
}

impl OriginsByPath {
    /// The origins of a revision.
    ///
    /// # Errors
    /// When what is stored are no origins.
    pub fn of_revision(revision: &RevisionRecord) -> anyhow::Result<Self> {
        let recorded = revision.origins.get()?;
        let mut known = Self::default();
        for group in recorded.groups() {
            let paths = group.paths.iter().map(|path| path.as_str().to_owned());
            known.record(paths, public(&group.origin)?);
        }
        Ok(known)
    }

    fn record(&mut self, paths: impl Iterator<Item = String>, origin: Value) {
        let place = self.origins.len();
        self.origins.push(origin);
        self.by_path.extend(paths.map(|path| (path, place)));
    }

    /// The origin recorded at the path, or else at what holds it.
    pub fn origin_at(&self, path: &str) -> Value {
        let mut at = path;
        loop {
            if let Some(place) = self.by_path.get(at) {
                return self.origins[*place].clone();
            }
            match path::parent(at) {
                Some(above) if !above.is_empty() => at = above,
                Some(_) | None => return json!({ "type": "shipment" }),
            }
        }
    }
}

/// The origin with its kind as `type` beside what is known of it.
///
/// # Errors
/// When it cannot be written.
pub fn public(origin: &Origin) -> serde_json::Result<Value> {
    let tagged = serde_json::to_value(origin)?;
    let mut object = Map::new();
    match tagged {
        Value::Object(tagged) => {
            for (kind, fields) in tagged {
                object.insert("type".to_owned(), Value::String(kind));
                object.extend(fields.as_object().cloned().unwrap_or_default());
            }
        }
        kind => {
            object.insert("type".to_owned(), kind);
        }
    }
    Ok(Value::Object(object))
}

#[cfg(test)]
mod tests {
    use cas_model::origin::Origin;
    use serde_json::json;

    use super::{OriginsByPath, public};

    #[test]
    fn the_nearest_recorded_path_counts() {
        let mut known = OriginsByPath::default();
        for (path, origin) in [("a", 1), ("a.b[0]", 2), ("a.b[0].c", 3)] {
            known.record([path.to_owned()].into_iter(), json!(origin));
        }
        for (path, expected) in [
            ("a", json!(1)),
            ("a.b[1].c", json!(1)),
            ("a.b[0].d.e", json!(2)),
            ("a.b[0].c", json!(3)),
            ("ab", json!({ "type": "shipment" })),
        ] {
            assert_eq!(known.origin_at(path), expected, "{path}");
        }
    }

    #[test]
    fn origins_carry_their_type() {
        let person = public(&Origin::Person {
            name: "a".to_owned(),
        })
        .unwrap();
        assert_eq!(person, json!({ "type": "person", "name": "a" }));
        assert_eq!(
            public(&Origin::Generated).unwrap(),
            json!({ "type": "generated" })
        );
    }
}
