//! What does the plan of a dry run look like, in the OpenAPI document?
//!
//! The engine makes plans and knows no OpenAPI: its records are told here once more, one line per
//! field. A test compares plans with it.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Ref, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// The plan of a dry run, in the description only.
pub enum Plan {}

/// What a field holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Flag,
    Number,
    Anything,
    One(&'static str),
    Many(&'static str),
    Texts,
}

use Holds::{Anything, Flag, Many, Number, One, Text, Texts};

type Field = (&'static str, Holds, &'static str);

/// What is told of everything beside declarations.
const EFFECTS: &[Field] = &[
    (
        "messages",
        Many("PlannedMessage"),
        "Messages that are sent to customs",
    ),
    (
        "notifications",
        Many("PlannedNotification"),
        "What the customer is told",
    ),
    (
        "masterData",
        Many("PlannedRecord"),
        "New versions of master data",
    ),
    (
        "configuration",
        Many("PlannedConfiguration"),
        "Versions of configuration",
    ),
    (
        "connections",
        Many("PlannedConnection"),
        "Connections; without version when deleted",
    ),
    (
        "codeLists",
        Many("PlannedCodeList"),
        "Lists of codes that are loaded",
    ),
    (
        "subscriptions",
        Many("PlannedSubscription"),
        "Subscriptions; without url when ended",
    ),
];

/// The records whose fields are followed by those of [`EFFECTS`].
const WITH_EFFECTS: &[(&str, &[Field])] = &[
    (
        "Plan",
        &[
            (
                "ingestions",
                Many("PlannedIngestion"),
                "What the messages come to",
            ),
            (
                "actions",
                Many("PlannedAction"),
                "What the requested actions come to",
            ),
            (
                "declarations",
                Many("ChangedDeclaration"),
                "Declarations that are changed at once",
            ),
        ],
    ),
    (
        "PlannedIngestion",
        &[
            ("kind", Text, "CustomsShipment, ArticleDataItem, …"),
            (
                "externalReference",
                Text,
                "The ERP's reference, or the code of the record",
            ),
            (
                "outcome",
                Text,
                "successful, refused, waits (customs must answer first) or fails",
            ),
            (
                "errors",
                Many("PlannedError"),
                "Why it is refused, or waits",
            ),
            (
                "changes",
                Anything,
                "What the client's input mapping changes before the message is kept",
            ),
            ("followsOthers", Flag, FOLLOWS),
            (
                "declarations",
                Many("PlannedDeclaration"),
                "What is done with its declarations",
            ),
        ],
    ),
    (
        "PlannedAction",
        &[
            ("action", Text, "The action"),
            (
                "outcome",
                Text,
                "successful, unsuccessful (the declaration says why) or fails",
            ),
            (
                "errors",
                Anything,
                "Findings that say why it is not successful",
            ),
            ("followsOthers", Flag, FOLLOWS),
            ("declaration", One("ChangedDeclaration"), "The declaration"),
        ],
    ),
];

const FOLLOWS: &str = "Whether others come first; the plan is what it would be without them";

const RECORDS: &[(&str, &[Field])] = &[
    (
        "PlannedError",
        &[
            ("code", Text, "The code; each has a page under /errors"),
            ("message", Text, "Why, and what to do instead"),
            ("path", Text, "The field, where it is one's"),
        ],
    ),
    (
        "PlannedDeclaration",
        &[
            (
                "declarationId",
                Text,
                "The declaration; made anew each time for one that is created",
            ),
            ("lrn", Text, "Our number"),
            ("step", Text, "The step of the flow"),
            (
                "resolution",
                Text,
                "create, leave, edit, amend, delete, invalidate or supersede",
            ),
            (
                "statusBefore",
                Text,
                "Its status before; absent where it is created",
            ),
            ("statusAfter", Text, "Its status after"),
            (
                "differences",
                Many("PlannedDifference"),
                "What differs in its document",
            ),
            ("keptEdits", Texts, "Manual edits that stay"),
            (
                "conflicts",
                Texts,
                "Manual edits that somebody must decide on",
            ),
            ("lostEdits", Texts, "Manual edits that are lost"),
            (
                "findingsBefore",
                Many("Finding"),
                "What was found in it before",
            ),
            (
                "findingsAfter",
                Many("Finding"),
                "What is found in it once all of this is done",
            ),
        ],
    ),
    (
        "ChangedDeclaration",
        &[
            ("declarationId", Text, "The declaration"),
            ("lrn", Text, "Our number"),
            ("step", Text, "The step of the flow"),
            (
                "statusBefore",
                Text,
                "Its status before; absent where it is created",
            ),
            ("statusAfter", Text, "Its status after"),
            (
                "revisionBefore",
                Number,
                "The revision of its document before",
            ),
            (
                "revisionAfter",
                Number,
                "The revision of its document after",
            ),
            (
                "differences",
                Many("PlannedDifference"),
                "What differs in its document",
            ),
            (
                "findingsBefore",
                Many("Finding"),
                "What was found in it before",
            ),
            (
                "findingsAfter",
                Many("Finding"),
                "What is found in it once all of this is done",
            ),
        ],
    ),
    (
        "PlannedDifference",
        &[
            ("address", Text, "Where, however elements move"),
            ("path", Text, "Where in the document"),
            (
                "before",
                Anything,
                "What stands there before; absent where nothing does",
            ),
            (
                "after",
                Anything,
                "What stands there after; absent where nothing does",
            ),
        ],
    ),
    (
        "PlannedMessage",
        &[
            ("system", Text, "The customs system"),
            ("messageType", Text, "Its type, customs' name"),
            ("declarationId", Text, "The declaration it is about"),
        ],
    ),
    (
        "PlannedNotification",
        &[
            ("eventType", Text, "The event"),
            ("eventSubType", Text, "What of it"),
        ],
    ),
    (
        "PlannedRecord",
        &[
            ("kind", Text, "article, businessPartner, …"),
            ("code", Text, "The code of the record"),
            ("version", Number, "Its new version"),
        ],
    ),
    (
        "PlannedConfiguration",
        &[
            ("kind", Text, "flow, decisionTable or settings"),
            ("name", Text, "Its name"),
            ("version", Number, "Its version"),
            ("state", Text, "draft, published, retired or deleted"),
        ],
    ),
    (
        "PlannedConnection",
        &[
            ("system", Text, "The customs system"),
            ("version", Number, "Its version after"),
        ],
    ),
    (
        "PlannedCodeList",
        &[
            ("list", Text, "The list"),
            ("entries", Number, "How many entries it has after"),
            ("written", Number, "How many are new or changed"),
            ("removed", Number, "How many are removed"),
        ],
    ),
    (
        "PlannedSubscription",
        &[
            (
                "id",
                Text,
                "The subscription; made anew each time for a new one",
            ),
            ("url", Text, "Where it posts"),
        ],
    ),
];

impl PartialSchema for Plan {
    fn schema() -> RefOr<Schema> {
        let [(_, fields), ..] = WITH_EFFECTS else {
            return RefOr::default();
        };
        record(fields.iter().chain(EFFECTS))
    }
}

impl ToSchema for Plan {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Plan")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for (name, fields) in WITH_EFFECTS {
            schemas.push(((*name).to_owned(), record(fields.iter().chain(EFFECTS))));
        }
        for (name, fields) in RECORDS {
            schemas.push(((*name).to_owned(), record(fields.iter())));
        }
    }
}

fn record<'f>(fields: impl Iterator<Item = &'f Field>) -> RefOr<Schema> {
    let object = fields.fold(ObjectBuilder::new(), |object, (name, holds, doc)| {
        object.property(*name, schema(*holds, doc))
    });
    object.into()
}

fn schema(holds: Holds, doc: &str) -> RefOr<Schema> {
    let plain = |kind: SchemaType| {
        let object = ObjectBuilder::new().schema_type(kind);
        object.description(Some(doc))
    };
    let list = ArrayBuilder::new().description(Some(doc));
    match holds {
        Text => plain(Type::String.into()).into(),
        Flag => plain(Type::Boolean.into()).into(),
        Number => plain(Type::Integer.into()).into(),
        Anything => plain(SchemaType::AnyValue).into(),
        One(name) => Ref::from_schema_name(name).into(),
        Many(name) => list.items(Ref::from_schema_name(name)).into(),
        Texts => {
            let text = ObjectBuilder::new().schema_type(Type::String);
            list.items(text).into()
        }
    }
}
