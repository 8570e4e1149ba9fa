use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A coordinate is in degrees with five to seven decimals: latitude up to 90, longitude up to
    /// 180.
    ///
    /// Source: CC015C, pattern of GNSS; guideline G0014.
    V0504: "Invalid coordinate", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let location = document
        .consignment()
        .and_then(|consignment| consignment.goods_location.as_deref());
    let Some(location) = location else {
        return;
    };
    for (field, value, limit) in [
        (
            path!("goodsShipment.consignment.goodsLocation.latitude"),
            &location.latitude,
            90,
        ),
        (
            path!("goodsShipment.consignment.goodsLocation.longitude"),
            &location.longitude,
            180,
        ),
    ] {
        if given(value).is_some_and(|text| !is_coordinate(text, limit)) {
            report.find(
                field,
                "Give degrees with five to seven decimals, such as 48.13743.",
            );
        }
    }
}

fn is_coordinate(text: &str, limit: u32) -> bool {
    let Some((degrees, decimals)) = text.trim_start_matches(['+', '-']).split_once('.') else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let zero = decimals.bytes().all(|b| b == b'0');
    (1..=3).contains(&degrees.len())
        && (5..=7).contains(&decimals.len())
        && digits(degrees)
        && digits(decimals)
        && degrees
            .parse::<u32>()
            .is_ok_and(|degrees| degrees < limit || (degrees == limit && zero))
}
