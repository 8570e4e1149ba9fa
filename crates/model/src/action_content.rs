//! What does someone say with an action, beside asking for it?
//!
//! Most actions say nothing, an invalidation its reason and its legal ground. Those of excise
//! movements, and of the exit of exported goods, are reports and changes with content of their own.
//! Each is a record like a document's: checked by its shape when it arrives, stored with the request,
//! and handed to the customs system when it is carried out.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::Node;
use crate::document::{
    ExciseMovement, GovernmentAgencyGoodsItem, Party, TransportContractDocument,
};
use crate::field_path::FieldPath;
use crate::lifecycle::Action;
use crate::path;
use crate::path::KnownPath;
use crate::shape::Shape;
use crate::structure::{self, StructureError};

crate::document! {
    /// What arrived, and whether the consignee takes it.
    record ReceiptReport {
        /// When the goods arrived.
        date_of_arrival: date,
        /// Conclusion (TC16): 1 accepted, 2 accepted although unsatisfactory, 3 refused, 4 partially
        /// refused.
        conclusion: text,
        /// More about the action, in free text.
        information: text,
        /// The office of destination.
        destination_office: text,
        /// What was wrong, item by item.
        items: [ReceivedItem],
    }

    /// What was wrong with an item.
    record ReceivedItem {
        /// Our id of this element.
        cas_reference: text,
        /// The `seqNum` of the goods item that is meant.
        seq_num: integer,
        /// Its excise product code; the movement's when empty.
        excise_product_code: text,
        /// S shortage or E excess.
        shortage_or_excess: text,
        /// How much too little or too much, in the item's unit.
        observed: decimal,
        /// How much was refused, in the item's unit.
        refused_quantity: decimal,
        /// Why it is unsatisfactory (BC46).
        reasons: [StatedReason],
    }

    /// A reason in code and text.
    record StatedReason {
        /// Our id of this element.
        cas_reference: text,
        /// The code that customs has for the reason.
        code: text,
        /// In words; needed with code 0.
        information: text,
    }

    /// The consignee's word on a movement that has not arrived.
    record AlertOrRejection {
        /// When it was said; today when empty.
        date: date,
        /// Whether the movement is rejected; else customs and the consignor are alerted.
        rejected: flag,
        /// The office of destination.
        destination_office: text,
        /// Why (BC22); needed for a rejection.
        reasons: [StatedReason],
    }

    /// Where the goods go instead. With `parts` the movement is split.
    record DestinationChange {
        /// What changes of the movement: destination, journey time, transport, invoice, places.
        excise_movement: {ExciseMovement},
        /// The party that the goods go to from now on.
        consignee: {Party},
        /// The party that guarantees from now on.
        guarantor: {Party},
        /// Mode of transport (CL018), where it changes.
        transport_mode: text,
        /// The parts of a split movement, two to nine.
        parts: [MovementPart],
        /// The member state where it is split; that of the consignor's authority when empty.
        member_state: text,
    }

    /// One part of a split movement.
    record MovementPart {
        /// Our id of this element.
        cas_reference: text,
        /// Our number of the part; made by us when empty.
        lrn: text,
        /// Its destination, journey time, transport and places.
        excise_movement: {ExciseMovement},
        /// The party that this part goes to.
        consignee: {Party},
        /// Its goods: items by `seqNum` with their share; what is not said is the item's.
        items: [GovernmentAgencyGoodsItem],
    }

    /// Why a report of receipt or a destination is late.
    record DelayExplanation {
        /// The reason, as a code of list BC51.
        code: text,
        /// In words; needed with code 0.
        information: text,
        /// What is late (TC73): 1 the report of receipt, 2 the destination.
        message_role: text,
    }

    /// Why goods are missing or too many.
    record ShortageExplanation {
        /// When it was looked into.
        date_of_analysis: date,
        /// Why, for the whole movement.
        explanation: text,
        /// Why, item by item.
        items: [ItemExplanation],
    }

    /// What we know of the exit of exported goods: the answer to customs' question whether they have
    /// left.
    record ExitEvidence {
        /// What is answered, customs' code.
        information_code: text,
        /// When the goods left; empty where they have not.
        exit_date: date,
        /// The customs office where they left.
        exit_office: text,
        /// What proves it, up to nine pieces.
        evidence: [Evidence],
    }

    /// A piece of evidence that goods have left.
    record Evidence {
        /// Our id of this element.
        cas_reference: text,
        /// What it is, customs' code of two digits.
        r#type: text,
        /// The transport documents it consists of.
        transport_documents: [TransportContractDocument],
    }

    /// The arrival of exported goods at the customs office of exit.
    record ArrivalAtExit {
        /// The customs office where they are; the declared one when empty.
        exit_office: text,
        /// The place where they are.
        place: text,
        /// Whether they are stored there before they leave.
        stored: flag,
        /// Whether they differ from what was declared.
        discrepancies: flag,
    }

    /// The legal ground of an invalidation.
    record InvalidationGround {
        /// The code that customs has for it.
        code: text,
    }

    /// The departure of exported goods from where they were presented.
    record GoodsDeparture {
        /// When they departed; now when empty.
        departed_at: instant,
        /// The place where they were; the declared one when empty.
        place: text,
    }

    /// Why an item's quantity differs.
    record ItemExplanation {
        /// Our id of this element.
        cas_reference: text,
        /// The `seqNum` of the goods item that is meant.
        seq_num: integer,
        /// Its excise product code; the movement's when empty.
        excise_product_code: text,
        /// Why the goods are short or in excess.
        explanation: text,
        /// The quantity there really was, in the item's unit.
        actual_quantity: decimal,
    }
}

/// Declares which action says what, once.
macro_rules! contents {
    ($($(#[doc = $doc:literal])* $action:ident: $record:ident,)*) => {
        /// What is said with an action.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum ActionContent {
            $($(#[doc = $doc])* $record(Box<$record>),)*
            /// On which legal ground a declaration is to be invalidated.
            InvalidationGround(Box<InvalidationGround>),
        }

        impl ActionContent {
            /// The action that it is said with.
            #[must_use]
            pub const fn action(&self) -> Action {
                match self {
                    $(Self::$record(_) => Action::$action,)*
                    Self::InvalidationGround(_) => Action::Invalidate,
                }
            }

            /// What is said, to be read field by field.
            #[must_use]
            pub fn node(&self) -> &dyn Node {
                match self {
                    $(Self::$record(record) => &**record,)*
                    Self::InvalidationGround(ground) => &**ground,
                }
            }

            /// The shape of what an action says; `None` where it says nothing.
            #[must_use]
            pub fn shape_of(action: Action) -> Option<&'static Shape> {
                $(if action == Action::$action {
                    return Some($record::shape());
                })*
                None
            }

            /// Reads what is said with an action; `None` where nothing is said.
            ///
            /// # Errors
            /// Everything that is wrong with its structure, or missing, with paths.
            pub fn read(action: Action, value: Value) -> Result<Option<Self>, Vec<StructureError>> {
                $(if action == Action::$action {
                    let record = structure::read($record::shape(), value)?;
                    return Self::$record(Box::new(record)).whole().map(Some);
                })*
                Ok(None)
            }
        }
    };
}

contents! {
    /// What arrived, what did not, and in which state.
    ReceiptReport: ReceiptReport,
    /// Why goods are missing.
    ComplementaryExplanation: ShortageExplanation,
    /// Where the goods go instead.
    ChangeDestination: DestinationChange,
    /// The consignee's word before arrival.
    RejectOrAlertEad: AlertOrRejection,
    /// Why something is late.
    DelayForDelivery: DelayExplanation,
    /// Whether exported goods have left, and what proves it.
    ExitEvidence: ExitEvidence,
    /// Where exported goods have arrived.
    ArrivalAtExit: ArrivalAtExit,
    /// Where exported goods departed from, and when.
    GoodsDeparted: GoodsDeparture,
}

impl ActionContent {
    /// The same, where all is said that must be.
    fn whole(self) -> Result<Self, Vec<StructureError>> {
        match self.missing() {
            missing if missing.is_empty() => Ok(self),
            missing => Err(missing),
        }
    }

    /// What must be said and is not.
    fn missing(&self) -> Vec<StructureError> {
        let mut asked = Asked::default();
        match self {
            Self::ReceiptReport(report) => {
                asked.need(
                    path!(ReceiptReport: "dateOfArrival"),
                    report.date_of_arrival.is_some(),
                );
                asked.need(
                    path!(ReceiptReport: "conclusion"),
                    report.conclusion.is_some(),
                );
                let number = path!(ReceiptReport: "items[].seqNum");
                for (index, item) in report.items.iter().enumerate() {
                    asked.need(number.at(&[index]), item.seq_num.is_some());
                }
            }
            Self::ShortageExplanation(explanation) => {
                let says = explanation.explanation.is_some() || !explanation.items.is_empty();
                asked.need(path!(ShortageExplanation: "explanation"), says);
                let number = path!(ShortageExplanation: "items[].seqNum");
                let text = path!(ShortageExplanation: "items[].explanation");
                for (index, item) in explanation.items.iter().enumerate() {
                    asked.need(number.at(&[index]), item.seq_num.is_some());
                    asked.need(text.at(&[index]), item.explanation.is_some());
                }
            }
            Self::DestinationChange(change) if change.parts.is_empty() => {
                asked.need(
                    DESTINATION,
                    has_destination(change.excise_movement.as_deref()),
                );
            }
            Self::DestinationChange(change) => asked.need_parts(&change.parts),
            Self::AlertOrRejection(alert) => {
                let is_rejection = alert.rejected == Some(true);
                asked.need(
                    path!(AlertOrRejection: "reasons"),
                    !is_rejection || !alert.reasons.is_empty(),
                );
            }
            Self::DelayExplanation(explanation) => {
                asked.need(path!(DelayExplanation: "code"), explanation.code.is_some());
            }
            Self::ExitEvidence(exit) => {
                asked.need(
                    path!(ExitEvidence: "informationCode"),
                    exit.information_code.is_some(),
                );
                asked.need_evidence(&exit.evidence);
            }
            Self::ArrivalAtExit(_) | Self::GoodsDeparture(_) | Self::InvalidationGround(_) => {}
        }
        asked.missing
    }
}

/// The most pieces of evidence.
const EVIDENCE: usize = 9;
const DESTINATION: KnownPath = path!(DestinationChange: "exciseMovement.destinationType");
/// How many parts a movement is split into.
const PARTS: std::ops::RangeInclusive<usize> = 2..=9;

fn has_destination(movement: Option<&ExciseMovement>) -> bool {
    movement.is_some_and(|movement| movement.destination_type.is_some())
}

#[derive(Default)]
struct Asked {
    missing: Vec<StructureError>,
}

impl Asked {
    fn need(&mut self, path: impl Into<FieldPath>, is_there: bool) {
        if !is_there {
            self.wrong(path, "is missing");
        }
    }

    fn wrong(&mut self, path: impl Into<FieldPath>, message: &str) {
        self.missing.push(StructureError {
            path: path.into(),
            message: message.to_owned(),
        });
    }

    fn need_evidence(&mut self, evidence: &[Evidence]) {
        if evidence.len() > EVIDENCE {
            self.wrong(
                path!(ExitEvidence: "evidence"),
                "must be nine pieces at the most",
            );
        }
        let kind = path!(ExitEvidence: "evidence[].transportDocuments[].type");
        let reference = path!(ExitEvidence: "evidence[].transportDocuments[].refNum");
        for (index, piece) in evidence.iter().enumerate() {
            let path = path!(ExitEvidence: "evidence[].type").at(&[index]);
            self.need(path, piece.r#type.is_some());
            for (number, document) in piece.transport_documents.iter().enumerate() {
                self.need(kind.at(&[index, number]), document.r#type.is_some());
                self.need(reference.at(&[index, number]), document.ref_num.is_some());
            }
        }
    }

    fn need_parts(&mut self, parts: &[MovementPart]) {
        if !PARTS.contains(&parts.len()) {
            self.wrong(path!(DestinationChange: "parts"), "must be two to nine");
        }
        let destination = path!(DestinationChange: "parts[].exciseMovement.destinationType");
        let number_of = path!(DestinationChange: "parts[].items[].seqNum");
        for (index, part) in parts.iter().enumerate() {
            let there = has_destination(part.excise_movement.as_deref());
            self.need(destination.at(&[index]), there);
            let items = path!(DestinationChange: "parts[].items").at(&[index]);
            self.need(items, !part.items.is_empty());
            for (number, item) in part.items.iter().enumerate() {
                self.need(number_of.at(&[index, number]), item.seq_num.is_some());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::Course;
    use serde_json::json;

    fn check(action: Action, value: Value, expected: &[&str]) {
        let errors = ActionContent::read(action, value).err().unwrap_or_default();
        let paths: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
        assert_eq!(paths, expected, "{action:?}");
    }

    #[test]
    fn who_tells_customs_something_says_it() {
        for action in Action::ALL {
            let tells = action.course() == Course::Tell;
            assert_eq!(
                ActionContent::shape_of(*action).is_some(),
                tells,
                "{action:?}"
            );
        }
    }

    #[test]
    fn what_must_be_said_is_named() {
        use Action as A;
        let destination = json!({"destinationType": "1"});
        let part = json!({"exciseMovement": destination, "items": [{"seqNum": 1}]});
        for (action, value, expected) in [
            (A::Submit, json!({}), &[][..]),
            (
                A::ReceiptReport,
                json!({}),
                &["dateOfArrival", "conclusion"],
            ),
            (
                A::ReceiptReport,
                json!({"dateOfArrival": "2026-03-01", "conclusion": "1", "items": [{}]}),
                &["items[0].seqNum"],
            ),
            (
                A::ReceiptReport,
                json!({"dateOfArrival": "x"}),
                &["dateOfArrival"],
            ),
            (A::ComplementaryExplanation, json!({}), &["explanation"]),
            (
                A::ComplementaryExplanation,
                json!({"items": [{"seqNum": 1}]}),
                &["items[0].explanation"],
            ),
            (A::ChangeDestination, json!({}), &[DESTINATION.as_str()]),
            (
                A::ChangeDestination,
                json!({"exciseMovement": destination}),
                &[],
            ),
            (A::ChangeDestination, json!({"parts": [part]}), &["parts"]),
            (A::ChangeDestination, json!({"parts": [part, part]}), &[]),
            (
                A::ChangeDestination,
                json!({"parts": [part, {}]}),
                &["parts[1].exciseMovement.destinationType", "parts[1].items"],
            ),
            (A::RejectOrAlertEad, json!({}), &[]),
            (A::RejectOrAlertEad, json!({"rejected": true}), &["reasons"]),
            (A::RejectOrAlertEad, json!({"why": "x"}), &["why"]),
            (A::DelayForDelivery, json!({}), &["code"]),
            (A::ArrivalAtExit, json!({}), &[]),
            (A::ArrivalAtExit, json!({"stored": "yes"}), &["stored"]),
            (A::GoodsDeparted, json!({}), &[]),
            (
                A::GoodsDeparted,
                json!({"departedAt": "yesterday"}),
                &["departedAt"],
            ),
            (A::ExitEvidence, json!({}), &["informationCode"]),
            (
                A::ExitEvidence,
                json!({"informationCode": "2", "evidence": [{}, {
                    "type": "10", "transportDocuments": [{"category": "N", "type": "705"}],
                }]}),
                &[
                    "evidence[0].type",
                    "evidence[1].transportDocuments[0].refNum",
                ],
            ),
            (
                A::ExitEvidence,
                json!({"informationCode": "2", "evidence": vec![json!({"type": "10"}); 10]}),
                &["evidence"],
            ),
        ] {
            check(action, value, expected);
        }
    }
}
