//! The binary as a child process that ends with its test.

use std::ffi::OsStr;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdout, Command};

/// A safety net: no single step of a test takes this long unless it hangs.
pub const LIMIT: Duration = Duration::from_secs(240);

/// The binary, with nothing of the configuration of whoever runs the tests.
pub fn cas<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CAS_") {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Runs a command to its end.
pub async fn run(command: &mut Command) -> Output {
    let output = tokio::time::timeout(LIMIT, command.output()).await;
    output.expect("the command ends").expect("it starts")
}

/// A process that stays, and what it prints.
pub struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    read: Vec<String>,
}

impl Process {
    /// Starts a command.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let stdout = child.stdout.take().expect("a pipe");
        Self {
            child,
            lines: BufReader::new(stdout).lines(),
            read: Vec::new(),
        }
    }

    /// Reads on to the first line that holds a text; gives up at the end of the output.
    pub async fn read_to(&mut self, text: &str) -> Option<String> {
        while let Some(line) = self.line().await {
            self.read.push(line.clone());
            if line.contains(text) {
                return Some(line);
            }
        }
        None
    }

    async fn line(&mut self) -> Option<String> {
        let line = tokio::time::timeout(LIMIT, self.lines.next_line()).await;
        line.expect("the process says something")
            .expect("readable output")
    }

    /// What was read so far.
    pub fn read(&self) -> String {
        self.read.join("\n")
    }

    /// Reads to the line that says where the process listens; returns the URL.
    pub async fn url(&mut self) -> String {
        let line = self.read_to(" listens on http://").await;
        let line = line.unwrap_or_else(|| panic!("it does not listen: {}", self.read()));
        let (_, url) = line.split_once("listens on ").expect("a place");
        url.split_whitespace().next().expect("a URL").to_owned()
    }

    /// Sends a signal by its name.
    pub async fn signal(&self, name: &str) {
        let id = self.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status().await;
        assert!(status.expect("`kill` is there").success());
    }

    /// The number by which the system knows it.
    pub fn id(&self) -> u32 {
        self.child.id().expect("a process that runs")
    }

    /// Kills it and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// Reads all that is left and waits for the end.
    pub async fn end(&mut self) -> ExitStatus {
        while let Some(line) = self.line().await {
            self.read.push(line);
        }
        let status = tokio::time::timeout(LIMIT, self.child.wait()).await;
        status.expect("the process ends").expect("a status")
    }
}

/// Tells whoever reads the output of the tests.
#[expect(clippy::print_stderr, reason = "shown with a failure, or on request")]
pub fn note(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// An address that was free a moment ago, for a process that must have the same one again.
pub async fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").to_string()
}

/// A client for HTTP.
pub fn http() -> reqwest::Client {
    cas_engine::outbound::install_crypto();
    reqwest::Client::builder()
        .no_proxy()
        .timeout(LIMIT)
        .build()
        .expect("a client")
}

/// Sends a request; what it answers must be a success and JSON.
pub async fn json(request: reqwest::RequestBuilder) -> Value {
    let response = request.send().await.expect("an answer");
    let status = response.status();
    let text = response.text().await.expect("a body");
    assert!(status.is_success(), "HTTP {status}: {text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
