//! Which goods does a declaration bring in below the mass threshold of the carbon border adjustment?
//!
//! Whoever imports no more than 50 t a year needs no authorisation and says so with `Y137` (Article 2a
//! and Annex VII of Regulation (EU) 2023/956). Counted is the net mass of these goods in declarations
//! that customs accepted, by importer and day.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::document::{
    AdditionalDocument, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
};
use crate::ids::{DeclarationId, TenantId};
use crate::lifecycle::Status;
use crate::record::DeclarationRecord;
use crate::territory;

/// The type of declaration that releases goods for free circulation; what a simplified one (I1) brings
/// in is counted with its supplementary declaration.
const COUNTED_TYPE: &str = "H1";
/// Where the threshold is law.
const COUNTED_IN: &str = "Union";
/// The reference that goods stay below the threshold.
pub const EXEMPTION: &str = "Y137";
/// So many milligrams are a kilogram; masses of declarations have six decimals.
const MILLIGRAMS: u32 = 1_000_000;

/// What a declaration that customs accepted brings in below the threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredMassRecord {
    /// The tenant whose declaration it is.
    pub tenant_id: TenantId,
    /// The declaration that customs accepted.
    pub declaration_id: DeclarationId,
    /// The importer's EORI number.
    pub importer: String,
    /// The day of acceptance.
    pub day: Date,
    /// Net mass in milligrams; 0 where the declaration is withdrawn.
    pub milligrams: i64,
}

/// What an importer brought in on one day below the threshold, in declarations of a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedMass {
    /// The tenant whose declarations they are.
    pub tenant_id: TenantId,
    /// The importer's EORI number.
    pub importer: String,
    /// The day of acceptance.
    pub day: Date,
    /// Net mass in milligrams.
    pub milligrams: i64,
}

impl ImportedMass {
    /// The mass in kilograms.
    #[must_use]
    pub fn kilograms(&self) -> Decimal {
        (Decimal::from(self.milligrams) / Decimal::from(MILLIGRAMS)).normalize()
    }
}

impl DeclaredMassRecord {
    /// What is kept of a declaration at a revision of its document; `None` where nothing is, or what is
    /// kept stays.
    #[must_use]
    pub fn new(row: &DeclarationRecord, document: &SingleAdministrativeDocument) -> Option<Self> {
        let day = row.declaration_date?;
        if !is_counted(&row.declaration_type, &row.jurisdiction) {
            return None;
        }
        let is_withdrawn = matches!(row.status, Status::Cancelled | Status::Invalidated);
        let is_amended = row.lodged_revision.is_some_and(|revision| revision > 1);
        let mass = match is_withdrawn {
            true => Decimal::ZERO,
            // What customs has is counted, not what is prepared beside it.
            false if row.lodged_revision != Some(row.revision) => return None,
            false => mass_below_threshold(document),
        };
        if mass.is_zero() && !is_withdrawn && !is_amended {
            return None;
        }
        Some(Self {
            tenant_id: row.tenant_id,
            declaration_id: row.id,
            importer: importer(document)?.to_owned(),
            day,
            milligrams: (mass * Decimal::from(MILLIGRAMS)).to_i64()?,
        })
    }
}

/// Whether declarations of a type to the customs of a country are counted.
#[must_use]
pub fn is_counted(declaration_type: &str, jurisdiction: &str) -> bool {
    declaration_type == COUNTED_TYPE && territory::is_in(COUNTED_IN, jurisdiction)
}

/// The EORI number of the importer.
#[must_use]
pub fn importer(document: &SingleAdministrativeDocument) -> Option<&str> {
    let eori = document.importer.as_deref()?.eori()?.trim();
    (!eori.is_empty()).then_some(eori)
}

/// The net mass, in kilograms, of the goods that are declared below the threshold.
#[must_use]
pub fn mass_below_threshold(document: &SingleAdministrativeDocument) -> Decimal {
    let shipment = document.goods_shipment.as_deref();
    let of_shipment = shipment.map_or(&[][..], |shipment| &shipment.additional_documents);
    let of_all = [of_shipment, &document.additional_documents];
    let is_whole = of_all.into_iter().flatten().any(is_exemption);
    let is_meant = |item: &&GovernmentAgencyGoodsItem| {
        is_whole || item.additional_documents.iter().any(is_exemption)
    };
    let items = document.goods_items().iter().filter(is_meant);
    items
        .filter_map(|item| item.goods_measure.as_deref()?.nmass)
        .sum()
}

fn is_exemption(paper: &AdditionalDocument) -> bool {
    let code = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let (category, kind) = (code(&paper.category), code(&paper.r#type));
    kind == EXEMPTION || format!("{category}{kind}") == EXEMPTION
}
