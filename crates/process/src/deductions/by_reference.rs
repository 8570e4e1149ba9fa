//! What the master data knows of authorisations and guarantees that are named by their reference
//! number.
//!
//! One that is not in the master data is left as it is: not every authorisation need be there. The
//! amount of a guarantee is not filled: what it covers is not what a declaration takes of it.

use cas_model::document::{Authorisation, ObligationGuarantee};
use cas_model::master_data::MasterDataKind;
use cas_model::origin::Origin;
use cas_model::{FieldPath, path};

use super::fill::fill_empty;
use super::{Draft, Sources};

/// Type and holder of authorisations.
pub(super) fn authorisations(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let collection = FieldPath::from(path!("authorisations"));
    for (index, named) in draft.document.authorisations.iter_mut().enumerate() {
        let code = named.ref_num.clone();
        let known = code.and_then(|code| sources.master_data.authorisations.get_key_value(&code));
        let Some((code, known)) = known else {
            continue;
        };
        let record = &known.record;
        let source = Authorisation {
            r#type: record.r#type.clone(),
            holder: record.holder_eori.clone(),
            ..Authorisation::default()
        };
        let origin = origin(MasterDataKind::Authorisation, code, known.version);
        fill_empty(named, &source, &collection.index(index), &mut |filled| {
            draft.origins.record(filled, origin.clone());
        });
    }
}

/// Type and access code of guarantees, which are named by their GRN.
pub(super) fn guarantees(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let collection = FieldPath::from(path!("obligationGuarantees"));
    for (index, named) in draft.document.obligation_guarantees.iter_mut().enumerate() {
        let code = named.ref_num.clone();
        let known = code.and_then(|code| sources.master_data.guarantees.get_key_value(&code));
        let Some((code, known)) = known else {
            continue;
        };
        let record = &known.record;
        let source = ObligationGuarantee {
            r#type: record.r#type.clone(),
            access_code: record.access_code.clone(),
            ..ObligationGuarantee::default()
        };
        let origin = origin(MasterDataKind::Guarantee, code, known.version);
        fill_empty(named, &source, &collection.index(index), &mut |filled| {
            draft.origins.record(filled, origin.clone());
        });
    }
}

fn origin(kind: MasterDataKind, code: &str, version: u32) -> Origin {
    Origin::MasterData {
        kind: kind.as_str().to_owned(),
        code: code.to_owned(),
        version,
    }
}
