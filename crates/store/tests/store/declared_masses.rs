//! Is what importers bring in below the mass threshold kept once, by tenant, importer and day, and
//! known of declarations that were there before it was kept?

use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;
use cas_store::*;
use jiff::civil::{Date, date};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::databases::{Place, each_store};
use crate::rows::*;

const TONNE: i64 = 1_000_000_000;

fn mass(of: &DeclarationRecord, importer: &str, day: Date, milligrams: i64) -> DeclaredMassRecord {
    DeclaredMassRecord {
        tenant_id: of.tenant_id,
        declaration_id: of.id,
        importer: importer.to_owned(),
        day,
        milligrams,
    }
}

async fn keep(store: &Store, declared_masses: Vec<DeclaredMassRecord>) {
    let changes = Changes {
        declared_masses,
        ..Changes::default()
    };
    store.commit(changes).await.unwrap();
}

/// Importer, day and milligrams of what is known, in order.
async fn known(store: &Store, tenant: TenantId, from: Date) -> Vec<(String, Date, i64)> {
    let found = store.imported_masses(&[tenant], from).await.unwrap();
    let of_tenant = found.iter().all(|mass| mass.tenant_id == tenant);
    assert!(of_tenant, "{found:?}");
    let mut found: Vec<_> = found
        .into_iter()
        .map(|mass| (mass.importer, mass.day, mass.milligrams))
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn masses_are_summed_by_importer_and_day_and_replaced() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let (first, second) = (declaration(owner), declaration(owner));
        let (early, late) = (date(2026, 1, 5), date(2026, 3, 9));
        keep(
            &store,
            vec![
                mass(&first, "DK1", late, 5 * TONNE),
                // The last word of one commit counts.
                mass(&first, "DK1", late, 30 * TONNE),
                mass(&second, "DK1", late, 12 * TONNE),
                mass(&declaration(owner), "DK2", late, TONNE),
                mass(&declaration(owner), "DK1", early, 1),
                mass(&declaration(stranger), "DK1", late, TONNE),
            ],
        )
        .await;
        let dk = |importer: &str, day, mass| (importer.to_owned(), day, mass);
        let expected = [dk("DK1", late, 42 * TONNE), dk("DK2", late, TONNE)];
        assert_eq!(known(&store, owner, date(2026, 1, 6)).await, expected);
        assert_eq!(known(&store, owner, early).await.len(), 3);
        assert_eq!(
            known(&store, stranger, early).await,
            [dk("DK1", late, TONNE)]
        );
        // One is withdrawn.
        keep(&store, vec![mass(&first, "DK1", late, 0)]).await;
        let expected = [dk("DK1", late, 12 * TONNE), dk("DK2", late, TONNE)];
        assert_eq!(known(&store, owner, late).await, expected);
        assert!(store.imported_masses(&[], early).await.unwrap().is_empty());
    })
    .await;
}

/// A declaration that was accepted, with goods below the threshold.
fn accepted() -> (DeclarationRecord, RevisionRecord) {
    let row = DeclarationRecord {
        declaration_type: "H1".into(),
        jurisdiction: "DK".into(),
        declaration_date: Some(date(2026, 2, 10)),
        lodged_revision: Some(1),
        ..declaration(tenant())
    };
    let document = r#"{"importer": {"businessPartnerReference": [{"type": "Eori", "code": "DK1"}]},
        "goodsShipment": {"governmentAgencyGoodsItems": [
            {"additionalDocuments": [{"category": "Y", "type": "137"}],
             "goodsMeasure": {"nmass": 1500.25}},
            {"goodsMeasure": {"nmass": 7}}]}}"#;
    let revision = RevisionRecord {
        document: Json::stored(document),
        ..revision(&row, 1)
    };
    (row, revision)
}

/// Says that nothing of it was filled yet.
async fn unfill(config: &StoreConfig) {
    const BEFORE: &str = "UPDATE background_fill SET finished = 0, done_until = NULL, done = 0, \
        total = 0 WHERE name = 'declared_masses'";
    match config {
        StoreConfig::Embedded { file } => {
            let url = format!("sqlite://{}", file.display());
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query(BEFORE).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        StoreConfig::Postgres { url, .. } => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query(BEFORE).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

#[tokio::test]
async fn declarations_of_before_are_filled_in() {
    each_store(|Place { store, config, .. }| async move {
        let (counted, of_counted) = accepted();
        let (mut withdrawn, of_withdrawn) = accepted();
        withdrawn.tenant_id = counted.tenant_id;
        withdrawn.status = Status::Invalidated;
        let of_withdrawn = RevisionRecord {
            tenant_id: counted.tenant_id,
            ..of_withdrawn
        };
        let owner = counted.tenant_id;
        let changes = Changes {
            declarations: vec![counted, withdrawn],
            revisions: vec![of_counted, of_withdrawn],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let from = date(2026, 1, 1);
        assert!(known(&store, owner, from).await.is_empty());
        unfill(&config).await;
        while store.fill_one_batch().await.unwrap() {}
        let expected = [("DK1".to_owned(), date(2026, 2, 10), 1_500_250_000)];
        assert_eq!(known(&store, owner, from).await, expected);
    })
    .await;
}
