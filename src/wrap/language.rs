//! The language of a text, as far as breaking its lines depends on it.

/// Languages of two letters that are written from right to left.
const RIGHTWARD: &[&[u8; 2]] = &[b"ar", b"dv", b"fa", b"he", b"iw", b"ku", b"ps", b"sd", b"ug", b"ur", b"yi"];

/// A language by its two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// The language of a BCP 47 tag such as `de-AT`; none if it has no code of two letters.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        <[u8; 2]>::try_from(code.as_bytes()).ok().filter(|code| code.is_ascii()).map(Self)
    }

    /// Its two letters.
    #[must_use]
    pub fn code(self) -> [u8; 2] {
        self.0
    }

    /// Whether its own script begins at the right.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        RIGHTWARD.contains(&&self.0)
    }
}
