//! Which notifications can the authority send? Those of [`KINDS`]: in files by what they are about,
//! each holding what stands between the time of issue and the end of the response. The envelope is
//! written here.

pub(crate) mod acceptance;
pub(crate) mod amendment;
pub(crate) mod control;
pub(crate) mod duties;
mod page;
pub(crate) mod rejection;
pub(crate) mod release;

use super::movements::messages as movements;
use crate::answer::{MessageBehaviour, Page};
use crate::xml::Writer;

/// The notifications, by their names.
pub(crate) const KINDS: &[MessageBehaviour] = &[
    acceptance::DMSACC,
    release::DMSALV,
    release::DMSCLE,
    duties::DMSCPI,
    duties::DMSCPR,
    control::DMSCTL,
    control::DMSDET,
    control::DMSDOC,
    release::DMSEOG,
    release::DMSEXT,
    release::DMSGER,
    rejection::DMSINV,
    control::DMSQRY,
    acceptance::DMSRCV,
    rejection::DMSREJ,
    rejection::DMSREQ,
    amendment::DMSRES,
    release::DMSROG,
    duties::DMSTAX,
    movements::CONTROL,
    movements::MOVEMENT,
    movements::TOTALS,
];

/// The function codes of the notifications.
const FUNCTION_CODES: [(&str, &str); 19] = [
    ("DMSACC", "01"),
    ("DMSRCV", "02"),
    ("DMSREJ", "03"),
    ("DMSCTL", "05"),
    ("DMSDOC", "06"),
    ("DMSRES", "07"),
    ("DMSROG", "08"),
    ("DMSCLE", "09"),
    ("DMSINV", "10"),
    ("DMSREQ", "11"),
    ("DMSTAX", "13"),
    ("DMSCPI", "14"),
    ("DMSCPR", "15"),
    ("DMSEOG", "16"),
    ("DMSEXT", "17"),
    ("DMSGER", "18"),
    ("DMSALV", "50"),
    ("DMSQRY", "51"),
    ("DMSDET", "52"),
];

const METADATA: &str = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";

const RESPONSE: &str = "urn:wco:datamodel:WCO:RES-DMS:2";

/// Writes the whole notification, with its head.
pub(super) fn write(page: &Page<'_>) -> String {
    let draft = page.draft;
    let kind = draft.answer.kind;
    if movements::is_one(kind.code) {
        return movements::write(page);
    }
    let mut writer = Writer::with_capacity(2048);
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    writer.group_in("MetaData", METADATA, |writer| {
        writer.leaf("WCODataModelVersionCode", "3.6");
        writer.leaf("WCOTypeName", "RES");
        writer.leaf("ResponsibleCountryCode", "GB");
        writer.leaf("ResponsibleAgencyName", "HMRC");
        writer.leaf("AgencyAssignedCustomizationVersionCode", "v2.1");
        writer.group_in("Response", RESPONSE, |writer| {
            let row = FUNCTION_CODES.iter().find(|(code, _)| *code == kind.code);
            writer.leaf("FunctionCode", row.map_or("", |(_, function)| function));
            writer.leaf("FunctionalReferenceID", &page::identification(page));
            page::time("IssueDateTime", draft.moment, writer);
            (kind.write)(writer, page);
        });
    });
    writer.finish()
}
