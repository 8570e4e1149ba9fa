//! Which procedures follow which, what they need, and what may be added to them.
//!
//! For the Union after Annex B, title II, data element 11 09; for exports of the United Kingdom
//! after the published list of procedure codes and of what may be added to each.

/// Procedures after which goods are still under customs' supervision, or expected back.
pub(crate) const SPECIAL: &[&str] = &[
    "07", "21", "22", "23", "51", "53", "54", "71", "76", "77", "78",
];

/// Requested procedures and those that may come before.
const FOLLOWS: &[(&str, &str)] = &[
    ("01", "00 07 22 40 42 51 53 54 71 76 77 78 95"),
    ("07", "00 51 53 54 71 78"),
    ("10", "00 01 07 40 42 43 44 45 46 48 61 63 68 76 77 95 96"),
    ("11", "00 40 51 54"),
    ("21", "00 01 07 40 42 44 45 51 54 61 63 68 71 95 96"),
    ("22", "00 01 07 40 42 44 45 51 54 61 63 68 71 95 96"),
    ("23", "00 01 07 40 42 44 45 61 63 68 95 96"),
    ("31", "00 51 53 54 71 78 91 92"),
    ("40", "00 07 51 53 54 71 76 77 78 91 92"),
    ("42", "00 07 51 53 54 71 76 77 78 91 92"),
    ("43", "00 51 53 54 71 78"),
    ("44", "00 44 51 53 54 71 78"),
    ("45", "00 07 51 53 54 71 78"),
    ("46", "00 51 53 54 71 78"),
    ("48", "00 51 53 54 71 78"),
    ("51", "00 10 11 21 22 31 51 53 54 71 78 91 92"),
    ("53", "00 10 21 22 23 31 51 53 54 71 78 91 92"),
    ("61", "00 10 11 21 22 23 31 51 53 54 71 78"),
    ("63", "00 10 11 21 22 23 31 51 53 54 71 78"),
    ("68", "00 10 11 21 22 23 31 51 53 54 71 78"),
    ("71", "00 10 11 21 22 23 31 51 53 54 71 78 91 92"),
    ("76", "00 01 07 40 42 51 54 76 77"),
    ("77", "00 01 07 40 42 51 54 76 77"),
    ("95", "00 07 51 53 54 71 78"),
    ("96", "00 07 51 53 54 71 78"),
];

/// Whether the previous procedure may come before the requested one; nothing is said of a
/// requested procedure that is not known.
pub(crate) fn follows(requested: &str, previous: &str) -> bool {
    let known = FOLLOWS.iter().find(|(code, _)| *code == requested);
    known.is_none_or(|(_, before)| before.split(' ').any(|code| code == previous))
}

/// Imports to the United Kingdom that the Union does not have: end-use after outward processing
/// (published scenarios TT_IM050a and TT_IM144a).
const BRITISH_IMPORTS: &[&str] = &["4421", "4422"];

/// The same for imports to the United Kingdom.
pub(crate) fn follows_in_united_kingdom(requested: &str, previous: &str) -> bool {
    let mut more = BRITISH_IMPORTS.iter();
    follows(requested, previous) || more.any(|code| code.strip_prefix(requested) == Some(previous))
}

/// What may be added when goods leave after temporary admission to the United Kingdom.
const TEMPORARY: &str = "1CS F75 D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D15 D16 D17 \
    D18 D19 D20 D21 D22 D23 D24 D25 D26 D27 D28 D29 D30 D51 1MB";

/// Exports of the United Kingdom: requested and previous procedure, and what may be added.
const BRITISH_EXPORTS: &[(&str, &str)] = &[
    (
        "1040",
        "000 1CS 3LV 3NS 3PE 3PM 3RI F75 2DP 2IE 0GD 0MG 1CD 1CG 1DP 1NO 1NP C12 1MB 1MU 1FT",
    ),
    ("1007", "000 1CS F75 1CG 1MB"),
    ("1042", "000 F75 2ES 1CD 1CG 1MB"),
    ("1044", "000 1CS 2CD 2CG 0MG 1SW 1MB"),
    ("1100", "000 1CS 1MP F44 1MB"),
    ("2100", "000 1CS 0GD 46P 1MB"),
    ("2144", "000 1CS 0MG 1SW 46P 1MB"),
    ("2151", "000 1CS 0GD 46P 48P F44 B51 B52 1MB"),
    ("2154", "000 1CS 46P 48P F44 B51 B52 1MB"),
    ("2200", "000 1CS 0GD 46P 48P B51 B52 B53 B54 F75 1MB"),
    ("2244", "000 1CS 0MG 1SW 46P 48P B51 B52 1MB"),
    ("2300", "000 F75 2DP 0GD 0MG 1CD 1CG 1CS 1DP 1MB 1NO 1NP"),
    ("3151", "000 1CS F75 2CD 2CG 0GD A04 F44 1MB"),
    ("3153", TEMPORARY),
    ("3154", "000 1CS A04 F44 1MB"),
    // Clearance requests (C21), which declare no procedure of their own.
    (
        "0012",
        "000 10C 14C 15F 16M 17X 18I 21G 22C 23A 24S 25D 26D 27M",
    ),
    (
        "0014",
        "000 10C 11A 12A 13C 14C 16M 17X 18I 19Z 40A 40D 40F 40G 41G 40M 40P 41P 42P 40T 40W",
    ),
    (
        "0015",
        "11A 12A 13C 14C 15F 17X 18I 50A 50D 50F 50G 50M 50P 51P 52P 50T 50W",
    ),
    ("0016", "15F 61T 62T 63T"),
    ("0017", "000 15F 16M 17X 18I 19Z 72M 73N"),
    ("0018", "000 15F 19Z 80I"),
    ("0019", "90V 91U 92A 93D 94R 95S 96M"),
    ("3171", "000 1CS F75 2CD 2CG 2DP 0GD 1DP 1NO 1NP 1VW 1MB"),
];

/// Whether the United Kingdom knows this export.
pub(crate) fn is_british_export(requested: &str, previous: &str) -> bool {
    british_additional_procedures(requested, previous).is_some()
}

/// What may be added to this export of the United Kingdom.
pub(crate) fn british_additional_procedures(
    requested: &str,
    previous: &str,
) -> Option<&'static str> {
    let known = BRITISH_EXPORTS.iter().find(|(code, _)| {
        code.strip_prefix(requested)
            .is_some_and(|rest| rest == previous && !requested.is_empty())
    });
    known.map(|(_, added)| *added)
}

/// Requested procedures with the authorisations one of which they need: of the Union, then of the
/// United Kingdom.
const AUTHORISATIONS: &[(&str, &[&str])] = &[
    ("21", &["C019", "OPO"]),
    ("22", &["C019", "OPO"]),
    ("44", &["N990", "EUS"]),
    ("46", &["C019", "OPO"]),
    ("48", &["C019", "OPO"]),
    ("51", &["C601", "IPO"]),
    ("53", &["C516", "TEA", "TEAH"]),
    ("71", &["C517", "C518", "C519", "C520", "CW1", "CW2", "CWP"]),
    ("76", &["C517", "C518", "C519", "CW1", "CW2", "CWP"]),
    ("77", &["C517", "C518", "C519", "CW1", "CW2", "CWP"]),
];

/// The authorisations one of which a requested procedure needs.
pub(crate) fn needs_authorisation(requested: &str) -> &'static [&'static str] {
    let known = AUTHORISATIONS.iter().find(|(code, _)| *code == requested);
    known.map_or(&[], |(_, authorisations)| authorisations)
}
