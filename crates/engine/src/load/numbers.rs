//! Looking up to which declarations the numbers of received messages belong.

use cas_gateway::Inbound;
use cas_model::ids::{SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_process::customs::KnownNumbers;

use crate::Engine;

/// Looks up all numbers of some messages at once.
pub(crate) async fn load_numbers(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    messages: &[&Inbound],
    conversations: &[String],
) -> anyhow::Result<KnownNumbers> {
    let store = engine.store();
    let collect = |pick: fn(&Inbound) -> Option<&String>| -> Vec<String> {
        messages
            .iter()
            .filter_map(|message| pick(message).cloned())
            .collect()
    };
    let answered = collect(|message| message.correlation.correlation_identifier.as_ref());
    let lrns = collect(|message| message.correlation.lrn.as_ref());
    let mrns = collect(|message| message.correlation.mrn.as_ref());
    let mut arcs = collect(|message| message.correlation.arc.as_ref());
    arcs.extend(collect(|message| {
        message.opening.as_ref()?.split_from.as_ref()
    }));
    let own = collect(|message| message.identifier.as_ref());
    let mut known = KnownNumbers::default();
    for (conversation, id, declaration, _) in store
        .match_by_conversation(tenant, system, MessageDirection::Outbound, conversations)
        .await?
    {
        known.conversations.insert(conversation, (id, declaration));
    }
    for (identifier, id, declaration, _) in store
        .match_by_identifier(tenant, system, MessageDirection::Outbound, &answered)
        .await?
    {
        known.ours.insert(identifier.clone(), id);
        known
            .identifiers
            .extend(declaration.map(|declaration| (identifier, declaration)));
    }
    known
        .lrns
        .extend(store.declarations_by_lrn(tenant, system, &lrns).await?);
    known
        .mrns
        .extend(store.declarations_by_mrn(tenant, system, &mrns).await?);
    known
        .arcs
        .extend(store.declarations_by_arc(tenant, system, &arcs).await?);
    for (identifier, id, _, state) in store
        .match_by_identifier(tenant, system, MessageDirection::Inbound, &own)
        .await?
    {
        if state == MessageState::Interpreted {
            known.seen.insert(identifier, id);
        }
    }
    Ok(known)
}
