//! Offices, guarantees, parties and locations from the flow step's configuration.

use cas_model::FieldPath;
use cas_model::origin::Origin;

use super::fill::fill_empty;
use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let origin = Origin::Configuration {
        flow: sources.flow.name.clone(),
        version: sources.flow.version,
        step: sources.step.name.clone(),
    };
    let Draft {
        document, origins, ..
    } = draft;
    fill_empty(
        *document,
        &sources.step.defaults,
        &FieldPath::root(),
        &mut |path| {
            origins.record(path, origin.clone());
        },
    );
}
