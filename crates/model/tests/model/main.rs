//! The laws and tables of the model: what is read is what was written, paths lead where they
//! say, references are stable, what customs said is never forgotten.

mod cas_reference;
mod documents;
mod facts;
mod field_path;
mod master_data;
mod origin;
mod patch;
mod structure;
