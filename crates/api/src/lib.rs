//! HTTP: one file per endpoint, extractors, problems, OpenAPI.
//!
//! How does a request become an answer? [`router`] lists the endpoints; each stands in its own
//! file under `endpoints/`. What a handler needs proven (who calls, for which tenant, with which
//! scope, that a declaration is theirs) is in its argument types (`extract`). A refused request
//! becomes problem details in one place (`problem`, `http`). The OpenAPI document comes from the
//! same list of endpoints and from the model's shapes, so neither can be forgotten.
//!
//! Invariant: no SQL, no customs XML, no decision about a declaration: those are the engine's.
//! Nothing else in the workspace names axum.

mod audited;
pub mod clients;
pub mod codes;
mod compression;
mod configuration_answer;
mod declaration_answer;
mod document_schema;
mod dry_run;
mod endpoints;
mod event_filter;
mod event_stream;
mod events;
mod examples;
mod extract;
mod figures_answer;
mod file_link;
mod finding_answer;
mod form_answer;
mod heavy_places;
mod heavy_work;
mod http;
mod identity;
mod ingest;
mod masking;
mod master_data_answer;
mod nomenclature_answer;
mod operation;
mod origin_answer;
pub mod people;
mod plan_fingerprint;
mod plan_schema;
mod present;
mod problem;
mod rate_limit;
mod revision_answer;
mod router;
mod secrets;
mod serve;
mod sessions;
mod sheet_body;
mod shown_events;
mod shown_subjects;
mod sign_in;
mod signing_keys;
mod state;
mod strict_json;
mod summary_answer;
mod token;
mod traffic;
mod unread;
mod writable;

pub use endpoints::create_customs_shipments::read_shipment;
pub use events::StreamLimits;
pub use examples::{Example, ExampleCaller, example_answers, examples};
pub use heavy_places::HeavyLimits;
pub use problem::{FieldProblem, Problem, ProblemDetails};
pub use router::{openapi, router};
pub use secrets::{hash_secret, new_secret};
pub use serve::{ConnectionLimits, serve};
pub use signing_keys::{FormerKeys, RotatedKeys, ensure_signing_key, rotate_signing_keys};
pub use state::{ApiSettings, ApiState, SessionLimits};
