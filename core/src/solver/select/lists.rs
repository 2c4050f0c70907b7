//! The units that count each person, as lists shared by all who count in the same ones: of a country's 400,000 people there
//! are some thousand unlike.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::turns::{GiveWay, collect};

/// Units that count a person, ascending. Shared by all who count in the same ones.
pub type UnitList = Arc<[usize]>;

/// The units that count each person, quota by quota: few of the lists are unlike.
pub(super) struct Lists {
    unlike: Vec<Vec<usize>>,
    of_person: Vec<usize>,
}

impl Lists {
    pub(super) fn of(people: usize) -> Self {
        Self { unlike: vec![Vec::new()], of_person: vec![0; people] }
    }

    /// Parts people who count in another unit of the next quota.
    pub(super) fn split(&mut self, unit_of: impl Iterator<Item = Option<usize>>) {
        let mut parts: BTreeMap<(usize, Option<usize>), usize> = BTreeMap::new();
        let mut unlike = Vec::new();
        // People of a school mostly stand together, so that most needn't be looked up.
        let mut last = None;
        for (list, unit) in self.of_person.iter_mut().zip(unit_of) {
            let part = (*list, unit);
            *list = match last {
                Some((same, list)) if same == part => list,
                _ => *parts.entry(part).or_insert_with(|| {
                    unlike.push(self.unlike[*list].iter().copied().chain(unit).collect());
                    unlike.len() - 1
                }),
            };
            last = Some((part, *list));
        }
        self.unlike = unlike;
    }

    /// One list for each person, in the order in which they were given.
    pub(super) async fn shared(self, turns: &mut impl GiveWay) -> Vec<UnitList> {
        let lists: Vec<UnitList> = self.unlike.into_iter().map(UnitList::from).collect();
        collect(self.of_person.into_iter().map(|list| Arc::clone(&lists[list])), turns).await
    }
}
