//! Sends the demo's shipments, follows the event log, prints what happens, and checks the ends.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context as _;
use cas_demo::stories::{Reaction, Story};
use cas_model::lifecycle::Status;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::client::Client;
use super::events::Events;
use super::progress::Progress;
use super::report::Report;
use crate::terminal::say;

/// Follows all shipments to their ends; returns whether each ended as it should.
pub async fn follow(client: &Client, stories: &[Story]) -> anyhow::Result<bool> {
    let bar = ProgressBar::new(stories.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "{bar:30} {pos} of {len} shipments have ended",
    )?);
    for story in stories {
        let key = format!("demo-{}", story.reference());
        client
            .post("/v1/customsshipments", &story.document, Some(&key))
            .await?;
    }
    let mut follower = Follower {
        client,
        stories,
        progress: HashMap::new(),
        bar: &bar,
    };
    follower.run().await?;
    bar.finish_and_clear();
    Report { client, stories }.print(&follower.progress).await
}

struct Follower<'a> {
    client: &'a Client,
    stories: &'a [Story],
    progress: HashMap<&'a str, Progress>,
    bar: &'a ProgressBar,
}

impl<'a> Follower<'a> {
    async fn run(&mut self) -> anyhow::Result<()> {
        let mut events = Events::new(self.client);
        let has_ended = |progress: &&Progress| progress.ended;
        while self.progress.values().filter(has_ended).count() < self.stories.len() {
            let Some(told) = events.next().await? else {
                return Ok(());
            };
            for event in &told {
                self.take(event).await?;
            }
        }
        Ok(())
    }

    async fn take(&mut self, event: &Value) -> anyhow::Result<()> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (kind, sub_kind) = (text(&event["eventType"]), text(&event["eventSubType"]));
        let data = &event["data"];
        let reference = text(&data["customsShipmentReference"]) + &text(&data["businessReference"]);
        let all = self.stories;
        let Some(story) = all.iter().find(|story| story.reference() == reference) else {
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
        if story.told == Some(sub_kind.as_str()) {
            let why = data["errorDescriptions"][0].as_str().unwrap_or_default();
            let progress = self.progress.entry(story.reference()).or_default();
            progress.told = Some(why.to_owned());
            self.look_for_end(story);
        }
        if kind != "DeclarationStatusChanged" {
            return Ok(());
        }
        let status = Status::parse(&sub_kind)
            .with_context(|| format!("a status that the model does not know: {sub_kind}"))?;
        self.reached(story, status, text(&data["id"])).await
    }

    async fn reached(
        &mut self,
        story: &'a Story,
        status: Status,
        declaration: String,
    ) -> anyhow::Result<()> {
        let progress = self.progress.entry(story.reference()).or_default();
        progress.path.push(status.to_string());
        progress.declaration = Some(declaration.clone());
        progress.statuses.insert(declaration.clone(), status);
        match story.reactions.get(progress.reacted) {
            Some((at, reaction)) if *at == status => {
                progress.reacted += 1;
                let told = status.as_str();
                let times = progress
                    .path
                    .iter()
                    .filter(|status| *status == told)
                    .count();
                if reached_so_often(self.client, &declaration, told).await? <= times {
                    react(self.client, reaction, story, &declaration).await?;
                }
            }
            Some(_) | None => {}
        }
        self.look_for_end(story);
        Ok(())
    }

    /// Whether all has happened that must.
    fn look_for_end(&mut self, story: &'a Story) {
        let progress = self.progress.entry(story.reference()).or_default();
        let is_told = story.told.is_none() || progress.told.is_some();
        let waits = progress.reacted < story.reactions.len();
        let is_there = are_at(&progress.statuses, &story.ends);
        if is_there && is_told && !waits && !progress.ended {
            progress.ended = true;
            self.bar.inc(1);
        }
    }
}

/// How often a declaration has come to a status. Started again, the demo hears of statuses that
/// were left long ago, and what was done about them was done.
async fn reached_so_often(client: &Client, id: &str, status: &str) -> anyhow::Result<usize> {
    let answer = client
        .get(&format!("/v1/declarations/{id}/history"))
        .await?;
    let entries = answer["history"].as_array().into_iter().flatten();
    let mut statuses: Vec<&str> = entries
        .filter_map(|entry| entry["status"].as_str())
        .collect();
    statuses.dedup();
    Ok(statuses.iter().filter(|found| **found == status).count())
}

/// Whether there is a declaration at each of the ends.
fn are_at(statuses: &BTreeMap<String, Status>, ends: &[Status]) -> bool {
    let mut left: Vec<Status> = statuses.values().copied().collect();
    ends.iter().all(|end| {
        let at = left.iter().position(|status| status == end);
        at.map(|at| left.swap_remove(at)).is_some()
    })
}

async fn react(
    client: &Client,
    reaction: &Reaction,
    story: &Story,
    declaration: &str,
) -> anyhow::Result<()> {
    match reaction {
        Reaction::Send(document) => {
            let key = format!("demo-{}-again", story.reference());
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
