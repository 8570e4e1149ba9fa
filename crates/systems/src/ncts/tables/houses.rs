//! Where house consignments and their goods stand in a document. A document without houses is one.

/// Where the house consignments stand in the document.
pub(super) const HOUSES: &str = "goodsShipment.houseConsignments";
/// What tells them apart.
pub(super) const HOUSE_KEY: &str = "key";
/// The items of the house we are in; all items where the document has no houses.
pub(super) const ITEMS_OF_HOUSE: &str =
    "/goodsShipment.governmentAgencyGoodsItems{houseConsignment=key}";
