//! Which messages follow which marker, script and follow-up? Over real HTTP.

use crate::common::{
    Both, DECLARATION, amendment, follow_up, invalidation, presentation, text, with_ucr,
};
use cas_authority::{Script, Status};

async fn check(messages: &[String], expected: &str, status: Status) {
    let both = Both::start().await;
    for message in messages {
        both.lodge(message).await;
    }
    assert_eq!(both.trader.types().join(" "), expected, "{}", messages[0]);
    let ledger = both.authority.ledger();
    let entry = ledger.declaration("LRN20260001").unwrap();
    assert_eq!(entry.status, status, "{expected}");
    assert_eq!(ledger.counts.outstanding, 0);
}

#[tokio::test]
async fn markers_choose_the_course() {
    for (ucr, expected, status) in [
        ("SHIP 1", "CC928C CC028C CC029C", Status::Released),
        ("S#control", "CC928C CC028C CC060C CC029C", Status::Released),
        (
            "S#documents",
            "CC928C CC028C CC060C CC029C",
            Status::Released,
        ),
        ("S#reject", "CC056C", Status::Rejected),
        (
            "S#guarantee",
            "CC928C CC028C CC055C",
            Status::GuaranteeNotValid,
        ),
        ("S#norelease", "CC928C CC028C CC051C", Status::NotReleased),
        ("S#invalidate", "CC928C CC028C CC009C", Status::Invalidated),
        ("S#hold", "CC928C CC028C", Status::Accepted),
        ("S#delay=1", "CC928C CC028C CC029C", Status::Released),
        (
            "S#duplicate",
            "CC928C CC928C CC028C CC028C CC029C CC029C",
            Status::Released,
        ),
        ("S#disorder", "CC029C CC028C CC928C", Status::Released),
        ("S#silent", "", Status::Received),
        (
            "S#malformed",
            "CC928C malformed CC028C CC029C",
            Status::Released,
        ),
        (
            "S#discharge",
            "CC928C CC028C CC029C CC045C",
            Status::Discharged,
        ),
        (
            "S#incident",
            "CC928C CC028C CC029C CC182C",
            Status::Released,
        ),
        (
            "S#discrepancy",
            "CC928C CC028C CC029C CC019C",
            Status::Released,
        ),
        (
            "S#recovery",
            "CC928C CC028C CC029C CC035C",
            Status::Released,
        ),
        ("S#nack906", "CC906C", Status::Rejected),
        ("S#nack917", "CC917C", Status::Rejected),
        (
            "#control#incident#discharge",
            "CC928C CC028C CC060C CC029C CC182C CC045C",
            Status::Discharged,
        ),
    ] {
        check(&[with_ucr(ucr)], expected, status).await;
    }
}

#[tokio::test]
async fn follow_ups_depend_on_the_standing() {
    let prelodged = |ucr: &str| {
        let kind = "additionalDeclarationType>";
        with_ucr(ucr).replace(&format!("{kind}A"), &format!("{kind}D"))
    };
    let lrn = "<LRN>LRN20260001</LRN>";
    for (messages, expected, status) in [
        (vec![prelodged("S")], "CC928C", Status::Acknowledged),
        (
            vec![prelodged("S"), presentation()],
            "CC928C CC028C CC029C",
            Status::Released,
        ),
        (
            vec![with_ucr("S"), presentation()],
            "CC928C CC028C CC029C CC056C",
            Status::Released,
        ),
        (
            vec![prelodged("S"), amendment(&prelodged("S")), presentation()],
            "CC928C CC004C CC028C CC029C",
            Status::Released,
        ),
        (
            vec![with_ucr("S#hold"), invalidation(lrn)],
            "CC928C CC028C CC009C",
            Status::Invalidated,
        ),
        (
            vec![with_ucr("S#hold#noinvalidation"), invalidation(lrn)],
            "CC928C CC028C CC009C",
            Status::Accepted,
        ),
        (
            vec![with_ucr("S"), invalidation(lrn)],
            "CC928C CC028C CC029C CC056C",
            Status::Released,
        ),
        (
            vec![with_ucr("S#guarantee"), amendment(DECLARATION)],
            "CC928C CC028C CC055C CC004C CC029C",
            Status::Released,
        ),
        (
            vec![with_ucr("S#hold#noamendment"), amendment(DECLARATION)],
            "CC928C CC028C CC056C",
            Status::Accepted,
        ),
        (
            vec![
                with_ucr("S#reject"),
                with_ucr("S#reject").replace("MSG2", "MSG3"),
            ],
            "CC056C CC928C CC028C CC029C",
            Status::Released,
        ),
        (
            vec![with_ucr("S"), with_ucr("S").replace("MSG2", "MSG3")],
            "CC928C CC028C CC029C CC056C",
            Status::Released,
        ),
    ] {
        check(&messages, expected, status).await;
    }
}

#[tokio::test]
async fn rejections_name_their_cause() {
    let both = Both::start().await;
    both.lodge(&invalidation("<MRN>26DE00000000000J15</MRN>"))
        .await;
    both.lodge(&follow_up("CC007C", "MSG-007", "")).await;
    both.lodge(&DECLARATION.replace("26DE0000000000017", "26"))
        .await;
    let found: Vec<_> = both
        .trader
        .bodies()
        .iter()
        .map(|body| {
            let parts = [
                "messageType",
                "correlationIdentifier",
                "errorPointer",
                "errorCode",
            ];
            parts.map(|name| text(body, name).to_owned()).join(" ")
        })
        .collect();
    assert_eq!(
        found,
        [
            "CC056C MSG-014 /CC014C/TransitOperation/MRN 90",
            "CC906C MSG-007 /CC007C/messageType 12",
            "CC056C MSG20260001 /CC015C/Guarantee[1]/GuaranteeReference[1]/GRN 12",
        ]
    );
    let ledger = both.authority.ledger();
    assert_eq!(ledger.declarations.len(), 1, "strangers leave no entry");
}

#[tokio::test]
async fn an_invalidation_may_name_the_mrn() {
    let both = Both::start().await;
    both.lodge(&with_ucr("S#hold")).await;
    let ledger = both.authority.ledger();
    let mrn = ledger
        .declaration("LRN20260001")
        .unwrap()
        .mrn
        .clone()
        .unwrap();
    assert!(cas_model::formats::has_valid_check_digit(&mrn), "{mrn}");
    assert!(
        mrn.starts_with("26DE") && mrn[16..].starts_with('J'),
        "{mrn}"
    );
    both.lodge(&invalidation(&format!("<MRN>{mrn}</MRN>")))
        .await;
    assert_eq!(both.trader.types().last().unwrap(), "CC009C");
}

#[tokio::test]
async fn scripts_come_before_markers() {
    for (script, expected) in [
        ("answer = ['control']", "CC928C CC028C CC060C CC029C"),
        (
            "answer = ['CC928C', 'wait=1', 'CC028C', 'CC051C']",
            "CC928C CC028C CC051C",
        ),
        ("match = { lrn = 'OTHER' }\nanswer = ['silent']", "CC056C"),
    ] {
        let script = Script::from_toml(&format!("[[rule]]\n{script}")).unwrap();
        let both = Both::with(|settings| settings.script = script).await;
        both.lodge(&with_ucr("S#reject")).await;
        assert_eq!(both.trader.types().join(" "), expected);
    }
}

#[tokio::test]
async fn an_authority_may_say_more_unasked() {
    let both = Both::start().await;
    both.lodge(&with_ucr("S#hold")).await;
    both.authority.notify("LRN20260001", &["CC029C"]).unwrap();
    both.authority.settled().await;
    assert_eq!(both.trader.types(), ["CC928C", "CC028C", "CC029C"]);
    for (lrn, words, reason) in [
        ("LRN20260001", ["CC045C"], "finished"),
        ("OTHER", ["CC045C"], "no declaration"),
        ("LRN20260001", ["CC999C"], "neither"),
    ] {
        let error = both.authority.notify(lrn, &words).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[tokio::test]
async fn the_same_seed_says_the_same() {
    let mut told = Vec::new();
    for seed in [7, 7, 8] {
        let both = Both::with(|settings| settings.seed = seed).await;
        both.lodge(&with_ucr("#control#discharge")).await;
        told.push(both.trader.bodies());
    }
    assert_eq!(told[0], told[1]);
    assert_ne!(told[0], told[2]);
    insta::assert_snapshot!(told[0].join("\n").replace("><", ">\n<"));
}
