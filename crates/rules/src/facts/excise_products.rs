//! The excise products of EMCS (reference data BC36), with the headings of the Combined
//! Nomenclature that fall under them (E200).

/// What customs knows of an excise product.
#[derive(Debug)]
pub(crate) struct ExciseProductFacts {
    code: &'static str,
    /// Whether its alcoholic strength is declared.
    pub(crate) has_strength: bool,
    /// Whether its degree Plato may be declared.
    pub(crate) has_plato: bool,
    /// Whether its density is declared.
    pub(crate) has_density: bool,
    /// The headings it may have.
    pub(crate) headings: &'static [&'static str],
}

impl ExciseProductFacts {
    /// Whether it is an energy product.
    pub(crate) fn is_energy(&self) -> bool {
        self.code.starts_with('E')
    }

    /// Whether it is wine or a fermented beverage like it.
    pub(crate) fn is_wine(&self) -> bool {
        self.code.starts_with('W')
    }
}

/// The product with this code.
pub(crate) fn excise_product(code: &str) -> Option<&'static ExciseProductFacts> {
    PRODUCTS.iter().find(|product| product.code == code)
}

type Headings = &'static [&'static str];

const fn beer(code: &'static str, headings: Headings) -> ExciseProductFacts {
    ExciseProductFacts {
        has_plato: true,
        ..alcohol(code, headings)
    }
}

const fn alcohol(code: &'static str, headings: Headings) -> ExciseProductFacts {
    ExciseProductFacts {
        has_strength: true,
        ..plain(code, headings)
    }
}

const fn oil(code: &'static str, headings: Headings) -> ExciseProductFacts {
    ExciseProductFacts {
        has_density: true,
        ..plain(code, headings)
    }
}

const fn plain(code: &'static str, headings: Headings) -> ExciseProductFacts {
    ExciseProductFacts {
        code,
        has_strength: false,
        has_plato: false,
        has_density: false,
        headings,
    }
}

const VEGETABLE_OILS: Headings = &[
    "1507", "1508", "1509", "1510", "1511", "1512", "1513", "1514", "1515", "1516", "1517", "1518",
];
const FERMENTED: Headings = &["2204", "2205", "2206"];

static PRODUCTS: &[ExciseProductFacts] = &[
    beer("B000", &["2203", "2206"]),
    oil("E200", VEGETABLE_OILS),
    oil("E300", &["2707"]),
    oil("E410", &["2710"]),
    oil("E420", &["2710"]),
    oil("E430", &["2710"]),
    oil("E440", &["2710"]),
    oil("E450", &["2710"]),
    oil("E460", &["2710"]),
    plain("E470", &["2710"]),
    oil("E480", &["2710"]),
    oil("E490", &["2710"]),
    plain("E500", &["2711"]),
    plain("E600", &["2901"]),
    oil("E700", &["2902"]),
    oil("E800", &["2905"]),
    oil("E910", &["3826"]),
    oil("E920", &["3824", "3826"]),
    plain("E930", &["3811"]),
    alcohol("I000", FERMENTED),
    alcohol("S200", &["2204", "2205", "2206", "2208"]),
    alcohol("S300", &["2207", "2208"]),
    alcohol("S400", &["2207"]),
    // Whatever contains ethyl alcohol.
    alcohol("S500", &[]),
    alcohol("S600", &["2207"]),
    plain("T200", &["2402"]),
    plain("T300", &["2402"]),
    plain("T400", &["2402", "2403"]),
    plain("T500", &["2402", "2403", "2404"]),
    alcohol("W200", FERMENTED),
    alcohol("W300", FERMENTED),
];
