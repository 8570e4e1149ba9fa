//! IE813: the destination changed, as the consignor said, with the sequence number it has now.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    accepts_amendment: true,
    ..Kind::new("IE813", write)
};

const TIME: &str = "DateAndTimeOfValidationOfChangeOfDestination";

fn write(writer: &mut Writer, page: &Page<'_>) {
    if page::repeated(page, TIME, &["UpdateEadEsad"], writer) {
        return;
    }
    writer.group("ChangeOfDestination", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf(TIME, &page::moment(page))
        });
        writer.group("UpdateEadEsad", |writer| page::numbers(page, writer));
        let code = page::basis(page)
            .and_then(|own| own.text_at("HeaderEadEsad/DestinationTypeCode"))
            .map_or("1", str::trim);
        writer.group("DestinationChanged", |writer| {
            writer.leaf("DestinationTypeCode", code);
            page::copied(page, "DeliveryPlaceTrader", writer);
            page::copied(page, "DeliveryPlaceCustomsOffice", writer);
        });
    });
}
