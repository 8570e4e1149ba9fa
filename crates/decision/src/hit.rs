//! What becomes of several rows that match?

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::compile::Compiled;
use crate::error::{EvaluationError, Problem};
use crate::evaluation::{Evaluation, Hit};
use crate::expression::Scope;
use crate::table::HitPolicy;
use crate::value::Value;

type Answer<'t> = Result<Evaluation<'t>, EvaluationError>;

/// Finds the rows and applies the table's hit policy.
pub(crate) fn apply<'t>(table: &'t Compiled, scope: Scope<'_>) -> Answer<'t> {
    if table.hit_policy == HitPolicy::First {
        let row = table.first_matching(scope)?;
        let hit = row.map(|row| table.hit(row, scope)).transpose()?;
        return of_hits(table, hit.into_iter().collect(), scope);
    }
    let rows = table.all_matching(scope)?;
    if table.hit_policy == HitPolicy::Unique && rows.len() > 1 {
        return Err(table.error(None, None, Problem::NotUnique(ids(table, &rows))));
    }
    let hits: Result<Vec<Hit<'t>>, EvaluationError> =
        rows.iter().map(|row| table.hit(*row, scope)).collect();
    let hits = hits?;
    match table.hit_policy {
        HitPolicy::First | HitPolicy::Unique | HitPolicy::Collect | HitPolicy::RuleOrder => {
            of_hits(table, hits, scope)
        }
        HitPolicy::Any => {
            if hits.windows(2).any(|pair| pair[0].values != pair[1].values) {
                return Err(table.error(None, None, Problem::NotEqual(ids(table, &rows))));
            }
            of_hits(table, hits.into_iter().take(1).collect(), scope)
        }
        HitPolicy::Priority => {
            let best = ranked(table, hits).into_iter().take(1).collect();
            of_hits(table, best, scope)
        }
        HitPolicy::OutputOrder => of_hits(table, ranked(table, hits), scope),
        HitPolicy::CollectSum => aggregate(table, hits, scope, sum),
        HitPolicy::CollectMin => {
            aggregate(table, hits, scope, |values| Ok(values.into_iter().min()))
        }
        HitPolicy::CollectMax => {
            aggregate(table, hits, scope, |values| Ok(values.into_iter().max()))
        }
        HitPolicy::CollectCount => {
            let count = Value::Number(Decimal::from(hits.len()));
            Ok(evaluation(table, hits, Some(count)))
        }
    }
}

fn evaluation<'t>(
    table: &'t Compiled,
    hits: Vec<Hit<'t>>,
    aggregate: Option<Value>,
) -> Evaluation<'t> {
    Evaluation {
        version: table.version,
        hits,
        aggregate,
    }
}

/// The hits, or the defaults when there are none.
fn of_hits<'t>(table: &'t Compiled, mut hits: Vec<Hit<'t>>, scope: Scope<'_>) -> Answer<'t> {
    if hits.is_empty() {
        hits.extend(table.defaults(scope)?);
    }
    Ok(evaluation(table, hits, None))
}

fn ids(table: &Compiled, rows: &[usize]) -> Vec<String> {
    rows.iter()
        .map(|row| table.rows[*row].id.to_string())
        .collect()
}

/// By the outputs' allowed values, from the left; rows that say the same stay in their order.
fn ranked<'t>(table: &Compiled, mut hits: Vec<Hit<'t>>) -> Vec<Hit<'t>> {
    hits.sort_by(|left, right| compare(table, left, right));
    hits
}

fn compare(table: &Compiled, left: &Hit<'_>, right: &Hit<'_>) -> Ordering {
    let ranks = |hit: &Hit<'_>| -> Vec<usize> {
        let values = hit.values.iter().zip(&table.results);
        values
            .filter(|(_, column)| !column.allowed.is_empty())
            .map(|(value, column)| {
                let position = value
                    .as_deref()
                    .and_then(|value| column.allowed.iter().position(|allowed| allowed == value));
                position.unwrap_or(usize::MAX)
            })
            .collect()
    };
    ranks(left).cmp(&ranks(right))
}

/// What comes of all rows' values; the default when there are none.
fn aggregate<'t>(
    table: &'t Compiled,
    hits: Vec<Hit<'t>>,
    scope: Scope<'_>,
    of: impl FnOnce(Vec<Value>) -> Result<Option<Value>, Problem>,
) -> Answer<'t> {
    let values = hits.iter().flat_map(|hit| hit.values.iter().flatten());
    let values = values.map(|value| value.as_ref().clone()).collect();
    if hits.is_empty()
        && let Some(default) = table.defaults(scope)?
    {
        let says = default.values[0].as_deref().cloned();
        return Ok(evaluation(table, vec![default], says));
    }
    let column = Some(table.outputs[0].name.as_str());
    let aggregate = of(values).map_err(|problem| table.error(None, column, problem))?;
    Ok(evaluation(table, hits, aggregate))
}

/// The sum; nothing when no row says anything.
fn sum(values: Vec<Value>) -> Result<Option<Value>, Problem> {
    let mut total: Option<Decimal> = None;
    for value in values {
        if let Value::Number(number) = value {
            let sum = total.unwrap_or_default().checked_add(number);
            total = Some(sum.ok_or(Problem::TooLarge)?);
        }
    }
    Ok(total.map(Value::Number))
}
