//! The holder of the procedure by number or by name?
//!
//! Danish customs refuse both since September 2026; of a holder that has a number the rest is not
//! written there, which rule V0027 tells.

use std::borrow::Cow;

use cas_model::civil_day::day_in;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::validity::Validity;
use jiff::Timestamp;

/// Whose customs take one of the two only.
const COUNTRY: &str = "DK";
/// Since when; it counts when the message is written.
///
/// Source: Danish customs, release 2.2.7.
const REFUSES_BOTH: Validity = Validity::from("2026-09-12");

/// The document whose holder is as customs of its office of departure take it.
#[must_use]
pub(super) fn by_number_alone(
    document: Cow<'_, SingleAdministrativeDocument>,
    now: Timestamp,
) -> Cow<'_, SingleAdministrativeDocument> {
    let office = document.declaration_office_code.as_deref();
    let is_danish = office.is_some_and(|office| office.trim().starts_with(COUNTRY));
    let holder = document.holder_of_the_transit_procedure.as_deref();
    let has_both = holder.is_some_and(|holder| {
        holder.eori().is_some() && (holder.name.is_some() || holder.address.is_some())
    });
    if !is_danish || !has_both || !REFUSES_BOTH.includes(day_in(COUNTRY, now)) {
        return document;
    }
    let mut document = document.into_owned();
    if let Some(holder) = &mut document.holder_of_the_transit_procedure {
        holder.name = None;
        holder.address = None;
    }
    Cow::Owned(document)
}

#[cfg(test)]
mod tests {
    use cas_model::document::{Party, PartyReference};

    use super::*;

    fn check(office: &str, number: Option<&str>, now: &str, is_named: bool) {
        let references = number.map(|code| PartyReference {
            r#type: Some("Eori".to_owned()),
            code: Some(code.to_owned()),
            ..PartyReference::default()
        });
        let holder = Party {
            name: Some("Eksempel A/S".to_owned()),
            business_partner_reference: references.into_iter().collect(),
            ..Party::default()
        };
        let document = SingleAdministrativeDocument {
            declaration_office_code: Some(office.to_owned()),
            holder_of_the_transit_procedure: Some(Box::new(holder)),
            ..SingleAdministrativeDocument::default()
        };
        let now = now.parse().expect("a time");
        let written = by_number_alone(Cow::Borrowed(&document), now);
        let holder = written.holder_of_the_transit_procedure.as_deref();
        let name = holder.and_then(|holder| holder.name.as_deref());
        assert_eq!(name.is_some(), is_named, "{office} {number:?} {now}");
    }

    #[test]
    fn the_name_goes_with_the_day_the_country_and_the_number() {
        let last = "2026-09-11T21:59:59Z";
        let first = "2026-09-11T22:00:00Z";
        check("DK004700", Some("DK12345678"), last, true);
        check("DK004700", Some("DK12345678"), first, false);
        check("DK004700", None, first, true);
        check("SE004700", Some("DK12345678"), first, true);
    }
}
