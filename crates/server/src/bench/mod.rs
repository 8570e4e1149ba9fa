//! `cas bench`: measures, and prints what it measured. Nothing is asserted here.

mod corrections;
mod crowd;
mod deductions;
mod pipeline;
mod process;
mod receivers;
mod rules;
mod search;
mod tenants;

use std::process::ExitCode;

use clap::Subcommand;

/// Measure speed and cost, and print the figures.
#[derive(Debug, clap::Args)]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The whole way over HTTP, from ingestion to release, with server and authority in processes
    /// of their own.
    Pipeline(pipeline::Pipeline),
    /// How long a tenant waits while another keeps the server busy: with a batch, with a customs
    /// system and with a receiver that hang.
    Tenants(tenants::Tenants),
    /// Planning an update of a large shipment, on an embedded store.
    Corrections(corrections::Corrections),
    /// Decision tables, master data and calculations on one declaration, in memory.
    Deductions(deductions::Deductions),
    /// All validations of one declaration of each kind, in memory.
    Rules(rules::Rules),
    /// Lists of declarations: filters, orders, words and counts, however many there are.
    Search(search::Search),
}

impl Bench {
    /// Runs the bench, and prints what it measured.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Pipeline(pipeline) => pipeline.run().await,
            What::Tenants(tenants) => tenants.run().await,
            What::Corrections(corrections) => corrections.run().await,
            What::Deductions(deductions) => deductions.run(),
            What::Rules(rules) => rules.run(),
            What::Search(search) => search.run().await,
        }
    }
}
