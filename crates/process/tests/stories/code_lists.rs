//! Lists of codes as they are published, and what an import changes of them.

use std::fmt::Write as _;

use cas_model::ids::TenantId;
use cas_model::master_data::Period;
use cas_model::record::{CodeListEntryRecord, CodeListRecord, FirstDay, Json};
use cas_process::code_lists::{ListEntry, differences, read_list};
use cas_process::reference::code_lists_of;
use cas_process::sheet::{Sheet, SheetFormat};
use jiff::civil::{Date, date};

#[test]
fn every_shape_of_a_list_is_read() {
    let state = "code,description_en,RDEntryStatus_state,RDEntryStatus_activeFrom\n";
    let action = "Code,Description,Action_Operation,Action_ActivationDate,\
        Action_ModificationDateAndTime,Action_ActionIdentification,Other\n";
    let long = format!("code\n{}\n", "x".repeat(201));
    let longest = format!("code\n{}\n", "x".repeat(200));
    let plain = "code,description,validFrom,validTo,extra\n";
    let mut story = String::new();
    for text in [
        format!("{state}A,one,valid,01-11-2025\nA,two,valid,2026-03-01\nB,x,invalid,20251101\n"),
        format!("{state}A,old,valid,\nA,new,valid,01-01-2026\nA,newer,valid,01-01-2026\n"),
        format!("{state}A,x,VALID,01-11-2025\nA,x,,2025-12-01T00:00\n"),
        format!("{action}A,one,I,01-01-2025,01-01-2025 10:00,1,x\nA,two,U,01-01-2025,,2,y\n"),
        format!("{action}A,a,I,01-01-2025,,9,\nA,b,U,01-01-2025,,10,\nA,c,U,01-01-2024,,11,\n"),
        format!("{action}A,a,I,01-01-2025,01-01-2025,9,\nA,b,D,02-01-2025,,1,\nB,b,I,,,x,\n"),
        format!("{plain}A,one,2026-01-01,2026-01-31,more\nA,two,2026-01-31,,A\nB,,,2026-12-31,\n"),
        format!("{plain}A,one,2026-01-01,2026-01-10,\nA,two,2026-02-01,,\n"),
        format!("{plain}A,one,2026-01-02,2026-01-01,\n"),
        format!("{plain}A,one,2026-01-02,2026-01-02,\n"),
        format!("{plain}A,one,32-01-2026,,\n"),
        format!("{plain}A,one,01-01-26,,\n"),
        format!("{plain},one,,,\n"),
        "key,en\nA,one\n".to_owned(),
        "value,name\nA,one\n".to_owned(),
        "name\nA\n".to_owned(),
        long,
        longest,
    ] {
        let sheet = Sheet::read(SheetFormat::Csv, text.as_bytes()).expect("a sheet");
        let short: String = text.chars().take(150).collect();
        writeln!(story, "{short:?}").expect("text");
        match read_list(&sheet) {
            Err(why) => writeln!(story, "  refused: {why}").expect("text"),
            Ok(entries) => {
                for entry in entries {
                    let Period { from, to } = entry.period;
                    let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
                    let code: String = entry.code.chars().take(9).collect();
                    let (from, to) = (day(from), day(to));
                    let (described, more) = (&entry.description, &entry.attributes);
                    writeln!(
                        story,
                        "  {code} {from}..{to} {described:?} {}",
                        more.as_str()
                    )
                    .expect("text");
                }
            }
        }
    }
    insta::assert_snapshot!(story);
}

fn entry(code: &str, from: Option<Date>, description: &str) -> ListEntry {
    ListEntry {
        code: code.to_owned(),
        period: Period { from, to: None },
        description: Some(description.to_owned()),
        attributes: Json::stored("{}"),
    }
}

fn stored(code: &str, from: Option<Date>, description: &str) -> CodeListEntryRecord {
    CodeListEntryRecord {
        tenant_id: TenantId(uuid::Uuid::nil()),
        list: "L".to_owned(),
        code: code.to_owned(),
        valid_from: FirstDay(from),
        valid_to: None,
        description: Some(description.to_owned()),
        attributes: Json::stored("{}"),
    }
}

#[test]
fn an_import_writes_what_is_new_or_different_and_removes_what_is_gone() {
    let day = Some(date(2026, 1, 1));
    let before = vec![
        stored("A", None, "same"),
        stored("B", None, "old"),
        stored("C", day, "gone"),
        stored("D", day, "here from a day"),
    ];
    let entries = vec![
        entry("A", None, "same"),
        entry("B", None, "new"),
        entry("D", None, "here from the beginning"),
        entry("E", None, "added"),
    ];
    let tenant = TenantId(uuid::Uuid::nil());
    let (change, report) = differences(tenant, "L", before, entries);
    let written: Vec<_> = change.entries;
    let expected = [
        stored("B", None, "new"),
        stored("D", None, "here from the beginning"),
        stored("E", None, "added"),
    ];
    assert_eq!(written, expected);
    let mut removed: Vec<_> = change
        .removals
        .into_iter()
        .map(|key| (key.list, key.code))
        .collect();
    removed.sort();
    let pair = |code: &str| ("L".to_owned(), code.to_owned());
    assert_eq!(removed, [pair("C"), pair("D")]);
    let report = serde_json::to_string(&report).expect("JSON");
    assert_eq!(
        report,
        r#"{"list":"L","rows":0,"entries":4,"added":2,"changed":1,"removed":2}"#
    );
}

#[test]
fn a_list_that_was_loaded_takes_the_place_of_the_built_in_one() {
    let list = |name: &str| CodeListRecord {
        tenant_id: TenantId(uuid::Uuid::nil()),
        list: name.to_owned(),
        source: "test".to_owned(),
        entries: 0,
        loaded_at: jiff::Timestamp::UNIX_EPOCH,
    };
    let mut dated = stored("X", Some(date(2026, 1, 1)), "x");
    dated.valid_to = Some(date(2026, 1, 31));
    let lists = code_lists_of(&[list("CL010"), list("L")], vec![dated]);
    let asked = |list: &str, code: &str, day| lists.contains(list, code, day);
    assert_eq!(asked("CL010", "DE", date(2026, 1, 1)), Some(false));
    assert_eq!(
        asked("CL011", "DE", date(2026, 1, 1)),
        code_lists_of(&[], vec![]).contains("CL011", "DE", date(2026, 1, 1),)
    );
    for (day, is_in) in [
        (date(2025, 12, 31), false),
        (date(2026, 1, 1), true),
        (date(2026, 1, 31), true),
        (date(2026, 2, 1), false),
    ] {
        assert_eq!(asked("L", "X", day), Some(is_in), "{day}");
    }
    assert_eq!(asked("M", "X", date(2026, 1, 1)), None);
}
