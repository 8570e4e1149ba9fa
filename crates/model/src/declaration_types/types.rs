//! Which types of declaration are there, by which codes and for which procedures?
//!
//! What each asks for is its column in `annex_b`; transit and the movement of excise goods, which
//! are declared by messages of their own, have their fields in files of their own.

use super::annex_b::column;
use super::declaration_type::{Category, DeclarationType};
use super::{excise, transit};

/// Complete declarations, before and after the goods are there, and supplementary ones.
const STANDARD: &[&str] = &["A", "D", "R", "U", "V", "X", "Y", "Z"];
/// Simplified declarations, occasional and regular, before and after the goods are there.
const SIMPLIFIED: &[&str] = &["B", "C", "E", "F"];

/// Every type of declaration.
pub static ALL: &[DeclarationType] = &[
    // The full data set of an import. Simplified declarations are I1.
    DeclarationType {
        code: "H1",
        name: "Release for free circulation and end-use",
        name_de: "Überlassung zum zollrechtlich freien Verkehr und Endverwendung",
        category: Category::Import,
        header_types: &["IM", "CO"],
        additional_types: STANDARD,
        procedures: &[
            "01", "07", "40", "42", "43", "44", "45", "46", "48", "61", "63", "68", "95", "96",
        ],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column H1",
        fields: column!("H1"),
    },
    // Nothing is due yet, so nothing is asked of the value; the warehouse is.
    DeclarationType {
        code: "H2",
        name: "Customs warehousing",
        name_de: "Zolllager",
        category: Category::Import,
        header_types: &["IM", "CO"],
        additional_types: STANDARD,
        procedures: &["71"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column H2",
        fields: column!("H2"),
    },
    // Much of a release for free circulation, and a guarantee for the duty that is not paid.
    DeclarationType {
        code: "H3",
        name: "Temporary admission",
        name_de: "Vorübergehende Verwendung",
        category: Category::Import,
        header_types: &["IM", "CO"],
        additional_types: STANDARD,
        procedures: &["53"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column H3",
        fields: column!("H3"),
    },
    // Much of a release for free circulation, and a guarantee for the duty that is not paid.
    DeclarationType {
        code: "H4",
        name: "Inward processing",
        name_de: "Aktive Veredelung",
        category: Category::Import,
        header_types: &["IM", "CO"],
        additional_types: STANDARD,
        procedures: &["51"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column H4",
        fields: column!("H4"),
    },
    // Taxes, not duties: there is no preference and no quota.
    DeclarationType {
        code: "H5",
        name: "Goods in trade with special fiscal territories",
        name_de: "Waren im Handel mit steuerlichen Sondergebieten",
        category: Category::Import,
        header_types: &["CO", "IM"],
        additional_types: STANDARD,
        procedures: &["40", "42", "61", "63", "95", "96"],
        marks: &["F15"],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column H5",
        fields: column!("H5"),
    },
    // The reduced data set for goods of 150 EUR at most: no classification below the heading, no
    // origin, no valuation, nothing of the transport. The United Kingdom calls it the super
    // reduced data set, marks it with the additional procedure 1H7 and takes the value as customs
    // value.
    DeclarationType {
        code: "H7",
        name: "Low value consignments",
        name_de: "Sendungen von geringem Wert",
        category: Category::Import,
        header_types: &[],
        additional_types: &["A", "D"],
        procedures: &["40"],
        marks: &["1H7"],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column H7; Regulation (EU) 2026/1022",
        fields: column!("H7"),
    },
    // The simplified process for internal market movements: no valuation, preference or country of
    // dispatch, and packages are counted only. Additional procedures say that goods move so.
    DeclarationType {
        code: "H8",
        name: "Internal market movement from Great Britain to Northern Ireland",
        name_de: "Binnenmarktbeförderung von Großbritannien nach Nordirland",
        category: Category::Import,
        header_types: &["IM"],
        additional_types: &["A", "D", "Y", "Z"],
        procedures: &["07", "40"],
        marks: &["1EL", "1EN", "1LG", "1SG", "1AG", "1RD"],
        source: "SPIMM: declaration category data set H8",
        fields: column!("H8"),
    },
    // It releases goods for which no import declaration is due, or, with a procedure of an import
    // declaration, presents what was entered in the declarant's records. So nearly nothing is
    // asked of the goods. Only the United Kingdom has it.
    DeclarationType {
        code: "C21i",
        name: "Customs clearance request (import)",
        name_de: "Antrag auf Zollabfertigung (Einfuhr)",
        category: Category::Import,
        header_types: &["IM", "CO"],
        additional_types: &["J", "K"],
        procedures: &[
            "00", "01", "07", "40", "42", "43", "44", "45", "46", "48", "51", "53", "61", "63",
            "68", "71", "78", "95", "96",
        ],
        marks: &[],
        source: "CDS volume 3, appendix 23A: declaration category data sets C21i",
        fields: column!("C21i"),
    },
    // It tells customs how many supplementary declarations a period had, and declares no goods:
    // its one item carries the procedure 0090 and the statements. Only the United Kingdom has it.
    DeclarationType {
        code: "FSD",
        name: "Final supplementary declaration",
        name_de: "Abschließende ergänzende Anmeldung",
        category: Category::Import,
        header_types: &["IM"],
        additional_types: &["Q"],
        procedures: &["00"],
        marks: &[],
        source: "CDS volume 3, completion guide for final supplementary declarations",
        fields: column!("FSD"),
    },
    // What is needed to let the goods go; the supplementary declaration (H1) says the rest.
    DeclarationType {
        code: "I1",
        name: "Simplified import declaration",
        name_de: "Vereinfachte Einfuhranmeldung",
        category: Category::Import,
        header_types: &["IM", "CO"],
        additional_types: SIMPLIFIED,
        procedures: &[
            "01", "07", "40", "42", "43", "44", "45", "46", "48", "51", "53", "61", "63", "68",
            "95", "96",
        ],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column I1",
        fields: column!("I1"),
    },
    // The entry itself stands in the records; customs only learns where the goods are. A
    // supplementary declaration (H1, additional type Z) follows.
    DeclarationType {
        code: "I2",
        name: "Presentation of goods with an entry in the declarant's records (import)",
        name_de: "Gestellung von Waren bei Anschreibung in der Buchführung des Anmelders (Einfuhr)",
        category: Category::Import,
        header_types: &[],
        additional_types: &[],
        procedures: &[
            "01", "07", "40", "42", "43", "44", "45", "46", "48", "51", "53", "61", "63", "68",
            "71", "95", "96",
        ],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column I2",
        fields: column!("I2"),
    },
    // The full data set of an export. Simplified declarations are C1.
    DeclarationType {
        code: "B1",
        name: "Export and re-export",
        name_de: "Ausfuhr und Wiederausfuhr",
        category: Category::Export,
        header_types: &["EX", "CO"],
        additional_types: STANDARD,
        procedures: &["10", "11", "23", "31"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column B1",
        fields: column!("B1"),
    },
    // What an export asks for; the goods come back, so the authorisation matters.
    DeclarationType {
        code: "B2",
        name: "Outward processing",
        name_de: "Passive Veredelung",
        category: Category::Export,
        header_types: &["EX", "CO"],
        additional_types: STANDARD,
        procedures: &["21", "22"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column B2",
        fields: column!("B2"),
    },
    // The goods do not leave yet: the warehouse is asked for, the exit is not.
    DeclarationType {
        code: "B3",
        name: "Customs warehousing of Union goods",
        name_de: "Zolllager für Unionswaren",
        category: Category::Export,
        header_types: &["EX", "CO"],
        additional_types: STANDARD,
        procedures: &["76", "77"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column B3",
        fields: column!("B3"),
    },
    // The goods stay in the customs territory; what is asked of the transport is less.
    DeclarationType {
        code: "B4",
        name: "Dispatch to special fiscal territories",
        name_de: "Versendung in steuerliche Sondergebiete",
        category: Category::Export,
        header_types: &["CO"],
        additional_types: STANDARD,
        procedures: &["10"],
        marks: &["F75"],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column B4",
        fields: column!("B4"),
    },
    // What is needed to let the goods go; the supplementary declaration (B1) says the rest.
    DeclarationType {
        code: "C1",
        name: "Simplified export declaration",
        name_de: "Vereinfachte Ausfuhranmeldung",
        category: Category::Export,
        header_types: &["EX", "CO"],
        additional_types: SIMPLIFIED,
        procedures: &["10", "11", "21", "22", "23", "31"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column C1",
        fields: column!("C1"),
    },
    // The entry itself stands in the records; customs only learns where the goods are.
    DeclarationType {
        code: "C2",
        name: "Presentation of goods with an entry in the declarant's records (export)",
        name_de: "Gestellung von Waren bei Anschreibung in der Buchführung des Anmelders (Ausfuhr)",
        category: Category::Export,
        header_types: &[],
        additional_types: &[],
        procedures: &["10", "11", "23", "31"],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column C2",
        fields: column!("C2"),
    },
    // It lets goods go for which no export declaration is due. Only the United Kingdom has it.
    DeclarationType {
        code: "C21e",
        name: "Customs clearance request (export)",
        name_de: "Antrag auf Zollabfertigung (Ausfuhr)",
        category: Category::Export,
        header_types: &["EX", "CO"],
        additional_types: &["J", "K"],
        procedures: &["00", "10", "11", "21", "22", "23", "31"],
        marks: &[],
        source: "CDS volume 3, appendix 24: declaration category data sets C21e",
        fields: column!("C21e"),
    },
    // Union and common transit and TIR (columns D1, D2 and D3; `reducedDatasetIndicator` says
    // which). Rules of their own say what is missing, because almost all of it depends on
    // something.
    DeclarationType {
        code: "transit",
        name: "Transit",
        name_de: "Versand",
        category: Category::Transit,
        header_types: &["T", "T1", "T2", "T2F", "T2SM", "TIR"],
        additional_types: &["A", "D"],
        procedures: &[],
        marks: &[],
        source: "Annex B to Delegated Regulation (EU) 2015/2446, column D1 to D3",
        fields: transit::FIELDS,
    },
    // The electronic administrative document of EMCS (IE815): quantities, masses and the excise
    // product code of every item, and who sends.
    DeclarationType {
        code: "excise",
        name: "Movement of excise goods under suspension, or duty paid",
        name_de: "Beförderung verbrauchsteuerpflichtiger Waren, unversteuert oder versteuert",
        category: Category::Excise,
        header_types: &[],
        additional_types: &[],
        procedures: &[],
        marks: &[],
        source: "EMCS functional specification 3.23, IE815",
        fields: excise::FIELDS,
    },
];
