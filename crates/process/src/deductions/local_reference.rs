//! Our number of the declaration, where the shipment brings none.

use cas_model::origin::Origin;
use cas_model::{FieldPath, path};

use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    if draft.document.function_ref_num.is_none() {
        draft.document.function_ref_num = Some(sources.lrn.to_owned());
        draft
            .origins
            .record(FieldPath::from(path!("functionRefNum")), Origin::Generated);
    }
}
