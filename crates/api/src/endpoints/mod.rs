//! Where is an endpoint?
//!
//! In the file of its name: path, documentation, types and handler. The list that serves them is in
//! [`crate::router`].

pub mod alerts;
pub mod authorization_status;
pub mod check_code;
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
pub mod export_master_data;
pub mod get_code_list;
pub mod get_declaration;
pub mod get_declaration_history;
pub mod get_declaration_item;
pub mod get_declaration_message;
pub mod get_declaration_messages;
pub mod get_declaration_origins;
pub mod get_ingestion;
pub mod get_master_data;
pub mod get_master_data_versions;
pub mod get_subscription;
pub mod goods_arrived;
pub mod health_live;
pub mod health_ready;
pub mod import_code_list;
pub mod import_master_data;
pub mod invalidate;
pub mod master_data_template;
pub mod messages;
pub mod openapi_document;
pub mod receive_message;
pub mod resend;
pub mod search_code_lists;
pub mod search_declarations;
pub mod search_ingestions;
pub mod search_master_data;
pub mod submit;
pub mod subscription_deliveries;
pub mod subscriptions;
pub mod token;
pub mod validate;

mod action;
