//! Does a subscription want this event?
//!
//! A subscription without filters wants everything. A filter without sub-types wants every
//! sub-type of its event. Several filters add up. Names are compared as they are written.

use cas_model::notification::EventFilter;

/// Whether the filters take an event.
#[must_use]
pub fn matches(filters: &[EventFilter], event_type: &str, event_sub_type: &str) -> bool {
    filters.is_empty()
        || filters
            .iter()
            .any(|filter| takes(filter, event_type, event_sub_type))
}

fn takes(filter: &EventFilter, event_type: &str, event_sub_type: &str) -> bool {
    let sub_types = &filter.event_sub_types;
    filter.event_type == event_type
        && (sub_types.is_empty() || sub_types.iter().any(|wanted| wanted == event_sub_type))
}

#[cfg(test)]
mod tests {
    use cas_model::record::Json;

    use super::*;

    fn check(filters: &str, event: (&str, &str), expected: bool) {
        let filters = Json::<Vec<EventFilter>>::stored(filters).get().unwrap();
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
            let filters = Json::<Vec<EventFilter>>::stored(json);
            assert!(filters.get().is_err(), "{json}");
        }
    }
}
