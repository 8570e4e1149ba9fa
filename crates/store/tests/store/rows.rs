//! Rows to begin with; tests change what they are about.

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::declaration::{Direction, Side};
use cas_model::ids::{
    ActionId, AlertId, DeclarationId, DeliveryId, IngestionId, MessageId, NotificationId,
    ShipmentId, SubscriptionId, SystemCode, TaskId, TenantId,
};
use cas_model::lifecycle::{Action, Event, Family, Status};
use cas_model::message::{MessageDirection, MessageState};
use cas_store::*;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// So many seconds after the beginning.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

pub fn id() -> Uuid {
    Uuid::now_v7()
}

pub fn tenant() -> TenantId {
    TenantId(id())
}

pub fn system() -> SystemCode {
    SystemCode::parse("ncts").unwrap()
}

pub fn ingestion(tenant_id: TenantId) -> IngestionRecord {
    IngestionRecord {
        tenant_id,
        id: IngestionId(id()),
        kind: "CustomsShipment".into(),
        client_id: "erp".into(),
        external_reference: Some("S-1".into()),
        body: Json::stored("{}"),
        sent: None,
        changes: Json::default(),
        idempotency_key: None,
        options: Json::stored("{}"),
        state: IngestionState::Received,
        errors: Json::stored("[]"),
        received_at: at(0),
        finished_at: None,
        actor: None,
    }
}

pub fn shipment(tenant_id: TenantId, external_reference: &str) -> ShipmentRecord {
    ShipmentRecord {
        tenant_id,
        id: ShipmentId(id()),
        external_reference: external_reference.into(),
        direction: Direction::Out,
        flow: Some("transit".into()),
        flow_version: 1,
        run: 1,
        started_steps: Json::stored("[]"),
        document: Json::stored("{}"),
        input_changes: Json::default(),
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn declaration(tenant_id: TenantId) -> DeclarationRecord {
    DeclarationRecord {
        tenant_id,
        id: DeclarationId(id()),
        shipment_id: ShipmentId(id()),
        run: 1,
        external_reference: "S-1".into(),
        direction: Direction::Out,
        flow: Some("transit".into()),
        flow_version: 1,
        step: Some("departure".into()),
        instance_count: 1,
        instance_seq: 1,
        family: Family::Transit,
        system: system(),
        declaration_type: "T1".into(),
        jurisdiction: "DE".into(),
        lrn: "LRN1".into(),
        mrn: None,
        arc: None,
        side: Side::Sent,
        number_copy: 0,
        consignment: None,
        ucr: None,
        ship_from: None,
        ship_to: None,
        company: None,
        plant: None,
        storage_location: None,
        declaration_date: None,
        status: Status::ALL[0],
        covered: None,
        facts: Json::stored("{}"),
        findings: Json::stored("[]"),
        revision: 1,
        last_revision: 1,
        lodged_revision: None,
        sent_revision: None,
        group_keys: Json::stored("[]"),
        formed_digest: None,
        due_at: None,
        covered_due_at: None,
        history_length: 0,
        version: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn revision(of: &DeclarationRecord, number: u32) -> RevisionRecord {
    RevisionRecord {
        tenant_id: of.tenant_id,
        declaration_id: of.id,
        number,
        document: Json::stored("{}"),
        origins: Json::stored("{}"),
        edits: Json::stored("[]"),
        deduced_on: None,
        sealed_at: None,
        created_at: at(0),
    }
}

pub fn history(of: &DeclarationRecord, seq: u32) -> HistoryEntry {
    HistoryEntry {
        tenant_id: of.tenant_id,
        declaration_id: of.id,
        seq,
        event: Event::ALL[0],
        status: of.status,
        expected: true,
        actor: "engine".into(),
        note: None,
        message_id: None,
        customs_time: None,
        recorded_at: at(0),
    }
}

pub fn action(of: &DeclarationRecord) -> ActionRecord {
    ActionRecord {
        tenant_id: of.tenant_id,
        id: ActionId(id()),
        declaration_id: of.id,
        action: Action::Submit,
        reason: None,
        content: Some(Json::stored("{}")),
        actor: "erp".into(),
        successful: None,
        requested_at: at(0),
        finished_at: None,
        errors: None,
    }
}

pub fn message(tenant_id: TenantId, direction: MessageDirection) -> MessageRecord {
    MessageRecord {
        tenant_id,
        id: MessageId(id()),
        direction,
        system: system(),
        declaration_id: None,
        message_type: None,
        identifier: None,
        revision: None,
        state: match direction {
            MessageDirection::Outbound => MessageState::Stored,
            MessageDirection::Inbound => MessageState::Received,
        },
        note: None,
        body: vec![0, 255, 60],
        content_type: "application/xml".into(),
        path: None,
        headers: Json::stored("[]"),
        conversation: None,
        created_at: at(0),
        processed_at: None,
        attempts: None,
    }
}

pub fn message_result(of: &MessageRecord, state: MessageState) -> MessageResult {
    MessageResult {
        tenant_id: of.tenant_id,
        id: of.id,
        state,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: None,
        processed_at: Some(at(1)),
        attempts: None,
        next_attempt_at: None,
    }
}

pub fn alert(tenant_id: TenantId) -> AlertRecord {
    AlertRecord {
        tenant_id,
        id: AlertId(id()),
        kind: "unmatched-message".into(),
        text: "a message belongs to nothing".into(),
        message_id: None,
        declaration_id: None,
        raised_at: at(0),
        resolved_at: None,
        subject: None,
        resolved_by: None,
        resolution: None,
    }
}

pub fn notification(tenant_id: TenantId) -> NotificationRecord {
    NotificationRecord {
        tenant_id,
        seq: 0,
        id: NotificationId(id()),
        event_type: "Declaration".into(),
        event_sub_type: "StatusChanged".into(),
        body: Json::stored("{}"),
        occurred_at: at(0),
    }
}

pub fn subscription(tenant_id: TenantId) -> SubscriptionRecord {
    SubscriptionRecord {
        tenant_id,
        id: SubscriptionId(id()),
        url: "https://erp.example/hook".into(),
        filters: Json::stored("[]"),
        secret: "whsec_AAAA".into(),
        client_id: "erp".into(),
        created_at: at(0),
        disabled_at: None,
        name: None,
        former_secret: None,
        former_secret_until: None,
        version: 1,
        changed_at: None,
        changed_by: None,
    }
}

pub fn delivery(to: &SubscriptionRecord, of: &NotificationRecord) -> DeliveryRecord {
    DeliveryRecord {
        tenant_id: to.tenant_id,
        id: DeliveryId(id()),
        subscription_id: to.id,
        notification_id: of.id,
        state: DeliveryState::Pending,
        attempts: 0,
        last_answer: None,
        created_at: at(0),
        attempted_at: None,
        next_at: Some(at(0)),
        replay_of: None,
        replayed_by: None,
    }
}

pub fn task(tenant_id: TenantId, kind: TaskKind) -> NewTask {
    NewTask {
        id: TaskId(id()),
        tenant_id,
        kind,
        subject: id(),
        endpoint: String::new(),
        lane: None,
        due_at: at(0),
    }
}

/// Claims what is due, of each queue at most a hundred.
pub async fn claim(store: &Store, owner: &str, seconds: i64) -> Vec<Task> {
    claim_of(store, TaskKind::ALL, 100, owner, seconds).await
}

/// Claims what is due of some kinds, of each queue at most so many.
pub async fn claim_of(
    store: &Store,
    kinds: &[TaskKind],
    most: u32,
    owner: &str,
    seconds: i64,
) -> Vec<Task> {
    let due = store.due_queues(kinds, at(seconds)).await.unwrap();
    let turns = due.into_iter().map(|due| Turn {
        queue: due.queue,
        most,
    });
    let turns: Vec<Turn> = turns.collect();
    let claim = Claim {
        turns: &turns,
        owner,
        now: at(seconds),
        lease_until: at(seconds + 30),
    };
    store.claim(&claim).await.unwrap()
}

pub fn configuration(tenant_id: TenantId) -> ConfigurationRecord {
    ConfigurationRecord {
        tenant_id,
        kind: ConfigurationKind::Flow,
        name: "transit".into(),
        version: 1,
        state: ConfigurationState::Draft,
        document: Json::stored("{}"),
        valid_from: Some("2026-01-01".parse().unwrap()),
        valid_to: None,
        edition: 1,
        created_at: at(0),
        updated_at: at(0),
        updated_by: "erp".into(),
        published_at: None,
        published_by: None,
        note: None,
        review: None,
    }
}

pub fn table_hits(tenant_id: TenantId) -> TableRowHits {
    TableRowHits {
        tenant_id,
        table_name: "offices".into(),
        version: 1,
        row_id: Some("r1".into()),
        hits: 1,
        first_at: at(0),
        last_at: at(0),
    }
}

pub fn today() -> Date {
    "2026-03-01".parse().unwrap()
}

/// A version of an article whose record begins on a day; its document says which version it is.
pub fn master_data(
    tenant: TenantId,
    code: &str,
    (version, from): (u32, Option<&str>),
) -> NewMasterData {
    let row = MasterDataRecord {
        tenant_id: tenant,
        kind: "article".into(),
        code: code.into(),
        version,
        valid_from: FirstDay(from.map(|day| day.parse().unwrap())),
        valid_to: None,
        is_current: true,
        name: None,
        search_text: code.to_lowercase(),
        document: Json::stored(version.to_string()),
        updated_at: at(i64::from(version)),
        updated_by: None,
    };
    NewMasterData {
        row,
        replaces: None,
    }
}

pub fn code_list(tenant: TenantId, list: &str) -> CodeListRecord {
    CodeListRecord {
        tenant_id: tenant,
        list: list.into(),
        source: "a test".into(),
        entries: 1,
        loaded_at: at(0),
    }
}

pub fn code_list_entry(tenant: TenantId, list: &str, code: &str) -> CodeListEntryRecord {
    CodeListEntryRecord {
        tenant_id: tenant,
        list: list.into(),
        code: code.into(),
        valid_from: FirstDay(None),
        valid_to: None,
        description: Some(format!("What {code} means")),
        attributes: Json::stored("{}"),
    }
}

pub fn some_master_data() -> MasterDataSearch {
    MasterDataSearch {
        limit: 9,
        ..MasterDataSearch::default()
    }
}

pub fn some_codes() -> CodeListSearch {
    CodeListSearch {
        limit: 9,
        ..CodeListSearch::default()
    }
}
