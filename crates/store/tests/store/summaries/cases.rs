//! Filters, each with the plain word for what it selects.

use cas_model::collaboration::FlagColour;
use cas_model::declaration::Organisation;
use cas_model::lifecycle::{Event, Group, Status};
use cas_model::search::words;
use cas_model::visibility::VisibleParts;
use cas_store::*;
use jiff::civil::date;

use super::made::Made;
use crate::rows::at;

/// A filter, and whether it selects a declaration, said plainly.
pub struct Case {
    pub name: &'static str,
    pub filter: SummaryFilter,
    pub selects: fn(&Made) -> bool,
}

pub fn case(name: &'static str, filter: SummaryFilter, selects: fn(&Made) -> bool) -> Case {
    Case {
        name,
        filter,
        selects,
    }
}

pub fn visible() -> VisibleParts {
    VisibleParts {
        companies: ["TWO".to_owned()].into(),
        plants: ["MUC1".to_owned()].into(),
    }
}

pub fn cases() -> Vec<Case> {
    let all = SummaryFilter::default;
    let words = |text: &str| words(text).collect::<Vec<_>>();
    vec![
        case("all", all(), |_| true),
        case(
            "problem",
            SummaryFilter {
                groups: vec![Group::Problem],
                ..all()
            },
            |made| made.row.status.group() == Group::Problem,
        ),
        case(
            "open",
            SummaryFilter {
                groups: vec![Group::Problem, Group::ToDo, Group::WithCustoms],
                ..all()
            },
            |made| made.row.status.group() != Group::Done,
        ),
        case(
            "group and status that exclude each other",
            SummaryFilter {
                groups: vec![Group::Problem],
                statuses: vec![Status::Released],
                ..all()
            },
            |_| false,
        ),
        case(
            "status and plants",
            SummaryFilter {
                statuses: vec![Status::Released, Status::Invalid],
                plants: vec!["MUC1".into(), "HAM1".into()],
                ..all()
            },
            |made| {
                matches!(made.row.status, Status::Released | Status::Invalid)
                    && matches!(made.row.plant.as_deref(), Some("MUC1" | "HAM1"))
            },
        ),
        case(
            "type and company",
            SummaryFilter {
                declaration_types: vec!["H1".into()],
                companies: vec!["ONE".into()],
                ..all()
            },
            |made| made.row.declaration_type == "H1" && made.row.company.as_deref() == Some("ONE"),
        ),
        case(
            "visible",
            SummaryFilter {
                visible: Some(visible()),
                ..all()
            },
            |made| {
                visible().contain(&Organisation {
                    company: made.row.company.clone(),
                    plant: made.row.plant.clone(),
                    ..Organisation::default()
                })
            },
        ),
        case(
            "nothing visible",
            SummaryFilter {
                visible: Some(VisibleParts::default()),
                ..all()
            },
            |_| false,
        ),
        case(
            "LRN in another spelling",
            SummaryFilter {
                numbers: NumberFilters {
                    lrn: Some(NumberPattern::new("lrn x 00*")),
                    ..NumberFilters::default()
                },
                ..all()
            },
            |made| made.row.lrn.starts_with("LrnX00"),
        ),
        case(
            "MRN in full",
            SummaryFilter {
                numbers: NumberFilters {
                    mrn: Some(NumberPattern::new("26de 000007")),
                    ..NumberFilters::default()
                },
                ..all()
            },
            |made| made.row.mrn.as_deref() == Some("26DE000007"),
        ),
        case(
            "error codes",
            SummaryFilter {
                error_codes: vec!["12".into(), "14".into()],
                ..all()
            },
            |made| {
                made.errors()
                    .iter()
                    .any(|code| code == "12" || code == "14")
            },
        ),
        case(
            "errors in a plant",
            SummaryFilter {
                has_errors: Some(true),
                plants: vec!["LYS2".into()],
                ..all()
            },
            |made| !made.errors().is_empty() && made.row.plant.as_deref() == Some("LYS2"),
        ),
        case(
            "no warnings",
            SummaryFilter {
                has_warnings: Some(false),
                ..all()
            },
            |made| made.row.status.group() != Group::Problem,
        ),
        case(
            "due",
            SummaryFilter {
                due_before: Some(at(20)),
                ..all()
            },
            |made| made.row.due_at.is_some_and(|due| due < at(20)),
        ),
        case(
            "changed lately",
            SummaryFilter {
                updated_from: Some(at(30).into()),
                ..all()
            },
            |made| made.row.updated_at >= at(30),
        ),
        case(
            "created before, in one country",
            SummaryFilter {
                created_to: Some(at(10).into()),
                jurisdictions: vec!["GB".into()],
                ..all()
            },
            |made| made.row.created_at <= at(10) && made.row.jurisdiction == "GB",
        ),
        case(
            "event",
            SummaryFilter {
                event: Some(EventDays {
                    event: Event::ALL[1],
                    from: date(2027, 1, 15),
                    to: date(2027, 1, 16),
                }),
                ..all()
            },
            |made| made.events.contains(&Event::ALL[1]),
        ),
        case(
            "person",
            SummaryFilter {
                assignees: vec!["ben".into(), "eve".into()],
                ..all()
            },
            |made| made.assignee == Some("ben"),
        ),
        case(
            "flag, with a plant",
            SummaryFilter {
                flags: vec![FlagColour::Red],
                plants: vec!["MUC1".into()],
                ..all()
            },
            |made| made.flag == Some(FlagColour::Red) && made.row.plant.as_deref() == Some("MUC1"),
        ),
        case(
            "word",
            SummaryFilter {
                words: words("VELOS"),
                ..all()
            },
            |made| made.has_word("velos"),
        ),
        case(
            "beginnings of two words",
            SummaryFilter {
                words: words("mul bike-3"),
                ..all()
            },
            |made| made.has_word("mul") && made.has_word("bike-3"),
        ),
        case(
            "part of a reference, with a plant",
            SummaryFilter {
                words: words("a-1"),
                plants: vec!["MUC1".into()],
                ..all()
            },
            |made| made.has_word("a-1") && made.row.plant.as_deref() == Some("MUC1"),
        ),
        case(
            "a word that nothing has",
            SummaryFilter {
                words: words("zebra"),
                ..all()
            },
            |_| false,
        ),
    ]
}
