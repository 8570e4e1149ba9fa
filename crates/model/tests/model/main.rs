//! The laws and tables of the model: what is read is what was written, paths lead where they
//! say, references are stable, what customs said is never forgotten.

mod address;
mod cas_reference;
mod changes;
mod declaration_types;
mod difference;
mod documents;
mod edit;
mod facts;
mod field_path;
mod findings;
mod how_to;
mod master_data;
mod origin;
mod patch;
mod structure;
