//! Which version of a flow, a table or the settings is meant, and which are in force?
//!
//! The newest published version that is valid on a day counts. An older one counts before the
//! newer one's first day, after its last, or when it is retired. Which one counts changes only
//! where a validity begins or ends, so those days are looked at.

use cas_model::configuration::{ConfigurationKind, ConfigurationName, ConfigurationState};
use cas_model::record::{ConfigurationHead, ConfigurationKey, ConfigurationRecord};
use jiff::civil::Date;

/// Which version is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionChoice {
    /// The one that is being worked on.
    Draft,
    /// The one of a number.
    Number(u32),
}

impl VersionChoice {
    /// Reads `draft` or a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "draft" => Some(Self::Draft),
            number => number.parse().ok().map(Self::Number),
        }
    }

    /// Whether a row is the version that is meant.
    #[must_use]
    pub fn is(self, row: &ConfigurationRecord) -> bool {
        match self {
            Self::Draft => row.state == ConfigurationState::Draft,
            Self::Number(number) => row.version == number,
        }
    }
}

/// The tag of a version's content: changes whenever it is written, and with its number. Its birth
/// tells it from one of the same number that was deleted before.
#[must_use]
pub fn tag(row: &ConfigurationRecord) -> String {
    ConfigurationHead::from(row).tag()
}

/// A version of a decision table, as paths name it.
#[derive(Clone, Copy, Debug)]
pub struct TableVersion<'a> {
    /// The name of the table.
    pub name: &'a str,
    /// One of its versions, or its draft.
    pub version: VersionChoice,
}

/// What an edit looks at: which documents it needs beside the heads of all versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditScope {
    /// Every version of everything, with its document.
    Everything,
    /// The newest versions of a name, and what is in force beside it.
    Newest(ConfigurationName),
    /// All versions of a name that are or may come into force, and what is in force beside it.
    InForce(ConfigurationName),
    /// The connections, and what is in force.
    Connections,
}

impl EditScope {
    /// The versions whose documents an edit on a day looks at. Superseded versions of large tables
    /// are none of them: an edit costs what its table costs. `rows` are sorted by kind, name and
    /// version.
    #[must_use]
    pub fn needs(&self, today: Date, rows: &[ConfigurationRecord]) -> Vec<ConfigurationKey> {
        let in_force = in_force_from(today, rows);
        let is_in_force = |row: &ConfigurationRecord| {
            in_force.iter().any(|other| {
                (other.kind, &other.name, other.version) == (row.kind, &row.name, row.version)
            })
        };
        let is_last = |row: &ConfigurationRecord, is: fn(&ConfigurationRecord) -> bool| {
            let versions = rows
                .iter()
                .filter(|other| (other.kind, &other.name) == (row.kind, &row.name) && is(other));
            versions.map(|other| other.version).max() == Some(row.version)
        };
        let is_published = |row: &ConfigurationRecord| row.state == ConfigurationState::Published;
        let is_needed = |row: &&ConfigurationRecord| {
            let is_of_edit = match self {
                Self::Everything => true,
                Self::Connections => false,
                Self::Newest(name) => row.is_version_of(name) && is_last(row, |_| true),
                Self::InForce(name) => {
                    row.is_version_of(name) && row.state != ConfigurationState::Retired
                }
            };
            is_of_edit
                || row.kind != ConfigurationKind::DecisionTable
                || is_in_force(row)
                || (is_published(row) && is_last(row, is_published))
        };
        let needed = rows.iter().filter(is_needed);
        needed
            .map(|row| ConfigurationKey {
                tenant_id: row.tenant_id,
                kind: row.kind,
                name: row.name.clone(),
                version: row.version,
            })
            .collect()
    }
}

/// The versions in force today or later. `rows` are sorted by kind, name and version.
pub fn in_force_from(today: Date, rows: &[ConfigurationRecord]) -> Vec<&ConfigurationRecord> {
    let published: Vec<&ConfigurationRecord> = rows
        .iter()
        .filter(|row| row.state == ConfigurationState::Published)
        .collect();
    published
        .chunk_by(|row, next| (row.kind, &row.name) == (next.kind, &next.name))
        .flat_map(|versions| of_name(today, versions))
        .collect()
}

fn of_name<'a>(today: Date, versions: &[&'a ConfigurationRecord]) -> Vec<&'a ConfigurationRecord> {
    let begins = versions.iter().filter_map(|row| row.valid_from);
    let ends = versions.iter().filter_map(|row| row.valid_to);
    let after = ends.filter_map(|day| day.tomorrow().ok());
    let days = begins.chain(after).filter(|day| *day > today);
    let mut found: Vec<&ConfigurationRecord> = Vec::new();
    for day in days.chain([today]) {
        let counts = versions.iter().rfind(|row| is_valid(row, day));
        if let Some(row) = counts
            && !found.iter().any(|other| other.version == row.version)
        {
            found.push(row);
        }
    }
    found
}

fn is_valid(row: &ConfigurationRecord, day: Date) -> bool {
    row.valid_from.is_none_or(|from| from <= day) && row.valid_to.is_none_or(|to| day <= to)
}

#[cfg(test)]
mod tests {
    use cas_model::ids::TenantId;
    use cas_model::record::Json;
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;

    fn version(number: u32, (from, to): (&str, &str)) -> ConfigurationRecord {
        ConfigurationRecord {
            tenant_id: TenantId(Uuid::nil()),
            kind: ConfigurationKind::Flow,
            name: "Transit".to_owned(),
            version: number,
            state: ConfigurationState::Published,
            document: Json::stored("{}"),
            valid_from: from.parse().ok(),
            valid_to: to.parse().ok(),
            edition: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            updated_by: String::new(),
            published_at: None,
            published_by: None,
            note: None,
            review: None,
        }
    }

    #[test]
    fn a_version_counts_when_no_newer_one_does() {
        let check = |validities: &[(&str, &str)], expected: &[u32]| {
            let numbered = (1..).zip(validities);
            let rows: Vec<_> = numbered.map(|(at, one)| version(at, *one)).collect();
            let found = in_force_from("2026-06-15".parse().unwrap(), &rows);
            let mut found: Vec<u32> = found.iter().map(|row| row.version).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{validities:?}");
        };
        check(&[], &[]);
        check(&[("", "")], &[1]);
        check(&[("", ""), ("", "")], &[2]);
        check(&[("", ""), ("2026-07-01", "")], &[1, 2]);
        check(&[("", "2026-06-14"), ("2026-07-01", "")], &[2]);
        check(&[("", "2026-06-15"), ("2026-07-01", "")], &[1, 2]);
        check(&[("", ""), ("", "2026-07-01")], &[1, 2]);
        check(&[("", ""), ("2026-06-01", ""), ("2026-08-01", "")], &[2, 3]);
        check(&[("2026-07-01", ""), ("2026-07-01", "2026-07-31")], &[1, 2]);
        check(&[("2026-07-01", "2026-07-02"), ("2026-06-30", "")], &[2]);
    }
}
