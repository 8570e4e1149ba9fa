//! The header of a declaration.

use std::collections::BTreeSet;

use super::{ExciseMovement, GoodsShipment, GovernmentAgencyGoodsItem, Party};

crate::document! {
    /// One declaration's content: the header and its goods shipment (UCC Annex B, WCO DEC).
    record SingleAdministrativeDocument {
        /// Code of the date that governs acceptance.
        acc_date_code: text,
        /// When customs accepts the declaration, where the declarant says so: supplementary and
        /// aggregated declarations (UCC Annex B 15 09).
        acceptance_date_time: instant,
        /// When the declaration was made out.
        issue_date_time: instant,
        /// Additional declaration type: A standard, D pre-lodged, … (UCC Annex B 11 02).
        add_decl_type1 | "addDeclType": text,
        /// Declaration type: IM, EX, CO; transit T, T1, T2, T2F, T2SM, TIR (CL231).
        decl_type: text,
        /// Customs office where the declaration is lodged; for transit the office of departure.
        declaration_office_code: text,
        /// The customs office that supervises the procedure.
        supervising_office_code: text,
        /// The customs office where the goods are presented.
        presentation_office_code: text,
        /// Number given by customs (MRN).
        doc_ref_num: text,
        /// Our own number (LRN); made by us when empty.
        function_ref_num: text,
        /// Currency of the invoice total (ISO 4217).
        invoice_currency: text,
        /// Invoice total in the invoice currency.
        total_invoice_amount: decimal,
        /// The rate at which the invoice currency is converted.
        currency_exchange: {CurrencyExchange},
        /// Number of goods items.
        goods_item_quantity: integer,
        /// Number of packages of all items.
        total_package_quantity: integer,
        /// Nature of transaction, first digit.
        trx_nat_code1: text,
        /// Nature of transaction, second digit.
        trx_nat_code2: text,
        /// Status of the representative: 2 direct, 3 indirect (UCC Annex B 13 06 030).
        agent_status: text,
        /// Safety and security data: 0 none, 1 ENS, 2 EXS, 3 both (CL217).
        security: text,
        /// Specific circumstance of the declaration (CL296).
        specific_circumstance_indicator: text,
        /// Whether the reduced dataset is used.
        reduced_dataset_indicator: flag,
        /// Whether the itinerary is binding.
        binding_itinerary: flag,
        /// Date until which the goods must reach the office of destination.
        limit_date: date,
        /// When pre-lodged goods will be presented.
        presentation_date_time: instant,
        /// Number of the TIR carnet that covers the goods.
        tir_carnet_number: text,
        /// Language for messages about this declaration (ISO 639-1).
        communication_language: text,
        /// Statements about the declaration as a whole.
        additional_informations: [AdditionalInformation],
        /// Documents about the declaration as a whole.
        additional_documents: [AdditionalDocument],
        /// Documents that the declaration follows from.
        previous_documents: [PreviousDocument],
        /// Authorisations that the declaration makes use of.
        authorisations: [Authorisation],
        /// Duties and taxes as they were calculated.
        calculation_returns: [CalculationReturn],
        /// Guarantees for what may become due.
        obligation_guarantees | "obligationGuarantee": [ObligationGuarantee],
        /// Deferred payment accounts and the like.
        deferred_payments: [DeferredPayment],
        /// The business partners by role, as the ERP names them.
        business_partners: [BusinessPartnerRole],
        /// The party that acts for another: the representative.
        agent: {Party},
        /// The party that declares, in its own name.
        declarant: {Party},
        /// The party that imports the goods.
        importer: {Party},
        /// Who sends the declaration.
        submitter: {Party},
        /// The party that carries the goods over the border.
        carrier: {Party},
        /// The holder of the transit procedure.
        holder_of_the_transit_procedure: {Party},
        /// The party that guarantees for duties and taxes.
        guarantor: {Party},
        /// Unique consignment reference of the declaration.
        ucr: {Ucr},
        /// What an excise movement says of itself.
        excise_movement: {ExciseMovement},
        /// The goods and their transport.
        goods_shipment: {GoodsShipment},
    }

    /// The rate between two currencies.
    record CurrencyExchange {
        /// The currency in which duties are calculated (ISO 4217).
        currency_type_code: text,
        /// How much of it one unit of the invoice currency is.
        rate_numeric: decimal,
    }

    /// Unique consignment reference (UCR), by which all find the goods.
    record Ucr {
        /// The trader's reference, an..35.
        trader_reference: text,
    }

    /// A statement in code or text.
    record AdditionalInformation {
        /// Our id of this element.
        cas_reference: text,
        /// Code of the statement, as customs lists it.
        code: text,
        /// Text of the statement, where a code does not say it.
        text: text,
        /// Type of the statement, as customs codes it.
        r#type: text,
    }

    /// A document, certificate or reference.
    record AdditionalDocument {
        /// Our id of this element.
        cas_reference: text,
        /// Category, one letter: N international, C Union, Y reference, … (first character of the
        /// EU document type).
        category: text,
        /// Document type; together with the category the EU type (N + 380 = N380).
        r#type: text,
        /// Number that the document bears.
        ref_num: text,
        /// Line number within the document.
        line_num: integer,
        /// More about the document, in free text.
        complement: text,
        /// Authority that issued the document.
        issuing_authority: text,
        /// First day of validity.
        valid_from: date,
        /// Last day of validity.
        valid_to: date,
        /// Status of the document (UK).
        status_code: text,
        /// Reason for the status (UK).
        status_reason: text,
        /// What this declaration writes off the document.
        write_off: {WriteOff},
    }

    /// Quantity or amount written off a document.
    record WriteOff {
        /// Quantity that the document covers, in its unit.
        quantity: decimal,
        /// Unit of the quantity.
        unit: text,
        /// Amount that the document covers, in its currency.
        amount: decimal,
        /// Currency of the amount.
        currency: text,
    }

    /// A document this declaration follows from.
    record PreviousDocument {
        /// Our id of this element.
        cas_reference: text,
        /// Category of the document, one letter.
        category: text,
        /// Reference number, an MRN for a customs declaration.
        ref_num: text,
        /// Document type (CL214 for transit, with the category's letter).
        r#type: text,
        /// Line or goods item number within the document.
        line_num: integer,
        /// More about the document, in free text.
        complement: text,
        /// What this declaration writes off the document (UCC Annex B 12 01 004 to 006).
        write_off: {WriteOff},
        /// How many packages this declaration writes off the document.
        package_quantity: integer,
        /// Kind of those packages (UN/ECE Recommendation 21, CL017).
        package_type: text,
    }

    /// An authorisation that the declaration relies on.
    record Authorisation {
        /// Our id of this element.
        cas_reference: text,
        /// Type of authorisation (CL235): C521 authorised consignor, …
        r#type: text,
        /// Number that the document bears.
        ref_num: text,
        /// EORI of its holder.
        holder: text,
    }

    /// Duties as calculated by the trader.
    record CalculationReturn {
        /// Our id of this element.
        cas_reference: text,
        /// What the duty is calculated on.
        basis_value: decimal,
        /// Type of tax, as customs codes it.
        r#type: text,
        /// How the tax is paid, and how much.
        payment: {Payment},
    }

    /// What is to be paid and how.
    record Payment {
        /// Amount that was assessed for this type of tax.
        assessed: decimal,
        /// Amount to be paid, where the declarant says it (UCC Annex B 14 03 042).
        payable: decimal,
        /// Method of payment, as customs codes it.
        method_code: text,
        /// Currency of the amount.
        currency: text,
    }

    /// A guarantee (UCC Annex B 99 02 and 99 03).
    record ObligationGuarantee {
        /// Our id of this element.
        cas_reference: text,
        /// Guarantee type (CL251): 0 waiver, 1 comprehensive, 2 individual undertaking, …
        r#type: text,
        /// Guarantee reference number (GRN).
        ref_num: text,
        /// Reference of a guarantee without a GRN.
        other_ref_num: text,
        /// Access code, four characters.
        access_code: text,
        /// Amount to be covered.
        amount: decimal,
        /// Currency of the amount (ISO 4217).
        currency: text,
        /// Customs office where the guarantee was lodged (UCC Annex B 99 03 074).
        office: text,
    }

    /// An account that pays later.
    record DeferredPayment {
        /// Our id of this element.
        cas_reference: text,
        /// Type of the account that is charged.
        r#type: text,
        /// Reference of the account.
        ref_num: text,
    }

    /// A business partner in one of its roles.
    record BusinessPartnerRole {
        /// Our id of this element.
        cas_reference: text,
        /// The role: `Consignee`, `Declarant`, …
        role: text,
        /// The partner's code in the master data.
        code: text,
    }
}

impl SingleAdministrativeDocument {
    /// Whether goods are declared to leave: for export, or to a territory with special rules (CO)
    /// by an office of exit.
    #[must_use]
    pub fn is_export(&self) -> bool {
        let has_exit = || {
            let shipment = self.goods_shipment.as_deref();
            shipment.is_some_and(|shipment| shipment.exit_office.is_some())
        };
        match self.decl_type.as_deref() {
            Some("EX") => true,
            Some("CO") => has_exit(),
            Some(_) | None => false,
        }
    }

    /// The goods items, none where there is no goods shipment.
    #[must_use]
    pub fn goods_items(&self) -> &[GovernmentAgencyGoodsItem] {
        self.goods_shipment
            .as_deref()
            .map_or(&[], |shipment| &shipment.government_agency_goods_items)
    }

    /// The numbers of the documents that it names, of the whole and of its items.
    #[must_use]
    pub fn named_numbers(&self) -> BTreeSet<&str> {
        let mut named = numbers(&self.previous_documents);
        named.extend(numbers(&self.additional_documents));
        if let Some(shipment) = self.goods_shipment.as_deref() {
            named.extend(numbers(&shipment.previous_documents));
            named.extend(numbers(&shipment.additional_documents));
        }
        for item in self.goods_items() {
            named.extend(numbers(&item.previous_documents));
            named.extend(numbers(&item.additional_documents));
        }
        named
    }
}

/// A document of which a declaration names the number.
trait Numbered {
    fn number(&self) -> Option<&str>;
}

impl Numbered for PreviousDocument {
    fn number(&self) -> Option<&str> {
        self.ref_num.as_deref()
    }
}

impl Numbered for AdditionalDocument {
    fn number(&self) -> Option<&str> {
        self.ref_num.as_deref()
    }
}

fn numbers(documents: &[impl Numbered]) -> BTreeSet<&str> {
    let given = documents.iter().filter_map(Numbered::number);
    given
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect()
}
