//! How do answers reach the trader? One task works on each conversation, so that its answers come
//! in order; an answer that does not get through is repeated until it does.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;

use crate::answer::{Outgoing, Wait, Work};
use crate::conversation::Key;
use crate::mailbox::Letter;
use crate::script::Word;
use crate::settings::Delivery;
use crate::shared::{HostedSystem, Shared};

/// How long the trader may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What became of an attempt.
enum Attempt {
    Delivered,
    Refused(StatusCode),
    Failed(String),
}

/// The client for callbacks: kept connections, no proxy, no redirects.
pub(crate) fn client(connections: usize) -> anyhow::Result<reqwest::Client> {
    // Another part of the process may have installed its provider before; either will do.
    let installed = rustls::crypto::ring::default_provider().install_default();
    tracing::trace!(
        first = installed.is_ok(),
        "the crypto provider is installed"
    );
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(TIMEOUT)
        .tcp_nodelay(true)
        .pool_max_idle_per_host(connections)
        .build()
        .context("the client for callbacks cannot be built")
}

/// Says more about a declaration, unasked.
pub(crate) fn notify(
    shared: &Arc<Shared>,
    place: usize,
    lrn: &str,
    words: &[Word],
) -> Result<(), String> {
    let key = shared.hosted(place).office().notify(lrn, words)?;
    if let Some(key) = key {
        work_on(shared, place, key);
    }
    Ok(())
}

/// Starts the work on a conversation.
pub(crate) fn work_on(shared: &Arc<Shared>, place: usize, key: Key) {
    shared.working.send_modify(|working| *working += 1);
    tokio::spawn(work(Arc::clone(shared), place, key));
}

/// Works on a conversation until nothing is pending or the authority stops.
async fn work(shared: Arc<Shared>, place: usize, key: Key) {
    let mut stopped = shared.stopped.clone();
    tokio::select! {
        () = answer(&shared, place, &key) => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
    shared.working.send_modify(|working| *working -= 1);
}

async fn answer(shared: &Shared, place: usize, key: &Key) {
    let hosted = shared.hosted(place);
    loop {
        // Taken in its own statement: the lock must not be held while posting.
        let work = hosted.office().next(key);
        match work {
            None => return,
            Some(Work::Wait(wait)) => pause(duration(wait, shared)).await,
            Some(Work::Post(draft)) => {
                pause(shared.settings.speed.between()).await;
                let outgoing = hosted.system.outgoing(&draft);
                hosted.office().note(key, &outgoing);
                let target = shared.settings.callback.target(&outgoing.recipient);
                if outgoing.is_pulled || target.delivery == Delivery::Pull {
                    keep(hosted, &outgoing);
                    continue;
                }
                for _ in 0..outgoing.copies {
                    deliver(shared, hosted, &outgoing).await;
                }
            }
        }
    }
}

fn duration(wait: Wait, shared: &Shared) -> Duration {
    match wait {
        Wait::Review => shared.settings.speed.review(),
        Wait::Milliseconds(milliseconds) => Duration::from_millis(milliseconds.into()),
    }
}

async fn pause(duration: Duration) {
    if !duration.is_zero() {
        tokio::time::sleep(duration).await;
    }
}

/// Keeps an answer until the trader fetches it.
fn keep(hosted: &HostedSystem, outgoing: &Outgoing) {
    hosted.office().mailbox.keep(Letter {
        name: outgoing.identification.clone(),
        headers: outgoing.headers.clone(),
        body: outgoing.body.clone(),
    });
}

/// Posts an answer until the trader takes it or refuses it for good.
async fn deliver(shared: &Shared, hosted: &HostedSystem, outgoing: &Outgoing) {
    let message = outgoing.message;
    for failed in 1.. {
        match attempt(shared, outgoing).await {
            Attempt::Delivered => {
                hosted.office().counts.delivered += 1;
                return;
            }
            Attempt::Refused(status) => {
                let address = address_of(shared, outgoing);
                tracing::warn!(message, %status, address, "the trader refuses an answer for good");
                hosted.office().counts.refused += 1;
                return;
            }
            Attempt::Failed(reason) => {
                let wait = shared.settings.callback_retry.wait(failed);
                tracing::debug!(message, reason, ?wait, "an answer did not get through");
                hosted.office().counts.retried += 1;
                pause(wait).await;
            }
        }
    }
}

/// Where an answer is posted to.
fn address_of(shared: &Shared, outgoing: &Outgoing) -> String {
    let target = shared.settings.callback.target(&outgoing.recipient);
    target.address(outgoing.system, &outgoing.recipient)
}

async fn attempt(shared: &Shared, outgoing: &Outgoing) -> Attempt {
    let Ok(_permit) = shared.permits.acquire().await else {
        return Attempt::Failed("the authority stops".to_owned());
    };
    let target = shared.settings.callback.target(&outgoing.recipient);
    let mut request = shared
        .client
        .post(target.address(outgoing.system, &outgoing.recipient))
        .header(CONTENT_TYPE, "application/xml")
        .body(outgoing.body.clone());
    for (name, value) in &outgoing.headers {
        request = request.header(*name, value);
    }
    if let Some(secret) = &target.secret {
        request = request.bearer_auth(secret);
    }
    match request.send().await {
        Ok(response) => judge(response).await,
        Err(error) => Attempt::Failed(format!("{error:#}")),
    }
}

/// What a status means: a server that is down or busy is asked again, a refusal is final.
async fn judge(response: reqwest::Response) -> Attempt {
    let status = response.status();
    // The body is read so that the connection can be used again.
    if let Err(error) = response.bytes().await {
        return Attempt::Failed(format!("the answer broke off: {error}"));
    }
    let is_temporary = status.is_server_error()
        || matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
        );
    if status.is_success() {
        Attempt::Delivered
    } else if is_temporary {
        Attempt::Failed(status.to_string())
    } else {
        Attempt::Refused(status)
    }
}
