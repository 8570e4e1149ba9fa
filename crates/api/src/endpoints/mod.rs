//! Which endpoints are there, and where?
//!
//! In the file of its name, or of what it is about: path, documentation, types and handler. A line
//! below serves it; those of actions and of kinds of master data come from their lists.

pub mod action;
pub mod activity;
pub mod add_table_test;
pub mod alerts;
pub mod analyse_table;
pub mod attachment;
pub mod attachments;
pub mod audit;
pub mod authorization_status;
pub mod bulk;
pub mod change_client;
pub mod change_subscription;
pub mod check_code;
pub mod check_draft;
pub mod clients;
pub mod compare_declaration_revisions;
pub mod compare_tables;
pub mod configuration_drafts;
pub mod configuration_insight;
pub mod configuration_names;
pub mod configuration_reviews;
pub mod configuration_versions;
pub mod connection_state;
pub mod connections;
pub mod count_declarations;
pub mod create_customs_shipments;
pub mod create_master_data;
pub mod create_shipment_events;
pub mod create_subscription;
pub mod dead_tasks;
pub mod decide_message;
pub mod declaration;
pub mod declaration_items;
pub mod declaration_messages;
pub mod declaration_revisions;
pub mod declaration_types;
pub mod declaration_work;
pub mod documentation;
mod edit;
pub mod evaluate_table;
pub mod events;
pub mod explain_field;
pub mod explain_table;
pub mod export_configuration;
pub mod export_declarations;
pub mod export_master_data;
pub mod export_table;
pub mod fields;
pub mod figures;
mod found_declarations;
pub mod get_action;
pub mod get_code_list;
pub mod get_customs_shipment;
pub mod get_declaration_history;
pub mod get_declaration_origins;
pub mod get_ingestion;
pub mod get_ingestion_payload;
pub mod get_origin_chain;
pub mod get_related_declarations;
pub mod health;
pub mod import_code_list;
pub mod import_configuration;
pub mod import_master_data;
pub mod import_table;
pub mod master_data;
pub mod messages;
pub mod nomenclature_change;
pub mod note;
pub mod notes;
pub mod own_account;
pub mod people;
pub mod presence;
pub mod process_ingestion_again;
pub mod read_declaration;
pub mod readable_message;
pub mod receive_message;
pub mod replay_deliveries;
pub mod replay_flow;
pub mod replay_rules;
pub mod replay_table;
pub mod roles;
pub mod saved_views;
pub mod search_code_lists;
pub mod search_customs_shipments;
pub mod search_declarations;
pub mod search_ingestions;
pub mod search_master_data;
pub mod session;
pub mod sign_on;
pub mod stream_events;
pub mod subscription_deliveries;
pub mod subscriptions;
pub mod systems;
pub mod table_hits;
pub mod test_connection;
pub mod test_table;
pub mod token;
pub mod try_flow;
pub mod try_table;
pub mod user;
pub mod users;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// Adds the endpoints that have a handler of their own.
pub fn own_endpoints(router: OpenApiRouter<ApiState>) -> OpenApiRouter<ApiState> {
    router
        .routes(routes!(token::token))
        .routes(routes!(authorization_status::authorization_status))
        .routes(routes!(clients::clients, clients::create_client))
        .routes(routes!(change_client::patch_client))
        .routes(routes!(change_client::disable))
        .routes(routes!(change_client::enable))
        .routes(routes!(change_client::rotate))
        .routes(routes!(
            create_customs_shipments::create_customs_shipments,
            search_customs_shipments::search_customs_shipments
        ))
        .routes(routes!(get_customs_shipment::get_customs_shipment))
        .routes(routes!(
            session::sign_in,
            session::get_session,
            session::sign_out
        ))
        .routes(routes!(sign_on::sign_on))
        .routes(routes!(sign_on::sign_on_callback))
        .routes(routes!(own_account::use_sign_in_link))
        .routes(routes!(own_account::change_password))
        .routes(routes!(
            own_account::offer_second_factor,
            own_account::confirm_second_factor,
            own_account::end_second_factor
        ))
        .routes(routes!(roles::roles))
        .routes(routes!(audit::audit))
        .routes(routes!(audit::export_audit))
        .routes(routes!(audit::verify_audit))
        .routes(routes!(users::users, users::create_user))
        .routes(routes!(user::get_user, user::patch_user, user::delete_user))
        .routes(routes!(user::disable_user))
        .routes(routes!(user::enable_user))
        .routes(routes!(user::create_user_link))
        .routes(routes!(create_shipment_events::create_shipment_events))
        .routes(routes!(read_declaration::read_declaration))
        .routes(routes!(search_ingestions::search_ingestions))
        .routes(routes!(get_ingestion::get_ingestion))
        .routes(routes!(get_ingestion_payload::get_ingestion_payload))
        .routes(routes!(process_ingestion_again::process_ingestion_again))
        .routes(routes!(search_master_data::search_master_data))
        .routes(routes!(master_data::get_master_data))
        .routes(routes!(master_data::get_master_data_versions))
        .routes(routes!(import_master_data::import_master_data))
        .routes(routes!(export_master_data::export_master_data))
        .routes(routes!(export_master_data::master_data_template))
        .routes(routes!(search_code_lists::search_code_lists))
        .routes(routes!(get_code_list::get_code_list))
        .routes(routes!(import_code_list::import_code_list))
        .routes(routes!(check_code::check_code))
        .routes(routes!(search_declarations::search_declarations))
        .routes(routes!(count_declarations::count_declarations))
        .routes(routes!(
            declaration::get_declaration,
            declaration::patch_declaration
        ))
        .routes(routes!(bulk::bulk_runs, bulk::create_bulk))
        .routes(routes!(bulk::get_bulk))
        .routes(routes!(figures::get_figures))
        .routes(routes!(export_declarations::export_declarations))
        .routes(routes!(
            saved_views::saved_views,
            saved_views::create_saved_view
        ))
        .routes(routes!(
            saved_views::put_saved_view,
            saved_views::delete_saved_view
        ))
        .routes(routes!(get_action::get_action))
        .routes(routes!(get_declaration_history::get_declaration_history))
        .routes(routes!(get_related_declarations::get_related_declarations))
        .routes(routes!(declaration_messages::get_declaration_messages))
        .routes(routes!(declaration_messages::get_declaration_message))
        .routes(routes!(get_declaration_origins::get_declaration_origins))
        .routes(routes!(explain_field::explain_field))
        .routes(routes!(get_origin_chain::get_origin_chain))
        .routes(routes!(declaration_items::create_declaration_item))
        .routes(routes!(
            declaration_items::get_declaration_item,
            declaration_items::patch_declaration_item,
            declaration_items::delete_declaration_item
        ))
        .routes(routes!(declaration_revisions::get_declaration_revisions))
        .routes(routes!(declaration_revisions::get_declaration_revision))
        .routes(routes!(
            compare_declaration_revisions::compare_declaration_revisions
        ))
        .routes(routes!(create_subscription::create_subscription))
        .routes(routes!(people::people))
        .routes(routes!(sign_on::sign_on_providers))
        .routes(routes!(subscriptions::subscriptions))
        .routes(routes!(subscriptions::get_subscription))
        .routes(routes!(subscriptions::delete_subscription))
        .routes(routes!(change_subscription::patch_subscription))
        .routes(routes!(change_subscription::disable_subscription))
        .routes(routes!(change_subscription::enable_subscription))
        .routes(routes!(change_subscription::rotate_subscription))
        .routes(routes!(change_subscription::try_subscription))
        .routes(routes!(replay_deliveries::replay_deliveries))
        .routes(routes!(subscription_deliveries::subscription_deliveries))
        .routes(routes!(events::events))
        .routes(routes!(stream_events::stream_events))
        .routes(routes!(
            notes::declaration_notes,
            notes::add_declaration_note
        ))
        .routes(routes!(notes::shipment_notes, notes::add_shipment_note))
        .routes(routes!(note::get_note, note::put_note, note::delete_note))
        .routes(routes!(declaration_work::declaration_work))
        .routes(routes!(declaration_work::assign_declaration))
        .routes(routes!(declaration_work::flag_declaration))
        .routes(routes!(presence::put_presence))
        .routes(routes!(activity::declaration_activity))
        .routes(routes!(activity::shipment_activity))
        .routes(routes!(activity::mentions))
        .routes(routes!(
            attachments::declaration_attachments,
            attachments::add_declaration_attachment
        ))
        .routes(routes!(
            attachments::shipment_attachments,
            attachments::add_shipment_attachment
        ))
        .routes(routes!(
            attachment::get_attachment,
            attachment::delete_attachment
        ))
        .routes(routes!(attachment::attachment_content))
        .routes(routes!(attachment::download_file))
        .routes(routes!(alerts::alerts))
        .routes(routes!(alerts::resolve_alert))
        .routes(routes!(alerts::assign_alert))
        .routes(routes!(dead_tasks::dead_tasks))
        .routes(routes!(dead_tasks::retry_task))
        .routes(routes!(dead_tasks::drop_task))
        .routes(routes!(messages::messages))
        .routes(routes!(readable_message::readable_message))
        .routes(routes!(decide_message::read_message_again))
        .routes(routes!(decide_message::assign_message))
        .routes(routes!(receive_message::receive_message))
        .routes(routes!(declaration_types::declaration_types))
        .routes(routes!(declaration_types::get_declaration_type))
        .routes(routes!(fields::fields))
        .routes(routes!(systems::systems))
        .routes(routes!(systems::get_system))
        .routes(routes!(export_configuration::export_configuration))
        .routes(routes!(import_configuration::import_configuration))
        .routes(routes!(connection_state::connection_state))
        .routes(routes!(connection_state::connection_states))
        .routes(routes!(test_connection::test_connection))
        .routes(routes!(configuration_names::configuration_names))
        .routes(routes!(configuration_versions::configuration_versions))
        .routes(routes!(configuration_versions::get_configuration_version))
        .routes(routes!(
            configuration_drafts::save_configuration_draft,
            configuration_drafts::delete_configuration_draft
        ))
        .routes(routes!(configuration_drafts::publish_configuration_draft))
        .routes(routes!(check_draft::check_configuration_draft))
        .routes(routes!(configuration_insight::compare_configuration))
        .routes(routes!(configuration_insight::configuration_needs))
        .routes(routes!(configuration_insight::configuration_uses))
        .routes(routes!(configuration_insight::flow_graph))
        .routes(routes!(
            configuration_reviews::review_draft,
            configuration_reviews::ask_review,
            configuration_reviews::withdraw_review
        ))
        .routes(routes!(configuration_reviews::restore_version))
        .routes(routes!(try_flow::try_flow))
        .routes(routes!(replay_flow::replay_flow))
        .routes(routes!(replay_flow::running_versions))
        .routes(routes!(
            configuration_versions::retire_configuration_version
        ))
        .routes(routes!(evaluate_table::evaluate_table))
        .routes(routes!(test_table::test_table))
        .routes(routes!(try_table::try_table))
        .routes(routes!(nomenclature_change::nomenclature_change))
        .routes(routes!(replay_rules::replay_rules))
        .routes(routes!(replay_table::replay_table))
        .routes(routes!(explain_table::explain_table))
        .routes(routes!(analyse_table::analyse_table))
        .routes(routes!(compare_tables::compare_tables))
        .routes(routes!(table_hits::table_hits))
        .routes(routes!(add_table_test::add_table_test))
        .routes(routes!(export_table::export_table))
        .routes(routes!(import_table::import_table))
        .routes(routes!(connections::connections))
        .routes(routes!(
            connections::get_connection,
            connections::put_connection,
            connections::delete_connection
        ))
        .routes(routes!(health::health_live))
        .routes(routes!(health::health_ready))
        .routes(routes!(health::health_upgrades))
        .routes(routes!(documentation::openapi_document))
        .routes(routes!(documentation::error_page))
}
