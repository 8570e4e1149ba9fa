//! In which sections do forms show the fields of a declaration?
//!
//! The sections are the groups of data elements of Annex B to Delegated Regulation (EU) 2015/2446.
//! A row names the fields of the header, the goods shipment, the consignment and the goods item that
//! a section begins with, in the order in which people fill them in.

use super::wording::{Wording, wording};

/// A section of a form.
#[derive(Debug)]
pub struct Section {
    /// The code that fields name it by.
    pub code: &'static str,
    /// The title that forms show.
    pub label: Wording,
    fields: &'static [RecordFields],
}

/// Fields of one record.
#[derive(Debug)]
struct RecordFields {
    record: &'static str,
    fields: &'static [&'static str],
}

const HEADER: &str = "SingleAdministrativeDocument";
const SHIPMENT: &str = "GoodsShipment";
const CONSIGNMENT: &str = "Consignment";
const ITEM: &str = "GovernmentAgencyGoodsItem";

const fn fields_of(record: &'static str, fields: &'static [&'static str]) -> RecordFields {
    RecordFields { record, fields }
}

/// The sections, in their order.
pub static SECTIONS: &[Section] = &[
    Section {
        code: "message",
        label: wording("Declaration and procedure", "Anmeldung und Verfahren"),
        fields: &[
            fields_of(
                HEADER,
                &[
                    "declType",
                    "addDeclType1",
                    "security",
                    "specificCircumstanceIndicator",
                    "reducedDatasetIndicator",
                    "functionRefNum",
                    "docRefNum",
                    "tirCarnetNumber",
                    "communicationLanguage",
                    "goodsItemQuantity",
                    "totalPackageQuantity",
                ],
            ),
            fields_of(
                ITEM,
                &[
                    "seqNum",
                    "governmentAgencyGoodsItemId",
                    "houseConsignment",
                    "declType",
                    "governmentProcedure",
                ],
            ),
        ],
    },
    Section {
        code: "parties",
        label: wording("Parties", "Beteiligte"),
        fields: &[
            fields_of(
                HEADER,
                &[
                    "declarant",
                    "agent",
                    "agentStatus",
                    "importer",
                    "holderOfTheTransitProcedure",
                    "carrier",
                    "submitter",
                    "businessPartners",
                ],
            ),
            fields_of(
                SHIPMENT,
                &[
                    "exporter",
                    "consignor",
                    "consignee",
                    "seller",
                    "buyer",
                    "payer",
                    "notifyParty",
                    "supplyChainActors",
                ],
            ),
            fields_of(CONSIGNMENT, &["consignor"]),
            fields_of(
                ITEM,
                &[
                    "consignor",
                    "consignee",
                    "seller",
                    "buyer",
                    "supplyChainActors",
                ],
            ),
        ],
    },
    Section {
        code: "documents",
        label: wording("References and documents", "Verweise und Unterlagen"),
        fields: &[
            fields_of(
                HEADER,
                &[
                    "previousDocuments",
                    "additionalDocuments",
                    "additionalInformations",
                    "authorisations",
                    "ucr",
                ],
            ),
            fields_of(
                SHIPMENT,
                &[
                    "previousDocuments",
                    "additionalDocuments",
                    "additionalInformations",
                    "ucr",
                    "warehouse",
                ],
            ),
            fields_of(CONSIGNMENT, &["transportContractDocuments"]),
            fields_of(
                ITEM,
                &[
                    "previousDocuments",
                    "additionalDocuments",
                    "additionalInformations",
                    "authorisations",
                    "transportContractDocuments",
                    "ucr",
                ],
            ),
        ],
    },
    Section {
        code: "dates",
        label: wording("Dates and times", "Daten und Zeiten"),
        fields: &[fields_of(
            HEADER,
            &[
                "accDateCode",
                "acceptanceDateTime",
                "issueDateTime",
                "presentationDateTime",
                "limitDate",
            ],
        )],
    },
    Section {
        code: "places",
        label: wording("Places and countries", "Orte und Länder"),
        fields: &[
            fields_of(HEADER, &["bindingItinerary"]),
            fields_of(
                SHIPMENT,
                &["exportCountry", "destination", "destinationRegion"],
            ),
            fields_of(
                CONSIGNMENT,
                &[
                    "goodsLocation",
                    "loadingLocation",
                    "unloadingLocation",
                    "itinerary",
                ],
            ),
            fields_of(
                ITEM,
                &[
                    "exportCountry",
                    "destination",
                    "destinationRegion",
                    "origin",
                    "preferentialOrigin",
                ],
            ),
        ],
    },
    Section {
        code: "offices",
        label: wording("Customs offices", "Zollstellen"),
        fields: &[
            fields_of(
                HEADER,
                &[
                    "declarationOfficeCode",
                    "presentationOfficeCode",
                    "supervisingOfficeCode",
                ],
            ),
            fields_of(
                SHIPMENT,
                &[
                    "entryOffice",
                    "exitOffice",
                    "destinationOffice",
                    "transitOffices",
                    "exitOfficesForTransit",
                ],
            ),
        ],
    },
    Section {
        code: "transport",
        label: wording("Transport", "Beförderung"),
        fields: &[
            fields_of(SHIPMENT, &["consignment"]),
            fields_of(
                CONSIGNMENT,
                &[
                    "containerIndicator",
                    "inlandMode",
                    "departureTransportMeans",
                    "additionalDepartureTransportMeans",
                    "arrivalTransportMeans",
                    "borderTransportMeans",
                    "transportEquipments",
                    "transportChargesMethod",
                ],
            ),
            fields_of(ITEM, &["containerIdentification", "transportChargesMethod"]),
        ],
    },
    Section {
        code: "valuation",
        label: wording("Value and duties", "Wert und Abgaben"),
        fields: &[
            fields_of(
                HEADER,
                &[
                    "invoiceCurrency",
                    "totalInvoiceAmount",
                    "currencyExchange",
                    "trxNatCode1",
                    "trxNatCode2",
                    "deferredPayments",
                    "calculationReturns",
                ],
            ),
            fields_of(
                SHIPMENT,
                &[
                    "tradeTerms",
                    "trxNatCode",
                    "customsValuation",
                    "valuationAdjustments",
                ],
            ),
            fields_of(
                ITEM,
                &[
                    "trxNatCode",
                    "customsValuation",
                    "valuationAdjustments",
                    "customsValue",
                    "customsValueCurrency",
                    "statValue",
                    "statValueCurrency",
                    "dutyTaxFees",
                ],
            ),
        ],
    },
    Section {
        code: "guarantees",
        label: wording("Guarantees", "Sicherheitsleistung"),
        fields: &[fields_of(HEADER, &["obligationGuarantees", "guarantor"])],
    },
    Section {
        code: "goods",
        label: wording("Goods", "Waren"),
        fields: &[
            fields_of(HEADER, &["goodsShipment"]),
            fields_of(
                SHIPMENT,
                &[
                    "packagings",
                    "houseConsignments",
                    "governmentAgencyGoodsItems",
                ],
            ),
            fields_of(CONSIGNMENT, &["gmass"]),
            fields_of(
                ITEM,
                &["commodity", "goodsMeasure", "packagings", "exciseProduct"],
            ),
        ],
    },
    Section {
        code: "excise",
        label: wording(
            "Excise movement",
            "Beförderung verbrauchsteuerpflichtiger Waren",
        ),
        fields: &[fields_of(HEADER, &["exciseMovement"])],
    },
];

/// The section that a field begins, and its position among the fields that do; `None` where the
/// field above decides.
#[must_use]
pub fn section_of(record: &str, field: &str) -> Option<(&'static Section, usize)> {
    SECTIONS.iter().find_map(|section| {
        let rows = section.fields.iter();
        let mut fields =
            rows.flat_map(|row| row.fields.iter().map(move |name| (row.record, *name)));
        let position = fields.position(|it| it == (record, field))?;
        Some((section, position))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{
        Consignment, GoodsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
    };
    use crate::elements::REFERENCE;

    #[test]
    fn each_field_of_the_spread_records_stands_in_one_section() {
        for shape in [
            SingleAdministrativeDocument::shape(),
            GoodsShipment::shape(),
            Consignment::shape(),
            GovernmentAgencyGoodsItem::shape(),
        ] {
            for field in shape.fields.iter().filter(|field| field.name != REFERENCE) {
                let rows = SECTIONS.iter().flat_map(|section| section.fields);
                let rows = rows.filter(|row| row.record == shape.name);
                let found = rows.filter(|row| row.fields.contains(&field.name));
                assert_eq!(found.count(), 1, "{}.{}", shape.name, field.name);
            }
        }
    }

    #[test]
    fn a_row_names_fields_that_exist() {
        let shapes = [
            SingleAdministrativeDocument::shape(),
            GoodsShipment::shape(),
            Consignment::shape(),
            GovernmentAgencyGoodsItem::shape(),
        ];
        for row in SECTIONS.iter().flat_map(|section| section.fields) {
            let shape = shapes.iter().find(|shape| shape.name == row.record);
            let shape = shape.expect(row.record);
            for field in row.fields {
                assert!(shape.index_of(field).is_some(), "{}.{field}", row.record);
            }
        }
        for section in SECTIONS {
            assert_ne!(section.label.en, section.label.de, "{}", section.code);
        }
    }
}
