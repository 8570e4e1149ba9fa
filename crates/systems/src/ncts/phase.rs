//! The phases of NCTS that are in force: the editions of its messages.

/// Phase 5 of the transit system.
pub const P5: &str = "P5";
/// Phase 6 of the transit system.
pub const P6: &str = "P6";

/// Every phase with the `PhaseID` its messages carry.
pub const PHASES: &[(&str, &str)] = &[(P5, "NCTS5.1"), (P6, "NCTS6")];
