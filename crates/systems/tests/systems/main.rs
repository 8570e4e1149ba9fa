//! What each customs system writes and reads, in one program: a program for each file would be
//! linked sixty times.

mod aes_decode;
mod aes_encode;
mod aes_pointers;
mod claims;
mod common;
mod coverage;
mod dk_dms_decode;
mod dk_dms_encode;
mod dk_dms_flows;
mod dk_dms_pointers;
mod emcs_conformance;
mod emcs_decode;
mod fields;
mod ncts_compare;
mod ncts_conformance;
mod ncts_decode;
mod ncts_encode;
mod ncts_houses;
mod ncts_pointers;
mod no_silent_loss;
mod published_rules;
mod read_back;
mod uk_cds_conformance;
mod uk_cds_corrections;
mod uk_cds_declared;
mod uk_cds_decode;
mod uk_cds_encode;
mod uk_cds_movements;
mod uk_cds_pointers;
mod xml_reader;
