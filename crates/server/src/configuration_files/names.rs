//! In which file is a flow, a table, a connection?
//!
//! Names may be any text. What some file system does not take is written as `%` and two digits
//! for each of its bytes.

use std::fmt::Write as _;

use cas_model::configuration::ConfigurationKind;
use cas_process::ConfigurationProblem;
use cas_process::configuration::ConfigurationName;

use super::{CONNECTIONS, FLOWS, MAPPINGS, SETTINGS, TABLES};

/// A name as the stem of a file.
pub(super) fn stem(name: &str) -> String {
    let mut stem = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b' ')
            || (byte == b'.' && at > 0);
        if is_plain {
            stem.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(stem, "%{byte:02X}");
        }
    }
    stem
}

/// The file in which a problem is, and its place there.
pub fn file_of(
    name: Option<&ConfigurationName>,
    problem: &ConfigurationProblem,
) -> (Option<String>, String) {
    let Some(name) = name else {
        return connection_of(&problem.path);
    };
    let file = match name.kind {
        ConfigurationKind::Flow => format!("{FLOWS}/{}.json", stem(&name.name)),
        ConfigurationKind::DecisionTable if problem.row.is_some() => {
            format!("{TABLES}/{}.csv", stem(&name.name))
        }
        ConfigurationKind::DecisionTable => format!("{TABLES}/{}.json", stem(&name.name)),
        ConfigurationKind::Settings => SETTINGS.to_owned(),
        ConfigurationKind::InputMapping => format!("{MAPPINGS}/{}.json", stem(&name.name)),
    };
    (Some(file), problem.path.clone())
}

/// `connections[ncts].endpoint` is `endpoint` in `connections/ncts.json`.
fn connection_of(path: &str) -> (Option<String>, String) {
    let inside = path.strip_prefix("connections[");
    match inside.and_then(|rest| rest.split_once(']')) {
        Some((system, place)) => (
            Some(format!("{CONNECTIONS}/{system}.json")),
            place.trim_start_matches('.').to_owned(),
        ),
        None => (None, path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_files_everywhere() {
        for (name, expected) in [
            ("Transit", "Transit"),
            ("a b-c_d.e", "a b-c_d.e"),
            ("../etc", "%2E.%2Fetc"),
            (".hidden", "%2Ehidden"),
            ("Zölle / EU 50 %", "Z%C3%B6lle %2F EU 50 %25"),
        ] {
            assert_eq!(stem(name), expected);
        }
    }
}
