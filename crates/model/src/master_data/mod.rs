//! Master data: what the customer knows once and need not send each time.
//!
//! One file per kind. A record is known by its kind, its code and the first day it counts; of the
//! records of a code that count on a day, the one that begins last is in force
//! ([`in_force`]). What a caller sends is a selective update ([`crate::patch`]) of the record
//! there is. [`identify`] says which record that is, [`faults`] what a record lacks; what only one
//! kind has of that stands in its file.

mod article;
mod authorisation;
mod business_partner;
mod customs_office;
mod exchange_rate;
mod facts;
mod guarantee;
mod kind;
mod location;
mod record;
mod record_rules;
mod value_set;

pub use article::*;
pub use authorisation::*;
pub use business_partner::*;
pub use customs_office::*;
pub use exchange_rate::*;
pub use facts::*;
pub use guarantee::*;
pub use kind::*;
pub use location::*;
pub use value_set::*;
