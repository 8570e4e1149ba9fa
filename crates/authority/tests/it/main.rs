//! The authority over real HTTP: conversations, the edges, and the official schemas.

mod aes;
mod amendment;
mod common;
mod conversation;
mod dk_dms;
mod emcs;
mod http;
mod schemas;
mod uk_cds;
mod uk_cds_published;
mod uk_movements;
