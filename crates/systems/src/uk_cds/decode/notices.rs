//! What customs reports beside the procedure: DMSEXT, the declaration is handled outside the
//! system; DMSALV, the authority for food and plants has decided; DMSQRY, customs has a question.

use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::note;

pub(super) const DMSEXT: ResponseKind = ResponseKind {
    code: "17",
    name: "DMSEXT",
    read: |response, message| {
        note(
            response,
            "Customs handles the declaration outside its system",
            message,
        );
        Ok(())
    },
    event: |_, _| Event::NoticeReceived,
};

pub(super) const DMSALV: ResponseKind = ResponseKind {
    code: "50",
    name: "DMSALV",
    read: |response, message| {
        note(
            response,
            "The authority for food and plants has decided",
            message,
        );
        Ok(())
    },
    event: |_, _| Event::NoticeReceived,
};

pub(super) const DMSQRY: ResponseKind = ResponseKind {
    code: "51",
    name: "DMSQRY",
    read: |response, message| {
        note(response, "Customs asks for information", message);
        Ok(())
    },
    event: |_, _| Event::InformationAskedByCustoms,
};
