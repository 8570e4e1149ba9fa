//! People of the demo, one for each role, so that its screens can be looked at.
//!
//! Their passwords are made at each start and printed. They are only made in a folder of the demo's
//! own, which ends with it, and where nobody but this machine reaches the server: such accounts must
//! never be found in a folder that `cas serve` opens.

use cas_api::people::accounts::{NewMember, Rights, add_member};
use cas_api::people::audit::Doer;
use cas_api::people::{SecondFactor, make_link};
use cas_demo::tenant::TENANT;
use cas_engine::Engine;
use cas_model::role::Role;
use serde_json::json;

use super::client::http_client;
use crate::terminal::say;

/// Who does what in the demo.
const PEOPLE: [(Role, &str, &str); 4] = [
    (Role::Viewer, "viewer", "Mara Sommer"),
    (Role::Declarant, "declarant", "Anna Keller"),
    (Role::Configurator, "configurator", "Jonas Weber"),
    (Role::Administrator, "administrator", "Ida Holm"),
];

/// A person who can sign in.
pub struct Person {
    role: Role,
    name: &'static str,
    password: String,
}

/// Makes the people, each with a password chosen through a link as anybody's is.
pub async fn make(engine: &Engine, server: &str) -> anyhow::Result<Vec<Person>> {
    let doer = Doer {
        actor: "demo",
        address: None,
    };
    let mut people = Vec::new();
    for (role, name, display_name) in PEOPLE {
        let new = NewMember {
            tenant: TENANT,
            name,
            display_name,
            rights: Rights {
                roles: vec![role],
                visible: None,
            },
        };
        let user = add_member(engine, new, doer).await?;
        let link = make_link(engine, &user, SecondFactor::Stays, doer).await?;
        let password = cas_api::new_secret();
        let chosen = json!({ "link": link.secret, "password": password });
        let request = http_client()?
            .post(format!("{server}/v1/session/link"))
            .header("content-type", "application/json")
            .body(chosen.to_string());
        request.send().await?.error_for_status()?;
        people.push(Person {
            role,
            name,
            password,
        });
    }
    Ok(people)
}

/// Says where the screens are, and who can sign in.
pub fn introduce(people: &[Person], server: &str) {
    say(format_args!("\nThe screens are at {server}; sign in as"));
    for person in people {
        say(format_args!(
            "  {:<14} {}   ({})",
            person.name,
            person.password,
            person.role.name()
        ));
    }
}
