//! Where do the numbers come from that customs gives? From the seed and the names of the case, so
//! that they differ between cases and never between runs. No generator with hidden state: an
//! answer does not depend on which other answers were given before it.

/// The alphabet of the parts of an MRN and of a message identification.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A text of `length` upper-case letters and digits that belongs to the seed and these names.
pub(crate) fn serial(seed: u64, names: &[&str], length: usize) -> String {
    let mut state = digest(seed, names);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        ALPHABET[(mix(state) >> 59) as usize] as char
    };
    (0..length).map(|_| next()).collect()
}

/// A UUID that belongs to the seed and these names.
pub(crate) fn uuid(seed: u64, names: &[&str]) -> String {
    let high = digest(seed, names);
    let low = mix(high.wrapping_add(0x9e37_79b9_7f4a_7c15));
    // Version 4, variant 1: a UUID that tells nothing.
    let high = (high & !0xf000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// FNV-1a over the names, each closed by a byte that no name contains.
fn digest(seed: u64, names: &[&str]) -> u64 {
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0xff]));
    let hash = bytes.fold(mix(seed) ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(hash)
}

/// The finaliser of splitmix64: every input bit reaches every output bit.
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::serial;

    #[test]
    fn same_names_same_text_and_other_names_another() {
        assert_eq!(serial(7, &["a", "b"], 14), serial(7, &["a", "b"], 14));
        let cases: [(u64, &[&str]); 5] = [
            (7, &["a", "b"]),
            (8, &["a", "b"]),
            (7, &["ab"]),
            (7, &["ab", ""]),
            (7, &["b", "a"]),
        ];
        let distinct: HashSet<_> = cases.iter().map(|(seed, n)| serial(*seed, n, 14)).collect();
        assert_eq!(distinct.len(), cases.len());
    }

    #[test]
    fn many_cases_do_not_collide() {
        let names: HashSet<_> = (0..20_000)
            .map(|n| serial(1, &["LRN", &n.to_string()], 12))
            .collect();
        assert_eq!(names.len(), 20_000);
    }
}
