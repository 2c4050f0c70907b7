//! Licence expressions (SPDX): which of them an allow-list admits.

/// Whether the licences in `allowed` are enough to use a package under `expression`: `OR` takes either side, `AND`
/// needs both, and the old `/` means `OR`. An exception (`WITH`) only gives more rights, so the licence decides.
pub(crate) fn admits(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, at: 0, allowed };
    reader.any() == Some(true) && reader.at == words.len()
}

struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
    allowed: &'a [String],
}

impl Reader<'_> {
    fn next(&mut self, word: &str) -> bool {
        let here = self.words.get(self.at).is_some_and(|found| found.eq_ignore_ascii_case(word));
        self.at += usize::from(here);
        here
    }

    fn any(&mut self) -> Option<bool> {
        let mut admitted = self.all()?;
        while self.next("OR") {
            admitted |= self.all()?;
        }
        Some(admitted)
    }

    fn all(&mut self) -> Option<bool> {
        let mut admitted = self.one()?;
        while self.next("AND") {
            admitted &= self.one()?;
        }
        Some(admitted)
    }

    fn one(&mut self) -> Option<bool> {
        if self.next("(") {
            let inside = self.any()?;
            return self.next(")").then_some(inside);
        }
        let licence = *self.words.get(self.at)?;
        self.at += 1;
        if self.next("WITH") {
            self.words.get(self.at)?;
            self.at += 1;
        }
        Some(self.allowed.iter().any(|allowed| allowed == licence))
    }
}

#[cfg(test)]
mod tests {
    use super::admits;

    #[test]
    fn reads_licence_expressions() {
        let allowed = ["MIT".to_owned(), "Apache-2.0".to_owned(), "Unicode-3.0".to_owned()];
        let cases = [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT OR GPL-3.0-only", true),
            ("MIT/Apache-2.0", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("MIT AND GPL-3.0-only", false),
            ("GPL-3.0-only OR (MIT AND GPL-2.0-only)", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("(MIT", false),
            ("MIT MIT", false),
            ("", false),
        ];
        for (expression, wanted) in cases {
            assert_eq!(admits(expression, &allowed), wanted, "{expression}");
        }
    }
}
