//! A declaration in hand: loaded, changed by facts, written back as rows.
//!
//! [`DeclarationState::record`] is the only place where a status changes: it asks the family's
//! table and writes the history entry. What the table does not foresee changes nothing and is
//! reported, so that the caller raises an alert.

use anyhow::Context as _;
use cas_model::cas_reference::assign_in_document;
use cas_model::declaration::{CustomsFacts, Organisation};
use cas_model::difference::{Difference, differences};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::Edits;
use cas_model::finding::{Finding, Source};
use cas_model::ids::MessageId;
use cas_model::lifecycle::{Event, Phase, Standing, Status};
use cas_model::notification::DeclarationReference;
use cas_model::origin::Origins;
use cas_model::record::{DeclarationRecord, HistoryEntry, Json, RevisionRecord};
use cas_model::search::{SearchedDocument, SearchedRevision};
use jiff::Timestamp;
use jiff::civil::Date;

use super::content::Content;
use super::questions::{is_fate_unknown, supplemented_day};

/// A declaration, its current document, and what was done to it.
#[derive(Clone, Debug)]
pub struct DeclarationState {
    /// The row; its JSON columns are stale while in hand.
    pub row: DeclarationRecord,
    /// The current revision's document.
    pub document: SingleAdministrativeDocument,
    /// Where its values came from.
    pub origins: Origins,
    /// What persons changed since it was formed.
    pub edits: Edits,
    /// What customs said of it.
    pub facts: CustomsFacts,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The day as of which its values were deduced.
    pub deduced_on: Option<Date>,
    /// When the current revision was sent.
    pub sealed_at: Option<Timestamp>,
    /// The revisions beside the current one that customs has, or was sent.
    others: Vec<Content>,
    /// New entries of its history.
    history: Vec<HistoryEntry>,
    /// Revisions that were left behind with changes of this step, and when.
    left: Vec<(Content, Timestamp)>,
    document_touched: bool,
    touched: bool,
}

/// What is noted with a fact.
#[derive(Clone, Debug, Default)]
pub struct FactNote {
    /// Who or what brought it about.
    pub actor: String,
    /// A word for people.
    pub note: Option<String>,
    /// The message that brought it, or that it sent.
    pub message_id: Option<MessageId>,
    /// When customs says that it happened, as customs wrote it.
    pub customs_time: Option<String>,
}

impl FactNote {
    /// An entry by an actor.
    pub fn by(actor: &str) -> Self {
        Self {
            actor: actor.to_owned(),
            ..Self::default()
        }
    }
}

/// A declaration with what was done to it, as records.
#[derive(Debug)]
pub struct Written {
    /// The declaration's record, with its version raised by one.
    pub declaration: DeclarationRecord,
    /// Revisions that are new, or were rewritten.
    pub revisions: Vec<RevisionRecord>,
    /// What the document in hand is searched for, where its revision is among them.
    pub searched: Option<SearchedRevision>,
    /// New entries of its history.
    pub history: Vec<HistoryEntry>,
}

/// What a fact did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The status changed, to this one.
    Moved(Status),
    /// The covered status changed.
    CoveredMoved,
    /// The table knows the fact here, and the status stays.
    Stayed,
    /// The table does not foresee the fact here; kept, nothing changed.
    Unexpected,
}

impl DeclarationState {
    /// A declaration that a step just made.
    pub fn new(row: DeclarationRecord, document: SingleAdministrativeDocument) -> Self {
        Self {
            row,
            document,
            origins: Origins::default(),
            edits: Edits::default(),
            facts: CustomsFacts::default(),
            findings: Vec::new(),
            deduced_on: None,
            sealed_at: None,
            others: Vec::new(),
            history: Vec::new(),
            left: Vec::new(),
            document_touched: true,
            touched: true,
        }
    }

    /// A declaration as it is stored, with its [`needed_revisions`].
    pub fn load(row: DeclarationRecord, revisions: &[RevisionRecord]) -> anyhow::Result<Self> {
        let of_row = |revision: &&RevisionRecord| revision.declaration_id == row.id;
        let (current, others): (Vec<_>, Vec<_>) = revisions
            .iter()
            .filter(of_row)
            .partition(|revision| revision.number == row.revision);
        let current = current.first().with_context(|| {
            format!("declaration {} lacks its revision {}", row.id, row.revision)
        })?;
        let content = Content::read(current)?;
        let others: anyhow::Result<Vec<Content>> = others.into_iter().map(Content::read).collect();
        Ok(Self {
            document: content.document,
            origins: content.origins,
            edits: content.edits,
            facts: row.facts.get()?,
            findings: row.findings.get()?,
            deduced_on: content.deduced_on,
            sealed_at: content.sealed_at,
            others: others?,
            row,
            history: Vec::new(),
            left: Vec::new(),
            document_touched: false,
            touched: false,
        })
    }

    /// The status and the covered one, as lifecycle tables ask for both.
    pub fn standing(&self) -> Standing {
        self.row.standing()
    }

    /// Records a fact: the status moves as the table says, and what customs has with it.
    pub fn record(&mut self, event: Event, entry: FactNote, now: Timestamp) -> Recorded {
        let before = self.standing();
        let next = before.after(self.row.family, event);
        let standing = next.unwrap_or(before);
        self.row.status = standing.status;
        self.row.covered = standing.covered;
        self.row.history_length += 1;
        self.touched = true;
        self.history.push(HistoryEntry {
            tenant_id: self.row.tenant_id,
            declaration_id: self.row.id,
            seq: self.row.history_length,
            event,
            status: standing.status,
            expected: next.is_some(),
            actor: entry.actor,
            note: entry.note,
            message_id: entry.message_id,
            customs_time: entry.customs_time,
            recorded_at: now,
        });
        self.follow_amendment(event, before.status);
        match next {
            None => Recorded::Unexpected,
            Some(standing) if standing == before => Recorded::Stayed,
            Some(standing) if standing.status == before.status => Recorded::CoveredMoved,
            Some(standing) => Recorded::Moved(standing.status),
        }
    }

    /// Which revision customs has after a fact, and whether an amendment is given up with it.
    fn follow_amendment(&mut self, event: Event, before: Status) {
        let is_given_up = matches!(
            event,
            Event::AmendmentCancelled
                | Event::AmendmentRejected
                | Event::RequestDenied
                | Event::DeclarationRejected
                | Event::Expired
        ) || (event == Event::MessageRefused && before != Status::Invalidating);
        if event.accepts_amendment() {
            let sent = self.row.sent_revision.take();
            self.row.lodged_revision = sent.or(self.row.lodged_revision);
        } else if is_given_up {
            self.row.sent_revision = None;
        }
        let amends = matches!(
            self.row.status,
            Status::Amendable | Status::Amending | Status::AmendmentError
        );
        let is_with_customs = match self.row.status.phase() {
            Phase::Lodged | Phase::InFlight | Phase::Closed => true,
            Phase::Preparation | Phase::Refused => false,
        };
        if is_with_customs && !amends {
            self.restore();
        }
    }

    /// Customs has accepted an amendment that it was not known to have, and decides on a later one.
    pub fn accepted_late(&mut self, revision: u32) {
        if self
            .row
            .lodged_revision
            .is_none_or(|lodged| lodged < revision)
        {
            self.row.lodged_revision = Some(revision);
            self.touched = true;
        }
    }

    /// Puts what customs has in the place of what is worked on; that stays stored by its number.
    fn restore(&mut self) {
        let lodged = self
            .row
            .lodged_revision
            .filter(|number| *number != self.row.revision);
        let position = self
            .others
            .iter()
            .position(|other| Some(other.number) == lodged);
        let Some(position) = position else { return };
        let lodged = self.others.swap_remove(position);
        let draft = Content {
            number: std::mem::replace(&mut self.row.revision, lodged.number),
            document: std::mem::replace(&mut self.document, lodged.document),
            origins: std::mem::replace(&mut self.origins, lodged.origins),
            edits: std::mem::replace(&mut self.edits, lodged.edits),
            deduced_on: std::mem::replace(&mut self.deduced_on, lodged.deduced_on),
            sealed_at: std::mem::replace(&mut self.sealed_at, lodged.sealed_at),
        };
        if std::mem::take(&mut self.document_touched) {
            self.left.push((draft.clone(), self.row.updated_at));
        }
        self.others.push(draft);
        self.findings
            .retain(|finding| finding.source == Source::Customs);
        self.touched = true;
    }

    fn revision_row(&self, content: &Content, now: Timestamp) -> anyhow::Result<RevisionRecord> {
        Ok(RevisionRecord {
            tenant_id: self.row.tenant_id,
            declaration_id: self.row.id,
            number: content.number,
            document: Json::encode(&content.document)?,
            origins: Json::encode(&content.origins)?,
            edits: Json::encode(&content.edits)?,
            deduced_on: content.deduced_on,
            sealed_at: content.sealed_at,
            created_at: now,
        })
    }

    /// The document that customs has, where it is not the one in hand.
    pub fn lodged_document(&self) -> &SingleAdministrativeDocument {
        let lodged = self.row.lodged_revision;
        let other = self
            .others
            .iter()
            .find(|other| Some(other.number) == lodged);
        match other {
            Some(other) if lodged != Some(self.row.revision) => &other.document,
            Some(_) | None => &self.document,
        }
    }

    /// The day as of which its values are deduced: that of the lodged revision while customs has it,
    /// because rates and tables of that day stay those of the declaration.
    pub fn deduction_day(&self, today: Date) -> Date {
        match self.row.status.phase() {
            Phase::Lodged | Phase::InFlight | Phase::Closed => self.deduced_on.unwrap_or(today),
            Phase::Preparation | Phase::Refused => today,
        }
    }

    /// The day whose law counts: that of the acceptance, as customs says it or a supplementary
    /// declaration does of what it supplements; else the day that is known now, today.
    ///
    /// Source: Articles 77 and 172 of Regulation (EU) No 952/2013.
    pub fn law_day(&self, today: Date) -> Date {
        let accepted = self.facts.acceptance_date;
        accepted
            .or_else(|| supplemented_day(&self.document, &self.row.jurisdiction))
            .unwrap_or(today)
    }

    /// Takes over what customs said.
    pub fn take_facts(&mut self, facts: CustomsFacts) {
        self.facts.merge(facts);
        self.row.mrn.clone_from(&self.facts.mrn);
        self.row.arc.clone_from(&self.facts.arc);
        self.row.declaration_date = self.facts.acceptance_date;
        self.touched = true;
    }

    /// Replaces what is wrong with it.
    pub fn set_findings(&mut self, findings: Vec<Finding>) {
        self.findings = findings;
        self.touched = true;
    }

    /// Adds something that is wrong with it.
    pub fn add_finding(&mut self, finding: Finding) {
        self.findings.push(finding);
        self.touched = true;
    }

    /// What differs between what customs has and a document. Elements that deductions made are
    /// named by what they say, as people name them.
    pub fn changes_to_lodged(&self, document: &SingleAdministrativeDocument) -> Vec<Difference> {
        let (mut lodged, mut document) = (self.lodged_document().clone(), document.clone());
        assign_in_document(&mut lodged);
        assign_in_document(&mut document);
        differences(&lodged, &document)
    }

    /// Opens the document for changes: a sealed revision stays as it was sent, and a new one is
    /// begun on a copy.
    pub fn edit(&mut self) -> (&mut SingleAdministrativeDocument, &mut Origins) {
        if self.sealed_at.is_some() {
            self.others.push(Content {
                number: self.row.revision,
                document: self.document.clone(),
                origins: self.origins.clone(),
                edits: self.edits.clone(),
                deduced_on: self.deduced_on,
                sealed_at: self.sealed_at.take(),
            });
            self.row.last_revision += 1;
            self.row.revision = self.row.last_revision;
        }
        self.document_touched = true;
        self.touched = true;
        (&mut self.document, &mut self.origins)
    }

    /// Seals the current revision: it was sent, and is what customs has.
    pub fn seal(&mut self, now: Timestamp) {
        self.seal_document(now);
        self.row.lodged_revision = Some(self.row.revision);
    }

    /// Seals the current revision as what is lodged anew: the number that customs gave to what it
    /// rejected is no more this declaration's, and nothing is unknown of what was sent before.
    pub fn lodge_anew(&mut self, now: Timestamp) {
        let former = self.facts.mrn.take();
        self.facts.former_mrns.extend(former);
        self.row.mrn = None;
        self.findings.retain(|finding| !is_fate_unknown(&finding));
        self.seal(now);
    }

    /// Seals the current revision as an amendment: it was sent, and customs decides on it.
    pub fn seal_amendment(&mut self, now: Timestamp) {
        self.seal_document(now);
        self.row.sent_revision = Some(self.row.revision);
    }

    fn seal_document(&mut self, now: Timestamp) {
        if self.sealed_at.is_none() {
            self.sealed_at = Some(now);
            self.document_touched = true;
        }
        self.touched = true;
    }

    /// Notes that the row was changed.
    pub fn mark_changed(&mut self) {
        self.touched = true;
    }

    /// What was done, as records; nothing where nothing was.
    ///
    /// # Errors
    /// When a document cannot be written as text.
    pub fn written(mut self, now: Timestamp) -> anyhow::Result<Option<Written>> {
        if !self.touched {
            return Ok(None);
        }
        let created = self.row.version == 0;
        self.row.version += 1;
        self.row.updated_at = now;
        self.search_columns();
        self.row.facts = Json::encode(&self.facts)?;
        self.row.findings = Json::encode(&self.findings)?;
        let left = std::mem::take(&mut self.left);
        let left = left
            .iter()
            .map(|(content, at)| self.revision_row(content, *at));
        let mut revisions = left.collect::<anyhow::Result<Vec<_>>>()?;
        let mut searched = None;
        if self.document_touched || created {
            searched = Some(SearchedRevision {
                declaration_id: self.row.id,
                number: self.row.revision,
                document: SearchedDocument::new(&self.document, self.row.direction),
            });
            revisions.push(RevisionRecord {
                tenant_id: self.row.tenant_id,
                declaration_id: self.row.id,
                number: self.row.revision,
                document: Json::encode(&self.document)?,
                origins: Json::encode(&self.origins)?,
                edits: Json::encode(&self.edits)?,
                deduced_on: self.deduced_on,
                sealed_at: self.sealed_at,
                created_at: now,
            });
        }
        Ok(Some(Written {
            declaration: self.row,
            revisions,
            searched,
            history: self.history,
        }))
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
            trader_reference: self.trader_reference(),
            ..reference_of(&self.row, public_url)
        }
    }
}

/// How notifications speak of a declaration as it was written last.
#[must_use]
pub fn reference_of(row: &DeclarationRecord, public_url: &str) -> DeclarationReference {
    DeclarationReference {
        id: row.id,
        customs_shipment_reference: row.external_reference.clone(),
        jurisdiction: row.jurisdiction.clone(),
        trader_reference: row.ucr.clone(),
        customs_flow: row.flow.clone().unwrap_or_default(),
        customs_flow_step: row.step.clone().unwrap_or_default(),
        customs_flow_step_instance_count: row.instance_count,
        customs_flow_step_instance_seq: row.instance_seq,
        mrn: row.mrn.clone(),
        lrn: row.lrn.clone(),
        declaration_url: format!("{public_url}/v1/declarations/{}", row.id),
    }
}
