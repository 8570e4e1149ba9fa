//! What people ask of a list.

use cas_model::civil_day::day_in;
use cas_model::collaboration::FlagColour;
use cas_model::lifecycle::{Event, Group, Status};
use cas_model::search::words;
use cas_store::{
    EventDays, NumberFilters, NumberPattern, PageStart, SummaryFilter, SummaryOrder,
    SummaryPosition, SummarySearch, SummarySort,
};
use jiff::{Span, Timestamp};

use super::rows::{Population, arc, lrn, mrn, plant_code};

/// A query with its name; it is asked of another plant, number or person each time.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) search: Box<dyn Fn(u64) -> SummarySearch + Send + Sync>,
}

const ORDERS: &[(&str, SummaryOrder)] = &[
    ("created", SummaryOrder::Created),
    ("changed", SummaryOrder::Changed),
    ("next", SummaryOrder::Next),
    ("due", SummaryOrder::Due),
    ("status", SummaryOrder::Status),
    ("mrn", SummaryOrder::Mrn),
    ("party", SummaryOrder::Party),
];

const OPEN: &[Group] = &[Group::Problem, Group::ToDo, Group::WithCustoms];

const BY_CHANGE: SummarySort = SummarySort {
    order: SummaryOrder::Changed,
    is_reversed: true,
};
const BY_NEXT: SummarySort = SummarySort {
    order: SummaryOrder::Next,
    is_reversed: false,
};

fn named(
    name: impl Into<String>,
    sort: SummarySort,
    filter: impl Fn(u64) -> SummaryFilter + Send + Sync + 'static,
) -> Named {
    Named {
        name: name.into(),
        search: Box::new(move |run| SummarySearch {
            filter: filter(run),
            sort,
            limit: 60,
            ..SummarySearch::default()
        }),
    }
}

/// All queries of the table, each with its name.
pub(super) fn queries(population: &Population) -> Vec<Named> {
    let mut all = numbers(population);
    all.extend(groups(population.now));
    all.extend(flags());
    all.extend(times(population.now));
    all.extend(sorts());
    all.extend(texts());
    all.push(named("plant that nobody has", BY_CHANGE, |_| {
        SummaryFilter {
            plants: vec!["NOWHERE".into()],
            ..SummaryFilter::default()
        }
    }));
    all.push(named("step that nothing has", BY_CHANGE, |_| {
        SummaryFilter {
            steps: vec!["nowhere".into()],
            ..SummaryFilter::default()
        }
    }));
    let mut page = named("page of 500", BY_CHANGE, |_| SummaryFilter::default());
    page.search = Box::new(|_| SummarySearch {
        sort: BY_CHANGE,
        limit: 500,
        ..SummarySearch::default()
    });
    all.push(page);
    all.push(far_page(population));
    all
}

/// The 500th page of 60, the last changed first.
fn far_page(population: &Population) -> Named {
    let count = population.rows.saturating_sub(500 * 60);
    let changed = population.declaration(count).declaration.updated_at;
    let position = format!("0 {count} i{}", changed.as_microsecond());
    let mut page = named("500th page", BY_CHANGE, |_| SummaryFilter::default());
    page.search = Box::new(move |_| SummarySearch {
        sort: BY_CHANGE,
        start: SummaryPosition::parse(&position).map(|position| PageStart {
            position,
            is_backwards: false,
        }),
        limit: 60,
        ..SummarySearch::default()
    });
    page
}

fn numbers(population: &Population) -> Vec<Named> {
    let rows = population.rows;
    let place = move |run: u64| run.wrapping_mul(48_611) % rows;
    let by = |numbers: NumberFilters| SummaryFilter {
        numbers,
        ..SummaryFilter::default()
    };
    let pattern = |text: String| Some(NumberPattern::new(&text));
    vec![
        named("LRN", BY_CHANGE, move |run| {
            by(NumberFilters {
                lrn: pattern(lrn(place(run)).to_lowercase()),
                ..NumberFilters::default()
            })
        }),
        named("MRN", BY_CHANGE, move |run| {
            by(NumberFilters {
                mrn: pattern(mrn(place(run))),
                ..NumberFilters::default()
            })
        }),
        named("ARC", BY_CHANGE, move |run| {
            by(NumberFilters {
                arc: pattern(arc(place(run))),
                ..NumberFilters::default()
            })
        }),
        named("reference", BY_CHANGE, move |run| {
            let count = place(run);
            by(NumberFilters {
                external_reference: pattern(format!("so -{}- {count:08} ", 2024 + count % 3)),
                ..NumberFilters::default()
            })
        }),
        named("LRN, prefix of 5", BY_CHANGE, move |_| {
            by(NumberFilters {
                lrn: pattern("LRN26*".into()),
                ..NumberFilters::default()
            })
        }),
        named("reference, prefix of 5", BY_CHANGE, move |_| {
            by(NumberFilters {
                external_reference: pattern("so-20*".into()),
                ..NumberFilters::default()
            })
        }),
        named("MRN, prefix of 5", BY_CHANGE, move |run| {
            by(NumberFilters {
                mrn: pattern(format!("26DE{}*", run % 10)),
                ..NumberFilters::default()
            })
        }),
        named("MRN, prefix of 7", BY_CHANGE, move |run| {
            by(NumberFilters {
                mrn: pattern(format!("26DE{:03}*", run % 500)),
                ..NumberFilters::default()
            })
        }),
        named("ARC, prefix of 1", BY_CHANGE, move |_| {
            by(NumberFilters {
                arc: pattern("2*".into()),
                ..NumberFilters::default()
            })
        }),
        named("LRN, prefix of 1", BY_CHANGE, move |_| {
            by(NumberFilters {
                lrn: pattern("L*".into()),
                ..NumberFilters::default()
            })
        }),
    ]
}

/// What else is asked with a group or a status.
#[derive(Clone, Copy, Debug)]
enum With {
    Alone,
    Plant,
    Type,
    Week,
    Person,
    ErrorCode,
}

const WITHS: &[(&str, With)] = &[
    ("", With::Alone),
    (" and plant", With::Plant),
    (" and type", With::Type),
    (" and week", With::Week),
    (" and person", With::Person),
    (" and error code", With::ErrorCode),
];

impl With {
    fn add(self, filter: SummaryFilter, run: u64, now: Timestamp) -> SummaryFilter {
        match self {
            Self::Alone => filter,
            Self::Plant => SummaryFilter {
                plants: vec![plant_code(run * 2 % 40)],
                ..filter
            },
            Self::Type => SummaryFilter {
                declaration_types: vec![["T2", "EAD", "H7"][(run % 3) as usize].into()],
                ..filter
            },
            Self::Week => SummaryFilter {
                updated_from: Some((now - Span::new().hours(7 * 24)).into()),
                ..filter
            },
            Self::Person => SummaryFilter {
                assignees: vec![format!("person-{}", run % 30)],
                ..filter
            },
            Self::ErrorCode => SummaryFilter {
                error_codes: vec![["12", "E1104", "R0987"][(run % 3) as usize].into()],
                ..filter
            },
        }
    }
}

fn groups(now: Timestamp) -> Vec<Named> {
    let mut all = Vec::new();
    let groups: [(&str, &'static [Group], SummarySort); 5] = [
        ("open", OPEN, BY_NEXT),
        ("problem", &[Group::Problem], BY_NEXT),
        ("to do", &[Group::ToDo], BY_NEXT),
        ("with customs", &[Group::WithCustoms], BY_NEXT),
        ("done", &[Group::Done], BY_CHANGE),
    ];
    for (with_name, with) in WITHS {
        for (name, groups, sort) in groups {
            all.push(named(format!("{name}{with_name}"), sort, move |run| {
                let filter = SummaryFilter {
                    groups: groups.to_vec(),
                    ..SummaryFilter::default()
                };
                with.add(filter, run, now)
            }));
        }
        for status in [
            Status::CustomsError,
            Status::Accepted,
            Status::Released,
            Status::Cancelled,
        ] {
            all.push(named(
                format!("{status}{with_name}"),
                BY_CHANGE,
                move |run| {
                    let filter = SummaryFilter {
                        statuses: vec![status],
                        ..SummaryFilter::default()
                    };
                    with.add(filter, run, now)
                },
            ));
        }
    }
    all
}

fn flags() -> Vec<Named> {
    let flag = |flags: &'static [FlagColour]| {
        move |_| SummaryFilter {
            flags: flags.to_vec(),
            ..SummaryFilter::default()
        }
    };
    vec![
        named("flag", BY_NEXT, flag(&[FlagColour::Red])),
        named("flag that nothing has", BY_NEXT, flag(&[FlagColour::Grey])),
    ]
}

fn times(now: Timestamp) -> Vec<Named> {
    let today = day_in("", now);
    let week = |event: &'static str| {
        move |_| SummaryFilter {
            event: Event::parse(event).map(|event| EventDays {
                event,
                from: today - Span::new().days(7),
                to: today,
            }),
            ..SummaryFilter::default()
        }
    };
    vec![
        named("rejected last week", BY_CHANGE, week("DeclarationRejected")),
        named("released last week", BY_CHANGE, week("Released")),
        named("overdue", BY_NEXT, move |_| SummaryFilter {
            due_before: Some(now),
            ..SummaryFilter::default()
        }),
    ]
}

fn sorts() -> Vec<Named> {
    let mut all = Vec::new();
    for (name, order) in ORDERS {
        for is_reversed in [false, true] {
            let sort = SummarySort {
                order: *order,
                is_reversed,
            };
            let sign = if is_reversed { "-" } else { "" };
            all.push(named(format!("sort {sign}{name}"), sort, |_| {
                SummaryFilter::default()
            }));
        }
    }
    all
}

fn texts() -> Vec<Named> {
    let q = |text: fn(u64) -> String| {
        move |run| SummaryFilter {
            words: words(&text(run)).collect(),
            ..SummaryFilter::default()
        }
    };
    vec![
        named(
            "q, rare word",
            BY_CHANGE,
            q(|run| format!("art-{:05}", 29_000 + run)),
        ),
        named("q, common word", BY_CHANGE, q(|_| "nordic".into())),
        named("q, word of all", BY_CHANGE, q(|_| "eori1".into())),
        named("q, prefix of 3", BY_CHANGE, q(|_| "art".into())),
        named(
            "q, prefix of a number",
            BY_CHANGE,
            q(|run| format!("lrn26{:04}", run * 37)),
        ),
        named(
            "q, reference with hyphen",
            BY_CHANGE,
            q(|run| format!("SO-{}-{:08}", 2024 + (run * 331) % 3, run * 331)),
        ),
        named(
            "q, two words",
            BY_CHANGE,
            q(|run| format!("baltic art-{:05}", 20_000 + run)),
        ),
        named(
            "q, two common words",
            BY_CHANGE,
            q(|_| "nordic gmbh".into()),
        ),
        named("q, no such word", BY_CHANGE, q(|_| "zzzzz".into())),
    ]
}
