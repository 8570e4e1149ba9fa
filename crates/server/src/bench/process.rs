//! What the system says of a process: CPU time and peak memory (Linux `/proc`).

use std::process::Stdio;

use anyhow::Context as _;
use tokio::process::{Child, Command};

/// Clock ticks per second in `/proc/<pid>/stat`: fixed by the Linux ABI.
const TICKS_PER_SECOND: f64 = 100.0;

/// A process of this program, ended when dropped.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts this program with other arguments.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<Self> {
        let program = std::env::current_exe()?;
        let child = Command::new(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .context("this program cannot be started again")?;
        Ok(Self { child })
    }

    /// CPU seconds so far, in user and system mode.
    pub fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let stat = self.proc("stat")?;
        // The name in parentheses may hold spaces; the numbers start behind it.
        let (_, numbers) = stat.rsplit_once(')').context("an odd /proc/stat")?;
        let fields: Vec<&str> = numbers.split_whitespace().collect();
        let ticks = |index: usize| {
            fields
                .get(index)
                .and_then(|field| field.parse::<f64>().ok())
        };
        let (user, system) = (ticks(11).context("utime")?, ticks(12).context("stime")?);
        Ok((user + system) / TICKS_PER_SECOND)
    }

    /// Peak resident memory in MB.
    pub fn peak_megabytes(&self) -> anyhow::Result<f64> {
        let status = self.proc("status")?;
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .context("VmHWM")?;
        let kilobytes: f64 = line
            .split_whitespace()
            .nth(1)
            .and_then(|text| text.parse().ok())
            .context("a number")?;
        Ok(kilobytes / 1024.0)
    }

    fn proc(&self, file: &str) -> anyhow::Result<String> {
        let id = self
            .child
            .id()
            .context("the process has ended; see its output above")?;
        Ok(std::fs::read_to_string(format!("/proc/{id}/{file}"))?)
    }
}
