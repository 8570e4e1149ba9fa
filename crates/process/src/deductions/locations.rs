//! What is known of the place of the goods when it is named by its code.

use cas_model::access::Field;
use cas_model::document::{Address, Contact, GoodsLocation};
use cas_model::finding::Finding;
use cas_model::master_data::{Location, MasterDataKind};
use cas_model::origin::Origin;
use cas_model::{FieldPath, KnownPath, findings, path};

use super::fill::fill_empty;
use super::{Draft, Sources};

const PATH: KnownPath = path!("goodsShipment.consignment.goodsLocation");

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    let path = FieldPath::from(PATH);
    let shipment = draft.document.goods_shipment.as_deref_mut();
    let location = shipment
        .and_then(|shipment| shipment.consignment.as_deref_mut())
        .and_then(|consignment| consignment.goods_location.as_deref_mut());
    let Some((location, code)) = location.and_then(|location| {
        let code = location.code.clone()?;
        Some((location, code))
    }) else {
        return;
    };
    let Some(known) = sources.master_data.locations.get(&code) else {
        draft.findings.push(unknown(&path, &code));
        return;
    };
    let origin = Origin::MasterData {
        kind: MasterDataKind::Location.as_str().to_owned(),
        code,
        version: known.version,
    };
    fill_empty(
        location,
        &as_location(&known.record),
        &path,
        &mut |filled| {
            draft.origins.record(filled, origin.clone());
        },
    );
}

/// What the master data says of a location, in the form of the document.
fn as_location(location: &Location) -> GoodsLocation {
    let address = Address {
        street: location.street.clone(),
        house_number: None,
        postcode: location.postcode.clone(),
        city: location.city.clone(),
        country: location.country.clone(),
    };
    let contact = Contact {
        name: location.contact_name.clone(),
        phone: location.contact_phone.clone(),
        email: location.contact_email.clone(),
    };
    GoodsLocation {
        code: None,
        r#type: location.r#type.clone(),
        qualifier: location.qualifier.clone(),
        authorisation_number: location.authorisation_number.clone(),
        additional_identifier: location.additional_identifier.clone(),
        un_locode: location.un_locode.clone(),
        office: location.office.clone(),
        economic_operator: location.economic_operator.clone(),
        latitude: location.latitude.clone(),
        longitude: location.longitude.clone(),
        house_number: location.house_number.clone(),
        address: (!Field::Record(&address).is_empty()).then(|| Box::new(address)),
        contact: (!Field::Record(&contact).is_empty()).then(|| Box::new(contact)),
    }
}

fn unknown(path: &FieldPath, code: &str) -> Finding {
    findings::unknown_location(code).at(vec![path.to(path!(GoodsLocation: "code"))])
}
