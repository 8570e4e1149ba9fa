//! Configuration changes while others change it and while shipments run, on every store.

use cas_demo::tenant::TENANT;
use cas_engine::Refusal;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::{DeclarationId, TenantId};
use cas_process::configuration::{Bundle, Change, Editor, ImportOptions, Imported, Publication};
use cas_process::configuration::{ConfigurationName, tag};
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

fn editor(name: &str) -> Editor {
    Editor::command(TENANT, name)
}

fn table_name() -> ConfigurationName {
    ConfigurationName::new(ConfigurationKind::DecisionTable, "office").expect("a name")
}

fn flow_name() -> ConfigurationName {
    ConfigurationName::new(ConfigurationKind::Flow, "Asking").expect("a name")
}

fn table(office: &str) -> Value {
    json!({"table": {
        "name": "office",
        "inputs": [{"name": "goodsShipment.destination", "type": "code"}],
        "outputs": [{"name": "declarationOfficeCode", "type": "code"}],
        "rows": [{"id": "all", "conditions": ["-"], "outputs": [format!("\"{office}\"")]}],
    }})
}

/// A flow that asks the table.
fn flow() -> Value {
    json!({"name": "Asking", "direction": "OUT", "steps": [{
        "name": "first", "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
        "tables": ["office"],
    }]})
}

async fn import(app: &TestApp, bundle: Bundle) -> Result<Imported, Refusal> {
    let options = ImportOptions::default();
    app.engine
        .import_configuration(&editor("import"), bundle, options)
        .await
}

/// The code of a refusal and the places it names.
fn refused<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> (&'static str, Vec<String>) {
    let refusal = answer.expect_err("refused");
    let place = |(of, problem): &(Option<ConfigurationName>, _)| {
        let problem: &cas_process::ConfigurationProblem = problem;
        match of {
            Some(of) => format!("{of}.{}", problem.path),
            None => problem.path.clone(),
        }
    };
    let places = refusal.problems.iter().map(place).collect();
    (refusal.code.name, places)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_and_its_table_come_and_go_in_order() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let (engine, me) = (&app.engine, editor("me"));
        let alone = engine.save_draft(&me, &flow_name(), flow(), None).await;
        let missing = vec!["steps[0].tables[0]".to_owned()];
        assert_eq!(refused(alone), ("configuration-invalid", missing.clone()));

        let both = Bundle {
            flows: vec![flow()],
            decision_tables: vec![table("DE004101")],
            ..Bundle::default()
        };
        let imported = import(&app, both).await.expect("checked together");
        let added = imported.documents.iter();
        let added = added.filter(|one| one.change == Change::Added);
        assert_eq!(added.count(), 2, "{imported:?}");

        let retired = engine.retire_version(&me, &table_name(), 1).await;
        let needed = vec![format!("flows[Asking].{}", missing[0])];
        assert_eq!(refused(retired), ("configuration-needed", needed));
        engine
            .save_draft(&me, &table_name(), table("DE002601"), None)
            .await
            .expect("saved");
        let publication = Publication::default();
        engine
            .publish_draft(&me, &table_name(), publication, None)
            .await
            .expect("published");
        engine
            .retire_version(&me, &table_name(), 1)
            .await
            .expect("another takes its place");
        engine
            .retire_version(&me, &flow_name(), 1)
            .await
            .expect("retired");
        engine
            .retire_version(&me, &table_name(), 2)
            .await
            .expect("nobody needs it now");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_version_that_counts_keeps_what_it_needs() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let (engine, me) = (&app.engine, editor("me"));
        let publish = async |flow: Value, table: Option<Value>| {
            let bundle = Bundle {
                flows: vec![flow],
                decision_tables: table.into_iter().collect(),
                ..Bundle::default()
            };
            import(&app, bundle).await.expect("published");
        };
        let without = |valid_from: Option<&str>| {
            let mut flow = flow();
            flow["steps"][0]["tables"] = json!([]);
            flow["validFrom"] = json!(valid_from);
            flow
        };
        publish(flow(), Some(table("DE004101"))).await;
        publish(without(Some("2999-01-01")), None).await;
        let needed = vec!["flows[Asking].steps[0].tables[0]".to_owned()];
        let retired = engine.retire_version(&me, &table_name(), 1).await;
        let expected = ("configuration-needed", needed.clone());
        assert_eq!(refused(retired), expected, "version 1 is still in force");

        publish(without(None), None).await;
        engine
            .retire_version(&me, &table_name(), 1)
            .await
            .expect("version 3 is before version 1 on every day");
        engine
            .retire_version(&me, &flow_name(), 2)
            .await
            .expect("nothing takes its place");
        let retired = engine.retire_version(&me, &flow_name(), 3).await;
        let expected = ("configuration-needed", needed);
        assert_eq!(refused(retired), expected, "version 1 would take its place");
        for version in [1, 3] {
            engine
                .retire_version(&me, &flow_name(), version)
                .await
                .expect("in this order it can go");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_at_once_is_told_or_waits() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let (engine, name) = (&app.engine, table_name());
        let save = |at: usize, expected: Option<String>| {
            let (engine, name) = (engine.clone(), name.clone());
            async move {
                let document = table(&format!("DE{at:06}"));
                engine
                    .save_draft(&editor("me"), &name, document, expected)
                    .await
            }
        };
        let saved = futures::future::join_all((0..4).map(|at| save(at, None))).await;
        assert!(saved.iter().all(Result::is_ok), "{saved:?}");
        let store = engine.store();
        let versions = async || {
            let kind = ConfigurationKind::DecisionTable;
            store
                .configuration_versions(TENANT, kind, "office")
                .await
                .expect("read")
        };
        let rows = versions().await;
        assert_eq!(
            (rows.len(), rows[0].edition),
            (1, 4),
            "one draft, written four times"
        );

        let read = tag(&rows[0]);
        let saves = (4..8).map(|at| save(at, Some(read.clone())));
        let saved = futures::future::join_all(saves).await;
        assert_eq!(
            saved.iter().filter(|one| one.is_ok()).count(),
            1,
            "{saved:?}"
        );
        let is_told = |one: &Refusal| one.code.name == "configuration-changed";
        assert_eq!(
            saved
                .iter()
                .filter_map(|one| one.as_ref().err())
                .filter(|one| is_told(one))
                .count(),
            3
        );

        let publish = || async {
            let publication = Publication::default();
            engine
                .publish_draft(&editor("me"), &name, publication, None)
                .await
        };
        let published = futures::future::join_all((0..3).map(|_| publish())).await;
        assert_eq!(
            published.iter().filter(|one| one.is_ok()).count(),
            1,
            "{published:?}"
        );
        let rows = versions().await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].state, ConfigurationState::Published);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn running_shipments_keep_their_flow() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let mut bundle = app
            .engine
            .export_configuration(&editor("me"))
            .await
            .expect("exported");
        let send = async |reference: &str| {
            let mut shipment = cas_demo::stories::transit::document("#hold", 1);
            shipment["externalReference"] = reference.into();
            app.send(&shipment).await.expect("sent");
            app.settle().await.expect("settled");
        };
        let version = async |reference: &str| {
            let found = app.declarations(reference).await.expect("declarations");
            let id = found[0]["id"].as_str().expect("an id");
            let id = DeclarationId::parse(id).expect("an id");
            let row = app
                .engine
                .store()
                .declaration(TENANT, id)
                .await
                .expect("read");
            row.expect("a declaration").flow_version
        };
        send("before").await;
        for flow in &mut bundle.flows {
            flow["description"] = "another".into();
        }
        let imported = import(&app, bundle.clone()).await.expect("imported");
        let is_flow = |kind: &str| kind == "flow";
        let flows = imported.documents.iter().filter(|one| is_flow(one.kind));
        assert!(flows.clone().count() > 0);
        for flow in flows {
            assert_eq!(
                (flow.change, flow.version),
                (Change::Changed, Some(2)),
                "{flow:?}"
            );
            assert_eq!(flow.paths, ["description"]);
        }
        send("after").await;
        assert_eq!(version("before").await, 1);
        assert_eq!(version("after").await, 2);
        let again = import(&app, bundle).await.expect("imported");
        let is_same =
            |one: &cas_process::configuration::DocumentChange| one.change == Change::Unchanged;
        assert!(again.documents.iter().all(is_same), "{again:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_goes_before_a_draft() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let (engine, me) = (&app.engine, editor("me"));
        let draft = engine
            .save_draft(&me, &table_name(), table("DE000001"), None)
            .await;
        let read = tag(&draft.expect("saved").row);
        let bundle = Bundle {
            decision_tables: vec![table("DE000002")],
            ..Bundle::default()
        };
        import(&app, bundle).await.expect("imported");
        let kind = ConfigurationKind::DecisionTable;
        let rows = engine
            .store()
            .configuration_versions(TENANT, kind, "office")
            .await;
        let rows = rows.expect("read");
        let states: Vec<_> = rows.iter().map(|row| (row.version, row.state)).collect();
        let expected = [
            (1, ConfigurationState::Published),
            (2, ConfigurationState::Draft),
        ];
        assert_eq!(states, expected);
        assert!(
            rows[1].document.as_str().contains("DE000001"),
            "what was being worked on stays"
        );
        let late = engine
            .save_draft(&me, &table_name(), table("DE000003"), Some(read))
            .await;
        assert_eq!(refused(late).0, "configuration-changed");
        let nobody = Editor::command(TenantId(engine.ids().next()), "other");
        let (name, publication) = (table_name(), Publication::default());
        let foreign = engine.publish_draft(&nobody, &name, publication, None);
        assert_eq!(
            refused(foreign.await).0,
            "not-found",
            "tenants do not see each other"
        );
    })
    .await;
}
