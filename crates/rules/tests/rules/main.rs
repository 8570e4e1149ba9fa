//! Do the rules find what they should, do they keep their laws, and is their manual written?

mod dated;
mod docs;
mod fixtures;
mod laws;
mod support;
