//! Sends a thousand parcels in one request, as a parcel carrier does, and waits for their release.

use std::collections::BTreeSet;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::client::Client;
use super::events::Events;
use crate::terminal::say;

/// Sends them and follows them; returns whether all were released.
pub(super) async fn send(client: &Client, parcels: &[Value]) -> anyhow::Result<bool> {
    if parcels.is_empty() {
        return Ok(true);
    }
    let begun = Instant::now();
    client
        .post_lines("/v1/customsshipments", parcels, "demo-parcels")
        .await?;
    let accepted = begun.elapsed();
    let released = follow(client, parcels).await?;
    let (count, all) = (released, parcels.len());
    let mark = if count == all { "✓" } else { "✗" };
    say(format_args!(
        "{mark} {count} of {all} parcels of low value released, sent in one request"
    ));
    say(format_args!(
        "      accepted in {:.1} s, released after {:.1} s\n",
        accepted.as_secs_f64(),
        begun.elapsed().as_secs_f64()
    ));
    Ok(count == all)
}

/// Follows the event log until all are released or nothing happens any more; returns how many are.
async fn follow(client: &Client, parcels: &[Value]) -> anyhow::Result<usize> {
    let waited: BTreeSet<&str> = parcels.iter().filter_map(reference).collect();
    let bar = ProgressBar::new(waited.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "{bar:30} {pos} of {len} parcels are released",
    )?);
    let mut events = Events::new(client);
    let mut released = BTreeSet::new();
    while released.len() < waited.len() {
        let Some(told) = events.next().await? else {
            break;
        };
        let references = told.iter().filter_map(released_reference);
        let of_ours = references.filter(|reference| waited.contains(reference));
        released.extend(of_ours.map(str::to_owned));
        bar.set_position(released.len() as u64);
    }
    bar.finish_and_clear();
    Ok(released.len())
}

fn reference(parcel: &Value) -> Option<&str> {
    parcel["externalReference"].as_str()
}

/// Whose release an event tells.
fn released_reference(event: &Value) -> Option<&str> {
    let is_release =
        event["eventType"] == "DeclarationStatusChanged" && event["eventSubType"] == "Released";
    let data = &event["data"];
    let reference = data["customsShipmentReference"].as_str();
    reference
        .or(data["businessReference"].as_str())
        .filter(|_| is_release)
}
