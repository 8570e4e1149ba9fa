//! What follows a movement, IE815? The course that its markers choose: refusal, or an ARC, told to
//! both traders (IE801), and then what happens on the way and at its end.

use super::movement::{ACCEPTED, Traders, country, is_export, stand};
use super::problem::{self, DUPLICATE_LRN, fault, problem};
use super::refusal::{self, refusal, xml_errors};
use super::{messages as m, words};
use crate::answer::{Act, Answer, Detail, Problem, told};
use crate::conversation::{Conversation, Declaration, wait};
use crate::course::Course;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::seed;
use crate::system::{Reception, System, scripted};

/// Takes a movement up that raised no objection.
pub(super) fn react(system: &dyn System, conversation: &mut Conversation, reception: Reception) {
    let origin = &reception.origin;
    let known = conversation.declaration.as_ref();
    if known.is_some_and(Declaration::is_known) {
        let duplicate = Problem {
            value: Some(origin.lrn.clone()),
            ..problem(
                origin,
                "EadEsadDraft/LocalReferenceNumber",
                fault(DUPLICATE_LRN, "Duplicate LRN (BR001)"),
            )
        };
        return conversation.say(origin, refusal(origin, vec![duplicate]));
    }
    let time = conversation.ordinal(&origin.message);
    let mut movement = movement(&reception, reception.course.clone());
    let acts = scripted(system, &reception, Some(&mut movement));
    let acts = acts.unwrap_or_else(|| lodged(system, &mut movement, origin, time));
    conversation.declaration = Some(movement);
    conversation.plan(origin, acts);
}

/// Takes a movement up only to refuse it.
pub(super) fn reject(conversation: &mut Conversation, reception: &Reception, answer: Answer) {
    // A second use of the LRN does not undo the first.
    let known = conversation.declaration.as_ref();
    if !known.is_some_and(Declaration::is_known) {
        conversation.declaration = Some(movement(reception, Course::default()));
    }
    conversation.say(&reception.origin, answer);
}

fn movement(reception: &Reception, course: Course) -> Declaration {
    let origin = &reception.origin;
    let arc = arc(origin, &[&origin.sender, &origin.lrn], reception.seed);
    let mut movement = Declaration::lodged(origin, course, arc, &[]);
    movement.standing = ACCEPTED;
    movement
}

/// The ARC of a movement: its year and country of dispatch, and P for goods whose duty was paid.
pub(super) fn arc(origin: &Origin, names: &[&str], seed: u64) -> String {
    let names: Vec<&str> = names.iter().copied().chain(["ARC"]).collect();
    let serial = seed::serial(seed, &names, 15);
    let year = origin.prepared.year().rem_euclid(100);
    let country = country(&origin.sender).or_else(|| country(&origin.office));
    let kind = if origin.additional_type == "3" {
        'P'
    } else {
        'S'
    };
    let without = format!("{year:02}{}{serial}{kind}", country.unwrap_or("XX"));
    let digit = cas_model::formats::check_digit(&without).unwrap_or('0');
    format!("{without}{digit}")
}

/// The course of a movement that was just submitted, for the so-manieth time.
fn lodged(system: &dyn System, movement: &mut Declaration, origin: &Origin, time: u32) -> Vec<Act> {
    let markers = movement.markers().clone();
    if markers.has(Marker::Silent) {
        return Vec::new();
    }
    if let Some(refusal) = refused(&markers, origin, time) {
        return vec![Act::Say(refusal)];
    }
    // Whatever is told first, in whatever order, names the ARC.
    movement.is_mrn_allocated = true;
    let traders = Traders::of_origin(origin);
    let mut acts = validated(&traders);
    acts.extend(markers.number(Marker::Delay).map(wait));
    if !markers.has(Marker::Hold) {
        for word in course(&markers, is_export(origin)) {
            acts.extend(
                words::acts(system, word, &markers, origin, Some(movement)).unwrap_or_default(),
            );
        }
    }
    told(acts, &markers)
}

/// The movement, for both traders.
pub(super) fn validated(traders: &Traders) -> Vec<Act> {
    let answers = traders.both(&Answer::plain(&m::movement::IE801));
    answers.into_iter().map(Act::Say).collect()
}

/// What happens on the way, and at the end, in the words of scripts.
fn course(markers: &Markers, is_export: bool) -> Vec<&'static str> {
    let mut course = Vec::new();
    let mut say = |marker: Marker, word: &'static str| {
        if markers.has(marker) {
            course.push(word);
        }
    };
    say(Marker::Control, "IE840");
    say(Marker::Incident, "alert");
    say(Marker::Amend, "IE802");
    if markers.has(Marker::NoRelease) {
        say(Marker::NoRelease, if is_export { "IE839" } else { "IE807" });
        return course;
    }
    if markers.has(Marker::Invalidate) {
        say(Marker::Invalidate, "IE881");
        return course;
    }
    if is_export {
        say(Marker::Exit, "IE829");
        say(Marker::Exit, "exited");
    }
    if markers.has(Marker::Discrepancy) {
        say(Marker::Discrepancy, "unsatisfactory");
    } else {
        say(Marker::Discharge, "received");
    }
    course
}

fn refused(markers: &Markers, origin: &Origin, time: u32) -> Option<Answer> {
    if markers.applies(Marker::Nack917, time) {
        return Some(xml_errors(origin, vec![m::refusal::example()]));
    }
    let problems = || problem::example_problems(origin);
    if markers.applies(Marker::Nack906, time) {
        let detail = Detail::Problems(problems());
        let answer = Answer::detailed(&m::refusal::IE906, detail);
        return Some(refusal::to_submitter(origin, answer));
    }
    let is_refused = markers.applies(Marker::Reject, time);
    is_refused.then(|| refusal(origin, problems()))
}

/// Gives a movement a new destination: it goes on as if it had just been submitted.
pub(super) fn go_on(movement: &mut Declaration) {
    stand(movement, ACCEPTED);
}
