//! What a shipment and a declaration go through, told as stories: records in, records out.
//!
//! A story is worked on a small world (`world`): a tenant, flows, customs systems that say what
//! the story wants (`plain`), ids that count and a clock that stands. What each piece of work
//! changes is written down whole (`show`) and compared with what it was.

mod actions;
mod answers;
mod carried;
mod checking;
mod choosing;
mod declarations;
mod edits;
mod events;
mod flows;
mod forming;
mod law;
mod messages;
mod numbers;
mod overdue;
mod plain;
mod show;
mod small;
mod updates;
mod withdrawn;
mod world;
