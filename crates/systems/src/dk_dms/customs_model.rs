//! How does customs' own model of a declaration name what a declaration says?
//!
//! DMS points into the model that it keeps, not into the message that it got: parties, offices and
//! places are lists there, whose entries are told apart by their role, and what is numbered is named
//! by its number: `$.consignmentShipment[?(@.sequenceNumber == 1)].parties[?(@.partyRoleType ==
//! 'IM')].partyIdentification`. [`DECLARATION`] is that model, as far as it shows in what customs
//! answers: each name in it with the elements of the message that it stands for. It is read both ways.

/// A name in customs' model, and what it stands for.
pub(super) struct ModelName {
    /// Its name in customs' model.
    name: &'static str,
    /// Which entry of a list of that name: the property that says so, and its value.
    role: Option<(&'static str, &'static str)>,
    /// The elements below those of the name around it; empty where it adds none. `#` is the number
    /// of the entry.
    element: &'static str,
    /// The number that the first entry of a list has among the elements.
    first: usize,
    /// The names that stand inside.
    inside: &'static [Self],
}

const fn node(
    name: &'static str,
    element: &'static str,
    inside: &'static [ModelName],
) -> ModelName {
    ModelName {
        name,
        role: None,
        element,
        first: 1,
        inside,
    }
}

const fn leaf(name: &'static str, element: &'static str) -> ModelName {
    node(name, element, &[])
}

/// A value with its unit.
const fn measure(name: &'static str, element: &'static str) -> ModelName {
    node(name, element, MEASURE)
}

const MEASURE: &[ModelName] = &[leaf("value", ""), leaf("measureUnitType", "")];

/// The entry of a list whose property says so.
const fn in_role(
    name: &'static str,
    property: &'static str,
    role: &'static str,
    entry: ModelName,
) -> ModelName {
    ModelName {
        name,
        role: Some((property, role)),
        ..entry
    }
}

const fn party(role: &'static str, element: &'static str) -> ModelName {
    in_role("parties", "partyRoleType", role, node("", element, PARTY))
}

const PARTY: &[ModelName] = &[
    leaf("partyIdentification", "ID"),
    leaf("partyName", "Name"),
    node("physicalAddress", "Address", ADDRESS),
    node(
        "party",
        "",
        &[leaf("identificationNumber", "ID"), leaf("name", "Name")],
    ),
];

const ADDRESS: &[ModelName] = &[
    leaf("cityName", "CityName"),
    leaf("countryCode", "CountryCode"),
    leaf("streetAndNumber", "Line"),
    leaf("zipCode", "PostcodeID"),
];

const STATEMENT: &[ModelName] = &[
    leaf("code", "StatementCode"),
    leaf("text", "StatementDescription"),
];

const DOCUMENT: &[ModelName] = &[leaf("identifier", "ID"), leaf("type", "TypeCode")];

const CHARGE: &[ModelName] = &[
    leaf("type", "ChargesTypeCode"),
    measure("amount", "OtherChargeDeductionAmount"),
];

/// The place of the goods. Its identifier is of several elements at once.
const LOCATION: &[ModelName] = &[
    leaf("locationId", ""),
    leaf("locationIdentificationType", "IdentificationType"),
    leaf("locationType", "TypeCode"),
    node("physicalAddress", "Address", ADDRESS),
    node(
        "coordinates",
        "",
        &[leaf("latitude", "latitude"), leaf("longitude", "longitude")],
    ),
    node("personContactDetails", "Contact", &[leaf("name", "name")]),
];

const COMMODITY: &[ModelName] = &[
    leaf("description", "Description"),
    node(
        "classifications",
        "Classification[#]",
        &[
            leaf("identifier", "ID"),
            leaf("commodityClassificationType", "IdentificationTypeCode"),
        ],
    ),
    measure("supplementaryUnits", "GoodsMeasure/TariffQuantity"),
    measure("grossMass", "GoodsMeasure/GrossMassMeasure"),
    measure("netMass", "GoodsMeasure/NetNetWeightMeasure"),
];

const DUTY: &[ModelName] = &[
    leaf("preference", "DutyRegimeCode"),
    leaf("type", "TypeCode"),
    leaf("quotaOrderNumber", "QuotaOrderID"),
    leaf("methodOfPayment", "Payment/MethodCode"),
];

/// The procedure is the first of elements of one name, the additional procedures are the others.
const PROCEDURE: &[ModelName] = &[
    leaf(
        "requestedProcedureType",
        "GovernmentProcedure[1]/CurrentCode",
    ),
    leaf(
        "previousProcedureType",
        "GovernmentProcedure[1]/PreviousCode",
    ),
    ModelName {
        first: 2,
        ..leaf("specialProcedures", "GovernmentProcedure[#]/CurrentCode")
    },
];

const ITEM: &[ModelName] = &[
    leaf("sequenceNumber", "SequenceNumeric"),
    node("commodity", "Commodity", COMMODITY),
    party("CZ", "Consignor"),
    party("CN", "Consignee"),
    party("BY", "Buyer"),
    party("SE", "Seller"),
    node(
        "packaging",
        "Packaging[#]",
        &[
            measure("quantity", "QuantityQuantity"),
            leaf("packageType", "TypeCode"),
            leaf("marksNumbers", "MarksNumbersID"),
        ],
    ),
    node(
        "additionalInformation",
        "AdditionalInformation[#]",
        STATEMENT,
    ),
    node("additionalDocuments", "SupportingDocument[#]", DOCUMENT),
    node("precedingDocuments", "PreviousDocument[#]", DOCUMENT),
    node("declaredDutyTaxFees", "Commodity/DutyTaxFee[#]", DUTY),
    node("procedureCombination", "", PROCEDURE),
    node(
        "valuationAdjustments",
        "CustomsValuation/ChargeDeduction[#]",
        CHARGE,
    ),
    measure(
        "declaredCustomsValue",
        "Commodity/InvoiceLine/ItemChargeAmount",
    ),
    measure("invoiceAmount", "Commodity/InvoiceLine/ItemChargeAmount"),
    measure("statisticalValue", "StatisticalValueAmount"),
    measure("postalCharges", "Freight/rate"),
    leaf("ucr", "UCR/TraderAssignedReferenceID"),
];

const SHIPMENT: &[ModelName] = &[
    node("goodsItems", "GovernmentAgencyGoodsItem[#]", ITEM),
    node(
        "containers",
        "Consignment/TransportEquipment[#]",
        &[leaf("identifier", "ID")],
    ),
    node("customsWarehouse", "Warehouse", &[]),
    node("tradeTerms", "TradeTerms", &[]),
    in_role(
        "locations",
        "locationRoleType",
        "14",
        node("", "Consignment/GoodsLocation", LOCATION),
    ),
    party("IM", "Importer"),
    party("CZ", "Consignor"),
    party("EX", "Consignor"),
    party("CN", "Consignee"),
    party("BY", "Buyer"),
    party("SE", "Seller"),
    node(
        "additionalInformation",
        "AdditionalInformation[#]",
        STATEMENT,
    ),
    node("additionalDocuments", "SupportingDocument[#]", DOCUMENT),
    node("previousDocuments", "PreviousDocument[#]", DOCUMENT),
    node(
        "valuationAdjustments",
        "CustomsValuation/ChargeDeduction[#]",
        CHARGE,
    ),
    measure("postalCharges", "Consignment/Freight/rate"),
    leaf("ucr", "UCR/TraderAssignedReferenceID"),
];

/// The declaration, with all below it.
pub(super) const DECLARATION: &[ModelName] = &[
    leaf("submitterReference", "FunctionalReferenceID"),
    leaf("declarationID", "ID"),
    leaf("procedureCategory", "ProcedureCategory"),
    leaf("type", "TypeCode"),
    leaf("tradeMovementType", "TypeCode"),
    measure("invoiceAmount", "InvoiceAmount"),
    in_role(
        "customsOfficeRoles",
        "customsOfficeRoleType",
        "96",
        node("", "DeclarationOfficeID", &[leaf("customsOfficeID", "")]),
    ),
    party("DT", "Declarant"),
    party("AG", "Agent"),
    party("EX", "Exporter"),
    party("TB", "Submitter"),
    node("consignmentShipment", "GoodsShipment", SHIPMENT),
    measure(
        "totalGrossMass",
        "GoodsShipment/GoodsMeasure/GrossMassMeasure",
    ),
    node("guarantees", "ObligationGuarantee[#]", &[]),
    node(
        "additionalDocuments",
        "GoodsShipment/SupportingDocument[#]",
        DOCUMENT,
    ),
    node(
        "previousDocuments",
        "GoodsShipment/PreviousDocument[#]",
        DOCUMENT,
    ),
    node(
        "additionalInformation",
        "GoodsShipment/AdditionalInformation[#]",
        STATEMENT,
    ),
];

/// One step of a pointer into the model.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    /// Its name in customs' model.
    pub name: String,
    /// The entry of a list, counted from one.
    pub number: Option<usize>,
    /// A property of the entry, and its value.
    pub role: Option<(String, String)>,
}

/// The property by which what is numbered is named.
const NUMBER: &str = "sequenceNumber";

/// The steps of a pointer: names behind dots, entries in brackets, by their place from nought or by a
/// property of theirs.
pub(super) fn steps(pointer: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut rest = pointer.trim().trim_start_matches('$');
    while !rest.is_empty() {
        let (inside, behind) = match rest.strip_prefix('[') {
            // A bracket in quotes is a name; customs leaves out a bracket here and there.
            Some(bracket) => bracket.split_once(']').unwrap_or((bracket, "")),
            None => {
                let name = rest.trim_start_matches('.');
                let ends = |sign: char| matches!(sign, '.' | '[');
                let end = name.find(ends).unwrap_or(name.len());
                if end > 0 {
                    steps.push(named(&name[..end]));
                }
                rest = &name[end..];
                if end == 0 && !rest.starts_with('[') {
                    rest = rest.get(1..).unwrap_or_default();
                }
                continue;
            }
        };
        select(inside.trim(), &mut steps);
        rest = behind;
    }
    steps
}

fn named(name: &str) -> Step {
    Step {
        name: name.trim().to_owned(),
        ..Step::default()
    }
}

/// What stands in brackets: a place from nought, a condition, a name, or all of them.
fn select(inside: &str, steps: &mut Vec<Step>) {
    let quotes = ['\'', '"', ' '];
    if let Ok(place) = inside.parse::<u32>() {
        if let Some(last) = steps.last_mut() {
            last.number = Some(place as usize + 1);
        }
        return;
    }
    if let Some((property, value)) = condition(inside) {
        let value = value.trim_matches(quotes);
        let Some(last) = steps.last_mut() else { return };
        match (property == NUMBER, value.parse()) {
            (true, Ok(number)) => last.number = Some(number),
            _ => last.role = Some((property.to_owned(), value.to_owned())),
        }
        return;
    }
    let name = inside.trim_matches(quotes);
    if !name.is_empty() && name != "*" {
        steps.push(named(name));
    }
}

/// The property and the value of `?(@.property == value)`.
fn condition(inside: &str) -> Option<(&str, &str)> {
    let inside = inside.strip_prefix('?')?.trim_start_matches('(');
    let inside = inside.trim_end_matches(')').trim().strip_prefix("@.")?;
    let (property, value) = inside.split_once("==")?;
    Some((property.trim(), value.trim()))
}

/// The elements that a pointer into the model means, from the declaration downwards. What the model
/// here does not know keeps its name: names of elements are read, too.
pub(super) fn elements_of(steps: &[Step]) -> Vec<String> {
    let mut names = DECLARATION;
    let mut elements = Vec::new();
    for step in steps {
        let found = names.iter().find(|name| name.is(step));
        let Some(name) = found else {
            elements.push(match step.number {
                Some(number) => format!("{}[{number}]", step.name),
                None => step.name.clone(),
            });
            names = &[];
            continue;
        };
        let number = step.number.map(|number| number.max(1) - 1 + name.first);
        let below = match number {
            Some(number) => name.element.replace('#', &number.to_string()),
            None => name.element.replace("[#]", ""),
        };
        let below = below.split('/').filter(|element| !element.is_empty());
        elements.extend(below.map(str::to_owned));
        names = name.inside;
    }
    elements
}

/// The pointer into the model that means these elements; `None` where the model has no name for them.
pub(super) fn pointer_to(elements: &str) -> Option<String> {
    let steps: Vec<&str> = elements
        .split('/')
        .filter(|step| !step.is_empty())
        .collect();
    below(DECLARATION, &steps).map(|below| format!("${below}"))
}

fn below(names: &[ModelName], steps: &[&str]) -> Option<String> {
    if steps.is_empty() {
        let value = names.iter().find(|name| name.is_value());
        return Some(value.map_or_else(String::new, |name| format!(".{}", name.name)));
    }
    names.iter().find_map(|name| {
        let own: Vec<&str> = name
            .element
            .split('/')
            .filter(|step| !step.is_empty())
            .collect();
        let (first, rest) = steps.split_at_checked(own.len())?;
        let mut number = None;
        for (known, step) in own.iter().zip(first) {
            number = number.or(same(known, step)?);
        }
        let inside = (!name.is_value()).then(|| below(name.inside, rest))??;
        Some(format!(".{}{}{inside}", name.name, name.entry(number)?))
    })
}

/// Whether a step is the element of a name; with the number of the entry, where it has one.
fn same(known: &str, step: &str) -> Option<Option<usize>> {
    let Some(name) = known.strip_suffix("[#]") else {
        return (known == step).then_some(None);
    };
    let (own, number) = step.split_once('[')?;
    let number = number.trim_end_matches(']').parse().ok()?;
    (own == name).then_some(Some(number))
}

impl ModelName {
    fn is(&self, step: &Step) -> bool {
        let in_role = self.role.is_none_or(|(property, role)| {
            step.role
                .as_ref()
                .is_some_and(|(known, value)| known == property && value == role)
        });
        self.name == step.name && in_role
    }

    /// Whether it is the value of the name around it, and no element of its own.
    const fn is_value(&self) -> bool {
        self.element.is_empty() && self.inside.is_empty()
    }

    /// The brackets behind the name: which entry of the list.
    fn entry(&self, number: Option<usize>) -> Option<String> {
        if let Some((property, role)) = self.role {
            return Some(format!("[?(@.{property} == '{role}')]"));
        }
        Some(match number {
            None => String::new(),
            // Plain values have no property to be named by.
            Some(number) if self.inside.is_empty() => {
                format!("[{}]", number.checked_sub(self.first)?)
            }
            Some(number) => format!("[?(@.{NUMBER} == {number})]"),
        })
    }
}
