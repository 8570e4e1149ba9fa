//! The subcommands, one file each.

pub mod authority;
pub mod check_message;
pub mod lists;
pub mod migrate;
pub mod serve;

/// Prints a line to the terminal: the output of a command, as opposed to its log.
#[expect(clippy::print_stdout, reason = "this is what commands are for")]
pub fn say(line: impl std::fmt::Display) {
    println!("{line}");
}
