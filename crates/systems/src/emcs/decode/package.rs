//! IE934: a package of messages, each as it would have come alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cas_gateway::DecodeError;

use super::incomplete;
use crate::xml::Element;

/// The type of the message that packs others.
pub(super) const NAME: &str = "IE934";
/// Most messages of a package (the schema's).
const MOST: usize = 99;

/// The messages of a package, as bytes. One that is a package itself is no message that we read.
pub(super) fn messages(package: &Element<'_>) -> Result<Vec<Vec<u8>>, DecodeError> {
    let bodies = package
        .at("Body/MessagePackage")
        .into_iter()
        .flat_map(|package| package.children_named("MessageBody"));
    let messages: Result<Vec<Vec<u8>>, DecodeError> = bodies.take(MOST).map(message).collect();
    let messages = messages?;
    if messages.is_empty() {
        return Err(incomplete(NAME, "MessageBody is missing".to_owned()));
    }
    Ok(messages)
}

fn message(body: &Element<'_>) -> Result<Vec<u8>, DecodeError> {
    let missing = || incomplete(NAME, "MessageData is missing".to_owned());
    let data = body.text_at("MessageData").ok_or_else(missing)?;
    let data: Vec<u8> = data.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    STANDARD
        .decode(data)
        .map_err(|error| incomplete(NAME, format!("MessageData is not base64: {error}")))
}
