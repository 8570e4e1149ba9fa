//! The other side: the authorities of the customs systems, for acceptance environments and tests.
