//! `cas rehearse`: which of a trader's past declarations would not go through here, and why?
//!
//! Every file of a folder is recognised by the customs systems; every declaration among them is
//! read ([`files`]), becomes the shipment that would make it, goes through the front door and the
//! engine as a shipment that is sent to `POST /v1/customsshipments` does ([`trial`]), by the law of
//! its day or of the one that is supposed ([`days`]), is written as a message and compared with the
//! original leaf by leaf ([`written`]). Lists of codes and exchange rates are those that are built
//! in, and those that are named ([`reference`]). Nothing is sent, and nothing is kept: the store is
//! a temporary folder's.

mod days;
mod files;
mod outcome;
mod reference;
mod report;
mod settings;
mod supposed_day;
mod totals;
mod trial;
mod values;
mod written;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use days::FolderDays;
use outcome::Rehearsed;
use reference::ReferenceArguments;
use supposed_day::SupposedDay;
use totals::Totals;
use trial::Trial;

use crate::systems::{Systems, choose_systems};

/// So many files are held in memory at once.
const BATCH: usize = 1_000;

/// Read, check and write again every declaration of a folder, and say what would not go through.
///
/// Every file below the folder counts, except those whose names begin with a dot. The exit code is
/// 0 when every declaration was read whole, has no error, and was written again as it was or
/// differs only where the table of differences says why; else 1, also where there is none.
#[derive(Debug, clap::Args)]
pub struct Rehearse {
    /// The folder, or one file.
    folder: PathBuf,
    /// Rehearse only the messages of this customs system (`cas systems` lists them).
    #[arg(long)]
    system: Option<String>,
    /// Print everything as one JSON document; the last line goes to the error output then.
    #[arg(long)]
    json: bool,
    /// The day of files that name none, such as 2026-03-02. Without it that of customs' first answer
    /// to them, else the middle of the days of the other files, else today.
    #[arg(long)]
    day: Option<Date>,
    #[command(flatten)]
    reference: ReferenceArguments,
}

impl Rehearse {
    /// Rehearses the folder and prints what came of it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let systems = choose_systems(self.system.as_deref())?;
        let files = files::below(&self.folder)?;
        let rehearsed = self.rehearse(&systems, &files).await?;
        let totals = Totals::count(&rehearsed.outcomes);
        match self.json {
            true => report::print_json(&rehearsed, &totals)?,
            false => report::print_text(&rehearsed, &totals),
        }
        Ok(match totals.goes_through {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        })
    }

    async fn rehearse(&self, systems: &Systems, files: &[PathBuf]) -> anyhow::Result<Rehearsed> {
        let mut trial = Trial::open(&self.reference).await?;
        let bar = ProgressBar::new(files.len() as u64);
        let style = "{bar:30} {pos} of {len} files, {elapsed}";
        bar.set_style(ProgressStyle::with_template(style)?);
        let mut days = FolderDays::default();
        let mut outcomes = Vec::with_capacity(files.len());
        // Their day is known when all files are read.
        let mut dayless = Vec::new();
        for batch in files.chunks(BATCH) {
            let mut read = files::read(systems, &self.folder, batch).await?;
            for (at, file) in read.iter_mut().enumerate() {
                days.note(file);
                if !file.is_dayless() {
                    continue;
                }
                file.outcome.supposed_day = self.day.map(SupposedDay::told);
                if self.day.is_none() {
                    file.declaration = None;
                    dayless.push(outcomes.len() + at);
                }
            }
            let rehearsed = trial.rehearse(read, &bar).await;
            outcomes.extend(rehearsed.context("the rehearsal broke off")?);
        }
        bar.inc_length(dayless.len() as u64);
        for batch in dayless.chunks(BATCH) {
            let paths: Vec<PathBuf> = batch.iter().map(|at| files[*at].clone()).collect();
            let mut read = files::read(systems, &self.folder, &paths).await?;
            for file in &mut read {
                file.outcome.supposed_day = Some(days.suppose(&file.outcome));
            }
            let rehearsed = trial.rehearse(read, &bar).await;
            let rehearsed = rehearsed.context("the rehearsal broke off")?;
            for (at, outcome) in batch.iter().zip(rehearsed) {
                outcomes[*at] = outcome;
            }
        }
        bar.finish_and_clear();
        let asked = trial.asked().cloned();
        Ok(Rehearsed { asked, outcomes })
    }
}
