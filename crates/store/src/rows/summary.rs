//! The narrow row beside a declaration: what lists show, filter and sort by.

use std::collections::BTreeSet;

use cas_model::civil_day::day_in;
use cas_model::collaboration::FlagColour;
use cas_model::declaration::Direction;
use cas_model::finding::{Finding, Severity};
use cas_model::ids::{DeclarationId, ShipmentId, SystemCode, TenantId};
use cas_model::lifecycle::{Group, Status};
use cas_model::record::{DeclarationRecord, Json};
use cas_model::search::{SearchedDocument, name_key, number_key, words_of_numbers};
use jiff::Timestamp;
use jiff::civil::Date;

/// The most error codes of a declaration that are listed and searched.
const MOST_CODES: usize = 50;
/// One of so many declarations is looked at to estimate how common a word is.
pub(crate) const SAMPLED: u64 = 2_000;

/// What a list shows of a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationSummary {
    /// Its number in this store, by which it is listed; it never changes.
    pub number: i64,
    /// The id that this system gave it.
    pub id: DeclarationId,
    /// The shipment it came from.
    pub shipment_id: ShipmentId,
    /// The reference that the ERP gave the shipment.
    pub external_reference: String,
    /// The local reference number (LRN), which we gave it.
    pub lrn: String,
    /// The master reference number (MRN), which customs gave it.
    pub mrn: Option<String>,
    /// The excise system's number.
    pub arc: Option<String>,
    /// Unique consignment reference (UCR) of the whole.
    pub ucr: Option<String>,
    /// Whether its goods come in (`IN`) or go out (`OUT`).
    pub direction: Direction,
    /// The name of the flow; none where customs told of it first.
    pub flow: Option<String>,
    /// The name of the flow's step; none where customs told of it first.
    pub step: Option<String>,
    /// The customs system that it goes to.
    pub system: SystemCode,
    /// The code of its type, such as `H1`.
    pub declaration_type: String,
    /// The country whose customs gets it (ISO 3166-1 alpha-2).
    pub jurisdiction: String,
    /// Country of dispatch or export (ISO 3166-1 alpha-2).
    pub ship_from: Option<String>,
    /// Country of destination (ISO 3166-1 alpha-2).
    pub ship_to: Option<String>,
    /// Code of the company, as the ERP has it.
    pub company: Option<String>,
    /// Code of the plant, as the ERP has it.
    pub plant: Option<String>,
    /// Code of the storage location, as the ERP has it.
    pub storage_location: Option<String>,
    /// Its status: the replay of its history.
    pub status: Status,
    /// The date customs accepted it.
    pub declaration_date: Option<Date>,
    /// When what is waited for is overdue.
    pub due_at: Option<Timestamp>,
    /// Name of the other party, else its identifier.
    pub party: Option<String>,
    /// How many errors are found in it.
    pub errors: u32,
    /// How many warnings are found in it.
    pub warnings: u32,
    /// The code of the finding that is looked at first: of the first error, else the first warning.
    pub finding_code: Option<String>,
    /// What that finding says, in one line.
    pub finding_text: Option<String>,
    /// The codes of its errors, each once.
    pub error_codes: Json<Vec<String>>,
    /// Who sees to it.
    pub assignee: Option<String>,
    /// The flag that somebody gave it.
    pub flag: Option<FlagColour>,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// All that is written of it.
#[derive(Clone, Debug)]
pub(crate) struct SummaryRecord {
    pub(crate) tenant_id: TenantId,
    pub(crate) id: DeclarationId,
    pub(crate) shipment_id: ShipmentId,
    pub(crate) external_reference: String,
    pub(crate) reference_key: String,
    pub(crate) lrn: String,
    pub(crate) lrn_key: String,
    pub(crate) mrn: Option<String>,
    pub(crate) mrn_key: String,
    pub(crate) arc: Option<String>,
    pub(crate) arc_key: String,
    pub(crate) ucr: Option<String>,
    pub(crate) ucr_key: String,
    pub(crate) direction: Direction,
    pub(crate) flow: Option<String>,
    pub(crate) step: Option<String>,
    pub(crate) system: SystemCode,
    pub(crate) declaration_type: String,
    pub(crate) jurisdiction: String,
    pub(crate) ship_from: Option<String>,
    pub(crate) ship_to: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) plant: Option<String>,
    pub(crate) storage_location: Option<String>,
    pub(crate) status: Status,
    pub(crate) standing: i64,
    pub(crate) cell: i64,
    pub(crate) declaration_date: Option<Date>,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) due_key: i64,
    pub(crate) party: Option<String>,
    pub(crate) party_key: String,
    pub(crate) errors: u32,
    pub(crate) warnings: u32,
    pub(crate) finding_code: Option<String>,
    pub(crate) finding_text: Option<String>,
    pub(crate) error_codes: Json<Vec<String>>,
    pub(crate) revision: u32,
    pub(crate) number_words: String,
    pub(crate) document_words: String,
    pub(crate) is_sampled: bool,
    pub(crate) version: u32,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// What of it changes while its numbers, its organisation and its words stay.
#[derive(Clone, Debug)]
pub(crate) struct SummaryChange {
    pub(crate) tenant_id: TenantId,
    pub(crate) id: DeclarationId,
    pub(crate) direction: Direction,
    pub(crate) flow: Option<String>,
    pub(crate) step: Option<String>,
    pub(crate) ship_from: Option<String>,
    pub(crate) ship_to: Option<String>,
    pub(crate) storage_location: Option<String>,
    pub(crate) status: Status,
    pub(crate) standing: i64,
    pub(crate) cell: i64,
    pub(crate) declaration_date: Option<Date>,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) due_key: i64,
    pub(crate) errors: u32,
    pub(crate) warnings: u32,
    pub(crate) finding_code: Option<String>,
    pub(crate) finding_text: Option<String>,
    pub(crate) error_codes: Json<Vec<String>>,
    pub(crate) revision: u32,
    pub(crate) version: u32,
    pub(crate) updated_at: Timestamp,
}

/// What of a summary comes from the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DocumentColumns {
    pub(crate) party: Option<String>,
    /// The words with the mark of their tenant, a blank before each.
    pub(crate) words: String,
}

impl DocumentColumns {
    pub(crate) fn new(tenant: TenantId, document: &SearchedDocument) -> Self {
        let mark = mark_of(tenant);
        let words = document.words.iter();
        Self {
            party: document.party.clone(),
            words: words.map(|word| format!(" {mark}:{word}")).collect(),
        }
    }
}

/// What declarations have in common that one cell counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellKey {
    pub(crate) tenant_id: TenantId,
    pub(crate) plant: String,
    pub(crate) company: String,
    pub(crate) system: SystemCode,
    pub(crate) declaration_type: String,
    pub(crate) status: Status,
}

impl CellKey {
    /// The cell of a declaration in a status.
    pub(crate) fn new(row: &DeclarationRecord, status: Status) -> Self {
        Self {
            tenant_id: row.tenant_id,
            plant: row.plant.clone().unwrap_or_default(),
            company: row.company.clone().unwrap_or_default(),
            system: row.system.clone(),
            declaration_type: row.declaration_type.clone(),
            status,
        }
    }
}

impl SummaryChange {
    /// What a declaration is now; its cell is not known yet.
    pub(crate) fn new(row: &DeclarationRecord) -> Self {
        // What cannot be read is shown without findings; reading the declaration says so.
        let findings = row.findings.get().unwrap_or_default();
        let first = first(&findings);
        let count = |severity| {
            let of_severity = findings
                .iter()
                .filter(|finding| finding.severity == severity);
            u32::try_from(of_severity.count()).unwrap_or(u32::MAX)
        };
        Self {
            tenant_id: row.tenant_id,
            id: row.id,
            direction: row.direction,
            flow: row.flow.clone(),
            step: row.step.clone(),
            ship_from: row.ship_from.clone(),
            ship_to: row.ship_to.clone(),
            storage_location: row.storage_location.clone(),
            status: row.status,
            standing: standing(row.status.group()),
            cell: 0,
            declaration_date: row.declaration_date,
            due_at: row.due_at,
            due_key: row.due_at.map_or(i64::MAX, Timestamp::as_microsecond),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            finding_code: first.map(|finding| finding.code.clone()),
            finding_text: first.map(|finding| finding.message.clone()),
            error_codes: codes(&findings),
            revision: row.revision,
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}

impl SummaryRecord {
    /// The row of a declaration and its document; its cell is not known yet.
    pub(crate) fn new(row: &DeclarationRecord, document: DocumentColumns) -> Self {
        let change = SummaryChange::new(row);
        let key = |number: Option<&String>| number.map(|text| number_key(text)).unwrap_or_default();
        Self {
            tenant_id: row.tenant_id,
            id: row.id,
            shipment_id: row.shipment_id,
            external_reference: row.external_reference.clone(),
            reference_key: number_key(&row.external_reference),
            lrn: row.lrn.clone(),
            lrn_key: number_key(&row.lrn),
            mrn: row.mrn.clone(),
            mrn_key: key(row.mrn.as_ref()),
            arc: row.arc.clone(),
            arc_key: key(row.arc.as_ref()),
            ucr: row.ucr.clone(),
            ucr_key: key(row.ucr.as_ref()),
            direction: change.direction,
            flow: change.flow,
            step: change.step,
            system: row.system.clone(),
            declaration_type: row.declaration_type.clone(),
            jurisdiction: row.jurisdiction.clone(),
            ship_from: change.ship_from,
            ship_to: change.ship_to,
            company: row.company.clone(),
            plant: row.plant.clone(),
            storage_location: change.storage_location,
            status: change.status,
            standing: change.standing,
            cell: change.cell,
            declaration_date: change.declaration_date,
            due_at: change.due_at,
            due_key: change.due_key,
            party_key: document.party.as_deref().map(name_key).unwrap_or_default(),
            party: document.party,
            errors: change.errors,
            warnings: change.warnings,
            finding_code: change.finding_code,
            finding_text: change.finding_text,
            error_codes: change.error_codes,
            revision: change.revision,
            number_words: number_words(row),
            document_words: document.words,
            is_sampled: row.id.0.as_u64_pair().1.is_multiple_of(SAMPLED),
            version: change.version,
            created_at: row.created_at,
            updated_at: change.updated_at,
        }
    }
}

/// The order of groups: who must act comes first.
pub(crate) const fn standing(group: Group) -> i64 {
    match group {
        Group::Problem => 0,
        Group::ToDo => 1,
        Group::WithCustoms => 2,
        Group::Done => 3,
    }
}

/// What tells the words of tenants apart, so that one's words are not looked for among another's.
/// Two tenants may share it: the tenant is a condition of its own.
pub(crate) fn mark_of(tenant: TenantId) -> String {
    format!("{:04x}", tenant.0.as_u64_pair().1 & 0xffff)
}

/// A day as events are found by it.
pub(crate) fn day_number(day: Date) -> i64 {
    let since = day.since(jiff::civil::date(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}

/// The day of a time where a declaration is lodged.
pub(crate) fn day_number_in(jurisdiction: &str, time: Timestamp) -> i64 {
    day_number(day_in(jurisdiction, time))
}

fn first(findings: &[Finding]) -> Option<&Finding> {
    let mut errors = findings.iter().filter(|finding| finding.is_error());
    errors.next().or(findings.first())
}

fn codes(findings: &[Finding]) -> Json<Vec<String>> {
    let errors = findings.iter().filter(|finding| finding.is_error());
    let codes: BTreeSet<&str> = errors.map(|finding| finding.code.as_str()).collect();
    codes
        .into_iter()
        .take(MOST_CODES)
        .map(str::to_owned)
        .collect()
}

/// At least the mark alone, so that the words of the document can follow.
pub(crate) fn number_words(row: &DeclarationRecord) -> String {
    let given = [&row.mrn, &row.arc, &row.ucr, &row.consignment];
    let given = given.into_iter().filter_map(|number| number.as_deref());
    let numbers = given.chain([row.external_reference.as_str(), &row.lrn]);
    let mark = mark_of(row.tenant_id);
    let words = words_of_numbers(numbers);
    let words: Vec<String> = words.iter().map(|word| format!("{mark}:{word}")).collect();
    match words.is_empty() {
        true => mark,
        false => words.join(" "),
    }
}
