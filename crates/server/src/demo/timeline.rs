//! Sends the demo's shipments, follows the event log, prints what happens, and checks the ends.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use anyhow::Context as _;
use cas_demo::shipments::{Reaction, Shipment};
use cas_model::lifecycle::Status;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::client::Client;
use crate::commands::say;

/// How long nothing may happen before the demo is taken to be stuck.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the event log is asked for more.
const LOOK: Duration = Duration::from_millis(100);

/// What is known of a shipment.
#[derive(Default)]
struct Progress {
    path: Vec<String>,
    declaration: Option<String>,
    at_end: BTreeSet<String>,
    declarations: BTreeSet<String>,
    reacted: bool,
    told: Option<String>,
    ended: bool,
}

/// Follows all shipments to their ends; returns whether each ended as it should.
pub async fn follow(client: &Client, shipments: &[Shipment]) -> anyhow::Result<bool> {
    let bar = ProgressBar::new(shipments.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "{bar:30} {pos} of {len} shipments have ended",
    )?);
    for shipment in shipments {
        let key = format!("demo-{}", shipment.reference());
        client
            .post("/v1/customsshipments", &shipment.document, Some(&key))
            .await?;
    }
    let mut follower = Follower {
        client,
        shipments,
        progress: HashMap::new(),
        bar: &bar,
        cursor: String::new(),
    };
    follower.run().await?;
    bar.finish_and_clear();
    follower.report().await
}

struct Follower<'a> {
    client: &'a Client,
    shipments: &'a [Shipment],
    progress: HashMap<&'a str, Progress>,
    bar: &'a ProgressBar,
    cursor: String,
}

impl<'a> Follower<'a> {
    async fn run(&mut self) -> anyhow::Result<()> {
        let mut quiet = tokio::time::Instant::now();
        while self
            .progress
            .values()
            .filter(|progress| progress.ended)
            .count()
            < self.shipments.len()
        {
            let page = self
                .client
                .get(&format!("/v1/events?after={}", self.cursor))
                .await?;
            let events = page["events"].as_array().cloned().unwrap_or_default();
            for event in &events {
                self.take(event).await?;
            }
            if let Some(cursor) = page["nextCursor"].as_str() {
                cursor.clone_into(&mut self.cursor);
            }
            if !events.is_empty() {
                quiet = tokio::time::Instant::now();
            } else if quiet.elapsed() > PATIENCE {
                return Ok(());
            } else {
                tokio::time::sleep(LOOK).await;
            }
        }
        Ok(())
    }

    async fn take(&mut self, event: &Value) -> anyhow::Result<()> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (kind, sub_kind) = (text(&event["eventType"]), text(&event["eventSubType"]));
        let data = &event["data"];
        let reference = text(&data["customsShipmentReference"]) + &text(&data["businessReference"]);
        let all = self.shipments;
        let Some(shipment) = all
            .iter()
            .find(|shipment| shipment.reference() == reference)
        else {
            return Ok(());
        };
        let time = text(&event["eventTime"]);
        let time = time.get(11..23).unwrap_or_default();
        let mrn = data["mrn"]
            .as_str()
            .map_or_else(String::new, |mrn| format!("  MRN {mrn}"));
        let line = format!("{time}  {reference}  {sub_kind:<26}{mrn}");
        // Without a terminal there is no bar to print above.
        if self.bar.is_hidden() {
            say(line.trim_end());
        } else {
            self.bar.println(line);
        }
        if shipment.told == Some(sub_kind.as_str()) {
            let why = data["errorDescriptions"][0].as_str().unwrap_or_default();
            let progress = self.progress.entry(shipment.reference()).or_default();
            progress.told = Some(why.to_owned());
            self.look_for_end(shipment);
        }
        if kind != "DeclarationStatusChanged" {
            return Ok(());
        }
        let status = Status::parse(&sub_kind)
            .with_context(|| format!("a status that the model does not know: {sub_kind}"))?;
        self.reached(shipment, status, text(&data["id"])).await
    }

    async fn reached(
        &mut self,
        shipment: &'a Shipment,
        status: Status,
        declaration: String,
    ) -> anyhow::Result<()> {
        let progress = self.progress.entry(shipment.reference()).or_default();
        progress.path.push(status.to_string());
        progress.declaration = Some(declaration.clone());
        progress.declarations.insert(declaration.clone());
        match &shipment.reaction {
            Some((at, reaction)) if *at == status && !progress.reacted => {
                progress.reacted = true;
                react(self.client, reaction, shipment, &declaration).await?;
            }
            Some(_) | None => {}
        }
        let waits = shipment.reaction.is_some() && !progress.reacted;
        if status == shipment.end && !waits {
            progress.at_end.insert(declaration);
        }
        self.look_for_end(shipment);
        Ok(())
    }

    /// Whether all has happened that must.
    fn look_for_end(&mut self, shipment: &'a Shipment) {
        let progress = self.progress.entry(shipment.reference()).or_default();
        let is_told = shipment.told.is_none() || progress.told.is_some();
        if progress.at_end.len() >= shipment.declarations && is_told && !progress.ended {
            progress.ended = true;
            self.bar.inc(1);
        }
    }

    /// Prints each shipment's way, and whether it ended as it should.
    async fn report(&self) -> anyhow::Result<bool> {
        let mut all_well = true;
        say("");
        for shipment in self.shipments {
            let progress = self.progress.get(shipment.reference());
            let path = progress.map_or_else(String::new, |progress| progress.path.join(" → "));
            let well = progress.is_some_and(|progress| progress.ended);
            all_well &= well;
            let mark = if well { "✓" } else { "✗" };
            say(format_args!(
                "{mark} {}  {}",
                shipment.reference(),
                shipment.title
            ));
            say(format_args!("      {path}"));
            if let Some(why) = progress.and_then(|progress| progress.told.as_ref()) {
                say(format_args!(
                    "      {} {why}",
                    shipment.told.unwrap_or_default()
                ));
            }
            if !well {
                say(format_args!("      it should have ended {}", shipment.end));
            }
            let problem = matches!(shipment.end, Status::CustomsError | Status::Invalid);
            if let Some(declaration) = progress
                .and_then(|progress| progress.declaration.as_ref())
                .filter(|_| problem)
            {
                self.errors(declaration).await?;
            }
            if shipment.declarations > 1 {
                for declaration in progress.iter().flat_map(|progress| &progress.declarations) {
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
}

async fn react(
    client: &Client,
    reaction: &Reaction,
    shipment: &Shipment,
    declaration: &str,
) -> anyhow::Result<()> {
    match reaction {
        Reaction::Send(document) => {
            let key = format!("demo-{}-again", shipment.reference());
            client
                .post("/v1/customsshipments", document, Some(&key))
                .await?;
        }
        Reaction::Act(action, body) => {
            let path = format!("/v1/declarations/{declaration}/{action}");
            // Started again, the demo meets statuses that were left long ago.
            if let Err(error) = client.post(&path, body, None).await {
                tracing::info!(
                    error = format!("{error:#}"),
                    action,
                    "the action was not taken"
                );
            }
        }
    }
    Ok(())
}
