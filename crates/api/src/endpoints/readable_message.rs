//! What does a message say, for somebody who does not read XML?

use axum::Json;
use axum::extract::{Path, State};
use cas_engine::readable::{ReadableElement, ReadableMessage};
use cas_model::form;
use cas_model::ids::MessageId;
use cas_process::code_lists::words_of;
use cas_process::forms::lists_of;
use serde::Serialize;
use utoipa::ToSchema;

use super::declaration_messages::{Message, masked};
use crate::extract::{Authorized, Query, ReadMessages, path_id};
use crate::form_answer::Texts;
use crate::masking::Sight;
use crate::problem::Problem;
use crate::state::ApiState;

const WHAT: &str = "message";

/// A message as people read it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadableAnswer {
    /// What is known of the message, with the attempts to send it.
    message: Message,
    /// The root element; absent where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<ElementAnswer>,
    /// How many of its elements are left out: 10,000 are shown.
    elements_left_out: usize,
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
}

/// An element of a message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ElementAnswer {
    /// Its name in the message, without prefix.
    #[schema(example = "descriptionOfGoods")]
    element: String,
    /// What it is called: as our field is that stands there, else its name in words.
    label: ElementLabel,
    /// The path of that field below the document, without numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What stands in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What that means, where it is a code of a list that is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    value_label: Option<Texts>,
    /// What the element says in attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<AttributeAnswer>,
    /// The elements inside, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    elements: Vec<ElementAnswer>,
}

/// What an element is called.
#[derive(Serialize, ToSchema)]
pub struct ElementLabel {
    /// The words in English.
    #[schema(example = "Description of goods")]
    en: String,
    /// In German, where our field is known that stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    de: Option<String>,
}

/// An attribute of an element.
#[derive(Serialize, ToSchema)]
pub struct AttributeAnswer {
    /// Its name in the message.
    #[schema(example = "unitCode")]
    name: String,
    /// What the attribute says.
    value: String,
}

/// Shows a message exchanged with customs as the tree of its elements, each with the words of our field
/// that stands there or with its name in words, and the attempts to send it. Without the scope
/// `read:accessCodes`, access codes of guarantees are masked in it.
#[utoipa::path(
    get,
    path = "/v1/messages/{messageId}/readable",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(("messageId" = String, Path, description = "The message")),
    responses((status = 200, description = "What it says", body = ReadableAnswer))
)]
pub async fn readable_message(
    authorized: Authorized<ReadMessages>,
    sight: Sight,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<ReadableAnswer>, Problem> {
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let unknown = || Problem::not_found(WHAT);
    let id = MessageId(path_id(&id, WHAT)?);
    let row = store.message(tenant, id).await?.ok_or_else(unknown)?;
    let declaration = match row.declaration_id {
        Some(declaration) => Some(authorized.declaration(&state, declaration).await?),
        // What is of no declaration is shown to those alone who are shown all.
        None if authorized.visible.is_some() => return Err(unknown()),
        None => None,
    };
    let head = store.message_head(tenant, id).await?.ok_or_else(unknown)?;
    let body = match sight.sees_access_codes() {
        true => row.body,
        false => masked(&state, declaration.as_ref(), row.body).await?,
    };
    // A long message is no work for the threads that serve others.
    let engine = state.engine().clone();
    let read = move || {
        let read = engine.readable_message(&row.system, &row.content_type, &body)?;
        let shown = |it: ReadableMessage| (ElementAnswer::new(&it.root), it.left_out);
        anyhow::Ok(read.map(shown))
    };
    let read = tokio::task::spawn_blocking(read).await;
    let (content, elements_left_out, unread) = match read.map_err(anyhow::Error::from)?? {
        Ok((content, left_out)) => (Some(content), left_out, None),
        Err(error) => (None, 0, Some(error.to_string())),
    };
    Ok(Json(ReadableAnswer {
        message: Message::try_from(head).map_err(anyhow::Error::from)?,
        content,
        elements_left_out,
        unread,
    }))
}

impl ElementAnswer {
    fn new(element: &ReadableElement) -> Self {
        let field = element.field.as_deref().and_then(form::find);
        let label = match field {
            Some(field) => ElementLabel {
                en: field.label.en.to_owned(),
                de: Some(field.label.de.to_owned()),
            },
            None => ElementLabel {
                en: in_words(&element.name),
                de: None,
            },
        };
        let value = element.text.as_deref();
        let lists = field.map(|field| lists_of(field, None, None));
        let value_label = value.and_then(|value| {
            let lists = lists.iter().flatten();
            let whole = lists.filter(|list| !list.with_category);
            whole.filter_map(|list| words_of(list.list, value)).next()
        });
        Self {
            element: element.name.clone(),
            label,
            field: field.map(|field| field.path.clone()),
            value: element.text.clone(),
            value_label: value_label.map(Into::into),
            attributes: element
                .attributes
                .iter()
                .map(|(name, value)| AttributeAnswer {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
            elements: element.children.iter().map(Self::new).collect(),
        }
    }
}

/// The name of an element in words: `descriptionOfGoods` is "Description of goods".
fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut before = None;
    let mut signs = name.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_begin = sign.is_uppercase() && before.is_some_and(char::is_lowercase);
        let ends_capitals = sign.is_uppercase()
            && before.is_some_and(char::is_uppercase)
            && signs.peek().copied().is_some_and(char::is_lowercase);
        let is_separator = matches!(sign, '_' | '-' | '.');
        if (is_begin || ends_capitals || is_separator) && !words.is_empty() {
            words.push(' ');
        }
        if !is_separator {
            let stays = words.is_empty()
                || signs.peek().copied().is_some_and(char::is_uppercase)
                || (before.is_some_and(is_of_code) && !ends_capitals);
            match (words.is_empty(), stays) {
                (true, _) => words.extend(sign.to_uppercase()),
                (false, true) => words.push(sign),
                (false, false) => words.extend(sign.to_lowercase()),
            }
        }
        before = Some(sign);
    }
    words
}

/// Whether capitals go on behind it: `CC015C`.
fn is_of_code(sign: char) -> bool {
    sign.is_uppercase() || sign.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn names_are_split_into_words() {
        for (name, words) in [
            ("descriptionOfGoods", "Description of goods"),
            ("CC015C", "CC015C"),
            ("LRN", "LRN"),
            ("ExciseProductCode", "Excise product code"),
            ("UCRNumber", "UCR number"),
            ("identificationNumber", "Identification number"),
            ("customsOfficeOfDeparture", "Customs office of departure"),
            ("", ""),
        ] {
            assert_eq!(in_words(name), words);
        }
    }
}
