//! What does each type of declaration ask for, data element by data element?
//!
//! The table of Annex B to Delegated Regulation (EU) 2015/2446 as it is printed: a column for each
//! type, and for each data element its number, the places of our document where it may stand (on
//! the declaration, or as `item` on each of the goods) and what every type says of it:
//!
//! - `A`: it must be there;
//! - `B`: it must be there under conditions, which rules of their own know;
//! - `C`: it may be there;
//! - `X`: the message has no place for it;
//! - `-`: the type says nothing of it.
//!
//! A number behind a letter is that of a note below: where and when the cell does not hold. The types that
//! only the United Kingdom has stand between the others and name their source in `types.rs`.

use super::field_use::{Exception, FieldLocation, FieldUse, Level, Need};
use crate::validity::Validity;

/// Note 1: the data sets of the United Kingdom differ there.
const NOT_IN_THE_UNITED_KINGDOM: &[Exception] = &[Exception {
    territory: "UK",
    ..Exception::because("CDS volume 3, appendices 21 and 22: declaration category data sets")
}];

/// Note 2: fruit and vegetables valued by what customs publishes (E01, E02) have no price, so no
/// currency.
const VALUED_BY_CUSTOMS: &[Exception] = &[Exception {
    territory: "UK",
    added: &["E01", "E02"],
    ..Exception::because("published scenarios TT_IM103a, TT_IM159a and TT_IM160a")
}];

/// Note 3: supplementary declarations do not say again whether goods came in containers.
const SUPPLEMENTARY: &[Exception] = &[Exception {
    territory: "UK",
    additional_types: &["Y", "Z"],
    ..Exception::because("published scenario TT_IM207a")
}];

/// Note 4: of goods dispatched to special fiscal territories (F75) no masses are asked.
const TO_SPECIAL_FISCAL_TERRITORIES: &[Exception] = &[Exception {
    territory: "UK",
    added: &["F75"],
    ..Exception::because("published scenario TT_EX024a")
}];

/// What a type says of a data element.
#[derive(Clone, Copy)]
struct Cell {
    need: Need,
    exceptions: &'static [Exception],
    during: Validity,
}

impl Cell {
    const fn new(need: Need) -> Self {
        Self::noted(need, &[])
    }

    const fn noted(need: Need, exceptions: &'static [Exception]) -> Self {
        Self {
            need,
            exceptions,
            during: Validity::ALWAYS,
        }
    }
}

const A: Cell = Cell::new(Need::Required);
const A1: Cell = Cell::noted(Need::Required, NOT_IN_THE_UNITED_KINGDOM);
const A2: Cell = Cell::noted(Need::Required, VALUED_BY_CUSTOMS);
const A3: Cell = Cell::noted(Need::Required, SUPPLEMENTARY);
const A4: Cell = Cell::noted(Need::Required, TO_SPECIAL_FISCAL_TERRITORIES);
const B: Cell = Cell::new(Need::Conditional);
const C: Cell = Cell::new(Need::Optional);
const X: Cell = Cell::new(Need::Forbidden);
const X1: Cell = Cell::noted(Need::Forbidden, NOT_IN_THE_UNITED_KINGDOM);

/// A data element in some of its places.
struct Row {
    number: &'static str,
    places: &'static [FieldLocation],
    cells: [Option<Cell>; COLUMNS.len()],
}

/// The columns, then for each row its number, its places and its cells.
macro_rules! annex_b {
    (
        [$($column:ident)+]
        $($number:literal $($($level:ident)? $path:literal)|+ [$($cell:tt)+])+
    ) => {
        /// The types that have a column, by their codes.
        const COLUMNS: &[&str] = &[$(stringify!($column)),+];

        const ROWS: &[Row] = &[$(Row {
            number: $number,
            places: &[$(place!($($level)? $path)),+],
            cells: [$(cell!($cell)),+],
        }),+];
    };
}

/// One of the places of a row. That it leads to a field is checked when this is compiled.
macro_rules! place {
    ($path:literal) => {
        FieldLocation::new(Level::Declaration, $path)
    };
    (item $path:literal) => {
        FieldLocation::new(Level::Item, $path)
    };
}

/// One of the cells of a row.
macro_rules! cell {
    (-) => {
        None
    };
    ($cell:ident) => {
        Some($cell)
    };
}

annex_b! {
    [H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e]

    // Message information and procedures.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "11 01" "declType"
        [A  A  A  A  A  -  A  A    A   A  -  A  A  A  A  A  -  A]
    "11 02" "addDeclType1"
        [A  A  A  A  A  A  A  A    A   A  -  A  A  A  A  A  -  A]
    "11 07" "security"
        [-  -  -  -  -  -  -  -    -   -  -  B  B  -  B  B  -  B]
    "11 09" item "governmentProcedure.proc"
        [A  A  A  A  A  C  A  A    A   A  A  A  A  A  A  A  -  A]
    "11 09" item "governmentProcedure.prevProc"
        [A  A  A  A  A  -  A  A    A   A  -  A  A  A  A  A  -  A]
    "11 10" item "governmentProcedure.procNat1"
        [A  A  A  A  A  A  A  A    A   A  -  B  B  B  B  B  -  A]

    // References of messages, documents, certificates and authorisations.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "12 01" "goodsShipment.previousDocuments" | "previousDocuments" | item "previousDocuments"
        [B  B  B  B  B  B  A  A    A   B  B  B  B  B  B  B  B  A]
    "12 02" "goodsShipment.additionalInformations"
        | "additionalInformations"
        | item "additionalInformations"
        [C  C  C  C  C  C  A  C    A   C  -  C  C  C  C  C  -  C]
    "12 03" "goodsShipment.additionalDocuments" | "additionalDocuments" | item "additionalDocuments"
        [B  B  B  B  B  B  B  B    B   B  -  B  B  B  B  B  -  B]
    "12 08" "goodsShipment.ucr" | "ucr" | item "ucr"
        [-  -  -  -  -  -  -  -    C   -  -  C  C  -  C  C  -  C]
    "12 10" "deferredPayments"
        [B  -  B  B  B  -  B  B    -   -  -  -  -  -  -  -  -  -]
    "12 11" "goodsShipment.warehouse"
        [B  A  B  B  X  X  B  B    -   -  -  B  B  A  B  -  -  -]
    "12 12" "authorisations"
        [B  B  B  B  B  -  B  B    B   B  A  B  B  B  B  B  A  B]

    // Parties.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "13 01" "goodsShipment.exporter"
        [B  B  B  B  B  -  B  B    -   B  -  A  A  A  A  A  -  B]
    "13 01" "goodsShipment.exporter" | "goodsShipment.consignor" | item "consignor"
        [-  -  -  -  -  B  -  -    -   -  -  -  -  -  -  -  -  -]
    "13 03" "goodsShipment.consignee" | item "consignee"
        [-  -  -  -  -  -  -  -    -   -  -  B  B  B  B  B  -  B]
    "13 04" "importer"
        [A  A  A  A  A  A  A  B    B   A  -  -  -  -  -  -  -  -]
    "13 05" "declarant"
        [A  A  A  A  A  A  A  B    A   A  A  A  A  A  A  A  A  A]
    "13 06" "agent"
        [B  B  B  B  B  B  B  B    B   B  B  B  B  B  B  B  B  B]
    "13 06" "agentStatus"
        [B  B  B  B  B  B  B  B    B   B  B  B  B  B  B  B  B  B]
    "13 08" "goodsShipment.seller"
        [B  -  -  -  -  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "13 09" "goodsShipment.buyer"
        [B  -  -  -  -  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "13 14" "goodsShipment.supplyChainActors" | item "supplyChainActors"
        [C  C  C  C  C  -  -  -    -   -  -  C  C  C  C  C  -  -]
    "13 16" "goodsShipment.supplyChainActors" | item "supplyChainActors"
        [-  -  -  -  -  B  -  -    -   -  -  -  -  -  -  -  -  -]

    // Valuation and taxes.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "14 01" "goodsShipment.tradeTerms"
        [A1 C  C  C  A1 X  -  -    -   -  -  B  B  -  B  -  -  -]
    "14 04" "goodsShipment.customsValuation"
        [B  -  B  B  B  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "14 05" "invoiceCurrency"
        [A2 -  A2 A2 A2 -  B  -    -   B  -  B  B  -  B  -  -  -]
    "14 06" "totalInvoiceAmount"
        [C  C  C  C  C  -  -  -    -   -  -  B  B  -  B  -  -  -]
    "14 07" item "valuationAdjustments"
        [B  -  B  B  B  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "14 08" item "commodity.invoiceLine.itemAmount"
        [A2 -  A2 A2 A2 -  A  -    -   B  X  -  -  -  -  -  -  -]
    "14 10" "goodsShipment.customsValuation.valuationMethod"
        | item "customsValuation.valuationMethod"
        [A  -  A  A  A  X  -  -    -   X1 -  X  X  X  X  X  -  -]
    "14 11" item "dutyTaxFees.preference1" | item "commodity.dutyTaxFees.preference1"
        [A  -  A  A  X  X  -  -    -   B  X  X  X  X  X  X  -  -]
    "14 14" item "commodity.invoiceLine.itemAmount" | item "customsValue"
        [-  -  -  -  -  A  -  -    -   -  -  -  -  -  -  -  -  -]
    "14 15" "goodsShipment.customsValuation.freightCharges"
        [-  -  -  -  -  B  -  -    -   -  -  -  -  -  -  -  -  -]
    "14 17" item "dutyTaxFees.quotaId" | item "commodity.dutyTaxFees.quotaId"
        [B  X  -  -  X  X  -  -    -   B  -  X  X  X  X  X  -  -]

    // Dates.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "15 09" "acceptanceDateTime"
        [-  -  -  -  -  -  -  -    B   -  -  -  -  -  -  -  -  -]

    // Places, countries and regions.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "16 03" "goodsShipment.destination" | item "destination"
        [A  A  A  A  A  -  B  -    -   -  -  A  A  -  A  A  -  B]
    "16 06" "goodsShipment.exportCountry" | item "exportCountry"
        [A  A  A  A  A  -  C  B    -   B  -  -  -  -  -  -  -  -]
    "16 07" "goodsShipment.exportCountry" | item "exportCountry"
        [-  -  -  -  -  -  -  -    -   -  -  A  A  -  A  B  -  -]
    "16 08" item "origin.country" | item "preferentialOrigin.country"
        [A  A  A  A  A  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "16 08" item "origin.country"
        [-  -  -  -  -  -  A  -    -   B  -  B  B  -  B  B  -  -]
    "16 12" "goodsShipment.consignment.itinerary"
        [-  -  -  -  -  -  -  -    -   -  -  B  B  -  B  B  -  -]
    "16 15" "goodsShipment.consignment.goodsLocation"
        [A  A  A  A  A  B  A  A    B   A  A  B  B  B  B  B  A  A]

    // Customs offices.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "17 01" "goodsShipment.exitOffice"
        [X  X  X  X  X  -  -  -    -   -  -  A  A  -  B  A  -  A]
    "17 02" "declarationOfficeCode"
        [-  -  -  -  -  -  -  -    -   -  -  A1 A1 A1 A1 A1 -  -]
    "17 05" "goodsShipment.destinationOffice"
        [X  X  X  X  X  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "17 09" "presentationOfficeCode"
        [C  C  C  C  C  -  -  -    -   C  C  C  C  -  C  C  C  -]
    "17 10" "supervisingOfficeCode"
        [B  B  B  B  -  X  B  B    -   B  -  B  B  B  B  B  -  -]

    // Identification of the goods.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "18 01" item "goodsMeasure.nmass"
        [A  C  C  A  A  -  -  B    -   B  -  A4 A4 B  A4 B  -  B]
    "18 02" item "goodsMeasure.supQty"
        [B  B  B  B  B  B  B  -    -   B  -  B  B  -  B  B  -  -]
    "18 04" "goodsShipment.consignment.gmass" | item "goodsMeasure.gmass"
        [A  A  A  A  A  A  A  B    -   B  B  A4 A4 A  A4 B  -  B]
    "18 05" item "commodity.description"
        [A  A  A  A  A  A  A  B    -   A  A  A  A  A  A  A  -  A]
    "18 06" item "packagings"
        [A  A  A  A  A  -  -  A    -   A  A  A  A  A  A  A  -  A]
    "18 06" item "packagings.quantity"
        [-  -  -  -  -  A1 A  -    -   -  -  -  -  -  -  -  -  -]
    "18 09" item "commodity.classifications"
        [A  A  A  A  A  A  A  B    -   A  -  A  A  A  A  A1 -  B]

    // Transport: modes, means and equipment.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "19 01" "goodsShipment.consignment.containerIndicator"
        [A3 A3 A3 A3 -  -  -  B    -   -  -  A  A  -  C  -  -  B]
    "19 03" "goodsShipment.consignment.borderTransportMeans.mode"
        [A  A  A  A  A  -  A  B    -   -  -  A  A  -  B  -  -  B]
    "19 04" "goodsShipment.consignment.inlandMode"
        | "goodsShipment.consignment.arrivalTransportMeans.mode"
        [B  B  B  B  B  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "19 04" "goodsShipment.consignment.inlandMode"
        | "goodsShipment.consignment.departureTransportMeans.mode"
        [-  -  -  -  -  -  -  -    -   -  -  B  B  -  B  B  -  -]
    "19 05" "goodsShipment.consignment.departureTransportMeans.identification"
        [-  -  -  -  -  -  -  -    -   -  -  B  B  -  B  B  -  -]
    "19 06" "goodsShipment.consignment.arrivalTransportMeans.identification"
        [B  -  B  B  B  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "19 07" "goodsShipment.consignment.transportEquipments" | item "containerIdentification"
        [B  B  B  B  B  -  B  -    -   B  B  B  B  -  B  B  -  -]
    "19 08" "goodsShipment.consignment.borderTransportMeans.country"
        [B  -  B  B  B  -  -  -    -   -  -  -  -  -  -  -  -  -]
    "19 08" "goodsShipment.consignment.borderTransportMeans.identification"
        [-  -  -  -  -  -  -  -    -   -  -  B  B  -  B  -  -  -]

    // Guarantees and statistics.
    //      H1 H2 H3 H4 H5 H7 H8 C21i FSD I1 I2 B1 B2 B3 B4 C1 C2 C21e
    "99 02" "obligationGuarantees"
        [B  -  A1 A1 -  X  B  -    -   -  -  -  -  -  -  -  -  -]
    "99 05" "goodsShipment.trxNatCode" | "trxNatCode1" | item "trxNatCode"
        [A  A  A  A  A  -  -  -    -   -  -  B  B  -  B  -  -  -]
    "99 06" item "statValue"
        [A1 A1 A1 A1 A1 X  -  -    -   X1 X  B  B  -  B  -  -  -]
}

/// The fields of a type, by its code: its column from top to bottom. That there is such a column is
/// checked when this is compiled.
macro_rules! column {
    ($code:literal) => {{
        const AT: usize = $crate::declaration_types::annex_b::position($code);
        const FIELDS: [$crate::declaration_types::field_use::FieldUse;
            $crate::declaration_types::annex_b::length(AT)] =
            $crate::declaration_types::annex_b::fields(AT);
        &FIELDS
    }};
}

pub(super) use column;

/// Where the column of a type stands.
pub(super) const fn position(code: &str) -> usize {
    let mut at = 0;
    while at < COLUMNS.len() {
        if is_same(COLUMNS[at].as_bytes(), code.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("no column of this code")
}

/// How many cells of a column say something.
pub(super) const fn length(column: usize) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < ROWS.len() {
        if ROWS[at].cells[column].is_some() {
            length += 1;
        }
        at += 1;
    }
    length
}

/// What a column says; there are `N` cells that say something.
pub(super) const fn fields<const N: usize>(column: usize) -> [FieldUse; N] {
    let mut fields = [field(&ROWS[0], A); N];
    let (mut length, mut at) = (0, 0);
    while at < ROWS.len() {
        if let Some(cell) = ROWS[at].cells[column] {
            fields[length] = field(&ROWS[at], cell);
            length += 1;
        }
        at += 1;
    }
    fields
}

const fn field(row: &'static Row, cell: Cell) -> FieldUse {
    let (named_by, or) = row.places.split_at(1);
    FieldUse {
        number: row.number,
        place: named_by[0],
        or,
        need: cell.need,
        said_by: None,
        exceptions: cell.exceptions,
        during: cell.during,
    }
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
