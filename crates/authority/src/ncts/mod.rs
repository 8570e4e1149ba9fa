//! How does the transit authority (NCTS, phases 5 and 6) behave?
//!
//! As every authority of the Commission's systems ([`crate::commission`]), with what [`DOMAIN`]
//! says: `course` is what follows acceptance, `invalidation` what follows a request for it; the
//! messages the authority sends are in `messages`, each check that only transit has its file in
//! `checks`.

mod checks;
mod course;
mod invalidation;
mod messages;

use crate::commission::{Domain, Example};
use crate::marker::Marker;

/// What tells transit from the other systems.
pub(crate) static DOMAIN: Domain = Domain {
    code: "ncts",
    kinds: messages::KINDS,
    namespace: "http://ncts.dgtaxud.ec",
    prefix: "ncts",
    operation: "TransitOperation",
    office: "CustomsOfficeOfDeparture",
    ucr: "Consignment/referenceNumberUCR",
    item: "ConsignmentItem",
    declaration: "CC015C",
    amendment: "CC013C",
    presentation: "CC170C",
    followers: &[
        ("CC013C", Marker::Silent013),
        ("CC014C", Marker::Silent014),
        ("CC170C", Marker::Silent170),
    ],
    confirms_every_receipt: true,
    receipt: &messages::acceptance::CC928C,
    acceptance_of_amendment: &messages::acceptance::CC004C,
    rejection: |_| &messages::rejection::CC056C,
    mrn_letter: |_| 'J',
    accepted: course::accepted,
    released: course::released,
    detailed: course::with_detail,
    is_finished: |status| !status.is_open(),
    follow: invalidation::react,
    checks: checks::CHECKS,
    formats: checks::FORMATS,
    repeated: checks::REPEATED,
    examples: [
        Example {
            path: "Consignment/HouseConsignment/ConsignmentItem/Commodity/CommodityCode/\
                   harmonizedSystemSubHeadingCode",
            pointer: "Consignment/HouseConsignment[1]/ConsignmentItem[1]/Commodity/CommodityCode/\
                      harmonizedSystemSubHeadingCode",
            reason: "CL152",
        },
        Example {
            path: "HolderOfTheTransitProcedure/identificationNumber",
            pointer: "HolderOfTheTransitProcedure/identificationNumber",
            reason: "R0850",
        },
    ],
};
