//! What a tenant says about its connection to a system, described as data: what is checked, shown and
//! documented is one table.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

/// A setting of a connection.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name, as it stands in `settings`.
    pub name: &'static str,
    /// What may stand there.
    pub shape: SettingShape,
    /// Whether it must be there, and what counts where it is not.
    pub need: Need,
    /// What it is for, in words that end a sentence.
    pub meaning: &'static str,
    /// A value that could stand there; of a list, its only element.
    pub example: &'static str,
}

/// Whether a setting must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing is sent without it.
    Required,
    /// Where it is left out, this counts.
    Default(&'static str),
    /// It may be left out.
    Optional,
}

/// What may stand in a setting.
#[derive(Clone, Debug)]
pub enum SettingShape {
    /// Words of so many characters, without spaces around them.
    Text(RangeInclusive<usize>),
    /// A code: what it begins with, and of which signs and how many it consists then.
    Code(&'static str, Signs, RangeInclusive<usize>),
    /// One of these texts, as written.
    OneOf(&'static [&'static str]),
    /// A list of such codes, at least one.
    Codes(Signs, RangeInclusive<usize>),
}

/// The signs of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Letters and digits, of either case.
    Alphanumeric,
    /// Letters, digits and colons between them.
    WithColons,
    /// Whatever is printed, but no spaces.
    Printed,
    /// Capital letters from A to Z.
    Capitals,
    /// Small letters from a to z.
    Small,
    /// Digits from 0 to 9.
    Digits,
    /// Two capital letters of a country, then letters and digits.
    OfCountry,
}

/// A setting that is missing, wrong or unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingProblem {
    /// Its name, as it was sent.
    pub name: String,
    /// What is wrong, and what to set instead.
    pub message: String,
}

impl Signs {
    fn all(self, text: &str) -> bool {
        match self {
            Self::Alphanumeric => text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            Self::WithColons => text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b':'),
            Self::Printed => text.bytes().all(|byte| byte.is_ascii_graphic()),
            Self::Capitals => text.bytes().all(|byte| byte.is_ascii_uppercase()),
            Self::Small => text.bytes().all(|byte| byte.is_ascii_lowercase()),
            Self::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::OfCountry => {
                let (country, rest) = text.split_at_checked(2).unwrap_or((text, ""));
                Self::Capitals.all(country) && Self::Alphanumeric.all(rest)
            }
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Alphanumeric => "letters and digits",
            Self::WithColons => "letters, digits and colons",
            Self::Printed => "characters without spaces",
            Self::Capitals => "capital letters",
            Self::Small => "small letters",
            Self::Digits => "digits",
            Self::OfCountry => "letters and digits that begin with a country",
        }
    }

    /// The same as a regular expression for so many signs.
    fn pattern(self, count: &RangeInclusive<usize>) -> String {
        let (class, before) = match self {
            Self::Alphanumeric => ("[A-Za-z0-9]", ""),
            Self::WithColons => ("[A-Za-z0-9:]", ""),
            Self::Printed => ("[!-~]", ""),
            Self::Capitals => ("[A-Z]", ""),
            Self::Small => ("[a-z]", ""),
            Self::Digits => ("[0-9]", ""),
            Self::OfCountry => ("[A-Za-z0-9]", "[A-Z]{2}"),
        };
        let taken = if before.is_empty() { 0 } else { 2 };
        let (least, most) = (count.start() - taken, count.end() - taken);
        format!("{before}{class}{{{least},{most}}}")
    }
}

/// A number of things, in words: `8`, `1 to 17`.
fn counted(count: &RangeInclusive<usize>) -> String {
    match count.start() == count.end() {
        true => count.start().to_string(),
        false => format!("{} to {}", count.start(), count.end()),
    }
}

impl SettingShape {
    /// What may stand there, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(count) => {
                format!("{} characters without spaces around them", counted(count))
            }
            Self::Code("", signs, count) => format!("{} {}", counted(count), signs.words()),
            Self::Code(before, signs, count) => {
                format!("{before} and {} {}", counted(count), signs.words())
            }
            Self::OneOf(known) => format!("one of {}", known.join(", ")),
            Self::Codes(signs, count) => {
                format!(
                    "a list of codes, each of {} {}",
                    counted(count),
                    signs.words()
                )
            }
        }
    }

    fn takes(&self, value: &Value) -> bool {
        match self {
            Self::Codes(signs, count) => value.as_array().is_some_and(|list| {
                let is_code =
                    |one: &Value| one.as_str().is_some_and(|text| fits(text, *signs, count));
                !list.is_empty() && list.iter().all(is_code)
            }),
            Self::Text(count) => value.as_str().is_some_and(|text| {
                let is_whole = text.trim() == text && !text.chars().any(char::is_control);
                is_whole && count.contains(&text.chars().count())
            }),
            Self::Code(before, signs, count) => value
                .as_str()
                .and_then(|text| text.strip_prefix(before))
                .is_some_and(|text| fits(text, *signs, count)),
            Self::OneOf(known) => value.as_str().is_some_and(|text| known.contains(&text)),
        }
    }

    /// The same as JSON Schema.
    fn schema(&self) -> Map<String, Value> {
        let schema = match self {
            Self::Text(count) => {
                json!({ "type": "string", "minLength": count.start(), "maxLength": count.end() })
            }
            Self::Code(before, signs, count) => {
                let before = before.replace('.', "\\.");
                json!({ "type": "string", "pattern": format!("^{before}{}$", signs.pattern(count)) })
            }
            Self::OneOf(known) => json!({ "type": "string", "enum": known }),
            Self::Codes(signs, count) => {
                let pattern = format!("^{}$", signs.pattern(count));
                let items = json!({ "type": "string", "pattern": pattern });
                json!({ "type": "array", "minItems": 1, "items": items })
            }
        };
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }
}

fn fits(text: &str, signs: Signs, count: &RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && signs.all(text)
}

impl Setting {
    /// Its example, as it would be sent.
    #[must_use]
    pub fn example(&self) -> Value {
        match self.shape {
            SettingShape::Codes(..) => json!([self.example]),
            _ => self.example.into(),
        }
    }

    fn problem(&self, message: impl FnOnce(String) -> String) -> SettingProblem {
        SettingProblem {
            name: self.name.to_owned(),
            message: message(self.shape.words()),
        }
    }

    fn check(&self, settings: &Value) -> Option<SettingProblem> {
        let name = self.name;
        match settings.get(name).filter(|value| !value.is_null()) {
            None if self.need == Need::Required => {
                Some(self.problem(|words| format!("{name} is missing; set it to {words}")))
            }
            Some(value) if !self.shape.takes(value) => Some(self.problem(|words| {
                let sent = value.as_str().map(|text| format!(", not \"{text}\""));
                format!("{name} must be {words}{}", sent.unwrap_or_default())
            })),
            None | Some(_) => None,
        }
    }
}

/// What of settings is missing or wrong; what the table does not know is not looked at.
#[must_use]
pub fn wrong_settings(table: &[Setting], settings: &Value) -> Vec<SettingProblem> {
    table.iter().filter_map(|row| row.check(settings)).collect()
}

/// What of settings the table does not know, each with the name that is most like it.
#[must_use]
pub fn unknown_settings(table: &[Setting], settings: &Value) -> Vec<SettingProblem> {
    let sent = match settings {
        Value::Object(sent) => sent,
        Value::Null => return Vec::new(),
        _ => {
            let message = "must be a JSON object".to_owned();
            return vec![SettingProblem {
                name: String::new(),
                message,
            }];
        }
    };
    let unknown = sent
        .keys()
        .filter(|name| table.iter().all(|row| row.name != **name));
    unknown
        .map(|name| {
            let unlike = |row: &&Setting| {
                strsim::damerau_levenshtein(&row.name.to_lowercase(), &name.to_lowercase())
            };
            let nearest = table.iter().min_by_key(unlike).map_or("", |row| row.name);
            let message = format!("there is no setting {name}; is it {nearest}? Else remove it");
            SettingProblem {
                name: name.clone(),
                message,
            }
        })
        .collect()
}

/// A setting of text that was checked; `None` where it is left out.
#[must_use]
pub fn setting<'a>(settings: &'a Value, name: &str) -> Option<&'a str> {
    settings.get(name).and_then(Value::as_str)
}

/// The table as JSON Schema (2020-12).
#[must_use]
pub fn settings_schema(table: &[Setting]) -> Value {
    let mut properties = Map::new();
    for row in table {
        let mut schema = row.shape.schema();
        schema.insert("description".to_owned(), row.meaning.into());
        schema.insert("examples".to_owned(), json!([row.example()]));
        if let Need::Default(default) = row.need {
            schema.insert("default".to_owned(), default.into());
        }
        properties.insert(row.name.to_owned(), schema.into());
    }
    let required = table.iter().filter(|row| row.need == Need::Required);
    let required: Vec<&str> = required.map(|row| row.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Settings as they could be sent: every example.
#[must_use]
pub fn example_settings(table: &[Setting]) -> Value {
    let examples = table.iter().map(|row| (row.name.to_owned(), row.example()));
    Value::Object(examples.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Setting] = &[
        Setting {
            name: "messageSender",
            shape: SettingShape::Text(1..=5),
            need: Need::Required,
            meaning: "who we are",
            example: "DE1",
        },
        Setting {
            name: "numbers",
            shape: SettingShape::Codes(Signs::OfCountry, 4..=4),
            need: Need::Optional,
            meaning: "ours",
            example: "DE01",
        },
        Setting {
            name: "office",
            shape: SettingShape::Code("N.", Signs::Capitals, 2..=2),
            need: Need::Default("N.DE"),
            meaning: "theirs",
            example: "N.DE",
        },
    ];

    fn check(settings: &Value, expected: &[&str]) {
        let mut problems = wrong_settings(TABLE, settings);
        problems.extend(unknown_settings(TABLE, settings));
        let found: Vec<&str> = problems.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(found, expected, "{settings}");
    }

    #[test]
    fn what_is_missing_wrong_or_unknown_is_named() {
        check(&example_settings(TABLE), &[]);
        check(&json!({"messageSender": "x", "office": null}), &[]);
        check(
            &json!({"messageSendr": "x", "numbers": ["de01"], "office": "N.D1"}),
            &[
                "messageSender is missing; set it to 1 to 5 characters without spaces around them",
                "numbers must be a list of codes, each of 4 letters and digits that begin with a \
                 country",
                "office must be N. and 2 capital letters, not \"N.D1\"",
                "there is no setting messageSendr; is it messageSender? Else remove it",
            ],
        );
        for wrong in [
            json!(" x"),
            json!(""),
            json!("xxxxxx"),
            json!(1),
            json!("a\u{7}"),
        ] {
            assert_eq!(
                wrong_settings(TABLE, &json!({ "messageSender": wrong })).len(),
                1
            );
        }
        check(
            &json!([]),
            &[
                "messageSender is missing; set it to 1 to 5 characters without spaces around them",
                "must be a JSON object",
            ],
        );
    }

    #[test]
    fn the_schema_says_the_same() {
        let schema = settings_schema(TABLE);
        assert_eq!(schema["required"], json!(["messageSender"]));
        assert_eq!(schema["additionalProperties"], false);
        let pattern = |name: &str| &schema["properties"][name]["pattern"];
        assert_eq!(pattern("office"), "^N\\.[A-Z]{2,2}$");
        assert_eq!(schema["properties"]["office"]["default"], "N.DE");
        let items = &schema["properties"]["numbers"]["items"];
        assert_eq!(items["pattern"], "^[A-Z]{2}[A-Za-z0-9]{2,2}$");
    }
}
