//! How does one prescribe answers without touching the declarations? With a script: rules in TOML
//! or JSON, the first that matches a message decides.
//!
//! The answer of a rule is a list of words: markers (`control`, `reject=2`), or messages by their
//! type (`CC928C`, `CC029C`) and waits (`wait=500`, milliseconds). As soon as a message is named,
//! the list is the whole conversation, and markers beside it only say how it is told.

use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use crate::answer::Scripted;
use crate::course::Course;
use crate::marker::{self, Marker, Markers};
use crate::systems;

/// The rules, in order.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The rules; the first that matches decides.
    #[serde(default, rename = "rule", alias = "rules")]
    pub rules: Vec<Rule>,
}

/// One rule: a message, and the answer to it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What a message must be like.
    #[serde(default, rename = "match")]
    pub matches: Match,
    /// The words of the answer.
    pub answer: Vec<Word>,
}

/// What a message must be like; what is not said may be anything. Texts may begin or end with `*`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// The system, such as `ncts`; without it all systems.
    pub system: Option<String>,
    /// The message type; without it the rule is for declarations, such as `CC015C`.
    pub message: Option<String>,
    /// The LRN of the declaration, with `*` at an end.
    pub lrn: Option<String>,
    /// The UCR of the consignment.
    pub ucr: Option<String>,
    /// The office of departure, or of export.
    pub office: Option<String>,
    /// The how-manieth message of this type for this LRN, from 1.
    pub nth: Option<u32>,
}

/// One word of an answer.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "String")]
pub struct Word(Meaning);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Marker(Marker, u32),
    Step(Scripted),
}

/// What is known of a message when a rule is looked for.
pub(crate) struct Case<'a> {
    pub(crate) system: &'a str,
    pub(crate) is_lodging: bool,
    pub(crate) message: &'a str,
    pub(crate) lrn: &'a str,
    pub(crate) ucr: &'a str,
    pub(crate) office: &'a str,
    pub(crate) nth: u32,
}

impl Script {
    /// Reads a script file; `.json` is JSON, any other name is TOML.
    pub fn open(path: &Path) -> anyhow::Result<Script> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the script {} cannot be read", path.display()))?;
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        let script = if is_json {
            Script::from_json(&text)
        } else {
            Script::from_toml(&text)
        };
        script.with_context(|| format!("the script {} is not understood", path.display()))
    }

    /// Reads a script written in TOML.
    pub fn from_toml(text: &str) -> anyhow::Result<Script> {
        Ok(toml::from_str(text)?)
    }

    /// Reads a script written in JSON.
    pub fn from_json(text: &str) -> anyhow::Result<Script> {
        Ok(serde_json::from_str(text)?)
    }

    /// The course of a message: the first rule that matches, else the markers of its UCR.
    pub(crate) fn course(&self, case: &Case<'_>) -> Course {
        let rule = self.rules.iter().find(|rule| rule.matches.fits(case));
        match rule {
            Some(rule) => Course::from_words(&rule.answer),
            None => Course {
                markers: Markers::in_ucr(case.ucr),
                steps: None,
            },
        }
    }
}

impl Course {
    /// The course of a list of words.
    pub(crate) fn from_words(words: &[Word]) -> Course {
        let markers = words.iter().filter_map(|word| match word.0 {
            Meaning::Marker(marker, number) => Some((marker, number)),
            Meaning::Step(_) => None,
        });
        let steps: Vec<_> = words
            .iter()
            .filter_map(|word| match word.0 {
                Meaning::Step(step) => Some(step),
                Meaning::Marker(..) => None,
            })
            .collect();
        Course {
            markers: Markers::from_pairs(markers),
            steps: (!steps.is_empty()).then_some(steps),
        }
    }
}

impl Match {
    fn fits(&self, case: &Case<'_>) -> bool {
        let message = self.message.as_deref();
        message.map_or(case.is_lodging, |message| message == case.message)
            && self
                .system
                .as_deref()
                .is_none_or(|system| system == case.system)
            && self.nth.is_none_or(|nth| nth == case.nth)
            && is_like(self.lrn.as_deref(), case.lrn)
            && is_like(self.ucr.as_deref(), case.ucr)
            && is_like(self.office.as_deref(), case.office)
    }
}

fn is_like(pattern: Option<&str>, text: &str) -> bool {
    let Some(pattern) = pattern else { return true };
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(""), _) => true,
        (Some(end), Some(_)) => text.contains(end.trim_end_matches('*')),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}

/// The step that a word such as `CC029C` or `wait=500` names.
fn scripted(word: &str) -> Option<Scripted> {
    if let Some(milliseconds) = word.strip_prefix("wait=") {
        return milliseconds.parse().ok().map(Scripted::Wait);
    }
    systems::word(word).map(Scripted::Word)
}

impl TryFrom<String> for Word {
    type Error = String;

    fn try_from(text: String) -> Result<Word, String> {
        if let Some(step) = scripted(&text) {
            return Ok(Word(Meaning::Step(step)));
        }
        match marker::parse(&text) {
            Some((marker, number)) => Ok(Word(Meaning::Marker(marker, number))),
            None => Err(format!(
                "`{text}` is neither a marker, nor a message the authority can send, \
                 nor `wait=<ms>`"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: Case<'_> = Case {
        system: "ncts",
        is_lodging: true,
        message: "CC015C",
        lrn: "LRN1",
        ucr: "SHIP#control",
        office: "DE004101",
        nth: 2,
    };

    fn check(script: &str, markers: Markers, steps: usize) {
        let course = Script::from_toml(script).unwrap().course(&CASE);
        assert_eq!(course.markers, markers, "{script}");
        assert_eq!(
            course.steps.map_or(0, |steps| steps.len()),
            steps,
            "{script}"
        );
    }

    #[test]
    fn the_first_rule_that_matches_decides() {
        let control = || Markers::from_pairs([(Marker::Control, 0)]);
        let silent = || Markers::from_pairs([(Marker::Silent, 0)]);
        for (script, markers, steps) in [
            ("", control(), 0),
            ("[[rule]]\nanswer = ['silent']", silent(), 0),
            (
                "[[rule]]\nmatch = { nth = 1 }\nanswer = ['silent']",
                control(),
                0,
            ),
            (
                "[[rule]]\nmatch = { lrn = 'LRN*', nth = 2 }\nanswer = ['silent']",
                silent(),
                0,
            ),
            (
                "[[rule]]\nmatch = { office = 'GB*' }\nanswer = ['silent']",
                control(),
                0,
            ),
            (
                "[[rule]]\nmatch = { ucr = '*SHIP*' }\nanswer = ['silent']",
                silent(),
                0,
            ),
            (
                "[[rule]]\nmatch = { message = 'CC014C' }\nanswer = ['silent']",
                control(),
                0,
            ),
            (
                "[[rule]]\nanswer = ['CC928C', 'wait=5', 'CC028C', 'silent']",
                silent(),
                3,
            ),
        ] {
            check(script, markers, steps);
        }
    }

    #[test]
    fn unknown_words_are_refused_by_name() {
        for text in [
            "[[rule]]\nanswer = ['contrl']",
            "[[rule]]\nanswer = ['CC999C']",
            "[[rule]]\nmatch = { lnr = 'X' }\nanswer = []",
        ] {
            let error = Script::from_toml(text).unwrap_err().to_string();
            let named = ["contrl", "CC999C", "lnr"]
                .iter()
                .any(|word| error.contains(word));
            assert!(named, "{error}");
        }
        let json = r#"{"rules":[{"match":{"lrn":"A"},"answer":["reject"]}]}"#;
        assert_eq!(Script::from_json(json).unwrap().rules.len(), 1);
    }
}
