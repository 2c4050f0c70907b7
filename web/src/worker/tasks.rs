//! The jobs that there are.

mod document;
mod lists;
mod pairs;
mod rehearsal;
mod solve;
mod table;

pub use document::{ReadDocument, WriteDocument};
pub use lists::{ComingSchool, JudgeLists, Judged, Listed, Shells, ToRead};
pub use pairs::{MakePairs, WhyUnpaired, WouldPair};
pub use rehearsal::REHEARSAL;
pub use solve::{
    ChooseSites, Decision, Demand, Grouped, Met, Place, Select, Selected, Timetable, Tried, Try, Wanted, WouldExchange,
    WouldPlace, WouldSeat,
};
pub use table::{ExportTable, Sheet};

use super::serve::{Entry, entry};

/// All of them, for the worker.
pub const ALL: &[Entry] = &[
    entry::<ReadDocument>(),
    entry::<WriteDocument>(),
    entry::<JudgeLists>(),
    entry::<Select>(),
    entry::<Place>(),
    entry::<ChooseSites>(),
    entry::<Timetable>(),
    entry::<Demand>(),
    entry::<WouldPlace>(),
    entry::<WouldExchange>(),
    entry::<WouldSeat>(),
    entry::<Try>(),
    entry::<MakePairs>(),
    entry::<WhyUnpaired>(),
    entry::<WouldPair>(),
    entry::<ExportTable>(),
];
