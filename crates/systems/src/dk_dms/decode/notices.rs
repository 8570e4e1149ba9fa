//! What customs reports beside the procedure. Types whose meaning customs does not publish are kept
//! with its words.

use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{first_limit, note};

/// A kind that is only told of.
macro_rules! notices {
    ($($(#[doc = $doc:literal])* $name:ident = $what:literal,)+) => {
        $($(#[doc = $doc])* pub(super) const $name: Kind = Kind {
            name: stringify!($name),
            read: |notification, message| {
                message.facts.due_date = first_limit(notification)?;
                note(notification, $what, message);
                Ok(())
            },
            event: |_, _| Event::NoticeReceived,
        };)+
    };
}

notices! {
    /// The supplementary declaration is due.
    CWMINC = "The declaration is to be completed",
    /// Somebody has to look at it before it is accepted or released.
    CWMMAC = "Customs handles the declaration manually",
    /// It is handled outside the system.
    CWMEXT = "Customs handles the declaration outside its system",
    /// What a quota has given.
    CWMQTA = "Customs has allocated a quota",
    /// A time has begun, changed or passed.
    CWMTIM = "Customs tells of a time limit",
    /// The bill of discharge.
    CWMBOD = "Customs tells of the bill of discharge",
    /// Customs wants the declaration changed, as far as can be guessed.
    CWMCAS = "Customs tells of the declaration (CAS)",
    /// Not explained.
    CWMING = "Customs tells of the declaration (ING)",
    /// Not explained.
    CWMWTR = "Customs tells of the declaration (WTR)",
    /// Not explained.
    CWMSPM = "Customs tells of the declaration (SPM)",
    /// Not explained.
    CWMTSE = "Customs tells of the declaration (TSE)",
    /// Not explained.
    CWMPGR = "Customs tells of the declaration (PGR)",
    /// Not explained.
    DMSGRE = "Customs tells of the declaration (GRE)",
    /// Not explained.
    DMSGRR = "Customs tells of the declaration (GRR)",
}
