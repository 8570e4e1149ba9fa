//! Does the store keep its promises, on both engines?

mod claims;
mod collaboration;
mod commits;
mod configurations;
mod databases;
mod declared_masses;
mod fills;
mod folders;
mod foreign_lock;
mod full_disk;
mod long_texts;
mod master_data;
mod migrations;
mod only_read;
mod operators;
mod pages;
mod people;
mod properties;
mod queues;
mod reads;
mod rehearsals;
mod rows;
mod searches;
mod summaries;
mod table_hits;
mod tenants;
