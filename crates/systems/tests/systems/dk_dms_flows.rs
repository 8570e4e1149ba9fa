//! The sequences of messages that Danish customs publishes, of the types that are written here: what
//! we send and what customs answers, replayed over the lifecycle's table, ends as it should.

use std::path::Path;

use cas_gateway::{AskedDeclaration, CustomsSystem as _};
use cas_model::declaration::CustomsFacts;
use cas_model::lifecycle::{Action, Event, Family, Standing, Status};
use cas_systems::dk_dms::DkDms;
use cas_systems::dk_dms::capabilities::CAPABILITIES;
use serde::Deserialize;

use crate::common::dk_dms::document;
use crate::common::official;

#[derive(Deserialize)]
struct Published {
    flows: Vec<Flow>,
}

/// One sequence. Answers to the second message that is sent stand behind a bar.
#[derive(Deserialize)]
struct Flow {
    case: String,
    sent: Vec<String>,
    answers: Vec<String>,
    ends: String,
}

/// A declaration that is followed, as the engine follows it.
struct Followed {
    declared_as: String,
    additional: String,
    standing: Standing,
    facts: CustomsFacts,
}

impl Followed {
    /// A declaration that is sent: `H1 IMA`, `B1 EXD`, `I2EIDR`.
    fn sent(declared: &str) -> Self {
        let (category, kind) = declared.split_once(' ').unwrap_or((declared, ""));
        let declared_as = if category == "I2EIDR" { "I2" } else { category };
        let mut followed = Self {
            declared_as: declared_as.to_owned(),
            additional: kind.chars().skip(2).collect(),
            standing: Standing::BEGIN,
            facts: CustomsFacts::default(),
        };
        followed.goes(Event::ValidationPassed);
        followed.goes(Event::SubmissionRequested);
        followed
    }

    fn goes(&mut self, event: Event) {
        let after = self.standing.after(Family::Customs, event);
        let name = &self.declared_as;
        self.standing = after.unwrap_or_else(|| panic!("{name}: {event:?} at {:?}", self.standing));
    }

    /// Asks for something that must be allowed.
    fn asks(&mut self, action: Action) {
        let grant = CAPABILITIES.grant(action, &self.asked());
        let grant = grant.unwrap_or_else(|| panic!("{action:?} at {:?}", self.standing));
        self.goes(grant.event);
    }

    fn asked(&self) -> AskedDeclaration<'_> {
        AskedDeclaration {
            standing: self.standing,
            declaration_type: &self.declared_as,
            facts: &self.facts,
        }
    }

    /// Sends what comes after the declaration.
    fn sends(&mut self, message: &str) {
        match message {
            "COR" => {
                self.asks(Action::Amend);
                self.asks(Action::Submit);
            }
            "GPR" => self.asks(Action::GoodsArrived),
            "INV" => self.asks(Action::Invalidate),
            other => panic!("{other} is no message that is sent here"),
        }
    }

    /// Customs answers, as it writes it.
    fn hears(&mut self, answer: &str) {
        let message = notification(answer);
        let mut document = document(&self.declared_as);
        document.add_decl_type1 = Some(self.additional.clone()).filter(|code| !code.is_empty());
        for inbound in DkDms.decode(message.as_bytes()).unwrap().said {
            let answer = DkDms.interpret(&inbound, &document, &self.facts);
            self.facts.merge(answer.facts);
            self.goes(answer.event);
        }
    }
}

/// A notification in the format of imports: `CWMRCV GPR` is a receipt of a presentation, `CWMREQ
/// GRANTED` a decision, `CWMREJ with AdditionalMessage COR` the rejection of an amendment.
fn notification(answer: &str) -> String {
    let words: Vec<&str> = answer.split_whitespace().collect();
    let kind = words[0];
    let message = words
        .iter()
        .find(|word| ["GPR", "COR", "INV"].contains(word));
    let mut content = message.map_or_else(String::new, |message| {
        format!("<AdditionalMessage><MRN>26DK{message}A1B2C3D4R5</MRN></AdditionalMessage>")
    });
    let mut declaration = String::new();
    match kind {
        "CWMREQ" => {
            content += &format!(
                "<CustomsPosition><Type>{}</Type></CustomsPosition>",
                words[1]
            );
        }
        "CWMREJ" => content += "<Error><ValidationCode>DMS1</ValidationCode></Error>",
        "CWMRES" if answer.contains("$.type") => {
            declaration = "<amendment><originalValue>D</originalValue><value>A</value>\
                           <pointer>$.type</pointer></amendment>"
                .to_owned();
        }
        "CWMRES" => {
            declaration = "<amendment><amendmentReasonType>CORRECTED_BY_DECLARANT\
                           </amendmentReasonType><pointer>$.invoiceAmount.value</pointer>\
                           </amendment>"
                .to_owned();
        }
        "CWMCLE" if words.contains(&"A2") => {
            declaration = "<Status><NameCode>A2</NameCode></Status>".to_owned();
        }
        _ => {}
    }
    format!(
        "<TraderNotificationResponseDTO><TraderNotification><Payload><Notification>\
         <NotificationEventType>{kind}</NotificationEventType><Declaration>\
         <EffectiveDateTime><DateTimeString>20260302080000+01</DateTimeString>\
         </EffectiveDateTime><MRN>26DK3100A1B2C3D4R5</MRN>\
         <SubmitterReferenceNumber>LRN0001</SubmitterReferenceNumber>{declaration}</Declaration>\
         {content}</Notification></Payload></TraderNotification></TraderNotificationResponseDTO>"
    )
}

/// Where a declaration stands that ends so, in customs' words.
const ENDS: &[(&str, Status)] = &[
    ("released", Status::Released),
    ("released, amended", Status::Released),
    ("released, not amended", Status::Released),
    ("released; no presentation follows", Status::Released),
    ("cleared;", Status::Released),
    ("pre-lodged", Status::GoodsNotArrived),
    ("still pre-lodged", Status::GoodsNotArrived),
    ("rejected", Status::CustomsError),
    ("invalidated", Status::Invalidated),
];

fn expected(flow: &Flow) -> Status {
    let longest = ENDS
        .iter()
        .filter(|(words, _)| flow.ends.starts_with(words))
        .max_by_key(|(words, _)| words.len());
    longest
        .unwrap_or_else(|| panic!("{}: {}", flow.case, flow.ends))
        .1
}

fn published(folder: &Path) -> Vec<Flow> {
    let text = std::fs::read(folder.join("dk-dms-facets/flows.json")).unwrap();
    let published: Published = serde_json::from_slice(&text).unwrap();
    published.flows
}

#[test]
fn every_published_sequence_ends_as_it_should() {
    let Some(folder) = official("CAS_STRUCTURES", "structures") else {
        return;
    };
    let flows = published(&folder);
    let claimed = format!("{} published sequences", flows.len());
    assert!(CAPABILITIES.standing.contains(&claimed), "{claimed}");
    for flow in &flows {
        let (first, later) = flow.sent.split_first().unwrap();
        let mut followed = Followed::sent(first);
        let mut later = later.iter();
        for answer in &flow.answers {
            match answer.as_str() {
                "|" => followed.sends(later.next().unwrap()),
                answer => followed.hears(answer),
            }
        }
        assert_eq!(later.next(), None, "{}", flow.case);
        let status = followed.standing.status;
        // A refused amendment or invalidation lies over what the declaration is.
        let refused = [Status::AmendmentError, Status::InvalidationError];
        let is_refused = refused.contains(&status);
        let standing = match followed.standing.covered {
            Some(covered) if is_refused => covered,
            Some(_) | None => status,
        };
        assert_eq!(
            standing,
            expected(flow),
            "{}: {:?}",
            flow.case,
            followed.standing
        );
        assert_eq!(
            is_refused,
            flow.ends.contains("not amended"),
            "{}",
            flow.case
        );
    }
}

/// What customs takes of a declaration that it has released or cleared, by its type.
#[test]
fn what_is_legal_after_clearance_is_offered() {
    let after = |declared: &str, answers: &[&str]| {
        let mut followed = Followed::sent(declared);
        answers.iter().for_each(|answer| followed.hears(answer));
        let allowed = CAPABILITIES.allowed_actions(&followed.asked());
        let asked = [Action::Amend, Action::Invalidate];
        allowed
            .into_iter()
            .filter(|action| asked.contains(action))
            .collect::<Vec<_>>()
    };
    let both = [Action::Invalidate, Action::Amend];
    for declared in ["H1 IMA", "H7 IMA", "I1 IMA"] {
        assert_eq!(after(declared, &["CWMACC"]), both, "{declared}");
        assert_eq!(after(declared, &["CWMACC", "CWMROG"]), both, "{declared}");
        let cleared = after(declared, &["CWMACC", "CWMROG", "CWMCLE"]);
        assert_eq!(cleared, [Action::Amend], "{declared}");
    }
    assert_eq!(after("B1 EXA", &["CWMACC", "CWMCLE A2"]), both);
    assert_eq!(after("I2EIDR", &["CWMACC"]), []);
    assert_eq!(after("I2EIDR", &["CWMACC", "CWMROG"]), []);
    // Others' customs amends nothing that it has released.
    for system in cas_systems::all() {
        if system.code().as_str() == "dk_dms" {
            continue;
        }
        let capabilities = system.capabilities();
        let allowed = capabilities.allowed_actions(&AskedDeclaration {
            standing: Standing::plain(Status::Released),
            declaration_type: capabilities.declaration_types[0],
            facts: &CustomsFacts::default(),
        });
        assert!(!allowed.contains(&Action::Amend), "{}", system.code());
    }
}
