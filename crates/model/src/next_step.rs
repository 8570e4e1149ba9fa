//! What does somebody do next with a declaration?
//!
//! A code and its parameters, from what lists know of it; the sentence is the interface's, in its
//! languages.

use jiff::Timestamp;

use crate::lifecycle::Status;

/// Declares each code once, with what it asks for.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal;)*) => {
        /// What is to be done next, or for whom it waits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum NextCode { $($(#[doc = $doc])* $name,)* }

        impl NextCode {
            /// Every code, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The spelling in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// Have it validated: nothing is known of it.
    Validate = "validate";
    /// Correct what is wrong with it.
    Correct = "correct";
    /// Submit it: it is valid and waits for a person.
    Submit = "submit";
    /// Give what the configuration lacks.
    CompleteConfiguration = "completeConfiguration";
    /// Decide whether it goes on.
    ReleaseHold = "releaseHold";
    /// Wait until the customs system is reached.
    WaitForConnection = "waitForConnection";
    /// Wait for customs' answer.
    WaitForAnswer = "waitForAnswer";
    /// Wait until customs accepts it.
    WaitForAcceptance = "waitForAcceptance";
    /// Present the goods to customs.
    PresentGoods = "presentGoods";
    /// Wait for the release.
    WaitForRelease = "waitForRelease";
    /// Be ready for the control.
    AttendControl = "attendControl";
    /// Hand the documents in that customs asks for.
    PresentDocuments = "presentDocuments";
    /// See to a guarantee that covers it.
    RenewGuarantee = "renewGuarantee";
    /// See to credit in the account that pays.
    ProvideCredit = "provideCredit";
    /// Answer what customs asks about it.
    AnswerCustoms = "answerCustoms";
    /// Amend it, as customs asks.
    Amend = "amend";
    /// Have it invalidated, as customs asks.
    Invalidate = "invalidate";
    /// End the amendment: submit it, or give it up.
    FinishAmendment = "finishAmendment";
    /// Decide what follows from customs' refusal of the invalidation.
    DecideOnInvalidation = "decideOnInvalidation";
    /// Wait until the goods arrive.
    WaitForArrival = "waitForArrival";
    /// Wait until the procedure is discharged.
    WaitForDischarge = "waitForDischarge";
    /// Wait until the exit is confirmed.
    WaitForExit = "waitForExit";
    /// Show customs that the goods left.
    ProveExit = "proveExit";
    /// Give the goods another destination.
    ChangeDestination = "changeDestination";
    /// Look into what the consignee alerts to.
    AnswerAlert = "answerAlert";
    /// Clear up with customs what ended otherwise than it should.
    ClearUp = "clearUp";
    /// Lodge what was released in the emergency procedure.
    Regularise = "regularise";
    /// Nothing: it is over, or went as it should.
    Nothing = "nothing";
}

/// What lists know of a declaration.
#[derive(Clone, Copy, Debug)]
pub struct NextFacts {
    /// The status that it is in.
    pub status: Status,
    /// How many errors are found in it.
    pub errors: u32,
    /// When what is waited for is overdue.
    pub due_at: Option<Timestamp>,
}

/// What comes next, with what a sentence on it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What is to be done.
    pub code: NextCode,
    /// How many errors are to be corrected; none where that is not what is to be done.
    pub errors: Option<u32>,
    /// Until when, where something is waited for.
    pub due_at: Option<Timestamp>,
    /// Whether that has passed.
    pub is_overdue: bool,
}

impl NextStep {
    /// What comes next at a time.
    #[must_use]
    pub fn new(facts: NextFacts, now: Timestamp) -> Self {
        let code = code(facts);
        Self {
            code,
            errors: (code == NextCode::Correct).then_some(facts.errors),
            due_at: facts.due_at,
            is_overdue: facts.due_at.is_some_and(|due_at| due_at < now),
        }
    }
}

fn code(facts: NextFacts) -> NextCode {
    match facts.status {
        Status::New | Status::BcpNew => NextCode::Validate,
        Status::Invalid | Status::CustomsError | Status::AmendmentError => NextCode::Correct,
        // An amendment that is wrong stays open.
        Status::Amendable if facts.errors > 0 => NextCode::Correct,
        Status::Amendable => NextCode::FinishAmendment,
        Status::Validated | Status::BcpValidated => NextCode::Submit,
        Status::ConfigurationError => NextCode::CompleteConfiguration,
        Status::Held => NextCode::ReleaseHold,
        Status::Queued | Status::BcpQueued => NextCode::WaitForConnection,
        Status::Submitted
        | Status::Amending
        | Status::Invalidating
        | Status::ChangingDestination
        | Status::BcpSubmitted => NextCode::WaitForAnswer,
        Status::Acknowledged => NextCode::WaitForAcceptance,
        Status::PreLodged | Status::GoodsNotArrived => NextCode::PresentGoods,
        Status::GoodsArrived | Status::Accepted | Status::BcpAccepted => NextCode::WaitForRelease,
        Status::UnderControl | Status::ControlRequest => NextCode::AttendControl,
        Status::DocumentControl => NextCode::PresentDocuments,
        Status::GuaranteeNotValid => NextCode::RenewGuarantee,
        Status::CreditPending => NextCode::ProvideCredit,
        Status::CustomsInformationRequest => NextCode::AnswerCustoms,
        Status::CustomsRequestsAmendment => NextCode::Amend,
        Status::CustomsRequestsInvalidation => NextCode::Invalidate,
        Status::InvalidationError => NextCode::DecideOnInvalidation,
        Status::Departed | Status::Diverted => NextCode::WaitForArrival,
        Status::InProgress => NextCode::WaitForDischarge,
        Status::AcceptedForExport => NextCode::WaitForExit,
        Status::ExitConfirmationNotYetReceived => NextCode::ProveExit,
        Status::Rejected | Status::Refused | Status::PartiallyRefused => {
            NextCode::ChangeDestination
        }
        Status::Alerted => NextCode::AnswerAlert,
        Status::NotReleased | Status::Interrupted | Status::Expired => NextCode::ClearUp,
        Status::BcpReleased => NextCode::Regularise,
        Status::Invalidated
        | Status::Cancelled
        | Status::Released
        | Status::Discharged
        | Status::ExitConfirmed
        | Status::Delivered
        | Status::ManuallyClosed => NextCode::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::Group;

    /// Each status and what comes next, without errors.
    const TABLE: &str = "\
        New validate, Invalid correct, Validated submit, ConfigurationError completeConfiguration, \
        Held releaseHold, Queued waitForConnection, Submitted waitForAnswer, \
        Acknowledged waitForAcceptance, PreLodged presentGoods, GoodsArrived waitForRelease, \
        GoodsNotArrived presentGoods, CustomsError correct, Accepted waitForRelease, \
        UnderControl attendControl, ControlRequest attendControl, \
        DocumentControl presentDocuments, GuaranteeNotValid renewGuarantee, \
        CreditPending provideCredit, CustomsInformationRequest answerCustoms, \
        CustomsRequestsAmendment amend, CustomsRequestsInvalidation invalidate, \
        Amendable finishAmendment, Amending waitForAnswer, AmendmentError correct, \
        Invalidating waitForAnswer, InvalidationError decideOnInvalidation, Invalidated nothing, \
        Cancelled nothing, Released nothing, NotReleased clearUp, Departed waitForArrival, \
        InProgress waitForDischarge, Discharged nothing, ExitConfirmed nothing, \
        ExitConfirmationNotYetReceived proveExit, AcceptedForExport waitForExit, \
        Alerted answerAlert, Rejected changeDestination, Refused changeDestination, \
        PartiallyRefused changeDestination, ChangingDestination waitForAnswer, \
        Diverted waitForArrival, Delivered nothing, ManuallyClosed nothing, Interrupted clearUp, \
        Expired clearUp, BcpNew validate, BcpValidated submit, BcpQueued waitForConnection, \
        BcpSubmitted waitForAnswer, BcpAccepted waitForRelease, BcpReleased regularise";

    fn facts(status: Status, errors: u32) -> NextFacts {
        NextFacts {
            status,
            errors,
            due_at: Some(Timestamp::UNIX_EPOCH),
        }
    }

    #[test]
    fn each_status_has_its_next_step() {
        let found = Status::ALL.iter().map(|status| {
            let next = NextStep::new(facts(*status, 0), Timestamp::UNIX_EPOCH);
            format!("{status} {}", next.code.as_str())
        });
        assert_eq!(found.collect::<Vec<_>>().join(", "), TABLE);
    }

    #[test]
    fn only_what_is_done_asks_for_nothing() {
        for status in Status::ALL {
            let code = code(facts(*status, 0));
            let is_done = status.group() == Group::Done && *status != Status::BcpReleased;
            assert_eq!(code == NextCode::Nothing, is_done, "{status}");
        }
    }

    #[test]
    fn errors_are_counted_where_they_are_to_be_corrected() {
        let now = Timestamp::UNIX_EPOCH;
        let correct = |status| {
            let next = NextStep::new(facts(status, 2), now);
            (next.code, next.errors)
        };
        assert_eq!(correct(Status::Invalid), (NextCode::Correct, Some(2)));
        assert_eq!(correct(Status::Amendable), (NextCode::Correct, Some(2)));
        assert_eq!(correct(Status::Accepted), (NextCode::WaitForRelease, None));
    }

    #[test]
    fn overdue_is_what_has_passed() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now + jiff::Span::new().seconds(1);
        let facts = facts(Status::Submitted, 0);
        assert!(!NextStep::new(facts, now).is_overdue);
        assert!(NextStep::new(facts, later).is_overdue);
    }
}
