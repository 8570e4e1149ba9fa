//! Do the secrets of connections come in without standing in arguments, and is a connection tried?

use std::fs;

use crate::configuration::Place;

const SECRET: &str = "hush-5081";

#[tokio::test]
async fn secrets_come_from_files_and_variables_and_are_said_to_be_lacking() {
    let place = Place::new().await;
    let said = place.succeeds("config import files").await;
    assert!(
        said.contains("warning    connection     ncts: D0069 The connection to ncts has no secret"),
        "{said}"
    );
    assert!(
        said.contains("D0070 The connection to ncts has no callbackSecret"),
        "{said}"
    );

    fs::write(place.path("secret.txt"), format!("{SECRET}\n")).expect("written");
    let line = "connections secret ncts --from-file secret.txt";
    let said = place.succeeds(line).await;
    assert!(said.contains("secret of ncts is stored"), "{said}");
    let line = "connections secret ncts --which callback-secret --from-variable CAS_TEST_CALLBACK";
    let (code, said) = place.cas(line).await;
    assert_ne!(code, 0, "{said}");
    assert!(said.contains("CAS_TEST_CALLBACK"), "{said}");
    let variables = [("CAS_TEST_CALLBACK", SECRET)];
    let (code, said) = place.cas_with(line, &variables).await;
    assert_eq!(code, 0, "{said}");

    // Both are there, and no output has them.
    let said = place.succeeds("config import files").await;
    assert!(
        !said.contains("warning") && !said.contains(SECRET),
        "{said}"
    );
    for (line, why) in [
        (
            "connections secret aes --from-file secret.txt",
            "connection",
        ),
        (
            "connections secret ncts --from-file nowhere.txt",
            "nowhere.txt",
        ),
        ("connections secret ncts --from-file empty.txt", "is empty"),
    ] {
        fs::write(place.path("empty.txt"), "\n").expect("written");
        let (code, said) = place.cas(line).await;
        assert_ne!(code, 0, "{line}: {said}");
        assert!(said.contains(why), "{line}: {said}");
    }
}

#[tokio::test]
async fn a_connection_is_tried_as_the_settings_allow() {
    let place = Place::new().await;
    let file = "files/connections/ncts.json";
    place.replace(
        file,
        "https://customs.example.com/ncts",
        "http://127.0.0.1:1/ncts",
    );
    let allowed = [("CAS_CUSTOMS_TO_PRIVATE_ADDRESSES", "true")];
    let (code, said) = place.cas_with("config import files", &allowed).await;
    assert_eq!(code, 0, "{said}");
    for (variables, outcome) in [(&allowed[..], "unreachable:"), (&[], "address-refused:")] {
        let (code, said) = place.cas_with("connections test ncts", variables).await;
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(outcome), "{said}");
        assert!(
            said.contains("asked        GET http://127.0.0.1:1/ncts"),
            "{said}"
        );
    }
    let (code, said) = place.cas("connections test aes").await;
    assert_ne!(code, 0, "{said}");
}
