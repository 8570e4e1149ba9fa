//! Writing a request about a movement.

use cas_gateway::{EncodeError, Outbound, Request};
use cas_model::ActionContent;
use cas_model::declaration_types::{self, Category};
use jiff::Timestamp;

use super::super::settings::Settings;
use super::super::transport;
use super::movement::{ARRIVAL, Movement, TELLS};
use super::{NAMESPACE, PATH, REQUEST, consignment, location, reference, tables};
use crate::table::Context;
use crate::tells::told;
use crate::xml::Writer;

/// What the API of movements takes; any other content type is refused (HTTP 415).
const CONTENT_TYPE: &str = "application/xml; charset=UTF-8";

/// Whether goods leave by the declaration: by its type, or else by what it says.
pub(crate) fn is_export(request: &Request<'_>) -> bool {
    match request.declaration_type.and_then(declaration_types::find) {
        Some(kind) => kind.category == Category::Export,
        None => request.document.decl_type.as_deref() == Some("EX"),
    }
}

/// What is said of a movement, beside the declaration.
#[derive(Default)]
struct Told<'a> {
    /// The code of the place, where that is not the declared one.
    place: Option<&'a str>,
    /// When it was, where that is not now.
    at: Option<Timestamp>,
}

/// The notification that the goods of a pre-lodged declaration are there.
///
/// # Errors
/// When the settings or the document lack what it must have.
pub(crate) fn presentation(
    request: &Request<'_>,
    settings: &Settings<'_>,
) -> Result<Outbound, EncodeError> {
    write(request, settings, &ARRIVAL, &Told::default())
}

/// The notification for what is told of goods that leave.
///
/// # Errors
/// When there is no message for it, or the settings or the document lack what it must have.
pub(crate) fn movement_notification(
    request: &Request<'_>,
    settings: &Settings<'_>,
    content: &ActionContent,
) -> Result<Outbound, EncodeError> {
    if !is_export(request) {
        return Err(EncodeError::Unsupported);
    }
    let (movement, content) = told(TELLS, content, request)?;
    let said = match &content {
        ActionContent::ArrivalAtExit(arrival) => Told {
            place: arrival.place.as_deref(),
            at: None,
        },
        ActionContent::GoodsDeparture(departure) => Told {
            place: departure.place.as_deref(),
            at: departure.departed_at,
        },
        ActionContent::ReceiptReport(_)
        | ActionContent::ShortageExplanation(_)
        | ActionContent::DestinationChange(_)
        | ActionContent::AlertOrRejection(_)
        | ActionContent::DelayExplanation(_)
        | ActionContent::ExitEvidence(_)
        | ActionContent::InvalidationGround(_) => Told::default(),
    };
    write(request, settings, movement, &said)
}

fn write(
    request: &Request<'_>,
    settings: &Settings<'_>,
    movement: &Movement,
    told: &Told<'_>,
) -> Result<Outbound, EncodeError> {
    let shipment = request.document.goods_shipment.as_deref();
    let consigned = shipment.and_then(|shipment| shipment.consignment.as_deref());
    let declared = consigned.and_then(|consigned| consigned.goods_location.as_deref());
    let place = told.place.map(|place| place.trim().to_owned());
    let place = place.or_else(|| declared.and_then(location::code));
    let border = consigned.and_then(|consigned| consigned.border_transport_means.as_deref());
    let means = border.map(|border| {
        let parts = [&border.identification_type, &border.identification];
        parts
            .map(|part| part.as_deref().unwrap_or_default().trim())
            .concat()
    });
    let consignment = consignment::moving(request.document)?;
    let reference = reference::of_identifier(request.message_identifier);
    let at = told
        .at
        .map_or_else(|| moment(request.now), |time| time.to_string());
    let mut given = vec![
        ("code", movement.code),
        ("ucr", consignment.ucr.as_str()),
        ("kind", consignment.kind),
        ("reference", reference.as_str()),
        (movement.time, at.as_str()),
    ];
    given.extend(consignment.part.as_deref().map(|part| ("part", part)));
    given.extend(place.as_deref().map(|place| ("location", place)));
    given.extend(means.as_deref().map(|means| ("transport", means)));
    let mut writer = Writer::new();
    writer.open_with(REQUEST, &[("xmlns", NAMESPACE)]);
    let context = Context {
        document: request.document,
        edition: None,
        given: &given,
    };
    tables::REQUEST.write(&context, &mut writer)?;
    Ok(Outbound {
        message_type: movement.code,
        body: writer.finish(),
        content_type: CONTENT_TYPE,
        path: Some(PATH),
        headers: transport::headers(settings),
    })
}

/// The time a message is made, to the second.
fn moment(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
