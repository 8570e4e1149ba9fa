//! What is told of a connection that does not work, what is shown at the declaration that waits for
//! it, and what becomes of it once the connection is corrected? On every store.

mod faults;
mod tried;
mod warnings;
