//! What the customs system says of a document before its message is written, as findings.
//!
//! What another finding says already is not said again. A field that the system has no place for
//! is only told of where somebody gave it (what CAS deduced more than one system needs is no news),
//! and where no other declaration of the shipment's flow declares it either.

use std::collections::{HashMap, HashSet};

use cas_gateway::{CustomsSystem, Examined, Intent, Matter, Request};
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::finding::Finding;
use cas_model::origin::{Origin, Origins};
use cas_model::{FieldPath, KnownPath, findings, path};
use jiff::Timestamp;

use crate::declaration::DeclarationState;

/// How much there is of an item.
const QUANTITIES: &[&str] = &[".goodsMeasure.qty", ".goodsMeasure.uoM"];
/// The article that an item is.
const ARTICLE: KnownPath = path!(GovernmentAgencyGoodsItem: "commodity.itemId");

/// Adds what the system says of a declaration to what is found already.
pub fn examine(
    system: &dyn CustomsSystem,
    state: &DeclarationState,
    settings: &serde_json::Value,
    others: &[Other<'_>],
    now: Timestamp,
    found: &mut Vec<Finding>,
) {
    let request = Request {
        intent: Intent::Declare,
        document: &state.document,
        declaration_type: Some(&state.row.declaration_type),
        side: state.row.side,
        lrn: &state.row.lrn,
        facts: &state.facts,
        settings,
        message_identifier: "",
        now,
    };
    let examined = system.examine(&request);
    if examined.is_empty() {
        return;
    }
    let elsewhere = Elsewhere::examine(others, &request);
    let name = system.capabilities().name;
    let said = NamedFields::in_findings(found);
    let mut undeclared = Undeclared::new(&state.document, &state.origins);
    let mut more = Vec::new();
    for Examined { path, matter } in examined {
        match matter {
            Matter::NotDeclared { known } if !said.names(&path) && !elsewhere.declares(&path) => {
                undeclared.add(path, known);
            }
            Matter::DoesNotFit(problem) if !said.refuses(&path) => {
                more.push(findings::does_not_fit(problem).at(vec![path]));
            }
            Matter::Missing(element) if !said.refuses(&path) => {
                more.push(findings::missing_in_message(name, element).at(vec![path]));
            }
            Matter::NotDeclared { .. } | Matter::DoesNotFit(_) | Matter::Missing(_) => {}
        }
    }
    found.extend(more);
    found.extend(undeclared.findings(name));
}

/// Another declaration that the shipment's flow makes.
pub struct Other<'a> {
    /// The customs system that it is declared to.
    pub system: &'a dyn CustomsSystem,
    /// What it is declared as.
    pub declaration_type: &'a str,
}

/// What the other declarations of the flow do not declare, each for itself.
struct Elsewhere(Vec<HashSet<FieldPath>>);

impl Elsewhere {
    fn examine(others: &[Other<'_>], request: &Request<'_>) -> Self {
        let undeclared = |other: &Other<'_>| {
            let examined = other.system.examine(&Request {
                declaration_type: Some(other.declaration_type),
                settings: &serde_json::Value::Null,
                ..request.clone()
            });
            examined
                .into_iter()
                .filter(|examined| matches!(examined.matter, Matter::NotDeclared { .. }))
                .map(|examined| examined.path)
                .collect()
        };
        Self(others.iter().map(undeclared).collect())
    }

    /// Whether one of them has a place for it, or for a part of it.
    fn declares(&self, path: &FieldPath) -> bool {
        let is_left = |undeclared: &HashSet<FieldPath>| {
            let mut text = path.as_str();
            loop {
                if undeclared.contains(&FieldPath::new(text)) {
                    return true;
                }
                match path::parent(text) {
                    Some(above) if !above.is_empty() => text = above,
                    Some(_) | None => return false,
                }
            }
        };
        !self.0.iter().all(is_left)
    }
}

/// The fields that findings name already.
struct NamedFields {
    fields: HashSet<FieldPath>,
    /// Those of errors, and of what is missing also the records they are to stand in.
    refused: HashSet<FieldPath>,
}

impl NamedFields {
    fn in_findings(findings: &[Finding]) -> Self {
        let fields = findings.iter().flat_map(|finding| &finding.fields);
        let errors = findings.iter().filter(|finding| finding.is_error());
        Self {
            fields: fields.cloned().collect(),
            refused: errors
                .flat_map(|finding| finding.fields.iter().cloned())
                .collect(),
        }
    }

    fn names(&self, path: &FieldPath) -> bool {
        self.fields.contains(path)
    }

    /// Whether an error is about the field, what it stands in, or what stands in it.
    fn refuses(&self, path: &FieldPath) -> bool {
        let is_near = |said: &FieldPath| {
            !said.is_root() && (path.is_within(said) || (!path.is_root() && said.is_within(path)))
        };
        self.refused.contains(path) || self.refused.iter().any(is_near)
    }
}

/// What the system has no place for, by kind of field: one finding for each.
struct Undeclared<'s> {
    document: &'s SingleAdministrativeDocument,
    /// Whether what stands in these was given by somebody.
    origins: HashMap<&'s str, bool>,
    /// Those of `origins` that somebody gave: only these are worth a finding.
    given: Vec<&'s FieldPath>,
    /// In the order in which they were found.
    kinds: Vec<UndeclaredKind>,
    positions: HashMap<String, usize>,
}

/// Fields of one kind that have no place for one reason.
struct UndeclaredKind {
    /// The values that do have a place, where it is for its value.
    known: Vec<&'static str>,
    fields: Vec<FieldPath>,
}

impl<'s> Undeclared<'s> {
    fn new(document: &'s SingleAdministrativeDocument, origins: &'s Origins) -> Self {
        let mut known = HashMap::new();
        let mut given = Vec::new();
        for group in origins.groups() {
            let is_given = is_given(&group.origin);
            known.extend(group.paths.iter().map(|path| (path.as_str(), is_given)));
            given.extend(group.paths.iter().filter(|_| is_given));
        }
        Self {
            document,
            origins: known,
            given,
            kinds: Vec::new(),
            positions: HashMap::new(),
        }
    }

    fn add(&mut self, path: FieldPath, known: Vec<&'static str>) {
        if !self.was_given(&path) || self.is_of_an_article(&path) {
            return;
        }
        let kind = format!("{}{}", path::without_keys(path.as_str()), known.join(" "));
        let position = *self.positions.entry(kind).or_insert_with(|| {
            let fields = Vec::new();
            self.kinds.push(UndeclaredKind { known, fields });
            self.kinds.len() - 1
        });
        self.kinds[position].fields.push(path);
    }

    /// Whether somebody gave the field, or anything in the record.
    fn was_given(&self, path: &FieldPath) -> bool {
        if self.nearest(path).unwrap_or(true) {
            return true;
        }
        let mut given = self.given.iter();
        given.any(|field| field.is_within(path))
    }

    /// Whether it is how much of an article there is: what its masses and packages were calculated
    /// from, which are declared.
    fn is_of_an_article(&self, path: &FieldPath) -> bool {
        let item = QUANTITIES
            .iter()
            .find_map(|quantity| path.as_str().strip_suffix(quantity));
        let article = item.map(|item| FieldPath::new(item).to(ARTICLE));
        let article = article.as_ref().and_then(|path| path.get(self.document));
        article.is_some_and(|article| article.is_present())
    }

    /// What is known of the nearest path at or above this one.
    fn nearest(&self, path: &FieldPath) -> Option<bool> {
        let mut text = path.as_str();
        loop {
            let known = self.origins.get(text);
            if known.is_some() || text.is_empty() {
                return known.copied();
            }
            text = path::parent(text).unwrap_or("");
        }
    }

    fn findings(self, system: &str) -> Vec<Finding> {
        let document = self.document;
        let kinds = self.kinds.into_iter();
        kinds
            .map(|UndeclaredKind { known, fields }| {
                let advice = match &known[..] {
                    [] => format!(
                        "{system} has no place for it in this declaration: customs does not \
                         learn it. Remove it, or declare what it says where there is a place."
                    ),
                    known => {
                        let value = fields.first().and_then(|path| path.get(document)?.text());
                        format!(
                            "\"{}\" is none of those that have a place in this declaration: {}. \
                             Customs does not learn what stands here.",
                            value.unwrap_or_default(),
                            known.join(", ")
                        )
                    }
                };
                findings::not_declared(advice).at(fields)
            })
            .collect()
    }
}

/// Whether a shipment or a person said it.
fn is_given(origin: &Origin) -> bool {
    match origin {
        Origin::Shipment { .. } | Origin::InputMapping(_) | Origin::Person { .. } => true,
        Origin::Configuration { .. }
        | Origin::MasterData { .. }
        | Origin::DecisionTable { .. }
        | Origin::EarlierDeclaration { .. }
        | Origin::Calculation { .. }
        | Origin::Customs { .. }
        | Origin::Grouping { .. }
        | Origin::Generated => false,
    }
}
