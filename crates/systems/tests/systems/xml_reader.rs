//! What strangers may not do to the reader.

use cas_systems::xml::{Element, Limits};
use proptest::prelude::*;

fn check(xml: &[u8], expected: &str) {
    let read = Element::read(xml).map_err(|error| error.to_string());
    let shown = match &read {
        Ok(element) => format!("{}={}", element.name, element.text),
        Err(error) => error.clone(),
    };
    let input = String::from_utf8_lossy(&xml[..xml.len().min(80)]).into_owned();
    assert!(shown.contains(expected), "{input}: {shown}");
}

#[test]
fn what_is_read_and_what_is_refused() {
    let deep = "<a>".repeat(100) + &"</a>".repeat(100);
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    let cases: &[(&[u8], &str)] = &[
        (
            b"<a>1 &lt; 2 &amp; &quot;3&quot; &apos;&gt;&#65;&#x42;</a>",
            "a=1 < 2 & \"3\" '>AB",
        ),
        (
            b"\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<p:a>x</p:a>\n",
            "a=x",
        ),
        (b"<a><![CDATA[<b>]]></a>", "a=<b>"),
        (b"<a><!-- x --><?y z?> t </a>", "a=t"),
        (b"<!DOCTYPE a><a/>", "DOCTYPE"),
        (bomb.as_bytes(), "DOCTYPE"),
        (b"<a>&b;</a>", "&b;"),
        (b"<a x=\"&b;\"/>", "not well-formed"),
        (b"<a x=\"1\" x=\"2\"/>", "not well-formed"),
        (deep.as_bytes(), "deeper than 64"),
        (b"<a><b></a></b>", "not well-formed"),
        (b"<a><b>", "not closed"),
        (b"<a", "not well-formed"),
        (b"<a/><b/>", "second root"),
        (b"x<a/>", "outside the root"),
        (b"<a/>x", "outside the root"),
        (b"", "no element"),
        (b"<a>&#0;</a>", "not well-formed"),
        (
            b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>",
            "not UTF-8",
        ),
        (b"<a>\xE9</a>", "not UTF-8"),
        (b"\xFF\xFE<\0a\0/\0>\0", "not UTF-8"),
    ];
    for (xml, expected) in cases {
        check(xml, expected);
    }
}

#[test]
fn limits_are_kept() {
    let limits = Limits {
        bytes: 40,
        depth: 2,
        elements: 3,
        careless_comments: false,
    };
    let check = |xml: &str, expected: &str| {
        let error = Element::read_within(xml.as_bytes(), limits).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    };
    check(
        &format!("<a>{}</a>", "x".repeat(40)),
        "larger than 40 bytes",
    );
    check("<a><b><c/></b></a>", "deeper than 2");
    check("<a><b/><b/><b/></a>", "more than 3");
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Element::read(&bytes);
    }

    #[test]
    fn no_markup_breaks_it(text in "[<>/a&;!\\[\\]?\"'= #x0-9\\-]{0,60}") {
        let _ = Element::read(text.as_bytes());
    }

    #[test]
    fn no_cut_message_is_taken_for_whole(cut in 0_usize..100) {
        let whole = "<a><b c=\"d\">text &amp; more</b><e/></a>";
        let cut = cut % whole.len();
        prop_assert!(Element::read(&whole.as_bytes()[..cut]).is_err());
    }
}
