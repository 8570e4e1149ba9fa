//! Is a workbook small enough to be read?
//!
//! It is unpacked once and not kept. What a file says of its own size is not believed, and what it
//! says of its counts is looked at first: the reader of workbooks makes room for as many shared
//! texts as the file claims, and copies a font into each cell format that names it.

use std::io::{Cursor, Read, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::sheet::{FILE_PARTS, SHEET_CELLS};

/// The head of a part in which its first element must begin.
const HEAD_BYTES: usize = 64 * 1024;
/// Most tags of the shared texts.
const TEXT_TAGS: usize = 8 * SHEET_CELLS;
/// Most tags of the cell formats, and the most bytes from one to the next.
const FORMAT_TAGS: usize = 50_000;
const FORMAT_BYTES: usize = 2_048;
/// Most bytes from one tag to the next: the reader of workbooks holds them at once, several times.
/// A cell of Excel has at most 32,767 characters.
const PIECE_BYTES: usize = 1024 * 1024;

/// Unpacks a workbook and keeps nothing, to know that it is not too much.
///
/// # Errors
/// When it is no packed file, or larger than a table may be.
pub(super) fn measure(bytes: &[u8], most: u64) -> Result<(), String> {
    Meter { most, unpacked: 0 }.measure(bytes)
}

/// How many bytes the parts of a workbook unpacked to so far.
struct Meter {
    most: u64,
    unpacked: u64,
}

impl Meter {
    fn measure(&mut self, bytes: &[u8]) -> Result<(), String> {
        let mut archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| no_workbook(&error))?;
        if archive.len() > FILE_PARTS {
            return Err(format!(
                "the workbook has more than {FILE_PARTS} parts; remove some"
            ));
        }
        // What says itself that it is too large is not unpacked at all.
        let said = archive.decompressed_size();
        if said.is_some_and(|said| said > u128::from(self.most)) {
            return Err(self.too_much());
        }
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(|error| no_workbook(&error))?;
            let name = part.name().map_err(|error| no_workbook(&error))?;
            let name = name.to_lowercase();
            let mut look = Look::default();
            let left = self.most.saturating_sub(self.unpacked);
            let read = std::io::copy(&mut part.take(left + 1), &mut look);
            self.unpacked += read.map_err(|error| no_workbook(&error))?;
            if self.unpacked > self.most {
                return Err(self.too_much());
            }
            look.judge(&name)?;
        }
        Ok(())
    }

    fn too_much(&self) -> String {
        let most = self.most;
        format!("the workbook unpacks to more than {most} bytes; split the table")
    }
}

fn no_workbook(why: &dyn ToString) -> String {
    format!(
        "no readable workbook: {}; save it as .xlsx",
        why.to_string()
    )
}

/// What was seen of a part as it went by.
#[derive(Default)]
struct Look {
    head: Vec<u8>,
    tags: usize,
    since_tag: usize,
    longest: usize,
}

impl Write for Look {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        for between in bytes.split_inclusive(|byte| *byte == b'<') {
            self.since_tag += between.len();
            self.longest = self.longest.max(self.since_tag);
            if between.ends_with(b"<") {
                self.tags += 1;
                self.since_tag = 0;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Look {
    /// Whether a part of this name may be read.
    fn judge(&self, name: &str) -> Result<(), String> {
        if self.longest > PIECE_BYTES {
            return Err(format!(
                "{name} of the workbook has more than {PIECE_BYTES} bytes in one piece; \
                copy the cells to a new workbook, as values"
            ));
        }
        if name.ends_with("sharedstrings.xml") {
            if self.tags > TEXT_TAGS {
                return Err("the workbook has too many shared texts; split the table".to_owned());
            }
            let why = |why| format!("the shared texts of the workbook {why}; save it anew");
            claimed(&self.head).map_err(why)?;
        }
        if name.ends_with("styles.xml") && (self.tags > FORMAT_TAGS || self.longest > FORMAT_BYTES)
        {
            return Err("the workbook has too many cell formats; \
                copy its cells to a new one, as values"
                .to_owned());
        }
        Ok(())
    }
}

/// Reads as the reader of workbooks does, up to the element that claims how many texts there are.
fn claimed(head: &[u8]) -> Result<(), String> {
    // The head may end within a character.
    if std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some()) {
        return Err("are not UTF-8".to_owned());
    }
    let mut reader = Reader::from_reader(head);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) if start.local_name().as_ref() == "sst" => {
                return counts(&start);
            }
            Ok(Event::Eof) => return Err("have no head".to_owned()),
            Ok(_) => {}
            Err(error) => return Err(format!("cannot be read: {error}")),
        }
    }
}

fn counts(start: &BytesStart<'_>) -> Result<(), String> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| format!("cannot be read: {error}"))?;
        let name = attribute.key.local_name();
        if matches!(name.as_ref(), "count" | "uniqueCount") {
            let said = attribute.value.trim();
            let is_fine = said.parse().is_ok_and(|count: usize| count <= SHEET_CELLS);
            if !is_fine {
                return Err(format!("claim to be {said}, more than {SHEET_CELLS}"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::SimpleFileOptions;

    use super::*;

    const MEGABYTE: usize = 1024 * 1024;

    /// A sheet of so many megabytes in pieces of so many bytes, packed.
    fn sheet(megabytes: usize, piece: usize) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        archive.start_file(SHEET, options).unwrap();
        let mut text = vec![b' '; piece];
        text[piece - 1] = b'<';
        for _ in 0..megabytes * MEGABYTE / piece {
            archive.write_all(&text).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    const SHEET: &str = "xl/worksheets/sheet1.xml";

    /// The same file, both of whose headers say that the sheet has one byte.
    fn lying(mut packed: Vec<u8>) -> Vec<u8> {
        let sizes = [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)];
        for (signature, size) in sizes {
            let starts = packed.windows(4).rposition(|bytes| bytes == signature);
            let at = starts.unwrap() + size;
            packed[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
        }
        packed
    }

    fn measured(bytes: &[u8], most: u64) -> (Result<(), String>, u64) {
        let mut meter = Meter { most, unpacked: 0 };
        (meter.measure(bytes), meter.unpacked)
    }

    #[test]
    fn a_bomb_is_unpacked_no_further_than_the_limit() {
        let most = 8 * MEGABYTE as u64;
        let bomb = sheet(64, 512);
        assert!(bomb.len() < 512 * 1024, "{} bytes", bomb.len());
        // It says how large it is, and is not unpacked.
        let (outcome, unpacked) = measured(&bomb, most);
        assert!(outcome.unwrap_err().contains("unpacks to more than"));
        assert_eq!(unpacked, 0);
        // It says that it is small, and is unpacked up to the limit at most.
        let (outcome, unpacked) = measured(&lying(bomb), most);
        outcome.unwrap_err();
        assert!(unpacked <= most + 1, "{unpacked}");
        let (outcome, unpacked) = measured(&sheet(8, 512), most);
        assert_eq!((outcome, unpacked), (Ok(()), most));
    }

    #[test]
    fn a_part_in_one_piece_is_refused() {
        let most = 8 * MEGABYTE as u64;
        measured(&sheet(4, MEGABYTE), most).0.unwrap();
        let error = measured(&sheet(4, 2 * MEGABYTE), most).0.unwrap_err();
        assert!(error.contains("in one piece"), "{error}");
    }
}
