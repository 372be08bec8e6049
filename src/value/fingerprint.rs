//! Fingerprints: hashes of texts that are the same on every machine. They are no protection
//! against texts made to collide.

/// 64-bit [FNV-1a](http://www.isthe.com/chongo/tech/comp/fnv/) of all parts, one after the other.
pub fn of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    parts.into_iter().flatten().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    /// By the test vectors of the algorithm's authors.
    #[test]
    fn it_is_fnv_1a() {
        assert_eq!(super::of([]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::of([&b"a"[..]]), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(super::of([&b"foo"[..], b"bar"]), 0x8594_4171_f739_67e8);
    }
}
