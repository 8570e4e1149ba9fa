//! Drafts, their publication and their end.

use cas_process::configuration::{Publication, SavedVersion, draft, publish};
use serde_json::json;

use crate::house::{House, flow, flow_name, office, settings_name, table_name};

#[test]
fn a_draft_is_saved_published_and_retired() {
    let mut house = House::new();
    let office_name = table_name("office");
    let (transit, draft_of) = (flow_name("Transit"), draft::save);
    let plain = Publication::default();
    house
        .edit("a flow needs its table first", |all| {
            draft_of(all, &transit, flow("Transit", &["office"]), None)
        })
        .edit("a table is saved", |all| {
            draft_of(all, &office_name, office("office", "ATA", "ATA"), None)
        })
        .edit("the same table again", |all| {
            draft_of(all, &office_name, office("office", "ATA", "ATA"), None)
        });
    let tag = house.tag_of(&office_name);
    house
        .edit("another says so, with an old tag", |all| {
            draft_of(
                all,
                &office_name,
                office("office", "ATB", "ATB"),
                Some("1-0-0"),
            )
        })
        .edit("another says so, with the tag that stands", |all| {
            draft_of(
                all,
                &office_name,
                office("office", "ATB", "ATB"),
                Some(&tag),
            )
        })
        .edit("publishing it with the tag before", |all| {
            publish::publish(all, &office_name, &plain, Some(&tag))
        });
    let tag = house.tag_of(&office_name);
    house
        .edit("publishing it with the tag that stands", |all| {
            publish::publish(all, &office_name, &plain, Some(&tag))
        })
        .edit("there is no draft now", |all| {
            publish::publish(all, &office_name, &plain, None)
        })
        .edit("nor one of the tag", |all| {
            publish::publish(all, &office_name, &plain, Some(&tag))
        })
        .edit("the flow can be saved now", |all| {
            draft_of(all, &transit, flow("Transit", &["office"]), None)
        })
        .edit("and published", |all| {
            publish::publish(all, &transit, &plain, None)
        })
        .edit("so the table is needed", |all| {
            publish::retire(all, &office_name, 1)
        })
        .edit("a next version of the flow does without", |all| {
            draft_of(all, &transit, flow("Transit", &[]), None)
        })
        .edit("a draft is not retired", |all| {
            publish::retire(all, &transit, 2)
        })
        .edit("it is published", |all| {
            let note = Some(" no offices any more ".to_owned());
            let publication = Publication {
                note,
                ..Publication::default()
            };
            publish::publish(all, &transit, &publication, None)
        })
        .edit("the table can go", |all| {
            publish::retire(all, &office_name, 1)
        })
        .edit("once", |all| publish::retire(all, &office_name, 1))
        .edit("and no version that is not there", |all| {
            publish::retire(all, &office_name, 2)
        })
        .edit("the next draft of the table has the next number", |all| {
            draft_of(all, &office_name, office("office", "ATC", "ATC"), None)
        });
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_draft_is_deleted_as_it_was_read() {
    let mut house = House::new();
    let name = table_name("office");
    house
        .edit("there is nothing to delete", |all| {
            draft::delete(all, &name, None)
        })
        .edit("nor what was read", |all| {
            draft::delete(all, &name, Some("1-1-0"))
        })
        .edit("a draft", |all| {
            draft::save(all, &name, office("office", "ATA", "ATA"), None)
        })
        .edit("another", |all| {
            draft::save(all, &table_name("others"), office("others", "A", "A"), None)
        })
        .edit("deleted as something else", |all| {
            draft::delete(all, &name, Some("1-2-0"))
        });
    let tag = house.tag_of(&name);
    house
        .edit("deleted as it stands", |all| {
            draft::delete(all, &name, Some(&tag))
        })
        .edit("it is gone", |all| draft::delete(all, &name, None))
        .edit("the number is free again", |all| {
            draft::save(all, &name, office("office", "ATB", "ATB"), None)
        });
    insta::assert_snapshot!(house.story);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let mut house = House::new();
    let mut late = office("office", "ATA", "ATA");
    late["validFrom"] = json!("2026-12-01");
    late["validTo"] = json!("2026-01-01");
    let mut unknown = office("office", "ATA", "ATA");
    unknown["table"]["rows"][0]["conditions"] = json!(["in list(\"Ships\")"]);
    let mut no_set = office("office", "ATA", "ATA");
    no_set["table"]["rows"][0]["conditions"] = json!(["in masterdata(\"Ports\")"]);
    let mut known = office("office", "ATA", "ATA");
    known["table"]["rows"][0]["conditions"] = json!(["in list(\"Ports\")"]);
    for (what, name, document) in [
        ("no object", table_name("office"), json!(["x"])),
        (
            "another name",
            table_name("office"),
            office("other", "ATA", "ATA"),
        ),
        (
            "no number",
            flow_name("F"),
            json!({"direction": "OUT", "steps": 1}),
        ),
        ("a field that is none", settings_name(), json!({"flow": 1})),
        (
            "a table that is not there",
            settings_name(),
            json!({"flowSelection": "office"}),
        ),
        ("its end before its begin", table_name("office"), late),
        ("a list that is not there", table_name("office"), unknown),
        ("a set that is not there", table_name("office"), no_set),
        ("a list that is there", table_name("office"), known),
        (
            "settings without anything",
            settings_name(),
            json!({"flowSelection": null}),
        ),
    ] {
        house.edit(what, |all| draft::save(all, &name, document, None));
    }
    insta::assert_snapshot!(house.story);
}

#[test]
fn failing_tests_are_overridden_with_a_reason_only() {
    let mut house = House::new();
    let name = table_name("office");
    let publication = |note: &str, override_failing_tests| Publication {
        note: Some(note.to_owned()),
        override_failing_tests,
    };
    house.edit("a table whose test fails", |all| {
        draft::save(all, &name, office("office", "ATA", "ATB"), None)
    });
    for (what, publication) in [
        ("is not published", publication("please", false)),
        ("nor without a reason", publication("  ", true)),
        ("but with one", publication(" It is urgent. ", true)),
    ] {
        house.edit(what, |all| publish::publish(all, &name, &publication, None));
    }
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_draft_is_checked_again_when_it_is_published() {
    let mut house = House::new();
    let (office_name, transit) = (table_name("office"), flow_name("Transit"));
    let plain = Publication::default();
    house
        .edit("a table", |all| {
            draft::save(all, &office_name, office("office", "ATA", "ATA"), None)
        })
        .edit("in force", |all| {
            publish::publish(all, &office_name, &plain, None)
        })
        .edit("a draft that asks it", |all| {
            draft::save(all, &transit, flow("Transit", &["office"]), None)
        })
        .edit("drafts need nothing", |all| {
            publish::retire(all, &office_name, 1)
        })
        .edit("but are checked again", |all| {
            publish::publish(all, &transit, &plain, None)
        });
    insta::assert_snapshot!(house.story);
}

/// The check, the tests, the warnings and the flows that ask a table share what was compiled, before
/// and after the edit.
#[test]
fn an_edit_compiles_a_table_once() {
    let mut house = House::new();
    let (office_name, transit) = (table_name("office"), flow_name("Transit"));
    let plain = Publication::default();
    for (says, with_flow) in [("ATA", false), ("ATB", true)] {
        house.edit("a table is saved", |all| {
            let table = office("office", says, says);
            let (change, saved) = draft::save(all, &office_name, table, None)?;
            let row = SavedVersion::new(all, saved.row, saved.notes)?.row;
            Ok((change, row))
        });
        assert_eq!(house.compilations(), 1, "saved: {says}");
        house.edit("and published", |all| {
            let (change, row) = publish::publish(all, &office_name, &plain, None)?;
            let row = SavedVersion::new(all, row, Vec::new())?.row;
            Ok((change, row))
        });
        // What was in force before is looked at with what is asked of it.
        let most = if with_flow { 2 } else { 1 };
        assert_eq!(house.compilations(), most, "published: {says}");
        house.edit("a flow asks it", |all| {
            draft::save(all, &transit, flow("Transit", &["office"]), None)
        });
        assert!(house.compilations() <= 1, "flow saved: {says}");
        house.edit("and is published", |all| {
            publish::publish(all, &transit, &plain, None)
        });
        assert!(house.compilations() <= 1, "flow published: {says}");
    }
}
