//! One item of goods.

use super::{
    AdditionalDocument, AdditionalInformation, Authorisation, CustomsValuation, ExciseProduct,
    Party, Payment, PreviousDocument, SupplyChainActor, TransportContractDocument, Ucr,
};

crate::document! {
    /// One item of goods (UCC Annex B goods item, WCO government agency goods item).
    record GovernmentAgencyGoodsItem {
        /// Our id of this element.
        cas_reference: text,
        /// The item's id in item endpoints; made by us.
        government_agency_goods_item_id: text,
        /// Item number, from 1 without gaps within a declaration.
        seq_num: integer,
        /// Key of the house consignment that it is in; the first where empty.
        house_consignment: text,
        /// What the goods are: their description, codes and substances.
        commodity: {Commodity},
        /// Masses, in kilograms, and quantities of the item.
        goods_measure: {GoodsMeasure},
        /// The customs procedure that the item is declared for.
        government_procedure: {GovernmentProcedure},
        /// Origin (UCC Annex B 16 08).
        origin: {Origin},
        /// Preferential origin, beside the other one (UCC Annex B 16 09).
        preferential_origin: {Origin},
        /// The packages that hold the item.
        packagings: [Packaging],
        /// Documents of the item.
        additional_documents: [AdditionalDocument],
        /// Documents the item follows from.
        previous_documents: [PreviousDocument],
        /// Transport documents, where items differ.
        transport_contract_documents: [TransportContractDocument],
        /// Method of payment of the transport charges (CL116), where items differ.
        transport_charges_method: text,
        /// Authorisations used for the item.
        authorisations: [Authorisation],
        /// Statements on the item.
        additional_informations: [AdditionalInformation],
        /// Other actors of the supply chain.
        supply_chain_actors: [SupplyChainActor],
        /// How the item's customs value comes about.
        customs_valuation: {CustomsValuation},
        /// Customs value of the item, as declared or calculated.
        customs_value: decimal,
        /// Currency of the customs value (ISO 4217); that of the jurisdiction where empty.
        customs_value_currency: text,
        /// Statistical value of the item, as declared or calculated.
        stat_value: decimal,
        /// Currency of the statistical value (ISO 4217); that of the jurisdiction where empty.
        stat_value_currency: text,
        /// Nature of transaction, where items differ.
        trx_nat_code: text,
        /// Additions to and deductions from the value.
        valuation_adjustments: [ValuationAdjustment],
        /// Duties, preferences and quotas.
        duty_tax_fees: [DutyTaxFee],
        /// What it is as an excise product.
        excise_product: {ExciseProduct},
        /// Container that holds the item.
        container_identification: text,
        /// Unique consignment reference (UCR) of the item.
        ucr: {Ucr},
        /// Declaration type, where items differ (CL232).
        decl_type: text,
        /// Country of dispatch, where items differ.
        export_country: text,
        /// Country of destination, where items differ.
        destination: text,
        /// Region of destination, where items differ (UCC Annex B 16 04).
        destination_region: text,
        /// Consignee, where items differ.
        consignee: {Party},
        /// Consignor, where items differ.
        consignor: {Party},
        /// Buyer, where items differ.
        buyer: {Party},
        /// Seller, where items differ.
        seller: {Party},
    }

    /// What the goods are.
    record Commodity {
        /// Description in the language of the declaration.
        description: text,
        /// The article's code in the master data.
        item_id: text,
        /// Tariff and other codes by type.
        classifications: [Classification],
        /// Chemical substance number (CUS).
        cus_code: text,
        /// UN numbers of dangerous goods.
        dangerous_goods: [DangerousGoods],
        /// Duties, preferences and quotas.
        duty_tax_fees: [DutyTaxFee],
        /// The line of the invoice.
        invoice_line: {InvoiceLine},
    }

    /// A code in one classification.
    record Classification {
        /// Our id of this element.
        cas_reference: text,
        /// The code, digits without spaces.
        code: text,
        /// `TARIC`, `CN`, `HS`, `ExciseProduct`, …
        r#type: text,
    }

    /// A dangerous substance, by its UN number.
    record DangerousGoods {
        /// Our id of this element.
        cas_reference: text,
        /// UN number of the substance (CL101).
        un_number: text,
    }

    /// What the invoice says of the item.
    record InvoiceLine {
        /// Amount in the invoice currency.
        item_amount: decimal,
    }

    /// Masses in kg, quantities in their units.
    record GoodsMeasure {
        /// Gross mass in kg.
        gmass: decimal,
        /// Net mass in kg.
        nmass: decimal,
        /// Quantity in the unit `uoM`.
        qty: decimal,
        /// Quantity in supplementary units.
        sup_qty: decimal,
        /// Unit in which `qty` is counted.
        uo_m: text,
    }

    /// The customs procedure: the requested one, and the one before.
    record GovernmentProcedure {
        /// Requested procedure, two digits.
        proc: text,
        /// Previous procedure, two digits.
        prev_proc: text,
        /// First national or additional procedure code.
        proc_nat1: text,
        /// Second national or additional procedure code.
        proc_nat2: text,
        /// National or additional procedure codes beyond the second, in their order.
        additional_procedures: [AdditionalProcedure],
        /// Declaration type that the procedure implies.
        decl_proc_type: text,
    }

    /// One more additional procedure.
    record AdditionalProcedure {
        /// Our id of this element.
        cas_reference: text,
        /// Its code (UCC Annex B 11 10).
        code: text,
    }

    /// Where the goods originate.
    record Origin {
        /// Country (ISO 3166-1 alpha-2).
        country: text,
        /// Region within the country, by its code.
        region: text,
        /// Kind of origin: preferential or not.
        r#type: text,
    }

    /// Packages of one kind.
    record Packaging {
        /// Our id of this element.
        cas_reference: text,
        /// Its number, where that is not its place in the list.
        seq_num: integer,
        /// Number of packages of the kind.
        quantity: integer,
        /// Kind of packages (UN/ECE Recommendation 21, CL017).
        r#type: text,
        /// Shipping marks on the packages, as they are read there.
        shipping_marks: text,
        /// Commercial seal of the packages.
        commercial_seal: text,
        /// More about the seal, in free text.
        seal_information: text,
    }

    /// An addition to or a deduction from the value.
    record ValuationAdjustment {
        /// Our id of this element.
        cas_reference: text,
        /// Code of the addition or deduction.
        code: text,
        /// The amount, in the currency beside it.
        amount: decimal,
        /// Currency of the amount.
        currency: text,
    }

    /// Duty, preference and quota of an item.
    record DutyTaxFee {
        /// Our id of this element.
        cas_reference: text,
        /// Type of tax, as customs codes it.
        r#type: text,
        /// Code of the preference that is asked for.
        preference1: text,
        /// Order number of the tariff quota.
        quota_id: text,
        /// What the duty is calculated on, as an amount.
        basis_value: decimal,
        /// Currency of that amount (ISO 4217); that of the payment where empty.
        basis_currency: text,
        /// What the duty is calculated on, as a quantity (UCC Annex B 14 03 040).
        basis_quantity: decimal,
        /// Unit of that quantity, with its qualifier as the system writes it: `LTR`, `TNE#I`, `KGMG`.
        basis_unit: text,
        /// Rate of the tax, in percent or per unit.
        rate: decimal,
        /// How the tax is paid, and how much.
        payment: {Payment},
    }
}

impl Commodity {
    /// The code in one classification.
    #[must_use]
    pub fn classification(&self, kind: &str) -> Option<&str> {
        self.classifications
            .iter()
            .find(|classification| classification.r#type.as_deref() == Some(kind))
            .and_then(|classification| classification.code.as_deref())
    }
}

impl GovernmentAgencyGoodsItem {
    /// The additional procedures, wherever they stand, in their order.
    pub fn additional_procedures_in_order(&self) -> impl Iterator<Item = &str> {
        let procedure = self.government_procedure.as_deref();
        let named = procedure
            .into_iter()
            .flat_map(|procedure| [&procedure.proc_nat1, &procedure.proc_nat2]);
        let more = procedure
            .into_iter()
            .flat_map(|procedure| &procedure.additional_procedures);
        let codes = named.chain(more.map(|further| &further.code));
        codes.filter_map(|code| code.as_deref())
    }

    /// Whether one of the additional procedures is one of these.
    #[must_use]
    pub fn is_added_to(&self, codes: &[&str]) -> bool {
        let mut added = self.additional_procedures_in_order();
        added.any(|code| codes.contains(&code))
    }
}
