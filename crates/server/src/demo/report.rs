//! Prints what came of the demo's stories: the way of each, its errors, duties and origins.

use std::collections::{BTreeMap, HashMap};

use cas_demo::stories::Story;
use cas_model::lifecycle::Status;
use serde_json::Value;

use super::client::Client;
use super::progress::Progress;
use crate::terminal::say;

/// What is asked, of whom.
pub(super) struct Report<'a> {
    /// The client that asks what became of them.
    pub client: &'a Client,
    /// The stories that are told.
    pub stories: &'a [Story],
}

impl Report<'_> {
    /// Prints each story's way, and whether it ended as it should.
    pub async fn print(&self, progress: &HashMap<&str, Progress>) -> anyhow::Result<bool> {
        let mut all_well = true;
        say("");
        for story in self.stories {
            let progress = progress.get(story.reference());
            let path = progress.map_or_else(String::new, |progress| progress.path.join(" → "));
            let well = progress.is_some_and(|progress| progress.ended);
            all_well &= well;
            let mark = if well { "✓" } else { "✗" };
            say(format_args!(
                "{mark} {}  {}",
                story.reference(),
                story.title
            ));
            say(format_args!("      {path}"));
            if let Some(why) = progress.and_then(|progress| progress.told.as_ref()) {
                say(format_args!(
                    "      {} {why}",
                    story.told.unwrap_or_default()
                ));
            }
            if !well {
                let ends: Vec<&str> = story.ends.iter().map(|end| end.as_str()).collect();
                say(format_args!(
                    "      it should have ended {}",
                    ends.join(" and ")
                ));
            }
            let problem = matches!(story.ends[..], [Status::CustomsError | Status::Invalid]);
            if let Some(declaration) = progress
                .and_then(|progress| progress.declaration.as_ref())
                .filter(|_| problem)
            {
                self.errors(declaration).await?;
            }
            for declaration in progress
                .iter()
                .flat_map(|progress| progress.statuses.keys())
            {
                self.duties(declaration).await?;
            }
            if story.ends.len() > 1 {
                for declaration in progress
                    .iter()
                    .flat_map(|progress| progress.statuses.keys())
                {
                    self.origins(declaration).await?;
                }
            }
        }
        Ok(all_well)
    }

    /// Prints where the values of a declaration came from.
    async fn origins(&self, declaration: &str) -> anyhow::Result<()> {
        let path = format!("/v1/declarations/{declaration}");
        let read = self.client.get(&path).await?;
        let answer = self.client.get(&format!("{path}/origins")).await?;
        let origins = answer["origins"].as_array().cloned().unwrap_or_default();
        let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for origin in &origins {
            let kind = origin["origin"]["type"].as_str().unwrap_or_default();
            *by_kind.entry(kind).or_default() += 1;
        }
        let kinds = by_kind
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        say(format_args!(
            "      {}  MRN {}  {} values: {kinds}",
            read["customsFlowStep"].as_str().unwrap_or_default(),
            read["mrn"].as_str().unwrap_or_default(),
            origins.len()
        ));
        let told = |origin: &&Value| {
            let kind = origin["origin"]["type"].as_str();
            matches!(kind, Some("decisionTable" | "earlierDeclaration"))
        };
        for origin in origins.iter().filter(told).take(5) {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let from = &origin["origin"];
            let why = match from["type"].as_str() {
                Some("decisionTable") => format!(
                    "table {} version {} row {}",
                    text(&from["table"]),
                    from["version"],
                    text(&from["row"])
                ),
                _ => format!("{} of step {}", text(&from["field"]), text(&from["step"])),
            };
            let (path, value) = (text(&origin["path"]), text(&origin["value"]));
            say(format_args!("        {path} = {value}  ({why})"));
        }
        Ok(())
    }

    /// Prints the errors of a declaration and where they are.
    async fn errors(&self, declaration: &str) -> anyhow::Result<()> {
        let answer = self
            .client
            .get(&format!("/v1/declarations/{declaration}"))
            .await?;
        for error in answer["errors"].as_array().into_iter().flatten().take(4) {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let place = &error["fieldReference"][0];
            say(format_args!(
                "      {} {}  at {}.{}",
                text(&error["errorCode"]),
                text(&error["message"]),
                text(&place["path"]),
                text(&place["fieldName"])
            ));
        }
        Ok(())
    }
    /// Prints what customs wants to be paid.
    async fn duties(&self, declaration: &str) -> anyhow::Result<()> {
        let path = format!("/v1/declarations/{declaration}");
        let read = self.client.get(&path).await?;
        let duties = read["customs"]["duties"].as_array();
        for duty in duties.into_iter().flatten() {
            if duty["state"] == "Final" {
                let text = |name: &str| duty[name].as_str().unwrap_or_default().to_owned();
                let (tax, currency) = (text("taxType"), text("currency"));
                let (item, amount) = (&duty["itemNumber"], text("amount"));
                say(format_args!(
                    "      duty {tax} of item {item}: {amount} {currency}"
                ));
            }
        }
        Ok(())
    }
}
