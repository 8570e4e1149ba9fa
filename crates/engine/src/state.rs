//! A declaration in hand: loaded, changed by facts, written back as rows.
//!
//! [`DeclarationState::record`] is the only place where a status changes: it asks the family's
//! table and writes the history entry. What the table does not foresee changes nothing and is
//! reported, so that the caller raises an alert.

use cas_model::declaration::{CustomsFacts, Organisation};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::ids::MessageId;
use cas_model::lifecycle::{Event, Status};
use cas_model::notification::DeclarationReference;
use cas_model::origin::Origins;
use cas_store::{Changes, DeclarationRow, HistoryRow, RevisionRow};
use jiff::Timestamp;
use jiff::civil::Date;

/// A declaration, its current document, and what was done to it.
#[derive(Clone, Debug)]
pub(crate) struct DeclarationState {
    /// The row; its JSON columns are stale while in hand.
    pub row: DeclarationRow,
    /// The current revision's document.
    pub document: SingleAdministrativeDocument,
    /// Where its values came from.
    pub origins: Origins,
    /// What customs said of it.
    pub facts: CustomsFacts,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The day as of which its values were deduced.
    pub deduced_on: Option<Date>,
    /// When the current revision was sent.
    pub sealed_at: Option<Timestamp>,
    /// New entries of its history.
    history: Vec<HistoryRow>,
    document_touched: bool,
    touched: bool,
}

/// What is noted with a fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// Who or what brought it about.
    pub actor: String,
    /// A word for people.
    pub note: Option<String>,
    /// The message that brought it, or that it sent.
    pub message_id: Option<MessageId>,
    /// Customs' time.
    pub customs_time: Option<String>,
}

impl Entry {
    /// An entry by an actor.
    pub fn by(actor: &str) -> Self {
        Self {
            actor: actor.to_owned(),
            ..Self::default()
        }
    }
}

/// What a fact did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// The status changed.
    Moved(Status),
    /// The table knows the fact here, and the status stays.
    Stayed,
    /// The table does not foresee the fact here; kept, nothing changed.
    Unexpected,
}

impl DeclarationState {
    /// A declaration that a step just made.
    pub fn new(row: DeclarationRow, document: SingleAdministrativeDocument) -> Self {
        Self {
            row,
            document,
            origins: Origins::default(),
            facts: CustomsFacts::default(),
            findings: Vec::new(),
            deduced_on: None,
            sealed_at: None,
            history: Vec::new(),
            document_touched: true,
            touched: true,
        }
    }

    /// A declaration as it is stored.
    pub fn load(row: DeclarationRow, revision: &RevisionRow) -> anyhow::Result<Self> {
        Ok(Self {
            document: serde_json::from_str(&revision.document)?,
            origins: serde_json::from_str(&revision.origins)?,
            facts: serde_json::from_str(&row.facts)?,
            findings: serde_json::from_str(&row.findings)?,
            deduced_on: revision.deduced_on,
            sealed_at: revision.sealed_at,
            row,
            history: Vec::new(),
            document_touched: false,
            touched: false,
        })
    }

    /// Records a fact and moves the status as the table says.
    pub fn record(&mut self, event: Event, entry: Entry, now: Timestamp) -> Recorded {
        let before = self.row.status;
        let next = self.row.family.next(before, event);
        let status = next.unwrap_or(before);
        self.row.status = status;
        self.row.history_length += 1;
        self.touched = true;
        self.history.push(HistoryRow {
            tenant_id: self.row.tenant_id,
            declaration_id: self.row.id,
            seq: self.row.history_length,
            event,
            status,
            expected: next.is_some(),
            actor: entry.actor,
            note: entry.note,
            message_id: entry.message_id,
            customs_time: entry.customs_time,
            recorded_at: now,
        });
        match next {
            None => Recorded::Unexpected,
            Some(status) if status == before => Recorded::Stayed,
            Some(status) => Recorded::Moved(status),
        }
    }

    /// Takes over what customs said.
    pub fn learn(&mut self, facts: CustomsFacts) {
        self.facts.merge(facts);
        self.row.mrn.clone_from(&self.facts.mrn);
        self.row.arc.clone_from(&self.facts.arc);
        self.row.declaration_date = self.facts.acceptance_date;
        self.touched = true;
    }

    /// Replaces what is wrong with it.
    pub fn find(&mut self, findings: Vec<Finding>) {
        self.findings = findings;
        self.touched = true;
    }

    /// Opens the document for changes: a sealed revision stays what customs has, and a new one is
    /// begun on a copy.
    pub fn edit(&mut self) -> (&mut SingleAdministrativeDocument, &mut Origins) {
        if self.sealed_at.take().is_some() {
            self.row.revision += 1;
        }
        self.document_touched = true;
        self.touched = true;
        (&mut self.document, &mut self.origins)
    }

    /// Seals the current revision: it was sent, and is what customs has.
    pub fn seal(&mut self, now: Timestamp) {
        if self.sealed_at.is_none() {
            self.sealed_at = Some(now);
            self.document_touched = true;
        }
        self.row.lodged_revision = Some(self.row.revision);
        self.touched = true;
    }

    /// Writes what was done into the changes.
    pub fn save(mut self, now: Timestamp, changes: &mut Changes) -> anyhow::Result<()> {
        if !self.touched {
            return Ok(());
        }
        let created = self.row.version == 0;
        self.row.version += 1;
        self.row.updated_at = now;
        self.search_columns();
        self.row.facts = serde_json::to_string(&self.facts)?;
        self.row.findings = serde_json::to_string(&self.findings)?;
        if self.document_touched || created {
            changes.revisions.push(RevisionRow {
                tenant_id: self.row.tenant_id,
                declaration_id: self.row.id,
                number: self.row.revision,
                document: serde_json::to_string(&self.document)?,
                origins: serde_json::to_string(&self.origins)?,
                deduced_on: self.deduced_on,
                sealed_at: self.sealed_at,
                created_at: now,
            });
        }
        changes.history.append(&mut self.history);
        changes.declarations.push(self.row);
        Ok(())
    }

    /// The columns beside the document that searches use.
    fn search_columns(&mut self) {
        let shipment = self.document.goods_shipment.as_deref();
        self.row.ship_from = shipment.and_then(|shipment| shipment.export_country.clone());
        self.row.ship_to = shipment.and_then(|shipment| shipment.destination.clone());
        self.row.ucr = self.trader_reference();
    }

    /// The unique consignment reference: of the declaration, else of its goods shipment.
    pub fn trader_reference(&self) -> Option<String> {
        let of_shipment = || self.document.goods_shipment.as_deref()?.ucr.as_deref();
        self.document
            .ucr
            .as_deref()
            .or_else(of_shipment)
            .and_then(|ucr| ucr.trader_reference.clone())
    }

    /// Where in the organisation it belongs.
    pub fn organisation(&self) -> Organisation {
        Organisation {
            company: self.row.company.clone(),
            plant: self.row.plant.clone(),
            storage_location: self.row.storage_location.clone(),
        }
    }

    /// How notifications speak of it.
    pub fn reference(&self, public_url: &str) -> DeclarationReference {
        DeclarationReference {
            id: self.row.id,
            customs_shipment_reference: self.row.external_reference.clone(),
            jurisdiction: self.row.jurisdiction.clone(),
            trader_reference: self.trader_reference(),
            customs_flow: self.row.flow.clone(),
            customs_flow_step: self.row.step.clone(),
            customs_flow_step_instance_count: self.row.instance_count,
            customs_flow_step_instance_seq: self.row.instance_seq,
            mrn: self.row.mrn.clone(),
            lrn: self.row.lrn.clone(),
            declaration_url: format!("{public_url}/v1/declarations/{}", self.row.id),
        }
    }
}

/// Whether a declaration was withdrawn: what follows it in a flow does not wait for it.
pub(crate) fn is_withdrawn(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Invalidated)
}
