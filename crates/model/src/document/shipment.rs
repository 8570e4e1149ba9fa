//! The customs shipment: what an ERP sends, and what a flow starts from.

use super::SingleAdministrativeDocument;

crate::document! {
    /// A transfer of goods. Identity within a tenant: `externalReference` and `direction`.
    record CustomsShipment {
        /// Version of this format, `1.0`.
        version: text,
        /// What to do with the shipment: `New` (default), `Replace`, `Update`, `Upsert`.
        message_type: text,
        /// Name of the flow; chosen by the configuration when empty.
        customs_flow: text,
        /// Whether goods come in (`IN`) or go out (`OUT`).
        direction: text,
        /// The ERP's reference of the transfer.
        external_reference | "customsShipmentReference" | "businessReference": text,
        /// Storage location, by its reference.
        storage_location_reference: text,
        /// Company, by its code.
        company: text,
        /// Plant, by its code.
        plant: text,
        /// What is to be declared, as far as it is known.
        single_administrative_document: {SingleAdministrativeDocument},
    }

    /// Something that happened to a shipment and may start a step of its flow.
    record ShipmentEvent {
        /// The ERP's reference of the shipment.
        external_reference | "customsShipmentReference" | "businessReference": text,
        /// Whether goods come in (`IN`) or go out (`OUT`).
        direction: text,
        /// `arrival` (the goods arrived), `stock` (they moved in stock), `start` (start a step).
        event: text,
        /// With `start`: the step.
        step: text,
    }
}
