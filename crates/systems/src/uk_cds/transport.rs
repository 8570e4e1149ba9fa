//! How do messages travel to CDS and back?
//!
//! HMRC's customs declarations API takes each kind of message at a path of its own and names the
//! conversation that it begins; a notification names the conversation that it belongs to. Where
//! notifications are not pushed they wait in a list, written as JSON or as XML with links; whoever
//! reads one moves it to the list of those that were read, where it stays for two weeks.
//! Source: HMRC's API documentation, Customs Declarations 2.0 and Pull Notifications 1.0.

use cas_gateway::{DecodeError, Intent, Pull};
use serde::Deserialize;

use super::settings::Settings;
use crate::xml::Element;

/// The header that names a conversation, both ways.
pub const CONVERSATION: &str = "x-conversation-id";

/// How notifications are fetched.
pub const PULL: Pull = Pull {
    unread: "/notifications/unpulled",
    read: "/notifications/pulled",
    accept: "application/vnd.hmrc.1.0+xml",
    addresses,
};

/// The path that takes the message for an intent.
#[must_use]
pub const fn path_of(intent: &Intent) -> &'static str {
    match intent {
        // What is told of exports goes to the API of their movements.
        Intent::Declare | Intent::Tell(_) => "/",
        Intent::PresentGoods => "/arrival-notification",
        Intent::Amend { .. } => "/amend",
        Intent::Invalidate { .. } => "/cancellation-requests",
    }
}

/// What every message is sent with: the version of the API, and who submits. The badge is for
/// those who submit through a community system.
#[must_use]
pub fn headers(settings: &Settings<'_>) -> Vec<(String, String)> {
    let always = [
        ("accept", "application/vnd.hmrc.2.0+xml"),
        ("x-submitter-identifier", settings.submitter),
    ];
    let badge = settings.badge.map(|badge| ("x-badge-identifier", badge));
    let named = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    always.into_iter().chain(badge).map(named).collect()
}

/// A list of notifications, as JSON.
#[derive(Deserialize)]
struct List {
    notifications: Vec<String>,
}

/// The addresses in a list of notifications.
///
/// # Errors
/// When it is neither JSON nor XML as HMRC writes it.
pub fn addresses(bytes: &[u8]) -> Result<Vec<String>, DecodeError> {
    let malformed = |problem: String| DecodeError::Malformed(problem);
    if bytes.trim_ascii_start().starts_with(b"{") {
        let list: List =
            serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
        return Ok(list.notifications);
    }
    let root = Element::read(bytes).map_err(|error| malformed(error.to_string()))?;
    if root.name != "resource" {
        return Err(DecodeError::UnknownMessage(root.name.to_owned()));
    }
    let links = root.children_named("link");
    let notifications = links.filter(|link| link.attribute("rel") == Some("notification"));
    let addresses = notifications.filter_map(|link| link.attribute("href"));
    Ok(addresses.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str, expected: Option<&[&str]>) {
        let read = addresses(list.as_bytes()).ok();
        let expected: Option<Vec<String>> =
            expected.map(|all| all.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(read, expected, "{list}");
    }

    #[test]
    fn lists_are_read_in_both_writings() {
        check(r#"{"notifications": []}"#, Some(&[]));
        check(
            r#" {"notifications": ["/notifications/unpulled/1", "/notifications/unpulled/2"]}"#,
            Some(&["/notifications/unpulled/1", "/notifications/unpulled/2"]),
        );
        check(
            r#"<resource href="/notifications/unpulled/">
                 <link rel="self" href="/notifications/unpulled/"/>
                 <link rel="notification" href="/notifications/unpulled/1"/>
               </resource>"#,
            Some(&["/notifications/unpulled/1"]),
        );
        check("<other/>", None);
        check(r#"{"errors": []}"#, None);
        check("", None);
    }
}
