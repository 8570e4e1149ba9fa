//! Which files are taken, and under which names?
//!
//! What a file is, its bytes say: what the sender says of it is not believed. Taken is what papers
//! of customs come as, and nothing that a browser would run.

use crate::codes;
use crate::refusal::Refusal;

/// The media types that are taken, as their bytes say.
const TAKEN: &[&str] = &[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
    "image/tiff",
];
/// The media types of texts, which have no mark in their bytes: what the sender says decides.
const TEXTS: &[&str] = &["application/xml", "text/csv", "text/plain", "text/xml"];

/// The most characters of a file's name.
const LONGEST_NAME: usize = 200;

/// The media type of a file by its first bytes.
///
/// # Errors
/// When it is none that is taken.
pub fn media_type_of(first_bytes: &[u8], stated: &str) -> Result<&'static str, Refusal> {
    let known = infer::get(first_bytes).map(|kind| kind.mime_type());
    if let Some(taken) = TAKEN.iter().find(|taken| Some(**taken) == known) {
        return Ok(taken);
    }
    let essence = stated.split(';').next().unwrap_or_default().trim();
    let text = TEXTS.iter().find(|text| text.eq_ignore_ascii_case(essence));
    let is_plain = known.is_none_or(|known| known == "text/xml");
    match text.filter(|_| is_plain && is_text(first_bytes)) {
        Some(text) => Ok(text),
        None => Err(refused(known.unwrap_or("none that is known"))),
    }
}

/// Whether bytes are text that no browser takes for a page or a drawing: UTF-8, perhaps cut within
/// a character, without control characters.
fn is_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let lower = text.to_ascii_lowercase();
    let is_page = ["<html", "<!doctype html", "<script", "<svg", "<?php"]
        .iter()
        .any(|mark| lower.contains(mark));
    !text.is_empty() && !text.contains(is_control) && !is_page
}

/// The name of a file as it is kept: the last part of a path.
///
/// # Errors
/// When it is empty, too long or has control characters.
pub fn file_name(name: &str) -> Result<String, Refusal> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count())
        && !name.contains(char::is_control)
        && name != "."
        && name != "..";
    match fits {
        true => Ok(name.to_owned()),
        false => {
            let detail = format!("send `name`, 1 to {LONGEST_NAME} characters");
            Err(Refusal::new(codes::FILE_REFUSED, detail))
        }
    }
}

fn refused(found: &str) -> Refusal {
    let texts = TEXTS.join(", ");
    let taken = TAKEN.join(", ");
    let detail =
        format!("its bytes are {found}; taken are {taken}, and UTF-8 text sent as one of {texts}");
    Refusal::new(codes::FILE_REFUSED, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], stated: &str, expected: Option<&str>) {
        let found = media_type_of(bytes, stated).ok();
        assert_eq!(
            found,
            expected,
            "{stated}: {}",
            String::from_utf8_lossy(bytes)
        );
    }

    #[test]
    fn bytes_say_what_a_file_is() {
        check(b"%PDF-1.7\n", "text/plain", Some("application/pdf"));
        check(b"\x89PNG\r\n\x1a\n", "application/pdf", Some("image/png"));
        check(b"a;b\n1;2\n", "text/csv; charset=utf-8", Some("text/csv"));
        check(
            "Zoll \u{00fc}".as_bytes().split_at(6).0,
            "text/plain",
            Some("text/plain"),
        );
        check(
            b"<?xml version=\"1.0\"?><a/>",
            "application/xml",
            Some("application/xml"),
        );
        check(b"<?xml version=\"1.0\"?><SVG onload=x>", "text/xml", None);
        check(b"<html><script>", "text/plain", None);
        check(b"hello", "text/html", None);
        check(b"hello", "application/pdf", None);
        check(b"MZ\x90\x00", "application/pdf", None);
        check(b"PK\x03\x04", "application/zip", None);
        check(b"a\x00b", "text/plain", None);
        check(b"\xff\xfea", "text/plain", None);
        check(b"", "text/plain", None);
    }

    #[test]
    fn a_name_is_no_path() {
        let name = |text| file_name(text).ok();
        assert_eq!(
            name("C:\\docs\\Rechnung 1.pdf").as_deref(),
            Some("Rechnung 1.pdf")
        );
        assert_eq!(name("../../etc/passwd").as_deref(), Some("passwd"));
        for wrong in ["", "a/", "..", "a\nb", &"x".repeat(201)] {
            assert_eq!(name(wrong), None, "{wrong}");
        }
    }
}
