//! Type and access code of guarantees that are named by their GRN.
//!
//! The amount is not filled: what a guarantee covers is not what a declaration takes of it.

use cas_model::document::ObligationGuarantee;
use cas_model::master_data::MasterDataKind;
use cas_model::origin::Origin;
use cas_model::{FieldPath, path};

use super::fill::fill_empty;
use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let collection = FieldPath::from(path!("obligationGuarantees"));
    for (index, named) in draft.document.obligation_guarantees.iter_mut().enumerate() {
        let Some(code) = named.ref_num.clone() else {
            continue;
        };
        let Some(known) = sources.master_data.guarantees.get(&code) else {
            continue;
        };
        let record = &known.record;
        let source = ObligationGuarantee {
            r#type: record.r#type.clone(),
            access_code: record.access_code.clone(),
            ..ObligationGuarantee::default()
        };
        let origin = Origin::MasterData {
            kind: MasterDataKind::Guarantee.as_str().to_owned(),
            code,
            version: known.version,
        };
        fill_empty(named, &source, &collection.index(index), &mut |filled| {
            draft.origins.record(filled, origin.clone());
        });
    }
}
