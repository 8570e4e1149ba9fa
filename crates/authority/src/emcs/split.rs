//! What follows a split, IE825? The movement is replaced (IE803 with the new ARCs), and each part
//! begins as a movement of its own (IE801), in a conversation of its own.

use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::case::{Case, Verdict};
use super::movement::{
    ACCEPTED, EXPORT_ACCEPTED, PARTIALLY_REFUSED, REFUSED, REJECTED, REPLACED, Traders,
    document_of, number, stand, trimmed,
};
use super::problem::{UNSUPPORTED, WRONG, fault};
use super::{door, lodging, merge, messages as m};
use crate::answer::{Act, Answer, Detail, Problem};
use crate::conversation::{Declaration, Opening};
use crate::marker::Marker;
use crate::xml::Element;

/// Takes a split up that raised no objection.
pub(super) fn react(
    movement: &mut Declaration,
    case: &Case<'_>,
    seed: u64,
) -> Verdict<(Vec<Act>, Vec<Opening>)> {
    let standings = [
        ACCEPTED,
        EXPORT_ACCEPTED,
        REJECTED,
        REFUSED,
        PARTIALLY_REFUSED,
    ];
    case.expect(movement, &standings)?;
    case.refused_by(movement, Marker::NoAmendment)?;
    check(case)?;
    let parts = merge::parts(case.document, case.origin, &movement.mrn);
    let openings: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let arc = lodging::arc(&part, &[&movement.mrn, &part.lrn], seed);
            let part = Arc::new(part);
            let course = movement.course.clone();
            let mut opened = Declaration::lodged(&part, course, arc, &[]);
            opened.standing = ACCEPTED;
            opened.is_mrn_allocated = true;
            Opening {
                lrn: part.lrn.clone(),
                acts: lodging::validated(&Traders::of_origin(&part)),
                declaration: opened,
                origin: Arc::clone(case.origin),
            }
        })
        .collect();
    let arcs = openings.iter().map(|part| part.declaration.mrn.clone());
    let replaced = Answer::detailed(&m::movement::IE803, Detail::References(arcs.collect()));
    stand(movement, REPLACED);
    let answers = case.traders.both(&replaced);
    Ok((answers.into_iter().map(Act::Say).collect(), openings))
}

/// Two parts or more with numbers of their own, that share out all goods and no others.
fn check(case: &Case<'_>) -> Verdict<()> {
    let (split, goods) = (document_of(case.origin), document_of(case.document));
    let split = split.as_ref().and_then(door::container);
    let goods = goods.as_ref().and_then(door::container);
    let (Some(split), Some(goods)) = (split, goods) else {
        return Ok(());
    };
    let mut problems = Vec::new();
    let parts: Vec<_> = split.all("SplitDetailsEad").collect();
    if parts.len() < 2 {
        let what = fault(UNSUPPORTED, "A split has two parts at least (BR035)");
        problems.push(case.problem("SplitDetailsEad", what, ""));
    }
    let mut references = HashSet::new();
    for (place, part) in (1..).zip(&parts) {
        let lrn = trimmed(part, "LocalReferenceNumber");
        if !references.insert(lrn) || lrn == case.document.lrn {
            let path = format!("SplitDetailsEad[{place}]/LocalReferenceNumber");
            problems.push(case.problem(
                &path,
                fault(WRONG, "The LRN is used already (BR001)"),
                lrn,
            ));
        }
    }
    check_quantities(case, &parts, goods, &mut problems);
    if problems.is_empty() {
        return Ok(());
    }
    Err(problems)
}

fn check_quantities(
    case: &Case<'_>,
    parts: &[&Element<'_>],
    goods: &Element<'_>,
    problems: &mut Vec<Problem>,
) {
    let items = || parts.iter().flat_map(|part| part.all("BodyEad"));
    let reference = |item: &Element<'_>| trimmed(item, "BodyRecordUniqueReference").to_owned();
    let known: HashSet<_> = goods.all("BodyEadEsad").map(reference).collect();
    for item in items().filter(|item| !known.contains(&reference(item))) {
        let what = fault(WRONG, "The movement has no such item (BR032)");
        problems.push(case.problem("SplitDetailsEad", what, &reference(item)));
    }
    for whole in goods.all("BodyEadEsad") {
        let of_it = items().filter(|item| reference(item) == reference(whole));
        let shared: Decimal = of_it.filter_map(|item| number(item, "Quantity")).sum();
        if Some(shared) != number(whole, "Quantity") {
            let what = fault(WRONG, "The parts do not add up to the movement (BR033)");
            problems.push(case.problem("SplitDetailsEad", what, &shared.to_string()));
        }
    }
}
