//! Does the command say which rules are law on a day, and what differs between two days?

use crate::process::{cas, run};

async fn rules(arguments: &[&str]) -> String {
    let output = run(cas(["rules"]).args(arguments)).await;
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn line<'a>(printed: &'a str, code: &str) -> Option<&'a str> {
    printed.lines().find(|line| line.starts_with(code))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_of_a_day_and_what_differs_between_two() {
    let all = rules(&[]).await;
    let security = line(&all, "V0025").expect("the rule");
    assert!(
        security.contains("law from 2025-09-01; from 2025-08-27 in DE"),
        "{security}"
    );
    let before = rules(&["--on", "2025-08-26"]).await;
    assert_eq!(line(&before, "V0025"), None);
    assert!(line(&before, "V0013").is_some() && line(&before, "V1015").is_some());
    assert!(line(&rules(&["--on", "2025-08-27"]).await, "V0025").is_some());

    let changes = rules(&["--on", "2026-06-30", "--against", "2026-07-01"]).await;
    let ended = line(&changes, "V1015").expect("the change");
    assert!(
        ended.contains("ends") && ended.contains("elsewhere"),
        "{ended}"
    );
    assert_eq!(line(&changes, "V0025"), None);
}
