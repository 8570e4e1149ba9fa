//! How does the code name a field of a document?
//!
//! By [`path!`](crate::path!), so that the compiler finds the names that no record has.

/// A path that is checked when the code is compiled: of the document, or of the record before it.
///
/// ```
/// use cas_model::document::GovernmentAgencyGoodsItem;
/// use cas_model::path;
///
/// assert_eq!(path!("goodsShipment.consignment.gmass").as_str(), "goodsShipment.consignment.gmass");
/// assert_eq!(path!(GovernmentAgencyGoodsItem: "goodsMeasure.gmass").to_string(), "goodsMeasure.gmass");
/// ```
///
/// Where it says `[]`, positions are filled in ([`KnownPath::at`]):
///
/// ```
/// use cas_model::path;
///
/// let amount = path!("obligationGuarantees[].amount").at(&[2]);
/// assert_eq!(amount.as_str(), "obligationGuarantees[2].amount");
/// ```
///
/// A path that leads nowhere does not compile:
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!("goodsShipment.consignment.grossMas");
/// ```
///
/// Nor does one below a single value, one without a name, or one of another record:
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!("declType.code");
/// ```
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!("goodsShipment..destination");
/// ```
///
/// ```compile_fail,E0080
/// let _ = cas_model::path!(cas_model::document::GovernmentAgencyGoodsItem: "addDeclType1");
/// ```
#[macro_export]
macro_rules! path {
    ($text:expr) => {
        $crate::path!($crate::document::SingleAdministrativeDocument: $text)
    };
    ($record:ty: $text:expr) => {{
        const PATH: $crate::path::KnownPath =
            $crate::path::KnownPath::new(<$record>::OUTLINE, $text);
        PATH
    }};
}

/// Several such paths as a constant list: `paths!["declType", "docRefNum"]`.
#[macro_export]
macro_rules! paths {
    ($($text:literal),* $(,)?) => {
        &[$($crate::path!($text)),*]
    };
    ($record:ty: $($text:literal),* $(,)?) => {{
        type Record = $record;
        &[$($crate::path!(Record: $text)),*]
    }};
}

#[cfg(test)]
mod tests {
    use crate::path::{KnownPath, Outline, OutlineKind};

    /// The outline names what the shape names: they are made from the same list.
    #[test]
    fn outlines_name_the_fields_of_shapes() {
        fn check(outline: &'static Outline, shape: &'static crate::shape::Shape) {
            use crate::shape::ValueKind;
            assert_eq!(outline.record, shape.name);
            assert_eq!(outline.fields.len(), shape.fields.len());
            for (ours, theirs) in outline.fields.iter().zip(&shape.fields) {
                assert_eq!(crate::shape::json_name(ours.name), theirs.name);
                let _ = outline.follow(theirs.name);
                match (ours.kind, theirs.kind) {
                    (OutlineKind::Record(below), ValueKind::Record(shape))
                    | (OutlineKind::List(below), ValueKind::List(shape)) => check(below, shape()),
                    (OutlineKind::Value, ValueKind::Record(_) | ValueKind::List(_))
                    | (OutlineKind::Record(_) | OutlineKind::List(_), _) => {
                        panic!("{} of {}", theirs.name, shape.name)
                    }
                    (OutlineKind::Value, _) => {}
                }
            }
        }
        use crate::document::{CustomsShipment, SingleAdministrativeDocument};
        check(
            SingleAdministrativeDocument::OUTLINE,
            SingleAdministrativeDocument::shape(),
        );
        check(CustomsShipment::OUTLINE, CustomsShipment::shape());
    }

    #[test]
    #[should_panic(
        expected = "the path `goodsShipment.consignmemt.gmass` leads nowhere: consignmemt is \
                               no field of GoodsShipment"
    )]
    fn a_path_that_leads_nowhere_is_refused_by_its_name() {
        let _ = KnownPath::new(
            crate::document::SingleAdministrativeDocument::OUTLINE,
            "goodsShipment.consignmemt.gmass",
        );
    }
}
