//! Which values of what tells elements of one kind apart has a message a place for?

use cas_model::shape::Shape;

use super::compile::{Entry, Origin, PathStep, Resolved, Route, Table};
use super::row::Test;

/// What tells elements of a kind apart, and its values that some row has a place for.
#[derive(Default)]
pub(super) struct Known(Vec<Discriminator>);

pub(super) struct Discriminator {
    shape: usize,
    /// The index of the field in its record.
    pub key: usize,
    /// The values that have a place, in the order of the rows.
    pub values: Vec<&'static str>,
}

impl Known {
    /// What the rows of a table select by.
    pub fn from_table(table: &Table) -> Self {
        let mut known = Self::default();
        known.entries(&table.rows);
        known
    }

    /// What tells elements of a kind apart.
    pub fn discriminator(&self, shape: &'static Shape) -> Option<&Discriminator> {
        let shape = std::ptr::from_ref(shape).addr();
        self.0
            .iter()
            .find(|discriminator| discriminator.shape == shape)
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match &entry.content {
                Resolved::Value { sources, .. } => {
                    for source in sources {
                        if let Origin::Field(route) | Origin::Given(_, route) = source {
                            self.route(route);
                        }
                    }
                }
                Resolved::Records {
                    from,
                    only,
                    entries,
                    ..
                } => {
                    self.route(from);
                    if let Some(check) = only
                        && let Test::Is(_, values) = check.test
                        && let [PathStep::Field(key)] = check.route.steps[..]
                    {
                        values
                            .iter()
                            .for_each(|value| self.add(from.ends, key, value));
                    }
                    self.entries(entries);
                }
            }
        }
    }

    fn route(&mut self, route: &Route) {
        for (step, shape) in route.steps.iter().zip(&route.shapes) {
            if let PathStep::Select { key, value, .. } = step {
                self.add(shape, *key, value);
            }
        }
    }

    fn add(&mut self, shape: &'static Shape, key: usize, value: &'static str) {
        let address = std::ptr::from_ref(shape).addr();
        let known = self
            .0
            .iter()
            .position(|discriminator| discriminator.shape == address);
        let position = known.unwrap_or_else(|| {
            self.0.push(Discriminator {
                shape: address,
                key,
                values: Vec::new(),
            });
            self.0.len() - 1
        });
        let one = &mut self.0[position];
        if one.key == key && !one.values.contains(&value) {
            one.values.push(value);
        }
    }
}
