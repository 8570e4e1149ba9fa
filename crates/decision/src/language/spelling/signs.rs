//! The signs of a cell, as keyboards and word processors make them.

/// The characters of a cell with the signs of the language: each stays at its place.
pub(super) fn plain(text: &str) -> Vec<char> {
    let mut inside: Option<Quote> = None;
    let mut is_escaped = false;
    let replaced = text.chars().map(|character| {
        let Some(quote) = inside else {
            inside = opened(character);
            return match inside {
                Some(_) => '"',
                None => outside(character),
            };
        };
        let ends = !is_escaped && quote.ends_with(character);
        is_escaped = character == '\\' && !is_escaped;
        if ends {
            inside = None;
            return '"';
        }
        character
    });
    replaced.collect()
}

/// What may close a text.
#[derive(Clone, Copy)]
enum Quote {
    Straight,
    Curly,
}

impl Quote {
    fn ends_with(self, character: char) -> bool {
        match self {
            Self::Straight => character == '"',
            Self::Curly => matches!(character, '"' | '“' | '”' | '‟'),
        }
    }
}

fn opened(character: char) -> Option<Quote> {
    match character {
        '"' => Some(Quote::Straight),
        '“' | '”' | '„' | '‟' => Some(Quote::Curly),
        _ => None,
    }
}

fn outside(character: char) -> char {
    match character {
        ';' => ',',
        '–' | '—' => '-',
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    }
}
