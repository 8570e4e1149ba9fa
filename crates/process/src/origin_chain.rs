//! How did a value come about: what was asked in order, what gave nothing, what won?
//!
//! The deductions are run once more on what was given, as of the day of the declaration. Where a
//! person said the value, they are run without it too: what would stand there if it were given back.

use cas_model::FieldPath;
use cas_model::origin::Origin;
use jiff::civil::Date;
use serde::Serialize;

use crate::declaration::DeclarationState;
use crate::deductions::{AskedSource, SourceAnswer, deduce_tracing};
use crate::sources::{Inputs, Prepared};

/// How a value came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OriginChain {
    /// The day as of which was asked.
    pub as_of: Date,
    /// What was asked, in order; the last that filled it won.
    pub asked: Vec<AskedSource>,
    /// Where a person said the value: what would stand there without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_person: Option<Vec<AskedSource>>,
}

impl OriginChain {
    /// The source that won, where one did.
    #[must_use]
    pub fn winner(&self) -> Option<&AskedSource> {
        let filled = |asked: &&AskedSource| asked.answer == SourceAnswer::Filled;
        self.asked.iter().rfind(filled)
    }
}

/// How the value of a field came about, deduced as of a day. Where the declaration's flow is gone,
/// nothing can be asked any more: what was recorded is told.
#[must_use]
pub fn origin_chain(
    state: &DeclarationState,
    inputs: &Inputs,
    day: Date,
    field: &FieldPath,
) -> OriginChain {
    let Ok(prepared) = Prepared::of_declaration(inputs, &state.row, day) else {
        let recorded = AskedSource::recorded(&state.document, &state.origins, field);
        return OriginChain {
            as_of: day,
            asked: vec![recorded],
            without_person: None,
        };
    };
    let sources = prepared.sources_with(Some(&state.row.lrn), prepared.tables());
    let (mut document, mut origins) = (state.document.clone(), state.origins.clone());
    let asked = deduce_tracing(&mut document, &mut origins, &sources, field);
    let said = state.origins.origin_of(field);
    let without_person = matches!(said, Some(Origin::Person { .. })).then(|| {
        let (mut document, mut origins) = (state.document.clone(), state.origins.clone());
        field.clear(&mut document);
        origins.retain(|path, _| path != field);
        deduce_tracing(&mut document, &mut origins, &sources, field)
    });
    OriginChain {
        as_of: day,
        asked,
        without_person,
    }
}
