//! Cuts the text of a cell into tokens; counts its characters first.

use super::token::{Token, TokenKind};
use super::{CELL_CHARACTERS, CELL_NESTING};
use crate::error::{Span, TextError};
use crate::function::Function;

/// Cuts a cell into tokens. `names` are the inputs; the longest that fits wins.
pub(super) fn tokens(text: &str, names: &[&str]) -> Result<Vec<Token>, TextError> {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() > CELL_CHARACTERS {
        let span = Span::new(CELL_CHARACTERS, characters.len());
        let message =
            format!("the cell is longer than {CELL_CHARACTERS} characters; split the row");
        return Err(TextError::new(span, message));
    }
    let mut lexer = Lexer {
        characters,
        names,
        at: 0,
    };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

pub(super) fn too_deep(span: Span) -> TextError {
    let message = format!("nested deeper than {CELL_NESTING}; split the row");
    TextError::new(span, message)
}

struct Lexer<'a> {
    characters: Vec<char>,
    names: &'a [&'a str],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Result<Option<Token>, TextError> {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let Some(first) = self.peek(0) else {
            return Ok(None);
        };
        let kind = match first {
            '"' => TokenKind::Text(self.quoted()?),
            '@' if self.peek(1) == Some('"') => {
                self.at += 1;
                TokenKind::Day(self.quoted()?)
            }
            '0'..='9' => self.digits(),
            '.' if self.peek(1).is_some_and(|next| next.is_ascii_digit()) => self.digits(),
            _ if first.is_alphabetic() || first == '_' => self.word(),
            _ => self.sign(first)?,
        };
        Ok(Some(Token {
            kind,
            span: Span::new(start, self.at),
        }))
    }

    fn quoted(&mut self) -> Result<String, TextError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(character) = self.peek(0) {
            self.at += 1;
            match character {
                '"' => return Ok(text),
                '\\' => text.push(self.escaped()?),
                _ => text.push(character),
            }
        }
        let span = Span::new(start, self.at);
        Err(TextError::new(span, "the text is not closed; add \""))
    }

    fn escaped(&mut self) -> Result<char, TextError> {
        let character = self.peek(0);
        self.at += 1;
        match character {
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some(same @ ('"' | '\\')) => Ok(same),
            // `\d` of a pattern stays as it is: the next call reads the letter.
            Some(_) => {
                self.at -= 1;
                Ok('\\')
            }
            None => {
                let span = Span::new(self.at - 2, self.at - 1);
                Err(TextError::new(
                    span,
                    "the text ends in \\; add what it escapes",
                ))
            }
        }
    }

    /// A number, or the prefix of a tariff code when a star ends it.
    fn digits(&mut self) -> TokenKind {
        let start = self.at;
        self.skip_digits();
        let whole = self.at;
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
            self.skip_digits();
        }
        let text: String = self.characters[start..self.at].iter().collect();
        if whole == self.at && whole > start && self.peek(0) == Some('*') && self.star_ends() {
            self.at += 1;
            return TokenKind::Prefix(text);
        }
        TokenKind::Number(text)
    }

    fn skip_digits(&mut self) {
        while self.peek(0).is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
        }
    }

    /// Whether nothing can be multiplied by what stands behind the star.
    fn star_ends(&self) -> bool {
        let after = self.characters[self.at + 1..]
            .iter()
            .find(|next| !next.is_whitespace());
        matches!(after, None | Some(',' | ')'))
    }

    fn word(&mut self) -> TokenKind {
        if let Some((position, length)) = self.input() {
            self.at += length;
            return TokenKind::Input(position);
        }
        let start = self.at;
        while self.is_inside_word(0) {
            self.at += 1;
        }
        let word: String = self.characters[start..self.at].iter().collect();
        if let Some(known) = keyword(&word).or_else(|| self.two_words(&word)) {
            return known;
        }
        if let Some(name) = self.function(start) {
            return TokenKind::Unknown(name.to_owned());
        }
        // The whole path is to blame, not the brackets in it.
        while self.is_inside_word(0) || self.is_in_path(start) {
            self.at += 1;
        }
        TokenKind::Unknown(self.characters[start..self.at].iter().collect())
    }

    /// A function whose name is several words, before its bracket.
    fn function(&mut self, start: usize) -> Option<&'static str> {
        let found = Function::phrases().find_map(|name| {
            let end = self.phrase_end(start, name)?;
            let mut behind = self.characters[end..].iter();
            (behind.find(|next| !next.is_whitespace()) == Some(&'(')).then_some((name, end))
        });
        let (name, end) = found?;
        self.at = end;
        Some(name)
    }

    /// Where words end that stand here, with any spaces between them.
    fn phrase_end(&self, start: usize, phrase: &str) -> Option<usize> {
        let mut at = start;
        for (number, word) in phrase.split(' ').enumerate() {
            let behind = self.characters[at..].iter();
            let spaces = behind.take_while(|next| next.is_whitespace()).count();
            if (spaces == 0) != (number == 0) {
                return None;
            }
            at += spaces;
            let letters = word.chars().count();
            let here = self.characters.get(at..at + letters)?;
            if !here.iter().copied().eq(word.chars()) {
                return None;
            }
            at += letters;
        }
        Some(at)
    }

    fn is_in_path(&self, start: usize) -> bool {
        match self.peek(0) {
            Some('[') => self.peek(1).is_some_and(char::is_alphanumeric),
            Some(']') => self.characters[start..self.at].contains(&'['),
            Some('.') => self.peek(1).is_some_and(char::is_alphabetic),
            Some(_) | None => false,
        }
    }

    /// The longest name of an input that stands here whole.
    fn input(&self) -> Option<(usize, usize)> {
        let rest = &self.characters[self.at..];
        let stands_here = |name: &str| {
            let mut length = 0;
            for letter in name.chars() {
                // Words of a name may stand apart, and on two lines.
                if letter == ' ' {
                    let spaces = rest.iter().skip(length);
                    let spaces = spaces.take_while(|next| next.is_whitespace()).count();
                    length += spaces;
                    if spaces == 0 {
                        return None;
                    }
                } else if rest.get(length) == Some(&letter) {
                    length += 1;
                } else {
                    return None;
                }
            }
            (!self.is_inside_word(length)).then_some(length)
        };
        self.names
            .iter()
            .enumerate()
            .filter_map(|(position, name)| Some((position, stands_here(name)?)))
            .max_by_key(|(_, length)| *length)
    }

    fn is_inside_word(&self, ahead: usize) -> bool {
        match self.peek(ahead) {
            Some('.') => self.peek(ahead + 1).is_some_and(char::is_alphabetic),
            Some(next) => next.is_alphanumeric() || next == '_',
            None => false,
        }
    }

    fn two_words(&mut self, first: &str) -> Option<TokenKind> {
        let kind = match first {
            "starts" => TokenKind::StartsWith,
            "ends" => TokenKind::EndsWith,
            _ => return None,
        };
        let spaces = self.characters[self.at..]
            .iter()
            .take_while(|next| next.is_whitespace())
            .count();
        let rest = &self.characters[self.at + spaces..];
        if spaces > 0 && rest.starts_with(&['w', 'i', 't', 'h']) {
            self.at += spaces + 4;
            return Some(kind);
        }
        None
    }

    fn sign(&mut self, first: char) -> Result<TokenKind, TextError> {
        let (kind, length) = match (first, self.peek(1)) {
            ('?', _) => (TokenKind::Subject, 1),
            ('(', _) => (TokenKind::Open, 1),
            (')', _) => (TokenKind::Close, 1),
            ('[', _) => (TokenKind::OpenBracket, 1),
            (']', _) => (TokenKind::CloseBracket, 1),
            (',', _) => (TokenKind::Comma, 1),
            ('.', Some('.')) => (TokenKind::Range, 2),
            ('+', _) => (TokenKind::Plus, 1),
            ('-' | '−', _) => (TokenKind::Minus, 1),
            ('*', Some('*')) => (TokenKind::Power, 2),
            ('*', _) => (TokenKind::Star, 1),
            ('/', _) => (TokenKind::Slash, 1),
            ('=', _) => (TokenKind::Equal, 1),
            ('!', Some('=')) => (TokenKind::NotEqual, 2),
            ('<', Some('=')) => (TokenKind::LessOrEqual, 2),
            ('<', _) => (TokenKind::Less, 1),
            ('>', Some('=')) => (TokenKind::GreaterOrEqual, 2),
            ('>', _) => (TokenKind::Greater, 1),
            _ => {
                let span = Span::new(self.at, self.at + 1);
                let message = format!("'{first}' has no meaning here; texts stand in \"quotes\"");
                return Err(TextError::new(span, message));
            }
        };
        self.at += length;
        Ok(kind)
    }
}

fn keyword(word: &str) -> Option<TokenKind> {
    Some(match word {
        "true" => TokenKind::True,
        "false" => TokenKind::False,
        "null" => TokenKind::Null,
        "and" => TokenKind::And,
        "or" => TokenKind::Or,
        "not" => TokenKind::Not,
        "if" => TokenKind::If,
        "then" => TokenKind::Then,
        "else" => TokenKind::Else,
        "in" => TokenKind::In,
        "between" => TokenKind::Between,
        "contains" => TokenKind::Contains,
        "matches" => TokenKind::Matches,
        "date" => TokenKind::Date,
        "list" => TokenKind::List,
        "set" => TokenKind::Set,
        _ => return None,
    })
}
