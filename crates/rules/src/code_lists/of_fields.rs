//! Which lists hold the codes of a field, whatever is declared to whom?
//!
//! A rule knows the type of declaration and the country and asks one list. Who writes a decision
//! table says neither: a code is right for him when one of the field's lists has it.

/// The lists that the United Kingdom has of its own for what is declared to it, beside the Union's.
/// The first that is known is asked; the second name of each is that of customs' own file.
const BRITISH: &[(&str, &[&str])] = &[
    ("CL008", &["UK-countries", "countryCodes"]),
    ("CL017", &["UK-packages", "packageTypes"]),
    ("CL048", &["UK-currencies", "currencyCodes"]),
    ("CL218", &["UK-transport-modes"]),
    ("documentTypes", &["UK-previous-documents"]),
    ("holder-of-authorisation-codes", &["UK-authorisations"]),
    ("officeOfExits", &["UK-offices-of-exit"]),
];

/// The names of the United Kingdom's own list in place of the Union's.
pub(crate) fn british(list: &str) -> &'static [&'static str] {
    let own = BRITISH.iter().find(|(common, _)| *common == list);
    own.map_or(&[], |(_, own)| own)
}

/// The fields that name a country.
pub(crate) const COUNTRIES: &[&str] = &["country", "exportCountry", "destination"];
/// The fields that name a currency.
pub(crate) const CURRENCIES: &[&str] = &[
    "currency",
    "invoiceCurrency",
    "customsValueCurrency",
    "statValueCurrency",
    "basisCurrency",
];

/// A list of tariff codes that an operator may load; none is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nomenclature {
    /// The name of the list.
    pub list: &'static str,
    /// How many digits its codes have.
    pub digits: usize,
}

/// The lists of tariff codes, from the most digits.
pub const NOMENCLATURES: &[Nomenclature] = &[
    Nomenclature {
        list: "TARIC",
        digits: 10,
    },
    Nomenclature {
        list: "CN",
        digits: 8,
    },
    Nomenclature {
        list: "CL152",
        digits: 6,
    },
];

/// The code lists that a field's codes may be of: the Union's first, then those that the United
/// Kingdom has in its place; none where that depends on the declaration, or nobody knows.
///
/// Left out are fields whose codes depend on the kind of declaration (`declType`, `addDeclType1`,
/// types of guarantees and authorisations, `agentStatus`), that hold codes of several kinds
/// (`role`), or a part of a code (`type` of a document, whose letter is its `category`).
///
/// `path` is the field as a decision table names it: `item.packagings[0].type`.
#[must_use]
pub fn lists_of_field(path: &str) -> Vec<&'static str> {
    let mut pieces = path.rsplit('.').map(|piece| match piece.split_once('[') {
        Some((name, _)) => name,
        None => piece,
    });
    let (name, record) = (pieces.next().unwrap_or(path), pieces.next().unwrap_or(""));
    let list = match (record, name) {
        (_, name) if COUNTRIES.contains(&name) => "CL008",
        (_, name) if CURRENCIES.contains(&name) => "CL048",
        (_, "currencyTypeCode") => "CL048",
        (_, "inlandMode") | ("borderTransportMeans", "mode") => "CL218",
        ("borderTransportMeans", "identificationType") => "CL219",
        (_, "identificationType") => "CL750",
        ("packagings", "type") | (_, "packageType") => "CL017",
        (_, "security") => "CL217",
        (_, "transportChargesMethod") => "CL116",
        ("goodsLocation", "type") => "CL347",
        ("goodsLocation", "qualifier") => "CL326",
        ("item" | "governmentAgencyGoodsItems", "declType") => "CL232",
        (_, "unNumber") => "CL101",
        ("writeOff", "unit") => "CL349",
        // What a movement of excise goods says.
        ("transportUnits", "type") => "BC35",
        ("wine", "growingZone") => "BC40",
        ("operations", "code") => "BC41",
        ("classifications", "code") if path.contains("[ExciseProduct]") => "BC36",
        _ => return Vec::new(),
    };
    // Movements of excise goods have modes of their own in the same fields.
    let of_excise = (list == "CL218").then_some("BC67");
    let own = british(list).iter().copied();
    [list].into_iter().chain(own).chain(of_excise).collect()
}

#[cfg(test)]
mod tests {
    use super::lists_of_field;

    #[test]
    fn fields_are_known_by_their_last_names() {
        for (field, expected) in [
            ("goodsShipment.destination", Some("CL008")),
            ("item.origins[0].country", Some("CL008")),
            ("item.packagings[0].type", Some("CL017")),
            ("item.packagings[+].type", Some("CL017")),
            ("invoiceCurrency", Some("CL048")),
            ("goodsShipment.consignment.inlandMode", Some("CL218")),
            (
                "goodsShipment.consignment.borderTransportMeans.mode",
                Some("CL218"),
            ),
            (
                "goodsShipment.consignment.goodsLocation.type",
                Some("CL347"),
            ),
            (
                "goodsShipment.consignment.goodsLocation.qualifier",
                Some("CL326"),
            ),
            ("item.declType", Some("CL232")),
            ("declType", None),
            ("item.previousDocuments[0].writeOff.unit", Some("CL349")),
            ("item.exciseProduct.wine.growingZone", Some("BC40")),
            ("item.exciseProduct.wine.operations[+].code", Some("BC41")),
            (
                "item.commodity.classifications[ExciseProduct].code",
                Some("BC36"),
            ),
            (
                "goodsShipment.consignment.departureTransportMeans.identificationType",
                Some("CL750"),
            ),
            (
                "goodsShipment.consignment.borderTransportMeans.identificationType",
                Some("CL219"),
            ),
            ("goodsShipment.supplyChainActors[+].role", None),
            ("item.additionalDocuments[+].type", None),
            ("item.commodity.classifications[CN].code", None),
            ("declType1", None),
        ] {
            assert_eq!(lists_of_field(field).first().copied(), expected, "{field}");
        }
        assert_eq!(
            lists_of_field("destination"),
            ["CL008", "UK-countries", "countryCodes"]
        );
    }
}
