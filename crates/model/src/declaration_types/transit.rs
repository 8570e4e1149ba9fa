//! What does a transit declaration ask for?
//!
//! Union and common transit and TIR (columns D1, D2 and D3; `reducedDatasetIndicator` says which).
//! Rules of their own say what is missing, because almost all of it depends on something.

use super::field_use::{FieldUse, conditional, declaration, item, optional, required};

pub(super) const FIELDS: &[FieldUse] = &[
    required("11 01", declaration("declType")).said_by("V0001"),
    required("11 02", declaration("addDeclType1")).said_by("V0003"),
    required("11 07", declaration("security")).said_by("V0012"),
    conditional("12 01", declaration("previousDocuments")).or(&[
        declaration("goodsShipment.previousDocuments"),
        item("previousDocuments"),
    ]),
    conditional(
        "12 05",
        declaration("goodsShipment.consignment.transportContractDocuments"),
    ),
    conditional("12 12", declaration("authorisations")),
    conditional("13 03", declaration("goodsShipment.consignee")).or(&[item("consignee")]),
    conditional("13 06", declaration("agent")),
    required("13 07", declaration("holderOfTheTransitProcedure")).said_by("V0101"),
    conditional("16 03", declaration("goodsShipment.destination")).or(&[item("destination")]),
    conditional("16 06", declaration("goodsShipment.exportCountry")).or(&[item("exportCountry")]),
    conditional("16 12", declaration("goodsShipment.consignment.itinerary")),
    conditional(
        "16 13",
        declaration("goodsShipment.consignment.loadingLocation"),
    ),
    conditional(
        "16 15",
        declaration("goodsShipment.consignment.goodsLocation"),
    ),
    required("17 03", declaration("declarationOfficeCode")).said_by("V0301"),
    conditional("17 04", declaration("goodsShipment.transitOffices")),
    required("17 05", declaration("goodsShipment.destinationOffice")).said_by("V0302"),
    conditional("17 06", declaration("goodsShipment.exitOfficesForTransit")),
    optional("18 01", item("goodsMeasure.nmass")),
    required("18 04", declaration("goodsShipment.consignment.gmass")).said_by("V0701"),
    required("18 05", item("commodity.description")).said_by("V0604"),
    required("18 06", item("packagings")).said_by("V0607"),
    conditional("18 09", item("commodity.classifications")),
    conditional(
        "19 01",
        declaration("goodsShipment.consignment.containerIndicator"),
    ),
    conditional("19 04", declaration("goodsShipment.consignment.inlandMode")),
    conditional(
        "19 05",
        declaration("goodsShipment.consignment.departureTransportMeans"),
    ),
    conditional(
        "19 07",
        declaration("goodsShipment.consignment.transportEquipments"),
    ),
    conditional(
        "19 08",
        declaration("goodsShipment.consignment.borderTransportMeans"),
    ),
    required("99 02", declaration("obligationGuarantees")).said_by("V0201"),
];
