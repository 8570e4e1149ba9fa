//! The request about a movement, as a table.

use std::sync::LazyLock;

use crate::table::Format::Text;
use crate::table::{Row, Source, Table, may, must, part, table};

const BORDER_TRANSPORT: &str = "goodsShipment.consignment.borderTransportMeans";

const UCR: &[Row] = &[
    must("ucr", "", Text(35)).from(Source::Given("ucr", "")),
    may("ucrPartNo", "", Text(4)).from(Source::Given("part", "")),
    must("ucrType", "", Text(1)).from(Source::Given("kind", "")),
];

/// The means of transport is its kind and its identification in one.
const TRANSPORT: &[Row] = &[
    may("transportID", "identification", Text(35))
        .from(Source::Given("transport", "identification"))
        .made_of(&["identificationType"]),
    may("transportMode", "mode", Text(1)),
    may("transportNationality", "country", Text(2)),
];

const MOVEMENT: &[Row] = &[
    must("messageCode", "", Text(3)).from(Source::Given("code", "")),
    part("ucrBlock", "", UCR)
        .about("goodsShipment.previousDocuments")
        .required(),
    must("goodsLocation", "", Text(17)).from(Source::Given(
        "location",
        "goodsShipment.consignment.goodsLocation",
    )),
    may("goodsArrivalDateTime", "", Text(30)).from(Source::Given("arrived", "")),
    may("goodsDepartureDateTime", "", Text(30)).from(Source::Given("departed", "")),
    must("movementReference", "", Text(25)).from(Source::Given("reference", "")),
    part("transportDetails", BORDER_TRANSPORT, TRANSPORT),
];

/// The notification that goods arrived at a location or departed from it.
pub static REQUEST: LazyLock<Table> = LazyLock::new(|| table!("EAL", MOVEMENT));
