//! Search by any part of a name, in whatever letters it is typed: all names folded into one text, so that a country's are
//! looked through in the time of a key.
//!
//! Growth: making it takes time with the names, a search with their length; a name costs its folded text and 20 bytes.

use memchr::memmem::Finder;

use crate::import::fold;
use crate::model::RecordId;
use crate::workspace::Workspace;

/// Stands between two names; folded texts have none.
const END: u8 = b'\n';

/// The names of people, schools, venues and trainers, folded as lists are matched.
#[derive(Debug, Clone, Default)]
pub struct SearchIndex {
    /// Every name with a line break before it, and one after the last.
    text: Vec<u8>,
    /// Where the names begin in the text.
    begins: Vec<u32>,
    /// Whose they are.
    records: Vec<RecordId>,
}

impl SearchIndex {
    /// The names of all people, schools, venues and trainers.
    #[must_use]
    pub fn of(workspace: &Workspace) -> Self {
        let mut index = Self::default();
        for id in named(workspace) {
            index.push(workspace, id);
        }
        index
    }

    /// Adds the name of a record; nothing where it is gone. Records of a kind stand together (see [`named`]).
    pub fn push(&mut self, workspace: &Workspace, id: RecordId) {
        let Some(name) = name_of(workspace, id) else { return };
        let Ok(begin) = u32::try_from(self.text.len() + 1) else { return };
        self.text.push(END);
        self.text.extend_from_slice(fold(name).as_bytes());
        self.begins.push(begin);
        self.records.push(id);
    }

    /// How many names it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// True where it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Records whose names hold every word of the query, at most `limit` of a kind: those whose names begin with it
    /// before the others, each in the order of the index. None for a query without a word.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<RecordId> {
        let query = fold(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        // The longest word is in the fewest names.
        let Some(rarest) = words.iter().copied().max_by_key(|word| word.len()) else { return Vec::new() };
        let mut found = Found { index: self, limit, given: Vec::new(), tables: Vec::new() };
        let first = format!("\n{query}");
        found.look(first.as_bytes(), |_| true);
        let others: Vec<Finder<'_>> =
            words.iter().filter(|word| **word != rarest).map(|word| Finder::new(word.as_bytes())).collect();
        found.look(rarest.as_bytes(), |name| others.iter().all(|word| word.find(name).is_some()));
        found.given
    }

    /// Which name stands at this place of the text.
    fn at(&self, place: usize) -> usize {
        self.begins.partition_point(|&begin| begin as usize <= place).saturating_sub(1)
    }

    /// Where a name ends.
    fn end(&self, entry: usize) -> usize {
        self.begins.get(entry + 1).map_or(self.text.len(), |&begin| begin as usize - 1)
    }
}

/// What a search has found so far.
struct Found<'i> {
    index: &'i SearchIndex,
    limit: usize,
    given: Vec<RecordId>,
    /// How many of each table.
    tables: Vec<(&'static str, usize)>,
}

impl Found<'_> {
    /// Takes every name that holds the bytes and passes, until each kind has enough.
    fn look(&mut self, bytes: &[u8], passes: impl Fn(&[u8]) -> bool) {
        let finder = Finder::new(bytes);
        let mut from = 0;
        while let Some(place) = self.index.text.get(from..).and_then(|rest| finder.find(rest)) {
            // A line break before a name counts for the name.
            let entry = self.index.at(from + place + usize::from(bytes.first() == Some(&END)));
            let (begin, end) = (self.index.begins[entry] as usize, self.index.end(entry));
            let record = self.index.records[entry];
            from = end;
            if self.is_full(record) {
                from = self.after_kind(entry);
            } else if passes(&self.index.text[begin..end]) && !self.given.contains(&record) {
                self.given.push(record);
                self.count(record);
            }
        }
    }

    fn count(&mut self, record: RecordId) {
        match self.tables.iter_mut().find(|(table, _)| *table == record.table()) {
            Some((_, count)) => *count += 1,
            None => self.tables.push((record.table(), 1)),
        }
    }

    fn is_full(&self, record: RecordId) -> bool {
        self.tables.iter().any(|&(table, count)| table == record.table() && count >= self.limit)
    }

    /// Where the names of the next kind begin.
    fn after_kind(&self, entry: usize) -> usize {
        let table = self.index.records[entry].table();
        let same = self.index.records[entry..].partition_point(|record| record.table() == table);
        self.index.end(entry + same - 1)
    }
}

/// The records that search knows, kind by kind.
pub fn named(workspace: &Workspace) -> impl Iterator<Item = RecordId> {
    let people = workspace.people.iter().map(|person| person.id.into());
    let schools = workspace.schools.iter().map(|school| school.id.into());
    let venues = workspace.venues.iter().map(|venue| venue.id.into());
    people.chain(schools).chain(venues).chain(workspace.trainers.iter().map(|trainer| trainer.id.into()))
}

/// The name that a record is found by; none for kinds that aren't searched.
#[must_use]
pub fn name_of(workspace: &Workspace, id: RecordId) -> Option<&str> {
    match id {
        RecordId::Person(id) => workspace.people.get(id).map(|person| person.name.as_str()),
        RecordId::School(id) => workspace.schools.get(id).map(|school| school.name.as_str()),
        RecordId::Venue(id) => workspace.venues.get(id).map(|venue| venue.name.as_str()),
        RecordId::Trainer(id) => workspace.trainers.get(id).map(|trainer| trainer.name.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::Tables;

    fn workspace() -> Workspace {
        let tables: Tables = serde_json::from_value(serde_json::json!({
            "districts": [{"id": 1, "region": "KZ-10", "name": "Абай"}],
            "schools": [{"id": 2, "district": 1, "name": "СОШ № 12", "kind": "general"}],
            "people": [
                {"id": 3, "name": "Ким Анна", "school": 2},
                {"id": 4, "name": "Анарбай Қанат", "school": 2},
                {"id": 5, "name": "Иванова Анна Кимовна", "school": 2},
                {"id": 6, "name": "Anna Smith", "school": 2},
            ],
            "venues": [{"id": 7, "name": "Анна", "location": {"lat": 50.0, "lon": 70.0}}],
            "trainers": [{"id": 8, "name": "Қанат Ән", "daily_hours": 8}],
        }))
        .expect("records");
        let mut workspace = Workspace::default();
        workspace.restore(tables.records());
        workspace
    }

    #[test]
    fn every_word_counts_and_beginnings_come_first() {
        let workspace = workspace();
        let index = SearchIndex::of(&workspace);
        assert_eq!(index.len(), 7);
        let cases: [(&str, usize, &[u64]); 10] = [
            ("", 20, &[]),
            ("  ", 20, &[]),
            ("анна", 20, &[7, 3, 5]),
            ("ким", 20, &[3, 5]),
            ("КАНАТ", 20, &[8, 4]),
            ("анна ким", 20, &[3, 5]),
            ("ким а", 20, &[3, 5]),
            ("а", 1, &[4, 7, 8]),
            ("12", 20, &[2]),
            ("smith", 20, &[6]),
        ];
        for (query, limit, wanted) in cases {
            let found: Vec<u64> = index.find(query, limit).iter().map(|id| id.raw()).collect();
            assert_eq!(found, wanted, "{query:?}");
        }
    }
}
