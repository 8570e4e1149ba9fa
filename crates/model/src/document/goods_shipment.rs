//! The goods shipment: trade and transport data common to all items.

use super::{
    AdditionalDocument, AdditionalInformation, Address, Contact, GovernmentAgencyGoodsItem,
    Packaging, Party, PreviousDocument, Ucr, ValuationAdjustment,
};

crate::document! {
    /// What is moved, from where to where, between whom.
    record GoodsShipment {
        /// Country of export or dispatch (ISO 3166-1 alpha-2).
        export_country: text,
        /// Country of destination (ISO 3166-1 alpha-2).
        destination: text,
        /// Region of destination (UCC Annex B 16 04).
        destination_region: text,
        /// Nature of transaction.
        trx_nat_code: text,
        /// Delivery terms.
        trade_terms: {TradeTerms},
        /// Valuation.
        customs_valuation: {CustomsValuation},
        /// Additions to and deductions from the value of the whole shipment.
        valuation_adjustments: [ValuationAdjustment],
        /// Warehouse.
        warehouse: {Warehouse},
        /// The transport.
        consignment: {Consignment},
        /// Customs office of entry.
        entry_office: text,
        /// Customs office of exit.
        exit_office: text,
        /// Customs office of destination of a transit.
        destination_office: text,
        /// Customs offices of transit, in the order of the route.
        transit_offices: [TransitOffice],
        /// Customs offices of exit for transit.
        exit_offices_for_transit: [TransitOffice],
        /// Buyer.
        buyer: {Party},
        /// Seller.
        seller: {Party},
        /// Who pays the duties.
        payer: {Party},
        /// Consignee.
        consignee: {Party},
        /// Consignor.
        consignor: {Party},
        /// Exporter.
        exporter: {Party},
        /// Party to notify.
        notify_party: {Party},
        /// Other actors of the supply chain.
        supply_chain_actors: [SupplyChainActor],
        /// Unique consignment reference.
        ucr: {Ucr},
        /// Documents that the whole shipment follows from.
        previous_documents: [PreviousDocument],
        /// Documents of the whole shipment.
        additional_documents: [AdditionalDocument],
        /// Statements on the whole shipment.
        additional_informations: [AdditionalInformation],
        /// Packages of the whole shipment, where the items do not say theirs.
        packagings: [Packaging],
        /// The house consignments that a transit takes together; items say in which they are.
        house_consignments: [HouseConsignment],
        /// The goods.
        government_agency_goods_items: [GovernmentAgencyGoodsItem],
    }

    /// One of the consignments that travel together in a transit: what one consignor sends to one
    /// consignee. Its goods are the items that name its key.
    record HouseConsignment {
        /// Our id of this element.
        cas_reference: text,
        /// Its key, unique in the declaration; items name it as their `houseConsignment`.
        key: text,
        /// Country of dispatch (ISO 3166-1 alpha-2), where houses differ.
        export_country: text,
        /// Country of destination (ISO 3166-1 alpha-2), where houses differ.
        destination: text,
        /// Gross mass in kg; the sum of its items where empty.
        gmass: decimal,
        /// Unique consignment reference, where houses differ.
        ucr: {Ucr},
        /// Consignor, where houses differ.
        consignor: {Party},
        /// Consignee, where houses differ.
        consignee: {Party},
        /// Other actors of the supply chain.
        supply_chain_actors: [SupplyChainActor],
        /// Means of transport at departure, where houses differ.
        departure_transport_means: [AdditionalTransportMeans],
        /// Documents that the house follows from, such as its export declaration (N830).
        previous_documents: [PreviousDocument],
        /// Documents of the house.
        additional_documents: [AdditionalDocument],
        /// Transport documents of the house.
        transport_contract_documents: [TransportContractDocument],
        /// Statements on the house.
        additional_informations: [AdditionalInformation],
        /// Method of payment of its transport charges (CL116), where houses differ.
        transport_charges_method: text,
    }

    /// Delivery terms.
    record TradeTerms {
        /// Incoterms code.
        terms_code: text,
        /// Place, as text or UN/LOCODE.
        place: text,
        /// Country of the place.
        country: text,
        /// More about the terms.
        text: text,
    }

    /// How the goods are valued.
    record CustomsValuation {
        /// Valuation method.
        valuation_method: text,
        /// Freight charges.
        freight_charges: decimal,
        /// Insurance charges.
        insurance_charges: decimal,
        /// Other charges.
        other_charges: decimal,
        /// Currency of the charges.
        currency: text,
    }

    /// A customs or tax warehouse.
    record Warehouse {
        /// Type of warehouse.
        r#type: text,
        /// Its identifier.
        identifier: text,
    }

    /// A customs office on the route.
    record TransitOffice {
        /// Our id of this element.
        cas_reference: text,
        /// Customs office, 8 characters.
        office: text,
        /// When the goods are expected there.
        estimated_arrival: instant,
    }

    /// An actor of the supply chain.
    record SupplyChainActor {
        /// Our id of this element.
        cas_reference: text,
        /// Role (CL704): CS consolidator, FW freight forwarder, MF manufacturer, WH warehouse keeper.
        role: text,
        /// Its EORI.
        identifier: text,
    }

    /// The transport of the goods.
    record Consignment {
        /// Whether the goods are in containers.
        container_indicator: flag,
        /// Mode of transport inland (CL218).
        inland_mode: text,
        /// Gross mass of the consignment in kg.
        gmass: decimal,
        /// Means of transport on arrival.
        arrival_transport_means: {TransportMeans},
        /// Active means of transport at the border.
        border_transport_means: {BorderTransportMeans},
        /// Means of transport at departure.
        departure_transport_means: {TransportMeans},
        /// Further means of transport at departure, such as trailers.
        additional_departure_transport_means: [AdditionalTransportMeans],
        /// Where the goods can be seen by customs.
        goods_location: {GoodsLocation},
        /// Countries on the route.
        itinerary: [ItineraryCountry],
        /// Transport documents.
        transport_contract_documents: [TransportContractDocument],
        /// Containers and seals.
        transport_equipments: [TransportEquipment],
        /// Place of loading.
        loading_location: {Place},
        /// Place of unloading.
        unloading_location: {Place},
        /// Method of payment of the transport charges (CL116).
        transport_charges_method: text,
        /// Who hands over the goods for transport, where that is not the shipment's consignor
        /// (security data).
        consignor: {Party},
    }

    /// A means of transport.
    record TransportMeans {
        /// Its nationality (ISO 3166-1 alpha-2).
        country: text,
        /// Its identification: registration, IMO number, flight number, …
        identification: text,
        /// Kind of identification (CL750): 10 IMO, 30 road vehicle, 31 trailer, 41 aircraft, …
        identification_type: text,
        /// Mode of transport (CL018).
        mode: text,
    }

    /// The active means of transport at the border.
    record BorderTransportMeans {
        /// Its nationality (ISO 3166-1 alpha-2).
        country: text,
        /// Its identification.
        identification: text,
        /// Kind of identification (CL219).
        identification_type: text,
        /// Mode of transport (CL018).
        mode: text,
        /// Customs office at the border.
        office: text,
        /// Voyage or flight number.
        conveyance_reference: text,
    }

    /// One more means of transport.
    record AdditionalTransportMeans {
        /// Our id of this element.
        cas_reference: text,
        /// Its nationality.
        country: text,
        /// Its identification.
        identification: text,
        /// Kind of identification (CL750).
        identification_type: text,
    }

    /// Where the goods are (UCC Annex B 16 15).
    record GoodsLocation {
        /// Code of the location in the master data.
        code: text,
        /// Type of location (CL347): A designated, B authorised, C approved, D other.
        r#type: text,
        /// Qualifier (CL326): T postcode, U UN/LOCODE, V office, W GNSS, X EORI, Y authorisation, Z address.
        qualifier: text,
        /// Authorisation number.
        authorisation_number: text,
        /// Additional identifier.
        additional_identifier: text,
        /// UN/LOCODE.
        un_locode: text,
        /// Customs office.
        office: text,
        /// EORI of the economic operator.
        economic_operator: text,
        /// Latitude in degrees.
        latitude: text,
        /// Longitude in degrees.
        longitude: text,
        /// House number, for qualifier T.
        house_number: text,
        /// Address.
        address: {Address},
        /// Contact person.
        contact: {Contact},
    }

    /// A country on the route.
    record ItineraryCountry {
        /// Our id of this element.
        cas_reference: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
    }

    /// A transport document.
    record TransportContractDocument {
        /// Our id of this element.
        cas_reference: text,
        /// Category, one letter.
        category: text,
        /// Document type; with the category the EU type (N + 730 = N730).
        r#type: text,
        /// Reference number.
        ref_num: text,
    }

    /// A container, or equipment that is sealed.
    record TransportEquipment {
        /// Our id of this element.
        cas_reference: text,
        /// Its number, where that is not its place in the list; 0 for goods in no container (UK).
        seq_num: integer,
        /// Container number.
        container_identification: text,
        /// Its seals.
        seals: [Seal],
        /// The goods items inside, by `seqNum`.
        goods_references: [GoodsReference],
    }

    /// A seal.
    record Seal {
        /// Our id of this element.
        cas_reference: text,
        /// Its number, where that is not its place in the list; 0 for no seal (UK).
        seq_num: integer,
        /// The seal's identifier.
        identifier: text,
    }

    /// A goods item inside a piece of equipment.
    record GoodsReference {
        /// Our id of this element.
        cas_reference: text,
        /// The item's `seqNum`.
        seq_num: integer,
    }

    /// A place.
    record Place {
        /// UN/LOCODE.
        un_locode: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
        /// Name of the place.
        location: text,
    }
}

impl GoodsShipment {
    /// The position of the house consignment that an item is in: the one it names, or the first
    /// where it names none. Nothing where it names one that is not there.
    #[must_use]
    pub fn house_of(&self, item: &GovernmentAgencyGoodsItem) -> Option<usize> {
        let mut houses = self.house_consignments.iter();
        match &item.house_consignment {
            Some(name) => houses.position(|house| house.key.as_ref() == Some(name)),
            None => houses.next().map(|_| 0),
        }
    }
}
