//! Does a list show what a filter selects, in order, each row once, however it is found?

use cas_model::declaration::{Direction, Organisation};
use cas_model::finding::{Finding, Severity, Source};
use cas_model::ids::TenantId;
use cas_model::lifecycle::{Event, Group, Status};
use cas_model::search::{number_key, words};
use cas_model::visibility::VisibleParts;
use cas_store::*;
use jiff::civil::date;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngSeed, TestRng, TestRunner};

use crate::databases::{Place, each_store};
use crate::rows::*;

const PLANTS: &[&str] = &["MUC1", "HAM1", "LYS2"];
const PARTIES: &[&str] = &["Müller GmbH", "Vélos du Rhône", "ACME"];
const CODES: &[&str] = &["12", "V0605", "14"];

/// What a declaration is made of, and found by.
#[derive(Clone, Debug)]
struct Made {
    row: DeclarationRecord,
    party: Option<&'static str>,
    article: String,
    events: Vec<Event>,
}

struct Dice(TestRng);

impl Dice {
    fn new() -> Self {
        let config = proptest::test_runner::Config {
            rng_seed: RngSeed::Fixed(7),
            ..Default::default()
        };
        Self(TestRunner::new(config).new_rng())
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % end
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

fn finding(code: &str, severity: Severity) -> Finding {
    Finding {
        code: code.into(),
        message: format!("finding {code}"),
        description: String::new(),
        severity,
        source: Source::Customs,
        fields: Vec::new(),
        pointer: None,
        because: None,
    }
}

fn made(tenant: TenantId, count: usize, dice: &mut Dice) -> Made {
    let status = dice.one(&[
        Status::Released,
        Status::Released,
        Status::Discharged,
        Status::Invalid,
        Status::CustomsError,
        Status::New,
        Status::Validated,
        Status::Submitted,
        Status::Accepted,
    ]);
    let mut findings = Vec::new();
    if status.group() == Group::Problem {
        findings.push(finding("W1", Severity::Warning));
        findings.push(finding(dice.one(CODES), Severity::Error));
    }
    let row = DeclarationRecord {
        external_reference: format!("Order {}-{count}", dice.one(&["A", "B"])),
        direction: dice.one(&[Direction::In, Direction::Out]),
        declaration_type: dice.one(&["T1", "H1"]).into(),
        jurisdiction: dice.one(&["DE", "GB"]).into(),
        lrn: format!("Lrn{}{count:04}", dice.one(&["X", "Y"])),
        mrn: (dice.below(3) > 0).then(|| format!("26DE{count:06}")),
        company: Some(dice.one(&["ONE", "TWO"]).to_owned()).filter(|_| dice.below(4) > 0),
        plant: Some(dice.one(PLANTS).to_owned()).filter(|_| dice.below(5) > 0),
        status,
        findings: Json::encode(&findings).unwrap(),
        due_at: (dice.below(3) == 0).then(|| at(i64::try_from(dice.below(50)).unwrap())),
        created_at: at(i64::try_from(dice.below(40)).unwrap()),
        updated_at: at(i64::try_from(dice.below(40)).unwrap()),
        ..declaration(tenant)
    };
    Made {
        row,
        party: (dice.below(4) > 0).then(|| dice.one(PARTIES)),
        article: format!("BIKE-{}", dice.below(10)),
        events: vec![dice.one(&[Event::ALL[0], Event::ALL[1]])],
    }
}

impl Made {
    fn changes(&self) -> Changes {
        let party = self.party.map(|name| serde_json::json!({ "name": name }));
        let document = serde_json::json!({"goodsShipment": {
            "consignee": party,
            "consignor": party,
            "governmentAgencyGoodsItems": [{"commodity": {"itemId": self.article}}],
        }});
        let events = self.events.iter().enumerate();
        let history = events.map(|(index, event)| HistoryEntry {
            event: *event,
            ..history(&self.row, u32::try_from(index).unwrap() + 1)
        });
        Changes {
            declarations: vec![self.row.clone()],
            revisions: vec![RevisionRecord {
                document: Json::stored(document.to_string()),
                ..revision(&self.row, 1)
            }],
            history: history.collect(),
            ..Changes::default()
        }
    }

    fn has_word(&self, beginning: &str) -> bool {
        let row = &self.row;
        let numbers = [
            Some(&row.external_reference),
            Some(&row.lrn),
            row.mrn.as_ref(),
        ];
        let texts = numbers.into_iter().flatten().map(String::as_str);
        let texts = texts.chain(self.party).chain([self.article.as_str()]);
        let parts = |word: String| {
            let parts: Vec<String> = word.split('-').map(str::to_owned).collect();
            parts.into_iter().chain([word])
        };
        let joined = texts.clone().map(|text| number_key(text).to_lowercase());
        let is_number = |text: &str| !PARTIES.contains(&text);
        let joined: Vec<String> = joined.filter(|text| is_number(text)).collect();
        let mut all = texts.flat_map(words).flat_map(parts).chain(joined);
        all.any(|word| word.starts_with(beginning))
    }

    fn errors(&self) -> Vec<String> {
        let findings = self.row.findings.get().unwrap().into_iter();
        let errors = findings.filter(Finding::is_error);
        errors.map(|finding| finding.code).collect()
    }
}

/// A filter, and whether it selects a declaration, said plainly.
struct Case {
    name: &'static str,
    filter: SummaryFilter,
    selects: fn(&Made) -> bool,
}

fn case(name: &'static str, filter: SummaryFilter, selects: fn(&Made) -> bool) -> Case {
    Case {
        name,
        filter,
        selects,
    }
}

fn visible() -> VisibleParts {
    VisibleParts {
        companies: ["TWO".to_owned()].into(),
        plants: ["MUC1".to_owned()].into(),
    }
}

fn cases() -> Vec<Case> {
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
    each_store(|Place { store, .. }| async move {
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
    })
    .await;
}
