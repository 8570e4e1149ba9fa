//! Do two types of the API bear one name? In the OpenAPI document the one would stand for both, and
//! a program that is made from it would send what the other wants.

use std::collections::BTreeMap;

use super::sources::sources;

#[test]
fn every_schema_has_a_name_of_its_own() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let sources = sources();
    for source in sources.iter().filter(|source| source.is_product()) {
        let mut is_schema = false;
        let mut alias = None;
        for (number, line) in source.product_lines() {
            is_schema |= line.starts_with("#[derive(") && line.contains("ToSchema");
            if let Some(name) = line.strip_prefix("#[schema(as = ") {
                alias = name.split([',', ')']).next();
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            let kind = words
                .iter()
                .position(|word| matches!(*word, "struct" | "enum"));
            let (true, Some(at)) = (is_schema, kind) else {
                continue;
            };
            is_schema = false;
            let name = words.get(at + 1).copied().unwrap_or_default();
            let name = alias.take().unwrap_or(name);
            let name = name.split(['<', '(', ';', '{']).next().unwrap_or_default();
            let place = format!("{}:{number}", source.path);
            places.entry(name.to_owned()).or_default().push(place);
        }
    }
    assert!(places.len() > 200, "{} schemas are found", places.len());
    places.retain(|_, places| places.len() > 1);
    assert!(places.is_empty(), "schemas with one name: {places:#?}");
}
