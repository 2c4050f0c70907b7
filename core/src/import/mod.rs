//! Lists of schools and people, in the mess that they come in, into records: every row of the sheet ends as exactly one
//! of accepted, duplicate, needs a fix, ignored, and nothing is recorded until a person agrees.
//!
//! `read` (feature `formats`) makes a [`Book`] of a file; [`ImportPlan`] finds its header, reads every row and can be
//! corrected and evaluated again; [`ImportPlan::records`] are what it comes to. `docs/IMPORT.md` says what is
//! understood.

mod by_hand;
mod columns;
mod commit;
mod district_words;
mod districts;
mod draft;
pub mod fold;
mod grid;
mod grouped;
mod header;
mod header_rows;
mod judge;
mod labels;
mod later;
mod latin;
mod lent;
mod list_kind;
mod lookup;
mod lost;
mod names;
mod offices;
mod parted;
mod person;
mod place_rows;
mod place_text;
mod places;
mod plan;
#[cfg(feature = "formats")]
pub mod read;
mod region;
mod remarks;
mod repeats;
mod row;
mod school;
mod school_words;
mod several;
mod shape;
mod sheets;
mod sums;
pub mod synonyms;
mod take;
pub mod text;
mod title;
pub mod values;

pub use columns::map;
pub use draft::{Draft, HubRef, PersonDraft, SchoolDraft};
pub use fold::fold;
pub use grid::{Book, Cell, Merge, Sheet};
pub use header::{Field, Header, ListKind, Mapping};
pub use header_rows::find_header;
pub use plan::{Counts, ImportOptions, ImportPlan, OtherSheet, PlanRow, Repeated, RowFix, Suggestion};
pub use region::region_named;
pub use row::{Outcome, RowCode};
