//! IE934: a package of messages, each as it would have come alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cas_gateway::DecodeError;

use super::incomplete;
use crate::xml::Element;

/// The type of the message that packs others.
pub(super) const NAME: &str = "IE934";

/// A message of a package as bytes, or why there are none.
pub(super) type PackedMessage = Result<Vec<u8>, DecodeError>;

/// The messages of a package. One that is a package itself is no message that we read.
pub(super) fn messages(package: &Element<'_>) -> Result<Vec<PackedMessage>, DecodeError> {
    let bodies = package
        .at("Body/MessagePackage")
        .into_iter()
        .flat_map(|package| package.children_named("MessageBody"));
    let messages: Vec<PackedMessage> = bodies.map(message).collect();
    if messages.is_empty() {
        return Err(incomplete(NAME, "MessageBody is missing".to_owned()));
    }
    Ok(messages)
}

fn message(body: &Element<'_>) -> PackedMessage {
    let missing = || incomplete(NAME, "MessageData is missing".to_owned());
    let data = body.text_at("MessageData").ok_or_else(missing)?;
    let data: Vec<u8> = data.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    STANDARD
        .decode(data)
        .map_err(|error| incomplete(NAME, format!("MessageData is not base64: {error}")))
}
