//! What does an excise movement say of itself?

use cas_model::document::{ExciseMovement, GovernmentAgencyGoodsItem, Party};
use cas_model::path;

use super::{Located, given};
use crate::facts::{self, ExciseProductFacts};
use crate::rule::Document;

/// A movement of excise goods; what it does not say is empty.
#[derive(Clone, Copy)]
pub(crate) struct Movement<'a> {
    record: Option<&'a ExciseMovement>,
    consignment_mode: &'a str,
}

impl<'a> Movement<'a> {
    pub(super) fn from_document(document: &'a Document) -> Self {
        let consignment = document
            .goods_shipment
            .as_deref()
            .and_then(|shipment| shipment.consignment.as_deref());
        let mode = consignment.and_then(|consignment| {
            let means = consignment.departure_transport_means.as_deref();
            given(&consignment.inland_mode).or_else(|| given(&means?.mode))
        });
        Self {
            record: document.excise_movement.as_deref(),
            consignment_mode: mode.unwrap_or(""),
        }
    }

    /// What it says, if it says anything.
    pub(crate) fn record(&self) -> Option<&'a ExciseMovement> {
        self.record
    }

    fn text(&self, field: impl Fn(&'a ExciseMovement) -> &'a Option<String>) -> &'a str {
        let value = self.record.map(field);
        value.and_then(given).unwrap_or("")
    }

    /// Kind of destination (TC32).
    pub(crate) fn destination(&self) -> &'a str {
        self.text(|movement| &movement.destination_type)
    }

    /// Where the goods come from (TC30).
    pub(crate) fn origin(&self) -> &'a str {
        self.text(|movement| &movement.origin_type)
    }

    /// Who guarantees for the movement (TC29).
    pub(crate) fn guarantor(&self) -> &'a str {
        self.text(|movement| &movement.guarantor_type)
    }

    /// The mode of transport (BC67).
    pub(crate) fn mode(&self) -> &'a str {
        self.consignment_mode
    }

    /// Whether the goods are duty paid (submission type 3); else they are under suspension.
    pub(crate) fn is_duty_paid(&self) -> bool {
        self.text(|movement| &movement.submission_type) == "3"
    }

    /// The parties that excise movements add, with their places.
    pub(crate) fn parties(&self) -> impl Iterator<Item = (Located, &'a Party)> {
        self.record.into_iter().flat_map(|movement| {
            let parties = [
                (
                    path!("exciseMovement.placeOfDispatch"),
                    &movement.place_of_dispatch,
                ),
                (
                    path!("exciseMovement.deliveryPlace"),
                    &movement.delivery_place,
                ),
                (
                    path!("exciseMovement.transportArranger"),
                    &movement.transport_arranger,
                ),
                (
                    path!("exciseMovement.firstTransporter"),
                    &movement.first_transporter,
                ),
                (
                    path!("exciseMovement.secondGuarantor"),
                    &movement.second_guarantor,
                ),
            ];
            let parties = parties.into_iter();
            parties.filter_map(|(name, party)| Some((Located::named(name), party.as_deref()?)))
        })
    }
}

/// The excise product code of an item and what is known of it.
pub(crate) fn excise_code(
    item: &GovernmentAgencyGoodsItem,
) -> Option<(&str, Option<&'static ExciseProductFacts>)> {
    let code = item.commodity.as_deref()?.classification("ExciseProduct")?;
    Some((code, facts::excise_product(code)))
}
