//! A goods item of an export.

use super::documents::{PREVIOUS_DOCUMENTS_OF_ITEM, SUPPORTING_DOCUMENTS_OF_ITEM};
use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::documents::{
    TRANSPORT, additional_information, additional_references,
};
use crate::commission::rows::goods::{COMMODITY_CODE, DANGEROUS_GOODS, PACKAGING};
use crate::commission::rows::parties::{PARTY, supply_chain_actors};
use crate::commission::rows::transport::TRANSPORT_CHARGES_HERE;
use crate::table::Format::{Decimal, Integer, Positive, Text};
use crate::table::{Row, Source, Test, list, may, must, part};

pub(super) const ROWS: &[Row] = &[
    must("declarationGoodsItemNumber", "seqNum", Integer).or(&[Source::Number]),
    may("statisticalValue", "statValue", Decimal(16, 2)),
    may("natureOfTransaction", "trxNatCode", Text(2)),
    may("countryOfExport", "exportCountry", Text(2)),
    may("countryOfDestination", "destination", Text(2)),
    may("referenceNumberUCR", "ucr.traderReference", Text(35)),
    list("Authorisation", "authorisations", 9, AUTHORISATION),
    part("Procedure", "governmentProcedure", PROCEDURE).required(),
    part("Consignor", "consignor", PARTY),
    part("Consignee", "consignee", PARTY),
    supply_chain_actors("supplyChainActors"),
    part("Origin", "origin", ORIGIN),
    part("Commodity", "", COMMODITY)
        .about("commodity")
        .required(),
    PACKAGING.required(),
    PREVIOUS_DOCUMENTS_OF_ITEM,
    SUPPORTING_DOCUMENTS_OF_ITEM,
    list(
        "TransportDocument",
        "transportContractDocuments",
        99,
        TRANSPORT,
    ),
    additional_references("additionalDocuments"),
    additional_information("additionalInformations"),
    TRANSPORT_CHARGES_HERE,
];

const AUTHORISATION: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", Text(4)),
    must("referenceNumber", "refNum", Text(35)),
    must("holderOfAuthorisation", "holder", Text(17)),
];

const PROCEDURE: &[Row] = &[
    must("requestedProcedure", "proc", Text(2)),
    must("previousProcedure", "prevProc", Text(2)),
    part("AdditionalProcedure", "", FIRST_ADDITIONAL)
        .about("procNat1")
        .at_most(99),
    part("AdditionalProcedure", "", SECOND_ADDITIONAL)
        .about("procNat2")
        .at_most(99),
    list(
        "AdditionalProcedure",
        "additionalProcedures",
        99,
        MORE_ADDITIONAL,
    ),
];
const MORE_ADDITIONAL: &[Row] = &[
    SEQUENCE_NUMBER,
    must("additionalProcedure", "code", Text(3)),
];
const FIRST_ADDITIONAL: &[Row] = &[
    SEQUENCE_NUMBER,
    must("additionalProcedure", "procNat1", Text(3)),
];
const SECOND_ADDITIONAL: &[Row] = &[
    SEQUENCE_NUMBER,
    must("additionalProcedure", "procNat2", Text(3)),
];

const ORIGIN: &[Row] = &[
    must("countryOfOrigin", "country", Text(2)),
    may("regionOfDispatch", "region", Text(9)),
];

const COMMODITY: &[Row] = &[
    must("descriptionOfGoods", "commodity.description", Text(512)),
    may("cusCode", "commodity.cusCode", Text(9)),
    part("CommodityCode", "", CODE)
        .about("commodity.classifications")
        .required(),
    DANGEROUS_GOODS,
    part("GoodsMeasure", "goodsMeasure", GOODS_MEASURE).required(),
];
/// An export is declared with all eight digits.
const CODE: &[Row] = &[
    COMMODITY_CODE[0],
    COMMODITY_CODE[1].required(),
    list(
        "TARICAdditionalCode",
        "commodity.classifications",
        99,
        TARIC_ADDITIONAL,
    )
    .only(Test::Is("type", &["TRA"])),
    list(
        "NationalAdditionalCode",
        "commodity.classifications",
        99,
        NATIONAL_ADDITIONAL,
    )
    .only(Test::Is("type", &["GN"])),
];
const TARIC_ADDITIONAL: &[Row] = &[
    SEQUENCE_NUMBER,
    must("taricAdditionalCode", "code", Text(4)),
];
const NATIONAL_ADDITIONAL: &[Row] = &[
    SEQUENCE_NUMBER,
    must("nationalAdditionalCode", "code", Text(4)),
];
const GOODS_MEASURE: &[Row] = &[
    may("grossMass", "gmass", Decimal(16, 6)),
    must("netMass", "nmass", Positive(16, 6)),
    may("supplementaryUnits", "supQty", Positive(16, 6)),
];
