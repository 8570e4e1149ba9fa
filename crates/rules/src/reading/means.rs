//! Which means of transport are there, and where?

use cas_model::document::{
    AdditionalTransportMeans, BorderTransportMeans, Consignment, TransportMeans,
};
use cas_model::path;

use super::{Located, given};

/// A means of transport, wherever it stands.
pub(crate) struct Means<'a> {
    /// Where the means stands in the document.
    pub(crate) place: Located,
    /// Nationality of the means (ISO 3166-1 alpha-2).
    pub(crate) country: &'a Option<String>,
    /// Identification of the means, such as a licence plate.
    pub(crate) identification: &'a Option<String>,
    /// The kind of identification.
    pub(crate) identification_type: &'a Option<String>,
    /// The office at the border; `None` for a means of transport at departure.
    pub(crate) office: Option<&'a Option<String>>,
}

/// All of a consignment, in the order in which customs gets them.
pub(super) fn means_of(consignment: &Consignment) -> impl Iterator<Item = Means<'_>> {
    let further = &consignment.additional_departure_transport_means;
    let departure = consignment
        .departure_transport_means
        .as_deref()
        .map(departure);
    let border = consignment.border_transport_means.as_deref();
    departure
        .into_iter()
        .chain(
            further
                .iter()
                .enumerate()
                .map(|(index, means)| additional(index, means)),
        )
        .chain(border.filter(|means| is_named(means)).map(at_the_border))
}

fn departure(means: &TransportMeans) -> Means<'_> {
    Means {
        place: Located::named(path!("goodsShipment.consignment.departureTransportMeans")),
        country: &means.country,
        identification: &means.identification,
        identification_type: &means.identification_type,
        office: None,
    }
}

fn additional(index: usize, means: &AdditionalTransportMeans) -> Means<'_> {
    Means {
        place: Located::named(path!(
            "goodsShipment.consignment.additionalDepartureTransportMeans"
        ))
        .element(index),
        country: &means.country,
        identification: &means.identification,
        identification_type: &means.identification_type,
        office: None,
    }
}

fn at_the_border(means: &BorderTransportMeans) -> Means<'_> {
    Means {
        place: Located::named(path!("goodsShipment.consignment.borderTransportMeans")),
        country: &means.country,
        identification: &means.identification,
        identification_type: &means.identification_type,
        office: Some(&means.office),
    }
}

/// The mode alone does not make a means of transport.
fn is_named(means: &BorderTransportMeans) -> bool {
    [
        &means.country,
        &means.identification,
        &means.identification_type,
    ]
    .into_iter()
    .any(|value| given(value).is_some())
}
