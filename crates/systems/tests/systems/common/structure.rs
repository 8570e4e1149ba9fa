//! Does a message keep to a structure that is known as text only?
//!
//! The text is a tree by indentation: `Name [0..9] : pattern=… maxLength=17`. Checked are the names,
//! their order, how often each may stand, and the lengths; patterns are not. Of what stands below
//! `<choice>` neither order nor number is known.

use std::path::Path;

use cas_systems::xml::Element;

/// An element of a structure, with what may stand in it.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub least: usize,
    pub most: usize,
    pub length: Option<usize>,
    pub children: Vec<Node>,
    /// Whether it stands where order and number are not known.
    pub is_free: bool,
}

/// Reads a structure.
pub fn read(path: &Path) -> Node {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines: Vec<(usize, &str)> = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with(['@', '#']))
        .map(|line| (line.len() - line.trim_start().len(), line.trim()))
        .collect();
    let (_, root) = lines[0];
    let mut at = 1;
    Node {
        children: children(&lines, &mut at, 0),
        ..node(root)
    }
}

fn children(lines: &[(usize, &str)], at: &mut usize, above: usize) -> Vec<Node> {
    let mut found = Vec::new();
    while let Some((depth, line)) = lines.get(*at).copied().filter(|(depth, _)| *depth > above) {
        *at += 1;
        let inside = children(lines, at, depth);
        if line.starts_with("<choice") {
            found.extend(inside.into_iter().map(|node| Node {
                is_free: true,
                ..node
            }));
            continue;
        }
        found.push(Node {
            children: inside,
            ..node(line)
        });
    }
    found
}

fn node(line: &str) -> Node {
    let (head, facets) = line.split_once(" : ").unwrap_or((line, ""));
    let (name, times) = head.split_once(" [").unwrap_or((head, ""));
    let (least, most) = times
        .trim_end_matches(']')
        .split_once("..")
        .unwrap_or(("1", "1"));
    let length = facets.split(' ').find_map(|facet| {
        let (kind, number) = facet.split_once('=')?;
        ["maxLength", "length"]
            .contains(&kind)
            .then(|| number.parse().ok())?
    });
    Node {
        name: name
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned(),
        least: least.parse().unwrap_or(1),
        most: most.parse().unwrap_or(usize::MAX),
        length,
        children: Vec::new(),
        is_free: false,
    }
}

/// Everything in which an element does not keep to the structure.
pub fn violations(node: &Node, element: &Element) -> Vec<String> {
    let mut found = Vec::new();
    inside(node, element, element.name, &mut found);
    found
}

fn inside(node: &Node, element: &Element, at: &str, found: &mut Vec<String>) {
    let count = element.text.chars().count();
    if node.length.is_some_and(|most| count > most) {
        found.push(format!("{at} has {count} characters"));
    }
    let mut position = 0;
    for child in &element.children {
        let known = node
            .children
            .iter()
            .position(|known| known.name == child.name);
        match known {
            None => found.push(format!("{at}/{} is unknown", child.name)),
            Some(index) if index < position && !node.children[index].is_free => {
                found.push(format!("{at}/{} stands too late", child.name));
            }
            Some(index) => {
                position = index;
                inside(
                    &node.children[index],
                    child,
                    &format!("{at}/{}", child.name),
                    found,
                );
            }
        }
    }
    for known in &node.children {
        let count = element.children_named(&known.name).count();
        if !known.is_free && !(known.least..=known.most).contains(&count) {
            found.push(format!("{at}/{} is there {count} times", known.name));
        }
    }
}
