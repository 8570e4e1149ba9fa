//! What the customs of the United Kingdom took in its published conversations, the authority takes.

use std::path::{Path, PathBuf};

use crate::common::Both;
use crate::schemas::{files, official, skipped};
use crate::uk_cds::errors;

#[tokio::test]
async fn declarations_of_published_conversations_are_accepted() {
    let Some(conversations) = official("CAS_CONVERSATIONS", "conversations/uk-cds") else {
        return skipped("no published conversations");
    };
    let (mut count, mut rejected) = (0, Vec::new());
    for folder in files(&conversations) {
        let texts: Vec<String> = below(&folder)
            .iter()
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .collect();
        let says = |code: &str| {
            let mut answers = texts.iter().filter(|text| text.contains("<Response>"));
            answers.any(|text| text.contains(&format!("<FunctionCode>{code}<")))
        };
        if says("03") || !(says("01") || says("02")) {
            continue;
        }
        for body in texts.iter().filter(|text| is_declaration(text)) {
            let both = Both::start().await;
            if both.post_to("/uk_cds/", body).await.unwrap().status() != 202 {
                continue;
            }
            both.authority.settled().await;
            let functions = both.trader.functions();
            if functions.contains(&"03".to_owned()) {
                let errors = errors(&both.trader.bodies()[0]);
                rejected.push(format!("{}: {errors}", folder.display()));
            }
            count += 1;
        }
    }
    assert!(rejected.is_empty(), "{}", rejected.join("\n"));
    assert!(count > 40, "{count}");
}

fn is_declaration(body: &str) -> bool {
    let is_answer = body.contains("<Response") || body.contains(":Response");
    body.contains("<FunctionCode>9<") && body.contains(">DEC<") && !is_answer
}

fn below(folder: &Path) -> Vec<PathBuf> {
    if !folder.is_dir() {
        return vec![folder.to_owned()];
    }
    files(folder).iter().flat_map(|path| below(path)).collect()
}
