use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of a TIR carnet is up to 25000000, or two letters of which one is X and a
    /// number above that.
    ///
    /// Source: rule R0990 and the pattern in CC015C.
    V0016: "Invalid TIR carnet number", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if let Some(number) = given(&document.tir_carnet_number)
        && !is_carnet(number)
    {
        let advice = "Give it as printed on the carnet, such as XF75000000, without spaces.";
        report.find(path!("tirCarnetNumber"), advice);
    }
}

fn is_carnet(number: &str) -> bool {
    let value = |digits: &str| {
        let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        plain.then(|| digits.parse::<u64>().ok()).flatten()
    };
    match number.as_bytes() {
        [b'X', b'A'..=b'Z', ..] | [b'A'..=b'Z', b'X', ..] => {
            matches!(number.len(), 10 | 11)
                && value(&number[2..]).is_some_and(|value| value >= 25_000_000)
        }
        _ => value(number).is_some_and(|value| value <= 25_000_000),
    }
}
