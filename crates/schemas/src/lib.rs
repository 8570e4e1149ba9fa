//! Validation of XML against official schemas that the operator supplies.
