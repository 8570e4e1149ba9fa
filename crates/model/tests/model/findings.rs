//! Is the list of our own findings in order, and the documentation what it says?

use cas_model::findings::{self, REGISTRY};

#[test]
fn the_page_in_the_documentation_is_the_list() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/findings.md");
    let expected = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).expect("docs/findings.md is writable");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        written, expected,
        "run UPDATE_DOCS=1 cargo test -p cas-model"
    );
}

fn page() -> String {
    let mut text = String::from(
        "# Findings that are not rules\n\nWhat is wrong with a declaration stands in its \
         `errors[]`. Codes `V…` are validation rules, explained in [rules.md](rules.md); codes from \
         customs are customs' own. These few are ours. `V0912` to `V0921` come from the system that \
         the declaration is for: it reads the document by the table of its message, before anything \
         is sent.\n\nGenerated from `crates/model/src/findings.rs`; `UPDATE_DOCS=1 cargo test -p \
         cas-model` writes it. A server shows the page of each code at `/errors/<code>`.\n\n\
         | Code | Severity | What it says | What to do |\n|---|---|---|---|\n",
    );
    for known in REGISTRY {
        let (severity, meaning) = (known.severity_in_words(), known.meaning());
        text.push_str(&format!(
            "| `{}` | {severity} | {meaning} | {} |\n",
            known.code, known.remedy
        ));
    }
    text.push_str(
        "\nWhat is calculated, and when `D0010` to `D0018` arise: \
         [calculations.md](calculations.md).\n",
    );
    text
}

#[test]
fn codes_are_of_their_form_and_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for known in REGISTRY {
        let code = known.code;
        let digits = code.strip_prefix(['V', 'C', 'D', 'T']).unwrap_or_default();
        let is_number = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
        assert!(is_number, "{code}");
        assert!(seen.insert(code), "{code} stands twice");
        assert_eq!(findings::find(code).map(|found| found.code), Some(code));
    }
    assert!(findings::find("D9999").is_none());
}

/// Names of what a text is about belong into messages and advice, not into the manual.
#[test]
fn the_manual_names_nothing_of_one_declaration() {
    for known in REGISTRY {
        for text in [known.meaning().as_str(), known.remedy] {
            assert!(
                !text.is_empty() && !text.contains('{'),
                "{}: {text}",
                known.code
            );
            assert!(!text.ends_with('.'), "{}: {text}", known.code);
        }
        let page = known.page();
        assert!(page.starts_with(&format!("# {}\n", known.code)), "{page}");
        assert!(page.contains(known.remedy), "{page}");
    }
}

#[test]
fn a_finding_is_what_its_line_says() {
    let found = findings::no_exchange_rate("GBP", "EUR");
    assert_eq!(
        (found.code.as_str(), found.severity, found.source),
        (
            findings::D0010.code,
            findings::D0010.severity,
            findings::D0010.source
        )
    );
    assert_eq!(found.message, "No exchange rate from GBP to EUR");
    assert_eq!(
        found.description,
        "Add the rate of GBP for the period to the master data; values that need it stay empty"
    );
    let severities = ["D0010", "D0011", "D0035"].map(|code| {
        let known = findings::find(code);
        known.map_or("", |known| known.severity_in_words())
    });
    assert_eq!(severities, ["error", "warning", "warning or error"]);
}
