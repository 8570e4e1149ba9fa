//! How does a rule reach what it looks at?
//!
//! [`Reading`] gives the parts of a document that many rules ask for, as if they were always
//! there, and the repeated ones together with their [`Located`]. Nothing here allocates, but for the
//! texts of findings.

mod excise;
mod goods;
mod mass_threshold;
mod means;
mod papers;
mod place;
mod values;

pub(crate) use excise::{Movement, excise_code};
pub(crate) use goods::{Procedure, duties, has_document, price, procedure, tariff_code};
pub(crate) use mass_threshold::{THRESHOLD, exemptions, imported_in_year};
pub(crate) use means::Means;
pub(crate) use papers::{has_paper, is_distance_sale, statements};
pub(crate) use place::{Level, Located, below_item, house, house_field, item, item_field, items};
pub(crate) use values::*;

use cas_model::document::{
    AdditionalDocument, Consignment, GoodsShipment, GovernmentAgencyGoodsItem, HouseConsignment,
    Packaging, Party, PreviousDocument, SupplyChainActor, TransitOffice, TransportContractDocument,
    Ucr, ValuationAdjustment,
};
use cas_model::path;
use place::listed;

use crate::rule::Document;

/// What rules read of a document.
pub(crate) trait Reading {
    /// The goods items; none when there is no goods shipment.
    fn items(&self) -> &[GovernmentAgencyGoodsItem];
    /// The house consignments of a transit.
    fn houses(&self) -> &[HouseConsignment];
    /// The house consignment that an item is in.
    fn house_of(&self, item: &GovernmentAgencyGoodsItem) -> Option<&HouseConsignment>;
    /// The shipment of goods, where there is one.
    fn shipment(&self) -> Option<&GoodsShipment>;
    /// The transport of the goods, where it is told.
    fn consignment(&self) -> Option<&Consignment>;
    /// Whether the declaration type is one of these.
    fn declares(&self, types: &[&str]) -> bool;
    /// Whether it is lodged before the goods are presented (additional type D).
    fn is_pre_lodged(&self) -> bool;
    /// Whether it is a standard one (additional type A).
    fn is_standard(&self) -> bool;
    /// Whether it carries safety and security data (1, 2, 3).
    fn has_security_data(&self) -> bool;
    /// Whether one of its authorisations is of this type.
    fn has_authorisation(&self, r#type: &str) -> bool;
    /// The country of the office of departure; empty when unknown.
    fn departure_country(&self) -> &str;
    /// The country of the office of destination; empty when unknown.
    fn destination_country(&self) -> &str;
    /// The offices of transit, in order.
    fn transit_offices(&self) -> &[TransitOffice];
    /// The parties that go into the message with name and address.
    fn parties(&self) -> impl Iterator<Item = (Located, &Party)>;
    /// The parties of which customs only gets the EORI and the contact.
    fn identified_parties(&self) -> impl Iterator<Item = (Located, &Party)>;
    /// Who trades: declarant, importer, exporter, buyer and seller, also of items, and who hands
    /// over the goods for transport.
    fn trade_parties(&self) -> impl Iterator<Item = (Located, &Party)>;
    /// Additions to and deductions from the value, of every level.
    fn valuation_adjustments(&self) -> impl Iterator<Item = (Located, &ValuationAdjustment)>;
    /// The procedures of the items, with the items' positions.
    fn procedures(&self) -> impl Iterator<Item = (usize, Procedure<'_>)>;
    /// The movement of excise goods, as if it always said something of itself.
    fn movement(&self) -> Movement<'_>;
    /// Whether one of the statements of the declaration or of an item has this code.
    fn states(&self, code: &str) -> bool;
    /// The documents it follows from, of every level.
    fn previous_documents(&self) -> impl Iterator<Item = (Located, &PreviousDocument)>;
    /// The supporting documents and references, of every level.
    fn additional_documents(&self) -> impl Iterator<Item = (Located, &AdditionalDocument)>;
    /// The transport documents, of every level.
    fn transport_documents(&self) -> impl Iterator<Item = (Located, &TransportContractDocument)>;
    /// The packages of all items.
    fn packagings(&self) -> impl Iterator<Item = (Located, &Packaging)>;
    /// The further actors of the supply chain, of every level.
    fn supply_chain_actors(&self) -> impl Iterator<Item = (Located, &SupplyChainActor)>;
    /// The means of transport: at departure, the further ones there, and at the border.
    fn transport_means(&self) -> impl Iterator<Item = Means<'_>>;
    /// Whether an export declaration (N830) comes before it.
    fn follows_export(&self) -> bool;
    /// The reference of the whole consignment.
    fn shipment_ucr(&self) -> Option<&Ucr>;
    /// The documents that the whole shipment follows from.
    fn shipment_previous_documents(&self) -> impl Iterator<Item = &PreviousDocument>;
}

impl Reading for Document {
    fn items(&self) -> &[GovernmentAgencyGoodsItem] {
        self.goods_items()
    }

    fn houses(&self) -> &[HouseConsignment] {
        self.shipment()
            .map_or(&[], |shipment| &shipment.house_consignments)
    }

    fn house_of(&self, item: &GovernmentAgencyGoodsItem) -> Option<&HouseConsignment> {
        let shipment = self.shipment()?;
        shipment.house_consignments.get(shipment.house_of(item)?)
    }

    fn shipment(&self) -> Option<&GoodsShipment> {
        self.goods_shipment.as_deref()
    }

    fn consignment(&self) -> Option<&Consignment> {
        self.shipment()?.consignment.as_deref()
    }

    fn declares(&self, types: &[&str]) -> bool {
        given(&self.decl_type).is_some_and(|code| types.contains(&code))
    }

    fn is_pre_lodged(&self) -> bool {
        given(&self.add_decl_type1) == Some("D")
    }

    fn is_standard(&self) -> bool {
        given(&self.add_decl_type1) == Some("A")
    }

    fn has_security_data(&self) -> bool {
        given(&self.security).is_some_and(|code| ["1", "2", "3"].contains(&code))
    }

    fn has_authorisation(&self, r#type: &str) -> bool {
        self.authorisations
            .iter()
            .any(|authorisation| authorisation.r#type.as_deref() == Some(r#type))
    }

    fn departure_country(&self) -> &str {
        country_of(&self.declaration_office_code)
    }

    fn destination_country(&self) -> &str {
        self.shipment()
            .map_or("", |shipment| country_of(&shipment.destination_office))
    }

    fn transit_offices(&self) -> &[TransitOffice] {
        self.shipment()
            .map_or(&[], |shipment| &shipment.transit_offices)
    }

    fn parties(&self) -> impl Iterator<Item = (Located, &Party)> {
        let of_shipment = self.shipment().into_iter().flat_map(|shipment| {
            [
                (path!("goodsShipment.consignor"), &shipment.consignor),
                (path!("goodsShipment.consignee"), &shipment.consignee),
            ]
        });
        let of_houses = self.houses().iter().enumerate().flat_map(|(index, house)| {
            [
                (
                    Located::of_house(index, house!("consignor")),
                    &house.consignor,
                ),
                (
                    Located::of_house(index, house!("consignee")),
                    &house.consignee,
                ),
            ]
        });
        let of_items = self.items().iter().enumerate().flat_map(|(index, item)| {
            [
                (Located::of_item(index, item!("consignor")), &item.consignor),
                (Located::of_item(index, item!("consignee")), &item.consignee),
            ]
        });
        [(
            path!("holderOfTheTransitProcedure"),
            &self.holder_of_the_transit_procedure,
        )]
        .into_iter()
        .chain(of_shipment)
        .map(|(name, party)| (Located::named(name), party))
        .chain(of_houses)
        .chain(of_items)
        .filter_map(|(place, party)| Some((place, party.as_deref()?)))
    }

    fn identified_parties(&self) -> impl Iterator<Item = (Located, &Party)> {
        [
            (path!("agent"), &self.agent),
            (path!("carrier"), &self.carrier),
        ]
        .into_iter()
        .filter_map(|(name, party)| Some((Located::named(name), party.as_deref()?)))
    }

    fn trade_parties(&self) -> impl Iterator<Item = (Located, &Party)> {
        let of_shipment = self.shipment().into_iter().flat_map(|shipment| {
            [
                (path!("goodsShipment.exporter"), &shipment.exporter),
                (path!("goodsShipment.buyer"), &shipment.buyer),
                (path!("goodsShipment.seller"), &shipment.seller),
            ]
        });
        let of_transport = self.consignment().into_iter();
        let of_transport =
            of_transport.map(|it| (path!("goodsShipment.consignment.consignor"), &it.consignor));
        let of_items = self.items().iter().enumerate().flat_map(|(index, item)| {
            [
                (Located::of_item(index, item!("buyer")), &item.buyer),
                (Located::of_item(index, item!("seller")), &item.seller),
            ]
        });
        [
            (path!("declarant"), &self.declarant),
            (path!("importer"), &self.importer),
        ]
        .into_iter()
        .chain(of_shipment)
        .chain(of_transport)
        .map(|(name, party)| (Located::named(name), party))
        .chain(of_items)
        .filter_map(|(place, party)| Some((place, party.as_deref()?)))
    }

    fn valuation_adjustments(&self) -> impl Iterator<Item = (Located, &ValuationAdjustment)> {
        let shipment = self.shipment().into_iter().flat_map(|shipment| {
            let place = Located::named(path!("goodsShipment.valuationAdjustments"));
            listed(place, &shipment.valuation_adjustments)
        });
        let items = self.items().iter().enumerate().flat_map(|(index, item)| {
            let place = Located::of_item(index, item!("valuationAdjustments"));
            listed(place, &item.valuation_adjustments)
        });
        shipment.chain(items)
    }

    fn procedures(&self) -> impl Iterator<Item = (usize, Procedure<'_>)> {
        let items = self.items().iter().enumerate();
        items.filter_map(|(index, item)| Some((index, procedure(item)?)))
    }

    fn movement(&self) -> Movement<'_> {
        Movement::from_document(self)
    }

    fn states(&self, code: &str) -> bool {
        let of_shipment = self
            .shipment()
            .map_or(&[][..], |shipment| &shipment.additional_informations);
        let of_houses = self.houses().iter();
        let of_items = self
            .items()
            .iter()
            .flat_map(|item| &item.additional_informations);
        let mut all = self
            .additional_informations
            .iter()
            .chain(of_shipment)
            .chain(of_houses.flat_map(|house| &house.additional_informations))
            .chain(of_items);
        all.any(|statement| given(&statement.code) == Some(code))
    }

    fn previous_documents(&self) -> impl Iterator<Item = (Located, &PreviousDocument)> {
        let header = listed(
            Located::named(path!("previousDocuments")),
            &self.previous_documents,
        );
        let shipment = self.shipment().into_iter().flat_map(|shipment| {
            let place = Located::named(path!("goodsShipment.previousDocuments"));
            listed(place, &shipment.previous_documents)
        });
        let houses = self.houses().iter().enumerate().flat_map(|(index, house)| {
            let place = Located::of_house(index, house!("previousDocuments"));
            listed(place, &house.previous_documents)
        });
        let items = self.items().iter().enumerate().flat_map(|(index, item)| {
            let place = Located::of_item(index, item!("previousDocuments"));
            listed(place, &item.previous_documents)
        });
        header.chain(shipment).chain(houses).chain(items)
    }

    fn additional_documents(&self) -> impl Iterator<Item = (Located, &AdditionalDocument)> {
        let header = listed(
            Located::named(path!("additionalDocuments")),
            &self.additional_documents,
        );
        let shipment = self.shipment().into_iter().flat_map(|shipment| {
            let place = Located::named(path!("goodsShipment.additionalDocuments"));
            listed(place, &shipment.additional_documents)
        });
        let houses = self.houses().iter().enumerate().flat_map(|(index, house)| {
            let place = Located::of_house(index, house!("additionalDocuments"));
            listed(place, &house.additional_documents)
        });
        let items = self.items().iter().enumerate().flat_map(|(index, item)| {
            let place = Located::of_item(index, item!("additionalDocuments"));
            listed(place, &item.additional_documents)
        });
        header.chain(shipment).chain(houses).chain(items)
    }

    fn transport_documents(&self) -> impl Iterator<Item = (Located, &TransportContractDocument)> {
        let shipment = self.consignment().into_iter().flat_map(|consignment| {
            let place = Located::named(path!(
                "goodsShipment.consignment.transportContractDocuments"
            ));
            listed(place, &consignment.transport_contract_documents)
        });
        let houses = self.houses().iter().enumerate().flat_map(|(index, house)| {
            let place = Located::of_house(index, house!("transportContractDocuments"));
            listed(place, &house.transport_contract_documents)
        });
        let items = self.items().iter().enumerate().flat_map(|(index, item)| {
            let place = Located::of_item(index, item!("transportContractDocuments"));
            listed(place, &item.transport_contract_documents)
        });
        shipment.chain(houses).chain(items)
    }

    fn packagings(&self) -> impl Iterator<Item = (Located, &Packaging)> {
        self.items().iter().enumerate().flat_map(|(index, item)| {
            listed(
                Located::of_item(index, item!("packagings")),
                &item.packagings,
            )
        })
    }

    fn supply_chain_actors(&self) -> impl Iterator<Item = (Located, &SupplyChainActor)> {
        let shipment = self.shipment().into_iter().flat_map(|shipment| {
            let place = Located::named(path!("goodsShipment.supplyChainActors"));
            listed(place, &shipment.supply_chain_actors)
        });
        let houses = self.houses().iter().enumerate().flat_map(|(index, house)| {
            let place = Located::of_house(index, house!("supplyChainActors"));
            listed(place, &house.supply_chain_actors)
        });
        let items = self.items().iter().enumerate().flat_map(|(index, item)| {
            let place = Located::of_item(index, item!("supplyChainActors"));
            listed(place, &item.supply_chain_actors)
        });
        shipment.chain(houses).chain(items)
    }

    fn transport_means(&self) -> impl Iterator<Item = Means<'_>> {
        self.consignment().into_iter().flat_map(means::means_of)
    }

    fn follows_export(&self) -> bool {
        self.previous_documents()
            .any(|(_, previous)| is_of_type(&previous.category, &previous.r#type, "N830"))
    }

    fn shipment_ucr(&self) -> Option<&Ucr> {
        let of_shipment = self.shipment().and_then(|shipment| shipment.ucr.as_deref());
        self.ucr
            .as_deref()
            .filter(|ucr| has_reference(Some(ucr)))
            .or(of_shipment)
    }

    fn shipment_previous_documents(&self) -> impl Iterator<Item = &PreviousDocument> {
        let shipment = self.shipment().into_iter();
        let of_shipment = shipment.flat_map(|shipment| &shipment.previous_documents);
        self.previous_documents.iter().chain(of_shipment)
    }
}
