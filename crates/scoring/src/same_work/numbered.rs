//! Values with numbers, by which others refer to them in few bytes.

/// Values, each with a number of its own while it is here.
pub(super) struct Numbered<T> {
    values: Vec<Option<T>>,
    free: Vec<u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), free: Vec::new() }
    }
}

impl<T> Numbered<T> {
    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.values.len() - self.free.len()
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.values.get_mut(number as usize)?.as_mut()
    }

    /// Takes a value in; its number.
    #[allow(clippy::cast_possible_truncation)] // so many have no room in memory
    pub(super) fn put(&mut self, value: T) -> u32 {
        let Some(number) = self.free.pop() else {
            self.values.push(Some(value));
            return (self.values.len() - 1) as u32;
        };
        self.values[number as usize] = Some(value);
        number
    }

    /// Takes a value out, whose number is free from then on.
    pub(super) fn take(&mut self, number: u32) -> Option<T> {
        let value = self.values.get_mut(number as usize)?.take()?;
        self.free.push(number);
        Some(value)
    }
}
