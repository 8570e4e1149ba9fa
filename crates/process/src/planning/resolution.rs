//! What is done with a declaration when its shipment is updated? Pure.

use cas_gateway::{AskedDeclaration, Capabilities};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::lifecycle::{Action, Phase, Standing, Status};
use serde::{Deserialize, Serialize};

use super::PlanRefusal;
use crate::codes::RefusalCode;

/// What is done with a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Resolution {
    /// It is made: nothing that exists is its pair.
    Create,
    /// It is as it should be.
    Leave,
    /// It is changed; customs does not have it.
    Edit,
    /// It is changed, and customs is asked to amend what it has.
    Amend,
    /// It is cancelled; customs does not have it.
    Delete,
    /// Customs is asked to invalidate what it has.
    Invalidate,
    /// It is withdrawn for the one that a replacement makes.
    Supersede,
}

impl Resolution {
    /// Its name in plans and histories.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Leave => "leave",
            Self::Edit => "edit",
            Self::Amend => "amend",
            Self::Delete => "delete",
            Self::Invalidate => "invalidate",
            Self::Supersede => "supersede",
        }
    }
}

/// A declaration that exists, as far as its correction depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Correction<'a> {
    /// Our number, by which a refusal names it.
    pub lrn: &'a str,
    /// Its status, the covered one too.
    pub standing: Standing,
    /// Whether customs must answer first.
    pub awaits_customs: AwaitsCustoms,
    /// What its system can do.
    pub capabilities: &'a Capabilities,
    /// The code of its type, such as `H1`.
    pub declaration_type: &'a str,
    /// What customs said of it so far.
    pub facts: &'a CustomsFacts,
}

/// Whether customs must answer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwaitsCustoms {
    /// A message of ours is not answered.
    Yes,
    /// It is not known whether customs has what we sent; nobody waits for an answer.
    Unknown,
    /// Nothing is on its way.
    No,
}

/// Why nothing is done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// It cannot be done.
    Refused(PlanRefusal),
    /// Customs must answer first; it is tried again then.
    Waits(String),
}

/// Why a declaration is not withdrawn that customs may have: others would be sent for its goods.
pub(super) fn fate_unknown(lrn: &str) -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::FateUnknown,
        format!(
            "It is not known whether customs has declaration {lrn}, which would be withdrawn; ask \
             customs, and if it has not, invalidate the declaration here and send this again"
        ),
    )
}

impl Correction<'_> {
    /// What is done when it must say something else than it says.
    ///
    /// # Errors
    /// When it cannot be changed, or not yet.
    pub fn change(&self) -> Result<Resolution, NotNow> {
        if self.may_be_edited() {
            return Ok(Resolution::Edit);
        }
        self.may_be_asked_about()?;
        match self.has_open_amendment() || self.may(Action::Amend, self.standing) {
            true => Ok(Resolution::Amend),
            false => Err(self.too_late("changed", "amendment")),
        }
    }

    /// What is done when there are no goods for it any more.
    ///
    /// # Errors
    /// When it cannot be withdrawn, or not yet.
    pub fn withdraw(&self) -> Result<Resolution, NotNow> {
        if self.may_be_edited() {
            return match self.awaits_customs {
                AwaitsCustoms::Unknown => Err(NotNow::Refused(fate_unknown(self.lrn))),
                AwaitsCustoms::Yes | AwaitsCustoms::No => Ok(Resolution::Delete),
            };
        }
        self.may_be_asked_about()?;
        // Customs has refused it: there is nothing to withdraw.
        if self.standing.status == Status::NotReleased {
            return Ok(Resolution::Leave);
        }
        // An open amendment is given up first.
        let standing = match self.standing.covered {
            Some(covered) if self.has_open_amendment() => Standing::plain(covered),
            Some(_) | None => self.standing,
        };
        // After release customs refuses; a person may still ask, an update does not.
        let is_released =
            [Some(standing.status), standing.covered].contains(&Some(Status::Released));
        match self.may(Action::Invalidate, standing) && !is_released {
            true => Ok(Resolution::Invalidate),
            false => Err(self.too_late("withdrawn", "invalidation")),
        }
    }

    /// What is done when an amendment would change fields that customs takes by none.
    #[must_use]
    pub fn fixed(&self, fields: &[FieldPath]) -> NotNow {
        let names: Vec<&str> = fields.iter().map(FieldPath::as_str).collect();
        NotNow::Refused(PlanRefusal::new(
            RefusalCode::UpdateTooLate,
            format!(
                "declaration {} is {} and would have to change {}: customs takes no amendment of \
                 that; leave it as it is, or invalidate the declaration",
                self.lrn,
                self.standing.status,
                names.join(", ")
            ),
        ))
    }

    fn has_open_amendment(&self) -> bool {
        matches!(
            self.standing.status,
            Status::Amendable | Status::AmendmentError
        )
    }

    fn may_be_edited(&self) -> bool {
        match self.standing.status.phase() {
            Phase::Preparation | Phase::Refused => true,
            Phase::InFlight | Phase::Lodged | Phase::Closed => false,
        }
    }

    fn may_be_asked_about(&self) -> Result<(), NotNow> {
        match self.awaits_customs {
            AwaitsCustoms::No | AwaitsCustoms::Unknown => Ok(()),
            AwaitsCustoms::Yes => Err(NotNow::Waits(format!(
                "declaration {} is {}: customs must answer before it can be corrected",
                self.lrn, self.standing.status
            ))),
        }
    }

    fn may(&self, action: Action, standing: Standing) -> bool {
        let grant = self.capabilities.grant(action, &self.asked(standing));
        grant.is_some() && self.capabilities.actions.contains(&action)
    }

    fn asked(&self, standing: Standing) -> AskedDeclaration<'_> {
        AskedDeclaration {
            standing,
            declaration_type: self.declaration_type,
            facts: self.facts,
        }
    }

    fn too_late(&self, what: &str, how: &str) -> NotNow {
        let offered = self
            .capabilities
            .allowed_actions(&self.asked(self.standing));
        let actions: Vec<&str> = offered.into_iter().map(Action::as_str).collect();
        let instead = match actions.is_empty() {
            true => "nothing is allowed any more".to_owned(),
            false => format!("allowed are: {}", actions.join(", ")),
        };
        NotNow::Refused(PlanRefusal::new(
            RefusalCode::UpdateTooLate,
            format!(
                "declaration {} is {} and would have to be {what}, but customs takes no {how} in \
                 that status; {instead}",
                self.lrn, self.standing.status
            ),
        ))
    }
}
