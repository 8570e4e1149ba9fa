//! The binary `cas`: configuration, wiring and subcommands.
//!
//! Invariant: nothing is decided here. This crate alone knows which customs systems exist, and
//! puts store, engine, API and authority together.

mod bench;
mod commands;
mod config;
mod configuration_files;
mod demo;
mod first_start;
mod log;
mod node;
mod rehearse;
mod sign_on;
mod systems;
mod terminal;

use clap::{Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// CAS automates customs: shipments in, declarations out, answers followed to the end.
#[derive(Debug, Parser)]
#[command(name = "cas", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(commands::serve::Serve),
    Demo(demo::Demo),
    Authority(commands::authority::AuthorityArguments),
    Migrate(commands::migrate::Migrate),
    Config(commands::config::ConfigCommand),
    Connections(commands::connections::Connections),
    Tenants(commands::tenants::Tenants),
    Clients(commands::clients::Clients),
    Users(commands::users::Users),
    Keys(commands::keys::Keys),
    Bench(bench::Bench),
    CheckMessage(commands::check_message::CheckMessage),
    ReadMessage(commands::read_message::ReadMessageCommand),
    Rehearse(rehearse::Rehearse),
    #[command(name = "codelists")]
    CodeLists(commands::codelists::CodeLists),
    #[command(name = "masterdata")]
    MasterData(commands::masterdata::MasterData),
    /// List the customs systems, what they can do and how well they are proved.
    Systems,
    /// List the types of declarations, and which systems take them.
    DeclarationTypes,
    Audit(commands::audit::Audit),
    Rules(commands::rules::Rules),
    Nomenclature(commands::nomenclature::Nomenclature),
}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    let outcome = runtime.block_on(run(arguments.command));
    // What still runs was waited for as long as it may be.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

async fn run(command: Command) -> anyhow::Result<std::process::ExitCode> {
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::Demo(demo) => demo.run().await,
        Command::Authority(authority) => authority.run().await,
        Command::Migrate(migrate) => migrate.run().await,
        Command::Config(config) => config.run().await,
        Command::Connections(connections) => connections.run().await,
        Command::Tenants(tenants) => tenants.run().await,
        Command::Clients(clients) => clients.run().await,
        Command::Users(users) => users.run().await,
        Command::Keys(keys) => keys.run().await,
        Command::Bench(bench) => bench.run().await,
        Command::CheckMessage(check) => check.run(),
        Command::ReadMessage(read) => read.run(),
        Command::Rehearse(rehearse) => rehearse.run().await,
        Command::MasterData(masterdata) => masterdata.run().await,
        Command::CodeLists(lists) => lists.run().await,
        Command::Systems => Ok(commands::lists::systems()),
        Command::DeclarationTypes => Ok(commands::lists::declaration_types()),
        Command::Audit(audit) => audit.run().await,
        Command::Rules(rules) => rules.run().await,
        Command::Nomenclature(nomenclature) => nomenclature.run().await,
    }
}

fn fail(error: &anyhow::Error) -> std::process::ExitCode {
    terminal::complain(error);
    std::process::ExitCode::FAILURE
}
