//! Validation rules, one file each, and their registry. Pure.
