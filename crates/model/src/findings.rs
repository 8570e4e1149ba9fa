//! What does CAS find wrong with a declaration by itself, beside the rules?
//!
//! One list. A finding stands in it once: its code, how bad it is, who says so, what its message
//! and its advice read, and its manual (the comment, and what to do). The function of its name
//! makes one; `docs/findings.md`, the page of the code at `/errors/<code>` and the tests read
//! [`REGISTRY`]. Codes are public: they are added here and never change meaning. Rules have their
//! own list, in `cas_rules`; a code is in one of the two.

use std::fmt::Display;

use crate::finding::{Finding, Severity, Source};

/// What is the same for all findings with a code.
pub struct KnownFinding {
    /// Its code: a letter and four digits.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// How bad it is where that depends on what happened, and whoever found it says so.
    pub other_severity: Option<Severity>,
    /// Who finds it: one of our checks, customs, or whoever asks the configuration.
    pub source: Source,
    /// What to do about it, whatever the declaration.
    pub remedy: &'static str,
    /// The lines of the comment in the list, each with the space that follows `///`.
    manual: &'static [&'static str],
}

impl KnownFinding {
    /// What a finding with this code says, Markdown.
    #[must_use]
    pub fn meaning(&self) -> String {
        let lines: Vec<&str> = self.manual.iter().map(|line| line.trim()).collect();
        lines.join(" ")
    }

    /// How bad it is, in a word or two.
    #[must_use]
    pub fn severity_in_words(&self) -> &'static str {
        match (self.severity, self.other_severity) {
            (Severity::Warning, None | Some(Severity::Warning)) => "warning",
            (Severity::Error, None | Some(Severity::Error)) => "error",
            (Severity::Warning, Some(Severity::Error))
            | (Severity::Error, Some(Severity::Warning)) => "warning or error",
        }
    }

    /// The page that explains the code, Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let Self { code, remedy, .. } = self;
        let (severity, meaning) = (self.severity_in_words(), self.meaning());
        format!(
            "# {code}\n\n**What it says** ({severity}). {meaning}.\n\n**What to do.** {remedy}.\n"
        )
    }

    fn found(&self, message: String, advice: String) -> Finding {
        Finding {
            code: self.code.to_owned(),
            message,
            description: advice,
            severity: self.severity,
            source: self.source,
            fields: Vec::new(),
            pointer: None,
            because: None,
        }
    }
}

/// The finding with a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static KnownFinding> {
    REGISTRY.iter().copied().find(|known| known.code == code)
}

/// Declares each finding once: its manual, its code, the function that makes it with what its texts
/// name, severity, source, message, advice, and what to do where the advice is about one
/// declaration only.
macro_rules! findings {
    ($(
        $(#[doc = $manual:literal])+
        $code:ident $name:ident($($named:ident),*):
            $severity:ident $(or $other:ident)?, $source:ident,
            $message:literal, $advice:literal $(, remedy $remedy:literal)?;
    )*) => {
        $(
            $(#[doc = $manual])+
            pub static $code: KnownFinding = KnownFinding {
                code: stringify!($code),
                severity: Severity::$severity,
                other_severity: first(&[$(Severity::$other)?]),
                source: Source::$source,
                remedy: remedy(&[$($remedy)?], $advice),
                manual: &[$($manual),+],
            };

            $(#[doc = $manual])+
            #[must_use]
            pub fn $name($($named: impl Display),*) -> Finding {
                $code.found(format!($message), format!($advice))
            }
        )*

        /// Every finding, by code.
        pub static REGISTRY: &[&KnownFinding] = &[$(&$code),*];
    };
}

const fn first(severities: &[Severity]) -> Option<Severity> {
    severities.first().copied()
}

const fn remedy(own: &[&'static str], advice: &'static str) -> &'static str {
    match own.first() {
        Some(own) => own,
        None => advice,
    }
}

findings! {
    /// The message for customs cannot be written: the document lacks what the message must have.
    /// `description` names it
    V0000 document_unwritable(what):
        Error, Validation,
        "The message for customs cannot be written", "{what}",
        remedy "Complete the field. A rule or `V0921` should have found it first: please report \
                the case";
    /// Not declared to this system: something was given that the message for customs has no place
    /// for, so customs does not learn it. `fields` names it: a field, or a record or element of
    /// which nothing is declared. Where an element has no place because of its own `type`, `role`
    /// or the like, the text names the word and those that have a place. What CAS filled in itself
    /// is not told of
    V0912 not_declared(advice):
        Warning, Validation,
        "Not declared to this system", "{advice}",
        remedy "Remove it, correct the word, or declare what it says where there is a place; \
                `docs/coverage.md` tells what each message has and why the rest is not \
                written";
    /// Value does not fit into the message: it is longer, has more digits or decimals, or is there
    /// more often than customs takes, is negative, not greater than zero, or has a character that
    /// XML cannot carry. The text says the limit
    V0920 does_not_fit(problem):
        Error, Validation,
        "Value does not fit into the message", "{problem}. Correct the value.",
        remedy "Correct the value";
    /// Missing in the message: customs does not take the message without this element, and no rule
    /// said so first
    V0921 missing_in_message(system, element):
        Error, Validation,
        "Missing in the message", "Give it: {system} requires it as {element}.",
        remedy "Give it";

    /// The configuration lacks something to send it: the customs system, the tenant's connection,
    /// or one of its settings
    C0001 configuration_missing(what):
        Error, Configuration,
        "The message for customs cannot be written", "{what}",
        remedy "An administrator completes the connection; then the action `validate` goes on";

    /// No business partner with this code in the master data
    D0001 unknown_business_partner(code):
        Warning, Configuration,
        "No business partner {code} in the master data",
        "Add the business partner, or send identifiers, name and address";
    /// No article with this code in the master data
    D0002 unknown_article(code):
        Warning, Configuration,
        "No article {code} in the master data",
        "Add the article, or send description, codes and masses";
    /// No location with this code in the master data
    D0003 unknown_location(code):
        Warning, Configuration,
        "No location {code} in the master data",
        "Add the location, or send what identifies it";

    /// No exchange rate from one currency to another, and values hang on it; they stay empty
    D0010 no_exchange_rate(from, to):
        Error, Configuration,
        "No exchange rate from {from} to {to}",
        "Add the rate of {from} for the period to the master data; values that need it stay empty",
        remedy "Add the rate for the period to the master data, or send the values";
    /// A total that was given differs from the sum of the items; both stay as given
    D0011 total_differs(name, given, of_parts):
        Warning, Validation,
        "The total {name} {given} differs from the items' sum {of_parts}",
        "Correct the total or the items; both are left as given",
        remedy "Correct the total or the items. A gross mass may be more than the items', by what \
                carries the goods";
    /// Of the consignment's gross mass nothing is left for the items that have none
    D0012 no_mass_left(total, given, lacking):
        Warning, Validation,
        "Of {total} kg nothing is left for {lacking} items without gross mass",
        "The other items weigh {given} kg; correct the total, or give every item its gross mass",
        remedy "Correct the total, or give every item its gross mass";
    /// A number is too large to calculate with; the calculation is left out
    D0013 number_too_large(calculation):
        Error, Configuration,
        "A number is too large for the calculation {calculation}",
        "Correct the masses, amounts or rates it is calculated from";
    /// Charges are given, but the delivery terms do not say which of them the price includes;
    /// values are not calculated
    D0014 delivery_terms_unknown(code):
        Warning, Configuration,
        "Delivery terms {code} do not say which charges the price includes",
        "Give the Incoterms code, or the values; they are not calculated",
        remedy "Send the Incoterms code, or the values";
    /// A valuation adjustment has a code that begins neither with A (addition) nor with B
    /// (deduction); the customs value is not calculated
    D0015 adjustment_unknown(code):
        Warning, Configuration,
        "Valuation adjustment {code} neither adds nor deducts",
        "Give a code A. or B.., or the customs value; it is not calculated",
        remedy "Correct the code, or send the customs value";
    /// The items' amounts have no currency, and values hang on it
    D0016 no_currency():
        Error, Configuration,
        "The items' amounts have no currency",
        "Give invoiceCurrency; values that need it stay empty",
        remedy "Send `invoiceCurrency`";
    /// More is deducted from items than they are worth; their value is not calculated
    D0017 charges_exceed():
        Warning, Configuration,
        "Charges and deductions exceed the items' amounts",
        "Correct charges, shares or delivery terms; no value is calculated",
        remedy "Correct charges, shares or delivery terms";
    /// The shipment's charges are not distributed, because the items' own are in another currency
    /// or take more than there is
    D0018 charges_not_distributed(why):
        Warning, Configuration,
        "{why}; they are not distributed",
        "Give the charges of every item, or only those of the shipment";

    /// A decision table of the step cannot be asked: no version of it is in force on the day
    D0030 table_missing(table, why):
        Error, Configuration,
        "The decision table {table} cannot be asked",
        "{why}; publish a version that is in force, or take it from the step",
        remedy "Publish a version that is in force, or take the table from the step";
    /// A decision table cannot read a field: its value is of another type than the column's
    D0031 table_cannot_read(table, field, why):
        Error, Configuration,
        "The {table} cannot read {field}",
        "{why}; correct the value, or the type of the column",
        remedy "Correct the value, or the type of the column";
    /// A decision table could not be evaluated. `description` names table, version, row and column
    D0032 table_failed(error):
        Error, Configuration,
        "A decision table could not be evaluated",
        "{error}; correct the table or the values it looks at, then validate again",
        remedy "Correct the table or the values it looks at; then the action `validate`";
    /// A decision table with the mode `warnIfDifferent` says something else than there is; what is
    /// there was kept
    D0033 table_differs(table, row, answer):
        Warning, Configuration,
        "The {table} says {answer}",
        "row {row} says {answer}; the value that is there was kept",
        remedy "Correct the value, or the table";
    /// What a decision table says does not fit into its field
    D0034 table_does_not_fit(table, row, answer, why):
        Error, Configuration,
        "What the {table} says does not fit",
        "row {row} says {answer}: {why}; correct the row",
        remedy "Correct the row that `description` names";
    /// The decision table that decides on sending does not decide: a warning, and an error where it
    /// failed
    D0035 sending_undecided(table, answer):
        Warning or Error, Configuration,
        "The decision table {table} does not say whether to send",
        "it says {answer}; submit the declaration yourself, or correct the table",
        remedy "Submit the declaration yourself, or correct the table";
    /// A step is to take over something that the earlier declaration does not have
    D0036 nothing_to_take_over(field, step, earlier, to):
        Warning, Configuration,
        "There is no {field} to take over from step {step}",
        "declaration {earlier} does not have it; correct the flow's takeOver, or give {to} yourself",
        remedy "Correct the flow's `takeOver`, or give the value yourself";
    /// What a step takes over from an earlier declaration does not fit into its field
    D0037 taken_over_does_not_fit(step, to, why):
        Error, Configuration,
        "What is taken over from step {step} does not fit",
        "{to}: {why}; correct the flow's takeOver",
        remedy "Correct the flow's `takeOver`";

    /// An export says another commodity code or net mass than the excise movement that it names:
    /// customs refuses it. Compared are the goods of a movement that an earlier step of the flow made
    D0038 differs_from_movement(arc, exported, moved):
        Error, Validation,
        "The export differs from its excise movement",
        "it says {exported}, movement {arc} says {moved}; correct one of them",
        remedy "Correct the export; where the movement is wrong, cancel it and send it anew";

    /// A row of a decision table never fires: rows that go before it match whatever it matches
    D0060 row_hidden(row, by):
        Warning, Configuration,
        "Row {row} never fires",
        "{by} before it match all that it matches; move it up, narrow them, or remove it",
        remedy "Move the row up, narrow those before it, or remove it";
    /// A row of a decision table never fires: no value matches one of its cells
    D0061 row_impossible(row):
        Warning, Configuration,
        "Row {row} never fires",
        "no value matches this cell; correct it, or remove the row",
        remedy "Correct the cell, or remove the row";
    /// A row of a decision table has no result: where it fires, nothing is filled
    D0062 row_silent(row):
        Warning, Configuration,
        "Row {row} says nothing",
        "it has no result; give it one, or leave it where nothing is to be filled",
        remedy "Give the row a result, or leave it where nothing is to be filled";
    /// Two rows of a decision table match the same inputs, and its hit policy does not allow that:
    /// declarations with such inputs get `D0032`. The text gives inputs that both match
    D0063 rows_contradict(row, other, example):
        Error, Configuration,
        "Rows {row} and {other} match together",
        "both match {example}; narrow one of them, or choose another hit policy",
        remedy "Narrow one of the rows, or choose another hit policy";
    /// Two rows of a decision table ask and say the same
    D0064 rows_repeat(row, other):
        Warning, Configuration,
        "Row {other} repeats row {row}",
        "both ask and say the same; remove one of them",
        remedy "Remove one of the rows";
    /// A row of a decision table names a code that is not in the code list of the field on a day on
    /// which the row holds
    D0065 code_not_listed(code, lists, day):
        Warning, Configuration,
        "{code} is not in its code list",
        "on {day} {lists} does not have it; correct the code, or end the row",
        remedy "Correct the code, or end the row before the code ends";
    /// A row of a decision table names a tariff code of an odd number of digits. Tariff codes have
    /// 2, 4, 6, 8 or 10; a zero in front may have been lost
    D0066 tariff_code_odd(code, digits):
        Warning, Configuration,
        "{code} is no usual tariff code",
        "it has {digits} digits; tariff codes have 2, 4, 6, 8 or 10: was a 0 in front lost?",
        remedy "Write the code with its zeros, or as a prefix of an even number of digits";
    /// A row of a decision table names a tariff code that is not in the list of tariff codes that
    /// is loaded, on a day on which the row holds
    D0067 tariff_code_not_listed(code, list, day):
        Warning, Configuration,
        "{code} is not in the nomenclature",
        "on {day} the list {list} has no such code; correct it, or end the row",
        remedy "Correct the code, or end the row before the code ends";

    /// A flow sends declarations to a customs system that the tenant has no connection to: they
    /// stop in `ConfigurationError` until it is there
    D0068 connection_missing(system):
        Warning, Configuration,
        "There is no connection to {system}",
        "declarations of this flow stop in ConfigurationError until it is put \
         (PUT /v1/connections/{system})",
        remedy "Put the connection: `PUT /v1/connections/` with the code of the system";
    /// A connection shows customs nothing by which it knows who calls
    D0069 secret_missing(system):
        Warning, Configuration,
        "The connection to {system} has no secret",
        "messages go out without credentials; give it by PUT /v1/connections/{system} or \
         `cas connections secret {system}`",
        remedy "Give the secret with `cas connections secret`, or put the connection with it";
    /// Customs has no secret by which it is let in, and its messages are not fetched
    D0070 callback_secret_missing(system):
        Warning, Configuration,
        "The connection to {system} has no callbackSecret",
        "every answer of {system} is refused; give it by PUT /v1/connections/{system} or \
         `cas connections secret {system}`",
        remedy "Give the secret with `cas connections secret`, or put the connection with it";

    /// A person changed this field, and since then something else is given or deduced for it: that
    /// is what stands there now. The text names who changed it, what was there, what is there now
    /// and what the person set
    D0050 edit_in_conflict(change, now, after):
        Error, Validation,
        "{change}; now {now} is given or deduced",
        "{now} stands there until you decide: set the field again, to {after} or to {now}",
        remedy "Set the field again, to either value, to decide";
    /// A person changed a place that is no longer there when the declaration was made anew; the
    /// change is dropped
    D0051 edited_place_gone(change):
        Warning, Validation,
        "{change}; this place is no longer there",
        "The change is dropped: make it again where it belongs now",
        remedy "Make the change again where it belongs now, if it is still needed";
    /// The amendment says what customs has already; it was not sent
    D0052 nothing_to_amend():
        Warning, Validation,
        "The amendment changes nothing",
        "change the declaration first, or cancel the amendment",
        remedy "Change the declaration first, or `cancel-amendment`";
    /// A declaration of an earlier step, from which this one took values or for which its step
    /// waited, was invalidated or cancelled
    D0053 earlier_declaration_withdrawn(earlier, step, status):
        Warning, Validation,
        "A declaration that this one depends on was withdrawn",
        "declaration {earlier} of step {step} is {status}; amend or invalidate this one if it must \
         follow",
        remedy "Amend or invalidate this one if it must follow";
    /// Customs takes no amendment of these fields; the amendment was not sent
    D0054 not_amendable():
        Warning, Validation,
        "Customs takes no amendment of these fields",
        "set them as customs has them, or invalidate the declaration",
        remedy "Set them as customs has them, or invalidate the declaration";

    /// The customs system did not take the message: it refused it, or could not be reached for as
    /// long as the connection's schedule tries
    T0001 undelivered(why):
        Error, Customs,
        "The message could not be delivered to the customs system", "{why}",
        remedy "See `description`. Correct the cause; then the actions `validate` and `submit` \
                send it anew";
    /// It is not known whether customs has the declaration: its message may have arrived although
    /// no answer came, or customs says that it has one of this number. Nothing is sent by itself
    /// for goods that customs may have
    T0003 fate_unknown(why):
        Warning, Customs,
        "It is not known whether customs has this declaration", "{why}",
        remedy "Ask customs what became of it. If customs has it, wait for its answer; if not, \
                `submit` sends it anew";
    /// What was expected by now has not come: customs' answer, acceptance or release, our answer to
    /// what customs asks for, the presentation of pre-lodged goods, the discharge, the exit. It
    /// goes with customs' next answer
    T0002 overdue(what, due_at):
        Warning, Customs,
        "{what}",
        "it was expected by {due_at}; ask customs, or resend the message",
        remedy "Ask customs, `resend` the message, or do what is asked for; how long is waited is \
                part of the connection";
}
