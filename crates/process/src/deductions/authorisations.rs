//! Type and holder of authorisations that are named by their reference number.
//!
//! One that is not in the master data is left as it is: not every authorisation need be there.

use cas_model::document::Authorisation;
use cas_model::master_data::MasterDataKind;
use cas_model::origin::Origin;
use cas_model::{FieldPath, path};

use super::fill::fill_empty;
use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let collection = FieldPath::from(path!("authorisations"));
    for (index, named) in draft.document.authorisations.iter_mut().enumerate() {
        let Some(code) = named.ref_num.clone() else {
            continue;
        };
        let Some(known) = sources.master_data.authorisations.get(&code) else {
            continue;
        };
        let record = &known.record;
        let source = Authorisation {
            r#type: record.r#type.clone(),
            holder: record.holder_eori.clone(),
            ..Authorisation::default()
        };
        let origin = Origin::MasterData {
            kind: MasterDataKind::Authorisation.as_str().to_owned(),
            code,
            version: known.version,
        };
        fill_empty(named, &source, &collection.index(index), &mut |filled| {
            draft.origins.record(filled, origin.clone());
        });
    }
}
