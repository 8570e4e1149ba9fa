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
    /// Customs' documents do not explain it.
    CWMING = "Customs tells of the declaration (ING)",
    /// Customs' documents do not explain it.
    CWMWTR = "Customs tells of the declaration (WTR)",
    /// Customs' documents do not explain it.
    CWMSPM = "Customs tells of the declaration (SPM)",
    /// Customs' documents do not explain it.
    CWMTSE = "Customs tells of the declaration (TSE)",
    /// Customs' documents do not explain it.
    CWMPGR = "Customs tells of the declaration (PGR)",
    /// Customs' documents do not explain it.
    DMSGRE = "Customs tells of the declaration (GRE)",
    /// Customs' documents do not explain it.
    DMSGRR = "Customs tells of the declaration (GRR)",
}
