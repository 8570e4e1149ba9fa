//! Sets of rows: a bit per row, and the few rows that differ from it.

/// Words that are looked at together.
pub(super) const BLOCK: usize = 8;
/// Most rows in which a set may differ from the bits it shares: a list of them costs time in every
/// evaluation, bits of its own cost memory, and the fewer rows there are the less.
const DIFFERENT: usize = 16;

/// A set of rows: where its bits start, and which rows it turns over.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowSet {
    bits: u32,
    /// The first row turned over that is not yet behind us.
    from: u32,
    to: u32,
}

/// Where the sets keep their bits and rows.
#[derive(Debug)]
pub(super) struct RowSets {
    words: usize,
    bits: Vec<u64>,
    turned: Vec<u32>,
}

/// A kept set, and how the current one differs from it: counted as rows are turned over, for
/// comparing all bits at every cut would take most of the time.
struct Near {
    set: RowSet,
    difference: usize,
    /// The rows that differ, as long as they are few.
    rows: Option<Vec<u32>>,
}

impl Near {
    fn new(set: RowSet) -> Self {
        Self {
            set,
            difference: 0,
            rows: Some(Vec::new()),
        }
    }

    /// A row is about to be turned over in the current set.
    fn turn(&mut self, kept: &[u64], current: &[u64], row: u32) {
        let (word, bit) = (row as usize / 64, row % 64);
        let is_different = (kept[word] ^ current[word]) >> bit & 1 == 1;
        match is_different {
            true => self.difference -= 1,
            false => self.difference += 1,
        }
        if self.difference == 0 {
            self.rows = Some(Vec::new());
            return;
        }
        let Some(rows) = &mut self.rows else {
            return;
        };
        match rows.iter().position(|known| *known == row) {
            Some(at) => drop(rows.swap_remove(at)),
            None => rows.push(row),
        }
        if rows.len() > 4 * DIFFERENT {
            self.rows = None;
        }
    }

    /// The rows that differ, in order.
    fn turned(&mut self, kept: &[u64], current: &[u64]) -> Vec<u32> {
        let rows = self.rows.get_or_insert_with(|| {
            let mut rows = Vec::new();
            for (at, (left, right)) in kept.iter().zip(current).enumerate() {
                let mut left = left ^ right;
                while left != 0 {
                    let row = at * 64 + left.trailing_zeros() as usize;
                    rows.push(u32::try_from(row).unwrap_or(u32::MAX));
                    left &= left - 1;
                }
            }
            rows
        });
        rows.sort_unstable();
        rows.clone()
    }
}

impl RowSets {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            words: rows.div_ceil(64 * BLOCK).max(1) * BLOCK,
            bits: Vec::new(),
            turned: Vec::new(),
        }
    }

    pub(super) fn blocks(&self) -> usize {
        self.words / BLOCK
    }

    pub(super) fn bytes(&self) -> usize {
        self.bits.len() * 8 + self.turned.len() * 4
    }

    pub(super) fn shrink(&mut self) {
        self.bits.shrink_to_fit();
        self.turned.shrink_to_fit();
    }

    fn different(&self) -> usize {
        (self.words / BLOCK).min(DIFFERENT)
    }

    /// A set of its own bits.
    pub(super) fn dense(&mut self, rows: impl Iterator<Item = u32>) -> RowSet {
        let mut words = vec![0; self.words];
        rows.for_each(|row| turn(&mut words, row));
        self.keep(&words)
    }

    fn keep(&mut self, words: &[u64]) -> RowSet {
        let bits = u32::try_from(self.bits.len() / BLOCK).unwrap_or(u32::MAX);
        self.bits.extend_from_slice(words);
        RowSet {
            bits,
            from: 0,
            to: 0,
        }
    }

    /// The sets of all segments, from where rows begin or end to match; none, and nothing kept, when
    /// all sets would take more than so many bytes.
    pub(super) fn sweep<'r>(
        &mut self,
        segments: usize,
        changes: impl Iterator<Item = (usize, &'r [u32])>,
        most: usize,
    ) -> Option<Vec<RowSet>> {
        let kept = (self.bits.len(), self.turned.len());
        let sets = self.swept(segments, changes, most);
        if sets.is_none() {
            self.bits.truncate(kept.0);
            self.turned.truncate(kept.1);
        }
        sets
    }

    fn swept<'r>(
        &mut self,
        segments: usize,
        changes: impl Iterator<Item = (usize, &'r [u32])>,
        most: usize,
    ) -> Option<Vec<RowSet>> {
        let mut at: Vec<Vec<&[u32]>> = vec![Vec::new(); segments];
        changes.for_each(|(segment, rows)| at[segment].push(rows));
        let mut current = vec![0; self.words];
        let mut sets: Vec<RowSet> = Vec::with_capacity(segments);
        // The first set that was kept, and the last.
        let mut near: Vec<Near> = Vec::with_capacity(2);
        for changes in at {
            match sets.last() {
                Some(same) if changes.is_empty() => {
                    sets.push(*same);
                    continue;
                }
                Some(_) | None => {}
            }
            for row in changes.into_iter().flatten() {
                for near in &mut near {
                    near.turn(self.words_of(near.set), &current, *row);
                }
                turn(&mut current, *row);
            }
            let nearest = near.iter_mut().min_by_key(|near| near.difference);
            let set = match nearest.filter(|near| near.difference <= self.different()) {
                Some(near) => {
                    let rows = near.turned(self.words_of(near.set), &current);
                    self.differing(near.set, &rows)
                }
                None => {
                    let set = self.keep(&current);
                    near.truncate(1);
                    near.push(Near::new(set));
                    set
                }
            };
            if self.bytes() > most {
                return None;
            }
            sets.push(set);
        }
        Some(sets)
    }

    fn words_of(&self, set: RowSet) -> &[u64] {
        &self.bits[set.bits as usize * BLOCK..][..self.words]
    }

    fn differing(&mut self, shared: RowSet, rows: &[u32]) -> RowSet {
        let from = self.turned.len();
        self.turned.extend_from_slice(rows);
        RowSet {
            bits: shared.bits,
            from: u32::try_from(from).unwrap_or(u32::MAX),
            to: u32::try_from(self.turned.len()).unwrap_or(u32::MAX),
        }
    }

    /// The rows of a block that are in all sets. Blocks are asked for in order.
    pub(super) fn all(&self, block: usize, sets: &mut [RowSet]) -> [u64; BLOCK] {
        let mut found = [u64::MAX; BLOCK];
        for set in sets {
            let words = self.words(block, set);
            let mut any = 0;
            for (found, word) in found.iter_mut().zip(words) {
                *found &= word;
                any |= *found;
            }
            if any == 0 {
                break;
            }
        }
        found
    }

    /// The rows of a block that are in a set. Blocks are asked for in order.
    #[inline]
    pub(super) fn words(&self, block: usize, set: &mut RowSet) -> [u64; BLOCK] {
        let from = (set.bits as usize + block) * BLOCK;
        let mut words = [0; BLOCK];
        words.copy_from_slice(&self.bits[from..from + BLOCK]);
        if set.from < set.to {
            self.turn_block(block, set, &mut words);
        }
        words
    }

    fn turn_block(&self, block: usize, set: &mut RowSet, words: &mut [u64; BLOCK]) {
        let start = block * BLOCK * 64;
        while set.from < set.to {
            let row = self.turned[set.from as usize] as usize;
            if row >= start + BLOCK * 64 {
                break;
            }
            // Rows of blocks where an earlier column had none were never asked for.
            if row >= start {
                words[(row - start) / 64] ^= 1 << (row % 64);
            }
            set.from += 1;
        }
    }
}

fn turn(words: &mut [u64], row: u32) {
    words[row as usize / 64] ^= 1 << (row % 64);
}
