//! Records of master data: their columns in files, and the versions that updates make.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cas_model::Patch;
use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_model::record::{Json, MasterDataRecord};
use cas_process::master_data::columns::{Column, cells_of, template};
use cas_process::master_data::import::Import;
use cas_process::master_data::revise::{Revision, revise};
use cas_process::sheet::{Sheet, SheetRow};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

#[test]
fn a_template_has_a_column_for_every_field() {
    let mut story = String::new();
    for kind in MasterDataKind::ALL {
        writeln!(story, "# {}", kind.as_str()).expect("text");
        for header in template(*kind) {
            let column = Column::parse(*kind, &header).expect("a column");
            let of = if column.is_of_record() {
                "record"
            } else {
                "below"
            };
            let numbers = if column.refuses_numbers() {
                "text only"
            } else {
                "numbers too"
            };
            writeln!(story, "{header}: {of}, {numbers}").expect("text");
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_column_writes_its_cell_into_the_record() {
    let kind = MasterDataKind::Article;
    let partner = MasterDataKind::BusinessPartner;
    let two = || {
        json!({"classifications": [
            {"type": "CN", "code": "1"}, {"type": "TARIC", "jurisdiction": "DE"}, {"type": "CN"},
        ]})
    };
    let mut story = String::new();
    for (kind, header, text, record) in [
        (kind, "code", "007", json!({})),
        (kind, "nmassPerUnit", "2.50", json!({"nmassPerUnit": 1})),
        (
            kind,
            "descriptions[en].text",
            "Tea",
            json!({"descriptions": "none"}),
        ),
        (
            kind,
            "descriptions[de].text",
            "Tee",
            json!({"descriptions": [{"language": "en"}]}),
        ),
        (kind, "classifications[CN].code", "9", two()),
        (kind, "classifications[TARIC@DE].code", "9", two()),
        (kind, "classifications[TARIC].code", "9", two()),
        (kind, "classifications[X@].code", "9", two()),
        (kind, "classifications[@DE].code", "9", two()),
        (kind, "classifications[A.B@FR].code", "9", two()),
        (kind, "descriptions[a@b].text", "9", json!({})),
        (kind, "classifications.code", "9", json!({})),
        (kind, "classifications[CN]", "9", json!({})),
        (kind, "code.more", "9", json!({})),
        (kind, "code[x]", "9", json!({})),
        (kind, "nothing", "9", json!({})),
        (kind, "", "9", json!({})),
        (partner, "name", "Partner", json!([])),
        (partner, "addresses[Delivery].city", "Kiel", json!({})),
        (
            partner,
            "identifiers[Eori].code",
            "DE1",
            json!({"identifiers": [{"type": "Vat"}]}),
        ),
    ] {
        let mut changed = record;
        let said = Column::parse(kind, header).and_then(|column| column.write(&mut changed, text));
        let said = match said {
            Ok(path) => format!("{}: {changed}", path.as_str()),
            Err(why) => format!("refused: {why}"),
        };
        writeln!(story, "{header} = {text}\n  {said}").expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn what_a_record_says_is_written_into_cells() {
    let article = json!({
        "code": "A", "casReference": "r", "nmassPerUnit": 2.50, "originCountry": null,
        "descriptions": [
            {"language": "en", "text": "Tea"}, {"language": "en", "text": "Tea again"},
            {"language": "de", "text": "Tee", "casReference": "x"}, {"text": "nothing"},
        ],
        "classifications": [
            {"type": "CN", "code": "1"}, {"type": "CN", "code": "2", "jurisdiction": "GB"},
            {"type": "A]B", "code": "3"}, {"type": "A@B", "code": "4"},
        ],
        "supplementaryUnits": "none",
    });
    let guarantee = json!({"code": "G", "accessCode": "AC01", "type": "1", "amount": 5});
    let mut story = String::new();
    for (kind, record) in [
        (MasterDataKind::Article, article),
        (MasterDataKind::Guarantee, guarantee),
    ] {
        for (header, text) in cells_of(kind, &record) {
            writeln!(story, "{header} = {text}").expect("text");
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn updates_make_versions_of_the_record_of_their_day() {
    let mut known: Vec<MasterDataRecord> = Vec::new();
    let mut story = String::new();
    let tea = json!([{"language": "en", "text": "Tea"}]);
    for (at, update) in [
        json!({"code": "A", "nmassPerUnit": 1, "descriptions": tea}),
        json!({"code": "A", "nmassPerUnit": 1}),
        json!({"code": "A", "nmassPerUnit": 2}),
        json!({"code": "A", "validFrom": "2026-01-01", "nmassPerUnit": 3, "validTo": "2026-12-31"}),
        json!({"code": "A", "validFrom": "2026-01-01", "nmassPerUnit": 3}),
        json!({"code": "A", "validFrom": "2027-01-01"}),
        json!({"code": "A", "nmassPerUnit": 4}),
        json!({"code": "A", "validFrom": null, "nmassPerUnit": null}),
        json!({"code": "A", "validFrom": "2026-06-01", "validTo": "2026-05-31"}),
        json!({"code": "A", "colour": "red"}),
        json!({"nmassPerUnit": 4}),
        json!({"code": "A", "validFrom": "2026-01-01", "descriptions": [
            {"language": "en", "text": "Tea"},
        ]}),
        json!({"code": "A", "validFrom": "2026-01-01", "descriptions": [
            {"language": "en", "text": "Tea"}, {"language": "de", "text": "Tee"},
        ]}),
    ]
    .into_iter()
    .enumerate()
    {
        let minutes = SignedDuration::from_mins(i64::try_from(at).expect("few"));
        let revision = Revision {
            tenant_id: TenantId(uuid::Uuid::nil()),
            kind: MasterDataKind::Article,
            now: Timestamp::UNIX_EPOCH + minutes,
        };
        writeln!(story, "{update}").expect("text");
        let errors = |errors: Vec<cas_model::structure::StructureError>| {
            let told = errors
                .iter()
                .map(|one| format!("{}: {}", one.path.as_str(), one.message));
            format!("  refused: {}", told.collect::<Vec<_>>().join("; "))
        };
        let said = match Patch::check(MasterDataKind::Article.shape(), update) {
            Err(wrong) => errors(wrong),
            Ok(patch) => match revise(revision, &known, patch).expect("readable") {
                Err(wrong) => errors(wrong),
                Ok(None) => "  nothing changes".to_owned(),
                Ok(Some(new)) => {
                    known.retain(|row| Some(row.version) != new.replaces);
                    let told = told(&new.row, new.replaces);
                    known.push(new.row);
                    told
                }
            },
        };
        writeln!(story, "{said}").expect("text");
    }
    let last = known
        .iter()
        .map(|row| (row.version, row.valid_from.0))
        .collect::<Vec<_>>();
    insta::assert_snapshot!(format!("{story}{last:?}"));
}

fn told(row: &MasterDataRecord, replaces: Option<u32>) -> String {
    let document: Value = row.document.get().expect("JSON");
    let (from, to) = (row.valid_from.0, row.valid_to);
    format!(
        "  version {} of {} {} {from:?}..{to:?} for {replaces:?}, {:?}, {:?}, at {}: {document}",
        row.version, row.kind, row.code, row.name, row.search_text, row.updated_at
    )
}

#[test]
fn several_records_of_later_days_must_be_told_apart() {
    let revision = Revision {
        tenant_id: TenantId(uuid::Uuid::nil()),
        kind: MasterDataKind::Article,
        now: Timestamp::UNIX_EPOCH,
    };
    let mut known = Vec::new();
    for day in ["2026-01-01", "2027-01-01"] {
        let update = json!({"code": "A", "validFrom": day});
        let patch = Patch::check(MasterDataKind::Article.shape(), update).expect("a patch");
        let new = revise(revision, &known, patch)
            .expect("readable")
            .expect("taken");
        known.push(new.expect("new").row);
    }
    let update = json!({"code": "A", "nmassPerUnit": 1});
    let patch = Patch::check(MasterDataKind::Article.shape(), update).expect("a patch");
    let errors = revise(revision, &known, patch)
        .expect("readable")
        .expect_err("refused");
    let said = "there are records from 2026-01-01 and 2027-01-01; say which";
    assert_eq!(
        (errors[0].path.as_str(), errors[0].message.as_str()),
        ("validFrom", said)
    );
    known[0].document = Json::stored("x");
    let update = json!({"code": "A", "validFrom": "2026-01-01"});
    let patch = Patch::check(MasterDataKind::Article.shape(), update).expect("a patch");
    let error = revise(revision, &known, patch).expect_err("unreadable");
    assert_eq!(error.to_string(), "article A version 1");
}

#[test]
fn the_rows_of_a_table_are_counted_by_what_became_of_them() {
    let row = |number: usize, cells: [&str; 2]| SheetRow {
        number,
        cells: cells.map(str::to_owned).to_vec(),
        numbers: BTreeSet::new(),
    };
    let sheet = Sheet {
        header: vec!["code".to_owned(), "name".to_owned()],
        rows: vec![
            row(2, ["NEW", "new"]),
            row(3, ["SAME", "as it is"]),
            row(4, ["OTHER", "changed"]),
            row(5, ["NEW", "again"]),
            row(6, ["", "nobody"]),
        ],
    };
    let revision = Revision {
        tenant_id: TenantId(uuid::Uuid::nil()),
        kind: MasterDataKind::BusinessPartner,
        now: Timestamp::UNIX_EPOCH,
    };
    let known = |code: &str, name: &str| {
        let update = json!({"code": code, "name": name});
        let patch = Patch::check(revision.kind.shape(), update).expect("a patch");
        let made = revise(revision, &[], patch).expect("readable");
        made.expect("right").expect("new").row
    };
    let mut import = Import::begin(revision, &sheet).expect("a table of partners");
    let wanted = import.wanted(&sheet.rows);
    assert_eq!(wanted, ["NEW", "SAME", "OTHER", "NEW"]);
    import.take(
        wanted,
        vec![known("SAME", "as it is"), known("OTHER", "before")],
    );
    let (report, made) = import.decide(&sheet.rows).expect("readable");
    let counts = (
        report.rows,
        report.created,
        report.changed,
        report.unchanged,
    );
    assert_eq!((counts, report.refused_rows), ((5, 1, 1, 1), 2));
    let refused: Vec<(usize, &str)> = report
        .refused
        .iter()
        .map(|cell| (cell.row, cell.column.as_str()))
        .collect();
    assert_eq!(refused, [(5, "code"), (6, "code")]);
    let versions: Vec<(&str, u32)> = made
        .iter()
        .map(|new| (new.row.code.as_str(), new.row.version))
        .collect();
    assert_eq!(versions, [("NEW", 1), ("OTHER", 2)]);

    // Taken back, the same rows come to the same.
    import.forget(&sheet.rows);
    let wanted = import.wanted(&sheet.rows);
    import.take(
        wanted,
        vec![known("SAME", "as it is"), known("OTHER", "before")],
    );
    assert_eq!(
        import.decide(&sheet.rows).expect("readable"),
        (report, made)
    );
}
