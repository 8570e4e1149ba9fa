//! How is a rehearsal told?

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::outcome::{FileKind, FileOutcome, Rehearsed};
use super::reference::Asked;
use super::supposed_day::{DaySource, SupposedDay};
use super::totals::Totals;
use crate::terminal::{say, say_json};

/// So many findings, leaves and differences of a file are written out in its rows.
const MOST: usize = 5;

/// All outcomes and totals, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<&'a Asked>,
    files: &'a [FileOutcome],
    #[serde(flatten)]
    totals: &'a Totals,
    summary: String,
}

/// One JSON document, and the last line for whoever looks on.
pub(super) fn print_json(rehearsed: &Rehearsed, totals: &Totals) -> anyhow::Result<()> {
    say_json(&Report {
        asked: rehearsed.asked.as_ref(),
        files: &rehearsed.outcomes,
        totals,
        summary: totals.to_string(),
    })?;
    last_line(totals);
    Ok(())
}

#[expect(clippy::print_stderr, reason = "the output is a JSON document")]
fn last_line(totals: &Totals) {
    eprintln!("{totals}");
}

/// What is asked, a row per file with what is wrong below it, the totals, and the last line.
pub(super) fn print_text(rehearsed: &Rehearsed, totals: &Totals) {
    if let Some(asked) = &rehearsed.asked {
        let line = format!("Asked as of each file's own day: {asked}");
        let refused = asked.refused.iter();
        for line in std::iter::once(&line).chain(refused) {
            say(in_one_line(line));
        }
        say("");
    }
    for outcome in &rehearsed.outcomes {
        row(outcome);
    }
    supposed_days(&rehearsed.outcomes);
    rules(totals);
    elements(totals);
    say(totals);
}

/// By the law of which days files were judged that name none, and why.
fn supposed_days(outcomes: &[FileOutcome]) {
    let mut days: BTreeMap<DaySource, (usize, Date, Date)> = BTreeMap::new();
    for SupposedDay { day, because } in outcomes.iter().filter_map(|one| one.supposed_day) {
        let (count, first, last) = days.entry(because).or_insert((0, day, day));
        *count += 1;
        *first = day.min(*first);
        *last = day.max(*last);
    }
    for (because, (count, first, last)) in days {
        let days = match first == last {
            true => first.to_string(),
            false => format!("{first} to {last}"),
        };
        let because = because.text();
        say(format_args!(
            "\n{count} without a day, judged by the law of {days}: {because}"
        ));
    }
}

fn row(outcome: &FileOutcome) {
    let what = match outcome.kind {
        FileKind::Declaration => {
            let system = outcome.system.as_ref().map(ToString::to_string);
            let words = [
                system.as_deref(),
                outcome.message_type,
                outcome.declaration_type,
                outcome.jurisdiction.as_deref(),
            ];
            words.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        FileKind::Answer => "answer".to_owned(),
        FileKind::Other => "other message".to_owned(),
        FileKind::Unrecognised => "unrecognised".to_owned(),
    };
    let name = in_one_line(&outcome.file);
    say(format_args!("{name}: {what}{}", verdict(outcome)));
    if let Some(problem) = &outcome.problem {
        let message = in_one_line(&problem.message);
        say(format_args!("    {}: {message}", problem.code));
    }
    let unread = outcome.unread.iter().map(|unread| {
        let why = unread.leaf.why.as_deref().map(|why| format!(" ({why})"));
        let why = why.unwrap_or_default();
        format!(
            "{} {} = {}{why}",
            unread.code, unread.leaf.path, unread.leaf.value
        )
    });
    some(unread.collect());
    let errors = outcome.findings.iter().filter(|finding| finding.is_error());
    let errors = errors.map(|finding| {
        let fields: Vec<&str> = finding.fields.iter().map(|path| path.as_str()).collect();
        let why = match finding.description.as_str() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let (code, fields, message) = (&finding.code, fields.join(", "), &finding.message);
        format!("{code} {fields}: {message}{why}")
    });
    some(errors.collect());
    let calculated = outcome.calculated.iter();
    let calculated = calculated.map(|finding| {
        let (field, value, detail) = (&finding.field, &finding.value, &finding.detail);
        format!("calculated {field} = {value} ({detail})")
    });
    some(calculated.collect());
    let differences = outcome.differences.iter().map(|difference| {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let (original, written) = (
            text(&difference.leaf.original),
            text(&difference.leaf.written),
        );
        let why = difference.explained.map(|why| format!(" ({why})"));
        let why = why.unwrap_or_default();
        format!(
            "{} {}: {original}, written {written}{why}",
            difference.code, difference.leaf.path
        )
    });
    some(differences.collect());
}

fn some(lines: Vec<String>) {
    for line in lines.iter().take(MOST) {
        say(format_args!("    {}", in_one_line(line)));
    }
    if lines.len() > MOST {
        say(format_args!("    … and {} more", lines.len() - MOST));
    }
}

/// Text of a stranger without what would begin a line or move about on a terminal.
fn in_one_line(text: &str) -> String {
    let shown = |character: char| match character.is_control() {
        true => char::REPLACEMENT_CHARACTER,
        false => character,
    };
    text.chars().map(shown).collect()
}

/// What is said of a declaration behind its name.
fn verdict(outcome: &FileOutcome) -> String {
    let mut verdict = String::new();
    if outcome.kind != FileKind::Declaration {
        return verdict;
    }
    let read = match (&outcome.problem, outcome.unread.len()) {
        (Some(_), _) => return ", not read".to_owned(),
        (None, 0) => "read".to_owned(),
        (None, 1) => "1 leaf unread".to_owned(),
        (None, count) => format!("{count} leaves unread"),
    };
    let codes = outcome.stopping_codes();
    let errors = match codes.is_empty() {
        true => "without errors".to_owned(),
        false => format!("stopped by {}", codes.join(" ")),
    };
    let differs = outcome.differences.len();
    let equal = match (outcome.is_written, differs) {
        (false, _) => "not written".to_owned(),
        (true, 0) => "equal".to_owned(),
        (true, 1) => "1 difference".to_owned(),
        (true, count) => format!("{count} differences"),
    };
    // Writing to a text does not fail.
    let _ = write!(verdict, ", {read}, {errors}, {equal}");
    verdict
}

fn rules(totals: &Totals) {
    let stopping: Vec<_> = totals.rules.iter().filter(|rule| rule.stops > 0).collect();
    if stopping.is_empty() {
        return;
    }
    say("\nRule      files stopped  by it alone");
    for rule in stopping {
        let (stops, alone) = (rule.stops, rule.stops_alone);
        say(format_args!(
            "{:<8}  {stops:>13}  {alone:>11}  {}",
            rule.code, rule.message
        ));
    }
}

fn elements(totals: &Totals) {
    if totals.elements.is_empty() {
        return;
    }
    say("\nUnread  differences  explained  files  element");
    for total in &totals.elements {
        say(format_args!(
            "{:>6}  {:>11}  {:>9}  {:>5}  {} {} {}",
            total.unread,
            total.differences,
            total.explained,
            total.files,
            total.system,
            total.message_type,
            total.element
        ));
    }
    say("");
}
