//! Does a tenant keep an administrator, is a link used once, and what ends with an account?

use cas_model::ids::{TenantId, UserId};
use cas_model::visibility::VisibleParts;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

fn user(name: &str) -> UserRecord {
    UserRecord {
        id: UserId(id()),
        name: name.to_owned(),
        display_name: name.to_owned(),
        password_hash: Some("a hash".to_owned()),
        totp_key: None,
        totp_offered: None,
        totp_step: None,
        recovery_hashes: Json::default(),
        issuer: None,
        subject: None,
        created_at: at(0),
        created_by: "a test".to_owned(),
        disabled_at: None,
        version: 1,
    }
}

fn member(tenant_id: TenantId, user: &UserRecord, roles: &str) -> MembershipRecord {
    MembershipRecord {
        tenant_id,
        user_id: user.id,
        roles: roles.to_owned(),
        visible: None,
        changed_at: at(0),
        changed_by: "a test".to_owned(),
    }
}

fn session(user: &UserRecord, token_hash: &str) -> SessionRecord {
    SessionRecord {
        token_hash: token_hash.to_owned(),
        user_id: user.id,
        created_at: at(0),
        seen_at: at(0),
        ends_at: at(100),
        address: None,
    }
}

fn link(user: &UserRecord, token_hash: &str) -> LinkRecord {
    LinkRecord {
        token_hash: token_hash.to_owned(),
        user_id: user.id,
        resets_second_factor: false,
        created_at: at(0),
        expires_at: at(100),
    }
}

fn of_people(people: PeopleChanges) -> Changes {
    Changes {
        people,
        ..Changes::default()
    }
}

fn is_conflict(outcome: &Result<(), CommitError>) -> bool {
    matches!(outcome, Err(CommitError::Conflict(_)))
}

/// A tenant with its row, which keeps out others who change who administers it.
async fn tenant_row(store: &Store) -> TenantId {
    let id = tenant();
    let row = TenantRow {
        id,
        name: id.to_string(),
        created_at: at(0),
    };
    store.insert_tenant(&row).await.unwrap();
    id
}

#[tokio::test]
async fn two_who_leave_at_once_leave_an_administrator() {
    each_store(|place| async move {
        let other_node = place.open_again().await;
        let store = place.store;
        let tenant = tenant_row(&store).await;
        let (anna, berta) = (user("anna"), user("berta"));
        let mut invited = user("invited");
        invited.password_hash = None;
        let made = PeopleChanges {
            memberships: [&anna, &berta, &invited]
                .map(|user| member(tenant, user, "viewer administrator"))
                .into(),
            users: vec![anna.clone(), berta.clone(), invited],
            ..PeopleChanges::default()
        };
        store.commit(of_people(made)).await.unwrap();
        let leaves = |user: &UserRecord| {
            of_people(PeopleChanges {
                memberships: vec![member(tenant, user, "viewer")],
                keep_administrators: vec![tenant],
                ..PeopleChanges::default()
            })
        };
        let (first, second) = tokio::join!(
            store.commit(leaves(&anna)),
            other_node.commit(leaves(&berta))
        );
        let refused = [&first, &second].into_iter().filter(|it| is_conflict(it));
        assert_eq!(refused.count(), 1, "{first:?} {second:?}");
        assert_eq!(store.administrators(tenant).await.unwrap().len(), 1);
        other_node.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_is_used_once_and_a_newer_one_ends_it() {
    each_store(|Place { store, .. }| async move {
        let anna = user("anna");
        let made = PeopleChanges {
            users: vec![anna.clone()],
            links: vec![link(&anna, "first")],
            ..PeopleChanges::default()
        };
        store.commit(of_people(made)).await.unwrap();
        let second = PeopleChanges {
            links: vec![link(&anna, "second")],
            ..PeopleChanges::default()
        };
        store.commit(of_people(second)).await.unwrap();
        let used = |hash: &str| {
            of_people(PeopleChanges {
                used_links: vec![hash.to_owned()],
                ..PeopleChanges::default()
            })
        };
        assert!(is_conflict(&store.commit(used("first")).await));
        assert_eq!(store.commit(used("second")).await.map_err(|_| ()), Ok(()));
        assert!(is_conflict(&store.commit(used("second")).await));
    })
    .await;
}

#[tokio::test]
async fn an_account_is_changed_by_one_and_its_sessions_end_with_it() {
    each_store(|Place { store, .. }| async move {
        let anna = user("anna");
        let made = PeopleChanges {
            users: vec![anna.clone()],
            sessions: vec![session(&anna, "one"), session(&anna, "two")],
            links: vec![link(&anna, "a link")],
            ..PeopleChanges::default()
        };
        store.commit(of_people(made)).await.unwrap();
        let same_name = PeopleChanges {
            users: vec![user("anna")],
            ..PeopleChanges::default()
        };
        assert!(is_conflict(&store.commit(of_people(same_name)).await));
        let renamed = |to: &str| {
            of_people(PeopleChanges {
                users: vec![UserRecord {
                    display_name: to.to_owned(),
                    totp_step: Some(7),
                    version: 2,
                    ..anna.clone()
                }],
                ..PeopleChanges::default()
            })
        };
        store.commit(renamed("Anna")).await.unwrap();
        assert!(is_conflict(&store.commit(renamed("Other")).await));
        let stored = store.user_named("anna").await.unwrap().unwrap();
        assert_eq!((stored.display_name.as_str(), stored.version), ("Anna", 2));

        store.note_session_used("one", at(5)).await.unwrap();
        let one = store.session("one").await.unwrap().unwrap();
        assert_eq!(one.seen_at, at(5));
        store.end_session("one").await.unwrap();
        assert_eq!(store.session("one").await.unwrap(), None);
        assert!(store.session("two").await.unwrap().is_some());
        let later = PeopleChanges {
            sessions: vec![SessionRecord {
                created_at: at(100),
                ends_at: at(200),
                ..session(&anna, "three")
            }],
            ..PeopleChanges::default()
        };
        store.commit(of_people(later)).await.unwrap();
        let two = store.session("two").await.unwrap();
        assert_eq!(two, None, "its time ran out");
        let gone = PeopleChanges {
            deleted_users: vec![anna.id],
            ..PeopleChanges::default()
        };
        store.commit(of_people(gone)).await.unwrap();
        assert_eq!(store.session("three").await.unwrap(), None);
        assert_eq!(store.sign_in_link("a link").await.unwrap(), None);
        assert_eq!(store.user(anna.id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn who_may_see_nothing_finds_nothing() {
    each_store(|Place { store, .. }| async move {
        let owner = tenant();
        let mut row = declaration(owner);
        row.external_reference = "S-1".to_owned();
        (row.company, row.plant) = (Some("ACME".to_owned()), Some("HAM1".to_owned()));
        let changes = Changes {
            ingestions: vec![ingestion(owner)],
            revisions: vec![revision(&row, row.revision)],
            declarations: vec![row],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        for (companies, plants, is_found) in [
            (&[][..], &[][..], false),
            (&["ACME"], &[], true),
            (&["OTHER"], &["HAM1"], true),
            (&["OTHER"], &["MUC1", "FRA1"], false),
        ] {
            let visible = VisibleParts {
                companies: codes(companies),
                plants: codes(plants),
            };
            let search = DeclarationSearch {
                visible: Some(visible.clone()),
                limit: 9,
                ..DeclarationSearch::default()
            };
            let found = store.search_declarations(owner, &search).await.unwrap();
            assert_eq!(found.len() == 1, is_found, "{visible:?}");
            let sender = "somebody else".to_owned();
            let search = IngestionSearch {
                onlooker: Some(Onlooker { visible, sender }),
                limit: 9,
                ..IngestionSearch::default()
            };
            let found = store.search_ingestions(owner, &search).await.unwrap();
            assert_eq!(found.len() == 1, is_found, "{search:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_shipment_is_shown_where_all_that_came_of_it_is_visible() {
    each_store(|Place { store, .. }| async move {
        let owner = tenant();
        let of = |shipment: &ShipmentRecord, plant: Option<&str>| DeclarationRecord {
            shipment_id: shipment.id,
            company: None,
            plant: plant.map(str::to_owned),
            ..declaration(owner)
        };
        let [whole, mixed, unsaid, empty] =
            ["WHOLE", "MIXED", "UNSAID", "EMPTY"].map(|name| shipment(owner, name));
        let rows = vec![
            of(&whole, Some("HAM1")),
            of(&whole, Some("HAM1")),
            of(&mixed, Some("HAM1")),
            of(&mixed, Some("MUC1")),
            of(&unsaid, Some("HAM1")),
            of(&unsaid, None),
        ];
        let shipments = vec![whole, mixed, unsaid, empty];
        let changes = Changes {
            revisions: rows.iter().map(|row| revision(row, row.revision)).collect(),
            declarations: rows,
            shipments: shipments.clone(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let ids: Vec<_> = shipments.iter().map(|shipment| shipment.id).collect();
        for (plants, expected) in [
            (None, 4),
            (Some(vec!["HAM1", "MUC1"]), 2),
            (Some(vec!["HAM1"]), 1),
            (Some(vec![]), 0),
        ] {
            let visible = plants.map(|plants| VisibleParts {
                plants: plants.into_iter().map(str::to_owned).collect(),
                ..VisibleParts::default()
            });
            let shown = store.shipments_shown(owner, &ids, visible.as_ref()).await;
            assert_eq!(shown.unwrap().len(), expected, "{visible:?}");
            let foreign = store.shipments_shown(tenant(), &ids, visible.as_ref());
            assert_eq!(foreign.await.unwrap(), []);
            let search = ShipmentSearch {
                visible,
                limit: 9,
                ..ShipmentSearch::default()
            };
            let found = store.search_shipments(owner, &search).await.unwrap();
            assert_eq!(found.len(), expected, "{search:?}");
        }
    })
    .await;
}
