//! Tables that go into spreadsheets and other products, and come back.

use std::collections::BTreeMap;

use cas_process::configuration::table_file::{import, write};
use cas_process::configuration::{TableFile, TableFormat, draft};
use cas_process::tables::TableDocument;
use serde_json::{Value, json};

use crate::house::{House, office, table_name};

fn table(raw: Value) -> cas_decision::Table {
    let document: TableDocument = serde_json::from_value(raw).expect("a table");
    document.table
}

fn dmn(names: &[&str]) -> Vec<u8> {
    let tables: Vec<_> = names
        .iter()
        .map(|name| table(office(name, name, name)))
        .collect();
    cas_decision::exchange::dmn::write(&tables).into_bytes()
}

static NO_FIELDS: BTreeMap<String, String> = BTreeMap::new();

fn file(format: TableFormat, bytes: &[u8]) -> TableFile<'_> {
    TableFile {
        format,
        bytes,
        decision: None,
        fields: &NO_FIELDS,
    }
}

#[test]
fn a_file_becomes_the_draft_of_its_table() {
    let mut house = House::new();
    let name = table_name("office");
    let mut head = office("office", "ATA", "ATA");
    head["description"] = json!("Offices");
    head["validFrom"] = json!("2026-01-01");
    head["validTo"] = json!("2026-12-31");
    let row = |file: &str| format!("\u{feff}{file}").into_bytes();
    house.edit("rows without a head", |all| {
        import(all, &name, &file(TableFormat::Csv, b"x"), None)
    });
    house.edit("the head", |all| {
        draft::save(all, &name, head.clone(), None)
    });
    let tag = house.tag_of(&name);
    let mut other = table(office("office", "ATB", "ATB"));
    let csv =
        String::from_utf8(write(other.clone(), TableFormat::Csv).expect("CSV")).expect("text");
    house
        .edit("with another tag", |all| {
            import(
                all,
                &name,
                &file(TableFormat::Csv, csv.as_bytes()),
                Some("1-9-0"),
            )
        })
        .edit("rows of CSV", |all| {
            import(all, &name, &file(TableFormat::Csv, &row(&csv)), Some(&tag))
        });
    other.rows[0].outputs[0] = "\"ATX\"".to_owned();
    let xlsx = write(other, TableFormat::Xlsx).expect("a workbook");
    house
        .edit("rows of a workbook", |all| {
            import(all, &name, &file(TableFormat::Xlsx, &xlsx), None)
        })
        .edit("the table of its name", |all| {
            import(
                all,
                &name,
                &file(TableFormat::Dmn, &dmn(&["a", "office", "b"])),
                None,
            )
        })
        .edit("the only table", |all| {
            import(all, &name, &file(TableFormat::Dmn, &dmn(&["a"])), None)
        })
        .edit("of a name that is new", |all| {
            import(
                all,
                &table_name("new"),
                &file(TableFormat::Dmn, &dmn(&["a"])),
                None,
            )
        });
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_file_that_is_not_taken_over_says_where() {
    let mut house = House::new();
    let name = table_name("office");
    house.edit("the head", |all| {
        draft::save(all, &name, office("office", "ATA", "ATA"), None)
    });
    let other = write(table(office("office", "A", "A")), TableFormat::Csv).expect("CSV");
    let broken = String::from_utf8(other).expect("text");
    let broken = format!("{broken}b,yes,T1 T2,\"\"\"X\"\"\"\nc,no\nd,yes,1,2,3,4,5\n");
    let refused = String::from_utf8(dmn(&["office"])).expect("text");
    let refused = refused.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"SECOND\"");
    for (what, format, bytes) in [
        ("not UTF-8", TableFormat::Csv, b"id\na\n\xff".as_slice()),
        ("rows that are none", TableFormat::Csv, broken.as_bytes()),
        ("no workbook", TableFormat::Xlsx, b"x"),
        ("no XML", TableFormat::Dmn, b"x"),
        ("no table", TableFormat::Dmn, &dmn(&[])),
        ("several tables", TableFormat::Dmn, &dmn(&["a", "b", "c"])),
        ("refused", TableFormat::Dmn, refused.as_bytes()),
    ] {
        house.edit(what, |all| import(all, &name, &file(format, bytes), None));
    }
    insta::assert_snapshot!(house.story);
}

/// A model of another product: its names are not ours, and not all of it is a table.
const FOREIGN: &[u8] = include_bytes!("files/modeler.dmn");

#[test]
fn a_table_of_another_product_is_told_its_fields() {
    let mut house = House::new();
    let name = table_name("office");
    let named = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        let owned = |(name, field): &(&str, &str)| ((*name).to_owned(), (*field).to_owned());
        pairs.iter().map(owned).collect()
    };
    let foreign = |decision: Option<&'static str>, fields: &BTreeMap<String, String>| {
        let (fields, name) = (fields.clone(), name.clone());
        move |all: &cas_process::configuration::Snapshot| {
            let file = TableFile {
                format: TableFormat::Dmn,
                bytes: FOREIGN,
                decision,
                fields: &fields,
            };
            import(all, &name, &file, None)
        }
    };
    let fields = named(&[
        ("Country of origin", "goodsShipment.destination"),
        ("Gross mass", "item.goodsMeasure.gmass"),
        ("Is Enough?", "reducedDatasetIndicator"),
        ("Procedure", "item.governmentProcedure.proc"),
    ]);
    house
        .edit("which of its tables?", foreign(None, &NO_FIELDS))
        .edit("no such decision", foreign(Some("Duty"), &NO_FIELDS))
        .edit(
            "names that are no fields",
            foreign(Some("Procedure"), &NO_FIELDS),
        )
        .edit(
            "a name it has not",
            foreign(Some("Procedure"), &named(&[("Age", "x")])),
        )
        .edit("its fields", foreign(Some("Procedure"), &fields))
        .edit(
            "the head of the draft knows them",
            foreign(Some("Procedure"), &NO_FIELDS),
        )
        .edit(
            "a table that needs a list",
            foreign(Some("Listed"), &fields),
        )
        .edit(
            "a table in a context",
            foreign(Some("Inside.rate"), &fields),
        );
    insta::assert_snapshot!(house.story);
}

#[test]
fn formats_have_their_ends_and_media_types() {
    let told = |format: &TableFormat| (format.extension(), format.media_type());
    let all: Vec<_> = TableFormat::ALL.iter().map(told).collect();
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let expected = [
        ("csv", "text/csv"),
        ("xlsx", workbook),
        ("dmn", "application/dmn+xml"),
    ];
    assert_eq!(all, expected);
}
