//! The formats of customs' numbers, and their check digit. Pure functions over text.
//!
//! A wrong check digit from a customer deserves a warning, never a refusal; from an authority not
//! even that (`messages.md` section 7: 44 of 46 published NCTS samples hold).

mod arc;
mod check_digit;
mod container;
mod customs_office;
mod eori;
mod grn;
mod lrn;
mod mrn;
mod ucr;

pub use arc::is_arc;
pub use check_digit::{check_digit, has_valid_check_digit};
pub use container::is_container_number;
pub use customs_office::is_customs_office;
pub use eori::is_eori;
pub use grn::is_grn;
pub use lrn::{is_lrn, lrn_of, part_lrn};
pub use mrn::{MrnKind, is_mrn, mrn_of};
pub use ucr::is_ucr;

/// Whether the text is `count` upper-case letters.
fn letters(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_uppercase)
}

fn digits(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}

fn alphanumerics(text: &[u8]) -> bool {
    text.iter()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
