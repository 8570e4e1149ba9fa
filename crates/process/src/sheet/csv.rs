//! Text with a separator, as spreadsheet programs write it.

use cas_decision::exchange::formula::{bare, guarded};
use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::table::{Count, Sheet, SheetError, SheetRow, refused};

/// Reads a table; the separator is the one that the first line has most of.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = bytes[..error.valid_up_to()]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        let message = format!("line {line} is not UTF-8; save the file as \"CSV UTF-8\"");
        return Err(refused(message));
    }
    let (said, bytes, first) = said_separator(bytes);
    let separator = said.unwrap_or_else(|| separator(bytes));
    check_quotes(bytes, separator)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let (mut rows, mut count, mut record) = (Vec::new(), Count::default(), StringRecord::new());
    let mut lines = Lines {
        bytes,
        at: 0,
        line: first,
    };
    while next(&mut reader, &mut record)? {
        count.add_row()?;
        let mut cells = Vec::with_capacity(record.len());
        for (column, cell) in record.iter().enumerate() {
            count.cell(column)?;
            cells.push(bare(cell.trim()).to_owned());
        }
        let place = record.position().map_or(0, csv::Position::byte);
        rows.push(SheetRow {
            number: lines.line_of(usize::try_from(place).unwrap_or(usize::MAX)),
            cells,
            ..SheetRow::default()
        });
    }
    Sheet::of_rows(rows)
}

fn next(reader: &mut csv::Reader<&[u8]>, record: &mut StringRecord) -> Result<bool, SheetError> {
    reader
        .read_record(record)
        .map_err(|error| refused(format!("the file is not well-formed CSV: {error}")))
}

/// Where a byte stands, with the line on which its quote opened.
enum QuoteState {
    Start,
    Plain,
    Quoted(usize),
    /// Behind a quote that closes the field, unless another one follows.
    Closed(usize),
}

/// Quotes that do not pair take all that follows for one cell: rows would be missing silently.
fn check_quotes(bytes: &[u8], separator: u8) -> Result<(), SheetError> {
    let (mut line, mut place) = (1, QuoteState::Start);
    let wrong = |line, what| {
        refused(format!(
            "line {line}: a quote is {what}; double inner quotes"
        ))
    };
    for byte in bytes {
        let is_end = matches!(*byte, b'\r' | b'\n') || *byte == separator;
        place = match (place, *byte) {
            (QuoteState::Start, b'"') => QuoteState::Quoted(line),
            (QuoteState::Quoted(opened), b'"') => QuoteState::Closed(opened),
            (QuoteState::Closed(opened), b'"') => QuoteState::Quoted(opened),
            (QuoteState::Quoted(opened), _) => QuoteState::Quoted(opened),
            (QuoteState::Start | QuoteState::Plain | QuoteState::Closed(_), _) if is_end => {
                QuoteState::Start
            }
            (QuoteState::Closed(_), b' ') | (QuoteState::Start | QuoteState::Plain, _) => {
                QuoteState::Plain
            }
            (QuoteState::Closed(opened), _) => {
                return Err(wrong(opened, "closed before the end of its cell"));
            }
        };
        line += usize::from(*byte == b'\n');
    }
    match place {
        QuoteState::Quoted(opened) => Err(wrong(opened, "not closed")),
        QuoteState::Start | QuoteState::Plain | QuoteState::Closed(_) => Ok(()),
    }
}

/// The lines of a text, counted forward.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first byte at or behind a place that is no line's end.
    fn line_of(&mut self, place: usize) -> usize {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let behind = self.bytes.get(place..).unwrap_or_default();
        let start = place + behind.iter().take_while(|byte| is_end(byte)).count();
        let passed = self.bytes.get(self.at..start).unwrap_or_default();
        let is_return = |at: &usize| passed[*at] == b'\r' && passed.get(at + 1) != Some(&b'\n');
        let returns = (0..passed.len()).filter(is_return).count();
        self.line += returns + passed.iter().filter(|byte| **byte == b'\n').count();
        self.at = start;
        self.line
    }
}

/// The separator of a first line `sep=;`, which spreadsheet programs write for themselves; what
/// stands behind that line, and its number.
fn said_separator(bytes: &[u8]) -> (Option<u8>, &[u8], usize) {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let end = bytes.iter().position(is_end).unwrap_or(bytes.len());
    let (line, rest) = bytes.split_at(end);
    let line = line.to_ascii_lowercase();
    match line.trim_ascii().strip_prefix(b"sep=") {
        Some(&[said @ (b';' | b',' | b'\t')]) => {
            let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
            (Some(said), rest.strip_prefix(b"\n").unwrap_or(rest), 2)
        }
        Some(_) | None => (None, bytes, 1),
    }
}

fn separator(bytes: &[u8]) -> u8 {
    let mut lines = bytes.split(|byte| matches!(byte, b'\r' | b'\n'));
    let first = lines.find(|line| !line.trim_ascii().is_empty());
    let first = first.unwrap_or_default();
    let count = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
    // Of equals the last is taken: a comma may stand in a text.
    let found = [b',', b';', b'\t']
        .into_iter()
        .filter(|separator| count(*separator) > 0);
    found
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

/// Writes rows as comma-separated text. Cells that a spreadsheet program would take for a formula
/// begin with an apostrophe, which is taken off when they are read.
///
/// # Errors
/// When memory is short.
pub fn write_csv(rows: impl IntoIterator<Item = Vec<String>>) -> anyhow::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    Ok(writer.into_inner()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, header: &[&str], rows: &[(usize, &[&str])]) {
        let sheet = read(text.as_bytes()).unwrap();
        assert_eq!(sheet.header, header, "{text:?}");
        let found: Vec<(usize, Vec<&str>)> = sheet
            .rows
            .iter()
            .map(|row| (row.number, row.cells.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(usize, Vec<&str>)> = rows
            .iter()
            .map(|(number, cells)| (*number, cells.to_vec()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn rows_are_read_with_their_numbers() {
        check(
            "a,b\n007,x\n\n,\n1, y \n",
            &["a", "b"],
            &[(2, &["007", "x"]), (5, &["1", "y"])],
        );
        check(
            "\u{feff}a;b,c\r\n1,5;2\r\n",
            &["a", "b,c"],
            &[(2, &["1,5", "2"])],
        );
        check("a\tb\n1\t2", &["a", "b"], &[(2, &["1", "2"])]);
        check(
            "sep=;\r\na;b,c\r\n1;2\r\n",
            &["a", "b,c"],
            &[(3, &["1", "2"])],
        );
        check(
            "a;b\r1;2\r3;4\r",
            &["a", "b"],
            &[(2, &["1", "2"]), (3, &["3", "4"])],
        );
        check(
            "a,b,,\n\"x\ny\",\"1,2\"\n3",
            &["a", "b"],
            &[(2, &["x\ny", "1,2"]), (4, &["3"])],
        );
        check(
            "a,b\r\n5\" pipe,\"\"\r\n\"\"\"x\"\"\" ,\"y\"",
            &["a", "b"],
            &[(2, &["5\" pipe", ""]), (3, &["\"x\"", "y"])],
        );
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let many = format!("a\n{}", "1\n".repeat(super::super::table::MAX_ROWS + 1));
        let wide = ",".repeat(super::super::table::MAX_COLUMNS);
        for (bytes, expected) in [
            (&b""[..], "is empty"),
            (b"\n,,\n", "is empty"),
            (b"a\nb\xff", "line 2 is not UTF-8"),
            (b"a,b\n1,\"x\n2,y\n", "line 2: a quote is not closed"),
            (b"a,b\n\"x\"\"\n2,y\n", "line 2: a quote is not closed"),
            (b"a,b\n1,\"x\n2,\"y\"\n", "line 2: a quote is closed before"),
            (b"a;b\n1;2\n;\"", "line 3: a quote is not closed"),
            (many.as_bytes(), "rows"),
            (wide.as_bytes(), "columns"),
        ] {
            let error = read(bytes).unwrap_err();
            assert!(error.0.contains(expected), "{error}");
        }
    }
}
