//! What the goods are: codes, dangers, packages.

use super::SEQUENCE_NUMBER;
use crate::commission::codes::BULK_PACKAGES;
use crate::table::Format::{Integer, Part, Text};
use crate::table::{Row, Source, Test, list, may, must};

/// The goods items of the document.
pub(crate) const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";
/// The sum of the items' gross masses.
pub(crate) const ITEMS_GROSS_MASS: Source = Source::Total(ITEMS, "goodsMeasure.gmass");

/// Digits 7 and 8 may be missing: the code is one of the Harmonized System then.
pub(crate) const COMMODITY_CODE: [Row; 2] = [
    must("harmonizedSystemSubHeadingCode", TARIC, Part(0, 6)).or(OTHER_CODES),
    may("combinedNomenclatureCode", TARIC, Part(6, 8)).or(OTHER_CODES),
];
/// The most detailed classification that the item has: TARIC, else CN, else HS.
const TARIC: &str = "commodity.classifications[type=TARIC].code";
const OTHER_CODES: &[Source] = &[
    Source::Field("commodity.classifications[type=CN].code"),
    Source::Field("commodity.classifications[type=HS].code"),
];

const DANGEROUS: &[Row] = &[SEQUENCE_NUMBER, must("UNNumber", "unNumber", Text(4))];
pub(crate) const DANGEROUS_GOODS: Row =
    list("DangerousGoods", "commodity.dangerousGoods", 99, DANGEROUS);

const PACKAGE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("typeOfPackages", "type", Text(2)),
    // C0060: bulk is not counted.
    may("numberOfPackages", "quantity", Integer).when(&[Test::IsNot("type", BULK_PACKAGES)]),
    may("shippingMarks", "shippingMarks", Text(512)),
];
pub(crate) const PACKAGING: Row = list("Packaging", "packagings", 99, PACKAGE);
