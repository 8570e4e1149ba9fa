//! Which lists hold the codes of a field, whatever is declared to whom?
//!
//! A rule knows the type of declaration and the country and asks one list. Who writes a decision
//! table says neither: a code is right for him when one of the field's lists has it.

use cas_model::declaration_types::Category;

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

/// A list that a field's codes are of, and for which declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldList {
    /// The name of the list.
    pub list: &'static str,
    /// The declarations that ask it; all where it is `None`.
    pub category: Option<Category>,
    /// Whose customs asks it, a word of `territory`; everybody's where it is empty.
    pub territory: &'static str,
    /// Whether the codes of the list are the category and then the field (N and 380 are `N380`).
    pub with_category: bool,
}

const LIST: FieldList = FieldList {
    list: "",
    category: None,
    territory: "",
    with_category: false,
};

/// A list of transit alone.
const fn transit(list: &'static str) -> FieldList {
    FieldList {
        list,
        category: Some(Category::Transit),
        ..LIST
    }
}

/// A list of movements of excise goods alone.
const fn excise(list: &'static str) -> FieldList {
    FieldList {
        list,
        category: Some(Category::Excise),
        ..LIST
    }
}

/// A list of transit whose codes begin with the document's category.
const fn documents(list: &'static str) -> FieldList {
    FieldList {
        with_category: true,
        ..transit(list)
    }
}

/// The lists that depend on what is declared, by the record and name of the field, beside those
/// that every declaration asks.
const OF_DECLARATIONS: &[(&str, &str, &[FieldList])] = &[
    (
        "SingleAdministrativeDocument",
        "declType",
        &[transit("CL231")],
    ),
    (
        "SingleAdministrativeDocument",
        "addDeclType1",
        &[transit("CL042")],
    ),
    (
        "SingleAdministrativeDocument",
        "security",
        &[transit("CL217")],
    ),
    (
        "SingleAdministrativeDocument",
        "specificCircumstanceIndicator",
        &[transit("CL296")],
    ),
    (
        "SingleAdministrativeDocument",
        "agentStatus",
        &[transit("CL094")],
    ),
    ("Authorisation", "type", &[transit("CL235")]),
    ("SupplyChainActor", "role", &[transit("CL704")]),
    ("ObligationGuarantee", "type", &[transit("CL251")]),
    (
        "BorderTransportMeans",
        "identificationType",
        &[transit("CL219")],
    ),
    ("TransportMeans", "identificationType", &[transit("CL750")]),
    (
        "AdditionalTransportMeans",
        "identificationType",
        &[transit("CL750")],
    ),
    ("Consignment", "transportChargesMethod", &[transit("CL116")]),
    (
        "HouseConsignment",
        "transportChargesMethod",
        &[transit("CL116")],
    ),
    (
        "GovernmentAgencyGoodsItem",
        "transportChargesMethod",
        &[transit("CL116")],
    ),
    ("GovernmentAgencyGoodsItem", "declType", &[transit("CL232")]),
    ("GoodsLocation", "type", &[transit("CL347")]),
    ("GoodsLocation", "qualifier", &[transit("CL326")]),
    (
        "PreviousDocument",
        "type",
        &[documents("CL214"), documents("CL228")],
    ),
    (
        "AdditionalDocument",
        "type",
        &[documents("CL213"), documents("CL380")],
    ),
    ("TransportContractDocument", "type", &[documents("CL754")]),
    ("DangerousGoods", "unNumber", &[transit("CL101")]),
    ("WriteOff", "unit", &[transit("CL349")]),
    ("Consignment", "inlandMode", &[excise("BC67")]),
    ("ExciseTransportUnit", "type", &[excise("BC35")]),
    ("WineProduct", "growingZone", &[excise("BC40")]),
    ("WineOperation", "code", &[excise("BC41")]),
    ("Classification", "code", &[excise("BC36")]),
];

/// The lists that a field's codes are of, whatever is declared to whom or by what is declared.
///
/// `path` is the field without numbers, `record` and `name` where it is declared.
#[must_use]
pub fn lists_of_form_field(path: &str, record: &str, name: &str) -> Vec<FieldList> {
    let common = lists_of_field(path).into_iter().map(|list| FieldList {
        list,
        territory: match BRITISH.iter().any(|(_, own)| own.contains(&list)) {
            true => "UK",
            false => "",
        },
        ..LIST
    });
    let own = OF_DECLARATIONS.iter();
    let own = own.filter(|(of, field, _)| (*of, *field) == (record, name));
    common
        .chain(own.flat_map(|(.., lists)| *lists).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use cas_model::form;

    use super::*;

    #[test]
    fn rows_name_fields_that_exist() {
        for (record, name, lists) in OF_DECLARATIONS {
            let mut fields = form::all().iter();
            let field = fields.find(|it| it.record == *record && it.shape.name == *name);
            let field = field.unwrap_or_else(|| panic!("{record}.{name}"));
            let found = lists_of_form_field(&field.path, record, name);
            assert!(
                lists.iter().all(|list| found.contains(list)),
                "{record}.{name}"
            );
        }
        let found = lists_of_form_field("invoiceCurrency", "SingleAdministrativeDocument", "");
        let found: Vec<_> = found.iter().map(|it| (it.list, it.territory)).collect();
        let expected = [
            ("CL048", ""),
            ("UK-currencies", "UK"),
            ("currencyCodes", "UK"),
        ];
        assert_eq!(found, expected);
    }

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
