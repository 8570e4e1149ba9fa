//! `cas rules replay`: what would the law of another day say of declarations that are there?

use std::collections::BTreeMap;
use std::process::ExitCode;

use cas_model::civil_day::{begin_of, end_of};
use cas_process::law_replay::{Turn, TurnsByRule};
use cas_store::{DeclarationSearch, LocalTime};
use jiff::Timestamp;
use jiff::civil::Date;

use super::counted;
use super::store::{choose_tenant, open_engine};
use crate::config::ConfigArguments;
use crate::terminal::say;

/// So many declarations are read at once.
const PAGE: u32 = 100;

/// Judge the declarations of a period by the law of another day; nothing is changed.
#[derive(Debug, clap::Args)]
pub struct LawReplayCommand {
    /// The day whose law is asked, such as 2027-01-01.
    #[arg(long, value_name = "DAY")]
    on: Date,
    /// Only declarations made on or after this day, where they are lodged.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Only declarations made on or before this day, where they are lodged.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Only those of a flow.
    #[arg(long)]
    flow: Option<String>,
    /// Only those of a plant.
    #[arg(long)]
    plant: Option<String>,
    /// Only those of a declaration type; repeatable.
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// At most so many, the newest.
    #[arg(long, default_value_t = 10_000)]
    limit: u32,
    /// Also names each declaration of which something else would be said.
    #[arg(long)]
    each: bool,
    /// The tenant whose declarations are judged; needed only where there are several.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    config: ConfigArguments,
}

impl LawReplayCommand {
    /// Judges page after page, and says what each rule would change.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let engine = open_engine(&self.config.load()?).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        let mut search = self.search();
        let (mut judged, mut left) = (0, self.limit);
        let mut rules = TurnsByRule::default();
        let mut turns: BTreeMap<Turn, usize> = BTreeMap::new();
        while left > 0 {
            search.limit = left.min(PAGE);
            let page = engine.replay_law(tenant.id, self.on, &search).await?;
            judged += page.judged;
            left -= search.limit;
            for (row, verdict) in &page.changed {
                rules.add(&row.external_reference, verdict);
                *turns.entry(verdict.turn).or_default() += 1;
                if self.each {
                    let codes = verdict.new.iter().chain(&verdict.gone);
                    let codes: Vec<&str> = codes.map(|finding| finding.code.as_str()).collect();
                    let (turn, kind) = (verdict.turn.as_str(), &row.declaration_type);
                    let (reference, codes) = (&row.external_reference, codes.join(", "));
                    say(format_args!("{turn:<15}  {kind:<8}  {reference}  {codes}"));
                }
            }
            let Some(last) = page.last else { break };
            search.after = Some((last.created_at, last.id));
        }
        engine.store().close().await;
        tell_turns(judged, self.on, &turns, &rules);
        Ok(ExitCode::SUCCESS)
    }

    fn search(&self) -> DeclarationSearch {
        let since = |day| LocalTime::new(|zone| begin_of(day, zone).unwrap_or(Timestamp::MAX));
        let until = |day| LocalTime::new(|zone| end_of(day, zone).unwrap_or(Timestamp::MAX));
        DeclarationSearch {
            created_from: self.from.map(since),
            created_to: self.to.map(until),
            flow: self.flow.clone(),
            plant: self.plant.clone(),
            declaration_types: self.types.clone(),
            ..DeclarationSearch::default()
        }
    }
}

fn tell_turns(judged: usize, on: Date, turns: &BTreeMap<Turn, usize>, rules: &TurnsByRule) {
    say(format_args!(
        "{} judged by the law of {on}",
        counted(judged, "declaration")
    ));
    for (turn, name) in Turn::NAMES {
        let count = turns.get(turn).copied().unwrap_or_default();
        say(format_args!("{count:>7}  {name}"));
    }
    for (code, turns) in &rules.0 {
        let severity = if turns.is_error { "error" } else { "warning" };
        let (new, gone, name) = (turns.new, turns.gone, &turns.name);
        let examples = turns.examples.join(", ");
        say(format_args!(
            "{code}  {severity:<7}  {new:>6} new  {gone:>6} gone  {name}; such as {examples}"
        ));
    }
}
