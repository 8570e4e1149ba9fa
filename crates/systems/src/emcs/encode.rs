//! Writing the traders' messages: the header, and a table in the body.
//!
//! Elements are in the namespace of their message, those of the header in one that all messages
//! share.

use cas_gateway::{EncodeError, Examined, Intent, Matter, Outbound, Request};
use cas_model::access::Node;
use cas_model::civil_day::day_in;
use cas_model::document::{Party, SingleAdministrativeDocument};
use cas_model::{FieldPath, KnownPath, path};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::settings::Settings;
use super::side::{Side, side};
use super::tables::{self, Message, TELLS};
use crate::table::{Context, Pair};
use crate::tells::{told, where_said};
use crate::xml::Writer;

/// The field of the language that texts are in.
const COUNTRY: KnownPath = path!(Party: "address.country");
const NUMBER: KnownPath = path!(Party: "businessPartnerReference[].code");
const LANGUAGE: KnownPath = path!("communicationLanguage");

/// Values given with the request, by name.
type Given<'a> = Vec<(&'static str, &'a str)>;

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have, and for what movements do
/// not know: amendments and the presentation of goods.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = Settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    match &request.intent {
        Intent::Declare => declare(request, &settings),
        Intent::Invalidate { reason, ground } => {
            let ground = ground.as_deref().unwrap_or(settings.cancellation_reason);
            cancel(request, &settings, reason, ground)
        }
        Intent::Tell(content) => {
            let (message, content) = told(TELLS, content, request)?;
            say(request, &settings, message, content.node())
        }
        Intent::PresentGoods | Intent::Amend { .. } => Err(EncodeError::Unsupported),
    }
}

fn declare(request: &Request<'_>, settings: &Settings<'_>) -> Result<Outbound, EncodeError> {
    let given = vec![("lrn", request.lrn)];
    let content = Content {
        message: &tables::IE815,
        root: request.document,
        given,
    };
    write(request, settings, content)
}

/// What the draft would not carry of the document.
#[must_use]
pub fn examine(request: &Request<'_>) -> Vec<Examined> {
    let settings = Settings::read(request.settings);
    let default = settings.as_ref().map_or("en", |settings| settings.language);
    let (language, refused) = match language(request.document, default) {
        Ok(language) => (language, None),
        Err(EncodeError::Document { path, problem }) => (default.to_owned(), Some((path, problem))),
        Err(EncodeError::Settings(_) | EncodeError::Unsupported) => (default.to_owned(), None),
    };
    let mut examined = tables::IE815.table.examine(&Context {
        document: request.document as &dyn Node,
        edition: None,
        given: &[("lrn", request.lrn), ("language", &language)],
    });
    // The language stands with every text and trader, a trader's country in its number.
    examined.retain(|examined| {
        examined.path.as_str() != LANGUAGE.as_str()
            && !is_in_number(&examined.path, request.document)
    });
    examined.extend(refused.map(|(path, problem)| Examined {
        path,
        matter: Matter::DoesNotFit(problem),
    }));
    examined
}

/// Whether a path is the country of a trader whose number begins with it.
fn is_in_number(path: &FieldPath, document: &SingleAdministrativeDocument) -> bool {
    let trader = path
        .as_str()
        .strip_suffix(COUNTRY.as_str())
        .and_then(|above| above.strip_suffix('.'));
    let trader = trader.and_then(|trader| FieldPath::new(trader).get(document)?.record());
    let Some(trader) = trader else { return false };
    let text = |path: FieldPath| path.get(trader)?.text();
    let Some(country) = text(COUNTRY.into()) else {
        return false;
    };
    (0..)
        .map_while(|index| text(NUMBER.at(&[index])))
        .any(|number| number.trim().starts_with(country.trim()))
}

fn cancel(
    request: &Request<'_>,
    settings: &Settings<'_>,
    reason: &str,
    ground: &str,
) -> Result<Outbound, EncodeError> {
    let given = vec![
        ("arc", arc(request)?),
        ("reasonCode", ground),
        ("reason", reason),
    ];
    let content = Content {
        message: &tables::IE810,
        root: request.document,
        given,
    };
    write(request, settings, content)
}

/// What an action says of a movement.
fn say(
    request: &Request<'_>,
    settings: &Settings<'_>,
    message: &Message,
    said: &dyn Node,
) -> Result<Outbound, EncodeError> {
    let (side, number) = match message.name {
        // A change of destination is the consignor's, a report the consignee's: neither says who.
        "IE837" | "IE871" => side(request.document, settings, request.side)?,
        _ => (Side::Consignee, ""),
    };
    let sequence = request.facts.sequence_number.unwrap_or(1).to_string();
    let member_state = settings.member_state();
    let today = day_in(member_state, request.now).to_string();
    let mut given = vec![
        ("arc", arc(request)?),
        ("sequence", &*sequence),
        ("today", &*today),
        ("submitter", number),
        ("side", side.code()),
        ("memberState", member_state),
    ];
    given.extend(settings.office.map(|office| ("office", office)));
    let pair = Pair::new(request.document, said, message.table.shape);
    let edition = match side {
        Side::Consignor => tables::BY_CONSIGNOR,
        Side::Consignee => tables::BY_CONSIGNEE,
    };
    let content = Content {
        message,
        root: &pair,
        given,
    };
    write_edition(request, settings, content, Some(edition)).map_err(where_said)
}

/// What a message is written of.
struct Content<'a> {
    message: &'a Message,
    root: &'a dyn Node,
    given: Given<'a>,
}

fn write(
    request: &Request<'_>,
    settings: &Settings<'_>,
    content: Content<'_>,
) -> Result<Outbound, EncodeError> {
    write_edition(request, settings, content, None)
}

fn write_edition(
    request: &Request<'_>,
    settings: &Settings<'_>,
    content: Content<'_>,
    edition: Option<&str>,
) -> Result<Outbound, EncodeError> {
    let Content {
        message,
        root,
        mut given,
    } = content;
    let language = language(request.document, settings.language)?;
    given.push(("language", &language));
    let own = format!("{NAMESPACE}{}:{VERSION}", message.name);
    let shared = format!("{NAMESPACE}TMS:{VERSION}");
    let mut writer = Writer::new();
    writer.open_with(message.name, &[("xmlns", &own), ("xmlns:tms", &shared)]);
    header(request, settings, &mut writer)?;
    writer.open("Body");
    writer.open(message.container);
    let context = Context {
        document: root,
        edition,
        given: &given,
    };
    message.table.write(&context, &mut writer)?;
    Ok(Outbound {
        message_type: message.name,
        body: writer.finish(),
        content_type: "application/xml",
        path: None,
        headers: Vec::new(),
    })
}

fn header(
    request: &Request<'_>,
    settings: &Settings<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    let (date, clock) = (time(request.now, "%Y-%m-%d"), time(request.now, "%H:%M:%S"));
    writer.open("Header");
    for (name, text) in [
        ("tms:MessageSender", settings.sender),
        ("tms:MessageRecipient", settings.recipient),
        ("tms:DateOfPreparation", &date),
        ("tms:TimeOfPreparation", &clock),
        ("tms:MessageIdentifier", request.message_identifier),
    ] {
        let refused = |problem| EncodeError::Settings(format!("a usable {name}: it {problem}"));
        writer.leaf(name, text).map_err(refused)?;
    }
    writer.close();
    Ok(())
}

/// The language of the document's texts, two small letters.
fn language(document: &SingleAdministrativeDocument, default: &str) -> Result<String, EncodeError> {
    let said = document.communication_language.as_deref().map(str::trim);
    let language = said
        .filter(|text| !text.is_empty())
        .unwrap_or(default)
        .to_ascii_lowercase();
    if language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()) {
        return Ok(language);
    }
    Err(EncodeError::Document {
        path: FieldPath::from(LANGUAGE),
        problem: format!("must be a language of two letters, not \"{language}\""),
    })
}

/// The movement's number, by which alone customs knows it once it is validated.
fn arc<'a>(request: &'a Request<'_>) -> Result<&'a str, EncodeError> {
    request
        .facts
        .arc
        .as_deref()
        .ok_or_else(|| EncodeError::Document {
            path: FieldPath::root(),
            problem: "has no ARC yet; customs know the movement by it only".to_owned(),
        })
}

fn time(now: Timestamp, format: &str) -> String {
    now.to_zoned(TimeZone::UTC).strftime(format).to_string()
}

/// What the namespaces of its messages begin with; the message and the version follow.
pub const NAMESPACE: &str = "urn:publicid:-:EC:DGTAXUD:EMCS:PHASE4:";

/// The version that we write.
pub const VERSION: &str = "V3.23";
