//! Which endpoint answers which need of a screen? `docs/needs.md`, from the examples.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

/// What screens need, by number: in words, and what is to be said beside the endpoints.
const NEEDS: &[(u8, &str, &str)] = &[
    (
        1,
        "page through declarations, newest first",
        "`sort=-created`, cursors both ways",
    ),
    (
        2,
        "light row: no document, counts and first text of findings",
        "`view=summary`",
    ),
    (
        3,
        "total of hits, counts per group, status, plant, system, type, error",
        "",
    ),
    (
        4,
        "filter by group, system, type, company, plant, error, due, held",
        "",
    ),
    (
        5,
        "filter by status, flow, step, numbers, dates, countries",
        "",
    ),
    (
        6,
        "filter by the day of an event",
        "`event=`, `eventFrom=`, `eventTo=`",
    ),
    (
        7,
        "free text over references, parties, articles, codes, documents",
        "`q=`",
    ),
    (
        8,
        "sort by other columns",
        "`sort=`: [lists](lists.md#orders)",
    ),
    (9, "saved views with columns", ""),
    (
        10,
        "one action on many declarations, result per row",
        "`dryRun=true` shows each before",
    ),
    (11, "export of the list as CSV and XLSX", "`format=xlsx`"),
    (
        12,
        "pending deadlines, overdue",
        "`dueBefore=`, `overdue=true`, `sort=due`",
    ),
    (13, "refresh while open", "server-sent events"),
    (
        14,
        "shipments, their run: what started, what is waited for",
        "",
    ),
    (15, "payload of an ingestion; process again", ""),
    (16, "failed ingestions with reasons", ""),
    (
        17,
        "enter a shipment by hand, copy one",
        "a copy is the `document` that was read, sent under another reference; **later**: \
         templates",
    ),
    (
        18,
        "would it be valid?",
        "`dryRun=true`: `findingsAfter` of each declaration",
    ),
    (19, "document, ETag, allowed actions", ""),
    (
        20,
        "form per type: sections, order, labels, need, type, length, lists",
        "",
    ),
    (
        21,
        "languages of labels and messages",
        "labels, help and codes in English and German",
    ),
    (22, "code lists to choose from, with labels", ""),
    (
        23,
        "choose partner, article, location, guarantee, office",
        "",
    ),
    (
        24,
        "edit with conflict check; add one element",
        "`If-Match`; `$add`, `$remove`",
    ),
    (
        25,
        "findings at the field",
        "`errors[].fields`, `findingGroups`",
    ),
    (26, "live validation", "`dryRun=true`"),
    (27, "where a value comes from", ""),
    (
        28,
        "take a manual value back to the deduced one",
        "`null`; the chain tells `withoutPerson`",
    ),
    (
        29,
        "conflicts after a replacement",
        "`edits[].conflict` of the revisions",
    ),
    (
        30,
        "rights per status and organisation",
        "`actions` of the declaration; `visible`",
    ),
    (
        31,
        "draft that does not yet validate",
        "an edit is kept whatever is found",
    ),
    (32, "someone is editing", ""),
    (
        33,
        "actions",
        "those of exports and excise: [exports](exports.md), [excise](excise.md)",
    ),
    (34, "outcome of an action", ""),
    (35, "which actions need which body", "`actions[].body`"),
    (
        36,
        "reason with edit or action",
        "`?reason=`, `{\"reason\": …}`",
    ),
    (37, "timeline with customs' and our time", ""),
    (
        38,
        "difference of revisions, with origin",
        "also with `customs`",
    ),
    (39, "messages, attempts to send them", ""),
    (40, "related declarations", "all of the shipment"),
    (41, "duties", "`customs.duties`"),
    (
        42,
        "sign in, session, sign out, single sign-on, password, second factor",
        "",
    ),
    (43, "users, roles, restriction to companies and plants", ""),
    (44, "acting person in history", ""),
    (45, "assignment, notes, mentions, flags", ""),
    (
        46,
        "notifications to people by mail",
        "**later**: there is no mail yet",
    ),
    (47, "several tenants in one sign-in", "`CAS-Tenant`"),
    (48, "files up and down, link to a document", ""),
    (49, "prints (TAD, EAD, SAD, e-AD)", "**later**"),
    (
        50,
        "counts by day, time to release, rejections, duties per month",
        "",
    ),
    (51, "open alerts, who deals with it", ""),
    (52, "messages that fit nothing: assign, read again", ""),
    (53, "state of connections", ""),
    (
        60,
        "table editor: cells checked while they are typed, fields offered",
        "`for=table` of the fields",
    ),
    (
        62,
        "flows: graph, trial, versions compared, where used, four eyes",
        "replays a page at a time",
    ),
    (
        67,
        "audit: sign-ins, who read and exported, configuration, clients; proof",
        "",
    ),
];

/// Needs that have no endpoint yet.
const LATER: &[u8] = &[46, 49];

/// Endpoints of needs that have no example, beside those that have one.
const BESIDE: &[(u8, &str)] = &[
    (33, "arrival_at_exit"),
    (33, "goods_departed"),
    (42, "sign_on"),
    (42, "sign_on_callback"),
    (42, "confirm_second_factor"),
    (42, "end_second_factor"),
    (48, "download_file"),
    (51, "dead_tasks"),
    (52, "assign_message"),
];

const HEAD: &str = "# What screens need, and where it is

*Which endpoint does a screen ask?*

Every request here has an example in [openapi.json](openapi.json), which tests carry out in their
order; where one cannot be shown (a code of the moment, an identity provider), the test says why.

| # | Need | Endpoints | |
|---|---|---|---|
";

#[test]
fn every_need_has_its_endpoints() {
    let document = serde_json::to_value(cas_api::openapi()).expect("a document");
    let operations = crate::operations(&document);
    let examples = cas_api::examples().expect("examples");
    let mut text = HEAD.to_owned();
    for (row, need, remark) in NEEDS {
        let shown = examples.iter().filter(|example| example.rows.contains(row));
        let shown = shown.map(|example| example.operation.as_str());
        let beside = BESIDE.iter().filter(|(of, _)| of == row).map(|(_, id)| *id);
        let mut known = BTreeSet::new();
        let all: Vec<&str> = shown.chain(beside).filter(|id| known.insert(*id)).collect();
        assert_eq!(all.is_empty(), LATER.contains(row), "{row} {need}");
        let names = all.iter().map(|id| {
            let operation = &operations[*id];
            format!("`{} {}`", operation.method, operation.path)
        });
        let names: Vec<String> = names.collect();
        writeln!(
            text,
            "| {row} | {need} | {} | {remark} |",
            names.join("<br>")
        )
        .expect("text");
    }
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/needs.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &text).expect("written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == text,
        "docs/needs.md is old: run with UPDATE_DOCS=1"
    );
}

/// The operations that the document describes name no example that is not there.
#[test]
fn every_listed_example_stands_in_the_document() {
    let document = serde_json::to_value(cas_api::openapi()).expect("a document");
    let operations = crate::operations(&document);
    let answers = cas_api::example_answers().expect("answers");
    for example in cas_api::examples().expect("examples") {
        if example.unlisted {
            continue;
        }
        let described = &operations[&example.operation].described;
        let parameters = described["parameters"].as_array().cloned();
        let parameters = parameters.unwrap_or_default();
        for (name, value) in example.path.iter().chain(&example.query) {
            let mut named = parameters.iter().filter(|it| it["name"] == **name);
            let shown = named.next().map(|it| &it["example"]);
            assert_eq!(shown, Some(&Value::from(value.clone())), "{name}");
        }
        let first = |contents: &Value| {
            let contents = contents
                .as_object()
                .and_then(|all| all.values().next().cloned());
            contents.map(|content| content["example"].clone())
        };
        if let Some(body) = &example.body {
            let shown = first(&described["requestBody"]["content"]);
            assert_eq!(shown.as_ref(), Some(body), "{}", example.operation);
        }
        if let Some(answer) = answers.get(&example.operation) {
            let response = &described["responses"][example.status.to_string()];
            let shown = first(&response["content"]);
            assert_eq!(shown.as_ref(), Some(answer), "{}", example.operation);
        }
    }
}
