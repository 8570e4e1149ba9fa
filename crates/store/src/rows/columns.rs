//! How are the store's own types kept in columns?

use anyhow::Context;

use super::{DeliveryState, FirstDay, IngestionState, TaskKind, TaskQueue};
use crate::db::{Cells, Column, ColumnKind, Value, columns, spelled};

spelled!(DeliveryState, IngestionState, TaskKind);

columns! { Text, into_text, str:
    FirstDay {
        |day| day.0.map(|day| day.to_string()).unwrap_or_default(),
        |text| match text {
            "" => Some(Self(None)),
            day => day.parse().ok().map(|day| Self(Some(day))),
        }
    }
    TaskQueue { |queue| queue.to_string(), |text| Self::parse(text) }
}

/// A text that may be absent, in a column that may not: there `''` says so. See decision 21.
pub(super) struct OrEmpty;

impl OrEmpty {
    pub(super) fn write(text: Option<&str>) -> Value {
        Value::Text(Some(text.unwrap_or_default().to_owned()))
    }

    pub(super) fn read(cells: &mut Cells<'_>) -> anyhow::Result<Option<String>> {
        let text: String = cells.next()?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_text_is_written_as_empty() {
        let text = |text: &str| Value::Text(Some(text.to_owned()));
        assert_eq!(OrEmpty::write(None), text(""));
        assert_eq!(OrEmpty::write(Some("transit")), text("transit"));
    }
}
