//! What does the demo show? Stories: a shipment, what is done about it, and how it must end.

pub mod excise;
pub mod export;
pub mod low_value;
pub mod transit;
pub mod uk_import;

use cas_model::lifecycle::Status;
use serde_json::Value;

/// One shipment of the demo.
pub struct Story {
    /// What it shows.
    pub title: &'static str,
    /// What the ERP sends.
    pub document: Value,
    /// What is done when a status is reached, one after the other.
    pub reactions: Vec<(Status, Reaction)>,
    /// How its declarations must end, in the order of the steps that make them.
    pub ends: Vec<Status>,
    /// What must be told of the shipment itself by then: the `eventSubType`.
    pub told: Option<&'static str>,
}

/// What the demo does when a status is reached.
pub enum Reaction {
    /// An action on the declaration, with its body.
    Act(&'static str, Value),
    /// Another message about the shipment.
    Send(Value),
}

impl Story {
    /// Its reference in the ERP.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.document["externalReference"]
            .as_str()
            .unwrap_or_default()
    }
}

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
