//! Line icons on a 16 × 16 grid, drawn for Orken. They decorate: the word stands beside them or in the label.

use leptos::prelude::*;

/// A picture beside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A cross.
    Close,
    /// A tick.
    Tick,
    /// A plus.
    Plus,
    /// Points down.
    Down,
    /// Points right.
    Right,
    /// Ascending.
    Up,
    /// An arrow back.
    Undo,
    /// An arrow forth.
    Redo,
    /// A lens.
    Search,
    /// A half-filled disc.
    Theme,
    /// Four tiles.
    Programmes,
    /// Two arrows.
    Data,
    /// Three dots.
    More,
    /// Upright bars.
    Columns,
    /// A sheet with a corner.
    File,
    /// A closed lock.
    Lock,
    /// A month sheet.
    Calendar,
    /// Two people.
    People,
    /// A list of lines.
    Rules,
    /// A funnel.
    Selection,
    /// Circles together.
    Groups,
    /// A grid.
    Timetable,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Tick => "M3.5 8.5l3 3 6-7",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Down => "M4 6.5l4 4 4-4",
            Self::Right => "M6 4l4 4-4 4",
            Self::Up => "M4 10l4-4 4 4",
            Self::Undo => "M6 3L2.8 6.2 6 9.4M3 6.2h6.2a3.8 3.8 0 010 7.6H6",
            Self::Redo => "M10 3l3.2 3.2L10 9.4M13 6.2H6.8a3.8 3.8 0 000 7.6H10",
            Self::Search => "M7 12A5 5 0 107 2a5 5 0 000 10zM10.7 10.7L14 14",
            Self::Theme => "M8 14A6 6 0 108 2a6 6 0 000 12zM8 2v12M8 4.5a3.5 3.5 0 010 7",
            Self::Programmes => "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z",
            Self::Data => "M5 13V3M5 3L2.5 5.5M5 3l2.5 2.5M11 3v10M11 13l-2.5-2.5M11 13l2.5-2.5",
            Self::More => "M3 8h.01M8 8h.01M13 8h.01",
            Self::Columns => "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
            Self::File => "M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5",
            Self::Lock => "M4 7.5h8V14H4zM5.5 7.5V5a2.5 2.5 0 015 0v2.5",
            Self::Calendar => "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v2.5M10.5 2v2.5",
            Self::People => {
                "M6 8a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM1.5 13.5c.4-2.6 2-4 4.5-4s4.1 1.4 4.5 4M10.5 3.200a2.3 2.3 0 010 4.500M12 9.800c1.5.5 2.3 1.8 2.5 3.7"
            }
            Self::Rules => "M2.5 4l1 1 1.8-2M2.5 8.500l1 1 1.8-2M2.5 13l1 1 1.8-2M8 4h5.500M8 8.500h5.500M8 13h5.5",
            Self::Selection => "M2 3h12l-4.5 5.500V13l-3 1.200V8.500z",
            Self::Groups => {
                "M5 7a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM11.5 8a2 2 0 100-4 2 2 0 000 4zM8 14.500a2.5 2.5 0 100-5 2.5 2.5 0 000 5z"
            }
            Self::Timetable => "M2 3h12v10.500H2zM2 6.500h12M2 10h12M6 3v10.500M10 3v10.5",
        }
    }
}

/// Draws a glyph in the colour of the text around it.
#[component]
pub fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
