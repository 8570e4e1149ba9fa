//! What does a declaration for release for free circulation, or for end-use, ask for?
//!
//! The full data set of an import. Simplified declarations are `i1`.

use super::{
    Category, DeclarationType, conditional,
    field_use::{SUPPLEMENTARY, VALUED_BY_CUSTOMS},
    forbidden, item, optional, place, required,
};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "H1",
    name: "Release for free circulation and end-use",
    category: Category::Import,
    header_types: &["IM", "CO"],
    additional_types: &["A", "D", "R", "U", "V", "X", "Y", "Z"],
    procedures: &[
        "01", "07", "40", "42", "43", "44", "45", "46", "48", "61", "63", "68", "95", "96",
    ],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column H1",
    fields: &[
        required("11 01", "declType"),
        required("11 02", "addDeclType1"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("11 09", "governmentProcedure.prevProc").of_items(),
        required("11 10", "governmentProcedure.procNat1").of_items(),
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        optional("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("12 12", "authorisations"),
        conditional("13 01", "goodsShipment.exporter"),
        required("13 04", "importer"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("13 08", "goodsShipment.seller"),
        conditional("13 09", "goodsShipment.buyer"),
        optional("13 14", "goodsShipment.supplyChainActors").or(&[item("supplyChainActors")]),
        required("14 01", "goodsShipment.tradeTerms").in_union(),
        conditional("14 04", "goodsShipment.customsValuation"),
        required("14 05", "invoiceCurrency").but_for(VALUED_BY_CUSTOMS),
        optional("14 06", "totalInvoiceAmount"),
        conditional("14 07", "valuationAdjustments").of_items(),
        required("14 08", "commodity.invoiceLine.itemAmount")
            .of_items()
            .but_for(VALUED_BY_CUSTOMS),
        required("14 10", "goodsShipment.customsValuation.valuationMethod")
            .or(&[item("customsValuation.valuationMethod")]),
        required("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        conditional("14 17", "dutyTaxFees.quotaId")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.quotaId")]),
        conditional("12 10", "deferredPayments"),
        required("16 03", "goodsShipment.destination").or(&[item("destination")]),
        required("16 06", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
        required("16 08", "origin.country")
            .of_items()
            .or(&[item("preferentialOrigin.country")]),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        conditional("17 09", "supervisingOfficeCode"),
        optional("17 10", "presentationOfficeCode"),
        required("18 01", "goodsMeasure.nmass").of_items(),
        conditional("18 02", "goodsMeasure.supQty").of_items(),
        required("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        required("18 09", "commodity.classifications").of_items(),
        required("19 01", "goodsShipment.consignment.containerIndicator").but_for(SUPPLEMENTARY),
        required(
            "19 03",
            "goodsShipment.consignment.borderTransportMeans.mode",
        ),
        conditional("19 04", "goodsShipment.consignment.inlandMode").or(&[place(
            "goodsShipment.consignment.arrivalTransportMeans.mode",
        )]),
        conditional(
            "19 06",
            "goodsShipment.consignment.arrivalTransportMeans.identification",
        ),
        conditional("19 07", "goodsShipment.consignment.transportEquipments")
            .or(&[item("containerIdentification")]),
        conditional(
            "19 08",
            "goodsShipment.consignment.borderTransportMeans.country",
        ),
        conditional("12 11", "goodsShipment.warehouse"),
        conditional("99 02", "obligationGuarantees"),
        required("99 05", "goodsShipment.trxNatCode")
            .or(&[place("trxNatCode1"), item("trxNatCode")]),
        required("99 06", "statValue").of_items().in_union(),
        forbidden("17 02", "goodsShipment.exitOffice"),
        forbidden("17 05", "goodsShipment.destinationOffice"),
    ],
};
