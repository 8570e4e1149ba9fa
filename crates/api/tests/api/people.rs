//! People: invited, signed in with and without a second factor, for several tenants, guessed at,
//! signed out; what they do is told of them.

use axum::body::Body;
use axum::http::StatusCode;
use cas_model::lifecycle::Status;
use jiff::SignedDuration;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::app::{App, all_scopes, call, shipment};
use crate::person::{PASSWORD, choose, invite, link, open, person, sign_in, signed_in};

async fn events(app: &App) -> Vec<String> {
    let token = app.token("ours", &all_scopes()).await;
    let answer = app
        .get("/v1/audit?kind=sign-in,access", &token)
        .await
        .json();
    let entries = answer["entries"].as_array().unwrap().iter().rev();
    let event = |entry: &Value| entry["event"].as_str().unwrap().to_owned();
    entries.map(event).collect()
}

#[tokio::test]
async fn a_person_is_invited_signs_in_acts_and_signs_out() {
    App::on_each_store(async |app| {
        let token = app.token("ours", &all_scopes()).await;
        let id = invite(
            &app,
            &token,
            "Anna@ACME.example",
            json!({ "roles": ["declarant"] }),
        )
        .await;
        let nobody = json!({ "name": "anna@acme.example", "password": PASSWORD });
        assert_eq!(
            sign_in(&app, nobody.clone()).await.problem(),
            "sign-in-refused"
        );

        let first = link(&app, &token, &id, json!({})).await;
        let second = link(&app, &token, &id, json!({})).await;
        assert_eq!(
            choose(&app, &first, PASSWORD).await.problem(),
            "link-invalid"
        );
        let short = choose(&app, &second, "too short").await;
        assert_eq!(short.places(), ["password"]);
        assert_eq!(
            choose(&app, &second, PASSWORD).await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(
            choose(&app, &second, PASSWORD).await.problem(),
            "link-invalid"
        );

        let answer = sign_in(&app, nobody).await;
        let cookie = answer.header("set-cookie").to_owned();
        assert!(
            cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
            "{cookie}"
        );
        let anna = signed_in(&answer);
        let session = anna.get(&app, "/v1/session").await.json();
        assert_eq!(session["tenants"][0]["id"], app.ours.to_string());
        assert_eq!(session["tenants"][0]["roles"], json!(["declarant"]));

        let sent = anna
            .send(&app, "POST", "/v1/customsshipments", shipment("R1"))
            .await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{sent:?}");
        let refused = anna.get(&app, "/v1/clients").await;
        assert_eq!(refused.problem(), "missing-scope");

        let out = anna.send(&app, "DELETE", "/v1/session", json!({})).await;
        assert_eq!(out.status, StatusCode::NO_CONTENT);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(
            anna.get(&app, "/v1/session").await.problem(),
            "invalid-session"
        );
        let expected = [
            "account-made",
            "member-added",
            "link-made",
            "link-made",
            "link-used",
            "signed-in",
            "signed-out",
        ];
        let told: Vec<String> = events(&app).await;
        let told: Vec<&String> = told
            .iter()
            .filter(|event| *event != "sign-in-refused")
            .collect();
        assert_eq!(told, expected.iter().collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_link_is_good_for_a_day() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let id = invite(&app, &token, "anna", json!({ "roles": ["viewer"] })).await;
    let late = link(&app, &token, &id, json!({})).await;
    app.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(
        choose(&app, &late, PASSWORD).await.problem(),
        "link-invalid"
    );
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_at_the_latest_after_hours() {
    let app = App::start().await;
    let anna = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    for _ in 0..14 {
        app.clock.advance(SignedDuration::from_mins(50));
        assert_eq!(anna.get(&app, "/v1/session").await.status, StatusCode::OK);
    }
    app.clock.advance(SignedDuration::from_mins(50));
    assert_eq!(
        anna.get(&app, "/v1/session").await.problem(),
        "invalid-session"
    );
    let again = json!({ "name": "anna", "password": PASSWORD });
    let anna = signed_in(&sign_in(&app, again).await);
    app.clock.advance(SignedDuration::from_mins(60));
    assert_eq!(
        anna.get(&app, "/v1/session").await.problem(),
        "invalid-session"
    );
}

#[tokio::test]
async fn only_the_own_page_changes_something() {
    let app = App::start().await;
    let mut anna = person(&app, "anna", json!({ "roles": ["declarant"] })).await;
    let other = person(&app, "berta", json!({ "roles": ["declarant"] })).await;
    for csrf in ["", "nonsense", &other.csrf] {
        anna.csrf = csrf.to_owned();
        let sent = anna
            .send(&app, "POST", "/v1/customsshipments", shipment("R1"))
            .await;
        assert_eq!(sent.problem(), "csrf-token-invalid", "{csrf}");
        let out = anna.send(&app, "DELETE", "/v1/session", json!({})).await;
        assert_eq!(out.problem(), "csrf-token-invalid", "{csrf}");
        assert_eq!(anna.get(&app, "/v1/session").await.status, StatusCode::OK);
    }
    let mut forged = other.clone();
    forged.cookie = format!("{}x", other.cookie);
    assert_eq!(
        forged.get(&app, "/v1/session").await.problem(),
        "invalid-session"
    );
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_code_is_good_once() {
    App::on_each_store(async |app| {
        let anna = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
        let path = "/v1/session/second-factor";
        let wrong = anna
            .send(&app, "POST", path, json!({ "password": "x" }))
            .await;
        assert_eq!(wrong.places(), ["password"]);
        let offered = anna
            .send(&app, "POST", path, json!({ "password": PASSWORD }))
            .await
            .json();
        let key = Secret::try_from_base32(offered["key"].as_str().unwrap()).unwrap();
        let application = Builder::new().with_secret(key).build().unwrap();
        let code = || {
            let seconds = u64::try_from(app.clock.now().as_second()).unwrap();
            application.generate(seconds).to_string()
        };
        let wrong = anna
            .send(&app, "PUT", path, json!({ "code": "000000" }))
            .await;
        assert_eq!(wrong.places(), ["code"]);
        let confirmed = anna
            .send(&app, "PUT", path, json!({ "code": code() }))
            .await
            .json();
        let recovery = confirmed["recoveryCodes"][0].as_str().unwrap();

        let mut claim = json!({ "name": "anna", "password": PASSWORD });
        assert_eq!(
            sign_in(&app, claim.clone()).await.problem(),
            "second-factor-required"
        );
        claim["code"] = json!(code());
        let again = sign_in(&app, claim.clone()).await;
        assert_eq!(
            again.problem(),
            "sign-in-refused",
            "the code was used to confirm"
        );
        app.clock.advance(SignedDuration::from_secs(60));
        claim["code"] = json!(code());
        signed_in(&sign_in(&app, claim.clone()).await);
        assert_eq!(
            sign_in(&app, claim.clone()).await.problem(),
            "sign-in-refused"
        );
        claim["code"] = json!(recovery);
        let anna = signed_in(&sign_in(&app, claim.clone()).await);
        assert_eq!(sign_in(&app, claim).await.problem(), "sign-in-refused");
        let session = anna.get(&app, "/v1/session").await.json();
        assert_eq!(session["recoveryCodesLeft"], 9);
        let off = anna
            .send(&app, "DELETE", path, json!({ "password": PASSWORD }))
            .await;
        assert_eq!(off.status, StatusCode::NO_CONTENT);
        signed_in(&sign_in(&app, json!({ "name": "anna", "password": PASSWORD })).await);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_helps_who_lost_password_and_second_factor() {
    let app = App::start().await;
    let anna = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let path = "/v1/session/second-factor";
    let offered = anna
        .send(&app, "POST", path, json!({ "password": PASSWORD }))
        .await
        .json();
    let key = Secret::try_from_base32(offered["key"].as_str().unwrap()).unwrap();
    let application = Builder::new().with_secret(key).build().unwrap();
    let seconds = u64::try_from(app.clock.now().as_second()).unwrap();
    let code = application.generate(seconds).to_string();
    let confirmed = anna.send(&app, "PUT", path, json!({ "code": code })).await;
    assert_eq!(confirmed.status, StatusCode::OK);
    let token = app.token("ours", &all_scopes()).await;
    let plain = link(&app, &token, &anna.id, json!({})).await;
    let new = "another long password";
    assert_eq!(
        choose(&app, &plain, new).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        anna.get(&app, "/v1/session").await.problem(),
        "invalid-session"
    );
    let claim = json!({ "name": "anna", "password": new });
    assert_eq!(
        sign_in(&app, claim.clone()).await.problem(),
        "second-factor-required"
    );
    let reset = link(&app, &token, &anna.id, json!({ "resetSecondFactor": true })).await;
    assert_eq!(
        choose(&app, &reset, new).await.status,
        StatusCode::NO_CONTENT
    );
    signed_in(&sign_in(&app, claim).await);
}

#[tokio::test]
async fn who_changes_the_password_or_leaves_everywhere_ends_all_sessions() {
    let app = App::start().await;
    let first = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let claim = json!({ "name": "anna", "password": PASSWORD });
    let second = signed_in(&sign_in(&app, claim.clone()).await);
    let new = "another long password";
    let path = "/v1/session/password";
    let wrong = json!({ "current": "x", "new": new });
    assert_eq!(
        second.send(&app, "PUT", path, wrong).await.places(),
        ["current"]
    );
    let right = json!({ "current": PASSWORD, "new": new });
    let changed = second.send(&app, "PUT", path, right).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{changed:?}");
    for gone in [&first, &second] {
        assert_eq!(
            gone.get(&app, "/v1/session").await.problem(),
            "invalid-session"
        );
    }
    assert_eq!(sign_in(&app, claim).await.problem(), "sign-in-refused");
    let claim = json!({ "name": "anna", "password": new });
    let first = signed_in(&sign_in(&app, claim.clone()).await);
    let second = signed_in(&sign_in(&app, claim).await);
    let out = first
        .send(&app, "DELETE", "/v1/session?everywhere=true", json!({}))
        .await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(
        second.get(&app, "/v1/session").await.problem(),
        "invalid-session"
    );
}

#[tokio::test]
async fn who_guesses_is_slowed_down_and_nobody_is_locked_out_for_ever() {
    let app = App::start().await;
    person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let wrong = json!({ "name": "anna", "password": "a wrong guess of somebody" });
    let unknown = json!({ "name": "nobody", "password": "a wrong guess of somebody" });
    for guess in [&wrong, &unknown] {
        let mut refusals = Vec::new();
        for _ in 0..12 {
            refusals.push(sign_in(&app, guess.clone()).await.problem());
        }
        assert_eq!(refusals[0], "sign-in-refused");
        assert_eq!(refusals[11], "too-many-requests", "{refusals:?}");
    }
    let right = json!({ "name": "anna", "password": PASSWORD });
    assert_eq!(
        sign_in(&app, right.clone()).await.problem(),
        "too-many-requests"
    );
    app.clock.advance(SignedDuration::from_mins(2));
    signed_in(&sign_in(&app, right).await);
    // Nobody waits for what is written of a refusal.
    for _ in 0..500 {
        if events(&app).await.contains(&"sign-in-refused".to_owned()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("refusals are not told");
}

#[tokio::test]
async fn one_sign_in_serves_several_tenants() {
    App::on_each_store(async |app| {
        let mut anna = person(&app, "anna", json!({ "roles": ["declarant"] })).await;
        let theirs = app.token("theirs", &all_scopes()).await;
        let id = invite(&app, &theirs, "anna", json!({ "roles": ["viewer"] })).await;
        assert_eq!(id, anna.id, "the account is there already");

        let path = "/v1/customsshipments";
        let sent = anna.send(&app, "POST", path, shipment("R1")).await;
        assert_eq!(sent.problem(), "tenant-header-required");
        anna.tenant = Some(app.ours);
        let sent = anna.send(&app, "POST", path, shipment("R1")).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED);
        anna.tenant = Some(app.theirs);
        let sent = anna.send(&app, "POST", path, shipment("R1")).await;
        assert_eq!(sent.problem(), "missing-scope");
        let listed = anna.get(&app, "/v1/ingestions").await.json();
        assert_eq!(listed["ingestions"], json!([]));
        anna.tenant = Some(cas_model::ids::TenantId(app.engine.ids().next()));
        let other = anna.get(&app, "/v1/ingestions").await;
        assert_eq!(other.problem(), "not-a-member");

        // Whoever administers one tenant does not get at an account that reaches another.
        let ours = app.token("ours", &all_scopes()).await;
        let user = format!("/v1/users/{id}");
        for (path, body) in [
            (format!("{user}/link"), json!({})),
            (format!("{user}/disable"), json!({})),
        ] {
            let refused = app.post(&path, &ours, body).await;
            assert_eq!(refused.problem(), "account-of-others", "{path}");
        }
        let gone = app.delete(&user, &theirs).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        anna.tenant = None;
        assert_eq!(
            anna.get(&app, "/v1/ingestions").await.status,
            StatusCode::OK
        );
        let gone = app.delete(&user, &ours).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(
            anna.get(&app, "/v1/session").await.problem(),
            "invalid-session"
        );
    })
    .await;
}

#[tokio::test]
async fn a_tenant_keeps_an_administrator() {
    App::on_each_store(async |app| {
        let anna = person(&app, "anna", json!({ "roles": ["administrator"] })).await;
        let path = format!("/v1/users/{}", anna.id);
        // Somebody who never chose a password is no administrator to rely on.
        let ours = app.token("ours", &all_scopes()).await;
        invite(
            &app,
            &ours,
            "invited",
            json!({ "roles": ["administrator"] }),
        )
        .await;
        let demotion = json!({ "roles": ["viewer"] });
        let refusals = [
            anna.send(&app, "PATCH", &path, demotion.clone()).await,
            anna.send(&app, "DELETE", &path, json!({})).await,
            anna.send(&app, "POST", &format!("{path}/disable"), json!({}))
                .await,
        ];
        for refused in refusals {
            assert_eq!(refused.problem(), "last-administrator");
        }
        let berta = person(&app, "berta", json!({ "roles": ["administrator"] })).await;
        let demoted = berta.send(&app, "PATCH", &path, demotion).await;
        assert_eq!(demoted.status, StatusCode::OK, "{demoted:?}");
        assert_eq!(anna.get(&app, "/v1/users").await.problem(), "missing-scope");
        let off = berta
            .send(&app, "POST", &format!("{path}/disable"), json!({}))
            .await;
        assert!(off.json()["disabledAt"].is_string());
        assert_eq!(
            anna.get(&app, "/v1/session").await.problem(),
            "invalid-session"
        );
        let claim = json!({ "name": "anna", "password": PASSWORD });
        assert_eq!(sign_in(&app, claim).await.problem(), "sign-in-refused");
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_what_he_may_not_do_himself() {
    let app = App::start().await;
    let all = app.token("ours", &all_scopes()).await;
    let some = app.token("ours", "admin:users read:declarations").await;
    let admin = json!({ "name": "anna", "displayName": "Anna", "roles": ["administrator"] });
    let refused = app.post("/v1/users", &some, &admin).await;
    assert_eq!(refused.problem(), "missing-scope");
    let id = invite(&app, &all, "anna", json!({ "roles": ["administrator"] })).await;
    let refused = app.post(&format!("/v1/users/{id}/link"), &some, "{}").await;
    assert_eq!(
        refused.problem(),
        "missing-scope",
        "it would become the administrator"
    );
    assert_eq!(
        app.post("/v1/users", &all, &admin).await.problem(),
        "member-already"
    );
    for (wanted, places) in [
        (
            json!({ "name": "b c", "displayName": "<b>", "roles": [] }),
            3,
        ),
        (
            json!({ "name": "b", "displayName": "B", "roles": ["nonsense"] }),
            1,
        ),
        (
            json!({ "name": "b", "displayName": "B", "roles": ["configurator"],
                "visible": { "plants": ["HAM1"] } }),
            1,
        ),
    ] {
        let refused = app.post("/v1/users", &all, &wanted).await;
        assert_eq!(refused.problem(), "invalid-structure");
        assert_eq!(refused.places().len(), places, "{refused:?}");
    }
}

#[tokio::test]
async fn histories_and_versions_name_the_person_also_through_a_client() {
    let app = App::with_systems().await;
    let anna = person(&app, "anna", json!({ "roles": ["administrator"] })).await;
    let named = format!("Person anna <{}>", anna.id);
    let path = "/v1/configuration/decisiontables/item-types/draft";
    let saved = anna.send(&app, "PUT", path, crate::app::table()).await;
    assert_eq!(saved.json()["updatedBy"], named, "{saved:?}");

    let mut changed = crate::app::table();
    changed["description"] = json!("Which type each item has");
    let through = |token: &str, person: &str| {
        call("PUT", path, token)
            .header("content-type", "application/json")
            .header("CAS-Acting-Person", person)
            .body(Body::from(changed.to_string()))
            .unwrap()
    };
    let token = app.token("ours", &all_scopes()).await;
    let saved = app.send(through(&token, "Jörg Weiß <jw>")).await;
    assert_eq!(saved.json()["updatedBy"], "Jörg Weiß <jw> through ours");
    let unfit = app.send(through(&token, "a <b> c")).await;
    assert_eq!(unfit.places(), ["CAS-Acting-Person"]);
    let without = app.token("ours", "admin:configuration").await;
    let refused = app.send(through(&without, "Jörg Weiß")).await;
    assert_eq!(refused.problem(), "missing-scope");

    app.add_declaration_of("L1", "ACME", "HAM1").await;
    let alerts = anna.get(&app, "/v1/alerts").await.json();
    let alert = alerts["alerts"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/alerts/{alert}/resolve");
    let word = json!({ "resolution": "called them" });
    let resolved = anna.send(&app, "POST", &path, word).await;
    assert_eq!(resolved.json()["resolvedBy"], named, "{resolved:?}");
    let sent = anna
        .send(&app, "POST", "/v1/customsshipments", shipment("R1"))
        .await
        .json();
    let sent = sent["referenceId"].as_str().unwrap().to_owned();
    let sent = anna
        .get(&app, &format!("/v1/ingestions/{sent}"))
        .await
        .json();
    assert_eq!(sent["sentBy"], named);
    let csv = axum::body::Body::from("code\nB1\n");
    let import = anna
        .request("POST", "/v1/masterdata/article/import")
        .body(csv)
        .unwrap();
    let (mut parts, body) = import.into_parts();
    let sheet = axum::http::HeaderValue::from_static("text/csv");
    parts.headers.insert("content-type", sheet);
    let landed = app.send(axum::http::Request::from_parts(parts, body)).await;
    assert_eq!(landed.status, StatusCode::OK, "{landed:?}");
    let article = anna.get(&app, "/v1/masterdata/article/B1").await.json();
    assert_eq!(article["updatedBy"], named, "{article}");
}

#[tokio::test]
async fn a_sign_in_is_no_form_of_another_site() {
    let app = App::start().await;
    person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let request = axum::http::Request::post("/v1/session")
        .header("content-type", "text/plain")
        .body(Body::from(
            json!({ "name": "anna", "password": PASSWORD }).to_string(),
        ));
    let answer = app.send(request.unwrap()).await;
    assert_eq!(answer.problem(), "unsupported-media-type");
    let unknown = open(&app, "POST", "/v1/session", json!({ "name": "anna" })).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

/// Who gets the name of somebody who left is somebody else.
#[tokio::test]
async fn a_name_that_is_used_again_inherits_nothing() {
    App::on_each_store(async |app| {
        let (declaration, _) = app.add_declaration("L1", Status::Invalid).await;
        let rights = json!({ "roles": ["declarant"] });
        let first = person(&app, "anna", rights.clone()).await;
        let notes = format!("/v1/declarations/{declaration}/notes");
        let note = first
            .send(&app, "POST", &notes, json!({ "text": "mine" }))
            .await;
        let note = note.json()["id"].as_str().unwrap().to_owned();
        let view = json!({ "list": "declarations", "name": "My own" });
        let view = first.send(&app, "POST", "/v1/views", view).await;
        assert_eq!(view.status, StatusCode::CREATED, "{view:?}");
        let view = view.json()["id"].as_str().unwrap().to_owned();
        let token = app.token("ours", &all_scopes()).await;
        let gone = app.delete(&format!("/v1/users/{}", first.id), &token).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
        app.clock.advance(SignedDuration::from_secs(1));
        let second = person(&app, "anna", rights).await;
        assert_eq!(
            first.get(&app, "/v1/session").await.status,
            StatusCode::UNAUTHORIZED
        );
        let path = format!("/v1/notes/{note}");
        let text = json!({ "text": "hers" });
        let changed = second.send(&app, "PUT", &path, text.clone()).await;
        assert_eq!(changed.problem(), "not-the-author");
        let views = second.get(&app, "/v1/views").await.json();
        assert_eq!(views["views"], json!([]));
        let deleted = second
            .send(&app, "DELETE", &format!("/v1/views/{view}"), json!({}))
            .await;
        assert_eq!(deleted.problem(), "not-found");
        let own = second.send(&app, "POST", &notes, text.clone()).await.json();
        let path = format!("/v1/notes/{}", own["id"].as_str().unwrap());
        let changed = second.send(&app, "PUT", &path, text).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    })
    .await;
}
