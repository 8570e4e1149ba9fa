//! What does an excise movement say that a customs declaration does not?
//!
//! The movement as a whole stands in [`ExciseMovement`], what a product is in [`ExciseProduct`].
//! Parties, goods, packages, masses, documents and the competent office (the office where it is
//! lodged) are the declaration's own: one field, one place. A party's excise number is its
//! identifier of type `Excise`, a product's excise code its classification of type `ExciseProduct`.

use super::Party;

crate::document! {
    /// An excise movement under duty suspension, or of duty-paid goods (EMCS).
    record ExciseMovement {
        /// Kind of submission (TC71): 1 standard, 3 duty paid between businesses.
        submission_type: text,
        /// Whether the goods left before it could be submitted.
        deferred_submission: flag,
        /// Kind of destination (TC32): 1 tax warehouse, 2 registered consignee, 6 export, …
        destination_type: text,
        /// Where the goods come from (TC30): 1 tax warehouse, 2 import, 3 duty paid.
        origin_type: text,
        /// How long the journey takes: hours `H12` or days `D05`.
        journey_time: text,
        /// Who arranges the transport (TC70): 1 consignor, 2 consignee, 3 owner, 4 other.
        transport_arrangement: text,
        /// Day of dispatch of the goods, at their place.
        dispatch_date: date,
        /// Time of dispatch, `HH:MM:SS` where the goods leave.
        dispatch_time: text,
        /// Number of the invoice.
        invoice_number: text,
        /// Date of the invoice.
        invoice_date: date,
        /// Where the goods leave: the tax warehouse by its excise number.
        place_of_dispatch: {Party},
        /// Office of import, for goods dispatched from there.
        dispatch_import_office: text,
        /// Where the goods go, where that is not the consignee's.
        delivery_place: {Party},
        /// Office of export or of the delivery place.
        delivery_office: text,
        /// Member state of an exempted consignee.
        consignee_member_state: text,
        /// Serial number of the certificate of exemption.
        exemption_certificate: text,
        /// Who arranges the transport, where that is neither consignor nor consignee.
        transport_arranger: {Party},
        /// The transporter that carries the goods first.
        first_transporter: {Party},
        /// Who guarantees (TC29): 1 consignor, 2 transporter, 3 owner, 4 consignee, 12, 123, …
        guarantor_type: text,
        /// The second guarantor, beside the declaration's.
        second_guarantor: {Party},
        /// About the mode of transport, where its code says other.
        transport_mode_information: text,
        /// The units that carry the goods.
        transport_units: [ExciseTransportUnit],
        /// The movement that this one was split from, by its ARC.
        upstream_arc: text,
    }

    /// A unit that carries excise goods.
    record ExciseTransportUnit {
        /// Our id of this element.
        cas_reference: text,
        /// Kind of unit (BC66): 1 container, 2 vehicle, 3 trailer, 4 tractor, 5 fixed installation.
        r#type: text,
        /// The mark or number that identifies the transport unit.
        identification: text,
        /// The commercial seal that the unit bears.
        commercial_seal: text,
        /// More about the transport unit, in free text.
        information: text,
        /// More about the seal, in free text.
        seal_information: text,
    }

    /// What an item is as an excise product.
    record ExciseProduct {
        /// Alcoholic strength by volume, in percent.
        alcoholic_strength: decimal,
        /// Degrees Plato, of beer.
        degree_plato: decimal,
        /// Density at 15 °C in kg/m³, of energy products.
        density: decimal,
        /// The fiscal marks, by which the member state taxes the goods.
        fiscal_mark: text,
        /// Whether fiscal marks are used.
        fiscal_mark_used: flag,
        /// The designation of origin, where it is protected.
        designation_of_origin: text,
        /// Yearly production of the producer, in hectolitres.
        size_of_producer: decimal,
        /// The name of the brand, as it is sold.
        brand_name: text,
        /// Maturation period or age.
        maturation: text,
        /// What an independent small producer declares.
        small_producer_declaration: text,
        /// What is said of wine alone.
        wine: {WineProduct},
    }

    /// What is said of wine beside any excise product.
    record WineProduct {
        /// Category (TC38): 1 without designation, 2 varietal, 3 with designation, 4 imported, 5 other.
        category: text,
        /// The wine-growing zone, as a code of list BC.
        growing_zone: text,
        /// Third country of origin (ISO 3166-1 alpha-2).
        third_country: text,
        /// More about the wine, in free text.
        information: text,
        /// Operations done on it.
        operations: [WineOperation],
    }

    /// An operation on wine.
    record WineOperation {
        /// Our id of this element.
        cas_reference: text,
        /// What was done to the wine, as a code of list BC41.
        code: text,
    }
}
