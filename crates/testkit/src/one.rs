//! What becomes of a shipment that makes one declaration? What tests ask and do about it.

use serde_json::Value;

use crate::TestApp;

/// Sends a shipment, and works until all is quiet.
///
/// # Panics
/// When it is not taken.
pub async fn send(app: &TestApp, shipment: &Value) {
    app.send(shipment).await.expect("sent");
    app.settle().await.expect("settled");
}

/// A shipment whose course the authority is told in its UCR.
///
/// # Panics
/// When the shipment has no UCR.
#[must_use]
pub fn marked(mut shipment: Value, marker: &str) -> Value {
    let place = "/singleAdministrativeDocument/goodsShipment/ucr/traderReference";
    let ucr = shipment.pointer_mut(place).expect("a UCR");
    let reference = ucr.as_str().unwrap_or_default();
    *ucr = format!("{reference}{marker}").into();
    shipment
}

/// The declaration of a shipment, as anybody can read it.
///
/// # Panics
/// When there is not exactly one.
pub async fn declaration(app: &TestApp, reference: &str) -> Value {
    let declarations = app.declarations(reference).await.expect("declarations");
    assert_eq!(declarations.len(), 1, "{declarations:?}");
    read(app, &path(&declarations[0])).await
}

/// Its status.
///
/// # Panics
/// When there is not exactly one declaration.
pub async fn status(app: &TestApp, reference: &str) -> String {
    let declaration = declaration(app, reference).await;
    let status = declaration["currentStatus"].as_str();
    status.unwrap_or_default().to_owned()
}

/// Its messages, ours and those of customs, in the order they came.
///
/// # Panics
/// When they cannot be read.
pub async fn messages(app: &TestApp, reference: &str) -> Vec<Value> {
    let declaration = declaration(app, reference).await;
    let answer = read(app, &format!("{}/messages", path(&declaration))).await;
    answer["messages"].as_array().cloned().unwrap_or_default()
}

/// Asks for an action on it, and works until all is quiet; returns the HTTP status and the answer.
///
/// # Panics
/// When the server cannot be reached.
pub async fn act(app: &TestApp, reference: &str, action: &str, body: &Value) -> (u16, Value) {
    let declaration = declaration(app, reference).await;
    let path = format!("{}/{action}", path(&declaration));
    let answer = app.post(&path, body).await.expect("an answer");
    app.settle().await.expect("settled");
    answer
}

/// Lets the authority say more about it.
///
/// # Panics
/// When the authority does not know it, or not the words.
pub async fn notify(app: &TestApp, reference: &str, words: &[&str]) {
    let declaration = declaration(app, reference).await;
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    app.authority.notify(lrn, words).expect("told");
    app.settle().await.expect("settled");
}

fn path(declaration: &Value) -> String {
    let id = declaration["id"].as_str().unwrap_or_default();
    format!("/v1/declarations/{id}")
}

async fn read(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
    answer
}
