//! What does a client's shipment say once its input mapping was asked?
//!
//! Before a shipment is kept, and before its elements get their references, the decision tables of
//! the mapping that names the client are asked one after the other, a table for each goods item or
//! once. They see the message alone and the day, so that the same message always comes to the same.
//! Of an update they change only what it says itself: see [`Said`](cas_model::Said). What cannot be
//! evaluated or written refuses the message, whole.

mod ask;
mod draft;
mod later;
mod refusal;

use cas_decision::Context;

use crate::Refusal;
use crate::configuration::TenantConfiguration;
use crate::message::Message;
use crate::tables::FiredRows;
use ask::{Asked, ask};
use draft::Draft;

pub use draft::MappedMessage;
pub use later::{changes_after_update, note_origins};

/// What an input mapping came to.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The message as it was changed; none where nothing was.
    pub message: Option<MappedMessage>,
    /// The rows that fired, whether they changed something or not.
    pub fired: FiredRows,
}

/// Changes a shipment, or an update of one, that a client sent, as his mapping says. The message
/// must be as it was read, without references of ours.
///
/// # Errors
/// When a table is not in force on the day, cannot be evaluated, or says what cannot be written.
pub fn map(
    message: &Message,
    client: &str,
    configuration: &TenantConfiguration,
    context: &Context<'_>,
) -> Result<Mapped, Refusal> {
    let Some(mut draft) = Draft::from_message(message)? else {
        return Ok(Mapped::default());
    };
    let found = configuration.input_mapping_of(client, context.as_of);
    let Some((mapping, version)) = found else {
        return Ok(Mapped::default());
    };
    let asked = Asked {
        mapping,
        version: version.number,
        tables: Vec::new(),
    };
    let bound = version.content.tables.iter().map(|name| {
        let table = configuration.bound_table(name, context.as_of)?;
        table.fits_input_mapping().map(|()| table)
    });
    let tables = bound.collect::<Result<_, _>>();
    let tables = tables.map_err(|why| asked.failed(&why))?;
    let asked = Asked { tables, ..asked };
    let mut fired = FiredRows::default();
    for table in &asked.tables {
        ask(&asked, table, &mut draft, context, &mut fired)?;
    }
    let message = draft.finish(message)?;
    Ok(Mapped { message, fired })
}
