//! Which fields a declaration has a place for is told by the rows that write it.

use cas_gateway::{Limits, WrittenField};
use cas_model::form;

fn field(system: &str, declaration_type: &str, path: &str) -> Option<WrittenField> {
    let systems = cas_systems::all();
    let system = systems.iter().find(|it| it.code().as_str() == system);
    let fields = system.expect(path).fields(declaration_type);
    fields.into_iter().find(|field| field.path == path)
}

#[test]
fn every_field_is_one_of_the_form() {
    for system in cas_systems::all() {
        for declaration_type in system.capabilities().declaration_types {
            let fields = system.fields(declaration_type);
            assert!(fields.len() > 20, "{} {declaration_type}", system.code());
            for field in fields {
                let path = &field.path;
                assert!(form::find(path).is_some(), "{}: {path}", system.code());
            }
        }
    }
}

#[test]
fn limits_are_those_of_the_rows() {
    let item = "goodsShipment.governmentAgencyGoodsItems";
    let none = Limits::default();
    for (system, declaration_type, path, limits, is_required) in [
        (
            "ncts",
            "transit",
            "declType".to_owned(),
            Limits {
                most_length: Some(5),
                ..none
            },
            true,
        ),
        (
            "ncts",
            "transit",
            "goodsShipment.transitOffices".to_owned(),
            Limits {
                elements: Some(9),
                ..none
            },
            false,
        ),
        (
            "aes",
            "B1",
            format!("{item}.goodsMeasure.nmass"),
            Limits {
                digits: Some(16),
                decimals: Some(6),
                ..none
            },
            true,
        ),
    ] {
        let found = field(system, declaration_type, &path).expect(&path);
        assert_eq!(found.limits, limits, "{path}");
        assert_eq!(found.is_required, is_required, "{path}");
    }
    // What a type of declaration has no place for is not there.
    let buyer = "goodsShipment.buyer.name";
    assert!(field("dk_dms", "H1", buyer).is_some());
    assert!(field("dk_dms", "I2", buyer).is_none());
}
