//! Which declaration that exists is which that the flow would form now? Pure.
//!
//! Goods that are still there say so first: items are matched by their `casReference`. Where the
//! keys of the step's grouping are equal too, that pair comes before others; where no item is
//! shared, equal keys decide alone.

use std::collections::{HashMap, HashSet};

use super::FormedDeclaration;

/// What pairing must know of a declaration that exists.
#[derive(Clone, Debug, Default)]
pub struct ExistingDeclaration<'a> {
    /// JSON array: the keys by which its goods were chosen.
    pub keys: &'a str,
    /// The `casReference`s of its goods.
    pub items: Vec<&'a str>,
}

/// A place among what is formed, and a place among what exists; at least one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What is formed now.
    pub formed: Option<usize>,
    /// The place among what exists; none where a declaration is made.
    pub existing: Option<usize>,
}

/// Pairs what is formed with what exists: first in the order of what is formed, then what is left.
#[must_use]
pub fn pair(formed: &[FormedDeclaration], existing: &[ExistingDeclaration<'_>]) -> Vec<Pair> {
    let mut candidates: Vec<(Likeness, usize, usize)> = Vec::new();
    for (at_formed, formed) in formed.iter().enumerate() {
        let items: HashSet<&str> = references(formed).collect();
        for (at_existing, known) in existing.iter().enumerate() {
            let shared = known
                .items
                .iter()
                .filter(|item| items.contains(*item))
                .count();
            let likeness = Likeness {
                is_whole: shared > 0 && formed.keys.as_str() == known.keys,
                shared,
                is_same_group: formed.keys.as_str() == known.keys,
            };
            if shared > 0 || likeness.is_same_group {
                candidates.push((likeness, at_formed, at_existing));
            }
        }
    }
    // The most alike first; ties in the order of what is formed, then of what exists.
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pair_of: HashMap<usize, usize> = HashMap::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for (_, at_formed, at_existing) in candidates {
        if !pair_of.contains_key(&at_formed) && taken.insert(at_existing) {
            pair_of.insert(at_formed, at_existing);
        }
    }
    let paired = (0..formed.len()).map(|formed| Pair {
        formed: Some(formed),
        existing: pair_of.get(&formed).copied(),
    });
    let left = (0..existing.len()).filter(|existing| !taken.contains(existing));
    let left = left.map(|existing| Pair {
        formed: None,
        existing: Some(existing),
    });
    paired.chain(left).collect()
}

/// How alike two declarations are; the greater the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    is_whole: bool,
    shared: usize,
    is_same_group: bool,
}

fn references(formed: &FormedDeclaration) -> impl Iterator<Item = &str> {
    let items = formed.document.goods_items().iter();
    items.filter_map(|item| item.cas_reference.as_deref())
}

#[cfg(test)]
mod tests {
    use cas_model::document::{
        GoodsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
    };
    use cas_model::origin::Origins;
    use cas_model::record::Json;

    use super::*;

    fn formed(keys: &str, items: &[&str]) -> FormedDeclaration {
        let item = |reference: &&str| GovernmentAgencyGoodsItem {
            cas_reference: Some((*reference).to_owned()),
            ..GovernmentAgencyGoodsItem::default()
        };
        FormedDeclaration {
            document: SingleAdministrativeDocument {
                goods_shipment: Some(Box::new(GoodsShipment {
                    government_agency_goods_items: items.iter().map(item).collect(),
                    ..GoodsShipment::default()
                })),
                ..SingleAdministrativeDocument::default()
            },
            origins: Origins::default(),
            keys: Json::stored(keys),
            digest: String::new(),
        }
    }

    type Described<'a> = &'a [(&'a str, &'a [&'a str])];

    fn check(
        now: Described<'_>,
        before: Described<'_>,
        expected: &[(Option<usize>, Option<usize>)],
    ) {
        let now: Vec<FormedDeclaration> = now
            .iter()
            .map(|(keys, items)| formed(keys, items))
            .collect();
        let before: Vec<ExistingDeclaration<'_>> = before
            .iter()
            .map(|(keys, items)| ExistingDeclaration {
                keys,
                items: items.to_vec(),
            })
            .collect();
        let pairs = pair(&now, &before);
        let pairs: Vec<_> = pairs
            .iter()
            .map(|pair| (pair.formed, pair.existing))
            .collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn goods_decide_then_keys() {
        // The same again.
        check(
            &[("A", &["1", "2"])],
            &[("A", &["1", "2"])],
            &[(Some(0), Some(0))],
        );
        // All goods are new: the group is still the same.
        check(&[("A", &["3"])], &[("A", &["1"])], &[(Some(0), Some(0))]);
        // The key of the same goods has changed.
        check(&[("B", &["1"])], &[("A", &["1"])], &[(Some(0), Some(0))]);
        // Goods moved from one group to the other.
        check(
            &[("A", &["1"]), ("B", &["2", "3"])],
            &[("A", &["1", "2"]), ("B", &["3"])],
            &[(Some(0), Some(0)), (Some(1), Some(1))],
        );
        // All goods of a group joined another: the group they joined is kept, theirs is left.
        check(
            &[("B", &["1", "2", "3"])],
            &[("A", &["1", "2"]), ("B", &["3"])],
            &[(Some(0), Some(1)), (None, Some(0))],
        );
        // A new group, and one that is gone.
        check(
            &[("A", &["1"]), ("C", &["9"])],
            &[("A", &["1"]), ("B", &["2"])],
            &[(Some(0), Some(0)), (Some(1), None), (None, Some(1))],
        );
        // Pieces of one large group keep to their goods.
        check(
            &[("[]", &["2"]), ("[]", &["3"])],
            &[("[]", &["1"]), ("[]", &["2"])],
            &[(Some(0), Some(1)), (Some(1), Some(0))],
        );
    }
}
