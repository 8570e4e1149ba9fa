//! What is a rule made of?
//!
//! [`rule!`] turns a doc comment and one line into a [`RuleEntry`]: the comment becomes the
//! manual. A rule's function looks at the document and tells a [`Report`] what it finds; paths and
//! descriptions are only built for a finding, so a document without mistakes costs no allocation.

use cas_model::declaration_types::{self, DeclarationType};
use cas_model::{FieldPath, Finding, Severity, Source};
use jiff::civil::Date;

use crate::code_lists::CodeLists;

pub use cas_model::document::SingleAdministrativeDocument as Document;

/// What a rule must know besides the document.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The declaration's type, by its code: `transit`, `H1`, …
    pub declaration_type: &'a str,
    /// The country whose customs gets it (ISO 3166-1 alpha-2).
    pub jurisdiction: &'a str,
    /// The day of the check, at the place of the declaration.
    pub today: Date,
    /// The code lists that are known.
    pub code_lists: &'a CodeLists,
}

impl Context<'_> {
    /// What is known of the declaration's type.
    #[must_use]
    pub fn kind(&self) -> Option<&'static DeclarationType> {
        declaration_types::find(self.declaration_type)
    }

    /// Whether the declaration is of this type, or of a type of this category.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        is_meant(word, self.declaration_type)
    }

    /// Whether the list is known and does not hold the code today.
    #[must_use]
    pub fn refuses(&self, list: &str, code: &str) -> bool {
        self.code_lists.contains(list, code, self.today) == Some(false)
    }

    /// Whether the list is known and holds the code today.
    #[must_use]
    pub fn holds(&self, list: &str, code: &str) -> bool {
        self.code_lists.contains(list, code, self.today) == Some(true)
    }
}

/// Whether a word of a rule means a type of declaration: its code, or its category.
fn is_meant(word: &str, declaration_type: &str) -> bool {
    word == declaration_type
        || declaration_types::find(declaration_type).is_some_and(|kind| kind.is(word))
}

/// One rule of the registry.
pub struct RuleEntry {
    /// Its code, `V` and four digits.
    pub code: &'static str,
    /// What is wrong when it finds something; the finding's message.
    pub name: &'static str,
    /// How bad that is.
    pub severity: Severity,
    /// What it is for: types of declarations, or categories of them.
    pub declaration_types: &'static [&'static str],
    /// Looks for it.
    pub check: fn(&Document, &Context<'_>, &mut Report),
    /// The lines of the doc comment, each with the space that follows `///`.
    pub(crate) manual: &'static [&'static str],
}

impl RuleEntry {
    /// The rule's manual, Markdown.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines: Vec<&str> = self.manual.iter().map(|line| line.trim()).collect();
        lines.join("\n")
    }

    /// Whether the rule is for a declaration type.
    #[must_use]
    pub fn is_for(&self, declaration_type: &str) -> bool {
        let mut words = self.declaration_types.iter();
        words.any(|word| is_meant(word, declaration_type))
    }

    /// What this rule finds.
    #[must_use]
    pub fn findings(&'static self, document: &Document, context: &Context<'_>) -> Vec<Finding> {
        let mut report = Report {
            rule: self,
            findings: Vec::new(),
        };
        (self.check)(document, context, &mut report);
        report.findings
    }
}

/// Where a rule puts what it finds.
pub struct Report {
    rule: &'static RuleEntry,
    findings: Vec<Finding>,
}

impl Report {
    /// Something is wrong with one field; `advice` says what to do.
    pub(crate) fn find(&mut self, field: impl Into<String>, advice: impl Into<String>) {
        self.find_in(vec![FieldPath::new(field)], advice);
    }

    /// Several fields do not fit together; `advice` says what to do.
    pub(crate) fn find_in(&mut self, fields: Vec<FieldPath>, advice: impl Into<String>) {
        self.findings.push(Finding {
            code: self.rule.code.to_owned(),
            message: self.rule.name.to_owned(),
            description: advice.into(),
            severity: self.rule.severity,
            source: Source::Validation,
            fields,
            pointer: None,
        });
    }
}

/// Declares the rule of a file: manual, code, name, severity, declaration types, function.
macro_rules! rule {
    (
        $(#[doc = $manual:literal])+
        $code:ident: $name:literal, $severity:ident, [$($kind:literal),+], $check:ident
    ) => {
        $(#[doc = $manual])+
        pub(super) const RULE: $crate::rule::RuleEntry = $crate::rule::RuleEntry {
            code: stringify!($code),
            name: $name,
            severity: cas_model::Severity::$severity,
            declaration_types: &[$($kind),+],
            check: $check,
            manual: &[$($manual),+],
        };
    };
}

pub(crate) use rule;
