//! Figures of declarations, as they are answered.

use cas_model::finding::Source;
use cas_process::figures::{
    DayFigure, Durations, DutyFigure, ErrorFigure, Figures, UsualFigure, WaitingFigure,
};
use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

/// Figures of the declarations that were made in a time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FiguresAnswer {
    /// Whether more declarations were made in the time than were looked at: then these are the
    /// figures of the newest 2,000. Ask for less time.
    is_sample: bool,
    /// When the oldest of those was made that were looked at: the figures are of what was made since.
    /// Absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    oldest_created_at: Option<String>,
    /// How many declarations were looked at.
    declarations: usize,
    /// How many of them reached which status on which day.
    days: Vec<DayCount>,
    /// How many were released, and how many of them by themselves.
    touchless: Touchless,
    /// How long it took from the first entry of the history to the release.
    time_to_release: StayDurations,
    /// How many were refused at least once.
    refusals: Refusals,
    /// What is wrong with those that have errors now, the most frequent first.
    errors: Vec<ErrorCount>,
    /// What customs wants paid, by the month of the acceptance.
    duties: Vec<DutySum>,
    /// How long declarations usually stay in a status at a system.
    usual: Vec<UsualStay>,
    /// Those that are longer in their status than nine of ten were, the longest first; 100 at most.
    waiting: Vec<LongWait>,
}

/// How many declarations reached a status on a day.
#[derive(Serialize, ToSchema)]
pub struct DayCount {
    /// The day where the declaration is lodged.
    #[schema(format = Date)]
    day: String,
    /// The status that was reached, once for each declaration and day.
    status: &'static str,
    /// How many declarations reached it.
    count: usize,
}

/// How many declarations went through by themselves.
#[derive(Serialize, ToSchema)]
pub struct Touchless {
    /// Declarations that were released.
    released: usize,
    /// Those of them that nobody edited, and that neither we nor customs refused.
    untouched: usize,
}

/// Durations: the middle one, and the one that nine of ten do not exceed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StayDurations {
    /// How many there were.
    count: usize,
    /// Half of them took no longer, in seconds; absent where there were none.
    p50_seconds: Option<i64>,
    /// Nine of ten took no longer, in seconds; absent where there were none.
    p90_seconds: Option<i64>,
}

/// How many declarations were refused at least once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Refusals {
    /// Declarations that our validation stopped.
    invalid: usize,
    /// Declarations that customs refused.
    by_customs: usize,
}

/// How many declarations have an error.
#[derive(Serialize, ToSchema)]
pub struct ErrorCount {
    /// The code of the rule, or customs' code.
    code: String,
    /// `validation`, `customs` or `configuration`.
    #[schema(value_type = String)]
    source: Source,
    /// How many declarations have it now.
    count: usize,
}

/// What customs wants paid in a month.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DutySum {
    /// The month of the acceptance, `YYYY-MM`.
    month: String,
    /// The kind of duty or tax, customs' code; absent where customs does not tell them apart.
    tax_type: Option<String>,
    /// The currency of the amount (ISO 4217).
    currency: Option<String>,
    /// The sum of what is to be paid; of each declaration the final amounts, else those calculated.
    #[schema(value_type = f64)]
    amount: Number,
}

/// How long declarations stay in a status at a system.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UsualStay {
    /// The code of the customs system.
    system: String,
    /// The status that they stayed in.
    status: &'static str,
    #[serde(flatten)]
    stays: StayDurations,
}

/// A declaration that is longer in its status than is usual.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LongWait {
    /// The declaration that waits.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// Its local reference number.
    lrn: String,
    /// The code of the customs system.
    system: String,
    /// The status that it is in.
    status: &'static str,
    /// Since when it is in it.
    #[schema(format = DateTime)]
    since: String,
    /// How long that is, in seconds.
    seconds: i64,
    /// What nine of ten did not exceed, in seconds.
    usual_seconds: i64,
}

impl FiguresAnswer {
    /// Figures as they are answered, with how they were made.
    pub fn new(
        figures: Figures,
        is_sample: bool,
        oldest_created_at: Option<String>,
    ) -> anyhow::Result<Self> {
        let duties = figures.duties.into_iter().map(DutySum::new);
        Ok(Self {
            duties: duties.collect::<anyhow::Result<_>>()?,
            is_sample,
            oldest_created_at,
            declarations: figures.declarations,
            days: figures.days.into_iter().map(DayCount::from).collect(),
            touchless: Touchless {
                released: figures.touchless.released,
                untouched: figures.touchless.untouched,
            },
            time_to_release: figures.time_to_release.into(),
            refusals: Refusals {
                invalid: figures.refusals.invalid,
                by_customs: figures.refusals.by_customs,
            },
            errors: figures.errors.into_iter().map(ErrorCount::from).collect(),
            usual: figures.usual.into_iter().map(UsualStay::from).collect(),
            waiting: figures.waiting.into_iter().map(LongWait::from).collect(),
        })
    }
}

impl From<DayFigure> for DayCount {
    fn from(figure: DayFigure) -> Self {
        Self {
            day: figure.day.to_string(),
            status: figure.status,
            count: figure.count,
        }
    }
}

impl From<Durations> for StayDurations {
    fn from(durations: Durations) -> Self {
        Self {
            count: durations.count,
            p50_seconds: durations.p50_seconds,
            p90_seconds: durations.p90_seconds,
        }
    }
}

impl From<ErrorFigure> for ErrorCount {
    fn from(figure: ErrorFigure) -> Self {
        Self {
            code: figure.code,
            source: figure.source,
            count: figure.count,
        }
    }
}

impl DutySum {
    fn new(figure: DutyFigure) -> anyhow::Result<Self> {
        Ok(Self {
            month: figure.month,
            tax_type: figure.tax_type,
            currency: figure.currency,
            // All digits, as they were summed.
            amount: figure.amount.to_string().parse()?,
        })
    }
}

impl From<UsualFigure> for UsualStay {
    fn from(figure: UsualFigure) -> Self {
        Self {
            system: figure.system,
            status: figure.status,
            stays: figure.stays.into(),
        }
    }
}

impl From<WaitingFigure> for LongWait {
    fn from(figure: WaitingFigure) -> Self {
        Self {
            declaration_id: figure.declaration_id.to_string(),
            lrn: figure.lrn,
            system: figure.system,
            status: figure.status,
            since: figure.since.to_string(),
            seconds: figure.seconds,
            usual_seconds: figure.usual_seconds,
        }
    }
}
