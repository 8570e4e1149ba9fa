//! What does the notification of a movement tell about itself at the door?

use super::{ARRIVAL, DEPARTURE, NAMESPACE};
use crate::origin::Origin;
use crate::seed;
use crate::system::{Inspection, Request, SchemaCheck};
use crate::wco;
use crate::xml::{self, Document, Element, ReadError};

const REQUEST: &str = "inventoryLinkingMovementRequest";

/// The shortest code of a location: country, type, qualifier, and something of that.
const SHORTEST_LOCATION: usize = 5;

/// Places a notification; `None` where the message is another.
pub(super) fn origin_of(
    request: &Request<'_>,
    document: &Document<'_>,
) -> Option<Result<Origin, ReadError>> {
    let root = &document.root;
    (root.name == REQUEST).then(|| read_origin(request, root))
}

fn read_origin(request: &Request<'_>, root: &Element<'_>) -> Result<Origin, ReadError> {
    let refuse = |reason: String| Err(ReadError { reason });
    if namespace(root) != Some(NAMESPACE) {
        return refuse(format!("{REQUEST} must be in {NAMESPACE}"));
    }
    let text = |path: &str| root.text_at(path).unwrap_or_default().trim().to_owned();
    let message = text("messageCode");
    if ![ARRIVAL, DEPARTURE].contains(&message.as_str()) {
        return refuse(format!(
            "messageCode {message:?} is none that is answered here"
        ));
    }
    let body = String::from_utf8_lossy(request.body);
    Ok(Origin {
        identification: seed::uuid(request.seed, &["uk_cds", request.path, &body]),
        message,
        attempt: 1,
        sender: String::new(),
        recipient: String::new(),
        phase: None,
        prepared: moment(root).unwrap_or(request.now),
        lrn: String::new(),
        mrn: Some(text("ucrBlock/ucr")).filter(|ucr| !ucr.is_empty()),
        reference: text("movementReference"),
        additional_type: String::new(),
        ucr: String::new(),
        office: String::new(),
        body: request.body.clone(),
    })
}

fn namespace<'a>(root: &'a Element<'_>) -> Option<&'a str> {
    root.own_namespace().or_else(|| {
        let key = format!("xmlns:{}", root.prefix);
        root.attribute(&key)
    })
}

/// When the goods moved, in UTC.
fn moment(root: &Element<'_>) -> Option<jiff::civil::DateTime> {
    let times = ["goodsArrivalDateTime", "goodsDepartureDateTime"];
    let text = times.iter().find_map(|name| root.text_at(name))?.trim();
    let zoned: Result<jiff::Timestamp, _> = text.parse();
    zoned
        .map(|time| time.to_zoned(jiff::tz::TimeZone::UTC).datetime())
        .or_else(|_| text.parse())
        .ok()
}

/// Checks a notification: against the operator's schemas at the door, and where the goods are.
pub(super) fn inspect(
    document: &Document<'_>,
    origin: &Origin,
    schema_check: Option<&SchemaCheck>,
) -> Result<Inspection, ReadError> {
    if let Some(check) = schema_check
        && let Some(reason) = check(&origin.body).into_iter().next()
    {
        return Err(ReadError { reason });
    }
    let place = document.root.text_at("goodsLocation").unwrap_or_default();
    let mut problems = Vec::new();
    if !is_location(place.trim()) {
        problems.push(super::course::problem("28"));
    }
    Ok(Inspection {
        violations: Vec::new(),
        problems,
    })
}

/// `GBAUDVRDOVDVR`: a country, a type from A to D, a qualifier, and what that is of.
fn is_location(place: &str) -> bool {
    let mut bytes = place.bytes();
    let mut next_is = |is: fn(u8) -> bool| bytes.next().is_some_and(is);
    place.len() >= SHORTEST_LOCATION
        && next_is(|byte| byte.is_ascii_uppercase())
        && next_is(|byte| byte.is_ascii_uppercase())
        && next_is(|byte| (b'A'..=b'D').contains(&byte))
        && next_is(|byte| (b'T'..=b'Z').contains(&byte))
}

/// The references by which the consignment of a declaration is moved.
pub(super) fn consignments(origin: &Origin) -> Vec<String> {
    let Ok(document) = xml::read(&origin.body, xml::Extent::Whole) else {
        return Vec::new();
    };
    let Some(declaration) = wco::door::declaration(&document) else {
        return Vec::new();
    };
    [super::messages::MASTER, super::messages::OWN]
        .iter()
        .filter_map(|kind| super::messages::reference(declaration, kind))
        .collect()
}
