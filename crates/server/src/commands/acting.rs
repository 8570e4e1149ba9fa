//! Who stands behind a command? History names people, not programs.

/// Who is named in the history.
#[derive(Clone, Debug, clap::Args)]
pub struct ActingPerson {
    /// Who does this, for the history; the user of the operating system where it is left out.
    #[arg(long = "as", value_name = "NAME")]
    named: Option<String>,
}

/// The variables in which systems keep the user's name; those of sudo tell who became another.
const USER_VARIABLES: [&str; 4] = ["SUDO_USER", "USER", "LOGNAME", "USERNAME"];

impl ActingPerson {
    /// The name that goes into the history.
    #[must_use]
    pub fn name(&self) -> String {
        let users = USER_VARIABLES
            .into_iter()
            .filter_map(|name| std::env::var(name).ok());
        let named = self.named.iter().cloned().chain(users);
        let mut names = named.map(|name| name.trim().to_owned());
        let name = names.find(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| "unknown".to_owned());
        format!("{name} (command)")
    }
}
