//! Identifiers, names and addresses of parties that are named by their code.

use cas_model::access::Field;
use cas_model::document::{Address, Contact, Party, PartyReference};
use cas_model::finding::Finding;
use cas_model::master_data::BusinessPartner;
use cas_model::origin::Origin;
use cas_model::{FieldPath, findings, path};

use super::fill::fill_empty;
use super::{Draft, Sources};
use crate::reference::{BUSINESS_PARTNER, parties};

pub(super) fn deduce(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    for (path, party) in parties(draft.document) {
        let Some(code) = party.code else { continue };
        let Some(partner) = sources.master_data.business_partners.get(&code) else {
            draft.findings.push(unknown(&path, &code));
            continue;
        };
        let origin = Origin::MasterData {
            kind: BUSINESS_PARTNER.to_owned(),
            code,
            version: partner.version,
        };
        let origins = &mut *draft.origins;
        if let Some(target) = path.record_mut(&mut *draft.document) {
            fill_empty(target, &as_party(&partner.record), &path, &mut |filled| {
                origins.record(filled, origin.clone());
            });
        }
    }
}

/// What the master data says of a partner, in the form of a party.
fn as_party(partner: &BusinessPartner) -> Party {
    let address = Address {
        street: partner.street.clone(),
        house_number: None,
        postcode: partner.postcode.clone(),
        city: partner.city.clone(),
        country: partner.country.clone(),
    };
    let contact = Contact {
        name: partner.contact_name.clone(),
        phone: partner.contact_phone.clone(),
        email: partner.contact_email.clone(),
    };
    Party {
        code: None,
        business_partner_reference: partner
            .identifiers
            .iter()
            .map(|identifier| PartyReference {
                cas_reference: identifier.cas_reference.clone(),
                code: identifier.code.clone(),
                r#type: identifier.r#type.clone(),
            })
            .collect(),
        name: partner.name.clone(),
        address: (!Field::Record(&address).is_empty()).then(|| Box::new(address)),
        contact: (!Field::Record(&contact).is_empty()).then(|| Box::new(contact)),
    }
}

fn unknown(path: &FieldPath, code: &str) -> Finding {
    findings::unknown_business_partner(code).at(vec![path.to(path!(PartyReference: "code"))])
}
