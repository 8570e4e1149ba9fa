//! What customs reports beside the procedure. Types whose meaning customs does not publish are kept
//! with its words.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::note;
use super::limits;
use crate::reading::notice;
use crate::xml::Element;

/// A kind that is only told of, with the limits it sets.
macro_rules! notices {
    ($($(#[doc = $doc:literal])* $name:ident = $what:literal,)+) => {
        $($(#[doc = $doc])* pub(super) const $name: AnswerKind = AnswerKind {
            name: stringify!($name),
            read: |notification, message| {
                note(notification, $what, message);
                limits::read(notification, message);
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
    /// A time has begun, changed or passed.
    CWMTIM = "Customs tells of a time limit",
    /// A timer was set, changed or taken away.
    CWMTMR = "Customs tells of a timer",
    /// The bill of discharge.
    CWMBOD = "Customs tells of the bill of discharge",
    /// Customs has come to a point of its handling, which it numbers.
    CWMCAS = "Customs tells of its handling of the declaration (CAS)",
    /// The payment of a security is told of.
    CWMSPM = "Customs tells of the declaration (SPM)",
    /// The time for the discharge of the procedure has begun or changed.
    CWMTSE = "Customs tells of the time for the discharge",
    /// Customs' documents do not explain it.
    DMSGRE = "Customs tells of the declaration (GRE)",
    /// Customs' documents do not explain it.
    DMSGRR = "Customs tells of the declaration (GRR)",
}

/// CWMQTA: what a quota has given, item by item.
pub(super) const CWMQTA: AnswerKind = AnswerKind {
    name: "CWMQTA",
    read: |notification, message| {
        note(notification, "Customs has allocated a quota", message);
        note_allocations(notification, message);
        limits::read(notification, message);
        Ok(())
    },
    event: |_, _| Event::NoticeReceived,
};

fn note_allocations(notification: &Element, message: &mut Inbound) {
    for item in notification.children_named("Goodsitem") {
        let text = |name: &str| item.text_at(name).unwrap_or("?");
        let text = format!(
            "Item {}: quota {} gives {} {} of {} {}",
            item.text_at("SequenceNumeric")
                .unwrap_or_else(|| text("GoodsItemLineNumber")),
            text("QuotaOrderNumber"),
            text("AllocatedMeasureValue"),
            text("AllocatedMeasureUnitType"),
            text("RequestedMeasureValue"),
            text("RequestedMeasureUnitType"),
        );
        let told = notice(&message.message_type, text);
        message.facts.notices.push(told);
    }
}
