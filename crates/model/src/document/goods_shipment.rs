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
        /// Nature of the transaction, as customs codes it.
        trx_nat_code: text,
        /// Delivery terms that buyer and seller agreed upon.
        trade_terms: {TradeTerms},
        /// How the customs value of the whole comes about.
        customs_valuation: {CustomsValuation},
        /// Additions to and deductions from the value of the whole shipment.
        valuation_adjustments: [ValuationAdjustment],
        /// The customs warehouse that the goods lie in.
        warehouse: {Warehouse},
        /// How the goods are transported, and from where to where.
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
        /// The party that buys the goods.
        buyer: {Party},
        /// The party that sells the goods.
        seller: {Party},
        /// Who pays the duties.
        payer: {Party},
        /// The party that the goods go to.
        consignee: {Party},
        /// The party that sends the goods.
        consignor: {Party},
        /// The party that exports the goods.
        exporter: {Party},
        /// The party that is told of the arrival.
        notify_party: {Party},
        /// Other actors of the supply chain.
        supply_chain_actors: [SupplyChainActor],
        /// Unique consignment reference (UCR) of the whole.
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
        /// The goods, one item for each kind, in their order.
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

    /// Delivery terms: the Incoterms code and its place.
    record TradeTerms {
        /// Incoterms code, such as `DAP`.
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
        /// Method of valuation, as customs codes it.
        valuation_method: text,
        /// Charges for freight that the valuation counts.
        freight_charges: decimal,
        /// Charges for insurance that the valuation counts.
        insurance_charges: decimal,
        /// Other charges that the valuation counts.
        other_charges: decimal,
        /// Currency of the charges.
        currency: text,
    }

    /// A customs or tax warehouse.
    record Warehouse {
        /// Type of the warehouse, as customs codes it.
        r#type: text,
        /// Identifier of the warehouse, as its authorisation has it.
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
        /// EORI number of the party in the supply chain.
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
        /// Documents of the contract of transport, such as a bill of lading.
        transport_contract_documents: [TransportContractDocument],
        /// Containers and their seals, one record each.
        transport_equipments: [TransportEquipment],
        /// Place where the goods are loaded.
        loading_location: {Place},
        /// Place where the goods are unloaded.
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
        /// Identification of the means, such as a licence plate.
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
        /// Nationality of the means (ISO 3166-1 alpha-2).
        country: text,
        /// Identification of the means, such as a licence plate.
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
        /// Number of the authorisation that the place is approved by.
        authorisation_number: text,
        /// Additional identifier within the authorised place.
        additional_identifier: text,
        /// Place by its UN/LOCODE, such as `DEHAM`.
        un_locode: text,
        /// Customs office, by its reference number.
        office: text,
        /// EORI of the economic operator.
        economic_operator: text,
        /// Latitude in degrees, north of the equator.
        latitude: text,
        /// Longitude in degrees, east of Greenwich.
        longitude: text,
        /// House number, for qualifier T.
        house_number: text,
        /// Address of the place, where it has one.
        address: {Address},
        /// Person who is asked about the goods there.
        contact: {Contact},
    }

    /// A country on the route.
    record ItineraryCountry {
        /// Our id of this element.
        cas_reference: text,
        /// Country (ISO 3166-1 alpha-2).
        country: text,
    }

    /// A document of the contract of transport, such as a bill of lading.
    record TransportContractDocument {
        /// Our id of this element.
        cas_reference: text,
        /// Category of the document, one letter.
        category: text,
        /// Document type; with the category the EU type (N + 730 = N730).
        r#type: text,
        /// Number that the document bears.
        ref_num: text,
    }

    /// A container, or equipment that is sealed.
    record TransportEquipment {
        /// Our id of this element.
        cas_reference: text,
        /// Its number, where that is not its place in the list; 0 for goods in no container (UK).
        seq_num: integer,
        /// Number that identifies the container.
        container_identification: text,
        /// Seals that the equipment bears.
        seals: [Seal],
        /// The goods items inside, by `seqNum`.
        goods_references: [GoodsReference],
    }

    /// A seal on a container or a vehicle.
    record Seal {
        /// Our id of this element.
        cas_reference: text,
        /// Its number, where that is not its place in the list; 0 for no seal (UK).
        seq_num: integer,
        /// Number or mark that the seal bears.
        identifier: text,
    }

    /// A goods item inside a piece of equipment.
    record GoodsReference {
        /// Our id of this element.
        cas_reference: text,
        /// The `seqNum` of the goods item in the container.
        seq_num: integer,
    }

    /// A place, by its code or by country and name.
    record Place {
        /// Place by its UN/LOCODE, such as `DEHAM`.
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
