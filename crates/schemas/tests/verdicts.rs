//! Which schema is chosen, what is reported where, and whether our verdict is xmllint's.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cas_schemas::{SchemaError, SchemaSet, Violation};

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="urn:letters" elementFormDefault="unqualified">
  <xs:element name="letter"><xs:complexType><xs:sequence>
    <xs:element name="to"><xs:simpleType><xs:restriction base="xs:string">
      <xs:maxLength value="MOST"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="page" type="xs:int" maxOccurs="2"/>
  </xs:sequence><xs:attribute name="PhaseID"/></xs:complexType></xs:element>
</xs:schema>"#;

/// Two sets that describe the same root, with different lengths.
fn two_phases() -> (tempfile::TempDir, SchemaSet) {
    let folder = tempfile::tempdir().unwrap();
    for (set, most) in [("ncts-p5", "5"), ("ncts-p6", "10")] {
        let set = folder.path().join(set);
        fs::create_dir(&set).unwrap();
        fs::write(set.join("letter.xsd"), SCHEMA.replace("MOST", most)).unwrap();
    }
    let schemas = SchemaSet::open(folder.path()).unwrap();
    (folder, schemas)
}

fn letter(phase: &str, to: &str) -> String {
    format!(
        "<l:letter xmlns:l=\"urn:letters\" PhaseID=\"{phase}\">\n  <to>{to}</to>\n  \
         <page>1</page>\n</l:letter>"
    )
}

fn check(xml: &str, expected: Option<(usize, usize, &str)>) {
    let (_folder, schemas) = two_phases();
    let violations = schemas.validate(xml.as_bytes()).unwrap();
    match (violations.as_slice(), expected) {
        ([], None) => {}
        (
            [
                Violation {
                    line,
                    column,
                    message,
                },
                ..,
            ],
            Some((at, from, text)),
        ) => {
            assert_eq!((*line, *column), (at, from), "{message}");
            assert!(message.contains(text), "{message}");
        }
        (found, expected) => panic!("{xml}: {found:?}, not {expected:?}"),
    }
}

#[test]
fn the_phase_chooses_the_schema() {
    check(&letter("NCTS5.1", "five5"), None);
    check(&letter("NCTS5.1", "sixsix"), Some((2, 3, "to")));
    check(&letter("NCTS6", "sixsix"), None);
    check(&letter("NCTS6", "morethanten"), Some((2, 3, "to")));
    check(&letter("", "sixsix"), Some((2, 3, "to")));
}

#[test]
fn what_is_not_xml_is_a_violation() {
    let whole = letter("NCTS6", "x");
    check(
        &format!("<!DOCTYPE letter>{whole}"),
        Some((1, 1, "DOCTYPE")),
    );
    check(&whole.replace("</to>", ""), Some((3, 3, "page")));
    check(
        &whole.replace("</l:letter>", ""),
        Some((3, 3, "not well-formed")),
    );
    check("", Some((1, 1, "no element")));
    check(
        &whole.replace("<page>1</page>", ""),
        Some((2, 3, "incomplete")),
    );
}

#[test]
fn hints_at_other_schemas_are_ignored() {
    let hint = "PhaseID=\"NCTS6\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:schemaLocation=\"odd\"";
    check(
        &letter("NCTS6", "x").replace("PhaseID=\"NCTS6\"", hint),
        None,
    );
}

#[test]
fn a_root_without_schema_says_so() {
    let (_folder, schemas) = two_phases();
    let error = schemas
        .validate(b"<parcel xmlns=\"urn:letters\"/>")
        .unwrap_err();
    assert!(
        matches!(&error, SchemaError::NoSchema { root, .. } if root == "parcel"),
        "{error}"
    );
}

const ENVELOPE: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="urn:envelopes" elementFormDefault="qualified">
  <xs:element name="envelope"><xs:complexType><xs:sequence>
    <xs:element name="to" type="xs:string"/>
    <xs:any namespace="urn:contents" processContents="strict" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"#;

const CONTENT: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="urn:contents" elementFormDefault="qualified">
  <xs:element name="letter"><xs:complexType><xs:sequence>
    <xs:element name="TypeCode" type="xs:string"/>
    <xs:element name="WHAT" type="xs:int"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"#;

/// What is wrong with a letter in an envelope: where, and what is said.
fn check_enveloped(letter: &str, expected: Option<(usize, &str)>) {
    let folder = tempfile::tempdir().unwrap();
    let nested = folder.path().join("post/letters");
    fs::create_dir_all(&nested).unwrap();
    for (name, schema) in [
        ("CANCEL.xsd", CONTENT.replace("WHAT", "reason")),
        ("envelope.xsd", ENVELOPE.to_owned()),
        ("letter.xsd", CONTENT.replace("WHAT", "page")),
    ] {
        fs::write(nested.join(name), schema).unwrap();
    }
    let schemas = SchemaSet::open(folder.path()).unwrap();
    let xml =
        format!("<e:envelope xmlns:e=\"urn:envelopes\">\n<e:to>x</e:to>\n{letter}\n</e:envelope>");
    match (schemas.validate(xml.as_bytes()), expected) {
        (Ok(found), None) => assert_eq!(found, [], "{xml}"),
        (Ok(found), Some((line, text))) => {
            let first = found.first().expect("a violation");
            assert_eq!(first.line, line, "{first:?}");
            assert!(first.message.contains(text), "{first:?}");
        }
        (Err(error), expected) => {
            let text = expected.expect("a schema").1;
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}

#[test]
fn an_envelope_is_validated_with_what_is_in_it() {
    let letter = |code: &str, content: &str| {
        format!("<letter xmlns=\"urn:contents\">\n<TypeCode>{code}</TypeCode>\n{content}</letter>")
    };
    check_enveloped(&letter("IMA", "<page>1</page>"), None);
    check_enveloped(&letter("INV", "<reason>1</reason>"), None);
    check_enveloped(&letter("IMA", "<page>one</page>"), Some((5, "page")));
    check_enveloped(&letter("IMA", "<reason>1</reason>"), Some((5, "reason")));
    check_enveloped(&letter("INV", "<page>1</page>"), Some((5, "page")));
    let two = [letter("IMA", "<page>1</page>"), letter("IMA", "<page/>")].concat();
    check_enveloped(&two, Some((7, "page")));
    check_enveloped(
        "<parcel xmlns=\"urn:contents\"/>",
        Some((0, "no schema for parcel")),
    );
    check_enveloped("", Some((2, "envelope")));
}

#[test]
fn it_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<SchemaSet>();
}

/// Says that a test had nothing to work on.
#[expect(
    clippy::print_stderr,
    reason = "whoever reads the test's output must know"
)]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

fn official(variable: &str, folder: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(
        || {
            PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("../../../shared/data")
                .join(folder)
        },
        PathBuf::from,
    );
    if path.is_dir() {
        return Some(path);
    }
    skipped(&format!("{} is not there; set {variable}", path.display()));
    None
}

/// xmllint's verdict; `None` when it is not installed.
fn xmllint(schema: &Path, xml: &[u8]) -> Option<bool> {
    let mut child = Command::new("xmllint")
        .args(["--noout", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // It may stop reading at the first mistake.
    let _ = child.stdin.take().unwrap().write_all(xml);
    Some(child.wait().unwrap().success())
}

/// The document, and the document broken in ways that a schema notices, or not.
fn variants(xml: &str) -> Vec<String> {
    let mut variants = vec![
        xml.to_owned(),
        xml.replacen("<TransitOperation>", "<TransitOperation><unheard/>", 1),
        xml.replacen("GB", "gb", 3),
        xml.replacen("</messageSender>", " </messageSender>", 1),
        xml.replacen("<messageType>CC0", "<messageType>XX0", 1),
        xml.replacen("<sequenceNumber>1<", "<sequenceNumber>0<", 1),
        xml.replacen("<security>0</security>", "", 1),
        xml.replacen(".000", ".000000000", 1),
        xml.replacen("</ncts:", "</other:", 1),
        xml.replacen("NCTS5.1", "NCTS4", 1),
    ];
    variants.dedup();
    variants
}

#[test]
fn our_verdict_is_xmllints() {
    let folders = official("CAS_SCHEMAS", "xsd").zip(official("CAS_SAMPLES", "samples"));
    let Some((folder, samples)) = folders else {
        return;
    };
    let schemas = SchemaSet::open(&folder).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for name in [
        "CC015C",
        "CC170C",
        "CC029C",
        "CC056C_Multiple_FunctionalError",
        "CC060C",
    ] {
        let path = sample(&samples, name);
        let root = &name[..6];
        let schema = folder.join(format!("ncts-p5/{}.xsd", root.to_lowercase()));
        for xml in variants(&fs::read_to_string(path).unwrap()) {
            let Some(theirs) = xmllint(&schema, xml.as_bytes()) else {
                skipped("xmllint is not installed");
                return;
            };
            let found = schemas.validate(xml.as_bytes()).unwrap();
            assert_eq!(found.is_empty(), theirs, "{name} {found:?}\n{xml}");
            *(if theirs { &mut valid } else { &mut invalid }) += 1;
        }
    }
    assert!(
        valid >= 5 && invalid >= 15,
        "{valid} valid, {invalid} invalid"
    );
}

fn sample(samples: &Path, name: &str) -> PathBuf {
    let trader = samples.join("ncts-p5/trader-test-v8");
    match name {
        "CC015C" => trader.join("Prelodgement____gb__-xi__Normal__pngb5_ie015_xml_example.xml"),
        "CC170C" => trader.join("Prelodgement____gb__-xi__Normal__pngb5_ie170_xml_example.xml"),
        name => samples.join(format!("ncts-p5/responses/{name}.xml")),
    }
}

/// A folder of schemas with these files.
fn folder(files: &[(&str, String)]) -> (tempfile::TempDir, SchemaSet) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let schemas = SchemaSet::open(folder.path()).unwrap();
    (folder, schemas)
}

fn importing(namespace: &str, import: &str, name: &str, inside: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:types"
            xmlns:b="urn:b" targetNamespace="{namespace}" elementFormDefault="qualified">
          {import}
          <xs:element name="{name}">{inside}</xs:element>
        </xs:schema>"#
    )
}

/// An authority publishes its folders whole: each has its copy of what they share.
#[test]
fn copies_of_one_file_are_one() {
    let types = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
        targetNamespace="urn:types"><xs:simpleType name="Short">
        <xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction>
        </xs:simpleType></xs:schema>"#;
    let shared = r#"<xs:import namespace="urn:types" schemaLocation="shared/types.xsd"/>"#;
    let both =
        format!("{shared}<xs:import namespace=\"urn:b\" schemaLocation=\"../other/b.xsd\"/>");
    let two = r#"<xs:complexType><xs:sequence><xs:element name="own" type="t:Short"/>
        <xs:element ref="b:b"/></xs:sequence></xs:complexType>"#;
    let one = r#"<xs:complexType><xs:sequence><xs:element name="own" type="t:Short"/>
        </xs:sequence></xs:complexType>"#;
    let (_folder, schemas) = folder(&[
        ("uk/main/a.xsd", importing("urn:a", &both, "a", two)),
        ("uk/main/shared/types.xsd", types.to_owned()),
        ("uk/other/b.xsd", importing("urn:b", shared, "b", one)),
        ("uk/other/shared/types.xsd", types.replace("  ", " ")),
    ]);
    let message = |own: &str, inner: &str| {
        format!("<a xmlns=\"urn:a\"><own>{own}</own><b xmlns=\"urn:b\"><own>{inner}</own></b></a>")
    };
    let found = schemas.validate(message("abc", "abc").as_bytes()).unwrap();
    assert_eq!(found, []);
    for wrong in [message("long", "abc"), message("abc", "long")] {
        assert!(!schemas.validate(wrong.as_bytes()).unwrap().is_empty());
    }
}

/// A declaration that names its procedure is held against the schema of that procedure and of what
/// it does, and against no other authority's of the same root.
#[test]
fn the_procedure_and_the_function_choose_the_schema() {
    let declaration = |last: &str| {
        let inside = format!(
            "<xs:complexType><xs:sequence><xs:element name=\"FunctionCode\" type=\"xs:string\"/>\
             <xs:element name=\"ProcedureCategory\" type=\"xs:string\" minOccurs=\"0\"/>\
             <xs:element name=\"{last}\" type=\"xs:string\"/></xs:sequence></xs:complexType>"
        );
        importing("urn:d", "", "Declaration", &inside)
    };
    let (_folder, schemas) = folder(&[
        ("british/DEC.xsd", declaration("British")),
        ("danish/DMS_H1_V2.1.xsd", declaration("Old")),
        ("danish/DMS_H1_V2.3.xsd", declaration("H1")),
        (
            "danish/DMS_H1_AMENDMENT_CORRECTION_V2.3.xsd",
            declaration("Amended"),
        ),
        ("danish/DMS_I2_PN_V1.6.xsd", declaration("Presented")),
        ("danish/DMS_H10_V1.0.xsd", declaration("Other")),
    ]);
    let message = |category: &str, function: &str, last: &str| {
        let category = match category {
            "" => String::new(),
            category => format!("<ProcedureCategory>{category}</ProcedureCategory>"),
        };
        format!(
            "<Declaration xmlns=\"urn:d\"><FunctionCode>{function}</FunctionCode>{category}\
             <{last}/></Declaration>"
        )
    };
    for (category, function, last) in [
        ("", "9", "British"),
        ("H1", "9", "H1"),
        ("H1", "4", "Amended"),
        ("I2PN", "24", "Presented"),
    ] {
        let xml = message(category, function, last);
        assert_eq!(schemas.validate(xml.as_bytes()).unwrap(), [], "{xml}");
        let wrong = message(category, function, "Unheard");
        assert!(!schemas.validate(wrong.as_bytes()).unwrap().is_empty());
    }
    for (category, function) in [("H7", "9"), ("H1", "37"), ("H1", "99")] {
        let error = schemas.validate(message(category, function, "H1").as_bytes());
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains(&format!("procedure {category}, function {function}")),
            "{error}"
        );
    }
}

#[test]
fn hints_at_other_schemas_are_ignored_wherever_they_stand() {
    let hint = "<to xmlns:xsi = \"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:schemaLocation = 'urn:a a.xsd urn:b'>";
    let hinted = letter("NCTS6", "x").replace("<to>", hint);
    check(&hinted, None);
    // What only looks like a hint stays.
    let lookalike = letter("NCTS6", "x").replace("PhaseID=", "schemaLocation=\"a\" PhaseID=");
    check(&lookalike, Some((1, 1, "schemaLocation")));
    let (_folder, schemas) = two_phases();
    let text = letter("NCTS6", "a:schemaLocation=");
    assert!(
        !schemas.validate(text.as_bytes()).unwrap().is_empty(),
        "too long all the same"
    );
}

/// HMRC publishes its notifications without their namespaces; as they are sent they have them.
fn with_namespaces(notification: &str) -> String {
    let own = "urn:wco:datamodel:WCO:RES-DMS:2";
    let time = "urn:wco:datamodel:WCO:Response_DS:DMS:2";
    notification
        .replace(
            "<MetaData>",
            "<MetaData xmlns=\"urn:wco:datamodel:WCO:DocumentMetaData-DMS:2\">",
        )
        .replace("<Response>", &format!("<Response xmlns=\"{own}\">"))
        .replace(
            "<DateTimeString",
            &format!("<DateTimeString xmlns=\"{time}\""),
        )
}

#[test]
fn every_kind_of_notification_of_the_united_kingdom_is_checked() {
    let folders =
        official("CAS_SCHEMAS", "xsd").zip(official("CAS_CONVERSATIONS", "conversations/uk-cds"));
    let Some((folder, conversations)) = folders else {
        return;
    };
    let schemas = SchemaSet::open(&folder).unwrap();
    let schema = folder.join("uk-cds/wco/notification/_ALL_RES.xsd");
    let mut functions = std::collections::BTreeMap::new();
    for path in files(&conversations) {
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        let function = text.split("<FunctionCode>").nth(1);
        let function = function.and_then(|rest| rest.split('<').next());
        if let Some(function) = function.filter(|_| text.contains("<Response>")) {
            functions.entry(function.trim().to_owned()).or_insert(text);
        }
    }
    assert!(functions.len() >= 10, "{:?}", functions.keys());
    let mut valid = 0;
    for (function, text) in functions {
        for xml in [
            with_namespaces(&text),
            with_namespaces(&text).replace("<FunctionalReferenceID>", "<Madeup>"),
        ] {
            let found = schemas.validate(xml.as_bytes()).unwrap();
            let theirs = xmllint(&schema, xml.as_bytes()).unwrap_or(found.is_empty());
            assert_eq!(found.is_empty(), theirs, "{function}: {found:?}");
            assert!(!xml.contains("<Madeup>") || !found.is_empty(), "{function}");
            valid += usize::from(theirs);
        }
    }
    assert!(valid >= 5, "{valid} valid");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let (folders, mut found): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    found.extend(folders.iter().flat_map(|folder| files(folder)));
    found
}
