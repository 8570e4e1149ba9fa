//! Which events does a caller want?

use cas_model::ids::DeclarationId;
use cas_model::notification::{KINDS, sub_kinds};

use crate::events::LoggedEvent;
use crate::extract::Query;

/// What events must be; what is empty takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EventFilter {
    event_types: Vec<String>,
    event_sub_types: Vec<String>,
    plants: Vec<String>,
    declarations: Vec<String>,
    flows: Vec<String>,
}

impl EventFilter {
    /// Reads the parameters of a filter. Each may be repeated, or name several with commas.
    pub(crate) fn read(query: &mut Query) -> Self {
        let kinds = KINDS.join(", ");
        let event_types = query.each("eventType", &format!("of {kinds}"), |text| {
            listed(text, |name| KINDS.contains(&name))
        });
        let event_sub_types = query.each("eventSubType", "a sub-type of an event", |text| {
            listed(text, is_sub_type)
        });
        let names = |query: &mut Query, name, expected| {
            query.each(name, expected, |text| listed(text, |_| true))
        };
        let plants = names(query, "plant", "plants");
        let flows = names(query, "customsFlow", "flows");
        let declarations = query.each("declaration", "the id of a declaration", |text| {
            listed(text, |name| DeclarationId::parse(name).is_ok())
        });
        Self {
            event_types: event_types.concat(),
            event_sub_types: event_sub_types.concat(),
            plants: plants.concat(),
            declarations: declarations.concat(),
            flows: flows.concat(),
        }
    }

    /// Whether an event is wanted: it is one of each list that is not empty.
    pub(crate) fn takes(&self, event: &LoggedEvent) -> bool {
        let is_one = |wanted: &[String], name: Option<&str>| {
            wanted.is_empty() || name.is_some_and(|name| wanted.iter().any(|one| one == name))
        };
        is_one(&self.event_types, Some(&event.event_type))
            && is_one(&self.event_sub_types, Some(&event.event_sub_type))
            && is_one(&self.plants, event.plant.as_deref())
            && is_one(&self.declarations, event.declaration.as_deref())
            && is_one(&self.flows, event.flow.as_deref())
    }
}

/// The names of a list with commas; `None` where one of them cannot be.
fn listed(text: &str, can_be: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    let fits = |name: &String| !name.is_empty() && can_be(name);
    names.iter().all(fits).then_some(names)
}

fn is_sub_type(name: &str) -> bool {
    let of_kind = |kind: &&str| sub_kinds(kind).unwrap_or_default();
    KINDS.iter().any(|kind| of_kind(kind).contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown_events::EventSubject;

    fn event() -> LoggedEvent {
        LoggedEvent {
            seq: 1,
            event_type: "DeclarationStatusChanged".to_owned(),
            event_sub_type: "Released".to_owned(),
            plant: Some("MUC1".to_owned()),
            declaration: Some("01900000-0000-7000-8000-000000000001".to_owned()),
            flow: None,
            subject: EventSubject::default(),
            text: "{}".to_owned(),
        }
    }

    fn check(query: &str, expected: bool) {
        let mut query = Query::of_text(query);
        let filter = EventFilter::read(&mut query);
        assert!(query.finish().is_ok());
        assert_eq!(filter.takes(&event()), expected, "{filter:?}");
    }

    #[test]
    fn an_event_is_one_of_each_list() {
        check("", true);
        check("eventType=DeclarationStatusChanged", true);
        check("eventType=CustomsDutiesReceived", false);
        check("eventSubType=Invalid,Released", true);
        check(
            "eventSubType=Invalid&eventSubType=Released&plant=HAM1",
            false,
        );
        check("plant[]=HAM1&plant=MUC1,BER1", true);
        check("declaration=01900000-0000-7000-8000-000000000001", true);
        check("declaration=01900000-0000-7000-8000-000000000002", false);
        check("customsFlow=Export", false);
    }

    #[test]
    fn what_no_event_can_be_is_refused() {
        let mut query =
            Query::of_text("eventType=Released&eventSubType=Nonsense&declaration=1&plant=,");
        assert_eq!(EventFilter::read(&mut query), EventFilter::default());
        let errors = query
            .finish()
            .expect_err("all are wrong")
            .details("")
            .errors;
        assert_eq!(errors.len(), 4);
    }
}
