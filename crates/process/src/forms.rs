//! What does the form of a declaration ask for, where, and what fits?
//!
//! The fields of the document with their words and sections ([`cas_model::form`]), what each type of
//! declaration says of them ([`cas_model::declaration_types`]), which lists their codes are of
//! ([`cas_rules`]) and what fits into the messages of the systems that take the type
//! ([`cas_gateway`]): put together for one territory and day. Nothing is said here that is not said
//! there.

use cas_gateway::{Limits, Registry};
use cas_model::declaration_types::{DeclarationType, Exception, FieldLocation, FieldUse, Need};
use cas_model::form::{self, FormField};
use cas_model::ids::SystemCode;
use cas_model::territory;
use cas_rules::{FieldList, lists_of_form_field};
use jiff::civil::Date;

/// Where and when a form is filled in.
#[derive(Clone, Copy, Debug)]
pub struct FormPlace<'a> {
    /// Whose customs gets the declaration; any where that is `None`.
    pub territory: Option<&'a str>,
    /// The day whose law counts.
    pub day: Date,
}

/// What a type of declaration says of a field.
#[derive(Clone, Debug)]
pub struct FieldNeed {
    /// The number of the data element (`16 03`).
    pub number: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// Where else the value may stand; it must be there in one of them.
    pub elsewhere: Vec<String>,
    /// Where it does not hold.
    pub unless: Vec<&'static Exception>,
}

/// What the message of a system takes of a field.
#[derive(Clone, Debug)]
pub struct SystemLimits {
    /// The customs system whose message it is.
    pub system: SystemCode,
    /// What fits into its place.
    pub limits: Limits,
    /// Whether the message is refused without it, wherever its record is there.
    pub is_required: bool,
}

/// A field in the form of a type.
pub struct FormLine {
    /// The field of the form.
    pub field: &'static FormField,
    /// What the type says of it; `None` where it says nothing.
    pub need: Option<FieldNeed>,
    /// The lists that its codes are of.
    pub lists: Vec<FieldList>,
    /// The only codes that the type lets it have; none where any.
    pub codes: &'static [&'static str],
    /// What the systems take of it that take the type; a system is absent whose message has no
    /// place for it.
    pub systems: Vec<SystemLimits>,
}

/// The systems that take a type of declaration.
#[must_use]
pub fn systems_of(registry: &Registry, kind: &DeclarationType) -> Vec<SystemCode> {
    let taking = registry.iter().filter(|system| {
        let types = system.capabilities().declaration_types;
        types.contains(&kind.code)
    });
    taking.map(|system| system.code()).collect()
}

/// The form of a type of declaration, in the order of forms.
#[must_use]
pub fn form_of(
    registry: &Registry,
    kind: &'static DeclarationType,
    place: FormPlace<'_>,
) -> Vec<FormLine> {
    let taking = systems_of(registry, kind);
    let written: Vec<_> = taking
        .iter()
        .filter_map(|code| Some((code, registry.get(code)?.fields(kind.code))))
        .collect();
    let systems = |path: &str| {
        let found = written.iter().filter_map(|(system, fields)| {
            let at = fields.binary_search_by(|field| field.path.as_str().cmp(path));
            let field = &fields[at.ok()?];
            Some(SystemLimits {
                system: (*system).clone(),
                limits: field.limits,
                is_required: field.is_required,
            })
        });
        found.collect()
    };
    let fields = form::all().iter();
    fields
        .map(|field| FormLine {
            field,
            need: need_of(kind, &field.path, place),
            lists: lists_of(field, Some(kind), place.territory),
            codes: codes_of(kind, field),
            systems: systems(&field.path),
        })
        .collect()
}

/// What a type of declaration says of a field: the strictest of what holds.
#[must_use]
pub fn need_of(kind: &DeclarationType, path: &str, place: FormPlace<'_>) -> Option<FieldNeed> {
    let rows = kind.fields.iter().filter(|row| stands_at(row, path));
    let holding = rows.filter_map(|row| {
        let unless = row.exceptions_in(place.territory, place.day)?;
        Some((row, unless))
    });
    let (row, unless) = holding.min_by_key(|(row, _)| row.need)?;
    let places = row.places().map(FieldLocation::path_in_document);
    Some(FieldNeed {
        number: row.number,
        need: row.need,
        elsewhere: places.filter(|other| other != path).collect(),
        unless,
    })
}

fn stands_at(row: &FieldUse, path: &str) -> bool {
    row.places().any(|place| place.path_in_document() == path)
}

/// The lists that a field's codes are of: for one type and territory, where these are named.
#[must_use]
pub fn lists_of(
    field: &FormField,
    kind: Option<&DeclarationType>,
    jurisdiction: Option<&str>,
) -> Vec<FieldList> {
    let lists = lists_of_form_field(&field.path, field.record, field.shape.name);
    let is_asked = |list: &FieldList| {
        let of_kind = kind
            .zip(list.category)
            .is_none_or(|(kind, category)| kind.category == category);
        let there = |at| territory::is_in(list.territory, at);
        of_kind && (list.territory.is_empty() || jurisdiction.is_none_or(there))
    };
    lists.into_iter().filter(is_asked).collect()
}

/// The codes that a type lets a field have, where it has a word of its own.
fn codes_of(kind: &DeclarationType, field: &FormField) -> &'static [&'static str] {
    match (field.record, field.shape.name) {
        ("SingleAdministrativeDocument", "declType") => kind.header_types,
        ("SingleAdministrativeDocument", "addDeclType1") => kind.additional_types,
        ("GovernmentProcedure", "proc") => kind.procedures,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use cas_model::declaration_types::{ALL, find};

    use super::*;

    fn place(territory: Option<&str>) -> FormPlace<'_> {
        let day = "2026-07-01".parse().unwrap();
        FormPlace { territory, day }
    }

    #[test]
    fn what_a_type_says_is_found_at_every_place_of_its_rows() {
        for kind in ALL {
            for row in kind.fields {
                for location in row.places() {
                    let path = location.path_in_document();
                    assert!(form::find(&path).is_some(), "{path}");
                    let need = need_of(kind, &path, place(None));
                    let need = need.unwrap_or_else(|| panic!("{} {path}", kind.code));
                    assert!(need.need <= row.need, "{} {path}", kind.code);
                }
            }
        }
    }

    #[test]
    fn need_follows_the_territory() {
        let h1 = find("H1").unwrap();
        let terms = "goodsShipment.tradeTerms";
        let in_union = need_of(h1, terms, place(Some("DE"))).unwrap();
        assert_eq!((in_union.number, in_union.need), ("14 01", Need::Required));
        assert!(in_union.unless.is_empty());
        assert!(need_of(h1, terms, place(Some("GB"))).is_none());
        // Where no territory is named, the exception is told.
        let anywhere = need_of(h1, terms, place(None)).unwrap();
        assert_eq!(anywhere.unless.len(), 1);
        // An exception for some goods leaves the row standing.
        let currency = need_of(h1, "invoiceCurrency", place(Some("GB"))).unwrap();
        assert_eq!(currency.unless[0].added, ["E01", "E02"]);
        let destination = need_of(h1, "goodsShipment.destination", place(None)).unwrap();
        let item = "goodsShipment.governmentAgencyGoodsItems.destination";
        assert_eq!(destination.elsewhere, [item]);
    }

    #[test]
    fn lists_follow_type_and_territory() {
        let field = form::find("declType").unwrap();
        let lists = |code: &str| lists_of(field, find(code), None).len();
        assert_eq!((lists("transit"), lists("H1")), (1, 0));
        let country = form::find("goodsShipment.destination").unwrap();
        let union = lists_of(country, find("H1"), Some("DE"));
        assert_eq!(
            union.iter().map(|it| it.list).collect::<Vec<_>>(),
            ["CL008"]
        );
        assert_eq!(lists_of(country, find("H1"), Some("GB")).len(), 3);
    }
}
