//! What does a trader's request about a movement say, read by the table that writes it?

use cas_gateway::{Intent, ReadDeclaration, UnreadLeaf};
use cas_model::ActionContent;
use cas_model::action_content::GoodsDeparture;
use cas_model::civil_day::day_in;
use cas_model::document::{PreviousDocument, SingleAdministrativeDocument};
use serde_json::json;

use super::super::tables::COUNTRY;
use super::movement::{ARRIVAL, DEPARTURE};
use super::{REQUEST, consignment, location, reference, tables};
use crate::leaves::Passed;
use crate::table::{Declared, Format};
use crate::xml::Element;

/// What of a request belongs to its transmission: an arrival is notified when it is.
pub(crate) const PASSED: Passed = Passed {
    paths: &["goodsArrivalDateTime"],
    implied: &[],
    keyed: &[],
};

/// Whether a file is a request about a movement that we write.
pub(crate) fn is_request(root: &Element<'_>) -> bool {
    let codes = [ARRIVAL.code, DEPARTURE.code];
    let code = root.text_at("messageCode");
    root.name == REQUEST && code.is_some_and(|code| codes.contains(&code))
}

/// Reads a request: the declaration of an export, as far as it is told.
pub(crate) fn read(root: &Element<'_>) -> ReadDeclaration {
    let mut document = Box::<SingleAdministrativeDocument>::default();
    let declared = tables::REQUEST.read_declared(root, None, &mut *document);
    document.decl_type = Some("EX".to_owned());
    let mut unread = declared.unread.clone();
    take_consignment(&declared, &mut document);
    let place = declared.given("location");
    let is_place = place.is_none_or(|code| take_place(code, &mut document));
    if !is_place {
        unread.push(UnreadLeaf {
            path: "goodsLocation".to_owned(),
            value: place.unwrap_or_default().to_owned(),
            why: Some("is no country, type, qualifier and identification".to_owned()),
        });
    }
    take_means(&declared, &mut document);
    let moment = declared
        .given(ARRIVAL.time)
        .or(declared.given(DEPARTURE.time));
    let moment = moment.and_then(Format::moment);
    let is_departure = declared.given("code") == Some(DEPARTURE.code);
    let intent = if is_departure {
        let departure = GoodsDeparture {
            departed_at: moment,
            place: None,
        };
        Intent::Tell(ActionContent::GoodsDeparture(Box::new(departure)))
    } else {
        Intent::PresentGoods
    };
    ReadDeclaration {
        message_type: if is_departure {
            DEPARTURE.code
        } else {
            ARRIVAL.code
        },
        intent,
        document,
        declaration_type: None,
        jurisdiction: None,
        lrn: None,
        mrn: None,
        arc: None,
        identifier: declared.given("reference").map(reference::identifier_of),
        day: moment.map(|moment| day_in(COUNTRY, moment)),
        settings: json!({}),
        unread,
    }
}

/// The consignment goes by a previous document.
fn take_consignment(declared: &Declared, document: &mut SingleAdministrativeDocument) {
    let is_master = declared.given("kind") == Some("M");
    let named = [
        (
            if is_master {
                consignment::MASTER
            } else {
                consignment::DECLARATION
            },
            declared.given("ucr"),
        ),
        (consignment::PART, declared.given("part")),
    ];
    let shipment = document.goods_shipment.get_or_insert_default();
    for (kind, reference) in named {
        shipment
            .previous_documents
            .extend(reference.map(|reference| PreviousDocument {
                category: Some(consignment::CATEGORY.to_owned()),
                r#type: Some(kind.to_owned()),
                ref_num: Some(reference.to_owned()),
                ..PreviousDocument::default()
            }));
    }
}

/// Whether the code is that of a place.
fn take_place(code: &str, document: &mut SingleAdministrativeDocument) -> bool {
    let Some(place) = location::read(code) else {
        return false;
    };
    let shipment = document.goods_shipment.get_or_insert_default();
    let consignment = shipment.consignment.get_or_insert_default();
    consignment.goods_location = Some(Box::new(place));
    true
}

/// The means of transport begins with the two digits of its kind.
fn take_means(declared: &Declared, document: &mut SingleAdministrativeDocument) {
    let Some(means) = declared.given("transport") else {
        return;
    };
    let shipment = document.goods_shipment.get_or_insert_default();
    let consignment = shipment.consignment.get_or_insert_default();
    let border = consignment.border_transport_means.get_or_insert_default();
    let parts = means.split_at_checked(2);
    let is_kind = |kind: &str| kind.bytes().all(|byte| byte.is_ascii_digit());
    match parts.filter(|(kind, own)| is_kind(kind) && !own.is_empty()) {
        Some((kind, own)) => {
            border.identification_type = Some(kind.to_owned());
            border.identification = Some(own.to_owned());
        }
        None => border.identification = Some(means.to_owned()),
    }
}
