//! Where is an endpoint?
//!
//! In the file of its name: path, documentation, types and handler. The list that serves them is in
//! [`crate::router`].

pub mod alerts;
pub mod authorization_status;
pub mod create_article_data_items;
pub mod create_authorisations;
pub mod create_business_partners;
pub mod create_customs_offices;
pub mod create_customs_shipments;
pub mod create_exchange_rates;
pub mod create_guarantees;
pub mod create_locations;
pub mod create_subscription;
pub mod create_value_sets;
pub mod delete_subscription;
pub mod error_page;
pub mod events;
pub mod get_declaration;
pub mod get_declaration_history;
pub mod get_declaration_item;
pub mod get_declaration_message;
pub mod get_declaration_messages;
pub mod get_declaration_origins;
pub mod get_ingestion;
pub mod get_subscription;
pub mod goods_arrived;
pub mod health_live;
pub mod health_ready;
pub mod invalidate;
pub mod messages;
pub mod openapi_document;
pub mod receive_message;
pub mod resend;
pub mod search_declarations;
pub mod search_ingestions;
pub mod submit;
pub mod subscription_deliveries;
pub mod subscriptions;
pub mod token;
pub mod validate;

mod action;
