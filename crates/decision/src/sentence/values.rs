//! Values and computed values in words.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::phrases::Phrases;
use super::words::Language;
use crate::expression::{Arithmetic, Comparison, Expression};
use crate::sets::SetKind;
use crate::value::Value;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Phrases<'_> {
    /// A value as people read it: codes as they are, other texts in quotes.
    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) if is_code(text) => text.to_string(),
            Value::Text(text) => self.quoted(text),
            Value::Number(number) => self.number(*number),
            Value::Boolean(flag) => self.either(*flag),
            Value::Date(day) => self.day(*day),
        }
    }

    pub(super) fn day(&self, day: Date) -> String {
        let (year, number) = (day.year(), day.day());
        match self.language {
            Language::English => {
                let month = usize::try_from(day.month()).unwrap_or(1);
                format!("{number} {} {year}", MONTHS[(month - 1) % MONTHS.len()])
            }
            Language::German => format!("{number:02}.{:02}.{year}", day.month()),
        }
    }

    fn number(&self, number: Decimal) -> String {
        let digits = number.to_string();
        match self.language {
            Language::English => digits,
            Language::German => digits.replace('.', ","),
        }
    }

    pub(super) fn quoted(&self, text: &str) -> String {
        match self.language {
            Language::English => format!("“{text}”"),
            Language::German => format!("„{text}“"),
        }
    }

    fn either(&self, flag: bool) -> String {
        self.say(
            if flag { "true" } else { "false" },
            if flag { "wahr" } else { "falsch" },
        )
        .to_owned()
    }

    /// What an expression gives, in words.
    pub(super) fn computed(&self, expression: &Expression) -> String {
        match expression {
            Expression::Value(value) => self.value(value),
            Expression::Null => self.say("nothing", "nichts").to_owned(),
            Expression::Input(at) => self.called(usize::from(*at)).to_owned(),
            Expression::Negate(inner) => format!("-{}", self.bracketed(inner)),
            Expression::Arithmetic(operator, left, right) => {
                let (left, right) = (self.bracketed(left), self.bracketed(right));
                format!("{left} {} {right}", sign(*operator))
            }
            Expression::Join(left, right) => {
                let (left, right) = (self.bracketed(left), self.bracketed(right));
                format!("{left} + {right}")
            }
            Expression::Move(day, period) => {
                let (day, span) = (self.bracketed(day), self.span(period.length()));
                match period.is_back() {
                    true => format!("{span} {} {day}", self.say("before", "vor")),
                    false => format!("{span} {} {day}", self.say("after", "nach")),
                }
            }
            Expression::If(condition, then, otherwise) => {
                let (condition, then) = (self.clause(condition), self.computed(then));
                let otherwise = self.computed(otherwise);
                match self.language {
                    Language::English => format!("{then} if {condition}, else {otherwise}"),
                    Language::German => format!("{then}, wenn {condition}, sonst {otherwise}"),
                }
            }
            Expression::Apply(function, values) => {
                let values: Vec<String> = values.iter().map(|value| self.computed(value)).collect();
                format!("{}({})", function.name(), values.join(", "))
            }
            Expression::Not(_)
            | Expression::And(..)
            | Expression::Or(..)
            | Expression::IsNull(_)
            | Expression::Compare(..)
            | Expression::StartsWith(..)
            | Expression::EndsWith(..)
            | Expression::Contains(..)
            | Expression::Matches(..)
            | Expression::Member(..) => match self.language {
                Language::English => format!("whether {}", self.clause(expression)),
                Language::German => format!("ob {}", self.clause(expression)),
            },
        }
    }

    fn bracketed(&self, expression: &Expression) -> String {
        let inner = self.computed(expression);
        match expression {
            Expression::Arithmetic(..) | Expression::Join(..) | Expression::If(..) => {
                format!("({inner})")
            }
            _ => inner,
        }
    }

    /// A condition as a subordinate clause: verb in the middle in English, at the end in German.
    pub(super) fn clause(&self, expression: &Expression) -> String {
        match expression {
            Expression::And(left, right) => {
                self.both(expression, left, right, self.say("and", "und"))
            }
            Expression::Or(left, right) => {
                self.both(expression, left, right, self.say("or", "oder"))
            }
            Expression::Not(inner) => {
                let inner = self.clause(inner);
                match self.language {
                    Language::English => format!("it is not so that {inner}"),
                    Language::German => format!("nicht gilt, dass {inner}"),
                }
            }
            Expression::IsNull(inner) => {
                let inner = self.computed(inner);
                format!("{inner} {}", self.say("is missing", "fehlt"))
            }
            Expression::Compare(comparison, left, right) => {
                let (left, right) = (self.computed(left), self.computed(right));
                let compared = self.compared(*comparison);
                match self.language {
                    Language::English => format!("{left} is {compared}{right}"),
                    Language::German => format!("{left} {compared}{right} ist"),
                }
            }
            Expression::StartsWith(left, right) => {
                let (left, right) = (self.computed(left), self.computed(right));
                match self.language {
                    Language::English => format!("{left} begins with {right}"),
                    Language::German => format!("{left} mit {right} beginnt"),
                }
            }
            Expression::EndsWith(left, right) => {
                let (left, right) = (self.computed(left), self.computed(right));
                match self.language {
                    Language::English => format!("{left} ends with {right}"),
                    Language::German => format!("{left} mit {right} endet"),
                }
            }
            Expression::Contains(left, right) => {
                let (left, right) = (self.computed(left), self.computed(right));
                match self.language {
                    Language::English => format!("{left} contains {right}"),
                    Language::German => format!("{left} {right} enthält"),
                }
            }
            Expression::Matches(tested, pattern) => {
                let (tested, pattern) = (self.computed(tested), self.quoted(pattern.written()));
                match self.language {
                    Language::English => format!("{tested} matches the pattern {pattern}"),
                    Language::German => format!("{tested} dem Muster {pattern} entspricht"),
                }
            }
            Expression::Member(tested, kind, name) => {
                self.member(&self.computed(tested), *kind, name)
            }
            Expression::Value(_)
            | Expression::Null
            | Expression::Input(_)
            | Expression::Negate(_)
            | Expression::Arithmetic(..)
            | Expression::Join(..)
            | Expression::Move(..)
            | Expression::If(..)
            | Expression::Apply(..) => {
                let condition = self.computed(expression);
                format!("{condition} {}", self.say("is true", "wahr ist"))
            }
        }
    }

    fn both(
        &self,
        whole: &Expression,
        left: &Expression,
        right: &Expression,
        joint: &str,
    ) -> String {
        let side = |part: &Expression| {
            let inner = self.clause(part);
            let is_other = matches!(
                (whole, part),
                (Expression::And(..), Expression::Or(..))
                    | (Expression::Or(..), Expression::And(..))
            );
            if is_other {
                format!("({inner})")
            } else {
                inner
            }
        };
        format!("{} {joint} {}", side(left), side(right))
    }

    fn member(&self, tested: &str, kind: SetKind, name: &str) -> String {
        match (self.language, kind) {
            (Language::English, SetKind::CodeList) => {
                format!("{tested} is in the code list {name}")
            }
            (Language::English, SetKind::MasterData) => format!("{tested} is in the set {name}"),
            (Language::German, SetKind::CodeList) => {
                format!("{tested} in der Codeliste {name} steht")
            }
            (Language::German, SetKind::MasterData) => {
                format!("{tested} in der Menge {name} steht")
            }
        }
    }

    fn compared(&self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => self.say("", "gleich "),
            Comparison::NotEqual => self.say("not ", "nicht gleich "),
            Comparison::Less => self.say("less than ", "kleiner als "),
            Comparison::LessOrEqual => self.say("at most ", "höchstens "),
            Comparison::Greater => self.say("more than ", "größer als "),
            Comparison::GreaterOrEqual => self.say("at least ", "mindestens "),
        }
    }
}

/// Short, without spaces and small letters: a code, which needs no quotes.
fn is_code(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    !text.is_empty() && text.len() <= 22 && text.chars().all(is_plain)
}

fn sign(operator: Arithmetic) -> &'static str {
    match operator {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "×",
        Arithmetic::Divide => "/",
        Arithmetic::Power => "^",
    }
}
