//! By the law of which day is a declaration judged that does not say when it was made?
//!
//! Customs' first answer to it says so. A collection of which nothing says so is as old as what
//! lies beside it: the middle of the days of the others is taken, which one file that is much older
//! or younger does not move.

use std::collections::HashMap;

use jiff::civil::Date;

use super::files::ReadFile;
use super::outcome::FileOutcome;
use super::supposed_day::{DaySource, SupposedDay};
use super::trial::today;

/// The days that the files of a folder name.
#[derive(Debug, Default)]
pub(super) struct FolderDays {
    /// Customs' first answer, by the numbers of the declaration.
    answered: HashMap<String, Date>,
    /// The days of declarations that name theirs.
    named: Vec<Date>,
}

impl FolderDays {
    /// Notes what a file says of days.
    pub fn note(&mut self, file: &ReadFile) {
        self.named.extend(file.outcome.day);
        for answered in &file.answered {
            let first = self.answered.entry(answered.number.clone());
            let first = first.or_insert(answered.day);
            *first = answered.day.min(*first);
        }
    }

    /// The day of a declaration that names none, when all files are noted.
    pub fn suppose(&mut self, outcome: &FileOutcome) -> SupposedDay {
        let numbers = [&outcome.lrn, &outcome.mrn, &outcome.arc];
        let answers = numbers.into_iter().flatten();
        let answer = answers.filter_map(|number| self.answered.get(number)).min();
        let middle = self.named.len() / 2;
        let (day, because) = match (answer, self.named.is_empty()) {
            (Some(day), _) => (*day, DaySource::Answer),
            (None, false) => (*self.named.select_nth_unstable(middle).1, DaySource::Others),
            (None, true) => (today(), DaySource::Today),
        };
        SupposedDay { day, because }
    }
}
