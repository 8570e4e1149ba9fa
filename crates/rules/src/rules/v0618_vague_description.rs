use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A description says what the goods are. Customs sends back those that only say goods,
    /// parts, samples and the like.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 18 05; the
    /// Commission's guidance on acceptable descriptions of goods.
    V0618: "Vague description of goods", Warning, ["import", "export"], check
}

/// What says nothing when it stands alone.
const VAGUE: &[&str] = &[
    "accessories",
    "agricultural products",
    "all kinds of goods",
    "animals",
    "appliances",
    "articles",
    "assorted goods",
    "cargo",
    "chemicals",
    "clothes",
    "components",
    "consolidated",
    "consolidated cargo",
    "consumer goods",
    "diverse",
    "electronics",
    "equipment",
    "food",
    "foodstuffs",
    "freight",
    "freight of all kinds",
    "general cargo",
    "gifts",
    "goods",
    "household goods",
    "items",
    "machinery",
    "machines",
    "materials",
    "merchandise",
    "miscellaneous",
    "mixed goods",
    "other",
    "parts",
    "personal effects",
    "plastic goods",
    "product",
    "products",
    "sample",
    "samples",
    "spare parts",
    "spares",
    "stuff",
    "things",
    "tools",
    "various",
    "various goods",
];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let description = item.commodity.as_deref().map(|it| &it.description);
        let Some(text) = description.and_then(given).map(str::trim) else {
            continue;
        };
        if VAGUE.iter().any(|vague| text.eq_ignore_ascii_case(vague)) {
            let advice = format!("Say what the goods are; {text} may be anything.");
            report.find(item_field(index, item!("commodity.description")), advice);
        }
    }
}
