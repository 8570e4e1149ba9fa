//! Looking up to which declarations the numbers of received messages belong.

use std::collections::BTreeSet;

use cas_gateway::{CustomsSystem, Inbound, as_utf8};
use cas_model::ids::{DeclarationId, MessageId, SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_process::customs::{KnownNumbers, OwnMessage, Telling};
use cas_store::{DeclarationRecord, NumberColumn};

use crate::Engine;

/// Something that a message says, and the conversation that it came in.
pub(crate) type Said<'m> = (&'m Inbound, Option<&'m str>);

/// Looks up all numbers of what some messages say at once.
pub(crate) async fn load_numbers(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    said: &[Said<'_>],
) -> anyhow::Result<KnownNumbers> {
    let mut known = KnownNumbers::default();
    let mut declarations: BTreeSet<DeclarationId> = BTreeSet::new();
    load_own_messages(engine, tenant, system, said, &mut known).await?;
    let own = known.conversations.values().chain(known.own.values());
    declarations.extend(own.filter_map(|own| own.declaration));
    for (column, numbers) in numbers_of(said) {
        let store = engine.store();
        let rows = store.declarations_at(tenant, system, column, &numbers);
        for row in rows.await? {
            declarations.remove(&row.id);
            known.hold(&row);
        }
    }
    let declarations: Vec<DeclarationId> = declarations.into_iter().collect();
    let rows: Vec<DeclarationRecord> = engine.store().declarations(&declarations).await?;
    rows.iter().for_each(|row| known.hold(row));
    load_told(engine, tenant, system, said, &mut known).await?;
    Ok(known)
}

/// Adds what persons say that these messages are about.
pub(crate) async fn load_assignments(
    engine: &Engine,
    tenant: TenantId,
    messages: &[MessageId],
    known: &mut KnownNumbers,
) -> anyhow::Result<()> {
    let store = engine.store();
    let assignments = store.assignments(tenant, messages).await?;
    for assigned in assignments {
        let declaration = store.declaration(tenant, assigned.declaration_id).await?;
        if let Some(declaration) = declaration {
            known.assign_message(assigned.message_id, &declaration);
        }
    }
    Ok(())
}

/// The messages of ours that others answer.
async fn load_own_messages(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    said: &[Said<'_>],
    known: &mut KnownNumbers,
) -> anyhow::Result<()> {
    let (store, direction) = (engine.store(), MessageDirection::Outbound);
    let conversations = said.iter().filter_map(|(_, name)| name.map(str::to_owned));
    let conversations = distinct(conversations);
    let begun = store.match_by_conversation(tenant, system, direction, &conversations);
    for (conversation, id, declaration, _) in begun.await? {
        let own = OwnMessage { id, declaration };
        known.conversations.insert(conversation, own);
    }
    let answered = said.iter().flat_map(|(message, _)| {
        let named = &message.correlation;
        // Some customs name what they answer by the number of our message.
        [&named.correlation_identifier, &named.lrn]
    });
    let answered = distinct(answered.flatten().cloned());
    let own = store.match_by_identifier(tenant, system, direction, &answered);
    for (identifier, id, declaration, _) in own.await? {
        let own = OwnMessage { id, declaration };
        known.own.insert(identifier, own);
    }
    Ok(())
}

/// The numbers of declarations that are told, by where they are kept.
fn numbers_of(said: &[Said<'_>]) -> [(NumberColumn, Vec<String>); 4] {
    let mut arcs = Vec::new();
    let (mut lrns, mut mrns) = (Vec::new(), Vec::new());
    let mut consignments = Vec::new();
    for (message, _) in said {
        let (named, facts) = (&message.correlation, &message.facts);
        lrns.extend(named.lrn.clone());
        consignments.extend(named.consignment.clone());
        mrns.extend([&named.mrn, &facts.mrn].into_iter().flatten().cloned());
        arcs.extend([&named.arc, &facts.arc].into_iter().flatten().cloned());
        let opening = message.opening.as_ref();
        arcs.extend(opening.and_then(|opening| opening.split_from.clone()));
    }
    [
        (NumberColumn::Lrn, distinct(lrns)),
        (NumberColumn::Mrn, distinct(mrns)),
        (NumberColumn::Arc, distinct(arcs)),
        (NumberColumn::Consignment, distinct(consignments)),
    ]
}

/// What of it was told before. What was read before contents were noted is known by the identifier
/// of its message, and read again to compare.
async fn load_told(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    said: &[Said<'_>],
    known: &mut KnownNumbers,
) -> anyhow::Result<()> {
    let store = engine.store();
    let contents = distinct(
        said.iter()
            .filter_map(|(message, _)| message.content.clone()),
    );
    for row in store.told(tenant, system, &contents).await? {
        let (conversation, content) = (row.conversation, row.content);
        let telling = Telling {
            conversation,
            content,
        };
        known.record_telling(telling, row.message_id);
    }
    let is_new = |(message, conversation): &&Said<'_>| {
        let telling = Telling::from_message(message, *conversation);
        telling.is_none_or(|telling| known.teller(&telling).is_none())
    };
    let identifiers = said.iter().filter(is_new);
    let identifiers = distinct(identifiers.filter_map(|(message, _)| message.identifier.clone()));
    let direction = MessageDirection::Inbound;
    let found = store.match_by_identifier(tenant, system, direction, &identifiers);
    let read = found.await?.into_iter();
    let read = read.filter(|(.., state)| *state == MessageState::Interpreted);
    let read: Vec<MessageId> = read.map(|(_, id, ..)| id).collect();
    let reader = engine.registry().get(system);
    for earlier in store.messages(&read).await? {
        let conversation = earlier.conversation.as_deref();
        let text = as_utf8(&earlier.body, &earlier.content_type).unwrap_or_default();
        for telling in tellings(reader, &text, conversation) {
            if known.teller(&telling).is_none() {
                known.record_telling(telling, earlier.id);
            }
        }
    }
    Ok(())
}

fn tellings(
    system: Option<&dyn CustomsSystem>,
    body: &[u8],
    conversation: Option<&str>,
) -> Vec<Telling> {
    let decoded = system.and_then(|system| system.decode(body).ok());
    let said = decoded.map(|decoded| decoded.said).unwrap_or_default();
    said.iter()
        .filter_map(|message| Telling::from_message(message, conversation))
        .collect()
}

fn distinct(numbers: impl IntoIterator<Item = String>) -> Vec<String> {
    let numbers: BTreeSet<String> = numbers.into_iter().collect();
    numbers.into_iter().collect()
}
