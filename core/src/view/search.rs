//! Search by any part of a name, in whatever letters it is typed: names folded into texts of some thousand, so that a
//! country's are looked through in the time of a key.
//!
//! Growth: making it takes time with the names, a search with their length; a name costs its folded text and 13 bytes.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::import::fold;
use crate::model::{Person, PersonId, RecordId, SchoolId, TrainerId, VenueId};
use crate::workspace::Workspace;

/// Stands between two names; folded texts have none.
const END: u8 = b'\n';

/// The names of people, schools, venues and trainers, folded as lists are matched.
#[derive(Debug, Clone, Default)]
pub struct SearchIndex {
    pieces: Vec<Piece>,
    names: usize,
}

/// Names of one kind of record, as many as are made room for at once.
#[derive(Debug, Clone)]
struct Piece {
    /// The id of a record of this kind.
    id: fn(u64) -> RecordId,
    /// Every name with a line break before it.
    text: Vec<u8>,
    /// Where the names begin in the text.
    begins: Vec<u32>,
    /// Numbers of the records.
    records: Vec<u64>,
}

/// Names in a piece.
const PIECE: usize = 4_096;

impl Piece {
    /// For names of this kind, if it is one that is searched.
    fn of(record: RecordId) -> Option<Self> {
        let id: fn(u64) -> RecordId = match record {
            RecordId::Person(_) => |number| RecordId::Person(PersonId(number)),
            RecordId::School(_) => |number| RecordId::School(SchoolId(number)),
            RecordId::Venue(_) => |number| RecordId::Venue(VenueId(number)),
            RecordId::Trainer(_) => |number| RecordId::Trainer(TrainerId(number)),
            _ => return None,
        };
        Some(Self { id, text: Vec::new(), begins: Vec::new(), records: Vec::new() })
    }

    /// True where it has no room for a record, or is of another kind.
    fn is_full_for(&self, record: RecordId) -> bool {
        self.records.len() == PIECE || (self.id)(record.raw()) != record
    }

    fn push(&mut self, name: &str, record: RecordId) {
        self.text.push(END);
        // A piece of names of a megabyte each would be no list of people.
        self.begins.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.extend_from_slice(fold(name).as_bytes());
        self.records.push(record.raw());
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.begins.shrink_to_fit();
        self.records.shrink_to_fit();
    }

    /// Which name stands at this place of the text.
    fn at(&self, place: usize) -> usize {
        self.begins.partition_point(|&begin| begin as usize <= place).saturating_sub(1)
    }

    /// Where a name stands.
    fn range(&self, entry: usize) -> Range<usize> {
        let end = self.begins.get(entry + 1).map_or(self.text.len(), |&begin| begin as usize - 1);
        self.begins[entry] as usize..end
    }
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
        if self.pieces.last().is_none_or(|last| last.is_full_for(id)) {
            let Some(next) = Piece::of(id) else { return };
            self.pieces.last_mut().into_iter().for_each(Piece::shrink);
            self.pieces.push(next);
        }
        self.pieces.last_mut().into_iter().for_each(|last| last.push(name, id));
        self.names += 1;
    }

    /// How many names it holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.names
    }

    /// True where it holds none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.names == 0
    }

    /// Records whose names hold every word of the query, at most `limit` of a kind: those whose names begin with it
    /// before the others, each in the order of the index. None for a query without a word.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<RecordId> {
        let query = fold(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        // The longest word is in the fewest names.
        let Some(rarest) = words.iter().copied().max_by_key(|word| word.len()) else { return Vec::new() };
        let mut found = Found { limit, given: Vec::new(), tables: Vec::new() };
        let first = format!("\n{query}");
        found.look(&self.pieces, first.as_bytes(), |_| true);
        let others: Vec<Finder<'_>> =
            words.iter().filter(|word| **word != rarest).map(|word| Finder::new(word.as_bytes())).collect();
        found.look(&self.pieces, rarest.as_bytes(), |name| others.iter().all(|word| word.find(name).is_some()));
        found.given
    }
}

/// What a search has found so far.
struct Found {
    limit: usize,
    given: Vec<RecordId>,
    /// How many of each table.
    tables: Vec<(&'static str, usize)>,
}

impl Found {
    /// Takes every name that holds the bytes and passes, until each kind has enough.
    fn look(&mut self, pieces: &[Piece], bytes: &[u8], passes: impl Fn(&[u8]) -> bool) {
        let finder = Finder::new(bytes);
        // A line break before a name counts for the name.
        let before = usize::from(bytes.first() == Some(&END));
        for piece in pieces {
            let mut from = 0;
            while !self.is_full((piece.id)(0))
                && let Some(place) = piece.text.get(from..).and_then(|rest| finder.find(rest))
            {
                let entry = piece.at(from + place + before);
                let (record, name) = ((piece.id)(piece.records[entry]), piece.range(entry));
                from = name.end;
                if passes(&piece.text[name]) && !self.given.contains(&record) {
                    self.given.push(record);
                    self.count(record);
                }
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
        RecordId::Person(id) => workspace.people.get(id).map(Person::name),
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
