//! The only SQL: migrations, queries, tasks.
