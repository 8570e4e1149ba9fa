//! The messages that we write, each with what customs publishes of its structure.

use cas_systems::table::Table;
use cas_systems::{aes, dk_dms, emcs, ncts, uk_cds};

/// A message that we write, and the structure that customs publishes of it.
pub struct Message {
    pub system: &'static str,
    /// What the system calls it when it writes it.
    pub kind: &'static str,
    /// What is declared by it, where that makes another message; none for everything.
    pub declared_as: &'static [&'static str],
    /// The phase of the connection, where that makes another message; empty for every phase.
    pub phase: &'static str,
    pub structure: Structure,
    pub table: &'static Table,
    /// The edition of the table; empty for all.
    pub edition: Option<&'static str>,
    /// The elements around what the table writes.
    pub inside: String,
    /// What is written beside the table, from the root.
    pub beside: &'static [&'static str],
}

/// What customs publishes: a file below the folder of structures, or of schemas.
#[derive(Clone, Copy)]
pub enum Structure {
    Text(&'static str),
    Schema(&'static str),
}

impl Message {
    /// The name of its section: its kind, and what makes it another message than the next.
    pub fn name(&self) -> String {
        let declared_as = self.declared_as.join(" ");
        let parts = [self.kind, self.phase, &declared_as];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// Whether a reason that names messages so is one for this: by its kind, or its whole name.
    pub fn is_named(&self, names: &[&str]) -> bool {
        names.is_empty() || names.contains(&self.kind) || names.contains(&&*self.name())
    }
}

fn message(
    system: &'static str,
    kind: &'static str,
    structure: Structure,
    table: &'static Table,
) -> Message {
    Message {
        system,
        kind,
        declared_as: &[],
        phase: "",
        structure,
        table,
        edition: None,
        inside: String::new(),
        beside: &[],
    }
}

/// Every message that we write.
pub fn all() -> Vec<Message> {
    let mut all = transit();
    all.extend(export());
    all.extend(british());
    all.extend(excise());
    all.extend(danish());
    all
}

fn transit() -> Vec<Message> {
    use Structure::{Schema, Text};
    use ncts::phase::{P5, P6};
    use ncts::tables::{CC013C, CC014C, CC015C, CC170C};
    let of = |kind, phase, structure, table| Message {
        phase,
        edition: Some(phase),
        ..message("ncts", kind, structure, table)
    };
    vec![
        of("CC015C", P5, Schema("ncts-p5/cc015c.xsd"), &CC015C),
        of("CC015C", P6, Text("ncts-p6/cc015c.txt"), &CC015C),
        of("CC013C", P5, Schema("ncts-p5/cc013c.xsd"), &CC013C),
        of("CC013C", P6, Text("ncts-p6/cc013c.txt"), &CC013C),
        of("CC014C", P5, Schema("ncts-p5/cc014c.xsd"), &CC014C),
        of("CC014C", P6, Text("ncts-p6/cc014c.txt"), &CC014C),
        of("CC170C", P5, Schema("ncts-p5/cc170c.xsd"), &CC170C),
        of("CC170C", P6, Text("ncts-p6/cc170c.txt"), &CC170C),
    ]
}

fn export() -> Vec<Message> {
    use aes::tables::{CC507C, CC511C, CC513C, CC514C, CC515C, CC583C};
    let of = |kind, file, table| message("aes", kind, Structure::Text(file), table);
    vec![
        of("CC515C", "aes-p1/cc515c-derived.txt", &CC515C),
        of("CC513C", "aes-p1/cc513c-derived.txt", &CC513C),
        of("CC514C", "aes-p1/cc514c-derived.txt", &CC514C),
        of("CC511C", "aes-p1/cc511c-derived.txt", &CC511C),
        of("CC507C", "aes-p1/CC507C-official.txt", &CC507C),
        of("CC583C", "aes-p1/CC583C-official.txt", &CC583C),
    ]
}

fn british() -> Vec<Message> {
    use uk_cds::tables::{ARRIVAL, CANCELLATION, DECLARATION};
    let of = |kind, file, table| message("uk_cds", kind, Structure::Text(file), table);
    vec![
        of("DEC", "uk-cds/DEC.txt", &DECLARATION),
        Message {
            beside: CHANGES,
            ..of("COR", "uk-cds/DEC.txt", &DECLARATION)
        },
        of("INV", "uk-cds/CANCEL.txt", &CANCELLATION),
        of("GPR", "uk-cds/DEC.txt", &ARRIVAL),
        moved("EAL"),
        moved("EDL"),
    ]
}

/// A movement of exported goods.
fn moved(kind: &'static str) -> Message {
    let schema = Structure::Schema("uk-ile/inventoryLinkingRequestExternal.xsd");
    let table = &uk_cds::inventory_linking::tables::REQUEST;
    message("uk_cds", kind, schema, table)
}

/// What an amendment says of itself.
const CHANGES: &[&str] = &[
    "AdditionalInformation/StatementDescription",
    "AdditionalInformation/StatementTypeCode",
    "AdditionalInformation/Pointer/SequenceNumeric",
    "AdditionalInformation/Pointer/DocumentSectionCode",
    "AdditionalInformation/Pointer/TagID",
    "Amendment/ChangeReasonCode",
    "Amendment/Pointer/SequenceNumeric",
    "Amendment/Pointer/DocumentSectionCode",
    "Amendment/Pointer/TagID",
];

fn excise() -> Vec<Message> {
    use emcs::tables::{IE810, IE813, IE815, IE818, IE819, IE825, IE837, IE871};
    let of = |file, written: &'static emcs::tables::Message| Message {
        inside: format!("Body/{}", written.container),
        ..message("emcs", written.name, Structure::Text(file), &written.table)
    };
    vec![
        of("emcs/ie815.txt", &IE815),
        of("emcs/ie810.txt", &IE810),
        of("emcs/ie813.txt", &IE813),
        of("emcs/ie818.txt", &IE818),
        of("emcs/ie819.txt", &IE819),
        of("emcs/ie825.txt", &IE825),
        of("emcs/ie837.txt", &IE837),
        of("emcs/ie871.txt", &IE871),
    ]
}

/// The files of Danish declarations, their amendments and their invalidations.
const DANISH: &[(&[&str], &str, &str, &str)] = &[
    (
        &["H1"],
        "dk-dms/DMS_H1_V2.3.txt",
        "dk-dms-facets/DMS_H1_AMENDMENT_CORRECTION_V2.3.txt",
        "dk-dms-facets/DMS_H1_INVALIDATION_V2.1.txt",
    ),
    (
        &["H7"],
        "dk-dms/DMS_H7_V1.9.txt",
        "dk-dms-facets/DMS_H7_AMENDMENT_CORRECTION_V1.8.txt",
        "dk-dms-facets/DMS_H7_INVALIDATION_V1.4.txt",
    ),
    (
        &["I1"],
        "dk-dms/DMS_I1_V2.2.txt",
        "dk-dms/DMS_I1_AMENDMENT_CORRECTION_V2.2.txt",
        "dk-dms/DMS_I1_INVALIDATION_V2.1.txt",
    ),
    (
        &["B1"],
        "dk-dms/DMS_B1_v1.27.txt",
        "dk-dms/DMS_B1_Amendment_Correction_v1.27.txt",
        "dk-dms/DMS_B1_Invalidation_v1.22.txt",
    ),
];

fn danish() -> Vec<Message> {
    use dk_dms::tables::editions::{B1, I2, PRESENTATION as PRESENTED};
    use dk_dms::tables::{DECLARATION, INVALIDATION, PRESENTATION};
    let of = |kind, declared_as, file, table, edition| Message {
        declared_as,
        edition,
        ..message("dk_dms", kind, Structure::Text(file), table)
    };
    let mut all = Vec::new();
    for (declared_as, new, amendment, invalidation) in DANISH {
        let edition = declared_as[0];
        all.push(of("DEC", declared_as, new, &DECLARATION, Some(edition)));
        all.push(of(
            "COR",
            declared_as,
            amendment,
            &DECLARATION,
            Some(edition),
        ));
        all.push(of("INV", declared_as, invalidation, &INVALIDATION, None));
    }
    let in_records = "dk-dms/DMS_I2_EIDR_V2.1.txt";
    all.push(of("DEC", &[I2], in_records, &DECLARATION, Some(I2)));
    let imports: &[&str] = &["H1", "H7", "I1", I2];
    let of_imports = "dk-dms/DMS_I2_PN_V1.6.txt";
    all.push(of(
        "GPR",
        imports,
        of_imports,
        &PRESENTATION,
        Some(PRESENTED),
    ));
    let of_exports = "dk-dms/DMS_C2_PN_v1.24.txt";
    all.push(of("GPR", &[B1], of_exports, &PRESENTATION, Some(B1)));
    all
}
