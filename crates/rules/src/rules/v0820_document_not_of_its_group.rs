use cas_model::document::{AdditionalDocument, TransportContractDocument};
use cas_model::path;

use crate::reading::{Reading, eu_type, given, is_national};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In transit every document stands in its group: supporting documents are of code list CL213,
    /// references (category Y) of CL380, transport documents of CL754. A national type, which
    /// begins with a digit, is for the country's customs to know.
    ///
    /// Source: CC015C: the code lists of its groups; guideline G0057 for national types. Customs
    /// answers another code with error 12.
    V0820: "Document is not of its group", Error, ["transit"], check
}

/// One of the three groups of papers: what one of it is called, and the list of its types.
struct Group {
    name: &'static str,
    list: &'static str,
}

const SUPPORTING: Group = Group {
    name: "supporting document",
    list: "CL213",
};
const REFERENCE: Group = Group {
    name: "additional reference",
    list: "CL380",
};
const TRANSPORT: Group = Group {
    name: "transport document",
    list: "CL754",
};
const GROUPS: &[Group] = &[SUPPORTING, REFERENCE, TRANSPORT];

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, supporting) in document.additional_documents() {
        if given(&supporting.r#type).is_none() {
            continue;
        }
        let code = eu_type(&supporting.category, &supporting.r#type);
        let is_reference = supporting.category.as_deref() == Some("Y");
        let group = if is_reference {
            &REFERENCE
        } else {
            &SUPPORTING
        };
        let field = || place.field(path!(AdditionalDocument: "type"));
        look(&code, group, context, field, report);
    }
    for (place, transport) in document.transport_documents() {
        if given(&transport.r#type).is_none() {
            continue;
        }
        let code = eu_type(&transport.category, &transport.r#type);
        let field = || place.field(path!(TransportContractDocument: "type"));
        look(&code, &TRANSPORT, context, field, report);
    }
}

fn look(
    code: &str,
    group: &Group,
    context: &Context<'_>,
    field: impl FnOnce() -> String,
    report: &mut Report,
) {
    let Group { name, list } = group;
    if code.is_empty() || is_national(code) || !context.refuses(list, code) {
        return;
    }
    let other = GROUPS.iter().find(|other| context.holds(other.list, code));
    let advice = match other {
        Some(other) => format!("{code} is a {} and no {name}; give it as such.", other.name),
        None => format!("{code} is not in code list {list}; give the type of the {name}."),
    };
    report.find(field(), advice);
}
