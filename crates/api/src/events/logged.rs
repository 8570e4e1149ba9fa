//! What of an event is looked at, beside the text that is handed on.

use std::borrow::Cow;

use cas_model::secret_fields::{hide, may_hold_secret};
use cas_store::NotificationRecord;
use serde::Deserialize;

use crate::shown_events::EventSubject;

/// An event of the log, read as far as filters ask.
#[derive(Clone, Debug)]
pub(crate) struct LoggedEvent {
    /// Its place in the log of its tenant.
    pub(crate) seq: i64,
    /// The `eventType` of its envelope.
    pub(crate) event_type: String,
    /// The `eventSubType` of its envelope.
    pub(crate) event_sub_type: String,
    /// The plant that it concerns, as the ERP has it.
    pub(crate) plant: Option<String>,
    /// The declaration that it speaks of, by our id.
    pub(crate) declaration: Option<String>,
    /// The name of the flow that made the declaration.
    pub(crate) flow: Option<String>,
    /// By what it is decided who is shown it.
    pub(crate) subject: EventSubject,
    /// The envelope as it is posted to webhooks, in JSON.
    pub(crate) text: String,
}

/// What of an envelope is read; what it lacks no filter finds.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(borrow)]
    plant_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    data: EnvelopeData<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct EnvelopeData<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    customs_flow: Option<Cow<'a, str>>,
}

impl LoggedEvent {
    /// Reads a row of the log. Secrets have no business in events; where one stands in an event all
    /// the same, it is masked for whoever listens.
    ///
    /// # Errors
    /// When the row is not JSON.
    pub(crate) fn read(row: NotificationRecord) -> serde_json::Result<Self> {
        let mut text = row.body.into_text();
        if may_hold_secret(text.as_bytes()) {
            let mut body = serde_json::from_str(&text)?;
            hide(&mut body);
            text = body.to_string();
        }
        let envelope: Envelope<'_> = serde_json::from_str(&text)?;
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Ok(Self {
            seq: row.seq,
            event_type: row.event_type,
            event_sub_type: row.event_sub_type,
            plant: owned(envelope.plant_id),
            declaration: owned(envelope.data.id),
            flow: owned(envelope.data.customs_flow),
            subject: EventSubject::read(&text)?,
            text,
        })
    }
}
