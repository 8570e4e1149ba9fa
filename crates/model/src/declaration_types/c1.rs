//! What does a simplified export declaration ask for?
//!
//! What is needed to let the goods go; the supplementary declaration (`b1`) says the rest.

use super::{Category, DeclarationType, conditional, forbidden, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "C1",
    name: "Simplified export declaration",
    category: Category::Export,
    header_types: &["EX", "CO"],
    additional_types: &["B", "C", "E", "F"],
    procedures: &["10", "11", "21", "22", "23", "31"],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column C1",
    fields: &[
        required("11 01", "declType"),
        required("11 02", "addDeclType1"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("11 09", "governmentProcedure.prevProc").of_items(),
        conditional("11 10", "governmentProcedure.procNat1").of_items(),
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        optional("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("12 12", "authorisations"),
        optional("12 08", "goodsShipment.ucr").or(&[place("ucr"), item("ucr")]),
        conditional("11 07", "security"),
        required("13 01", "goodsShipment.exporter"),
        conditional("13 03", "goodsShipment.consignee").or(&[item("consignee")]),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        optional("13 14", "goodsShipment.supplyChainActors").or(&[item("supplyChainActors")]),
        forbidden("14 10", "goodsShipment.customsValuation.valuationMethod")
            .or(&[item("customsValuation.valuationMethod")]),
        forbidden("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        forbidden("14 17", "dutyTaxFees.quotaId")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.quotaId")]),
        required("16 03", "goodsShipment.destination").or(&[item("destination")]),
        conditional("16 07", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
        conditional("16 08", "origin.country").of_items(),
        conditional("16 12", "goodsShipment.consignment.itinerary"),
        conditional("16 15", "goodsShipment.consignment.goodsLocation"),
        required("17 01", "declarationOfficeCode").in_union(),
        required("17 02", "goodsShipment.exitOffice"),
        conditional("17 09", "supervisingOfficeCode"),
        optional("17 10", "presentationOfficeCode"),
        conditional("18 01", "goodsMeasure.nmass").of_items(),
        conditional("18 02", "goodsMeasure.supQty").of_items(),
        conditional("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        // A simplified export may go without (published scenario TT_EX002b).
        required("18 09", "commodity.classifications")
            .of_items()
            .in_union(),
        conditional("19 04", "goodsShipment.consignment.inlandMode").or(&[place(
            "goodsShipment.consignment.departureTransportMeans.mode",
        )]),
        conditional(
            "19 05",
            "goodsShipment.consignment.departureTransportMeans.identification",
        ),
        conditional("19 07", "goodsShipment.consignment.transportEquipments")
            .or(&[item("containerIdentification")]),
    ],
};
