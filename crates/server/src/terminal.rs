//! What does a command say, as opposed to what it logs?

/// Prints a line to the terminal: the output of a command, as opposed to its log.
#[expect(clippy::print_stdout, reason = "this is what commands are for")]
pub fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

/// Prints what went wrong to the terminal.
#[expect(
    clippy::print_stderr,
    reason = "the last word of a command goes to the terminal"
)]
pub fn complain(error: &anyhow::Error) {
    eprintln!("cas: {error:#}");
}

/// Prints JSON for people to read.
pub fn say_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    say(serde_json::to_string_pretty(value)?);
    Ok(())
}
