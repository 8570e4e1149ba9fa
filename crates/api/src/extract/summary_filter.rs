//! By what may lists of declarations be filtered?
//!
//! One reading for every endpoint that takes such a filter, so that a view's address works with each.
//! Values of one parameter are separated by commas, or it is repeated.

use cas_model::collaboration::FlagColour;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Group};
use cas_model::search::words;
use cas_model::spelling::Spelling;
use cas_model::visibility::VisibleParts;
use cas_model::{Direction, Status};
use cas_store::{EventDays, LocalTime, NumberFilters, NumberPattern, SummaryFilter};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::{Moment, Query};

/// The most words that are looked for at once.
const MOST_WORDS: usize = 8;

/// The groups by their public names; `open` is all that is not done.
const GROUPS: &[(&str, &[Group])] = &[
    ("open", &[Group::Problem, Group::ToDo, Group::WithCustoms]),
    ("problem", &[Group::Problem]),
    ("todo", &[Group::ToDo]),
    ("withCustoms", &[Group::WithCustoms]),
    ("done", &[Group::Done]),
];

/// The most declarations that a filter names.
const MOST_IDS: usize = 100;

/// Who asks, and when.
#[derive(Debug)]
pub struct Asking {
    /// The parts of the organisation that somebody is restricted to.
    pub visible: Option<VisibleParts>,
    /// The time of the question.
    pub now: Timestamp,
    /// The zone whose days count where no declaration says another.
    pub zone: &'static TimeZone,
}

/// Reads the parameters of a filter.
pub fn read_filter(query: &mut Query, asking: Asking) -> SummaryFilter {
    let now = asking.now;
    let overdue = query.flag("overdue").then_some(now);
    let due_before = query.moment("dueBefore").map(|it| it.since(asking.zone));
    let changed = query.span_before("changed", now);
    let updated_from = query.moment("lastUpdatedFrom");
    let groups = query.listed("group", GROUP, |text| {
        let known = GROUPS.iter().find(|(name, _)| *name == text);
        known.map(|(_, groups)| groups.to_vec())
    });
    let mut assignees = query.listed("person", "a person", as_given);
    assignees.extend(query.listed("assignee", "a person", as_given));
    let mut statuses = query.listed("status", "a status", Status::parse);
    statuses.extend(query.each("currentStatus", "a status", Status::parse));
    SummaryFilter {
        visible: asking.visible,
        ids: read_ids(query),
        numbers: read_numbers(query),
        companies: query.listed("company", "a company", named),
        plants: query.listed("plant", "a plant", named),
        systems: query.listed("system", "a customs system", named),
        declaration_types: query.listed("type", "a type of declaration", named),
        groups: groups.into_iter().flatten().collect(),
        statuses,
        direction: query.parsed("direction", "IN or OUT", Direction::parse),
        ship_from: query.spelled("shipFrom", Spelling::Identifier),
        ship_to: query.spelled("shipTo", Spelling::Identifier),
        flow: query.text("customsFlow"),
        steps: query.listed("customsFlowStep", "a step", named),
        jurisdictions: query.listed("jurisdiction", "a jurisdiction", named),
        storage_locations: query.listed("storageLocation", "a storage location", named),
        error_codes: query.listed("errorCode", "a code of an error", named),
        has_errors: query.parsed("hasErrors", "true or false", |text| text.parse().ok()),
        has_warnings: query.parsed("hasWarnings", "true or false", |text| text.parse().ok()),
        due_before: overdue.into_iter().chain(due_before).min(),
        declaration_date_from: query.date("declarationDateFrom"),
        declaration_date_to: query.date("declarationDateTo"),
        created_from: query.moment("creationDateFrom").map(since),
        created_to: query.moment("creationDateTo").map(until),
        updated_from: updated_from.map(since).or(changed.map(LocalTime::from)),
        updated_to: query.moment("lastUpdatedTo").map(until),
        event: read_event(query),
        assignees,
        flags: query.listed("flag", "the colour of a flag", FlagColour::parse),
        words: read_words(query),
    }
}

/// A day begins and ends where the declaration is lodged.
fn since(moment: Moment) -> LocalTime {
    LocalTime::new(|zone| moment.since(zone))
}

fn until(moment: Moment) -> LocalTime {
    LocalTime::new(|zone| moment.until(zone))
}

const GROUP: &str = "one of open, problem, todo, withCustoms, done";

fn named(text: &str) -> Option<String> {
    Some(Spelling::Reference.normalize(text).into_owned())
}

fn as_given(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Declarations by their ids.
fn read_ids(query: &mut Query) -> Vec<DeclarationId> {
    let ids = query.listed("id", "the id of a declaration", |text| {
        DeclarationId::parse(text).ok()
    });
    if ids.len() > MOST_IDS {
        query.error("id", format!("name at most {MOST_IDS} declarations"));
    }
    ids
}

fn read_numbers(query: &mut Query) -> NumberFilters {
    let mut number = |name| query.text(name).map(|text| NumberPattern::new(&text));
    NumberFilters {
        external_reference: number("externalReference"),
        lrn: number("lrn"),
        mrn: number("mrn"),
        arc: number("arc"),
        ucr: number("ucr"),
    }
}

fn read_event(query: &mut Query) -> Option<EventDays> {
    let event = query.parsed("event", "an event of the lifecycle", Event::parse);
    let (from, to) = (query.date("eventFrom"), query.date("eventTo"));
    let (event, from) = match (event, from) {
        (Some(event), Some(from)) => (event, from),
        (None, None) if to.is_none() => return None,
        (Some(_), None) => {
            query.error("eventFrom", "say from which day on it happened");
            return None;
        }
        (None, _) => {
            query.error("event", "say what happened on these days");
            return None;
        }
    };
    let last = from.saturating_add(Span::new().days(EventDays::MOST - 1));
    let to = to.unwrap_or(last);
    if to < from || to > last {
        let days = EventDays::MOST;
        query.error(
            "eventTo",
            format!("must be one of the {days} days from eventFrom on"),
        );
        return None;
    }
    Some(EventDays { event, from, to })
}

fn read_words(query: &mut Query) -> Vec<String> {
    let text = query.text("q").unwrap_or_default();
    let words: Vec<String> = words(&text).collect();
    if words.len() > MOST_WORDS {
        query.error("q", format!("send at most {MOST_WORDS} words"));
    }
    if words.is_empty() && !text.is_empty() {
        query.error("q", "has no letter and no digit to look for");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (SummaryFilter, Vec<String>) {
        let mut query = Query::of_text(text);
        let asking = Asking {
            visible: None,
            now: Timestamp::from_second(1_000_000).expect("a time"),
            zone: cas_model::civil_day::zone_of("DE"),
        };
        let filter = read_filter(&mut query, asking);
        let errors = query
            .finish()
            .err()
            .map(|problem| problem.details("").errors);
        let errors = errors.into_iter().flatten().map(|error| error.path);
        (filter, errors.collect())
    }

    #[test]
    fn a_view_is_read() {
        let (filter, errors) = read(
            "group=open&plant=MUC1,HAM1&type=H1&type=H7&changed=7d&q=IT-0815+m%C3%BCller&lrn=n*\
             &person=anna,ben&assignee=eve&flag=red&overdue=true\
             &event=DeclarationRejected&eventFrom=2026-03-02",
        );
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(filter.groups.len(), 3);
        assert_eq!(filter.plants, ["MUC1", "HAM1"]);
        assert_eq!(filter.declaration_types, ["H1", "H7"]);
        assert_eq!(filter.assignees, ["anna", "ben", "eve"]);
        assert_eq!(filter.flags, [FlagColour::Red]);
        assert_eq!(filter.words, ["it-0815", "muller"]);
        assert_eq!(filter.numbers.lrn, Some(NumberPattern::new("N*")));
        let week = Timestamp::from_second(1_000_000 - 7 * 86_400).expect("a time");
        assert_eq!(filter.updated_from, Some(week.into()));
        assert_eq!(
            filter.due_before,
            Some(Timestamp::from_second(1_000_000).expect("a time"))
        );
        let event = filter.event.expect("an event");
        assert_eq!(event.to.to_string(), "2026-04-01");
    }

    #[test]
    fn each_wrong_parameter_is_named() {
        let (_, errors) = read(
            "group=all&status=Gone&changed=soon&event=DeclarationRejected&hasErrors=yes\
             &flag=pink&q=-&other=1",
        );
        let expected = [
            "changed",
            "group",
            "status",
            "hasErrors",
            "eventFrom",
            "flag",
            "q",
            "other",
        ];
        assert_eq!(errors, expected);
        let (_, errors) = read("event=DeclarationRejected&eventFrom=2026-03-02&eventTo=2026-05-02");
        assert_eq!(errors, ["eventTo"]);
        let (_, errors) = read("eventFrom=2026-03-02");
        assert_eq!(errors, ["event"]);
    }
}
