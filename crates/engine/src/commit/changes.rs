//! What follows from a unit of work, as the changes that the store commits: the only place that
//! knows its follow-ups as tasks.

use anyhow::Context as _;
use cas_model::notification::Notification;
use cas_model::record::Json;
use cas_process::unit_of_work::{
    Effects, FollowUp, FreedLane, NewNotification, Next, Transmission,
};
use cas_store::{Changes, NewTask, NotificationRecord, TaskKind};

/// The effects of a unit of work as changes; its alerts and troubles are logged.
///
/// # Errors
/// When something that is told cannot be written; then nothing may be committed.
pub(crate) fn changes_of(effects: Effects) -> anyhow::Result<Changes> {
    // Without `..`: an effect that is new is carried over, or this does not compile.
    let Effects {
        ingestion_results,
        shipments,
        declarations,
        revisions,
        searched,
        history,
        declared_masses,
        table_hits,
        messages,
        message_results,
        told,
        actions,
        notifications,
        deliveries,
        alerts,
        follow_ups,
        freed,
        troubles,
    } = effects;
    for trouble in troubles {
        tracing::error!(trouble, "a unit of work goes on without something");
    }
    for alert in &alerts {
        tracing::warn!(tenant = %alert.tenant_id, kind = alert.kind, text = alert.text, "alert");
    }
    let notifications: Result<_, _> = notifications.into_iter().map(notification_of).collect();
    Ok(Changes {
        ingestion_results,
        shipments,
        declarations,
        revisions,
        searched,
        history,
        declared_masses,
        table_hits,
        messages,
        message_results,
        told,
        actions,
        notifications: notifications?,
        deliveries,
        alerts,
        tasks: follow_ups.into_iter().map(task_of).collect(),
        freed: freed.into_iter().map(lane_of).collect(),
        ..Changes::default()
    })
}

/// A notification as it is posted, in the text that is kept of it.
fn notification_of(new: NewNotification) -> anyhow::Result<NotificationRecord> {
    let NewNotification {
        id,
        tenant_id,
        event_time,
        notice,
    } = new;
    let notice = notice.cut();
    let (event_type, event_sub_type) = (notice.kind().to_owned(), notice.sub_kind().to_owned());
    let notification = Notification {
        id,
        tenant_id,
        plant_id: notice.plant().map(str::to_owned),
        event_time,
        event_type: event_type.clone(),
        event_sub_type: event_sub_type.clone(),
        data: notice,
    };
    Ok(NotificationRecord {
        tenant_id,
        seq: 0,
        id,
        body: Json::encode(&notification).context("a notification")?,
        event_type,
        event_sub_type,
        occurred_at: event_time,
    })
}

fn task_of(follow_up: FollowUp) -> NewTask {
    let task = |kind, subject| NewTask {
        id: follow_up.id,
        tenant_id: follow_up.tenant_id,
        kind,
        subject,
        endpoint: String::new(),
        lane: None,
        due_at: follow_up.due_at,
    };
    match follow_up.next {
        Next::Advance(declaration) => task(TaskKind::Advance, declaration.0),
        Next::GoOn(shipment, lane) => NewTask {
            lane: Some(lane),
            ..task(TaskKind::GoOn, shipment.0)
        },
        Next::Transmit(Transmission {
            message,
            system,
            lane,
        }) => NewTask {
            endpoint: system.as_str().to_owned(),
            lane: Some(lane),
            ..task(TaskKind::Transmit, message.0)
        },
        Next::Interpret(message) => task(TaskKind::Interpret, message.0),
        Next::Deliver(delivery, subscription) => NewTask {
            endpoint: subscription.to_string(),
            ..task(TaskKind::Deliver, delivery.0)
        },
    }
}

fn lane_of(freed: FreedLane) -> cas_store::FreedLane {
    cas_store::FreedLane {
        tenant_id: freed.tenant_id,
        lane: freed.lane,
        due_at: freed.due_at,
    }
}
