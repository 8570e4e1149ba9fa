//! Our number of the declaration, where the shipment brings none.

use cas_model::origin::Origin;
use cas_model::{FieldPath, path};

use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let lrn = sources
        .lrn
        .filter(|_| draft.document.function_ref_num.is_none());
    if let Some(lrn) = lrn {
        draft.document.function_ref_num = Some(lrn.to_owned());
        draft
            .origins
            .record(FieldPath::from(path!("functionRefNum")), Origin::Generated);
    }
}
