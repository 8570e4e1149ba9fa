//! The API over its routes, an embedded store and the real engine.

mod app;
mod authorization;
mod clients;
mod configuration;
mod connections;
mod decision_tables;
mod declarations;
mod document;
mod dry_runs;
mod ingestion;
mod master_data;
mod operations;
mod people;
mod person;
mod problems;
mod read_declaration;
mod revisions;
mod socket;
mod subscriptions;
mod systems;
mod table_warnings;
mod token;
mod visibility;
