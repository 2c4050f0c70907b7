//! What a sheet row comes to, and what kind of row it is: data, or one of the things that stand between data.

use serde::{Deserialize, Serialize};

use crate::finding::Code;
use crate::model::kinds::codes;

codes! {
    /// What became of a row. Every row is exactly one of these.
    Outcome {
        /// It becomes a record.
        Accepted = "accepted",
        /// It repeats an earlier row or a record.
        Duplicate = "duplicate",
        /// It can become a record once a person mends it.
        NeedsFix = "needs_fix",
        /// It holds no data.
        Ignored = "ignored",
    }

    /// Why a row was ignored, or what it needs.
    RowCode {
        /// Ignored: above the header.
        Title = "title",
        /// Ignored: empty, or with a running number alone.
        Blank = "blank",
        /// Ignored: the header, or the header repeated.
        Header = "header",
        /// Ignored: a sum or a count.
        Total = "total",
        /// Ignored: the numbers of the columns.
        Numbering = "numbering",
        /// Ignored: names the region, district or school of the rows below it.
        Group = "group",
        /// Ignored: a signature, footnote or other remark.
        Remark = "remark",
        /// Ignored: a person left it out.
        LeftOut = "left_out",
        /// Needs a name.
        NoName = "no_name",
        /// Needs its school chosen.
        UnknownSchool = "unknown_school",
        /// Needs its region.
        UnknownRegion = "unknown_region",
        /// Needs its district.
        NoDistrict = "no_district",
        /// Needs another IIN, or none.
        BadIin = "bad_iin",
        /// Needs its IIN or name corrected: another person has that IIN.
        IinConflict = "iin_conflict",
        /// Needs its subject.
        UnknownSubject = "unknown_subject",
        /// Needs its date.
        BadDate = "bad_date",
    }
}

impl RowCode {
    /// The finding that explains a row that needs something.
    pub(crate) const fn finding(self) -> Option<Code> {
        Some(match self {
            Self::NoName => Code::RowNoName,
            Self::UnknownSchool => Code::RowUnknownSchool,
            Self::UnknownRegion => Code::RowUnknownRegion,
            Self::NoDistrict => Code::RowNoDistrict,
            Self::BadIin => Code::RowBadIin,
            Self::IinConflict => Code::RowIinConflict,
            Self::UnknownSubject => Code::RowUnknownSubject,
            Self::BadDate => Code::RowBadDate,
            _ => return None,
        })
    }
}

/// What a heading inside the list, or its title, says of the rows below it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Heading {
    pub(crate) region: Option<String>,
    pub(crate) district: Option<String>,
    pub(crate) school: Option<String>,
    /// The region and the district are those of the list's title.
    pub(crate) titled: bool,
}

/// What the rows of a list stand under.
#[derive(Debug)]
pub(crate) struct Headings {
    /// The heading of every row.
    pub(crate) of_rows: Vec<Heading>,
    /// What the title names.
    pub(crate) title: Option<Heading>,
}

/// What kind of row it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Ignored(RowCode),
    Heading(Heading),
    Data,
}
