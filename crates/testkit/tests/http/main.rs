//! What users and customs do over HTTP, in one program: a program for each file would be linked
//! forty times.

mod access_codes;
mod acting_person;
mod aes;
mod answers;
mod behaviour;
mod civil_days;
mod comparison;
mod configuration;
mod declaration_api;
mod desk;
mod dk_dms_authority;
mod dmn_over_http;
mod dry_runs;
mod emcs;
mod emcs_authority;
mod endpoints;
mod fairness;
mod flow_trials;
mod flows;
mod input_mappings;
mod law_over_time;
mod law_replay;
mod lists;
mod master_data;
mod mutations;
mod nomenclature;
mod not_declared;
mod operators;
mod published;
mod scenarios;
mod subscriptions;
mod trials;
mod uk_cds;
mod uk_cds_authority;
mod uk_cds_movements;
