//! What follows from a unit of work, as the changes that the store commits: the only place that
//! knows its follow-ups as tasks.

use cas_process::unit_of_work::{self, Effects, FollowUp, Next};
use cas_store::{Changes, FreedLane, NewTask, TaskKind};

/// The effects of a unit of work as changes; its alerts and troubles are logged.
pub(crate) fn changes_of(effects: Effects) -> Changes {
    // Without `..`: an effect that is new is carried over, or this does not compile.
    let Effects {
        ingestion_results,
        shipments,
        declarations,
        revisions,
        history,
        messages,
        message_results,
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
    Changes {
        ingestion_results,
        shipments,
        declarations,
        revisions,
        history,
        messages,
        message_results,
        actions,
        notifications,
        deliveries,
        alerts,
        tasks: follow_ups.into_iter().map(task_of).collect(),
        freed: freed.into_iter().map(freed_lane).collect(),
        ..Changes::default()
    }
}

fn task_of(follow_up: FollowUp) -> NewTask {
    let (kind, subject, lane) = match follow_up.next {
        Next::Advance(declaration) => (TaskKind::Advance, declaration.0, None),
        Next::GoOn(shipment, lane) => (TaskKind::Continue, shipment.0, Some(lane)),
        Next::Transmit(message, lane) => (TaskKind::Transmit, message.0, Some(lane)),
        Next::Interpret(message) => (TaskKind::Interpret, message.0, None),
        Next::Deliver(delivery) => (TaskKind::Deliver, delivery.0, None),
    };
    NewTask {
        id: follow_up.id,
        tenant_id: follow_up.tenant_id,
        kind,
        subject,
        lane,
        due_at: follow_up.due_at,
    }
}

fn freed_lane(freed: unit_of_work::FreedLane) -> FreedLane {
    FreedLane {
        tenant_id: freed.tenant_id,
        lane: freed.lane,
        due_at: freed.due_at,
    }
}
