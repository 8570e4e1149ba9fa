//! Builders, clock and TestApp for tests. Never shipped.
