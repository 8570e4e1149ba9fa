//! Does a subscription want this event?
//!
//! A subscription without filters wants everything. A filter without sub-types wants every
//! sub-type of its event. Several filters add up. Names are compared as they are written.

use serde::{Deserialize, Serialize};

/// One kind of event that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Filter {
    /// The `eventType` that notifications must have.
    pub event_type: String,
    /// The `eventSubType`s; empty takes all.
    #[serde(default)]
    pub event_sub_types: Vec<String>,
}

/// The filters of a subscription as they are stored.
///
/// # Errors
/// When the text is no JSON array of filters.
pub fn parse_filters(json: &str) -> Result<Vec<Filter>, serde_json::Error> {
    serde_json::from_str(json)
}

/// Whether the filters take an event.
#[must_use]
pub fn matches(filters: &[Filter], event_type: &str, event_sub_type: &str) -> bool {
    filters.is_empty()
        || filters
            .iter()
            .any(|filter| filter.takes(event_type, event_sub_type))
}

impl Filter {
    fn takes(&self, event_type: &str, event_sub_type: &str) -> bool {
        let sub_types = &self.event_sub_types;
        self.event_type == event_type
            && (sub_types.is_empty() || sub_types.iter().any(|wanted| wanted == event_sub_type))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(filters: &str, event: (&str, &str), expected: bool) {
        let filters = parse_filters(filters).unwrap();
        assert_eq!(
            matches(&filters, event.0, event.1),
            expected,
            "{filters:?} {event:?}"
        );
    }

    #[test]
    fn picks_events() {
        let status = r#"[{"eventType":"DeclarationStatusChanged"}]"#;
        let released = r#"[{"eventType":"DeclarationStatusChanged","eventSubTypes":["Released"]}]"#;
        let two = r#"[{"eventType":"DeclarationPdfCreated","eventSubTypes":["TAD","EAD"]},
                      {"eventType":"DeclarationStatusChanged","eventSubTypes":[]}]"#;
        for (filters, event, expected) in [
            ("[]", ("DeclarationStatusChanged", "Released"), true),
            ("[]", ("Whatever", ""), true),
            (status, ("DeclarationStatusChanged", "Released"), true),
            (status, ("DeclarationActionFinished", "Submit"), false),
            (status, ("declarationstatuschanged", "Released"), false),
            (released, ("DeclarationStatusChanged", "Released"), true),
            (released, ("DeclarationStatusChanged", "NotReleased"), false),
            (released, ("DeclarationPdfCreated", "Released"), false),
            (two, ("DeclarationPdfCreated", "EAD"), true),
            (two, ("DeclarationPdfCreated", "SAD"), false),
            (two, ("DeclarationStatusChanged", "Amending"), true),
        ] {
            check(filters, event, expected);
        }
    }

    #[test]
    fn unknown_fields_are_refused() {
        for json in [
            r#"[{"eventType":"X","eventSubtypes":["Y"]}]"#,
            r#"[{"eventSubTypes":["Y"]}]"#,
            r#"{"eventType":"X"}"#,
            "",
        ] {
            assert!(parse_filters(json).is_err(), "{json}");
        }
    }
}
