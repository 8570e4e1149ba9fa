//! Where is an endpoint?
//!
//! In the file of its name: path, documentation, types and handler. The list that serves them is in
//! [`crate::router`].

pub mod alerts;
pub mod analyse_table;
pub mod authorization_status;
pub mod configuration_names;
pub mod configuration_versions;
pub mod connections;
pub mod create_article_data_items;
pub mod create_business_partners;
pub mod create_customs_shipments;
pub mod create_subscription;
pub mod delete_configuration_draft;
pub mod delete_connection;
pub mod delete_subscription;
pub mod error_page;
pub mod evaluate_table;
pub mod events;
pub mod export_configuration;
pub mod export_table;
pub mod get_configuration_version;
pub mod get_connection;
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
pub mod import_configuration;
pub mod import_table;
pub mod invalidate;
pub mod messages;
pub mod openapi_document;
pub mod publish_configuration_draft;
pub mod put_connection;
pub mod receive_message;
pub mod resend;
pub mod retire_configuration_version;
pub mod save_configuration_draft;
pub mod search_declarations;
pub mod search_ingestions;
pub mod submit;
pub mod subscription_deliveries;
pub mod subscriptions;
pub mod test_table;
pub mod token;
pub mod validate;

mod action;
