//! The authority of Denmark for import and export: which notifications follow what, and that they
//! keep to the structure that is known.

use cas_authority::Status;

use crate::common::{Both, text};
use crate::schemas::{official, skipped};

const IMPORT: &str = include_str!("../fixtures/dk_dms_import.xml");
const LRN: &str = "DKI20260001";

const SUBMIT: &str = "/dk_dms/DMS.Import2/Declaration.Submit";
const AMEND: &str = "/dk_dms/DMS.Import2/Declaration.Amend";
const PRESENT: &str = "/dk_dms/DMS.Import2/Declaration.Amend.Goodspresented";
const INVALIDATE: &str = "/dk_dms/DMS.Import2/Declaration.Invalidate";
const ENTRY: &str = "/dk_dms/DMS.Import2/Presentation.I2EIDR";
const EXPORT: &str = "/dk_dms/DMS.Export/Declaration.Submit";

/// The import with another UCR.
fn import(ucr: &str) -> String {
    IMPORT.replace("ORDER-17", ucr)
}

/// The same as another category.
fn category(ucr: &str, category: &str) -> String {
    import(ucr).replace(">H1<", &format!(">{category}<"))
}

fn export(ucr: &str) -> String {
    let parties = "<ExitOffice><ID>DK004102</ID></ExitOffice>\
         <Exporter><ID>DK30998877</ID></Exporter><GoodsShipment>";
    category(ucr, "B1")
        .replace(">IMA<", ">EXA<")
        .replace("<GoodsShipment>", parties)
        .replace("<CurrentCode>40<", "<CurrentCode>10<")
}

fn entry_in_records(ucr: &str) -> String {
    category(ucr, "I2EIDR").replace("<TypeCode>IMA</TypeCode>", "")
}

/// A message that follows a declaration, without its goods.
fn follow_up(function: &str, kind: &str, mrn: &str) -> String {
    let reason = if kind == "INV" {
        "<Amendment><SequenceNumeric>1</SequenceNumeric>\
         <ChangeReasonCode>122</ChangeReasonCode></Amendment>"
    } else {
        ""
    };
    format!(
        "<Declaration xmlns=\"urn:wco:datamodel:WCO:DEC-DMS:2\">\
         <FunctionCode>{function}</FunctionCode><ProcedureCategory>H1</ProcedureCategory>\
         <FunctionalReferenceID>{LRN}</FunctionalReferenceID><ID>{mrn}</ID>\
         <TypeCode>{kind}</TypeCode><Submitter><ID>30112233</ID></Submitter>{reason}\
         </Declaration>"
    )
}

fn invalidation(mrn: &str) -> String {
    follow_up("1", "INV", mrn)
}

fn presentation(mrn: &str) -> String {
    follow_up("24", "GPR", mrn)
}

/// The first item is worth 9000 now.
fn amendment(mrn: &str) -> String {
    let reason = "<Amendment><SequenceNumeric>1</SequenceNumeric>\
         <ChangeReasonCode>5</ChangeReasonCode></Amendment><CurrencyExchange>";
    IMPORT
        .replace("<FunctionCode>9<", "<FunctionCode>4<")
        .replace("<TypeCode>IMA<", &format!("<ID>{mrn}</ID><TypeCode>COR<"))
        .replace("<CurrencyExchange>", reason)
        .replace(">8000<", ">9000<")
}

fn mrn(both: &Both) -> String {
    let ledger = both.authority.ledger();
    ledger.declaration(LRN).unwrap().mrn.clone().unwrap()
}

/// The types of the notifications so far, without what all begin with.
fn types(both: &Both) -> String {
    let bodies = both.trader.bodies();
    let types: Vec<_> = bodies
        .iter()
        .map(|body| text(body, "NotificationEventType").trim_start_matches("CWM"))
        .collect();
    types.join(" ")
}

/// What follows a declaration: types of notifications, and where it stands.
async fn check((path, declaration): (&str, &str), expected: &str, status: Status) {
    let both = Both::start().await;
    both.lodge_at(path, declaration).await;
    assert_eq!(types(&both), expected);
    let ledger = both.authority.ledger();
    let entry = ledger.declaration(LRN).unwrap();
    assert_eq!(
        (entry.status, &*entry.system),
        (status, "dk_dms"),
        "{expected}"
    );
}

#[tokio::test]
async fn markers_choose_the_course() {
    for (ucr, expected, status) in [
        ("S", "ACC TAX CLE", Status::Released),
        ("S#control", "ACC TAX CTL CLE", Status::Released),
        ("S#documents", "ACC TAX DOC CLE", Status::Released),
        ("S#reject", "REJ", Status::Rejected),
        ("S#norelease", "ACC TAX REJ", Status::Invalidated),
        ("S#invalidate", "ACC INV", Status::Invalidated),
        ("S#hold", "ACC", Status::Accepted),
        ("S#credit", "ACC TAX CPI", Status::GuaranteeNotValid),
        ("S#amend", "ACC CAS", Status::AmendmentRequested),
        ("S#silent", "", Status::Received),
        ("S#disorder", "CLE TAX ACC", Status::Released),
    ] {
        check((SUBMIT, &import(ucr)), expected, status).await;
    }
}

#[tokio::test]
async fn each_category_has_its_course() {
    for (path, declaration, expected, status) in [
        (SUBMIT, category("S", "H7"), "ACC TAX CLE", Status::Released),
        (
            SUBMIT,
            category("S", "I1"),
            "ACC TAX ROG INC",
            Status::Released,
        ),
        (
            ENTRY,
            entry_in_records("S"),
            "ACC ROG INC",
            Status::Released,
        ),
        (
            SUBMIT,
            import("S").replace("IMA", "IMD"),
            "RCV",
            Status::Acknowledged,
        ),
        (EXPORT, export("S"), "ACC ROG", Status::Released),
        (EXPORT, export("S#exit"), "ACC ROG EOG", Status::Discharged),
        (EXPORT, export("S#enquiry"), "ACC ROG GER", Status::Released),
        (
            EXPORT,
            export("S#norelease"),
            "ACC REJ",
            Status::NotReleased,
        ),
    ] {
        check((path, &declaration), expected, status).await;
    }
}

/// The taxes of a declaration, with their amounts.
async fn duties(declaration: &str) -> Vec<String> {
    let both = Both::start().await;
    both.lodge_at(SUBMIT, declaration).await;
    let bodies = both.trader.bodies();
    let taxes = bodies[1].split("<DutyTaxFee>").skip(1);
    let amount = |tax: &str| {
        let amount = tax
            .split("<PaymentAmount currencyID=\"DKK\">")
            .nth(1)
            .unwrap();
        let amount = amount.split('<').next().unwrap();
        format!("{} {amount}", text(tax, "TypeCode"))
    };
    taxes.map(amount).collect()
}

#[tokio::test]
async fn duties_follow_the_tariff() {
    // 2 % of 8000 and 25 % of 8160; a preference, and 25 % of 1500.
    let expected = ["A00 160.00", "B00 2040.00", "A00 0.00", "B00 375.00"];
    assert_eq!(duties(IMPORT).await, expected);
    // Goods of low value: 25 % only, of prices in euro at 7.5.
    let low = category("S", "H7")
        .replace("<StatisticalValueAmount>8000</StatisticalValueAmount>", "")
        .replace("<StatisticalValueAmount>1500</StatisticalValueAmount>", "");
    assert_eq!(duties(&low).await, ["B00 1875.00", "B00 375.00"]);
    // Sold in the import scheme: 3 EUR a line at 7.46, the value added tax was paid at the sale.
    let scheme = |code: &str| {
        let end = "</GovernmentProcedure>";
        let added = format!("{end}<GovernmentProcedure><CurrentCode>{code}</CurrentCode>{end}");
        low.replace(end, &added)
    };
    assert_eq!(duties(&scheme("F48")).await, ["A00 22.38", "A00 22.38"]);
    let special = ["A00 22.38", "B00 1880.60", "A00 22.38", "B00 380.60"];
    assert_eq!(duties(&scheme("F49")).await, special);
}

#[tokio::test]
async fn goods_are_presented_by_notification_or_by_word() {
    let declaration = import("S").replace("IMA", "IMD");
    let expected = "RCV ACC TAX CLE";
    let both = Both::start().await;
    both.lodge_at(SUBMIT, &declaration).await;
    let mrn = mrn(&both);
    assert_eq!(text(&both.trader.bodies()[0], "MRN"), mrn);
    both.lodge_at(PRESENT, &presentation(&mrn)).await;
    assert_eq!(types(&both), expected);
    assert_eq!(text(&both.trader.bodies()[1], "VersionID"), "2");
    let again = presentation(&mrn).replace("<Submitter>", " <Submitter>");
    both.lodge_at(PRESENT, &again).await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(errors(&last), "DK021 $.id");

    let both = Both::start().await;
    both.lodge_at(SUBMIT, &declaration).await;
    both.authority.notify(LRN, &["arrive"]).unwrap();
    both.authority.settled().await;
    assert_eq!(types(&both), expected);
}

#[tokio::test]
async fn an_amendment_is_decided_upon() {
    for (ucr, expected) in [
        ("S#hold", "ACC RCV REQ RES TAX"),
        ("S", "ACC TAX CLE RCV REQ RES TAX"),
        ("S#hold#noamendment", "ACC RCV REQ"),
        ("S#amend", "ACC CAS RCV REQ RES TAX CLE"),
        ("S#hold#silent013", "ACC"),
    ] {
        let both = Both::with(|settings| settings.keep_transcripts = true).await;
        both.lodge_at(SUBMIT, &import(ucr)).await;
        both.lodge_at(AMEND, &amendment(&mrn(&both))).await;
        assert_eq!(types(&both), expected, "{ucr}");
        for decision in both.trader.bodies() {
            // What is said of the amendment names it.
            let of_amendment =
                ["CWMRCV", "CWMREQ"].contains(&text(&decision, "NotificationEventType"));
            assert_eq!(
                decision.contains("<AdditionalMessage><MRN>"),
                of_amendment,
                "{decision}"
            );
            if decision.contains("<CustomsPosition>") {
                let is_denied = ucr.contains("noamendment");
                let position = if is_denied { "DENIED" } else { "GRANTED" };
                assert_eq!(text(&decision, "Type"), position);
            }
        }
        let ledger = both.authority.ledger();
        let document = ledger.declaration(LRN).unwrap().document.clone().unwrap();
        let is_changed = document.contains(">9000<");
        assert_eq!(is_changed, expected.contains("RES"), "{ucr}");
        // What it was lodged as stays.
        assert!(document.contains("<FunctionCode>9<") && document.contains(">IMA<"));
    }
}

#[tokio::test]
async fn an_invalidation_is_decided_upon() {
    for (ucr, expected) in [
        ("S", "ACC TAX CLE RCV REQ INV"),
        ("S#hold", "ACC RCV REQ INV"),
        ("S#hold#noinvalidation", "ACC RCV REQ"),
        ("S#hold#silent014", "ACC"),
    ] {
        let both = Both::start().await;
        both.lodge_at(SUBMIT, &import(ucr)).await;
        both.lodge_at(INVALIDATE, &invalidation(&mrn(&both))).await;
        assert_eq!(types(&both), expected, "{ucr}");
    }
}

/// The errors of a rejection: codes, and the pointers of each.
fn errors(body: &str) -> String {
    let mut found = Vec::new();
    for error in body.split("<Error>").skip(1) {
        let error = error.split("</Error>").next().unwrap();
        found.push(text(error, "ValidationCode").to_owned());
        let pointers = error.split("<Pointer>").skip(1);
        let pointers: Vec<_> = pointers
            .map(|one| text(one, "DocumentSectionCode"))
            .collect();
        found.push(pointers.join("/"));
    }
    found.join(" ")
}

/// The errors of a declaration in which something is replaced.
async fn check_fault((path, declaration): (&str, &str), (from, to): (&str, &str), expected: &str) {
    let both = Both::start().await;
    both.lodge_at(path, &declaration.replacen(from, to, 1))
        .await;
    let bodies = both.trader.bodies();
    assert_eq!(bodies.len(), 1, "{expected}");
    assert_eq!(errors(&bodies[0]), expected);
}

#[tokio::test]
async fn faults_of_content_are_pointed_at() {
    let description = "<Description>Bicycle pumps</Description>";
    let at = "$.goodsShipment.governmentAgencyGoodsItem[0]";
    for ((from, to), expected) in [
        (
            (description, ""),
            format!("DK001 {at}.commodity.description"),
        ),
        (
            (
                "<ItemChargeAmount currencyID=\"EUR\">1000</ItemChargeAmount>",
                "",
            ),
            format!("DK001 {at}.commodity.invoiceLine.itemChargeAmount"),
        ),
        ((">9<", ">4<"), "DK002 $.functionCode".to_owned()),
        ((">H1<", ">H9<"), "DK003 $.procedureCategory".to_owned()),
        (("DK30112233", "30"), "DK010 $.declarant.id".to_owned()),
        (
            ("DK003102", "3102"),
            "DK011 $.declarationOfficeID".to_owned(),
        ),
        (("IMA", "EXA"), "DK013 $.typeCode".to_owned()),
        (
            (
                ">1</SequenceNumeric>\n      <Stat",
                ">3</SequenceNumeric>\n      <Stat",
            ),
            format!("DK030 {at}.sequenceNumeric"),
        ),
        (
            (">110<", ">121<"),
            format!("DK031 {at}.commodity.goodsMeasure.netNetWeightMeasure"),
        ),
    ] {
        check_fault((SUBMIT, IMPORT), (from, to), &expected).await;
    }
    // The relief of low value, by the day on which the declaration was issued.
    let end = "</GovernmentProcedure>";
    let relieved = format!("{end}<GovernmentProcedure><CurrentCode>C07</CurrentCode>{end}");
    let low = category("S", "H7").replacen(end, &relieved, 1);
    let issued = |day: &str| {
        let time = format!(
            "<IssueDateTime><DateTimeString>{day}120000Z</DateTimeString></IssueDateTime><TypeCode>"
        );
        low.replacen("<TypeCode>", &time, 1)
    };
    let pointer = format!("DK032 {at}.governmentProcedure[1].currentCode");
    check_fault((SUBMIT, &issued("20260701")), ("", ""), &pointer).await;
    assert_eq!(
        duties(&issued("20260630")).await,
        ["B00 2000.00", "B00 375.00"]
    );
    let pointer = "DK001 42A/67A/68A[1]/23A:137";
    check_fault((EXPORT, &export("S")), (description, ""), pointer).await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let both = Both::start().await;
    for (body, reason) in [
        ("no XML", "outside"),
        ("<MetaData/>", "no Declaration"),
        ("<Declaration/>", "must be in urn:wco"),
    ] {
        let response = both.post_to(SUBMIT, body).await.unwrap();
        assert_eq!(response.status(), 400);
        assert!(response.text().await.unwrap().contains(reason));
    }
    both.lodge_at(SUBMIT, IMPORT).await;
    both.lodge_at(SUBMIT, &import("another")).await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(errors(&last), "DK022 $.functionalReferenceID");
    both.lodge_at(AMEND, &amendment("26DK00000000000000")).await;
    let last = both.trader.bodies().pop().unwrap();
    assert_eq!(errors(&last), "DK020 $.id");
}

/// All that the authority can say about a declaration.
const WORDS: [&str; 19] = [
    "CWMRCV", "CWMACC", "CWMREJ", "CWMCTL", "CWMDOC", "CWMRES", "CWMCAS", "CWMROG", "CWMCLE",
    "CWMINC", "CWMTAX", "CWMCPI", "CWMCPR", "CWMREQ", "CWMINV", "CWMEOG", "CWMGER", "CWMMAC",
    "CWMEXT",
];

#[tokio::test]
async fn every_notification_keeps_to_the_structure() {
    let folder = official("CAS_STRUCTURES", "structures").map(|folder| folder.join("dk-dms"));
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        return skipped("no structures of customs");
    };
    let structure = std::fs::read_to_string(folder.join("Notification.txt")).unwrap();
    let structure = Node::read(&structure);
    let both = Both::with(|settings| settings.keep_transcripts = true).await;
    both.lodge_at(SUBMIT, &import("S#hold")).await;
    both.lodge_at(AMEND, &amendment(&mrn(&both))).await;
    for word in WORDS {
        both.authority.notify_as("dk_dms", LRN, &[word]).unwrap();
    }
    both.authority.settled().await;
    both.lodge_at(AMEND, &amendment("unknown")).await;
    let bodies = both.trader.bodies();
    assert_eq!(bodies.len(), 5 + WORDS.len() + 1);
    for body in bodies.iter().chain(&refusals_and_exports().await) {
        let violations = structure.violations(body);
        assert!(violations.is_empty(), "{violations:?}\n{body}");
    }
}

/// Notifications that are said on another course only.
async fn refusals_and_exports() -> Vec<String> {
    let mut bodies = Vec::new();
    for (path, declaration) in [
        (SUBMIT, import("S#norelease")),
        (SUBMIT, category("S#reject", "H7")),
        (EXPORT, export("S#norelease")),
        (EXPORT, export("S#enquiry#exit")),
        (EXPORT, export("S#reject")),
    ] {
        let both = Both::start().await;
        both.lodge_at(path, &declaration).await;
        bodies.extend(both.trader.bodies());
    }
    bodies
}

/// An element of a structure that is known as text: `Name [0..9] : facets`, indented.
#[derive(Default)]
struct Node {
    name: String,
    least: usize,
    most: usize,
    children: Vec<Node>,
}

impl Node {
    fn read(text: &str) -> Node {
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with('@'));
        let mut lines = lines.filter(|line| !line.trim().is_empty()).peekable();
        Node::below(&mut lines)
    }

    fn below<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Node {
        let depth = |line: &str| line.len() - line.trim_start().len();
        let line = lines.next().unwrap();
        let head = line.trim().split(" : ").next().unwrap();
        let (name, times) = head.split_once(" [").unwrap_or((head, "1..1"));
        let (least, most) = times.trim_end_matches(']').split_once("..").unwrap();
        let mut node = Node {
            name: name.split(' ').next().unwrap().to_owned(),
            least: least.parse().unwrap(),
            most: most.parse().unwrap_or(usize::MAX),
            children: Vec::new(),
        };
        while lines.peek().is_some_and(|next| depth(next) > depth(line)) {
            let child = Node::below(lines);
            if child.name == "<choice>" {
                node.children.extend(child.children);
            } else {
                node.children.push(child);
            }
        }
        node
    }

    /// Every element that is unknown, too late, too often or missing.
    fn violations(&self, body: &str) -> Vec<String> {
        // Those of imports stand in a list.
        let begin = body.find("<Notification>").unwrap();
        let tags = body[begin..].split('<').skip(1);
        let names = tags.map(|tag| tag.split(['>', ' ']).next().unwrap());
        let mut names = names.peekable();
        assert_eq!(names.next(), Some(&*self.name));
        let mut found = Vec::new();
        self.inside(&mut names, &mut found);
        found
    }

    fn inside<'a>(
        &self,
        names: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
        found: &mut Vec<String>,
    ) {
        let mut counts = vec![0; self.children.len()];
        let mut place = 0;
        loop {
            let name = names.next().unwrap();
            if name.starts_with('/') {
                break;
            }
            let known = self.children.iter().position(|child| child.name == name);
            let Some(known) = known else {
                found.push(format!("{}/{name} is unknown", self.name));
                return;
            };
            if known < place {
                found.push(format!("{}/{name} stands too late", self.name));
            }
            place = known;
            counts[known] += 1;
            self.children[known].inside(names, found);
        }
        for (child, count) in self.children.iter().zip(counts) {
            if !(child.least..=child.most).contains(&count) {
                found.push(format!(
                    "{}/{} is there {count} times",
                    self.name, child.name
                ));
            }
        }
    }
}
