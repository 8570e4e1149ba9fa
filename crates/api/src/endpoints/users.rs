//! Which people are members of a tenant, and how does one become a member?

use std::collections::{BTreeSet, HashMap};

use anyhow::Context as _;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use cas_model::ids::UserId;
use cas_model::role::{Role, scopes_of};
use cas_model::visibility::VisibleParts;
use cas_store::{MembershipRecord, UserRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{AdminUsers, Authorized, Query, body};
use crate::people::accounts::{NewMember, Rights, add_member};
use crate::people::audit::Doer;
use crate::problem::{FieldProblem, Problem};
use crate::serve::Peer;
use crate::state::ApiState;

/// The parts of the organisation that somebody may see: what belongs to one of the companies, or to
/// one of the plants.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Visible {
    /// Codes of companies, with all their plants.
    companies: BTreeSet<String>,
    /// Codes of plants, whatever company they are of.
    plants: BTreeSet<String>,
}

impl Default for Visible {
    fn default() -> Self {
        VisibleParts::default().into()
    }
}

impl From<VisibleParts> for Visible {
    fn from(parts: VisibleParts) -> Self {
        Self {
            companies: parts.companies,
            plants: parts.plants,
        }
    }
}

impl From<Visible> for VisibleParts {
    fn from(visible: Visible) -> Self {
        Self {
            companies: visible.companies,
            plants: visible.plants,
        }
    }
}

/// The members of a tenant.
#[derive(Serialize, ToSchema)]
pub struct Users {
    /// The members, in the order in which their accounts were made.
    users: Vec<User>,
}

/// A person who is a member of the tenant.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The id of the account, which histories name.
    #[schema(format = Uuid)]
    id: String,
    /// What the person signs in with.
    name: String,
    /// What others know the person by.
    display_name: String,
    /// The names of the roles in this tenant.
    roles: Vec<&'static str>,
    /// The parts of the organisation that the person may see; absent for who sees all.
    #[serde(skip_serializing_if = "Option::is_none")]
    visible: Option<Visible>,
    /// Whether the person has chosen a password.
    has_password: bool,
    /// Whether the account has a second factor.
    has_second_factor: bool,
    /// Whether the person signs in by single sign-on.
    has_single_sign_on: bool,
    /// When the account was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Who made the account.
    created_by: String,
    /// When the account was switched off; absent while it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    disabled_at: Option<String>,
    /// When roles or restriction were last changed.
    #[schema(format = DateTime)]
    changed_at: String,
    /// Who changed them last.
    changed_by: String,
}

impl User {
    /// What is told of a member.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn new(user: UserRecord, membership: MembershipRecord) -> anyhow::Result<Self> {
        let visible = membership.visible.as_ref().map(|visible| visible.get());
        let roles = membership.roles();
        Ok(Self {
            id: user.id.to_string(),
            name: user.name,
            display_name: user.display_name,
            roles: roles.iter().map(|role| role.name()).collect(),
            visible: visible.transpose()?.map(Visible::from),
            has_password: user.password_hash.is_some(),
            has_second_factor: user.totp_key.is_some(),
            has_single_sign_on: user.subject.is_some(),
            created_at: user.created_at.to_string(),
            created_by: user.created_by,
            disabled_at: user.disabled_at.map(|time| time.to_string()),
            changed_at: membership.changed_at.to_string(),
            changed_by: membership.changed_by,
        })
    }
}

/// Lists the people who are members of the tenant.
#[utoipa::path(
    get,
    path = "/v1/users",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    responses((status = 200, description = "The members", body = Users))
)]
pub async fn users(
    authorized: Authorized<AdminUsers>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<Users>, Problem> {
    query.finish()?;
    let memberships = state.store().members(authorized.tenant()).await?;
    let ids: Vec<UserId> = memberships.iter().map(|of| of.user_id).collect();
    let found = state.store().users(&ids).await?.into_iter();
    let mut found: HashMap<UserId, UserRecord> = found.map(|user| (user.id, user)).collect();
    let users = memberships.into_iter().map(|membership| {
        let user = found.remove(&membership.user_id);
        User::new(user.context("a member without an account")?, membership)
    });
    Ok(Json(Users {
        users: users.collect::<anyhow::Result<_>>()?,
    }))
}

/// A person who is to become a member.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewUser {
    /// What the person signs in with: letters, digits and `. - _ @ +`, in any case. An account that
    /// has this name already becomes a member.
    name: String,
    /// What others know the person by; an account that is there keeps its own.
    display_name: String,
    /// The names of roles, at least one: see `GET /v1/roles`.
    roles: Vec<String>,
    /// The parts of the organisation that the person may see; all where it is absent or null. Only
    /// viewers and declarants can be restricted.
    #[serde(default)]
    visible: Option<Visible>,
}

/// Makes a person a member of the tenant, with a new account where there is none of this name. The
/// person chooses a password with a link: `POST /v1/users/{id}/link`. Nobody gives a role that
/// allows what he may not do himself.
#[utoipa::path(
    post,
    path = "/v1/users",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    request_body = NewUser,
    responses((status = 201, description = "The member", body = User))
)]
pub async fn create_user(
    authorized: Authorized<AdminUsers>,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<User>), Problem> {
    query.finish()?;
    let wanted: NewUser = body::small_json(&headers, body).await?;
    let roles = roles_of(&wanted.roles)?;
    must_have_scopes_of(&authorized, &roles)?;
    let new = NewMember {
        tenant: authorized.tenant(),
        name: &wanted.name,
        display_name: &wanted.display_name,
        rights: Rights {
            roles,
            visible: wanted.visible.map(VisibleParts::from),
        },
    };
    let doer = Doer {
        actor: &authorized.caller.actor,
        address: peer.map(|Extension(Peer(address))| address),
    };
    let user = add_member(state.engine(), new, doer).await?;
    let memberships = state.store().memberships_of(user.id).await?.into_iter();
    let mut of_tenant = memberships.filter(|of| of.tenant_id == authorized.tenant());
    let membership = of_tenant.next().context("the membership just made")?;
    Ok((StatusCode::CREATED, Json(User::new(user, membership)?)))
}

/// The roles of names, each once.
///
/// # Errors
/// Names that are none.
pub(super) fn roles_of(names: &[String]) -> Result<Vec<Role>, Problem> {
    let (mut roles, mut errors) = (Vec::with_capacity(names.len()), Vec::new());
    for (at, name) in names.iter().enumerate() {
        match Role::parse(name) {
            Some(role) if !roles.contains(&role) => roles.push(role),
            Some(_) => {}
            None => {
                let known: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
                let message = format!("must be one of {}", known.join(", "));
                errors.push(FieldProblem::new(format!("roles[{at}]"), message));
            }
        }
    }
    match errors.is_empty() {
        true => Ok(roles),
        false => {
            let detail = "nothing was changed";
            Err(Problem::new(codes::INVALID_STRUCTURE, detail).with_errors(errors))
        }
    }
}

/// Lets a caller give only what he may do himself.
pub(super) fn must_have_scopes_of(
    authorized: &Authorized<AdminUsers>,
    roles: &[Role],
) -> Result<(), Problem> {
    let scopes: Vec<&str> = scopes_of(roles).iter().map(|scope| scope.name()).collect();
    authorized.must_have(&scopes)
}
