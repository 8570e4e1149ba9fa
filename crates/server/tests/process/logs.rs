//! Can a machine read the log?

use std::process::Stdio;

use serde_json::Value;

use crate::process::{cas, run};

/// What a start logs that finds a database open to everyone.
async fn log(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cas.sqlite");
    std::fs::write(&file, "no database, and for everyone to read").expect("written");
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&file, open).expect("changed");
    let mut command = cas(["serve", "--listen", "127.0.0.1:0", "--data"]);
    command
        .arg(folder.path())
        .args(arguments)
        .stderr(Stdio::piped());
    let output = run(&mut command).await;
    String::from_utf8(output.stderr).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_nobody_watches_has_no_colours() {
    let log = log(&[]).await;
    assert!(log.contains("others could read this"), "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_of_json_has_an_object_in_each_line() {
    let log = log(&["--log-format", "json"]).await;
    // The last line is the command's own word, not the log's.
    let lines: Vec<&str> = log
        .lines()
        .filter(|line| !line.starts_with("cas: "))
        .collect();
    assert!(!lines.is_empty(), "{log}");
    for line in lines {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert_eq!(event["level"], "INFO", "{line}");
        let text = event["fields"]["message"].as_str().expect("a message");
        assert!(text.contains("others could read this"), "{line}");
    }
}
