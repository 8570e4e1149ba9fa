//! Do people come in by what the first start and `cas users` print?

use serde_json::{Value, json};

use crate::first_start::{serve, stop};
use crate::process::{cas, http, run};

const PASSWORD: &str = "correct horse battery staple";

/// What stands behind `#` in a link that was printed.
fn link(printed: &str) -> String {
    let mut lines = printed.lines().map(str::trim);
    let link = lines.find_map(|line| line.split_once("/password#"));
    link.unwrap_or_else(|| panic!("no link in {printed}"))
        .1
        .to_owned()
}

/// The status of an answer, and its JSON.
async fn post(url: &str, path: &str, body: &Value) -> (u16, Value) {
    let request = http().post(format!("{url}{path}"));
    let request = request.header("content-type", "application/json");
    let answer = request.body(body.to_string()).send().await;
    let answer = answer.expect("an answer");
    let status = answer.status().as_u16();
    let text = answer.text().await.expect("a body");
    (status, serde_json::from_str(&text).unwrap_or_default())
}

async fn choose(url: &str, printed: &str) -> u16 {
    let body = json!({ "link": link(printed), "password": PASSWORD });
    post(url, "/v1/session/link", &body).await.0
}

async fn sign_in(url: &str, name: &str) -> (u16, Value) {
    let body = json!({ "name": name, "password": PASSWORD });
    post(url, "/v1/session", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_lets_an_administrator_in_and_commands_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let mut server = serve(&data);
    let url = server.url().await;
    let printed = server.read();
    assert_eq!(choose(&url, &printed).await, 204);
    assert_eq!(choose(&url, &printed).await, 400, "the link is good once");
    let (status, session) = sign_in(&url, "admin").await;
    assert_eq!(status, 200, "{session}");
    assert_eq!(session["tenants"][0]["roles"], json!(["administrator"]));

    let users = async |line: &str| {
        let arguments = ["users"].into_iter().chain(line.split(' '));
        let output = run(cas(arguments).arg("--data").arg(&data)).await;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("text");
        (output.status.success(), said)
    };
    let (is_done, said) = users("add anna --roles declarant --plants HAM1").await;
    assert!(is_done, "{said}");
    assert_eq!(choose(&url, &said).await, 204);
    assert_eq!(sign_in(&url, "anna").await.0, 200);
    let (_, listed) = users("list").await;
    assert!(
        listed.contains("anna  anna  on  declarant  only HAM1"),
        "{listed}"
    );
    assert!(!listed.contains("argon2"), "{listed}");
    for (line, why) in [
        ("add berta --roles nonsense", "there are viewer, declarant"),
        (
            "add anna --roles viewer",
            "is a member of the tenant already",
        ),
        (
            "add berta --roles administrator --plants HAM1",
            "whole tenant",
        ),
        ("link nobody", "there is no account nobody"),
        ("disable admin", "no administrator who may sign in"),
    ] {
        let (is_done, said) = users(line).await;
        assert!(!is_done && said.contains(why), "{line}: {said}");
    }
    let (_, said) = users("disable anna").await;
    assert!(said.contains("anna  off since"), "{said}");
    assert_eq!(sign_in(&url, "anna").await.0, 401);
    users("enable anna").await;
    assert_eq!(sign_in(&url, "anna").await.0, 200);
    let (_, said) = users("link admin").await;
    assert_eq!(choose(&url, &said).await, 204);
    stop(server).await;
}
