//! What does the demo show? Stories: a shipment, what is done about it, and how it must end.

pub mod excise;
pub mod export;
pub mod low_value;
mod story;
pub mod transit;
pub mod uk_export;
pub mod uk_import;

use serde_json::Value;
pub use story::{Reaction, Story};

/// How large what is large is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Items of the large transit.
    pub items: usize,
}

/// All stories, in the order they are told.
#[must_use]
pub fn stories(size: Size) -> Vec<Story> {
    let mut stories = transit::stories(size.items);
    stories.extend(uk_import::stories());
    stories.extend(excise::stories());
    stories.extend(export::stories());
    stories.extend(low_value::stories());
    stories.extend(uk_export::stories());
    for (number, story) in stories.iter_mut().enumerate() {
        name(&mut story.document, number + 1);
        for (_, reaction) in &mut story.reactions {
            if let Reaction::Send(document) = reaction {
                name(document, number + 1);
            }
        }
    }
    stories
}

/// Gives a document its reference; the marker, if any, goes on at the end of the UCR.
fn name(document: &mut Value, number: usize) {
    let reference = format!("DEMO-{number:02}");
    let ucr = document.pointer_mut("/singleAdministrativeDocument/goodsShipment/ucr");
    if let Some(ucr) = ucr {
        let marker = ucr["traderReference"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        ucr["traderReference"] = format!("{reference} {marker}").trim_end().into();
    }
    document["externalReference"] = reference.into();
}
