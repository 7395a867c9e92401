//! Numbers in a row.

use bytemuck::Pod;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};
use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

/// Numbers in a row, or structures of them: where they lie in what was compiled, else in memory of their own.
#[derive(Debug, Clone)]
pub struct Flat<T: Pod>(Cow<'static, [T]>);

impl<T: Pod> Flat<T> {
    /// The numbers, to be changed: a copy is made of those that were compiled.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        self.0.to_mut()
    }

    /// The numbers where they lie in what was compiled.
    pub(super) fn compiled(&self) -> Option<&'static [T]> {
        match self.0 {
            Cow::Borrowed(numbers) => Some(numbers),
            Cow::Owned(_) => None,
        }
    }
}

impl<T: Pod> Default for Flat<T> {
    fn default() -> Flat<T> {
        Vec::new().into()
    }
}

impl<T: Pod> From<Vec<T>> for Flat<T> {
    fn from(numbers: Vec<T>) -> Flat<T> {
        Flat(numbers.into())
    }
}

impl<T: Pod> Deref for Flat<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Pod> Serialize for Flat<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytemuck::cast_slice(&self.0))
    }
}

impl<'de: 'static, T: Pod> Deserialize<'de> for Flat<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Flat<T>, D::Error> {
        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

struct Bytes<T>(PhantomData<T>);

impl<'de: 'static, T: Pod> Visitor<'de> for Bytes<T> {
    type Value = Flat<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("bytes of numbers")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'static [u8]) -> Result<Flat<T>, E> {
        if !bytes.len().is_multiple_of(size_of::<T>()) {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        let numbers = bytemuck::try_cast_slice(bytes).map(Cow::Borrowed);
        Ok(Flat(numbers.unwrap_or_else(|_| bytemuck::pod_collect_to_vec(bytes).into())))
    }
}
