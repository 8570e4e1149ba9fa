//! What does an export or a re-export ask for?
//!
//! The full data set of an export. Simplified declarations are `c1`.

use super::{
    Category, DeclarationType, conditional, field_use::TO_SPECIAL_FISCAL_TERRITORIES, forbidden,
    item, optional, place, required,
};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "B1",
    name: "Export and re-export",
    category: Category::Export,
    header_types: &["EX", "CO"],
    additional_types: &["A", "D", "R", "U", "V", "X", "Y", "Z"],
    procedures: &["10", "11", "23", "31"],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column B1",
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
        conditional("14 01", "goodsShipment.tradeTerms"),
        conditional("14 05", "invoiceCurrency"),
        conditional("14 06", "totalInvoiceAmount"),
        forbidden("14 10", "goodsShipment.customsValuation.valuationMethod")
            .or(&[item("customsValuation.valuationMethod")]),
        forbidden("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        forbidden("14 17", "dutyTaxFees.quotaId")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.quotaId")]),
        required("16 03", "goodsShipment.destination").or(&[item("destination")]),
        required("16 07", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
        conditional("16 08", "origin.country").of_items(),
        conditional("16 12", "goodsShipment.consignment.itinerary"),
        conditional("16 15", "goodsShipment.consignment.goodsLocation"),
        required("17 01", "declarationOfficeCode").in_union(),
        required("17 02", "goodsShipment.exitOffice"),
        conditional("17 09", "supervisingOfficeCode"),
        optional("17 10", "presentationOfficeCode"),
        required("18 01", "goodsMeasure.nmass")
            .of_items()
            .but_for(TO_SPECIAL_FISCAL_TERRITORIES),
        conditional("18 02", "goodsMeasure.supQty").of_items(),
        required("18 04", "goodsShipment.consignment.gmass")
            .or(&[item("goodsMeasure.gmass")])
            .but_for(TO_SPECIAL_FISCAL_TERRITORIES),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        required("18 09", "commodity.classifications").of_items(),
        required("19 01", "goodsShipment.consignment.containerIndicator"),
        required(
            "19 03",
            "goodsShipment.consignment.borderTransportMeans.mode",
        ),
        conditional("19 04", "goodsShipment.consignment.inlandMode").or(&[place(
            "goodsShipment.consignment.departureTransportMeans.mode",
        )]),
        conditional(
            "19 05",
            "goodsShipment.consignment.departureTransportMeans.identification",
        ),
        conditional("19 07", "goodsShipment.consignment.transportEquipments")
            .or(&[item("containerIdentification")]),
        conditional(
            "19 08",
            "goodsShipment.consignment.borderTransportMeans.identification",
        ),
        conditional("12 11", "goodsShipment.warehouse"),
        conditional("99 05", "goodsShipment.trxNatCode")
            .or(&[place("trxNatCode1"), item("trxNatCode")]),
        conditional("99 06", "statValue").of_items(),
    ],
};
