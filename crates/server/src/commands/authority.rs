//! `cas authority`: the other side, for acceptance environments and tests.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use cas_authority::{Authority, Callback, Pace, SchemaCheck, Script, Settings, TimeSource};
use cas_engine::Clock;
use cas_schemas::{SchemaError, SchemaSet};
use jiff::tz::TimeZone;

use super::interruption::Interruption;
use crate::config;
use crate::log::{self, LogFormat};
use crate::terminal::say;

/// Run the authorities of the customs systems over HTTP. See docs/authority.md for markers and
/// scripts.
#[derive(Debug, clap::Args)]
pub struct AuthorityArguments {
    /// The address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:9090")]
    listen: SocketAddr,
    /// Where answers are posted to; `{sender}` stands for who is answered (messageSender, EORI),
    /// `{system}` for the customs system.
    #[arg(long)]
    callback: String,
    /// A trader who is answered elsewhere, as NUMBER=URL; repeat it for others. In EMCS such a
    /// trader is known: as a consignee he gets his movements.
    #[arg(long = "trader", value_parser = trader)]
    traders: Vec<(String, String)>,
    /// The secret shown to the callback, and to all traders.
    #[arg(long, env = "CAS_AUTHORITY_CALLBACK_SECRET")]
    callback_secret: Option<String>,
    /// The secret that traders must show; everyone is served without one.
    #[arg(long, env = "CAS_AUTHORITY_SECRET")]
    secret: Option<String>,
    /// The same seed makes the same conversation.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A script of rules, TOML or JSON.
    #[arg(long)]
    script: Option<PathBuf>,
    /// Milliseconds before each answer.
    #[arg(long, default_value_t = 0)]
    pace_ms: u64,
    /// Official schemas to check received messages against.
    #[arg(long, env = "CAS_SCHEMAS")]
    schemas: Option<PathBuf>,
}

impl AuthorityArguments {
    /// Serves until interrupted or terminated.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        log::start("warn", LogFormat::Text);
        let settings = self.settings()?;
        let listener = config::listen(self.listen, "--listen").await?;
        let authority = Authority::start(listener, settings).await?;
        let interruption = Interruption::listen()?;
        say(format_args!(
            "the authority listens on http://{}",
            authority.address()
        ));
        interruption.wait().await;
        authority.shutdown().await;
        Ok(ExitCode::SUCCESS)
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        if let Err(error) = url::Url::parse(&self.callback) {
            bail!(
                "--callback {:?} is no URL ({error}); write it as \
                 http://127.0.0.1:8080/v1/systems/{{system}}/messages?tenant=…",
                self.callback
            );
        }
        let mut settings = Settings::new(self.seed, self.callbacks());
        settings.accepted_secret.clone_from(&self.secret);
        settings.speed = pace(self.pace_ms);
        settings.time = Some(time());
        if let Some(file) = &self.script {
            settings.script = Script::open(file)?;
        }
        if let Some(folder) = &self.schemas {
            settings.schema_check = Some(schema_check(super::open_schemas(folder)?));
        }
        Ok(settings)
    }

    /// The callback of everybody, and of traders with their own.
    fn callbacks(&self) -> Callback {
        let to = |url: &str| Callback::to(url, self.callback_secret.clone());
        let mut callback = to(&self.callback);
        let traders = self.traders.iter();
        let traders = traders.map(|(number, url)| (number.clone(), to(url).default));
        callback.by_sender.extend(traders);
        callback
    }
}

/// A trader and his callback.
fn trader(text: &str) -> Result<(String, String), String> {
    let parts = text
        .split_once('=')
        .filter(|(number, _)| !number.is_empty());
    let (number, url) = parts.ok_or("write it as NUMBER=URL")?;
    match url::Url::parse(url) {
        Ok(_) => Ok((number.to_owned(), url.to_owned())),
        Err(error) => Err(format!(
            "{url:?} is no URL ({error}); write it as NUMBER=URL"
        )),
    }
}

/// The pace for a number of milliseconds between answers.
pub fn pace(milliseconds: u64) -> Pace {
    match milliseconds {
        0 => Pace::Immediate,
        _ => Pace::Steady {
            between: Duration::from_millis(milliseconds),
            review: Duration::from_millis(milliseconds * 4),
        },
    }
}

/// The present, for messages that do not say when they were prepared.
pub fn time() -> TimeSource {
    Arc::new(|| TimeZone::UTC.to_datetime(Clock::System.now()))
}

/// The authority's own check against official schemas.
pub fn schema_check(schemas: SchemaSet) -> SchemaCheck {
    Arc::new(move |bytes| match schemas.validate(bytes) {
        Ok(violations) => violations
            .into_iter()
            .map(|violation| violation.message)
            .collect(),
        // The operator need not have the schemas of every system.
        Err(SchemaError::NoSchema { .. }) => Vec::new(),
        Err(error) => vec![format!("{error:#}")],
    })
}
