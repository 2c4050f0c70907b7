//! Reads files that are streams of numbers, wrapped anywhere: what all the location benchmarks are. It keeps the line of
//! each number for messages.

/// The numbers of a text, one by one.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    words: Vec<(usize, &'a str)>,
    next: usize,
}

impl<'a> Numbers<'a> {
    /// Splits a text into words; some published files end in control characters, which count as spaces.
    pub(super) fn new(text: &'a str) -> Self {
        let words = |(at, line): (usize, &'a str)| {
            let words = line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
            words.map(move |word| (at + 1, word))
        };
        Self { words: text.lines().enumerate().flat_map(words).collect(), next: 0 }
    }

    /// The next number, which may be written as `12`, `12.` or `12.0`.
    ///
    /// # Errors
    /// What was expected and where, if there is no number or it is not whole.
    pub(super) fn whole(&mut self, what: &str) -> Result<i64, String> {
        let Some(&(line, word)) = self.words.get(self.next) else {
            return Err(format!("The file ends where {what} should be."));
        };
        self.next += 1;
        let (digits, fraction) = word.split_once('.').unwrap_or((word, ""));
        match digits.parse() {
            Ok(number) if fraction.bytes().all(|b| b == b'0') => Ok(number),
            _ => Err(format!("Line {line}: \"{word}\" is not {what}.")),
        }
    }

    /// The next number as a count or a demand, from 0 to 1,000,000,000.
    ///
    /// # Errors
    /// As [`Numbers::whole`], and for numbers outside.
    pub(super) fn count(&mut self, what: &str) -> Result<usize, String> {
        let number = self.whole(what)?;
        let line = self.words[self.next - 1].0;
        match usize::try_from(number) {
            Ok(count) if count <= 1_000_000_000 => Ok(count),
            _ => Err(format!("Line {line}: {number} is no sensible {what}.")),
        }
    }

    /// The line of the number that was read last.
    pub(super) fn line(&self) -> usize {
        self.next.checked_sub(1).map_or(1, |last| self.words[last].0)
    }

    /// Whether all numbers were read.
    pub(super) fn is_at_end(&self) -> bool {
        self.next >= self.words.len()
    }
}
