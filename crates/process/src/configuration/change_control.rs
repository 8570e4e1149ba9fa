//! May this editor change, or publish, what is configured under a name?
//!
//! Where the tenant demands four eyes, two different people who signed in are in every publication:
//! one asks for the review, another publishes what the first one showed. Who changed the draft last
//! is never the one who publishes. A client counts as nobody, also where it says for whom it acts:
//! it could name anyone, and one person could stand under two names. The demand stands in the
//! settings, and settings that hold a demand are under it themselves.

use std::collections::BTreeSet;

use cas_model::audit::AuditEvent;
use cas_model::configuration::{
    ConfigurationKind, ConfigurationName, Review, ReviewRequest, SETTINGS_NAME,
};
use cas_model::record::{ConfigurationRecord, Json};

use super::control_setting::ChangeControl;
use super::snapshot::{EditorIdentity, Snapshot, expect_tag};
use super::{AuditNotice, ConfigurationChange, Settings, Undecided, refusals};
use crate::{Refusal, codes};

/// The name by which lists of editors and publishers name commands of whoever runs the server.
const COMMAND: &str = "command";

/// The longest reason of a review, in characters.
const LONGEST_REASON: usize = 4_000;

/// What is demanded of changes of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ControlOfDocument {
    /// Whether only a second person publishes.
    pub four_eyes: bool,
    /// Who may change it; all where it is absent.
    pub editors: Option<BTreeSet<String>>,
    /// Who may publish it; all where it is absent.
    pub publishers: Option<BTreeSet<String>>,
}

/// The settings that are in force, as far as they were read.
///
/// # Errors
/// When they cannot be read.
pub fn settings_in_force(snapshot: &Snapshot) -> anyhow::Result<Settings> {
    let name = ConfigurationName {
        kind: ConfigurationKind::Settings,
        name: SETTINGS_NAME.to_owned(),
    };
    match snapshot.published(&name) {
        Some(row) => Ok(row.document.get_as()?),
        None => Ok(Settings::default()),
    }
}

impl ControlOfDocument {
    /// What the settings in force demand of a document.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub fn for_document(snapshot: &Snapshot, name: &ConfigurationName) -> anyhow::Result<Self> {
        Ok(Self::by(&settings_in_force(snapshot)?.change_control, name))
    }

    /// What these demands come to for a document: all that hold for it count.
    #[must_use]
    pub fn by(controls: &[ChangeControl], name: &ConfigurationName) -> Self {
        let holding = || controls.iter().filter(|control| control.holds_for(name));
        let holds_demand = name.kind == ConfigurationKind::Settings
            && controls.iter().any(|control| control.four_eyes);
        Self {
            four_eyes: holds_demand || holding().any(|control| control.four_eyes),
            editors: in_all(holding().map(|control| &control.editors)),
            publishers: in_all(holding().map(|control| &control.publishers)),
        }
    }

    /// Refuses an editor who may not change the document.
    ///
    /// # Errors
    /// When others may.
    pub fn must_edit(&self, identity: &EditorIdentity) -> Result<(), Refusal> {
        listed(self.editors.as_ref(), identity, "change it")
    }

    /// Refuses an editor who may not publish a draft as it stands.
    ///
    /// # Errors
    /// Who else may, or what is to be done before.
    pub fn must_publish(
        &self,
        identity: &EditorIdentity,
        draft: &ConfigurationRecord,
    ) -> Result<(), Undecided> {
        listed(self.publishers.as_ref(), identity, "publish it")?;
        if !self.four_eyes {
            return Ok(());
        }
        let person = person_of(identity)?;
        let review = review_of(draft)?;
        let asked = review.as_ref().and_then(|review| review.asked.as_ref());
        let asked = asked.ok_or_else(review_required)?;
        let edited_by = review.as_ref().map(|review| &review.edited_by);
        let edited = edited_by.and_then(|author| author.person.as_deref()) == Some(person);
        if edited || asked.by.person.as_deref() == Some(person) {
            return Err(second_person_required().into());
        }
        Ok(())
    }
}

/// Those who are in all lists that name anyone; absent where none does.
fn in_all<'l>(lists: impl Iterator<Item = &'l Vec<String>>) -> Option<BTreeSet<String>> {
    let mut sets = lists
        .filter(|list| !list.is_empty())
        .map(|list| list.iter().cloned().collect::<BTreeSet<String>>());
    let first = sets.next()?;
    Some(sets.fold(first, |known, next| &known & &next))
}

fn listed(
    allowed: Option<&BTreeSet<String>>,
    identity: &EditorIdentity,
    what: &str,
) -> Result<(), Refusal> {
    let name = match identity {
        EditorIdentity::Person { account, .. } => account,
        EditorIdentity::Client(id) => id,
        EditorIdentity::Command => COMMAND,
    };
    match allowed {
        Some(allowed) if !allowed.contains(name) => {
            let names: Vec<&str> = allowed.iter().map(String::as_str).collect();
            let names = match names.is_empty() {
                true => "nobody".to_owned(),
                false => names.join(", "),
            };
            Err(Refusal::new(
                codes::CHANGE_NOT_ALLOWED,
                format!("by the settings (changeControl) these may {what}: {names}"),
            ))
        }
        Some(_) | None => Ok(()),
    }
}

/// The account of a person who signed in.
fn person_of(identity: &EditorIdentity) -> Result<&str, Refusal> {
    match identity {
        EditorIdentity::Person { id, .. } => Ok(id),
        EditorIdentity::Client(_) | EditorIdentity::Command => Err(Refusal::new(
            codes::PERSON_REQUIRED,
            "the tenant demands four eyes: two people who signed in ask for the review and publish; \
             clients and commands only save drafts",
        )),
    }
}

fn review_of(row: &ConfigurationRecord) -> anyhow::Result<Option<Review>> {
    Ok(row.review.as_ref().map(Json::get).transpose()?)
}

fn review_required() -> Refusal {
    Refusal::new(
        codes::REVIEW_REQUIRED,
        "the tenant demands four eyes: save a draft, ask for its review (POST …/draft/review), and \
         another person publishes it",
    )
}

fn second_person_required() -> Refusal {
    Refusal::new(
        codes::SECOND_PERSON_REQUIRED,
        "who changed the draft last or asked for its review does not publish it; another person does",
    )
}

/// Refuses to change what is in force without a draft that was reviewed.
///
/// # Errors
/// When the tenant demands four eyes for it, or the editor may not publish it.
pub fn must_change_at_once(snapshot: &Snapshot, name: &ConfigurationName) -> Result<(), Undecided> {
    let control = ControlOfDocument::for_document(snapshot, name)?;
    if control.four_eyes {
        return Err(review_required().into());
    }
    let identity = &snapshot.editor.identity;
    Ok(listed(control.publishers.as_ref(), identity, "publish it")?)
}

/// Refuses to publish what somebody may not have looked at.
///
/// # Errors
/// When four eyes are demanded and the version that was looked at is not named.
pub fn must_name_version(
    control: &ControlOfDocument,
    expected: Option<&str>,
) -> Result<(), Refusal> {
    match control.four_eyes && expected.is_none() {
        true => Err(Refusal::new(
            codes::REVIEWED_VERSION_REQUIRED,
            "send the ETag of the draft that was reviewed as If-Match",
        )),
        false => Ok(()),
    }
}

/// What is written down of a version that is published: that it demands something else of changes.
///
/// # Errors
/// When settings cannot be read.
pub fn control_notices(
    snapshot: &Snapshot,
    row: &ConfigurationRecord,
) -> anyhow::Result<Vec<AuditNotice>> {
    if row.kind != ConfigurationKind::Settings {
        return Ok(Vec::new());
    }
    let before = settings_in_force(snapshot)?.change_control;
    let after = row.document.get_as::<Settings>()?.change_control;
    if before == after {
        return Ok(Vec::new());
    }
    let written = |controls: &[ChangeControl]| serde_json::to_string(controls);
    let (before, after) = (written(&before)?, written(&after)?);
    let asked = review_of(row)?.and_then(|review| review.asked);
    let asked = asked.map_or(String::new(), |asked| {
        format!("; review asked by {}: {}", asked.by.name, asked.reason)
    });
    Ok(vec![AuditNotice {
        event: AuditEvent::ControlChanged,
        detail: format!(
            "settings version {}: {before} became {after}{asked}",
            row.version
        ),
    }])
}

/// The draft of a name, as the caller read it, and what is demanded of changes of it.
pub(super) fn draft_and_control<'s>(
    snapshot: &'s Snapshot,
    name: &ConfigurationName,
    expected: Option<&str>,
) -> Result<(&'s ConfigurationRecord, ControlOfDocument), Undecided> {
    let draft = snapshot.draft(name);
    expect_tag(name, draft, expected)?;
    let draft = draft.ok_or_else(|| Refusal::not_found("draft"))?;
    let control = ControlOfDocument::for_document(snapshot, name)?;
    Ok((draft, control))
}

/// Asks that another person looks at a draft.
///
/// # Errors
/// When there is no draft, it is not what the caller read, or it cannot be said who asks, or why.
pub fn ask_review(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    reason: &str,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, ConfigurationRecord), Undecided> {
    let (draft, control) = draft_and_control(snapshot, name, expected)?;
    control.must_edit(&snapshot.editor.identity)?;
    person_of(&snapshot.editor.identity)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let message =
            format!("say what is changed and why, in at most {LONGEST_REASON} characters");
        return Err(refusals::wrong("reason", message).into());
    }
    let asked = ReviewRequest {
        by: snapshot.editor.author(),
        at: snapshot.now,
        reason: reason.to_owned(),
    };
    written(draft, Some(asked))
}

/// Takes back that a review was asked for.
///
/// # Errors
/// When there is no draft, it is not what the caller read, or nobody asked.
pub fn withdraw_review(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, ConfigurationRecord), Undecided> {
    let (draft, control) = draft_and_control(snapshot, name, expected)?;
    control.must_edit(&snapshot.editor.identity)?;
    match review_of(draft)?.and_then(|review| review.asked) {
        Some(_) => written(draft, None),
        None => Err(Refusal::not_found("review of this draft").into()),
    }
}

/// The draft with another request; who changed it last stays.
fn written(
    draft: &ConfigurationRecord,
    asked: Option<ReviewRequest>,
) -> Result<(ConfigurationChange, ConfigurationRecord), Undecided> {
    let edited_by = match review_of(draft)? {
        Some(review) => review.edited_by,
        None => older_author(draft),
    };
    let review = Json::encode(&Review { edited_by, asked }).map_err(anyhow::Error::from)?;
    let row = ConfigurationRecord {
        edition: draft.edition + 1,
        review: Some(review),
        ..draft.clone()
    };
    let change = ConfigurationChange {
        configurations: vec![row.clone()],
        ..ConfigurationChange::default()
    };
    Ok((change, row))
}

/// Who changed a draft that is older than reviews: of a person histories name the account's id.
fn older_author(draft: &ConfigurationRecord) -> cas_model::configuration::Author {
    let name = draft.updated_by.clone();
    let id = name
        .rsplit_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    cas_model::configuration::Author {
        person: id.map(|(id, _)| id.to_owned()),
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(kind: &str, names: &[&str], four_eyes: bool) -> ChangeControl {
        ChangeControl {
            kind: kind.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            four_eyes,
            editors: Vec::new(),
            publishers: Vec::new(),
        }
    }

    fn document(kind: ConfigurationKind, name: &str) -> ConfigurationName {
        ConfigurationName::new(kind, name).expect("a name")
    }

    #[test]
    fn a_demand_holds_for_its_kind_or_its_names_and_for_the_settings_that_hold_it() {
        use ConfigurationKind::{DecisionTable, Flow, Settings};
        let controls = [control("decisionTable", &["duties"], true)];
        let demanded =
            |kind, name| ControlOfDocument::by(&controls, &document(kind, name)).four_eyes;
        assert!(demanded(DecisionTable, "duties"));
        assert!(!demanded(DecisionTable, "offices"));
        assert!(!demanded(Flow, "duties"));
        assert!(demanded(Settings, "settings"));
        let none = ControlOfDocument::by(&[], &document(Settings, "settings"));
        assert_eq!(none, ControlOfDocument::default());
    }

    #[test]
    fn of_several_lists_all_count() {
        let kind = ConfigurationKind::Flow;
        let with = |editors: &[&str]| ChangeControl {
            editors: editors.iter().map(|name| (*name).to_owned()).collect(),
            ..control("flow", &[], false)
        };
        let client = |id: &str| EditorIdentity::Client(id.to_owned());
        let both = [with(&["erp", "anna"]), with(&["erp"])];
        let found = ControlOfDocument::by(&both, &document(kind, "F"));
        assert!(found.must_edit(&client("erp")).is_ok());
        let refused = found.must_edit(&client("anna")).expect_err("not in both");
        assert_eq!(refused.code.name, codes::CHANGE_NOT_ALLOWED.name);
        assert!(found.must_edit(&EditorIdentity::Command).is_err());
        let nobody = [with(&["erp"]), with(&["anna"])];
        let found = ControlOfDocument::by(&nobody, &document(kind, "F"));
        assert!(found.must_edit(&client("erp")).is_err());
    }
}
