//! Which messages were exchanged, to which declarations do they belong, and what needs a person?

use cas_model::ids::{DeclarationId, MessageId, SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};

use super::listing::{ListPage, Listing, Share};
use super::page::{ANY_NUMBER, read_page};
use super::visible::and_about_visible;
use super::{Page, by, of_tenant, one_of_tenant};
use crate::db::Query;
use crate::rows::{
    Carrier, ListCount, MESSAGE_HEAD, MessageHead, MessageRecord, MessageSearch, ToldRecord,
};
use crate::store::Store;

/// A message of an identifier: the identifier, the message, its declaration, its state.
pub type IdentifierMatch = (String, MessageId, Option<DeclarationId>, MessageState);

/// ` WHERE …` of the messages about a declaration: a message that tells of several is one's, and
/// stands in the histories of all. By their ids: no index of the tenant's is to be taken.
fn about(messages: Query, tenant: TenantId, declaration: DeclarationId) -> Query {
    messages
        .sql(" WHERE COALESCE(tenant_id, '') = ")
        .bind(&tenant)
        .sql(" AND id IN (SELECT id FROM message WHERE tenant_id = ")
        .bind(&tenant)
        .sql(" AND declaration_id = ")
        .bind(&declaration)
        .sql(" UNION SELECT message_id FROM history WHERE tenant_id = ")
        .bind(&tenant)
        .sql(" AND declaration_id = ")
        .bind(&declaration)
        .sql(" AND message_id IS NOT NULL)")
}

/// Messages without their bytes; conditions follow.
fn heads() -> Query {
    Query::new("SELECT ").sql(MESSAGE_HEAD).sql(" FROM message")
}

impl Store {
    /// Messages of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages(&self, ids: &[MessageId]) -> anyhow::Result<Vec<MessageRecord>> {
        self.db()
            .read_by(ids, |ids| by::<MessageRecord>("id", ids))
            .await
    }

    /// A tenant's message.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message(
        &self,
        tenant: TenantId,
        id: MessageId,
    ) -> anyhow::Result<Option<MessageRecord>> {
        self.db()
            .read_one(one_of_tenant::<MessageRecord>(tenant, &id))
            .await
    }

    /// A tenant's message, without its bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message_head(
        &self,
        tenant: TenantId,
        id: MessageId,
    ) -> anyhow::Result<Option<MessageHead>> {
        let query = heads().sql(" WHERE tenant_id = ").bind(&tenant);
        self.db().read_one(query.and("id =", Some(&id))).await
    }

    /// The messages of a tenant's declaration, in the order they were stored: those that are its
    /// own, and those that told of it among others.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Vec<MessageRecord>> {
        let messages = Query::select::<MessageRecord>();
        let query = about(messages, tenant, declaration).sql(" ORDER BY id");
        self.db().read(query).await
    }

    /// The messages of a tenant's declaration without their bytes, in the order they were stored, a
    /// page of bytes beginning behind one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message_heads_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        behind: Option<MessageId>,
    ) -> anyhow::Result<Page<MessageHead>> {
        let query = about(heads(), tenant, declaration)
            .and("id >", behind.as_ref())
            .sql(" ORDER BY id");
        read_page(self, query, ANY_NUMBER, 0).await
    }

    /// The first message of a tenant's declaration that was not sent yet, without its bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting_message_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Option<MessageHead>> {
        let query = heads()
            .sql(" WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" AND direction = 'outbound' AND state = 'stored' ORDER BY id LIMIT 1");
        self.db().read_one(query).await
    }

    /// A message of a tenant's declaration, as [`Store::messages_of`] has it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        id: MessageId,
    ) -> anyhow::Result<Option<MessageRecord>> {
        let query = about(Query::select::<MessageRecord>(), tenant, declaration)
            .sql(" AND id = ")
            .bind(&id);
        self.db().read_one(query).await
    }

    /// Which messages carried which revisions of a tenant's declaration, in the order they were
    /// stored; without their content, which is large.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn carriers_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Vec<Carrier>> {
        let query = Query::new("SELECT revision, id, message_type FROM message WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" AND revision IS NOT NULL ORDER BY id");
        self.db().read(query).await
    }

    /// A tenant's messages of these identifiers, in the order they were stored.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn match_by_identifier(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        direction: MessageDirection,
        identifiers: &[String],
    ) -> anyhow::Result<Vec<IdentifierMatch>> {
        let query = |identifiers: &[String]| of_identifiers(tenant, system, direction, identifiers);
        let mut found: Vec<IdentifierMatch> = self.db().read_by(identifiers, query).await?;
        found.sort_by_key(|row| row.1);
        Ok(found)
    }

    /// A tenant's messages of these conversations, by the names of the conversations, in the order
    /// they were stored.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn match_by_conversation(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        direction: MessageDirection,
        conversations: &[String],
    ) -> anyhow::Result<Vec<IdentifierMatch>> {
        let query = |names: &[String]| {
            Query::new("SELECT conversation, id, declaration_id, state FROM message WHERE ")
                .sql("tenant_id = ")
                .bind(&tenant)
                .sql(" AND system = ")
                .bind(system)
                .and_in("conversation", names)
                .and("direction =", Some(&direction))
        };
        let mut found: Vec<IdentifierMatch> = self.db().read_by(conversations, query).await?;
        found.sort_by_key(|row| row.1);
        Ok(found)
    }

    /// Of these contents, those that a system told a tenant already, in whatever conversation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn told(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        contents: &[String],
    ) -> anyhow::Result<Vec<ToldRecord>> {
        let query = |contents: &[String]| {
            of_tenant::<ToldRecord>(tenant)
                .sql(" AND system = ")
                .bind(system)
                .and_in("content", contents)
        };
        self.db().read_by(contents, query).await
    }

    /// Of these places, those from which a tenant's messages were fetched already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fetched_from(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        paths: &[String],
    ) -> anyhow::Result<Vec<String>> {
        let query = |paths: &[String]| {
            Query::new("SELECT path FROM message WHERE direction = 'inbound' AND path <> '' AND ")
                .sql("tenant_id = ")
                .bind(&tenant)
                .sql(" AND system = ")
                .bind(system)
                .and_in("path", paths)
        };
        let found: Vec<(String,)> = self.db().read_by(paths, query).await?;
        Ok(found.into_iter().map(|(path,)| path).collect())
    }

    /// A tenant's messages that match without their bytes, the newest first unless the search says
    /// otherwise. Whoever is restricted is shown those of declarations that he may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_messages(
        &self,
        tenant: TenantId,
        search: &MessageSearch,
    ) -> anyhow::Result<ListPage<MessageHead>> {
        let share = Share {
            limit: search.limit,
            offset: search.offset,
        };
        let listing = messages_listed(tenant, search);
        listing.page(self, &search.place, share).await
    }

    /// How many of a tenant's messages match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_messages(
        &self,
        tenant: TenantId,
        search: &MessageSearch,
    ) -> anyhow::Result<ListCount> {
        let listing = messages_listed(tenant, search);
        listing.count(self, &search.place).await
    }
}

fn messages_listed(tenant: TenantId, search: &MessageSearch) -> Listing {
    let mut listing = Listing::of_table("message", MESSAGE_HEAD.to_owned(), tenant);
    if let Some(declaration) = search.declaration {
        listing.scope = about(Query::new(""), tenant, declaration);
        listing.is_few = true;
    }
    let order = search.place.sort.order;
    listing.filter("state", &search.states);
    listing.filter("message_type", &search.types);
    listing.filter("system", &search.systems);
    listing.filter_apart("direction", search.direction.as_slice());
    listing.compare(order, "created_at", ">=", search.created_from.as_ref());
    listing.compare(order, "created_at", "<", search.created_to.as_ref());
    if search.visible.is_some() {
        let shown = Query::new("");
        listing.restrict(and_about_visible(
            shown,
            "message",
            tenant,
            search.visible.as_ref(),
        ));
    }
    listing
}

/// The direction stands in the text, so that the index of that direction is used.
fn of_identifiers(
    tenant: TenantId,
    system: &SystemCode,
    direction: MessageDirection,
    identifiers: &[String],
) -> Query {
    Query::new("SELECT identifier, id, declaration_id, state FROM message WHERE direction = '")
        .sql(direction.as_str())
        .sql("' AND tenant_id = ")
        .bind(&tenant)
        .sql(" AND system = ")
        .bind(system)
        .and_in("identifier", identifiers)
}
