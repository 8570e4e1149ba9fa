//! What a declaration of the Commission's systems would not carry of a document.

use std::borrow::Cow;

use cas_gateway::{Examined, Matter, Request};
use cas_model::FieldPath;
use cas_model::access::Node;
use cas_model::document::SingleAdministrativeDocument;

use super::{house_levels, levels};
use crate::table::{Context, Table};

/// Examines a document by the table of its declaration, brought to customs' form as it is when it
/// is written.
pub(crate) fn examine(
    request: &Request<'_>,
    table: &Table,
    edition: Option<&str>,
    settle: fn(&SingleAdministrativeDocument) -> Cow<'_, SingleAdministrativeDocument>,
) -> Vec<Examined> {
    let document = settle(request.document);
    let mut examined = table.examine(&Context {
        document: &*document as &dyn Node,
        edition,
        given: &[("lrn", request.lrn)],
    });
    if let Cow::Owned(settled) = &document {
        let mut lost = levels::overridden(request.document, settled);
        lost.extend(house_levels::overridden(request.document, settled));
        let lost = lost.into_iter();
        examined.extend(lost.map(not_declared));
    }
    examined
}

fn not_declared(path: FieldPath) -> Examined {
    let matter = Matter::NotDeclared { known: Vec::new() };
    Examined { path, matter }
}
