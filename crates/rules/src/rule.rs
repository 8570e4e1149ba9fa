//! What is a rule made of?
//!
//! [`rule!`] turns a doc comment and one line into a [`RuleEntry`]: the comment becomes the
//! manual. A rule's function looks at the document and tells a [`Report`] what it finds; paths and
//! descriptions are only built for a finding, so a document without mistakes costs no allocation.

use cas_model::declaration_types::{self, Circumstances, DeclarationType};
use cas_model::{FieldPath, Finding, KnownPath, Severity, Source, territory};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::code_lists::{CodeLists, british};
use crate::law::{Certainty, LawPeriod, Switch, Switches, periods_in};

pub use cas_model::document::SingleAdministrativeDocument as Document;

/// What a rule must know besides the document.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The customs system that it goes to, by its code: `uk_cds`, `ncts`, …
    pub system: &'a str,
    /// The declaration's type, by its code: `transit`, `H1`, …
    pub declaration_type: &'a str,
    /// The country whose customs gets it (ISO 3166-1 alpha-2, `XI` for Northern Ireland).
    pub jurisdiction: &'a str,
    /// The day whose law counts: that of the declaration's acceptance, else of the declaration.
    pub day: Date,
    /// The day of the check, for what is measured against the clock.
    pub today: Date,
    /// The code lists that are known.
    pub code_lists: &'a CodeLists,
    /// The dated rules that the tenant switched.
    pub switches: &'a Switches,
    /// What the importer's other declarations of the year brought in below the mass threshold of the
    /// carbon border adjustment, in kilograms; `None` where that is not known.
    pub imported_before: Option<Decimal>,
    /// The declaration whose goods are presented; `None` where none are.
    pub presented: Option<Presented>,
}

/// A declaration that was sent before its goods come, when they do.
#[derive(Clone, Copy, Debug)]
pub struct Presented {
    /// The day on which what customs has of it was sent.
    pub sent_on: Date,
    /// The day as of which its values were deduced; `None` where they were given.
    pub deduced_on: Option<Date>,
}

impl Context<'_> {
    /// What is known of the declaration's type.
    #[must_use]
    pub fn kind(&self) -> Option<&'static DeclarationType> {
        declaration_types::find(self.declaration_type)
    }

    /// What the fields of a declaration's type are asked for.
    pub(crate) fn circumstances<'d>(&'d self, document: &'d Document) -> Circumstances<'d> {
        Circumstances {
            jurisdiction: self.jurisdiction,
            day: self.day,
            document,
        }
    }

    /// The same for what a document says of itself: a declaration to the United Kingdom is one
    /// for Northern Ireland where it states so.
    #[must_use]
    pub fn settled(&self, document: &Document) -> Self {
        Self {
            jurisdiction: territory::of_declaration(self.jurisdiction, document),
            ..*self
        }
    }

    /// Whether whose customs gets it is meant by a word: a country, or a territory that it is of.
    #[must_use]
    pub fn is_in(&self, word: &str) -> bool {
        territory::is_in(word, self.jurisdiction)
    }

    /// Whether it supplements another declaration in the United Kingdom (Y, Z), which asks nothing
    /// of how the goods came and were packed.
    #[must_use]
    pub fn is_british_supplementary(&self, document: &Document) -> bool {
        let additional = document.add_decl_type1.as_deref().unwrap_or("");
        self.is_in("UK") && ["Y", "Z"].contains(&additional)
    }

    /// Whether the declaration is of this type, or of a type of this category.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        is_meant(word, self.declaration_type)
    }

    /// Whether the list is known and does not hold the code on the day.
    #[must_use]
    pub fn refuses(&self, list: &str, code: &str) -> bool {
        self.contains(list, code) == Some(false)
    }

    /// Whether the list is known and holds the code on the day.
    #[must_use]
    pub fn holds(&self, list: &str, code: &str) -> bool {
        self.contains(list, code) == Some(true)
    }

    /// Whether goods are meant by a list, which names them by beginnings of the tariff code.
    #[must_use]
    pub fn covers(&self, list: &str, code: &str) -> bool {
        self.code_lists.covers(list, code, self.day) == Some(true)
    }

    /// Asks the list of the jurisdiction where it has its own, else the Union's.
    fn contains(&self, list: &str, code: &str) -> Option<bool> {
        let own = self.own_lists(list).iter();
        let asked = |name: &&str| self.code_lists.contains(name, code, self.day);
        let loaded = own.clone().filter(|name| self.code_lists.is_loaded(name));
        let own = loaded.chain(own.clone()).find_map(asked);
        own.or_else(|| self.code_lists.contains(list, code, self.day))
    }

    /// The names of the jurisdiction's own list in place of the Union's. Transit and excise
    /// movements are the same everywhere.
    fn own_lists(&self, list: &str) -> &'static [&'static str] {
        if !self.is_in("UK") || self.is("transit") || self.is("excise") {
            return &[];
        }
        british(list)
    }
}

/// Whether a word of a rule means a type of declaration: its code, or its category.
fn is_meant(word: &str, declaration_type: &str) -> bool {
    word == declaration_type
        || declaration_types::find(declaration_type).is_some_and(|kind| kind.is(word))
}

/// Where a rule applies; an empty list means everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Types of declarations, or categories of them.
    pub declaration_types: &'static [&'static str],
    /// Customs systems, by their codes.
    pub systems: &'static [&'static str],
    /// Whose customs gets the declaration: countries, or territories of `cas_model::territory`.
    pub territories: &'static [&'static str],
    /// Additional declaration types, as customs codes them.
    pub additional_types: &'static [&'static str],
    /// The levels it looks at, where it does not look wherever the field may stand.
    pub levels: &'static [&'static str],
}

impl Scope {
    /// Nothing is left out.
    pub(crate) const EVERYWHERE: Self = Self {
        declaration_types: &[],
        systems: &[],
        territories: &[],
        additional_types: &[],
        levels: &[],
    };

    /// The scope in words, beside the types of declarations: `systems uk_cds; territories UK`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let parts = [
            ("systems", self.systems),
            ("territories", self.territories),
            ("additional types", self.additional_types),
            ("levels", self.levels),
        ];
        let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
        let parts: Vec<String> = parts
            .map(|(name, words)| format!("{name} {}", words.join(", ")))
            .collect();
        parts.join("; ")
    }
}

/// One rule of the registry.
pub struct RuleEntry {
    /// Its code, `V` and four digits.
    pub code: &'static str,
    /// What is wrong when it finds something; the finding's message.
    pub name: &'static str,
    /// How bad that is.
    pub severity: Severity,
    /// Where the rule applies.
    pub scope: Scope,
    /// When it is law; always where no period is named.
    pub periods: &'static [LawPeriod],
    /// How sure we are that it is.
    pub certainty: Certainty,
    /// Whether it is about something that is not there, so that taking away what it names does
    /// not mend it.
    pub absence: bool,
    /// Looks for what the rule is about, and reports it.
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

    /// How bad it is, in a word.
    #[must_use]
    pub fn severity_in_words(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// The page that explains the code, Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let Self { code, name, .. } = self;
        let (severity, manual) = (self.severity_in_words(), self.manual());
        let law = self.law_in_words();
        format!("# {code}\n\n**{name}** ({severity})\n\n{manual}\n{law}")
    }

    /// Whether it holds in certain times only, so that a tenant may switch it.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        !self.periods.is_empty()
    }

    /// When it is law: `from 2025-09-01; from 2025-08-27 in DE`. Empty where it always is.
    #[must_use]
    pub fn days_in_words(&self) -> String {
        let periods = self.periods.iter().map(LawPeriod::in_words);
        periods.collect::<Vec<_>>().join("; ")
    }

    fn law_in_words(&self) -> String {
        let (letter, meaning) = (self.certainty.as_str(), self.certainty.meaning());
        match (self.is_dated(), self.certainty) {
            (false, Certainty::A) => String::new(),
            (false, _) => format!("\nCertainty {letter}: {meaning}.\n"),
            (true, _) => {
                let days = self.days_in_words();
                format!("\nLaw {days}. Certainty {letter}: {meaning}.\n")
            }
        }
    }

    /// Whether it is law in a country on a day, as far as the tenant does not know better.
    #[must_use]
    pub fn is_law(&self, country: &str, day: Date) -> bool {
        !self.is_dated() || periods_in(self.periods, country).any(|it| it.during.includes(day))
    }

    /// The same as the tenant has it.
    fn holds(&self, context: &Context<'_>) -> bool {
        match context.switches.switch_of(self.code, context.jurisdiction) {
            None | Some(Switch::Warn) => self.is_law(context.jurisdiction, context.day),
            Some(Switch::Off) => false,
            Some(Switch::From(first)) => {
                let mut periods = periods_in(self.periods, context.jurisdiction);
                let is_over =
                    |it: &LawPeriod| it.during.until.is_some_and(|last| last < context.day);
                first <= context.day && !periods.all(is_over)
            }
        }
    }

    /// Whether the rule is for a declaration type.
    #[must_use]
    pub fn is_for(&self, declaration_type: &str) -> bool {
        let mut words = self.scope.declaration_types.iter();
        words.any(|word| is_meant(word, declaration_type))
    }

    /// Whether the rule applies to a document, which says its additional type itself.
    #[must_use]
    pub fn applies(&self, document: &Document, context: &Context<'_>) -> bool {
        let scope = &self.scope;
        let additional = document.add_decl_type1.as_deref().unwrap_or("");
        self.is_for(context.declaration_type)
            && (scope.systems.is_empty() || scope.systems.contains(&context.system))
            && (scope.territories.is_empty()
                || scope.territories.iter().any(|word| context.is_in(word)))
            && (scope.additional_types.is_empty() || scope.additional_types.contains(&additional))
            && self.holds(context)
    }

    /// What this rule finds.
    #[must_use]
    pub fn findings(&'static self, document: &Document, context: &Context<'_>) -> Vec<Finding> {
        let switch = context.switches.switch_of(self.code, context.jurisdiction);
        let severity = match switch {
            Some(Switch::Warn) => Severity::Warning,
            Some(Switch::Off | Switch::From(_)) | None => self.severity,
        };
        let mut report = Report {
            rule: self,
            severity,
            because: context.switches.because(switch),
            findings: Vec::new(),
        };
        (self.check)(document, context, &mut report);
        report.findings
    }
}

/// Where a rule puts what it finds.
pub struct Report {
    rule: &'static RuleEntry,
    severity: Severity,
    because: Option<String>,
    findings: Vec<Finding>,
}

impl Report {
    /// Something is wrong with one field; `advice` says what to do.
    pub(crate) fn find(&mut self, field: impl Found, advice: impl Into<String>) {
        self.find_in(vec![field.path()], advice);
    }

    /// Several fields do not fit together; `advice` says what to do.
    pub(crate) fn find_in(&mut self, fields: Vec<FieldPath>, advice: impl Into<String>) {
        self.findings.push(Finding {
            code: self.rule.code.to_owned(),
            message: self.rule.name.to_owned(),
            description: advice.into(),
            severity: self.severity,
            source: Source::Validation,
            fields,
            pointer: None,
            because: self.because.clone(),
        });
    }
}

/// What a rule names as the place of what it finds: a path of the code, or one that was made.
pub(crate) trait Found {
    /// The path of it.
    fn path(self) -> FieldPath;
}

impl Found for KnownPath {
    fn path(self) -> FieldPath {
        self.into()
    }
}

impl Found for FieldPath {
    fn path(self) -> FieldPath {
        self
    }
}

impl Found for String {
    fn path(self) -> FieldPath {
        FieldPath::new(self)
    }
}

/// Declares the rule of a file: manual, code, name, severity, declaration types, what else limits
/// its scope, when it is law, how certain that is, or that it is about absence, function.
macro_rules! rule {
    (
        $(#[doc = $manual:literal])+
        $code:ident: $name:literal, $severity:ident, [$($kind:literal),+]
        $({ $($limit:ident: [$($word:literal),+]),+ $(,)? })?
        $(until $end:literal)?
        $(always in $everywhen:literal $(until $last:literal in $ended:literal)?)?
        $(from $from:literal $(until $until:literal)? $(in $territory:literal)?)*
        $(certain $certainty:ident)?
        $(is $absence:ident)?, $check:ident
    ) => {
        $(#[doc = $manual])+
        pub(super) const RULE: $crate::rule::RuleEntry = $crate::rule::RuleEntry {
            code: stringify!($code),
            name: $name,
            severity: cas_model::Severity::$severity,
            scope: $crate::rule::Scope {
                declaration_types: &[$($kind),+],
                $($($limit: &[$($word),+],)+)?
                ..$crate::rule::Scope::EVERYWHERE
            },
            periods: &[
                $($crate::law::LawPeriod {
                    territory: "",
                    during: cas_model::validity::Validity::ALWAYS.until($end),
                },)?
                $($crate::law::LawPeriod {
                    territory: $everywhen,
                    during: cas_model::validity::Validity::ALWAYS,
                },
                $($crate::law::LawPeriod {
                    territory: $ended,
                    during: cas_model::validity::Validity::ALWAYS.until($last),
                },)?)?
                $($crate::law::LawPeriod {
                    territory: concat!("", $($territory)?),
                    during: cas_model::validity::Validity::from($from)$(.until($until))?,
                },)*
            ],
            certainty: $crate::rule::certainty(&[$($crate::law::Certainty::$certainty)?]),
            absence: $crate::rule::is_about_absence(&[$(stringify!($absence))?]),
            check: $check,
            manual: &[$($manual),+],
        };
    };
}

/// How certain a rule is that says so; one that does not is of the official text it names.
pub(crate) const fn certainty(said: &[Certainty]) -> Certainty {
    match said {
        [certainty, ..] => *certainty,
        [] => Certainty::A,
    }
}

/// Whether the rule says that it is about absence.
pub(crate) const fn is_about_absence(words: &[&str]) -> bool {
    !words.is_empty()
}

pub(crate) use rule;
