//! Does a list show what a filter selects, in order, each row once, however it is found?

mod cases;
mod made;

use cas_model::finding::Severity;
use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;
use cas_store::*;

use self::cases::cases;
use self::made::{CODES, Dice, Made, PLANTS, finding, made};
use crate::databases::{Place, each_store};
use crate::rows::tenant;

const ORDERS: &[SummaryOrder] = &[
    SummaryOrder::Created,
    SummaryOrder::Changed,
    SummaryOrder::Next,
    SummaryOrder::Due,
    SummaryOrder::Status,
    SummaryOrder::Mrn,
    SummaryOrder::Party,
];

/// So that rows are sorted, and so that indexes are walked; the last ends walks at their bounds.
const BOUNDS: [SearchBounds; 3] = [
    SearchBounds {
        few: 5_000,
        entries: 100_000,
        rows: 20_000,
    },
    SearchBounds {
        few: 0,
        entries: 100_000,
        rows: 20_000,
    },
    SearchBounds {
        few: 0,
        entries: 40,
        rows: 16,
    },
];

async fn fill(store: &Store, tenant: TenantId, rows: usize) -> Vec<Made> {
    let mut dice = Dice::new();
    let made: Vec<Made> = (0..rows)
        .map(|count| made(tenant, count, &mut dice))
        .collect();
    for some in made.chunks(20) {
        let mut changes = Changes::default();
        some.iter().for_each(|made| changes.append(made.changes()));
        store.commit(changes).await.unwrap();
    }
    made
}

fn lrn(entry: &SummaryEntry) -> String {
    match entry {
        SummaryEntry::Whole(summary) => summary.lrn.clone(),
        SummaryEntry::Damaged { id, error } => panic!("{id} is damaged: {error}"),
    }
}

/// All rows of a search, page by page; and those of the way back from the last.
async fn pages(store: &Store, tenant: TenantId, mut search: SummarySearch) -> [Vec<String>; 2] {
    let (mut ahead, mut back) = (Vec::new(), Vec::new());
    let last = loop {
        let page = store.search_summaries(tenant, &search).await.unwrap();
        ahead.extend(page.rows.iter().map(lrn));
        let Some(position) = page.next else {
            break page;
        };
        search.start = Some(PageStart {
            position,
            is_backwards: false,
        });
    };
    let mut previous = last.previous;
    while let Some(position) = previous {
        search.start = Some(PageStart {
            position,
            is_backwards: true,
        });
        let page = store.search_summaries(tenant, &search).await.unwrap();
        let mut rows: Vec<String> = page.rows.iter().map(lrn).collect();
        rows.append(&mut back);
        back = rows;
        previous = page.previous;
    }
    back.extend(last.rows.iter().map(lrn));
    [ahead, back]
}

#[tokio::test]
async fn a_list_shows_what_its_filter_selects() {
    each_store(|Place { store, .. }| async move {
        let (tenant, other) = (tenant(), tenant());
        let made = fill(&store, tenant, 120).await;
        fill(&store, other, 30).await;
        for (index, case) in cases().into_iter().enumerate() {
            let selected = made.iter().filter(|made| (case.selects)(made));
            let mut expected: Vec<&str> = selected.map(|made| made.row.lrn.as_str()).collect();
            expected.sort_unstable();
            for (place, order) in ORDERS.iter().enumerate() {
                let is_reversed = (index + place) % 2 == 1;
                let search = |bounds| SummarySearch {
                    filter: case.filter.clone(),
                    sort: SummarySort {
                        order: *order,
                        is_reversed,
                    },
                    limit: 13,
                    bounds,
                    start: None,
                };
                let mut orders = Vec::new();
                for bounds in BOUNDS {
                    // Days have no other index than the one that leads.
                    if bounds.few == 0 && case.filter.event.is_some() {
                        continue;
                    }
                    let [ahead, back] = pages(&store, tenant, search(bounds)).await;
                    let place = format!("{} by {order:?} {is_reversed} {bounds:?}", case.name);
                    assert_eq!(ahead, back, "{place}: the way back");
                    orders.push((place, ahead));
                }
                let (_, first) = orders[0].clone();
                for (place, found) in orders {
                    assert_eq!(found, first, "{place}");
                    let mut found = found;
                    found.sort_unstable();
                    assert_eq!(found, expected, "{place}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn counts_are_those_of_the_rows() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = fill(&store, tenant, 200).await;
        for case in cases() {
            let counts = store.count_summaries(tenant, &case.filter).await.unwrap();
            let selected = || made.iter().filter(|made| (case.selects)(made));
            if case.filter.groups.is_empty() && case.filter.statuses.is_empty() {
                for status in Status::ALL {
                    let rows = selected().filter(|made| made.row.status == *status).count();
                    let counted = counts.statuses.iter().find(|counted| counted.0 == *status);
                    assert_eq!(
                        counted.map_or(0, |counted| counted.1),
                        rows as u64,
                        "{}",
                        case.name
                    );
                }
            }
            for plant in PLANTS {
                let rows = selected()
                    .filter(|made| made.row.plant.as_deref() == Some(plant))
                    .count();
                let counted = counts.plants.iter().find(|counted| counted.value == *plant);
                let counted = counted.map_or(0, |counted| counted.declarations);
                assert_eq!(counted, rows as u64, "{}", case.name);
            }
            for code in CODES {
                let rows = selected().filter(|made| made.errors().iter().any(|one| one == code));
                let counted = counts
                    .error_codes
                    .iter()
                    .find(|counted| counted.value == *code);
                let counted = counted.map_or(0, |counted| counted.declarations);
                assert_eq!(counted, rows.count() as u64, "{} {code}", case.name);
            }
            assert!(!counts.is_at_least, "{}", case.name);
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_moves_its_row() {
    each_store(|Place { store, config, .. }| async move {
        let tenant = tenant();
        let mut made = fill(&store, tenant, 40).await;
        let mut dice = Dice::new();
        for round in 2..5_u32 {
            for made in &mut made {
                let row = &mut made.row;
                row.version = round;
                row.status = dice.one(&[Status::Released, Status::Invalid, Status::Accepted]);
                row.plant = Some(dice.one(PLANTS).to_owned());
                row.mrn = Some(format!("M{round}{}", &row.lrn));
                row.findings =
                    Json::encode(&[finding(dice.one(CODES), Severity::Error)].to_vec()).unwrap();
                made.events.clear();
            }
            let mut changes = Changes::default();
            for made in &made {
                // Without the revision: its words stay.
                changes.declarations.push(made.row.clone());
            }
            store.commit(changes).await.unwrap();
        }
        for word in ["bike", "velos", "m4lrnx", "m3lrnx"] {
            let filter = SummaryFilter {
                words: vec![word.to_owned()],
                ..SummaryFilter::default()
            };
            let search = SummarySearch {
                filter,
                limit: 100,
                ..SummarySearch::default()
            };
            let page = store.search_summaries(tenant, &search).await.unwrap();
            let expected = made.iter().filter(|made| made.has_word(word)).count();
            assert_eq!(page.rows.len(), expected, "{word}");
        }
        let counts = store
            .count_summaries(tenant, &SummaryFilter::default())
            .await
            .unwrap();
        for (status, counted) in counts.statuses {
            let rows = made.iter().filter(|made| made.row.status == status).count();
            assert_eq!(counted, rows as u64, "{status}");
        }
        let inspected = Store::inspect(&config).await.unwrap();
        assert_eq!(inspected.miscounted, Vec::<String>::new());
        for counted in counts.error_codes {
            let rows = made
                .iter()
                .filter(|made| made.errors().contains(&counted.value));
            assert_eq!(
                counted.declarations,
                rows.count() as u64,
                "{}",
                counted.value
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_damaged_row_hides_no_other() {
    each_store(|Place { store, config, .. }| async move {
        let tenant = tenant();
        let made = fill(&store, tenant, 20).await;
        let damaged = &made[7].row;
        store.damage_summaries(tenant, &damaged.lrn).await.unwrap();
        for order in ORDERS {
            let search = SummarySearch {
                sort: SummarySort {
                    order: *order,
                    is_reversed: false,
                },
                limit: 50,
                ..SummarySearch::default()
            };
            let page = store.search_summaries(tenant, &search).await.unwrap();
            assert_eq!(page.rows.len(), 20, "{order:?}");
            let is_damaged = |entry: &&SummaryEntry| match entry {
                SummaryEntry::Whole(_) => false,
                SummaryEntry::Damaged { id, error } => {
                    *id == damaged.id.to_string() && error.contains("ASIDE")
                }
            };
            assert_eq!(page.rows.iter().filter(is_damaged).count(), 1, "{order:?}");
        }
        let counts = store
            .count_summaries(tenant, &SummaryFilter::default())
            .await
            .unwrap();
        let all: u64 = counts.statuses.iter().map(|(_, count)| count).sum();
        assert_eq!(all, 20);
        // The next change of the declaration writes it anew.
        let mut changes = Changes::default();
        changes.declarations.push(DeclarationRecord {
            version: 2,
            ..damaged.clone()
        });
        store.commit(changes).await.unwrap();
        let search = SummarySearch {
            limit: 50,
            ..SummarySearch::default()
        };
        let page = store.search_summaries(tenant, &search).await.unwrap();
        assert_eq!(page.rows.len(), 20);
        page.rows.iter().for_each(|row| drop(lrn(row)));
        let inspected = Store::inspect(&config).await.unwrap();
        assert_eq!(inspected.miscounted, Vec::<String>::new());
    })
    .await;
}

/// So many writers change their own declarations at once.
const WRITERS: usize = 8;

/// Changes declarations, all of them in each of some rounds, and answers with what they are then.
async fn change_often(store: Store, mut made: Vec<Made>, seed: usize) -> Vec<Made> {
    let mut dice = Dice::new();
    for _ in 0..seed {
        dice.below(2);
    }
    for round in 2..8_u32 {
        for made in &mut made {
            let row = &mut made.row;
            row.version = round;
            row.status = dice.one(&[Status::Released, Status::Invalid, Status::Accepted]);
            row.plant = Some(dice.one(PLANTS).to_owned());
            let changes = Changes {
                declarations: vec![row.clone()],
                ..Changes::default()
            };
            store.commit(changes).await.unwrap();
        }
    }
    made
}

#[tokio::test]
async fn counters_are_right_after_many_changes_at_once() {
    each_store(|Place { store, config, .. }| async move {
        let tenant = tenant();
        let made = fill(&store, tenant, WRITERS * 6).await;
        // As two nodes would write.
        let other = Store::open(&config).await.unwrap();
        let writers = made.chunks(6).enumerate().map(|(writer, some)| {
            let store = [&store, &other][writer % 2].clone();
            tokio::spawn(change_often(store, some.to_vec(), writer))
        });
        let changed = futures::future::join_all(writers.collect::<Vec<_>>()).await;
        let changed: Vec<Made> = changed.into_iter().flat_map(Result::unwrap).collect();
        other.close().await;
        for plant in PLANTS {
            let filter = SummaryFilter {
                plants: vec![(*plant).to_owned()],
                ..SummaryFilter::default()
            };
            let counts = store.count_summaries(tenant, &filter).await.unwrap();
            for status in Status::ALL {
                let rows = changed.iter().map(|made| &made.row);
                let rows =
                    rows.filter(|row| row.status == *status && row.plant.as_deref() == Some(plant));
                let counted = counts.statuses.iter().find(|counted| counted.0 == *status);
                let counted = counted.map_or(0, |counted| counted.1);
                assert_eq!(counted, rows.count() as u64, "{plant} {status}");
            }
        }
        let inspected = Store::inspect(&config).await.unwrap();
        assert_eq!(inspected.miscounted, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_people_say_moves_no_other_column() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut made = fill(&store, tenant, 10).await;
        made[3].assignee = Some("eve");
        let mut changes = Changes::default();
        let work = made[3].work(2);
        changes.collaboration.declaration_work.extend(work);
        store.commit(changes).await.unwrap();
        // The next change of the declaration leaves it.
        made[3].row.version = 2;
        let mut changes = Changes::default();
        changes.declarations.push(made[3].row.clone());
        store.commit(changes).await.unwrap();
        let search = SummarySearch {
            filter: SummaryFilter {
                assignees: vec!["eve".to_owned()],
                ..SummaryFilter::default()
            },
            limit: 10,
            ..SummarySearch::default()
        };
        let page = store.search_summaries(tenant, &search).await.unwrap();
        let found: Vec<String> = page.rows.iter().map(lrn).collect();
        assert_eq!(found, [made[3].row.lrn.as_str()]);
    })
    .await;
}
