//! What do declarations come to in figures: how many reached which status on which day, how long it
//! took, what was refused, what was paid, and what waits longer than usual?
//!
//! Worked out of the declarations and histories that are handed over, whose number is bounded by who
//! hands them over: nothing here is a walk over all there are.

use std::collections::{BTreeMap, HashMap};

use cas_model::civil_day::{day_of, zone_of};
use cas_model::declaration::DutyState;
use cas_model::finding::{Severity, Source};
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Group, Status};
use cas_model::record::{DeclarationRecord, HistoryEntry};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// So many stays in a status say what is usual; fewer say nothing.
const ENOUGH: usize = 5;
/// The most declarations that are named as waiting longer than usual.
const MOST_WAITING: usize = 100;

/// What declarations come to in figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many declarations were looked at.
    pub declarations: usize,
    /// How many of them reached which status on which day, where they are lodged.
    pub days: Vec<DayFigure>,
    /// How many were released, and how many of them without an edit or a refusal.
    pub touchless: TouchlessFigure,
    /// How long it took from the first entry of the history to the release, in seconds.
    pub time_to_release: Durations,
    /// How many were refused by us and by customs.
    pub refusals: RefusalFigure,
    /// What is wrong with those that have errors now, the most frequent first.
    pub errors: Vec<ErrorFigure>,
    /// What customs wants paid, by the month of the acceptance.
    pub duties: Vec<DutyFigure>,
    /// How long declarations usually stay in a status at a system.
    pub usual: Vec<UsualFigure>,
    /// Those that are longer in their status than nine of ten were, the longest first.
    pub waiting: Vec<WaitingFigure>,
}

/// How many declarations reached a status on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigure {
    /// The day where the declaration is lodged.
    pub day: Date,
    /// The status that was reached, once for each declaration and day.
    pub status: &'static str,
    /// How many declarations reached it.
    pub count: usize,
}

/// How many declarations went through by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TouchlessFigure {
    /// Declarations that were released.
    pub released: usize,
    /// Those of them that nobody edited, and that neither we nor customs refused.
    pub untouched: usize,
}

/// Durations in seconds: the middle one, and the one that nine of ten do not exceed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// How many there were.
    pub count: usize,
    /// Half of them took no longer; absent where there were none.
    pub p50_seconds: Option<i64>,
    /// Nine of ten took no longer; absent where there were none.
    pub p90_seconds: Option<i64>,
}

/// How many declarations were refused at least once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefusalFigure {
    /// Declarations that our validation stopped.
    pub invalid: usize,
    /// Declarations that customs refused.
    pub by_customs: usize,
}

/// How many declarations have an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorFigure {
    /// The code of the rule, or customs' code.
    pub code: String,
    /// `validation`, `customs` or `configuration`.
    pub source: Source,
    /// How many declarations have it now.
    pub count: usize,
}

/// What customs wants paid in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyFigure {
    /// The month of the acceptance, `YYYY-MM`.
    pub month: String,
    /// The kind of duty or tax, customs' code; absent where customs does not tell them apart.
    pub tax_type: Option<String>,
    /// The currency of the amount (ISO 4217).
    pub currency: Option<String>,
    /// The sum of what is to be paid; of each declaration the final amounts, else those calculated.
    pub amount: Decimal,
}

/// How long declarations stay in a status at a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsualFigure {
    /// The code of the customs system.
    pub system: String,
    /// The status that they stayed in.
    pub status: &'static str,
    /// The stays that have ended.
    pub stays: Durations,
}

/// A declaration that is longer in its status than is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingFigure {
    /// The declaration that waits.
    pub declaration_id: DeclarationId,
    /// Its local reference number.
    pub lrn: String,
    /// The code of the customs system.
    pub system: String,
    /// The status that it is in.
    pub status: &'static str,
    /// Since when it is in it.
    pub since: Timestamp,
    /// How long that is, in seconds.
    pub seconds: i64,
    /// What nine of ten did not exceed, in seconds.
    pub usual_seconds: i64,
}

/// A stay in a status: from when, and until when where it has ended.
struct Stay {
    status: Status,
    since: Timestamp,
    until: Option<Timestamp>,
}

/// The figures of declarations, by their histories in any order.
///
/// # Errors
/// When what is stored of a declaration cannot be read.
pub fn figures(
    declarations: &[DeclarationRecord],
    histories: Vec<HistoryEntry>,
    now: Timestamp,
) -> anyhow::Result<Figures> {
    let mut by_declaration: HashMap<DeclarationId, Vec<HistoryEntry>> = HashMap::new();
    for entry in histories {
        by_declaration
            .entry(entry.declaration_id)
            .or_default()
            .push(entry);
    }
    let mut sums = Sums::default();
    for row in declarations {
        let mut history = by_declaration.remove(&row.id).unwrap_or_default();
        history.sort_by_key(|entry| entry.seq);
        sums.add(row, &history)?;
    }
    Ok(sums.into_figures(declarations.len(), now))
}

#[derive(Default)]
struct Sums<'a> {
    days: BTreeMap<(Date, &'static str), usize>,
    touchless: TouchlessFigure,
    releases: Vec<i64>,
    refusals: RefusalFigure,
    errors: HashMap<(String, Source), usize>,
    duties: BTreeMap<(String, Option<String>, Option<String>), Decimal>,
    ended: BTreeMap<(&'a str, &'static str), Vec<i64>>,
    open: Vec<(&'a DeclarationRecord, Stay)>,
}

impl<'a> Sums<'a> {
    fn add(&mut self, row: &'a DeclarationRecord, history: &[HistoryEntry]) -> anyhow::Result<()> {
        let stays = stays(history);
        let mut reached: Vec<(Date, &'static str)> = stays
            .iter()
            .map(|stay| {
                (
                    day_of(stay.since, zone_of(&row.jurisdiction)),
                    stay.status.as_str(),
                )
            })
            .collect();
        reached.sort_unstable();
        reached.dedup();
        for day in reached {
            *self.days.entry(day).or_default() += 1;
        }
        self.add_course(history, &stays);
        self.add_errors(row)?;
        self.add_duties(row)?;
        for stay in stays {
            match stay.until {
                Some(until) => {
                    let key = (row.system.as_str(), stay.status.as_str());
                    let seconds = until.duration_since(stay.since).as_secs();
                    self.ended.entry(key).or_default().push(seconds);
                }
                None => self.open.push((row, stay)),
            }
        }
        Ok(())
    }

    fn add_course(&mut self, history: &[HistoryEntry], stays: &[Stay]) {
        let was = |status: Status| stays.iter().find(|stay| stay.status == status);
        let is_invalid = was(Status::Invalid).is_some();
        let is_refused = was(Status::CustomsError).is_some();
        self.refusals.invalid += usize::from(is_invalid);
        self.refusals.by_customs += usize::from(is_refused);
        let Some(released) = was(Status::Released) else {
            return;
        };
        self.touchless.released += 1;
        let is_edited = history.iter().any(|entry| entry.event == Event::Edited);
        if !is_edited && !is_invalid && !is_refused {
            self.touchless.untouched += 1;
        }
        if let Some(first) = history.first() {
            let took = released.since.duration_since(first.recorded_at);
            self.releases.push(took.as_secs());
        }
    }

    fn add_errors(&mut self, row: &DeclarationRecord) -> anyhow::Result<()> {
        let findings = row.findings.get()?;
        let errors = findings
            .into_iter()
            .filter(|one| one.severity == Severity::Error);
        let mut codes: Vec<(String, Source)> = errors
            .map(|one| (one.code.to_string(), one.source))
            .collect();
        codes.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        codes.dedup();
        for code in codes {
            *self.errors.entry(code).or_default() += 1;
        }
        Ok(())
    }

    fn add_duties(&mut self, row: &DeclarationRecord) -> anyhow::Result<()> {
        let Some(day) = row.declaration_date else {
            return Ok(());
        };
        let duties = row.facts.get()?.duties;
        let is_final = duties.iter().any(|duty| duty.state == DutyState::Final);
        let counted = duties
            .into_iter()
            .filter(|duty| !is_final || duty.state == DutyState::Final);
        for duty in counted {
            let month = format!("{:04}-{:02}", day.year(), day.month());
            let sum = self
                .duties
                .entry((month, duty.tax_type, duty.currency))
                .or_default();
            *sum = sum.saturating_add(duty.amount.unwrap_or_default());
        }
        Ok(())
    }

    fn into_figures(mut self, declarations: usize, now: Timestamp) -> Figures {
        let usual = self
            .ended
            .iter_mut()
            .map(|((system, status), seconds)| UsualFigure {
                system: (*system).to_owned(),
                status,
                stays: durations(seconds),
            });
        let usual: Vec<UsualFigure> = usual.collect();
        let mut errors: Vec<ErrorFigure> = self
            .errors
            .into_iter()
            .map(|((code, source), count)| ErrorFigure {
                code,
                source,
                count,
            })
            .collect();
        errors.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.code.cmp(&b.code)));
        Figures {
            declarations,
            days: self
                .days
                .into_iter()
                .map(|((day, status), count)| DayFigure { day, status, count })
                .collect(),
            touchless: self.touchless,
            time_to_release: durations(&mut self.releases),
            refusals: self.refusals,
            errors,
            duties: self
                .duties
                .into_iter()
                .map(|((month, tax_type, currency), amount)| DutyFigure {
                    month,
                    tax_type,
                    currency,
                    amount,
                })
                .collect(),
            waiting: waiting(&self.open, &usual, now),
            usual,
        }
    }
}

/// The stays of a declaration, by its history from the first entry to the last.
fn stays(history: &[HistoryEntry]) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for entry in history {
        match stays.last_mut() {
            Some(stay) if stay.status == entry.status => {}
            last => {
                if let Some(stay) = last {
                    stay.until = Some(entry.recorded_at);
                }
                stays.push(Stay {
                    status: entry.status,
                    since: entry.recorded_at,
                    until: None,
                });
            }
        }
    }
    stays
}

fn durations(seconds: &mut [i64]) -> Durations {
    seconds.sort_unstable();
    let at = |percent: usize| {
        let last = seconds.len().checked_sub(1)?;
        let rank = (seconds.len() * percent).div_ceil(100).saturating_sub(1);
        seconds.get(rank.min(last)).copied()
    };
    Durations {
        count: seconds.len(),
        p50_seconds: at(50),
        p90_seconds: at(90),
    }
}

fn waiting(
    open: &[(&DeclarationRecord, Stay)],
    usual: &[UsualFigure],
    now: Timestamp,
) -> Vec<WaitingFigure> {
    let mut waiting: Vec<WaitingFigure> = open
        .iter()
        .filter(|(_, stay)| stay.status.group() != Group::Done)
        .filter_map(|(row, stay)| {
            let of_both = usual.iter().find(|usual| {
                usual.system == row.system.as_str() && usual.status == stay.status.as_str()
            });
            let stays = of_both.filter(|usual| usual.stays.count >= ENOUGH)?.stays;
            let seconds = now.duration_since(stay.since).as_secs();
            let usual_seconds = stays.p90_seconds.filter(|usual| seconds > *usual)?;
            Some(WaitingFigure {
                declaration_id: row.id,
                lrn: row.lrn.clone(),
                system: row.system.to_string(),
                status: stay.status.as_str(),
                since: stay.since,
                seconds,
                usual_seconds,
            })
        })
        .collect();
    waiting.sort_by_key(|one| std::cmp::Reverse(one.seconds));
    waiting.truncate(MOST_WAITING);
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_there() {
        assert_eq!(durations(&mut []), Durations::default());
        let check = |mut seconds: Vec<i64>, p50, p90| {
            let found = durations(&mut seconds);
            assert_eq!(
                (found.p50_seconds, found.p90_seconds),
                (Some(p50), Some(p90))
            );
        };
        check(vec![7], 7, 7);
        check(vec![3, 1, 2], 2, 3);
        check((1..=10).collect(), 5, 9);
        check((1..=100).rev().collect(), 50, 90);
    }
}
