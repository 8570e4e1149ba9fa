//! What is written is read.

use super::*;

fn pieces(text: &str) -> Vec<Piece<'_>> {
    Tokens::new(text).map(|token| token.piece).collect()
}

#[test]
fn a_text_is_cut_into_its_pieces() {
    use Piece::{Join, Key, Name};
    for (text, expected) in [
        ("", vec![]),
        ("a", vec![Name("a")]),
        ("a.b[2].c", vec![Name("a"), Name("b"), Key("2"), Name("c")]),
        ("[3]", vec![Key("3")]),
        ("a[#x.y]", vec![Name("a"), Key("#x.y")]),
        ("a[]{b=c}", vec![Name("a"), Key(""), Join("b=c")]),
    ] {
        assert_eq!(pieces(text), expected, "{text}");
        assert!(Tokens::new(text).all(|token| token.fault.is_none()));
    }
}

#[test]
fn faults_are_told_and_everything_is_read() {
    for (text, fault) in [
        ("a..b", Fault::NoName),
        ("a.", Fault::NoName),
        ("a.[0]", Fault::NoName),
        ("a[0]b", Fault::NoDot),
        ("a[0", Fault::Unclosed),
        ("a{b=c", Fault::Unclosed),
    ] {
        let faults: Vec<Fault> = Tokens::new(text).filter_map(|token| token.fault).collect();
        assert_eq!(faults, [fault], "{text}");
        let mut end = 0;
        for token in Tokens::new(text) {
            assert_eq!(token.start, end, "{text}");
            end = token.end;
        }
        assert_eq!(end, text.len(), "{text}");
    }
}

#[test]
fn a_key_that_is_written_is_read() {
    let value = |field, value| ElementKey::Value { field, value };
    for key in [
        ElementKey::Position(12),
        ElementKey::Reference("abc".into()),
        ElementKey::Reference("a]b%c.d[e#".into()),
        ElementKey::Reference("".into()),
        value(None, "CN"),
        value(Some("role"), "FW"),
        ElementKey::Append,
        ElementKey::Every,
    ] {
        let mut text = "list".to_owned();
        key.write(&mut text);
        match pieces(&text)[..] {
            [Piece::Name("list"), Piece::Key(inside)] => {
                assert_eq!(ElementKey::read(inside), key, "{text}");
            }
            _ => panic!("{text}"),
        }
    }
}

#[test]
fn paths_are_told_apart_from_their_elements() {
    for (path, above, name, bare, every) in [
        ("", None, "", "", ""),
        ("a", Some(""), "a", "a", "a"),
        ("a[2].b", Some("a[2]"), "b", "a.b", "a[].b"),
        ("a.b[2]", Some("a.b"), "", "a.b", "a.b[]"),
    ] {
        assert_eq!(parent(path), above, "{path}");
        assert_eq!(last_name(path), name, "{path}");
        assert_eq!(without_keys(path), bare, "{path}");
        assert_eq!(of_every_element(path), every, "{path}");
    }
}
