//! One item of excise goods.

use super::traders::LANGUAGE;
use crate::table::Format::{Decimal, Flag, Integer, Part, Positive, Text};
use crate::table::{Row, Source, list, may, must, part};

/// A free text, in the language of the document.
pub(super) const fn words(element: &'static str, field: &'static str) -> Row {
    may(element, field, Text(350)).with("language", LANGUAGE)
}

const EXCISE_CODE: &str = "commodity.classifications[type=ExciseProduct].code";
const CN_CODE: &str = "commodity.classifications[type=CN].code";
const TARIC_CODE: &str = "commodity.classifications[type=TARIC].code";

const NUMBER: Row = must("BodyRecordUniqueReference", "seqNum", Integer).or(&[Source::Number]);
const EXCISE_PRODUCT: Row = must("ExciseProductCode", EXCISE_CODE, Text(4));
const COMBINED_NOMENCLATURE: Row =
    must("CnCode", CN_CODE, Part(0, 8)).or(&[Source::Field(TARIC_CODE)]);
const QUANTITY: Row = must("Quantity", "goodsMeasure.qty", Positive(15, 3));
const GROSS_MASS: Row = must("GrossMass", "goodsMeasure.gmass", Positive(16, 6));
const NET_MASS: Row = must("NetMass", "goodsMeasure.nmass", Positive(16, 6));
const FISCAL_MARK: Row = words("FiscalMark", "exciseProduct.fiscalMark");
const FISCAL_MARK_USED: Row = may("FiscalMarkUsedFlag", "exciseProduct.fiscalMarkUsed", Flag);
const DENSITY: Row = may("Density", "exciseProduct.density", Positive(5, 2));
const DESCRIPTION: Row = words("CommercialDescription", "commodity.description");
const BRAND_NAME: Row = words("BrandNameOfProducts", "exciseProduct.brandName");

const PACKAGE: &[Row] = &[
    must("KindOfPackages", "type", Text(2)),
    may("NumberOfPackages", "quantity", Integer),
    may("ShippingMarks", "shippingMarks", Text(999)),
    may("CommercialSealIdentification", "commercialSeal", Text(35)),
    words("SealInformation", "sealInformation"),
];
const PACKAGES: Row = list("Package", "packagings", 99, PACKAGE).required();

const WINE_OPERATION: &[Row] = &[must("WineOperationCode", "code", Text(2))];
const WINE: &[Row] = &[
    must("WineProductCategory", "category", Text(1)),
    may("WineGrowingZoneCode", "growingZone", Text(2)),
    may("ThirdCountryOfOrigin", "thirdCountry", Text(2)),
    words("OtherInformation", "information"),
    list("WineOperation", "operations", 99, WINE_OPERATION),
];

/// An item of a movement.
pub(super) const ITEM: &[Row] = &[
    NUMBER,
    EXCISE_PRODUCT,
    COMBINED_NOMENCLATURE,
    QUANTITY,
    GROSS_MASS,
    NET_MASS,
    may(
        "AlcoholicStrengthByVolumeInPercentage",
        "exciseProduct.alcoholicStrength",
        Positive(5, 2),
    ),
    may("DegreePlato", "exciseProduct.degreePlato", Positive(5, 2)),
    FISCAL_MARK,
    FISCAL_MARK_USED,
    words("DesignationOfOrigin", "exciseProduct.designationOfOrigin"),
    may(
        "SizeOfProducer",
        "exciseProduct.sizeOfProducer",
        Decimal(15, 0),
    ),
    DENSITY,
    DESCRIPTION,
    BRAND_NAME,
    words(
        "MaturationPeriodOrAgeOfProducts",
        "exciseProduct.maturation",
    ),
    words(
        "IndependentSmallProducersDeclaration",
        "exciseProduct.smallProducerDeclaration",
    ),
    PACKAGES,
    part("WineProduct", "exciseProduct.wine", WINE),
];

/// An item of a part of a split movement.
pub(super) const PART_ITEM: &[Row] = &[
    NUMBER,
    EXCISE_PRODUCT,
    COMBINED_NOMENCLATURE,
    QUANTITY,
    GROSS_MASS,
    NET_MASS,
    FISCAL_MARK,
    FISCAL_MARK_USED,
    DENSITY,
    DESCRIPTION,
    BRAND_NAME,
    PACKAGES,
];
