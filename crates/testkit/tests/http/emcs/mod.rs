//! Excise movements from both sides, against an excise system that says what a test tells it: on
//! every store, with everything said twice.

mod consignee;
mod consignor;
mod crashes;
mod customs;
mod exports;
mod world;
