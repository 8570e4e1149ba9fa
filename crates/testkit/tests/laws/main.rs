//! Which laws do corrections keep, whatever is corrected and whatever customs says? Random cases,
//! the same in every run, over HTTP against the authority, on every store.
//!
//! A case that breaks a law is made smaller before it is shown. All cases of a law run in one
//! product, each about a shipment of its own.

mod cases;
mod courses;
mod late;
mod refusals;
mod updates;
mod world;
