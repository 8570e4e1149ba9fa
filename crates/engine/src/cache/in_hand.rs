//! The tasks that this process is working on: only their leases are extended.
//!
//! A task leaves the list however its work ends, be it by a panic. Its lease then runs out, and it
//! is claimed again.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::TaskId;
use cas_store::Task;

/// The tasks that workers of this node hold a lease of.
#[derive(Clone, Debug, Default)]
pub(crate) struct InHand(Arc<Mutex<BTreeSet<TaskId>>>);

/// Tasks on the list, until this is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    list: InHand,
    tasks: Vec<TaskId>,
}

impl InHand {
    /// Puts tasks on the list.
    pub(crate) fn hold(&self, tasks: &[Task]) -> Held {
        let tasks: Vec<TaskId> = tasks.iter().map(|task| task.lease.id).collect();
        self.list().extend(tasks.iter().copied());
        Held {
            list: self.clone(),
            tasks,
        }
    }

    /// What is on the list.
    pub(crate) fn tasks(&self) -> Vec<TaskId> {
        self.list().iter().copied().collect()
    }

    fn list(&self) -> MutexGuard<'_, BTreeSet<TaskId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut list = self.list.list();
        for task in &self.tasks {
            list.remove(task);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_model::ids::TenantId;
    use cas_store::{TaskKind, TaskLease};
    use uuid::Uuid;

    fn task(number: u128) -> Task {
        let id = TaskId(Uuid::from_u128(number));
        Task {
            lease: TaskLease {
                id,
                owner: "here".to_owned(),
                attempt: 1,
            },
            tenant_id: TenantId(Uuid::nil()),
            kind: TaskKind::Ingest,
            subject: Uuid::nil(),
            endpoint: String::new(),
            created_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_task_leaves_the_list_however_its_work_ends() {
        let list = InHand::default();
        let first = list.hold(&[task(1), task(2)]);
        let panicked = std::panic::catch_unwind({
            let list = list.clone();
            move || {
                let _held = list.hold(&[task(3)]);
                panic!("a step panics");
            }
        });
        assert!(panicked.is_err());
        assert_eq!(list.tasks(), [task(1).lease.id, task(2).lease.id]);
        drop(first);
        assert!(list.tasks().is_empty());
    }
}
