use std::collections::HashMap;
use std::collections::hash_map::Entry;

use cas_model::document::GovernmentAgencyGoodsItem;
use cas_model::path;

use crate::reading::{Reading, given, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of the same subheading, description and origin are one line: the duty of 3 EUR is
    /// counted by lines, so two equal lines pay it twice.
    ///
    /// Source: Article 2 of Regulation (EU) 2026/382; the Commission's guidance on what a line is.
    V1024: "Equal lines of low value", Warning, ["H7"] { territories: ["Union"] }
        from "2026-07-01" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut seen: HashMap<Line<'_>, usize> = HashMap::new();
    for (index, item) in document.items().iter().enumerate() {
        let Some(line) = Line::of_item(item) else {
            continue;
        };
        match seen.entry(line) {
            Entry::Occupied(first) => {
                let all = path!("goodsShipment.governmentAgencyGoodsItems");
                let advice = format!("Make it one with item {}: each line pays.", first.get() + 1);
                report.find(cas_model::FieldPath::from(all).index(index), advice);
            }
            Entry::Vacant(place) => {
                place.insert(index);
            }
        }
    }
}

/// What makes goods one line.
#[derive(PartialEq, Eq, Hash)]
struct Line<'a> {
    subheading: &'a str,
    description: String,
    origin: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of_item(item: &'a GovernmentAgencyGoodsItem) -> Option<Self> {
        let (_, code) = tariff_code(item)?;
        let description = given(&item.commodity.as_deref()?.description)?;
        let origin = item.origin.as_deref();
        Some(Self {
            subheading: code.get(..6)?,
            description: description.trim().to_lowercase(),
            origin: origin.and_then(|origin| given(&origin.country)),
        })
    }
}
