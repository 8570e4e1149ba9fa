//! In which encoding did a customs system write?
//!
//! A processor of XML must read UTF-8 and UTF-16 (XML 1.0, 2.2 and 4.3.3); some systems write one
//! of the encodings of a single byte, and say so. All that is read is UTF-8: this is where others
//! become it. Encodings that switch between alphabets are not read: what they hide is not seen.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::DecodeError;

/// How far into a message its XML declaration may reach, in bytes.
const DECLARATION: usize = 200;

/// A message as UTF-8: by its byte order mark, else as its XML declaration says, else as the
/// charset of its media type says. Whatever is UTF-8 stays as it is.
///
/// # Errors
/// When it is in an encoding that is not read, or not in the one that it says.
pub fn as_utf8<'b>(bytes: &'b [u8], media_type: &str) -> Result<Cow<'b, [u8]>, DecodeError> {
    let Some(encoding) = encoding_of(bytes, media_type)? else {
        return Ok(Cow::Borrowed(bytes));
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken {
        let name = encoding.name();
        return Err(DecodeError::Malformed(format!("not the encoding {name}")));
    }
    Ok(Cow::Owned(without_encoding(&text).into_bytes()))
}

/// The encoding that a message is in; none where it is UTF-8, or what it says is not possible.
fn encoding_of(bytes: &[u8], media_type: &str) -> Result<Option<&'static Encoding>, DecodeError> {
    match bytes {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => return Ok(Some(UTF_16LE)),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => return Ok(Some(UTF_16BE)),
        _ => {}
    }
    let named = declared(bytes).or_else(|| {
        let is_text = std::str::from_utf8(bytes).is_ok();
        charset(media_type).filter(|_| !is_text)
    });
    let Some(name) = named else { return Ok(None) };
    let known = Encoding::for_label(name.as_bytes());
    let known = known.ok_or_else(|| DecodeError::Malformed(format!("the encoding {name}")))?;
    // Two bytes a character do not begin like this: the reader refuses what is declared so.
    Ok(Some(known).filter(|known| known.is_single_byte() && *known != UTF_8))
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(DECLARATION)];
    let start = String::from_utf8_lossy(start);
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let after = declaration.split("encoding").nth(1)?;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    quoted[1..].split(quote).next().map(str::to_owned)
}

/// The charset of a media type, such as `text/xml; charset=ISO-8859-1`.
fn charset(media_type: &str) -> Option<String> {
    let parameters = media_type.split(';').skip(1);
    let pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let (_, value) = named.next()?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// A text whose declaration says nothing of its encoding: it is another now.
fn without_encoding(text: &str) -> String {
    let end = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>"));
    let Some(end) = end else {
        return text.to_owned();
    };
    let body = &text["<?xml".len() + end + "?>".len()..];
    format!("<?xml version=\"1.0\"?>{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<a>Zürich é</a>";

    fn utf_16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    fn read(bytes: &[u8], media_type: &str) -> String {
        let read = as_utf8(bytes, media_type).expect("it is read");
        String::from_utf8(read.into_owned()).expect("UTF-8")
    }

    #[test]
    fn what_xml_allows_is_read() {
        let declared = |name: &str| format!("<?xml version=\"1.0\" encoding='{name}'?>{TEXT}");
        let expected = format!("<?xml version=\"1.0\"?>{TEXT}");
        for name in ["UTF-16", "utf-16"] {
            let text = declared(name);
            let marked = [vec![0xFF, 0xFE], utf_16(&text, u16::to_le_bytes)].concat();
            assert_eq!(read(&marked, "application/xml"), expected);
            assert_eq!(read(&utf_16(&text, u16::to_le_bytes), ""), expected);
            assert_eq!(read(&utf_16(&text, u16::to_be_bytes), ""), expected);
        }
        for name in ["ISO-8859-1", "windows-1252", "latin1"] {
            let bytes: Vec<u8> = declared(name).chars().map(|c| c as u8).collect();
            assert_eq!(read(&bytes, "application/xml"), expected, "{name}");
        }
        // Nothing is declared, and the media type says it.
        let bytes: Vec<u8> = TEXT.chars().map(|c| c as u8).collect();
        assert_eq!(read(&bytes, "text/xml; Charset=\"iso-8859-1\""), TEXT);
    }

    #[test]
    fn utf_8_stays_as_it_is() {
        let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{TEXT}");
        for text in [TEXT, &declared, "", "no XML", "<?xml encoding"] {
            for media_type in ["application/xml", "text/xml; charset=iso-8859-1"] {
                let read = as_utf8(text.as_bytes(), media_type).expect("it is read");
                assert!(matches!(read, Cow::Borrowed(bytes) if bytes == text.as_bytes()));
            }
        }
    }

    /// What is not what it says, or hides what it is, is refused here or by the reader of XML.
    #[test]
    fn what_is_not_what_it_says_is_refused() {
        let odd = [0xFF, 0xFE, b'<', 0, b'a'];
        assert!(as_utf8(&odd, "").is_err());
        let unknown = b"<?xml version=\"1.0\" encoding=\"EBCDIC-X\"?><a/>";
        assert!(as_utf8(unknown, "").is_err());
        for name in ["UTF-16", "ISO-2022-JP", "UTF-7"] {
            let text = format!("<?xml version=\"1.0\" encoding=\"{name}\"?><a/>");
            let read = as_utf8(text.as_bytes(), "");
            let is_untouched =
                matches!(&read, Ok(Cow::Borrowed(bytes)) if *bytes == text.as_bytes());
            assert!(is_untouched || read.is_err(), "{name}");
        }
    }
}
