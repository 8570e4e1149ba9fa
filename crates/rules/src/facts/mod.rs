//! What do customs' published tables say that the rules look up?
//!
//! Facts only, as rows: which procedures follow which ([`procedures`]), what each excise product is
//! measured by ([`excise_products`]). A list of mere codes is a code list instead.

mod excise_products;
mod procedures;

pub(crate) use excise_products::{ExciseProductFacts, excise_product};
pub(crate) use procedures::{
    SPECIAL, british_additional_procedures, follows, follows_in_united_kingdom, is_british_export,
    needs_authorisation,
};
