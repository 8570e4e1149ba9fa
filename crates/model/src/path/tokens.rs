//! Which pieces is the text of a path made of?

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The name of a field.
    Name(&'a str),
    /// What stands in brackets behind a collection, read by [`ElementKey`](super::ElementKey).
    Key(&'a str),
    /// What stands in braces behind a collection: `field=key`.
    Join(&'a str),
}

/// What is wrong with a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No name follows a dot.
    NoName,
    /// A name follows a bracket without a dot.
    NoDot,
    /// A bracket is not closed.
    Unclosed,
}

/// A piece, and where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The piece, without its dot or brackets.
    pub piece: Piece<'a>,
    /// Where it begins, with its dot or bracket.
    pub start: usize,
    /// Where it ends, behind its bracket.
    pub end: usize,
    /// What is wrong with it. It is read all the same: who must not refuse finds nothing there.
    pub fault: Option<Fault>,
}

/// The pieces of the text of a path, one after the other, without a copy.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The pieces of a text.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next piece. This is [`Iterator::next`] for paths that are read while the code is compiled.
    pub const fn take_next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if start == bytes.len() {
            return None;
        }
        let token = match bytes[start] {
            b'[' => self.closed_by(b']'),
            b'{' => self.closed_by(b'}'),
            b'.' => self.named(start + 1, None),
            _ if start == 0 => self.named(start, None),
            _ => self.named(start, Some(Fault::NoDot)),
        };
        self.at = token.end;
        Some(token)
    }

    const fn named(&self, from: usize, fault: Option<Fault>) -> Token<'a> {
        let bytes = self.text.as_bytes();
        let mut end = from;
        while end < bytes.len() && !matches!(bytes[end], b'.' | b'[' | b'{') {
            end += 1;
        }
        Token {
            piece: Piece::Name(between(self.text, from, end)),
            start: self.at,
            end,
            fault: if end == from {
                Some(Fault::NoName)
            } else {
                fault
            },
        }
    }

    const fn closed_by(&self, bracket: u8) -> Token<'a> {
        let bytes = self.text.as_bytes();
        let mut close = self.at + 1;
        while close < bytes.len() && bytes[close] != bracket {
            close += 1;
        }
        let inside = between(self.text, self.at + 1, close);
        let is_closed = close < bytes.len();
        Token {
            piece: if bracket == b']' {
                Piece::Key(inside)
            } else {
                Piece::Join(inside)
            },
            start: self.at,
            end: if is_closed { close + 1 } else { close },
            fault: if is_closed {
                None
            } else {
                Some(Fault::Unclosed)
            },
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.take_next()
    }
}

const fn between(text: &str, from: usize, to: usize) -> &str {
    text.split_at(to).0.split_at(from).1
}
