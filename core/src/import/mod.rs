//! Lists of schools and people, in the mess that they come in, into records: every row of the sheet ends as exactly one
//! of accepted, duplicate, needs a fix, ignored, and nothing is recorded until a person agrees.
//!
//! `read` (feature `formats`) makes a [`Book`] of a file; [`ImportPlan`] finds its header, reads every row and can be
//! corrected and evaluated again; [`ImportPlan::records`] are what it comes to. `docs/IMPORT.md` says what is
//! understood.

mod commit;
mod draft;
pub mod fold;
mod grid;
mod header;
mod judge;
mod names;
mod person;
mod places;
mod plan;
#[cfg(feature = "formats")]
pub mod read;
mod region;
mod repeats;
mod row;
mod school;
pub mod synonyms;
mod take;
pub mod text;
pub mod values;

pub use draft::{Draft, HubRef, PersonDraft, SchoolDraft};
pub use fold::fold;
pub use grid::{Book, Cell, Merge, Sheet};
pub use header::{Field, Header, ListKind, Mapping, find_header, map};
pub use plan::{Counts, ImportOptions, ImportPlan, OtherSheet, PlanRow, Repeated, RowFix, Suggestion};
pub use region::region_named;
pub use row::{Outcome, RowCode};
