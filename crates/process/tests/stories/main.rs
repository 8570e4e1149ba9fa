//! What edits of a tenant's configuration do, and what deductions make of a document, told as
//! stories: every step with what it writes, what it answers and why it is refused.

mod bundles;
mod code_lists;
mod connections;
mod deduced;
mod drafts;
mod field_explanations;
mod files;
mod house;
mod in_force;
mod questions;
mod records;
mod sheets;
mod tables;
mod taken_over;
mod trials;
mod validity;
