//! How does a place of goods stand in one code?
//!
//! Inventories name a place by country, type, qualifier and identification, one behind the other:
//! `GBAUDVRDOVDVR` is what data element 5/23 says apart.

use cas_model::document::GoodsLocation;

/// Where goods are that say no country of their place.
const HOME: &str = "GB";

/// The code of a place; `None` where a part of it is missing.
pub(crate) fn code(location: &GoodsLocation) -> Option<String> {
    let address = location.address.as_deref();
    let country = address.and_then(|address| non_blank(address.country.as_ref()));
    let kind = non_blank(location.r#type.as_ref())?;
    let qualifier = non_blank(location.qualifier.as_ref())?;
    let place = match qualifier {
        "U" => &location.un_locode,
        "V" => &location.office,
        "X" => &location.economic_operator,
        "Y" => &location.authorisation_number,
        _ => return None,
    };
    let place = non_blank(place.as_ref())?;
    let more = non_blank(location.additional_identifier.as_ref());
    Some(
        [
            country.unwrap_or(HOME),
            kind,
            qualifier,
            place,
            more.unwrap_or_default(),
        ]
        .concat(),
    )
}

fn non_blank(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The place of a code; `None` where it is not made so.
pub(crate) fn read(code: &str) -> Option<GoodsLocation> {
    let (country, rest) = code.split_at_checked(2)?;
    let (kind, rest) = rest.split_at_checked(1)?;
    let (qualifier, place) = rest.split_at_checked(1)?;
    let mut location = GoodsLocation {
        r#type: Some(kind.to_owned()),
        qualifier: Some(qualifier.to_owned()),
        ..GoodsLocation::default()
    };
    location.address.get_or_insert_default().country = Some(country.to_owned());
    let field = match qualifier {
        "U" => &mut location.un_locode,
        "V" => &mut location.office,
        "X" => &mut location.economic_operator,
        "Y" => &mut location.authorisation_number,
        _ => return None,
    };
    *field = Some(place.to_owned()).filter(|place| !place.is_empty());
    field.is_some().then_some(location)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_the_place_that_makes_it() {
        for text in [
            "GBAUDVRDOVDVR",
            "GBBYCW1117770GB",
            "GBAVGB000060",
            "XIAXGB1",
        ] {
            let place = read(text).unwrap();
            assert_eq!(code(&place).as_deref(), Some(text));
        }
        for text in ["", "GBAU", "GBAZ1 Street", "Dover"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_place_without_a_part_has_no_code() {
        let whole = read("GBAUDVRDOVDVR").unwrap();
        let without = |change: fn(&mut GoodsLocation)| {
            let mut place = whole.clone();
            change(&mut place);
            code(&place)
        };
        assert_eq!(without(|place| place.r#type = None), None);
        assert_eq!(
            without(|place| place.qualifier = Some(" ".to_owned())),
            None
        );
        assert_eq!(without(|place| place.un_locode = None), None);
        let at_home = without(|place| place.address = None);
        assert_eq!(at_home.as_deref(), Some("GBAUDVRDOVDVR"));
        let shed = without(|place| place.additional_identifier = Some("001".to_owned()));
        assert_eq!(shed.as_deref(), Some("GBAUDVRDOVDVR001"));
    }
}
