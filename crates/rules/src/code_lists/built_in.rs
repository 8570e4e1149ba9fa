//! Which codes are built in?
//!
//! Facts of the reference data that the European Commission publishes for NCTS (CS/RD2), as of
//! November 2025. Codes are separated by white space; their order has no meaning.

use cas_model::form::{Wording, wording};

/// A list that is built in.
pub(super) struct BuiltIn {
    /// The official name of the list.
    pub name: &'static str,
    /// What it is a list of.
    pub title: Wording,
    /// The file that says what its codes mean; lists that share codes share it.
    pub words: &'static str,
    /// Its codes, separated by white space.
    pub codes: &'static str,
}

/// A list of a country that holds another list and more.
pub(super) struct Extended {
    /// The name of the list.
    pub name: &'static str,
    /// What it is a list of.
    pub title: Wording,
    /// The list that it extends.
    pub common: &'static str,
    /// The codes that it has more, separated by white space.
    pub added: &'static str,
}

/// The lists of a country that hold another list and more.
pub(super) const EXTENDED: &[Extended] = &[
    // The United Kingdom adds the sectors of the continental shelf (published list of countries).
    Extended {
        name: "UK-countries",
        title: wording(
            "Countries, as the United Kingdom has them",
            "Länder, wie das Vereinigte Königreich sie führt",
        ),
        common: "CL008",
        added: "ZB ZC ZD ZE ZF ZG ZH ZJ ZK ZL ZN ZS ZU",
    },
    // Roll-on roll-off is a mode of its own there (CDS declaration completion guide, 7/4).
    Extended {
        name: "UK-transport-modes",
        title: wording(
            "Modes of transport, as the United Kingdom has them",
            "Verkehrszweige, wie das Vereinigte Königreich sie führt",
        ),
        common: "CL218",
        added: "6",
    },
];

/// The lists, by name.
pub(super) const LISTS: &[BuiltIn] = &[
    BuiltIn {
        name: "BC35",
        title: wording(
            "Transport units of excise movements",
            "Transporteinheiten verbrauchsteuerpflichtiger Beförderungen",
        ),
        words: "BC35",
        codes: "1 2 3 4 5",
    },
    BuiltIn {
        name: "BC36",
        title: wording("Excise products", "Verbrauchsteuerpflichtige Erzeugnisse"),
        words: "BC36",
        codes: "B000 E200 E300 E410 E420 E430 E440 E450 E460 E470 E480 E490 E500 E600 E700 E800 E910 E920 \
         E930 I000 S200 S300 S400 S500 S600 T200 T300 T400 T500 W200 W300",
    },
    BuiltIn {
        name: "BC40",
        title: wording("Growing zones of wine", "Weinbauzonen"),
        words: "BC40",
        codes: "1 2 3 4 5 6",
    },
    BuiltIn {
        name: "BC41",
        title: wording("Operations on wine", "Behandlungen von Wein"),
        words: "BC41",
        codes: "0 1 2 3 4 5 6 7 8 9 10 11 12",
    },
    BuiltIn {
        name: "BC67",
        title: wording(
            "Modes of transport of excise movements",
            "Verkehrszweige verbrauchsteuerpflichtiger Beförderungen",
        ),
        words: "BC67",
        codes: "0 1 2 3 4 5 7 8",
    },
    BuiltIn {
        name: "CL008",
        title: wording("Countries", "Länder"),
        words: "CL008",
        codes: "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO \
         BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ \
         DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN \
         GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE \
         KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
         ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA \
         PE PF PG PH PK PL PM PN PR PS PT PW PY QA QP QQ QR QS QU QV QW QX QY QZ RE RO RS RU RW \
         SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL \
         TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XC XI XK XL XS YE \
         YT ZA ZM ZW",
    },
    BuiltIn {
        name: "CL009",
        title: wording(
            "Countries of common transit",
            "Länder des gemeinsamen Versandverfahrens",
        ),
        words: "CL008",
        codes: "AD AT AX BE BG CH CY CZ DE DK EE ES FI FR GB GE GF GG GP GR HR HU IE IM IS IT JE LI LT \
         LU LV MC MD ME MF MK MQ MT NL NO PL PT RE RO RS SE SI SJ SK SM TR UA XI XS YT",
    },
    BuiltIn {
        name: "CL010",
        title: wording("Countries of the Union", "Länder der Union"),
        words: "CL008",
        codes: "AT AX BE BG CY CZ DE DK EE ES FI FR GF GP GR HR HU IE IT LT LU LV MC MF MQ MT NL PL PT \
         RE RO SE SI SK XI YT",
    },
    BuiltIn {
        name: "CL017",
        title: wording(
            "Kinds of packages (UN/ECE Recommendation 21)",
            "Arten von Packstücken",
        ),
        words: "CL017",
        codes: "1A 1B 1D 1F 1G 1W 2C 3A 3H 43 44 4A 4B 4C 4D 4F 4G 4H 5H 5L 5M 6H 6P 7A 7B 8A 8B 8C AA \
         AB AC AD AE AF AG AH AI AJ AL AM AP AT AV B4 BA BB BC BD BE BF BG BH BI BJ BK BL BM BN \
         BO BP BQ BR BS BT BU BV BW BX BY BZ CA CB CC CD CE CF CG CH CI CJ CK CL CM CN CO CP CQ \
         CR CS CT CU CV CW CX CY CZ DA DB DC DG DH DI DJ DK DL DM DN DP DR DS DT DU DV DW DX DY \
         EC ED EE EF EG EH EI EN FB FC FD FE FI FL FO FP FR FT FW FX GB GI GL GR GU GY GZ HA HB \
         HC HG HN HR IA IB IC ID IE IF IG IH IK IL IN IZ JB JC JG JR JT JY KG KI LE LG LT LU LV \
         LZ MA MB MC ME MR MS MT MW MX NA NE NF NG NS NT NU NV O1 O2 O3 O4 O5 O6 O7 O8 O9 OA OB \
         OC OD OE OF OG OH OI OJ OK OL OM ON OP OQ OR OS OT OU OV OW OX OY OZ P1 P2 P3 P4 PA PB \
         PC PD PE PF PG PH PI PJ PK PL PN PO PP PR PT PU PV PX PY PZ QA QB QC QD QF QG QH QJ QK \
         QL QM QN QP QQ QR QS RD RG RJ RK RL RO RT RZ SA SB SC SD SE SH SI SK SL SM SO SP SS ST \
         SU SV SW SX SY SZ T1 TB TC TD TE TG TI TK TL TN TO TR TS TT TU TV TW TY TZ UC UN VA VG \
         VI VK VL VN VO VP VQ VR VS VY WA WB WC WD WF WG WH WJ WK WL WM WN WP WQ WR WS WT WU WV \
         WW WX WY WZ XA XB XC XD XF XG XH XJ XK YA YB YC YD YF YG YH YJ YK YL YM YN YP YQ YR YS \
         YT YV YW YX YY YZ ZA ZB ZC ZD ZF ZG ZH ZJ ZK ZL ZM ZN ZP ZQ ZR ZS ZT ZU ZV ZW ZX ZY ZZ",
    },
    BuiltIn {
        name: "CL042",
        title: wording(
            "Additional declaration types",
            "Arten der zusätzlichen Anmeldung",
        ),
        words: "CL042",
        codes: "A D",
    },
    BuiltIn {
        name: "CL048",
        title: wording("Currencies of amounts", "Währungen"),
        words: "CL048",
        codes: "BGN CHF CZK DKK EUR GBP GEL HUF ISK MDL MKD NOK PLN RON RSD SEK TRY UAH",
    },
    BuiltIn {
        name: "CL076",
        title: wording(
            "Guarantee types with a reference",
            "Sicherheiten mit Referenz",
        ),
        words: "CL251",
        codes: "0 1 2 3 4 5 9",
    },
    BuiltIn {
        name: "CL094",
        title: wording("Status of the representative", "Status des Vertreters"),
        words: "CL094",
        codes: "2",
    },
    BuiltIn {
        name: "CL112",
        title: wording(
            "Countries of the Convention on common transit outside the Union",
            "Länder des Übereinkommens über ein gemeinsames Versandverfahren außerhalb der Union",
        ),
        words: "CL008",
        codes: "CH GB GE IS MD ME MK NO RS TR UA",
    },
    BuiltIn {
        name: "CL116",
        title: wording(
            "Methods of payment of transport charges",
            "Zahlungsweisen der Beförderungskosten",
        ),
        words: "CL116",
        codes: "A B C D H Y Z",
    },
    BuiltIn {
        name: "CL147",
        title: wording(
            "Countries of the security agreement area",
            "Länder des Raums der Sicherheitsabkommen",
        ),
        words: "CL008",
        codes: "AD AT AX BE BG CH CY CZ DE DK EE ES FI FR GF GP GR HR HU IE IT LI LT LU LV MC MF MQ MT \
         NL NO PL PT RE RO SE SI SK SM XI YT",
    },
    BuiltIn {
        name: "CL178",
        title: wording(
            "Previous documents that prove the status of Union goods",
            "Vorpapiere, die den Status von Unionswaren nachweisen",
        ),
        words: "CL214",
        codes: "C612 C620 N822 N825",
    },
    BuiltIn {
        name: "CL181",
        title: wording("Kinds of packages: bulk", "Packstücke: Massengut"),
        words: "CL017",
        codes: "VG VL VO VQ VR VS VY",
    },
    BuiltIn {
        name: "CL182",
        title: wording("Kinds of packages: unpacked", "Packstücke: unverpackt"),
        words: "CL017",
        codes: "NE NF NG",
    },
    BuiltIn {
        name: "CL213",
        title: wording("Supporting documents of transit", "Unterlagen im Versand"),
        words: "CL213",
        codes: "C085 C121 C400 C402 C638 C640 C641 C646 C651 C656 C658 C673 C678 C690 C716 C717 L001 \
         L079 L100 L116 N002 N003 N018 N235 N271 N325 N380 N785 N787 N820 N821 N822 N825 N851 \
         N852 N853 N864 N933 N941 N951 N952 N954 N955 NZZZ X072",
    },
    BuiltIn {
        name: "CL214",
        title: wording("Previous document types", "Vorpapiere im Versand"),
        words: "CL214",
        codes: "C512 C552 C605 C612 C620 N235 N270 N271 N325 N337 N355 N380 N703 N704 N705 N714 N720 \
         N722 N730 N740 N741 N750 N760 N785 N787 N820 N821 N822 N825 N952 N955 NCLE NMNS NMRN",
    },
    BuiltIn {
        name: "CL217",
        title: wording("Safety and security data", "Daten zur Sicherheit"),
        words: "CL217",
        codes: "0 1 2 3",
    },
    BuiltIn {
        name: "CL218",
        title: wording("Modes of transport", "Verkehrszweige"),
        words: "CL218",
        codes: "1 2 3 4 5 7 8 9",
    },
    BuiltIn {
        name: "CL219",
        title: wording(
            "Identification of active means of transport",
            "Kennzeichen aktiver Beförderungsmittel",
        ),
        words: "CL750",
        codes: "10 11 21 30 40 41 80 81",
    },
    BuiltIn {
        name: "CL228",
        title: wording("Previous document types: export", "Vorpapiere: Ausfuhr"),
        words: "CL228",
        codes: "N830",
    },
    BuiltIn {
        name: "CL229",
        title: wording(
            "Guarantee types in a country of the Convention",
            "Sicherheiten in einem Land des Übereinkommens",
        ),
        words: "CL251",
        codes: "0 1 2 3 4 5 8 9 A R",
    },
    BuiltIn {
        name: "CL230",
        title: wording(
            "Guarantee types in the Union, not TIR",
            "Sicherheiten in der Union, ohne TIR",
        ),
        words: "CL251",
        codes: "0 1 2 3 4 5 8 A R",
    },
    BuiltIn {
        name: "CL231",
        title: wording("Declaration types of transit", "Arten der Versandanmeldung"),
        words: "CL231",
        codes: "T T1 T2 T2F T2SM TIR",
    },
    BuiltIn {
        name: "CL232",
        title: wording(
            "Declaration types of items",
            "Arten der Anmeldung von Positionen",
        ),
        words: "CL231",
        codes: "T1 T2 T2F T2SM",
    },
    BuiltIn {
        name: "CL235",
        title: wording("Authorisations at departure", "Bewilligungen am Abgang"),
        words: "CL235",
        codes: "C521 C523 C524",
    },
    BuiltIn {
        name: "CL251",
        title: wording("Guarantee types", "Arten der Sicherheitsleistung"),
        words: "CL251",
        codes: "0 1 2 3 4 5 8 9 A B J R",
    },
    BuiltIn {
        name: "CL286",
        title: wording("Guarantee types with a GRN", "Sicherheiten mit GRN"),
        words: "CL251",
        codes: "0 1 2 4 9",
    },
    BuiltIn {
        name: "CL296",
        title: wording("Specific circumstances", "Besondere Umstände"),
        words: "CL296",
        codes: "A20 F34 F50 F51",
    },
    BuiltIn {
        name: "CL326",
        title: wording(
            "Qualifiers of the location of goods",
            "Qualifikatoren des Warenorts",
        ),
        words: "CL326",
        codes: "T U V W X Y Z",
    },
    BuiltIn {
        name: "CL347",
        title: wording("Types of location of goods", "Arten des Warenorts"),
        words: "CL347",
        codes: "A B C D",
    },
    BuiltIn {
        name: "CL380",
        title: wording(
            "Additional references of transit",
            "Zusätzliche Verweise im Versand",
        ),
        words: "CL380",
        codes: "C651 C658 Y015 Y022 Y023 Y024 Y025 Y026 Y027 Y028 Y029 Y031 Y032 Y053 Y054 Y057 Y062 \
         Y066 Y070 Y100 Y117 Y118 Y121 Y122 Y123 Y146 Y154 Y160 Y162 Y163 Y169 Y170 Y171 Y172 \
         Y173 Y174 Y175 Y176 Y177 Y178 Y179 Y227 Y228 Y229 Y230 Y231 Y232 Y233 Y234 Y698 Y699 \
         Y751 Y752 Y753 Y754 Y755 Y756 Y766 Y767 Y784 Y786 Y787 Y788 Y789 Y790 Y791 Y792 Y793 \
         Y797 Y798 Y799 Y871 Y873 Y881 Y883 Y885 Y897 Y900 Y901 Y903 Y907 Y909 Y910 Y916 Y917 \
         Y919 Y922 Y923 Y924 Y926 Y927 Y929 Y930 Y931 Y932 Y934 Y935 Y937 Y942 Y950 Y951",
    },
    BuiltIn {
        name: "CL505",
        title: wording("Countries without postcodes", "Länder ohne Postleitzahlen"),
        words: "CL008",
        codes: "AE AG AO AQ AW BF BI BJ BO BQ BS BV BW BZ CF CG CI CK CM CW DM ER FJ GA GD GM GQ GY HK \
         IR JM KM KR LY ML MR QA RW SB SC SL SO SR SS ST SX SY TD TG TK TO TV VU YE ZW",
    },
    BuiltIn {
        name: "CL704",
        title: wording("Roles in the supply chain", "Rollen in der Lieferkette"),
        words: "CL704",
        codes: "CS FW MF WH",
    },
    BuiltIn {
        name: "CL750",
        title: wording(
            "Identification of means of transport at departure",
            "Kennzeichen von Beförderungsmitteln am Abgang",
        ),
        words: "CL750",
        codes: "10 11 20 21 30 31 40 41 80 81",
    },
    BuiltIn {
        name: "CL754",
        title: wording(
            "Transport documents of transit",
            "Beförderungsdokumente im Versand",
        ),
        words: "CL754",
        codes: "C625 C664 C665 N703 N704 N705 N714 N720 N722 N730 N740 N741 N750 N760",
    },
];
