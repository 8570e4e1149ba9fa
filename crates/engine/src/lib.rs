//! The use cases and durable steps: ingest, plan, advance, transmit, interpret, notify.
