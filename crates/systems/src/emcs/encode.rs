//! Writing the traders' messages: the header, and a table in the body.
//!
//! Elements are in the namespace of their message, those of the header in one that all messages
//! share. A report repeats what the document says of its items where the caller did not.

use cas_gateway::{EncodeError, Examined, Intent, Matter, Outbound, Request};
use cas_model::access::Node;
use cas_model::action_content::{
    ActionContent, AlertOrRejection, DestinationChange, ReceiptReport, ShortageExplanation,
};
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::{FieldPath, formats};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::settings::Settings;
use super::side::{Side, is_consignee, side};
use super::tables::{self, Message};
use super::{NAMESPACE, VERSION};
use crate::table::{Context, Pair};
use crate::xml::Writer;

/// The field of the language that texts are in.
const LANGUAGE: &str = "communicationLanguage";

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
        Intent::Invalidate { reason } => cancel(request, &settings, reason),
        Intent::Tell(content) => tell(request, &settings, content),
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
        edition: "",
        given: &[("lrn", request.lrn), ("language", &language)],
    });
    // The language stands with every text and trader, a trader's country in its number.
    examined
        .retain(|one| one.path.as_str() != LANGUAGE && !is_in_number(&one.path, request.document));
    examined.extend(refused.map(|(path, problem)| Examined {
        path,
        matter: Matter::DoesNotFit(problem),
    }));
    examined
}

/// Whether a path is the country of a trader whose number begins with it.
fn is_in_number(path: &FieldPath, document: &SingleAdministrativeDocument) -> bool {
    let trader = path.as_str().strip_suffix(".address.country");
    let trader = trader.and_then(|trader| FieldPath::from(trader).get(document)?.record());
    let Some(trader) = trader else { return false };
    let text = |path: &str| FieldPath::from(path).get(trader)?.text();
    let Some(country) = text("address.country") else {
        return false;
    };
    (0..)
        .map_while(|index| text(&format!("businessPartnerReference[{index}].code")))
        .any(|number| number.trim().starts_with(country.trim()))
}

fn cancel(
    request: &Request<'_>,
    settings: &Settings<'_>,
    reason: &str,
) -> Result<Outbound, EncodeError> {
    let given = vec![
        ("arc", arc(request)?),
        ("reasonCode", settings.cancellation_reason),
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
fn tell(
    request: &Request<'_>,
    settings: &Settings<'_>,
    content: &ActionContent,
) -> Result<Outbound, EncodeError> {
    match content {
        ActionContent::ReceiptReport(report) => {
            let report = completed_report(report, request.document);
            say_as_consignee(request, settings, &tables::IE818, &report)
        }
        ActionContent::AlertOrRejection(alert) => {
            let alert: &AlertOrRejection = alert;
            say_as_consignee(request, settings, &tables::IE819, alert)
        }
        ActionContent::DelayExplanation(explanation) => {
            say(request, settings, &tables::IE837, &**explanation)
        }
        ActionContent::ShortageExplanation(explanation) => {
            let explanation = completed_explanation(explanation, request.document);
            say(request, settings, &tables::IE871, &explanation)
        }
        ActionContent::DestinationChange(change) if change.parts.is_empty() => {
            let change: &DestinationChange = change;
            say(request, settings, &tables::IE813, change)
        }
        ActionContent::DestinationChange(change) => {
            let change = completed_split(change, request);
            say(request, settings, &tables::IE825, &change)
        }
        ActionContent::ExitEvidence(_) | ActionContent::ArrivalAtExit(_) => {
            Err(EncodeError::Unsupported)
        }
    }
}

fn say_as_consignee(
    request: &Request<'_>,
    settings: &Settings<'_>,
    message: &Message,
    said: &dyn Node,
) -> Result<Outbound, EncodeError> {
    if !is_consignee(request.document, settings) {
        return Err(EncodeError::Document {
            path: FieldPath::from("goodsShipment.consignee"),
            problem: "is not us; customs take this from the consignee only".to_owned(),
        });
    }
    say(request, settings, message, said)
}

fn say(
    request: &Request<'_>,
    settings: &Settings<'_>,
    message: &Message,
    said: &dyn Node,
) -> Result<Outbound, EncodeError> {
    let (side, number) = match message.name {
        // A change of destination is the consignor's, a report the consignee's: neither says who.
        "IE837" | "IE871" => side(request.document, settings)?,
        _ => (Side::Consignee, ""),
    };
    let sequence = request.facts.sequence_number.unwrap_or(1).to_string();
    let today = time(request.now, "%Y-%m-%d");
    let member_state = settings.member_state();
    let mut given = vec![
        ("arc", arc(request)?),
        ("sequence", &*sequence),
        ("today", &*today),
        ("submitter", number),
        ("side", side.code()),
        ("memberState", member_state),
    ];
    given.extend(settings.office.map(|office| ("office", office)));
    let pair = Pair::new(request.document, said, message.shape);
    let edition = match side {
        Side::Consignor => tables::BY_CONSIGNOR,
        Side::Consignee => tables::BY_CONSIGNEE,
    };
    let content = Content {
        message,
        root: &pair,
        given,
    };
    write_edition(request, settings, content, edition).map_err(within_document)
}

/// A pair's paths as the document's; what was said keeps its own.
fn within_document(error: EncodeError) -> EncodeError {
    match error {
        EncodeError::Document { path, problem } => {
            let inside = path.as_str();
            let inside = inside.strip_prefix("document.").unwrap_or(inside);
            let inside = inside.strip_prefix("said.").unwrap_or(inside);
            EncodeError::Document {
                path: FieldPath::from(inside),
                problem,
            }
        }
        EncodeError::Settings(_) | EncodeError::Unsupported => error,
    }
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
    write_edition(request, settings, content, "")
}

fn write_edition(
    request: &Request<'_>,
    settings: &Settings<'_>,
    content: Content<'_>,
    edition: &str,
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
        path: "",
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

fn item(
    document: &SingleAdministrativeDocument,
    number: Option<u32>,
) -> Option<&GovernmentAgencyGoodsItem> {
    let items = document.goods_items();
    number.and_then(|number| items.iter().find(|item| item.seq_num == Some(number)))
}

fn product_code(document: &SingleAdministrativeDocument, number: Option<u32>) -> Option<String> {
    let commodity = item(document, number)?.commodity.as_deref()?;
    commodity.classification("ExciseProduct").map(str::to_owned)
}

fn completed_report(
    report: &ReceiptReport,
    document: &SingleAdministrativeDocument,
) -> ReceiptReport {
    let mut report = report.clone();
    for received in &mut report.items {
        if received.excise_product_code.is_none() {
            received.excise_product_code = product_code(document, received.seq_num);
        }
    }
    report
}

fn completed_explanation(
    explanation: &ShortageExplanation,
    document: &SingleAdministrativeDocument,
) -> ShortageExplanation {
    let mut explanation = explanation.clone();
    for explained in &mut explanation.items {
        if explained.excise_product_code.is_none() {
            explained.excise_product_code = product_code(document, explained.seq_num);
        }
    }
    explanation
}

/// A split whose parts have their numbers, and whose items say what they do not share out.
fn completed_split(change: &DestinationChange, request: &Request<'_>) -> DestinationChange {
    let mut change = change.clone();
    for (index, part) in change.parts.iter_mut().enumerate() {
        part.lrn
            .get_or_insert_with(|| formats::part_lrn(request.lrn, index + 1));
        for shared in &mut part.items {
            if let Some(whole) = item(request.document, shared.seq_num) {
                complete_item(shared, whole);
            }
        }
    }
    change
}

fn complete_item(part: &mut GovernmentAgencyGoodsItem, whole: &GovernmentAgencyGoodsItem) {
    if part.commodity.is_none() {
        part.commodity.clone_from(&whole.commodity);
    }
    if part.excise_product.is_none() {
        part.excise_product.clone_from(&whole.excise_product);
    }
    if part.goods_measure.is_none() {
        part.goods_measure.clone_from(&whole.goods_measure);
    }
    if part.packagings.is_empty() {
        part.packagings.clone_from(&whole.packagings);
    }
}
