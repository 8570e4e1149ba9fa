//! The movements of exports from the United Kingdom: what is answered, in which conversation.

use std::path::Path;
use std::process::Command;

use crate::common::{Both, text};
use crate::schemas::{files, has_xmllint, official, skipped};
use cas_authority::{Script, Status};

const IMPORT: &str = include_str!("../fixtures/uk_cds_import.xml");
const LRN: &str = "IMP20260001";
const ADDRESS: &str = "/uk_cds/inventory-linking/exports/";
const OWN: &str = "6GB123456789012-ORDER17";
const MASTER: &str = "A:85659360832";

/// A pre-lodged export, alone or consolidated under the master.
fn export(ucr: &str, is_consolidated: bool) -> String {
    let master = format!(
        "<PreviousDocument><CategoryCode>Z</CategoryCode><ID>{MASTER}</ID>\
         <TypeCode>MCR</TypeCode></PreviousDocument><TradeTerms>"
    );
    let declared = IMPORT
        .replace("ORDER-17", ucr)
        .replace("IMA", "EXD")
        .replace("<CurrentCode>40<", "<CurrentCode>10<");
    match is_consolidated {
        true => declared.replace("<TradeTerms>", &master),
        false => declared,
    }
}

/// A movement of a consignment.
fn movement(code: &str, kind: &str, ucr: &str, place: &str) -> String {
    let time = match code {
        "EAL" => "goodsArrivalDateTime",
        _ => "goodsDepartureDateTime",
    };
    format!(
        "<i:inventoryLinkingMovementRequest xmlns:i=\"http://gov.uk/customs/inventoryLinking/v1\">\
         <i:messageCode>{code}</i:messageCode>\
         <i:ucrBlock><i:ucr>{ucr}</i:ucr><i:ucrType>{kind}</i:ucrType></i:ucrBlock>\
         <i:goodsLocation>{place}</i:goodsLocation>\
         <i:{time}>2026-03-01T10:30:00+01:00</i:{time}>\
         <i:movementReference>MOVE-{code}</i:movementReference>\
         </i:inventoryLinkingMovementRequest>"
    )
}

fn arrival(ucr: &str) -> String {
    movement("EAL", "D", ucr, "GBAUDVRDOVDVR")
}

fn departure(ucr: &str) -> String {
    movement("EDL", "D", ucr, "GBAUDVRDOVDVR")
}

/// What was said: the roots without what they have in common, or the functions.
fn said(both: &Both) -> String {
    let names = both.trader.bodies().into_iter().map(|body| {
        let root = body.split("<inventoryLinking").nth(1);
        let name = root.and_then(|rest| rest.split(['>', ' ']).next());
        name.map_or_else(|| text(&body, "FunctionCode").to_owned(), str::to_owned)
    });
    names.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_export_arrives_and_departs() {
    let both = Both::start().await;
    let declared = export("S", false);
    let lodged = both.lodge_at("/uk_cds/declarations/", &declared).await;
    let lodged = lodged["x-conversation-id"].clone();
    let arrived = both.lodge_at(ADDRESS, &arrival(OWN)).await["x-conversation-id"].clone();
    assert_eq!(
        said(&both),
        "02 MovementResponse 01 09 MovementTotalsResponse"
    );
    // What comes of the declaration comes in the conversation that it began.
    let conversations = both.trader.conversations();
    let expected = [&lodged, &arrived, &lodged, &lodged, &arrived];
    assert_eq!(conversations, expected.map(|name| name.to_str().unwrap()));
    let bodies = both.trader.bodies();
    assert_eq!(text(&bodies[1], "crc"), "000");
    assert_eq!(text(&bodies[1], "movementReference"), "MOVE-EAL");
    assert_eq!(text(&bodies[1], "soe"), "10");
    assert_eq!(text(&bodies[4], "messageCode"), "ERS");
    assert_eq!(text(&bodies[4], "soe"), "3");

    both.lodge_at(ADDRESS, &departure(OWN)).await;
    let last = both.trader.bodies().split_off(5);
    assert_eq!(text(&last[0], "actionCode"), "1");
    assert_eq!(text(&last[1], "soe"), "D");
    assert_eq!(text(&last[2], "FunctionCode"), "16");
    let ledger = both.authority.ledger();
    assert_eq!(ledger.declaration(LRN).unwrap().status, Status::Discharged);
}

#[tokio::test]
async fn a_consolidation_is_told_by_its_master() {
    let both = Both::start().await;
    let declared = export("S#control", true);
    both.lodge_at("/uk_cds/", &declared).await;
    let arrived = movement("EAL", "M", MASTER, "GBAUDVRDOVDVR");
    both.lodge_at(ADDRESS, &arrived).await;
    let bodies = both.trader.bodies();
    let totals = bodies.last().unwrap();
    assert_eq!(text(totals, "messageCode"), "EMR");
    assert_eq!(text(totals, "masterUCR"), MASTER);
    assert_eq!(text(totals, "ucr"), OWN);
    assert_eq!(text(totals, "roe"), "2", "it was controlled");
}

/// The error of the last answer, which rejects a movement.
fn error(both: &Both) -> String {
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(text(&last, "actionCode"), "3", "{last}");
    text(&last, "errorCode").to_owned()
}

#[tokio::test]
async fn what_cannot_be_moved_is_rejected() {
    let both = Both::start().await;
    both.lodge_at(ADDRESS, &arrival(OWN)).await;
    assert_eq!(error(&both), "16", "no declaration has the UCR");
    both.lodge_at("/uk_cds/", &export("S", false)).await;
    both.lodge_at(ADDRESS, &departure(OWN)).await;
    assert_eq!(error(&both), "14", "it is not released");
    let nowhere = movement("EAL", "D", OWN, "DOVER");
    both.lodge_at(ADDRESS, &nowhere).await;
    assert_eq!(error(&both), "28", "it is no location");
    // The same message may come again once it was refused.
    both.lodge_at(ADDRESS, &arrival(OWN)).await;
    both.lodge_at(ADDRESS, &departure(OWN)).await;
    let late = departure(OWN).replace("MOVE-EDL", "MOVE-2");
    both.lodge_at(ADDRESS, &late).await;
    assert_eq!(error(&both), "15", "it has left");

    let both = Both::start().await;
    both.lodge_at("/uk_cds/", &export("S#silent170", false))
        .await;
    both.lodge_at(ADDRESS, &arrival(OWN)).await;
    assert_eq!(said(&both), "02");

    let script = "[[rule]]\nmatch = { message = 'EAL' }\nanswer = ['reject']";
    let script = Script::from_toml(script).unwrap();
    let both = Both::with(|settings| settings.script = script).await;
    both.lodge_at("/uk_cds/", &export("S", false)).await;
    both.lodge_at(ADDRESS, &arrival(OWN)).await;
    assert_eq!(error(&both), "27");
}

#[tokio::test]
async fn what_is_no_movement_is_refused_at_the_door() {
    let both = Both::start().await;
    for wrong in [
        arrival(OWN).replace("EAL", "CST"),
        arrival(OWN).replace("http://gov.uk", "urn:x"),
        "<i:inventoryLinkingConsolidationRequest xmlns:i=\"urn:x\"/>".to_owned(),
    ] {
        let response = both.post_to(ADDRESS, &wrong).await.unwrap();
        assert_eq!(response.status(), 400, "{wrong}");
    }
}

#[tokio::test]
async fn every_message_about_a_movement_is_valid() {
    let schemas = official("CAS_SCHEMAS", "xsd").map(|folder| folder.join("uk-ile"));
    let Some(schemas) = schemas.filter(|folder| folder.is_dir()) else {
        return skipped("no official schemas");
    };
    if !has_xmllint() {
        return skipped("no xmllint");
    }
    for is_consolidated in [false, true] {
        let both = Both::with(|settings| settings.keep_transcripts = true).await;
        both.lodge_at(ADDRESS, &arrival(OWN)).await;
        both.lodge_at("/uk_cds/", &export("S", is_consolidated))
            .await;
        let words = ["inventoryLinkingMovementTotalsResponse"];
        both.authority.notify_as("uk_cds", LRN, &words).unwrap();
        both.authority.settled().await;
        both.lodge_at(ADDRESS, &arrival(OWN)).await;
        both.lodge_at(ADDRESS, &departure(OWN)).await;
        validate(&both, &schemas);
    }
}

fn validate(both: &Both, schemas: &Path) {
    let scratch = tempfile::tempdir().unwrap();
    let bodies = both.trader.bodies();
    let moved = bodies
        .iter()
        .filter(|body| body.contains("<inventoryLinking"));
    for (number, body) in moved.enumerate() {
        std::fs::write(scratch.path().join(format!("{number}.xml")), body).unwrap();
    }
    let files = files(scratch.path());
    assert!(files.len() > 5, "{}", said(both));
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schemas.join("inventoryLinkingResponseExternal.xsd"))
        .args(files)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}
