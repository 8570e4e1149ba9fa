//! What a tenant must say about its connection.

use serde_json::Value;

/// What a code of `cancellationReason` says unless it is set: other, which the reason in words
/// explains.
const CANCELLATION: &str = "0";
/// The language of free texts unless it is set.
const LANGUAGE: &str = "en";

/// The settings of a connection, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings<'a> {
    /// `messageSender`: `NDEA.` and the country of the administration that takes our messages.
    pub sender: &'a str,
    /// `messageRecipient`: the same of the administration they are for.
    pub recipient: &'a str,
    /// `exciseNumbers`: our excise numbers; they say on which side of a movement we are.
    pub excise_numbers: Vec<&'a str>,
    /// `exciseOffice`: the office that we report to, where a report does not say another.
    pub office: Option<&'a str>,
    /// `language`: the language of free texts, where the document does not say another.
    pub language: &'a str,
    /// `cancellationReason`: customs' code (BC43) of why movements are cancelled.
    pub cancellation_reason: &'a str,
}

impl<'a> Settings<'a> {
    /// Reads and checks the settings; other members are the transport's and ignored here.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(settings: &'a Value) -> Result<Self, Vec<String>> {
        let sender = required(settings, "messageSender", is_administration, ADMINISTRATION);
        let recipient = required(
            settings,
            "messageRecipient",
            is_administration,
            ADMINISTRATION,
        );
        let numbers = excise_numbers(settings);
        let office = optional(
            settings,
            "exciseOffice",
            is_office,
            "an office of 8 characters",
        );
        let language = optional(settings, "language", is_language, "two small letters");
        let reason = optional(settings, "cancellationReason", is_digit, "one digit (BC43)");
        match (sender, recipient, numbers, office, language, reason) {
            (
                Ok(sender),
                Ok(recipient),
                Ok(excise_numbers),
                Ok(office),
                Ok(language),
                Ok(reason),
            ) => Ok(Self {
                sender,
                recipient,
                excise_numbers,
                office,
                language: language.unwrap_or(LANGUAGE),
                cancellation_reason: reason.unwrap_or(CANCELLATION),
            }),
            (sender, recipient, numbers, office, language, reason) => {
                let errors = [
                    sender.err(),
                    recipient.err(),
                    numbers.err(),
                    office.err(),
                    language.err(),
                    reason.err(),
                ];
                Err(errors.into_iter().flatten().collect())
            }
        }
    }

    /// The country of the administration that our messages are for.
    #[must_use]
    pub fn member_state(&self) -> &'a str {
        self.recipient.trim_start_matches(PREFIX)
    }
}

/// What administrations' names begin with.
const PREFIX: &str = "NDEA.";
const ADMINISTRATION: &str = "NDEA. and a country, as NDEA.XI";

fn required<'a>(
    settings: &'a Value,
    name: &str,
    is_right: fn(&str) -> bool,
    what: &str,
) -> Result<&'a str, String> {
    optional(settings, name, is_right, what)?
        .ok_or_else(|| format!("{name} is missing; set it to {what}"))
}

fn optional<'a>(
    settings: &'a Value,
    name: &str,
    is_right: fn(&str) -> bool,
    what: &str,
) -> Result<Option<&'a str>, String> {
    let Some(value) = settings.get(name).filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    match value.as_str().filter(|text| is_right(text)) {
        Some(text) => Ok(Some(text)),
        None => Err(format!("{name} must be {what}")),
    }
}

/// The excise numbers of a connection's settings.
///
/// # Errors
/// When there are none, or something else stands there.
pub(super) fn excise_numbers(settings: &Value) -> Result<Vec<&str>, String> {
    let numbers = settings.get("exciseNumbers").and_then(Value::as_array);
    let numbers = numbers.ok_or("exciseNumbers is missing; set it to a list of excise numbers")?;
    let texts: Option<Vec<&str>> = numbers
        .iter()
        .map(|number| number.as_str().filter(|text| is_excise_number(text)))
        .collect();
    texts
        .filter(|texts| !texts.is_empty())
        .ok_or_else(|| "exciseNumbers must be excise numbers of 13 characters".to_owned())
}

fn is_administration(text: &str) -> bool {
    let country = text.strip_prefix(PREFIX);
    country.is_some_and(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
}

fn is_excise_number(text: &str) -> bool {
    is_registered(text, 13)
}

fn is_office(text: &str) -> bool {
    is_registered(text, 8)
}

/// A country and letters or digits.
fn is_registered(text: &str, length: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == length
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
}

fn is_language(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(settings: Value, expected: &[&str]) {
        let errors = Settings::read(&settings).err().unwrap_or_default();
        let begins = |(error, start): (&String, &&str)| error.starts_with(*start);
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        assert!(errors.iter().zip(expected).all(begins), "{errors:?}");
    }

    #[test]
    fn every_wrong_setting_is_named() {
        let whole = json!({
            "messageSender": "NDEA.XI", "messageRecipient": "NDEA.GB",
            "exciseNumbers": ["XIWK000000210"], "url": "x"
        });
        check(whole, &[]);
        check(
            json!({}),
            &[
                "messageSender is",
                "messageRecipient is",
                "exciseNumbers is",
            ],
        );
        check(
            json!({
                "messageSender": "XI", "messageRecipient": "NDEA.xi", "exciseNumbers": [],
                "exciseOffice": "XI1", "language": "EN", "cancellationReason": 1
            }),
            &[
                "messageSender must",
                "messageRecipient must",
                "exciseNumbers must",
                "exciseOffice must",
                "language must",
                "cancellationReason must",
            ],
        );
    }
}
