//! The documents: the shipment as the caller sends it, the declaration as customs gets it.
//!
//! Both carry the same [`SingleAdministrativeDocument`]; the field names are the WCO data model's
//! as known from real payloads (`api.md` section 5). All fields are optional: what is missing may
//! be deduced, and what must be there is for the rules to say, per declaration type.

pub mod discriminators;
mod excise;
mod goods_item;
mod goods_shipment;
mod party;
mod paths;
mod shipment;
mod single_administrative_document;
pub(crate) mod wire;

pub use excise::*;
pub use goods_item::*;
pub use goods_shipment::*;
pub use party::*;
pub use shipment::*;
pub use single_administrative_document::*;

/// Declares records of a document: the Rust struct, its JSON spelling, its
/// [`Shape`](crate::shape::Shape), its [`Outline`](crate::path::Outline) and its
/// [`Node`](crate::access::Node) access, from one list.
///
/// Kinds: `text`, `decimal`, `integer`, `flag`, `date`, `instant`, `{Record}`, `[Element]`.
/// Other accepted spellings of a field follow its name after `|`.
#[macro_export]
macro_rules! document {
    ($(
        $(#[doc = $record_doc:literal])*
        record $record:ident {
            $(
                $(#[doc = $doc:literal])*
                $field:ident $(| $alias:literal)* : $kind:tt,
            )*
        }
    )*) => {$(
        $(#[doc = $record_doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        pub struct $record {
            $(
                $(#[doc = $doc])*
                #[serde(
                    skip_serializing_if = "crate::document::is_absent",
                    with = "crate::document::wire"
                )]
                pub $field: $crate::document!(@type $kind),
            )*
        }

        impl $record {
            /// The fields of this record, for paths that are checked when the code is compiled.
            pub const OUTLINE: &'static $crate::path::Outline = &$crate::path::Outline {
                record: stringify!($record),
                fields: &[$(
                    $crate::path::OutlineField {
                        name: stringify!($field),
                        kind: $crate::document!(@outline $kind),
                    },
                )*],
                also: None,
            };

            /// The fields of this record.
            pub fn shape() -> &'static $crate::shape::Shape {
                static SHAPE: std::sync::LazyLock<$crate::shape::Shape> =
                    std::sync::LazyLock::new(|| $crate::shape::Shape::new(
                        stringify!($record),
                        vec![$(
                            $crate::shape::FieldShape::new(
                                $crate::shape::Declared {
                                    module: module_path!(),
                                    record: stringify!($record),
                                    field: stringify!($field),
                                },
                                &[$($alias),*],
                                $crate::document!(@kind $kind),
                                concat!($($doc),*).trim_ascii(),
                            ),
                        )*],
                    ));
                &SHAPE
            }
        }

        impl $crate::access::Node for $record {
            fn shape(&self) -> &'static $crate::shape::Shape {
                Self::shape()
            }

            fn field(&self, index: usize) -> $crate::access::Field<'_> {
                let mut position = 0;
                $(
                    if index == position {
                        return $crate::document!(@read $kind, self.$field);
                    }
                    position += 1;
                )*
                unreachable!("{} has {position} fields, not {index}", stringify!($record))
            }

            fn set(
                &mut self,
                index: usize,
                value: Option<$crate::access::Value>,
            ) -> Result<(), $crate::access::AccessError> {
                let mut position = 0;
                $(
                    if index == position {
                        let field = &Self::shape().fields[index];
                        let Some(value) = value else {
                            self.$field = Default::default();
                            return Ok(());
                        };
                        return $crate::document!(@write $kind, self.$field, value).ok_or(
                            $crate::access::AccessError::WrongKind {
                                record: stringify!($record),
                                field: field.name,
                                expected: field.kind.expected(),
                            },
                        );
                    }
                    position += 1;
                )*
                unreachable!("{} has {position} fields, not {index}", stringify!($record))
            }

            fn record_mut(&mut self, index: usize) -> Option<&mut dyn $crate::access::Node> {
                let mut position = 0;
                $(
                    if index == position {
                        return $crate::document!(@record_mut $kind, self.$field);
                    }
                    position += 1;
                )*
                unreachable!("{} has {position} fields, not {index}", stringify!($record))
            }

            fn list_mut(&mut self, index: usize) -> Option<&mut dyn $crate::access::ElementsMut> {
                let mut position = 0;
                $(
                    if index == position {
                        return $crate::document!(@list_mut $kind, self.$field);
                    }
                    position += 1;
                )*
                unreachable!("{} has {position} fields, not {index}", stringify!($record))
            }
        }
    )*};

    (@type text) => { Option<String> };
    (@type decimal) => { Option<rust_decimal::Decimal> };
    (@type integer) => { Option<u32> };
    (@type flag) => { Option<bool> };
    (@type date) => { Option<jiff::civil::Date> };
    (@type instant) => { Option<jiff::Timestamp> };
    (@type {$record:ident}) => { Option<Box<$record>> };
    (@type [$record:ident]) => { Vec<$record> };

    (@kind text) => { $crate::shape::ValueKind::Text };
    (@kind decimal) => { $crate::shape::ValueKind::Decimal };
    (@kind integer) => { $crate::shape::ValueKind::Integer };
    (@kind flag) => { $crate::shape::ValueKind::Flag };
    (@kind date) => { $crate::shape::ValueKind::Date };
    (@kind instant) => { $crate::shape::ValueKind::Instant };
    (@kind {$record:ident}) => { $crate::shape::ValueKind::Record($record::shape) };
    (@kind [$record:ident]) => { $crate::shape::ValueKind::List($record::shape) };

    (@outline {$record:ident}) => { $crate::path::OutlineKind::Record($record::OUTLINE) };
    (@outline [$record:ident]) => { $crate::path::OutlineKind::List($record::OUTLINE) };
    (@outline $scalar:tt) => { $crate::path::OutlineKind::Value };

    (@read text, $value:expr) => {
        $value.as_deref().map_or($crate::access::Field::Absent, $crate::access::Field::Text)
    };
    (@read decimal, $value:expr) => {
        $value.map_or($crate::access::Field::Absent, $crate::access::Field::Decimal)
    };
    (@read integer, $value:expr) => {
        $value.map_or($crate::access::Field::Absent, $crate::access::Field::Integer)
    };
    (@read flag, $value:expr) => {
        $value.map_or($crate::access::Field::Absent, $crate::access::Field::Flag)
    };
    (@read date, $value:expr) => {
        $value.map_or($crate::access::Field::Absent, $crate::access::Field::Date)
    };
    (@read instant, $value:expr) => {
        $value.map_or($crate::access::Field::Absent, $crate::access::Field::Instant)
    };
    (@read {$record:ident}, $value:expr) => {
        match &$value {
            Some(record) => $crate::access::Field::Record(&**record),
            None => $crate::access::Field::Absent,
        }
    };
    (@read [$record:ident], $value:expr) => { $crate::access::Field::List(&$value) };

    (@write {$record:ident}, $slot:expr, $value:expr) => {{ let _ = $value; None }};
    (@write [$record:ident], $slot:expr, $value:expr) => {{ let _ = $value; None }};
    (@write $scalar:tt, $slot:expr, $value:expr) => {
        $crate::access::FromValue::from_value($value).map(|value| $slot = Some(value))
    };

    (@record_mut {$record:ident}, $slot:expr) => {
        Some(&mut **$slot.get_or_insert_default())
    };
    (@record_mut $other:tt, $slot:expr) => { None };

    (@list_mut [$record:ident], $slot:expr) => { Some(&mut $slot) };
    (@list_mut $other:tt, $slot:expr) => { None };
}

/// Whether a field is left out when a document is written.
pub(crate) trait Absent {
    fn absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn absent(&self) -> bool {
        self.is_empty()
    }
}

/// For serde: whether to leave a field out.
pub(crate) fn is_absent<T: Absent>(value: &T) -> bool {
    value.absent()
}
