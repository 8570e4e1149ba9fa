//! Why elements of customs' messages are not written.

/// Elements that stand around what a table writes, by system.
pub const ENVELOPES: &[(&str, &str)] = &[
    ("ncts", "messageSender"),
    ("ncts", "messageRecipient"),
    ("ncts", "preparationDateAndTime"),
    ("ncts", "messageIdentification"),
    ("ncts", "messageType"),
    ("aes", "messageSender"),
    ("aes", "messageRecipient"),
    ("aes", "preparationDateAndTime"),
    ("aes", "messageIdentification"),
    ("aes", "messageType"),
    ("emcs", "Header/MessageSender"),
    ("emcs", "Header/MessageRecipient"),
    ("emcs", "Header/DateOfPreparation"),
    ("emcs", "Header/TimeOfPreparation"),
    ("emcs", "Header/MessageIdentifier"),
];

/// A reason, and what it is the reason for.
pub struct Reason {
    /// The system; empty for all.
    pub system: &'static str,
    /// The messages, by their kind or by the name of their section; none for all.
    pub messages: &'static [&'static str],
    /// The elements: from the root where they begin with `/`, else wherever they stand. What
    /// stands below one is meant too; `/` alone is everything.
    pub elements: &'static [&'static str],
    /// Why they are not written.
    pub why: &'static str,
}

/// Every reason, and what it is the reason for; the first that fits counts.
pub const REASONS: &[Reason] = &[
    Reason {
        system: "",
        messages: &[],
        elements: &["/correlationIdentifier", "/Header/CorrelationIdentifier"],
        why: "names the message that is answered; ours answer none",
    },
    Reason {
        system: "ncts",
        messages: &["CC014C"],
        elements: &[
            "/Invalidation/decision",
            "/Invalidation/decisionDateAndTime",
        ],
        why: "customs' answer",
    },
    Reason {
        system: "aes",
        messages: &[],
        elements: &["/GoodsShipment/GoodsItem/Commodity/CalculationOfTaxes"],
        why: "duties on exports are calculated by customs",
    },
    Reason {
        system: "aes",
        messages: &["CC507C"],
        elements: &["/Authorisation"],
        why: "customs knows those of the declaration; what is said of an arrival has no others",
    },
    Reason {
        system: "aes",
        messages: &["CC507C"],
        elements: &["/GoodsShipment/GoodsItem"],
        why: "of goods that arrive otherwise than declared; discrepancies are told by their flag",
    },
    Reason {
        system: "emcs",
        messages: &[],
        elements: &[
            "Attributes/DateAndTimeOfValidationOfCancellation",
            "Attributes/DateAndTimeOfValidationOfChangeOfDestination",
            "Attributes/DateAndTimeOfValidationOfReportOfReceiptExport",
            "Attributes/DateAndTimeOfValidationOfAlertRejection",
            "Attributes/DateAndTimeOfValidationOfExplanationOnDelay",
            "Attributes/DateAndTimeOfValidationOfExplanationOnShortage",
            "UpdateEadEsad/SequenceNumber",
        ],
        why: "given by customs when it validates the message",
    },
    Reason {
        system: "uk_cds",
        messages: &["GPR"],
        elements: &["/"],
        why: "customs knows the declaration and the submitter by their numbers; nothing of the \
              declaration is repeated",
    },
    Reason {
        system: "uk_cds",
        messages: &["EAL", "EDL"],
        elements: &["agentDetails", "shedOPID"],
        why: "of operators of sheds and their agents, who move goods for others",
    },
    Reason {
        system: "uk_cds",
        messages: &["EAL", "EDL"],
        elements: &["masterUCR", "masterOpt"],
        why: "of consolidation; what the declaration is consolidated under moves as its UCR",
    },
    Reason {
        system: "uk_cds",
        messages: &[],
        elements: &[
            "CountrySubDivisionCode",
            "CountrySubDivisionName",
            "Address/TypeCode",
        ],
        why: "of the data model; HM Revenue & Customs does not ask for it",
    },
    Reason {
        system: "uk_cds",
        messages: &["DEC"],
        elements: &["/Amendment", "/AdditionalInformation/Pointer"],
        why: "of an amendment, which says what it changes and why",
    },
    Reason {
        system: "uk_cds",
        messages: &["INV"],
        elements: &["/AdditionalInformation/StatementCode"],
        why: "of a declaration; the reason of a cancellation is told by its type and in words",
    },
    Reason {
        system: "uk_cds",
        messages: &["DEC", "COR"],
        elements: &["/CurrencyExchange"],
        why: "DE 4/15 is for a rate that a contract fixes; our rate is what values were \
              calculated with",
    },
    Reason {
        system: "uk_cds",
        messages: &["DEC", "COR"],
        elements: &[
            "/Authentication",
            "/IssueLocationID",
            "/LoadingListQuantity",
            "/BorderTransportMeans/Name",
            "/BorderTransportMeans/TypeCode",
            "/Consignment/Carrier/Communication",
            "/Consignment/ConsignmentItem",
            "/GoodsShipment/ExitDateTime",
            "/GoodsShipment/Invoice",
            "ArrivalTransportMeans/Name",
            "ArrivalTransportMeans/TypeCode",
            "DepartureTransportMeans/Name",
            "DepartureTransportMeans/TypeCode",
            "AdditionalDocument/Submitter/RoleCode",
            "DutyTaxFee/DeductAmount",
            "Packaging/PackingMaterialDescription",
            "Packaging/LengthMeasure",
            "Packaging/WidthMeasure",
            "Packaging/HeightMeasure",
            "Packaging/VolumeMeasure",
            "UCR/ID",
            "TradeTerms/CountryRelationshipCode",
            "TradeTerms/Description",
        ],
        why: "of the data model; no data element of the completion guide for CDS",
    },
    Reason {
        system: "dk_dms",
        messages: &["GPR B1"],
        elements: &["/AcceptanceDateTime"],
        why: "of an entry in the declarant's records, by which no export is declared here",
    },
    Reason {
        system: "dk_dms",
        messages: &["GPR B1"],
        elements: &["/GoodsShipment/GovernmentAgencyGoodsItem"],
        why: "of goods that are presented in part; what is presented is all that was declared",
    },
    Reason {
        system: "dk_dms",
        messages: &[],
        elements: &["Extensions"],
        why: "national extensions whose keys customs has not published",
    },
    Reason {
        system: "dk_dms",
        messages: &[],
        elements: &["/AdmissionUseProcessingAuthorisation"],
        why: "an authorisation that is asked for with the declaration; ask for it beforehand",
    },
    Reason {
        system: "dk_dms",
        messages: &["DEC B1", "COR B1"],
        elements: &["/AdditionalDocument"],
        why: "deferred payment, which exports do not have",
    },
    Reason {
        system: "dk_dms",
        messages: &[],
        elements: &[
            "Declarant/Address",
            "Declarant/Name",
            "/Exporter/Address",
            "/Exporter/Name",
            "Importer/Address",
            "Importer/Name",
        ],
        why: "of parties that are always registered and named by their number",
    },
    Reason {
        system: "dk_dms",
        messages: &[],
        elements: &["PreviousDocument/AcceptanceDateTime"],
        why: "the model has no date of a previous document",
    },
    Reason {
        system: "dk_dms",
        messages: &["GPR"],
        elements: &["/GoodsShipment/PreviousDocument"],
        why: "the declaration that is presented is named by its number alone",
    },
    Reason {
        system: "dk_dms",
        messages: &["DEC I1", "COR I1"],
        elements: &["SupportingDocument/WriteOff/MeasurementUnitandQualifier"],
        why: "written as the unit of the quantity",
    },
    Reason {
        system: "dk_dms",
        messages: &[],
        elements: &["Commodity/DutyTaxFee/Tax"],
        why: "the model has the amount of a duty with its payment",
    },
];
