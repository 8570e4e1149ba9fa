//! What a piece of work changes, written down whole.

use std::fmt::Write as _;

use cas_model::record::{DeclarationRecord, HistoryEntry, MessageRecord, RevisionRecord};
use cas_process::planning::PlannedDeclaration;
use cas_process::unit_of_work::Effects;

/// Everything of it, in the order of its fields; what is empty is left out.
pub fn effects(effects: &Effects, planned: &[PlannedDeclaration]) -> String {
    let mut text = String::new();
    let mut lines = |name: &str, lines: Vec<String>| {
        for line in lines {
            let _ = writeln!(text, "{name}: {}", short(&line));
        }
    };
    lines("planned", planned.iter().map(json).collect());
    let shipments = effects.shipments.iter().map(|one| {
        format!(
            "{} {} {} flow {} v{} run {} started {} version {} created {} updated {} {}",
            one.id,
            one.external_reference,
            one.direction.as_str(),
            one.flow.as_deref().unwrap_or_default(),
            one.flow_version,
            one.run,
            one.started_steps.as_str(),
            one.version,
            one.created_at,
            one.updated_at,
            one.document.as_str()
        )
    });
    lines("shipment", shipments.collect());
    lines(
        "declaration",
        effects.declarations.iter().map(row).collect(),
    );
    lines("revision", effects.revisions.iter().map(revision).collect());
    lines("history", effects.history.iter().map(entry).collect());
    lines("message", effects.messages.iter().map(message).collect());
    lines("result", debug(&effects.message_results));
    lines("action", debug(&effects.actions));
    lines("ingestion", debug(&effects.ingestion_results));
    let notices = effects.notifications.iter().map(|one| {
        let kinds = (one.notice.kind(), one.notice.sub_kind());
        format!(
            "{} {} {kinds:?} {}",
            one.id,
            one.event_time,
            json(&one.notice)
        )
    });
    lines("notice", notices.collect());
    let deliveries = effects.deliveries.iter().map(|one| {
        format!(
            "{} of {} to {} {:?} attempts {} next {:?}",
            one.id, one.notification_id, one.subscription_id, one.state, one.attempts, one.next_at
        )
    });
    lines("delivery", deliveries.collect());
    let alerts = effects.alerts.iter().map(|one| {
        format!(
            "{} {}: {} message {:?} declaration {:?} at {}",
            one.id, one.kind, one.text, one.message_id, one.declaration_id, one.raised_at
        )
    });
    lines("alert", alerts.collect());
    let next = effects.follow_ups.iter();
    let next = next.map(|one| format!("{} {:?} at {}", one.id, one.next, one.due_at));
    lines("next", next.collect());
    lines("freed", debug(&effects.freed));
    lines("trouble", effects.troubles.clone());
    text
}

/// Ids by what tells them apart.
pub fn short(text: &str) -> String {
    text.replace("00000000-0000-0000-0000-000000000", "#")
        .replace("00000000000000000000000000000", "#")
}

fn debug<T: std::fmt::Debug>(all: &[T]) -> Vec<String> {
    all.iter().map(|one| format!("{one:?}")).collect()
}

fn row(row: &DeclarationRecord) -> String {
    let of = [
        ("lrn", Some(row.lrn.clone())),
        ("mrn", row.mrn.clone()),
        ("arc", row.arc.clone()),
        ("ucr", row.ucr.clone()),
        ("from", row.ship_from.clone()),
        ("to", row.ship_to.clone()),
        ("company", row.company.clone()),
        ("plant", row.plant.clone()),
        ("location", row.storage_location.clone()),
        ("accepted", row.declaration_date.map(|day| day.to_string())),
        (
            "lodged",
            row.lodged_revision.map(|number| number.to_string()),
        ),
        ("sent", row.sent_revision.map(|number| number.to_string())),
        ("due", row.due_at.map(|time| time.to_string())),
        (
            "covered due",
            row.covered_due_at.map(|time| time.to_string()),
        ),
    ];
    let digest = row.formed_digest.as_deref().unwrap_or_default();
    let of = of
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    format!(
        "{} {:?} over {:?} {} version {} history {} revision {} of {}\n  shipment {} {} run {} {} \
         flow {} v{} step {} {} of {} {:?} {} {} {} keys {} digest {}\n  facts {} findings {}\n  \
         created {} updated {}",
        row.id,
        row.status,
        row.covered,
        of.collect::<Vec<_>>().join(" "),
        row.version,
        row.history_length,
        row.revision,
        row.last_revision,
        row.shipment_id,
        row.external_reference,
        row.run,
        row.direction.as_str(),
        row.flow.as_deref().unwrap_or_default(),
        row.flow_version,
        row.step.as_deref().unwrap_or_default(),
        row.instance_seq,
        row.instance_count,
        row.family,
        row.system,
        row.declaration_type,
        row.jurisdiction,
        row.group_keys.as_str(),
        digest.get(..8).unwrap_or(digest),
        row.facts.as_str(),
        row.findings.as_str(),
        row.created_at,
        row.updated_at,
    )
}

fn revision(one: &RevisionRecord) -> String {
    format!(
        "{} {} deduced {:?} sealed {:?} made {} {} origins {} edits {}",
        one.declaration_id,
        one.number,
        one.deduced_on,
        one.sealed_at,
        one.created_at,
        one.document.as_str(),
        one.origins.as_str(),
        one.edits.as_str()
    )
}

fn entry(entry: &HistoryEntry) -> String {
    format!(
        "{} {} {:?} -> {:?}{} by {} note {:?} message {:?} customs {:?} at {}",
        entry.declaration_id,
        entry.seq,
        entry.event,
        entry.status,
        if entry.expected { "" } else { " (unexpected)" },
        entry.actor,
        entry.note,
        entry.message_id,
        entry.customs_time,
        entry.recorded_at
    )
}

fn message(one: &MessageRecord) -> String {
    format!(
        "{} {:?} {} of {:?} {:?} id {:?} revision {:?} {:?} {} {} {} at {}: {}",
        one.id,
        one.direction,
        one.system,
        one.declaration_id,
        one.message_type,
        one.identifier,
        one.revision,
        one.state,
        one.content_type,
        one.path.as_deref().unwrap_or_default(),
        one.headers.as_str(),
        one.created_at,
        String::from_utf8_lossy(&one.body)
    )
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("JSON")
}
