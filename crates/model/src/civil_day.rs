//! Which day is it where a declaration is lodged, and when does a day begin and end there?
//!
//! A rate, a code, a master record and a limit hold for days, and those are the days of the country
//! whose customs gets the declaration: at 23:30 UTC on 30 June it is July in London. The zones are
//! data ([`ZONES`]), by the names of the IANA database; the database is the one that is built in,
//! so that the same time is the same day on every machine.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Jurisdictions by the IANA name of the zone whose time is theirs. Where a country has several, it
/// is that of its capital: Portugal's is Lisbon's, not that of the Azores.
pub const ZONES: &[(&str, &[&str])] = &[
    ("America/Cayenne", &["GF"]),
    ("America/Guadeloupe", &["GP"]),
    ("America/Marigot", &["MF"]),
    ("America/Martinique", &["MQ"]),
    ("Asia/Nicosia", &["CY"]),
    ("Asia/Tbilisi", &["GE"]),
    ("Atlantic/Canary", &["IC"]),
    ("Atlantic/Reykjavik", &["IS"]),
    ("Europe/Amsterdam", &["NL"]),
    ("Europe/Andorra", &["AD"]),
    ("Europe/Athens", &["GR"]),
    ("Europe/Belgrade", &["RS", "XS"]),
    ("Europe/Berlin", &["DE"]),
    ("Europe/Bratislava", &["SK"]),
    // Systems of the Union itself are the Commission's.
    ("Europe/Brussels", &["BE", "EU"]),
    ("Europe/Bucharest", &["RO"]),
    ("Europe/Budapest", &["HU"]),
    ("Europe/Chisinau", &["MD"]),
    ("Europe/Copenhagen", &["DK"]),
    ("Europe/Dublin", &["IE"]),
    ("Europe/Guernsey", &["GG"]),
    ("Europe/Helsinki", &["FI"]),
    ("Europe/Isle_of_Man", &["IM"]),
    ("Europe/Istanbul", &["TR"]),
    ("Europe/Jersey", &["JE"]),
    ("Europe/Kyiv", &["UA"]),
    ("Europe/Lisbon", &["PT"]),
    ("Europe/Ljubljana", &["SI"]),
    (
        "Europe/London",
        &[
            "GB", "XI", "ZB", "ZC", "ZD", "ZE", "ZF", "ZG", "ZH", "ZJ", "ZK", "ZL", "ZN", "ZS",
            "ZU",
        ],
    ),
    ("Europe/Luxembourg", &["LU"]),
    ("Europe/Madrid", &["ES"]),
    ("Europe/Malta", &["MT"]),
    ("Europe/Mariehamn", &["AX"]),
    ("Europe/Monaco", &["MC"]),
    ("Europe/Oslo", &["NO"]),
    ("Europe/Paris", &["FR"]),
    ("Europe/Podgorica", &["ME"]),
    ("Europe/Prague", &["CZ"]),
    ("Europe/Riga", &["LV"]),
    ("Europe/Rome", &["IT"]),
    ("Europe/San_Marino", &["SM"]),
    ("Europe/Skopje", &["MK"]),
    ("Europe/Sofia", &["BG"]),
    ("Europe/Stockholm", &["SE"]),
    ("Europe/Tallinn", &["EE"]),
    ("Europe/Vaduz", &["LI"]),
    ("Europe/Vienna", &["AT"]),
    ("Europe/Vilnius", &["LT"]),
    ("Europe/Warsaw", &["PL"]),
    ("Europe/Zagreb", &["HR"]),
    ("Europe/Zurich", &["CH"]),
    ("Indian/Mayotte", &["YT"]),
    ("Indian/Reunion", &["RE"]),
];

/// Coordinated Universal Time, where no country's time is meant.
pub static UTC: TimeZone = TimeZone::UTC;

/// The zone whose time is that of a jurisdiction; UTC for one that [`ZONES`] does not name.
#[must_use]
pub fn zone_of(jurisdiction: &str) -> &'static TimeZone {
    static KNOWN: LazyLock<HashMap<&str, TimeZone>> = LazyLock::new(|| {
        let database = TimeZoneDatabase::bundled();
        let of_zone = |(name, jurisdictions): &(&str, &'static [&str])| {
            let zone = database.get(name).ok()?;
            Some(jurisdictions.iter().map(move |it| (*it, zone.clone())))
        };
        ZONES.iter().filter_map(of_zone).flatten().collect()
    });
    KNOWN.get(jurisdiction).unwrap_or(&UTC)
}

/// The day that it is in a zone.
#[must_use]
pub fn day_of(time: Timestamp, zone: &TimeZone) -> Date {
    time.to_zoned(zone.clone()).date()
}

/// The day that it is in a jurisdiction.
#[must_use]
pub fn day_in(jurisdiction: &str, time: Timestamp) -> Date {
    day_of(time, zone_of(jurisdiction))
}

/// When a day begins in a zone: where clocks are put forward at midnight, after that hour. None
/// where it is beyond the calendar.
#[must_use]
pub fn begin_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.to_zoned(zone.clone()).ok()?.timestamp())
}

/// When a day is over in a zone: the first moment of the next.
#[must_use]
pub fn end_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    begin_of(day.tomorrow().ok()?, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::territory;

    #[test]
    fn every_country_that_is_named_has_a_zone_and_only_one() {
        let database = TimeZoneDatabase::bundled();
        for (name, jurisdictions) in ZONES {
            assert!(database.get(name).is_ok(), "{name}");
            assert!(!jurisdictions.is_empty(), "{name}");
        }
        let mut known: Vec<&str> = ZONES
            .iter()
            .flat_map(|(_, of)| of.iter().copied())
            .collect();
        let all = known.len();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), all, "a jurisdiction stands twice");
        let named = territory::ALL.iter().flat_map(|it| it.countries).copied();
        for country in named.chain([territory::NORTHERN_IRELAND, "EU"]) {
            assert!(known.contains(&country), "{country} has no zone");
        }
    }

    #[test]
    fn the_day_is_that_of_the_place() {
        let check = |jurisdiction: &str, time: &str, expected: &str| {
            let time: Timestamp = time.parse().expect("a time");
            let day = day_in(jurisdiction, time).to_string();
            assert_eq!(day, expected, "{jurisdiction} at {time}");
        };
        // Summer: London is an hour before UTC, Berlin two, Athens three.
        check("GB", "2026-06-30T22:59:59Z", "2026-06-30");
        check("GB", "2026-06-30T23:00:00Z", "2026-07-01");
        check("XI", "2026-06-30T23:30:00Z", "2026-07-01");
        check("PT", "2026-06-30T23:30:00Z", "2026-07-01");
        check("IE", "2026-06-30T23:30:00Z", "2026-07-01");
        check("DE", "2026-06-30T21:59:59Z", "2026-06-30");
        check("DE", "2026-06-30T22:00:00Z", "2026-07-01");
        check("GR", "2026-06-30T21:00:00Z", "2026-07-01");
        check("IS", "2026-06-30T23:30:00Z", "2026-06-30");
        check("GF", "2026-07-01T02:59:59Z", "2026-06-30");
        check("ZZ", "2026-06-30T23:59:59Z", "2026-06-30");
        // Winter.
        check("GB", "2026-12-31T23:59:59Z", "2026-12-31");
        check("DE", "2026-12-31T23:00:00Z", "2027-01-01");
        // The last Sundays of March and October, on which clocks are changed.
        check("DE", "2026-03-28T23:00:00Z", "2026-03-29");
        check("DE", "2026-03-29T21:59:59Z", "2026-03-29");
        check("DE", "2026-03-29T22:00:00Z", "2026-03-30");
        check("DE", "2026-10-24T22:00:00Z", "2026-10-25");
        check("DE", "2026-10-25T22:59:59Z", "2026-10-25");
        check("DE", "2026-10-25T23:00:00Z", "2026-10-26");
    }

    #[test]
    fn a_day_is_as_long_as_its_clocks_say() {
        let check = |day: &str, expected: (&str, &str)| {
            let (day, zone) = (day.parse().expect("a day"), zone_of("DE"));
            let text = |time: Option<Timestamp>| time.expect("a time").to_string();
            let found = (text(begin_of(day, zone)), text(end_of(day, zone)));
            assert_eq!((found.0.as_str(), found.1.as_str()), expected);
        };
        check(
            "2026-06-30",
            ("2026-06-29T22:00:00Z", "2026-06-30T22:00:00Z"),
        );
        check(
            "2026-03-29",
            ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        );
        check(
            "2026-10-25",
            ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        );
        assert_eq!(end_of(Date::MAX, zone_of("DE")), None);
    }
}
