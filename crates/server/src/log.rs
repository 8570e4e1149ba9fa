//! How is logged? One line for each event on standard error, in colours where a person watches, or
//! as JSON for machines.
//!
//! A line is cut: what customs or a client sent may be in it, at any length.

use std::io::{IsTerminal as _, Stderr, Write};

use serde::Deserialize;
use serde_json::Value;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The most bytes of a line of text.
const LINE: usize = 4_000;

/// In which form the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines of text, for people.
    #[default]
    Text,
    /// One JSON object in each line.
    Json,
}

/// Starts the log with a filter; a second start changes nothing.
pub fn start(filter: &str, format: LogFormat) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(CutLines(format));
    // Another part of the process may have started it.
    let _ = match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}

/// Writes lines to standard error, none of them longer than someone reads.
#[derive(Clone, Copy, Debug)]
struct CutLines(LogFormat);

impl<'a> MakeWriter<'a> for CutLines {
    type Writer = CutLine;

    fn make_writer(&'a self) -> CutLine {
        CutLine {
            format: self.0,
            to: std::io::stderr(),
        }
    }
}

/// A writer that is handed each line whole, as the subscriber does.
#[derive(Debug)]
struct CutLine {
    format: LogFormat,
    to: Stderr,
}

impl Write for CutLine {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        match line.len() {
            ..=LINE => self.to.write_all(line)?,
            _ => self.to.write_all(cut(line, self.format).as_bytes())?,
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

/// A line that is too long, as it is written: of JSON each text is cut, so that it stays JSON.
fn cut(line: &[u8], format: LogFormat) -> String {
    if let LogFormat::Json = format
        && let Ok(mut event) = serde_json::from_slice(line)
    {
        cut_texts(&mut event);
        return format!("{event}\n");
    }
    let text = String::from_utf8_lossy(line);
    let text = cas_model::text::cut_to(text.trim_end(), LINE);
    format!("{text}\n")
}

fn cut_texts(value: &mut Value) {
    match value {
        Value::String(text) => *text = cas_model::text::cut(text).into_owned(),
        Value::Array(elements) => elements.iter_mut().for_each(cut_texts),
        Value::Object(members) => members.values_mut().for_each(cut_texts),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{LINE, LogFormat, cut};

    #[test]
    fn a_line_that_is_too_long_is_cut_and_stays_what_it_is() {
        let long = "ß".repeat(5_000_000);
        let text = cut(format!("WARN it is {long}\n").as_bytes(), LogFormat::Text);
        assert!(
            text.starts_with("WARN it is ßß") && text.len() < LINE + 100,
            "{text}"
        );
        assert!(text.ends_with(")\n") && text.contains("… (cut, "), "{text}");

        let json = format!("{{\"level\":\"WARN\",\"fields\":{{\"error\":\"{long}\"}}}}\n");
        let json = cut(json.as_bytes(), LogFormat::Json);
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let error = read["fields"]["error"].as_str().expect("a text");
        assert_eq!(read["level"], "WARN");
        assert!(error.contains("… (cut, ") && error.len() < 1_200, "{error}");
    }
}
