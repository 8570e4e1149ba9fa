//! What may be done about one member of a tenant?

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use cas_model::ids::UserId;
use cas_model::role::scopes_of;
use cas_model::scope::Scope;
use cas_model::visibility::VisibleParts;
use cas_store::{MembershipRecord, UserRecord};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::users::{User, Visible, must_have_scopes_of, roles_of};
use crate::codes;
use crate::extract::{AdminUsers, Authorized, Query, body, path_id};
use crate::identity::Credential;
use crate::people::accounts::{
    AccountState, MemberChange, Rights, change_member, remove_member, switch_account,
};
use crate::people::audit::Doer;
use crate::people::{SecondFactor, link_address, make_link};
use crate::problem::Problem;
use crate::serve::Peer;
use crate::state::ApiState;

/// A member of the caller's tenant, and the caller, who manages people there. No parameters.
pub struct Member {
    authorized: Authorized<AdminUsers>,
    user: UserRecord,
    membership: MembershipRecord,
    /// All that the person is a member of.
    memberships: Vec<MembershipRecord>,
    address: Option<std::net::IpAddr>,
}

impl FromRequestParts<ApiState> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let authorized = Authorized::<AdminUsers>::from_request_parts(parts, state).await?;
        let Ok(query) = Query::from_request_parts(parts, state).await;
        let path = Path::<String>::from_request_parts(parts, state).await;
        query.finish()?;
        let unknown = || Problem::not_found("user");
        let Path(id) = path.map_err(|_| unknown())?;
        let id = UserId(path_id(&id, "user")?);
        let memberships = state.store().memberships_of(id).await?;
        let mut own = memberships.iter();
        let membership = own.find(|of| of.tenant_id == authorized.tenant());
        let membership = membership.cloned().ok_or_else(unknown)?;
        let user = state.store().user(id).await?.ok_or_else(unknown)?;
        let peer = parts.extensions.get::<Peer>();
        Ok(Self {
            authorized,
            user,
            membership,
            memberships,
            address: peer.map(|Peer(address)| *address),
        })
    }
}

impl Member {
    fn doer(&self) -> Doer<'_> {
        Doer {
            actor: &self.authorized.caller.actor,
            address: self.address,
        }
    }

    /// Lets only go on who manages people in every tenant that the account reaches, and may himself
    /// do what the person may.
    fn must_be_own(&self) -> Result<(), Problem> {
        let manages = |tenant| match &self.authorized.credential {
            Credential::Token { .. } => tenant == self.authorized.tenant(),
            Credential::Session { memberships, .. } => memberships.iter().any(|of| {
                of.tenant_id == tenant && scopes_of(&of.roles()).contains(&Scope::AdminUsers)
            }),
        };
        if !self.memberships.iter().all(|of| manages(of.tenant_id)) {
            let detail = "the account is a member of tenants whose people the caller does not \
                          manage; only roles and visible can be changed";
            return Err(Problem::new(codes::ACCOUNT_OF_OTHERS, detail));
        }
        must_have_scopes_of(&self.authorized, &self.membership.roles())
    }

    /// The member as it stands now.
    async fn answer(&self, state: &ApiState) -> Result<Json<User>, Problem> {
        let gone = || Problem::not_found("user");
        let user = state.store().user(self.user.id).await?.ok_or_else(gone)?;
        let memberships = state.store().memberships_of(user.id).await?.into_iter();
        let mut own = memberships.filter(|of| of.tenant_id == self.authorized.tenant());
        let membership = own.next().ok_or_else(gone)?;
        Ok(Json(User::new(user, membership)?))
    }
}

/// Reads a member of the tenant.
#[utoipa::path(
    get,
    path = "/v1/users/{id}",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("id" = String, Path, description = "The account")),
    responses((status = 200, description = "The member", body = User))
)]
pub async fn get_user(member: Member) -> Result<Json<User>, Problem> {
    Ok(Json(User::new(member.user, member.membership)?))
}

/// What is to be changed of a member; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserChange {
    /// What others know the person by.
    #[serde(default)]
    display_name: Option<String>,
    /// The names of all roles that the person is to have.
    #[serde(default)]
    roles: Option<Vec<String>>,
    /// The parts of the organisation that the person may see; null for all.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Visible>)]
    visible: Option<Option<Visible>>,
}

/// What is present may be null, which is not the same as absent.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<Visible>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Changes what a member may do and see in this tenant, and the name that others know the person
/// by. Nobody gives a role, or takes one away, that allows what he may not do himself.
#[utoipa::path(
    patch,
    path = "/v1/users/{id}",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("id" = String, Path, description = "The account")),
    request_body = UserChange,
    responses((status = 200, description = "The member, changed", body = User))
)]
pub async fn patch_user(
    member: Member,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<User>, Problem> {
    let wanted: UserChange = body::small_json(&headers, body).await?;
    let before = &member.membership;
    let mut change = MemberChange::default();
    if wanted.roles.is_some() || wanted.visible.is_some() {
        must_have_scopes_of(&member.authorized, &before.roles())?;
        let roles = match &wanted.roles {
            Some(names) => roles_of(names)?,
            None => before.roles(),
        };
        must_have_scopes_of(&member.authorized, &roles)?;
        let visible = match wanted.visible {
            Some(visible) => visible.map(VisibleParts::from),
            None => {
                let stored = before.visible.as_ref().map(|visible| visible.get());
                stored.transpose().map_err(anyhow::Error::from)?
            }
        };
        change.rights = Some(Rights { roles, visible });
    }
    if wanted.display_name.is_some() {
        member.must_be_own()?;
        change.display_name = wanted.display_name;
    }
    let tenant = member.authorized.tenant();
    change_member(state.engine(), &member.user, tenant, &change, member.doer()).await?;
    member.answer(&state).await
}

/// Ends the membership of a person in this tenant. An account that is a member of no other is
/// deleted with its sessions; histories keep the name.
#[utoipa::path(
    delete,
    path = "/v1/users/{id}",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("id" = String, Path, description = "The account")),
    responses((status = 204, description = "The person is no member any more"))
)]
pub async fn delete_user(
    member: Member,
    State(state): State<ApiState>,
) -> Result<StatusCode, Problem> {
    must_have_scopes_of(&member.authorized, &member.membership.roles())?;
    let tenant = member.authorized.tenant();
    remove_member(state.engine(), &member.user, tenant, member.doer()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Switches an account off: its sessions end, and nobody signs in to it.
#[utoipa::path(
    post,
    path = "/v1/users/{id}/disable",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("id" = String, Path, description = "The account")),
    responses((status = 200, description = "It is off", body = User))
)]
pub async fn disable_user(
    member: Member,
    State(state): State<ApiState>,
) -> Result<Json<User>, Problem> {
    member.must_be_own()?;
    let (engine, user) = (state.engine(), &member.user);
    switch_account(engine, user, AccountState::Off, member.doer()).await?;
    member.answer(&state).await
}

/// Switches an account on again, with the password and the second factor it had.
#[utoipa::path(
    post,
    path = "/v1/users/{id}/enable",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("id" = String, Path, description = "The account")),
    responses((status = 200, description = "It is on", body = User))
)]
pub async fn enable_user(
    member: Member,
    State(state): State<ApiState>,
) -> Result<Json<User>, Problem> {
    member.must_be_own()?;
    let (engine, user) = (state.engine(), &member.user);
    switch_account(engine, user, AccountState::On, member.doer()).await?;
    member.answer(&state).await
}

/// What a link is to do.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UserLinkRequest {
    /// Whether its use also takes the second factor away: for who lost it.
    reset_second_factor: bool,
}

/// A link with which a person chooses a password.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserLink {
    /// The link, which is shown only now: hand it to the person, and to nobody else.
    link: String,
    /// Until when it is good.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Makes a link with which a person chooses a password: an invitation, or a new password for one
/// that was forgotten. It is good once and for 24 hours; earlier ones end.
#[utoipa::path(
    post,
    path = "/v1/users/{id}/link",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(("id" = String, Path, description = "The account")),
    request_body = UserLinkRequest,
    responses((status = 201, description = "The link", body = UserLink))
)]
pub async fn create_user_link(
    member: Member,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<UserLink>), Problem> {
    let request: UserLinkRequest = body::json_or_default(&headers, body, body::SMALL).await?;
    member.must_be_own()?;
    let second_factor = match request.reset_second_factor {
        true => SecondFactor::TakenAway,
        false => SecondFactor::Stays,
    };
    let made = make_link(state.engine(), &member.user, second_factor, member.doer()).await?;
    let link = UserLink {
        link: link_address(&state.settings().issuer, &made.secret),
        expires_at: made.row.expires_at.to_string(),
    };
    Ok((StatusCode::CREATED, Json(link)))
}
