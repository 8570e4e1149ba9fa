//! The customs systems, one folder each. Pure.
