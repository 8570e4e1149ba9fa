//! How often rows of a table fired, and which never did.

use axum::http::StatusCode;
use cas_store::{Changes, TableRowHits};
use serde_json::json;

use crate::app::{App, TABLE, all_scopes};

#[tokio::test]
async fn rows_that_never_fired_are_named() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.add_configuration(&token).await;
    let path = |version| format!("/v1/decisiontables/{TABLE}/versions/{version}/hits");
    let hits = path("1");
    let none = app.get(&hits, &token).await.json();
    assert_eq!(none["firstAt"], json!(null));
    assert_eq!(
        (&none["rowCount"], &none["neverFired"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(none["noRow"], json!(null));
    let tenant = app.ours;
    let count = |row: Option<&str>, hits, second| TableRowHits {
        tenant_id: tenant,
        table_name: TABLE.to_owned(),
        version: 1,
        row_id: row.map(str::to_owned),
        hits,
        first_at: jiff::Timestamp::constant(second, 0),
        last_at: jiff::Timestamp::constant(second, 0),
    };
    let changes = Changes {
        table_hits: vec![count(Some("r2"), 7, 60), count(None, 3, 30)],
        ..Changes::default()
    };
    app.engine.store().commit(changes).await.unwrap();
    let found = app.get(&hits, &token).await.json();
    let rows = json!([
        { "number": 1, "row": "r1", "enabled": true, "hits": 0, "lastAt": null },
        { "number": 2, "row": "r2", "enabled": true, "hits": 7, "lastAt": "1970-01-01T00:01:00Z" },
    ]);
    assert_eq!(found["rows"], rows);
    assert_eq!(found["firstAt"], "1970-01-01T00:00:30Z");
    assert_eq!(
        found["noRow"],
        json!({ "hits": 3, "lastAt": "1970-01-01T00:00:30Z" })
    );
    assert_eq!(found["neverFired"], 1);
    assert_eq!(found["nextCursor"], json!(null));
    let never = app
        .get(&format!("{hits}?neverFired=true"), &token)
        .await
        .json();
    assert_eq!(never["rows"], json!([rows[0]]));
    let first = app.get(&format!("{hits}?limit=1"), &token).await.json();
    assert_eq!(
        (&first["rows"], &first["nextCursor"]),
        (&json!([rows[0]]), &json!("1"))
    );
    let second = app
        .get(&format!("{hits}?limit=1&cursor=1"), &token)
        .await
        .json();
    assert_eq!(
        (&second["rows"], &second["nextCursor"]),
        (&json!([rows[1]]), &json!(null))
    );
    let other = app.get(&path("2"), &token).await.json();
    assert_eq!(other["neverFired"], 2);
    for (query, status) in [("?cursor=x", 400), ("?limit=0", 400), ("?since=1", 400)] {
        let refused = app.get(&format!("{hits}{query}"), &token).await;
        assert_eq!(refused.status.as_u16(), status, "{query}");
    }
    let gone = app.get(&path("99"), &token).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
