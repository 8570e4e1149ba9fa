//! `cas rules`: which rules there are, which are law on a day, what differs between two days, and what
//! that would change in declarations.

use std::process::ExitCode;

use cas_model::territory;
use cas_rules::{LawChange, RuleEntry, changes, registry};
use clap::Args;
use jiff::civil::Date;

use super::rules_replay::LawReplayCommand;
use crate::terminal::say;

/// List the validation rules, those of a day, or what differs between the law of two days.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Rules {
    #[command(subcommand)]
    command: Option<RulesCommand>,
    /// Only the rules that are law somewhere on this day, such as 2026-06-30.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// Lists what begins and ends from the first day to this one.
    #[arg(long, value_name = "DAY", requires = "on")]
    against: Option<Date>,
}

#[derive(Debug, clap::Subcommand)]
enum RulesCommand {
    Replay(LawReplayCommand),
}

impl Rules {
    /// Prints what was asked for.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(RulesCommand::Replay(replay)) = self.command {
            return replay.run().await;
        }
        match (self.on, self.against) {
            (Some(day), Some(other)) => changes(day, other).iter().for_each(tell_change),
            (Some(day), None) => {
                let of_day = registry().iter().filter(|rule| is_law_somewhere(rule, day));
                of_day.for_each(tell_rule);
            }
            (None, _) => registry().iter().for_each(tell_rule),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether a rule is law in a country or territory that it names, or in those it does not name.
fn is_law_somewhere(rule: &RuleEntry, day: Date) -> bool {
    let named = rule.periods.iter().map(|period| period.territory);
    let countries = named.map(|word| {
        let territory = territory::ALL.iter().find(|it| it.word == word);
        territory
            .and_then(|it| it.countries.first())
            .copied()
            .unwrap_or(word)
    });
    !rule.is_dated()
        || countries
            .into_iter()
            .any(|country| rule.is_law(country, day))
}

fn tell_rule(rule: &RuleEntry) {
    let only = rule.scope.in_words();
    let days = rule.days_in_words();
    say(format_args!(
        "{}  {:<7}  {}  {:<70}  {}{}{}{}{}",
        rule.code,
        format!("{:?}", rule.severity),
        rule.certainty.as_str(),
        rule.name,
        rule.scope.declaration_types.join(", "),
        if only.is_empty() { "" } else { "; only " },
        only,
        if days.is_empty() { "" } else { "; law " },
        days
    ));
}

fn tell_change(change: &LawChange) {
    let territories = match change.territories.is_empty() {
        true => String::new(),
        false => format!(" ({})", change.territories.join(", ")),
    };
    say(format_args!(
        "{:<12}  {:<6}{territories}  {}",
        change.subject,
        change.turn.as_str(),
        change.what
    ));
}
