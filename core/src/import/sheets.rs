//! Which sheet of a book is read.

use super::fold::fold;
use super::grid::Book;
use super::header::{Header, ListKind};
use super::header_rows::find_header;
use super::list_kind::kind_by_rows;

/// How much a sheet must tell more than the first with a header to be read in its place, where both are lists of one
/// kind: parts of a list are read one after the other, but an example before the list is not the list.
const MUCH_MORE: usize = 3;

/// What a sheet with an example is called.
const EXAMPLES: [&str; 5] = ["образец", "пример", "шаблон", "улги", "example"];

/// A sheet that has a header.
struct Candidate {
    index: usize,
    header: Header,
    kind: ListKind,
    /// Rows below the header times things that they tell.
    tells: usize,
    /// An example of how to fill the list in.
    example: bool,
}

/// The sheet to read with its header: the first that has one, unless a later one tells much more, or tells more and is
/// of people after one of schools.
pub(crate) fn best_sheet(book: &Book) -> Option<(usize, Header)> {
    let candidates = book.sheets.iter().enumerate().filter_map(|(index, sheet)| {
        let header = find_header(sheet)?;
        let kind = kind_by_rows(&header, sheet.rows.iter().map(Vec::as_slice))?;
        let above = header.rows.last().copied().unwrap_or_default() as usize;
        let rows = sheet.rows.iter().skip(above).filter(|r| r.iter().filter(|c| !c.is_blank()).count() > 1).count();
        let things = header.mapping.columns.iter().flatten().count();
        let named = fold(&sheet.name);
        let example = rows <= 2 || EXAMPLES.iter().any(|word| named.contains(word));
        Some(Candidate { index, header, kind, tells: rows * things, example })
    });
    let best = candidates.reduce(|best, next| {
        let people = best.kind == ListKind::Schools && next.kind == ListKind::People;
        let other = best.kind == ListKind::People && next.kind == ListKind::Schools;
        let more = if people {
            next.tells > best.tells
        } else {
            !other && best.example && next.tells > best.tells * MUCH_MORE
        };
        if more { next } else { best }
    })?;
    Some((best.index, best.header))
}
