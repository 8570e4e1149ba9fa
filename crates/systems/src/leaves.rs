//! In which leaves do two messages of a trader differ?
//!
//! A leaf is an element with a text, or an attribute; its path names the elements above it, with
//! their number where there are several. Values are compared as what they mean: `10.50` is `10.5`,
//! and a time is the same in any zone. White space is not looked at.

use std::collections::BTreeMap;

use cas_gateway::LeafDifference;
use rust_decimal::Decimal;

use crate::table::{Format, is_of_xml, without_numbers};
use crate::xml::Element;

/// What does not count in the messages of a system.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    /// Paths without numbers, below the element that is compared: they belong to the transmission.
    pub paths: &'static [&'static str],
    /// Attributes that say what holds without them too: their name, and their value.
    pub implied: &'static [(&'static str, &'static str)],
    /// Elements of which several stand side by side, told apart by what stands in one of them and
    /// not by their order.
    pub keyed: &'static [(&'static str, &'static str)],
}

impl Passed {
    /// Whether what stands at a path belongs to the transmission.
    fn passes(&self, path: &str) -> bool {
        !self.paths.is_empty() && self.paths.contains(&without_numbers(path).as_str())
    }
}

/// The differences of two messages below their roots, in the order of the paths.
pub(crate) fn differences(
    original: &Element<'_>,
    written: &Element<'_>,
    passed: Passed,
) -> Vec<LeafDifference> {
    let (original, written) = (leaves(original, passed), leaves(written, passed));
    let mut paths: Vec<&String> = original.keys().chain(written.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let differing = paths.into_iter().filter_map(|path| {
        let (one, other) = (original.get(path), written.get(path));
        if let (Some(one), Some(other)) = (one, other)
            && is_same(one, other)
        {
            return None;
        }
        Some(LeafDifference {
            path: path.clone(),
            element: without_numbers(path),
            original: one.cloned(),
            written: other.cloned(),
        })
    });
    differing.collect()
}

fn leaves(root: &Element<'_>, passed: Passed) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    collect(root, "", passed, &mut leaves);
    leaves
}

fn collect(
    element: &Element<'_>,
    path: &str,
    passed: Passed,
    leaves: &mut BTreeMap<String, String>,
) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for child in &element.children {
        *counts.entry(child.name).or_default() += 1;
    }
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut children: Vec<&Element<'_>> = element.children.iter().collect();
    for (name, key) in passed.keyed {
        sort_by_key(&mut children, name, key);
    }
    for child in children {
        let number = numbers.entry(child.name).or_default();
        *number += 1;
        let separator = if path.is_empty() { "" } else { "/" };
        let path = match counts[child.name] {
            1 => format!("{path}{separator}{}", child.name),
            _ => format!("{path}{separator}{}[{number}]", child.name),
        };
        if passed.passes(&path) {
            continue;
        }
        let text = child.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            leaves.insert(path.clone(), text);
            for (name, value) in &child.attributes {
                let is_implied = passed.implied.contains(&(*name, value.as_ref()));
                if !is_of_xml(name) && !is_implied {
                    leaves.insert(format!("{path}@{name}"), value.trim().to_owned());
                }
            }
        }
        collect(child, &path, passed, leaves);
    }
}

/// Brings the children of a name into the order of their keys; the places of others stay.
fn sort_by_key(children: &mut [&Element<'_>], name: &str, key: &str) {
    let is_one = |child: &&Element<'_>| child.name == name;
    let mut named: Vec<&Element<'_>> = children.iter().copied().filter(is_one).collect();
    named.sort_by(|one, other| one.text_at(key).cmp(&other.text_at(key)));
    let places = children.iter_mut().filter(|child| child.name == name);
    for (place, child) in places.zip(named) {
        *place = child;
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || is_same_number(one, other) || is_same_time(one, other)
}

/// Leading zeros mean something in a code, so only what follows a point is spelled freely.
fn is_same_number(one: &str, other: &str) -> bool {
    let has_zeros = |text: &str| text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    if has_zeros(one) || has_zeros(other) {
        return false;
    }
    match (Decimal::from_str_exact(one), Decimal::from_str_exact(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn is_same_time(one: &str, other: &str) -> bool {
    let is_time = |text: &str| text.len() >= 15;
    is_time(one)
        && is_time(other)
        && Format::moment(one).is_some_and(|time| Format::moment(other) == Some(time))
}
