//! What Parquet writes its own data in: fields with numbers (Thrift, the compact form). A reader that asks
//! for no memory and never goes deeper than a cap, whatever it is given; none stands for bytes that are
//! not as they should be.

/// How deep values may be in one another.
const DEEPEST: usize = 32;

/// Bytes, and how far they are read.
#[derive(Clone, Debug)]
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    True,
    False,
    Byte,
    /// Of any size.
    Number,
    Double,
    Bytes,
    /// A list, or a set.
    List,
    Map,
    Struct,
    /// The end of a struct.
    Stop,
}

impl Kind {
    fn of(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::True,
            2 => Self::False,
            3 => Self::Byte,
            4..=6 => Self::Number,
            7 => Self::Double,
            8 => Self::Bytes,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            _ => return None,
        })
    }
}

impl<'a> Thrift<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Hands each field of a struct to whoever knows them. What that takes no value of is passed over:
    /// it says so by false.
    pub(super) fn fields(
        &mut self,
        mut take: impl FnMut(&mut Self, i16, Kind) -> Option<bool>,
    ) -> Option<()> {
        let mut id = 0_i16;
        loop {
            match self.field(&mut id)? {
                Kind::Stop => return Some(()),
                kind if take(self, id, kind)? => {}
                kind => self.skip(kind, 0)?,
            }
        }
    }

    /// The next field's number and kind.
    fn field(&mut self, id: &mut i16) -> Option<Kind> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(Kind::Stop);
        }
        *id = match byte >> 4 {
            0 => i16::try_from(self.number()?).ok()?,
            step => id.checked_add(i16::from(step))?,
        };
        Kind::of(byte & 15)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number.
    pub(super) fn number(&mut self) -> Option<i64> {
        let number = self.unsigned()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// A number that counts something.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// Some bytes.
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    /// How many values follow, and of what kind. Each takes a byte, so there are no more than those.
    pub(super) fn list(&mut self) -> Option<(usize, Kind)> {
        let byte = self.byte()?;
        let count = match byte >> 4 {
            15 => usize::try_from(self.unsigned()?).ok()?,
            count => usize::from(count),
        };
        (count <= self.bytes.len() - self.at).then_some((count, Kind::of(byte & 15)?))
    }

    fn skip(&mut self, kind: Kind, depth: usize) -> Option<()> {
        match kind {
            Kind::Stop => None,
            _ if depth > DEEPEST => None,
            Kind::True | Kind::False => Some(()),
            Kind::Byte => self.byte().map(drop),
            Kind::Number => self.unsigned().map(drop),
            Kind::Double => self.pass(8),
            Kind::Bytes => self.bytes().map(drop),
            Kind::List => {
                let (count, kind) = self.list()?;
                (0..count).try_for_each(|_| self.skip_one(kind, depth + 1))
            }
            Kind::Map => {
                let count = usize::try_from(self.unsigned()?).ok()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                let (key, value) = (Kind::of(kinds >> 4)?, Kind::of(kinds & 15)?);
                (0..count).try_for_each(|_| {
                    self.skip_one(key, depth + 1)?;
                    self.skip_one(value, depth + 1)
                })
            }
            Kind::Struct => {
                let mut id = 0;
                loop {
                    match self.field(&mut id)? {
                        Kind::Stop => return Some(()),
                        kind => self.skip(kind, depth + 1)?,
                    }
                }
            }
        }
    }

    /// In a list, true and false take a byte.
    fn skip_one(&mut self, kind: Kind, depth: usize) -> Option<()> {
        match kind {
            Kind::True | Kind::False => self.byte().map(drop),
            kind => self.skip(kind, depth),
        }
    }

    fn pass(&mut self, count: usize) -> Option<()> {
        self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_the_others_passed_over() {
        // 1: number -3, 2: true, 4: list of two numbers, 5: struct { 1: bytes "ab" }, 6: number 300
        let bytes = [0x15, 5, 0x11, 0x29, 0x25, 2, 4, 0x1C, 0x18, 2, b'a', b'b', 0, 0x16, 0xD8, 4, 0];
        let mut seen = Vec::new();
        let mut thrift = Thrift::new(&bytes);
        let read = thrift.fields(|thrift, id, kind| {
            if kind == Kind::Number {
                seen.push((id, thrift.number()?));
                return Some(true);
            }
            Some(false)
        });
        assert_eq!((read, thrift.at(), seen), (Some(()), bytes.len(), vec![(1, -3), (6, 300)]));
        for cut in 0..bytes.len() {
            assert_eq!(Thrift::new(&bytes[..cut]).fields(|_, _, _| Some(false)), None, "cut at {cut}");
        }
    }

    #[test]
    fn what_is_deep_or_says_to_be_long_is_refused() {
        let skip = |bytes: &[u8]| Thrift::new(bytes).fields(|_, _, _| Some(false));
        assert_eq!(skip(&[0x1C; 1000]), None, "structs in structs");
        assert_eq!(
            skip(&[0x19, 0xF3, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1, 0]),
            None,
            "a list of four thousand million"
        );
        assert_eq!(skip(&[0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x11, 1, 0]), None, "a map of as many");
        assert_eq!(skip(&[0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]), None);
    }
}
