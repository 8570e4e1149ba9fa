//! How are the store's own types kept in columns?

use anyhow::Context;

use super::{DeliveryState, FirstDay, IngestionState, TaskKind};
use crate::db::{Column, Kind, Value, columns, spelled};

spelled!(DeliveryState, IngestionState, TaskKind);

columns! { Text, into_text, str:
    FirstDay {
        |day| day.0.map(|day| day.to_string()).unwrap_or_default(),
        |text| match text {
            "" => Some(Self(None)),
            day => day.parse().ok().map(|day| Self(Some(day))),
        }
    }
}
