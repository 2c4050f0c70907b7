//! A text of a date in pieces: numbers, months, words, and what stands between them, without what says nothing.

use std::borrow::Cow;

use super::super::fold::fold;
use super::super::grid::is_space;
use super::meant_digit;
use super::months::month;

#[derive(Debug, PartialEq, Clone, Copy)]
pub(super) enum Piece<'a> {
    Number(&'a str),
    Month(u32),
    Word(&'a str),
    Mark(char),
}

/// A piece and the bytes that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Words that add nothing to a month.
const MONTH_WORDS: [&str; 8] = ["месяц", "месяца", "месяце", "мес", "ай", "айы", "айында", "айынын"];

pub(super) fn is_year_word(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "г",
        "года",
        "год",
        "году",
        "ж",
        "жыл",
        "жылы",
        "жылгы",
        "жылдын",
        "жылда",
        "year",
        "учебный",
        "уч",
        "оку",
        "гг",
        "годы",
    ];
    WORDS.contains(&word)
}

/// The text with digits where letters were typed for them among digits: `15.О3.2021`.
pub(super) fn digits_mended(text: &str) -> Cow<'_, str> {
    let is_digits = |w: &str| {
        w.chars().any(|c| c.is_ascii_digit()) && w.chars().all(|c| c.is_ascii_digit() || meant_digit(c).is_some())
    };
    let slip = |w: &str| is_digits(w) && !w.bytes().all(|b| b.is_ascii_digit());
    let words = || text.split_inclusive(|c: char| !c.is_alphanumeric());
    let body = |w: &str| w.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if !words().any(|w| slip(&w[..body(w)])) {
        return Cow::Borrowed(text);
    }
    let mended = words().flat_map(|w| {
        let (word, mark) = w.split_at(body(w));
        let mend = slip(word);
        word.chars().map(move |c| if mend { meant_digit(c).unwrap_or(c) } else { c }).chain(mark.chars())
    });
    Cow::Owned(mended.collect())
}

/// The pieces of the text that may say something of a date.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let all = opened(without_numbers(text, split(text)));
    let mut kept: Vec<Token<'_>> = Vec::with_capacity(all.len());
    for (at, token) in all.iter().enumerate() {
        match token.piece {
            Piece::Mark(mark) if says_nothing(mark, &kept, all.get(at + 1), token.end) => {}
            Piece::Word(word) if is_around(word, &mut kept) => {}
            _ => kept.push(*token),
        }
    }
    kept
}

/// The pieces without the numbers of a list: `1. 15.03.2019 2. 20.06.2022`, `1. 2019 г.`, `2. март 2022`. A space parts
/// them from the date, which is whole without them.
fn without_numbers<'a>(text: &str, all: Vec<Token<'a>>) -> Vec<Token<'a>> {
    let is_day = |t: &Token<'_>| matches!(t.piece, Piece::Number(n) if n.len() <= 2);
    let joined = |two: &[Token<'_>]| two[0].end == two[1].start;
    let is_date = |rest: &[Token<'_>], digit: bool| match rest {
        // «2. марта» is a day.
        [first, ..] if matches!(first.piece, Piece::Month(_)) => {
            digit && !text[first.start..first.end].ends_with(['а', 'я'])
        }
        [first, ..] if matches!(first.piece, Piece::Number(n) if n.len() == 4) => digit,
        [a, m, b, n, c, ..] => {
            let marks = m.piece == n.piece && matches!(m.piece, Piece::Mark('.' | '/' | '-'));
            let year = matches!(c.piece, Piece::Number(y) if matches!(y.len(), 2 | 4));
            marks && year && is_day(a) && is_day(b) && rest[..5].windows(2).all(joined)
        }
        _ => false,
    };
    let numbers = |at: usize| {
        let [number, dot, rest @ ..] = &all[at..] else { return false };
        // «15. 3. 2021»: the month of a day.
        let in_date = at > 1 && is_day(&all[at - 2]) && matches!(all[at - 1].piece, Piece::Mark(_));
        let digit = matches!(number.piece, Piece::Number(n) if n.len() == 1);
        let parted = rest.first().is_some_and(|next| next.start > dot.end);
        is_day(number) && dot.piece == Piece::Mark('.') && parted && !in_date && is_date(rest, digit)
    };
    let gone: Vec<usize> = (0..all.len()).filter(|at| numbers(*at)).flat_map(|at| [at, at + 1]).collect();
    all.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, token)| *token).collect()
}

/// The pieces without the bracket that parts a month from its year: `2021 г. (март)`, `(март) 2021`, `март (2021)`,
/// `2021 (03)`. The bracket on the other side stays, so that what is there keeps apart.
fn opened(mut all: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let says_unit = |p: Piece<'_>| {
        p == Piece::Mark('.')
            || matches!(p, Piece::Word(w) if is_year_word(&fold(w)) || MONTH_WORDS.contains(&fold(w).as_str()))
    };
    let mut at = 0;
    while at + 2 < all.len() {
        let units = all[at + 2..].iter().take_while(|t| says_unit(t.piece)).count();
        let closes = all.get(at + 2 + units).is_some_and(|t| t.piece == Piece::Mark(')'));
        if all[at].piece == Piece::Mark('(') && closes {
            open(&mut all, at, at + 2 + units);
        }
        at += 1;
    }
    all
}

/// Takes away the one of two brackets at which a month and a year meet. A number before is no day: «Модуль 5 (март) 2021».
fn open(all: &mut Vec<Token<'_>>, from: usize, until: usize) {
    let is_year = |p: Piece<'_>| matches!(p, Piece::Number(y) if y.len() == 4);
    // «2021 г. (март)»: the word is of the year.
    let before = all[..from]
        .iter()
        .rev()
        .map(|t| t.piece)
        .find(|p| *p != Piece::Mark('.') && !matches!(p, Piece::Word(w) if is_year_word(&fold(w))));
    let after = all.get(until + 1).map(|t| t.piece);
    match all[from + 1].piece {
        Piece::Month(_) if before.is_some_and(is_year) => drop(all.remove(from)),
        Piece::Month(_) if !matches!(before, Some(Piece::Number(_))) && after.is_some_and(is_year) => {
            all.remove(until);
        }
        Piece::Number(n) if n.len() == 4 && matches!(before, Some(Piece::Month(_))) => drop(all.remove(from)),
        Piece::Number(n) if n.len() == 2 && before.is_some_and(is_year) => {
            if let Some(month) = n.parse().ok().filter(|m| (1..=12).contains(m)) {
                all[from + 1].piece = Piece::Month(month);
                all.remove(from);
            }
        }
        _ => {}
    }
}

/// Brackets of all kinds are one.
const fn bracket(mark: char) -> char {
    match mark {
        '[' | '{' => '(',
        ']' | '}' => ')',
        other => other,
    }
}

fn split(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let len_of = |p: fn(char) -> bool| rest.find(|c: char| !p(c)).unwrap_or(rest.len());
        let len = if first.is_ascii_digit() {
            len_of(|c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            len_of(char::is_alphabetic)
        } else {
            first.len_utf8()
        };
        let (word, tail) = rest.split_at(len);
        rest = tail;
        let piece = if first.is_ascii_digit() {
            Piece::Number(word)
        } else if first.is_alphabetic() {
            month(word).map_or(Piece::Word(word), Piece::Month)
        } else if is_space(first) || matches!(first, '«' | '»' | '"' | '“' | '”' | '„' | '\'' | '’' | '`') {
            continue;
        } else {
            Piece::Mark(bracket(first))
        };
        found.push(Token { piece, start, end: start + len });
    }
    found
}

/// A mark that is typed twice, or that stands by a month or after the word for a year: `15..03.2021`, `15 мар. 2021`,
/// `2021 ж. наурыз`. Between a number and a month it must touch both: «Модуль 5. Март 2021» names no day.
fn says_nothing(mark: char, kept: &[Token<'_>], next: Option<&Token<'_>>, end: usize) -> bool {
    let Some(before) = kept.last() else { return false };
    let light = matches!(mark, '.' | ',' | '-' | '–' | '—' | '/');
    match (before.piece, next.map(|t| (t.piece, t.start))) {
        (Piece::Mark(same), _) => same == mark,
        (Piece::Month(_), _) => light,
        (Piece::Word(word), _) => light && is_year_word(&fold(word)),
        (Piece::Number(n), Some((Piece::Month(_), start))) => {
            light && (n.len() == 4 || kept.len() == 1 || (mark != ',' && start == end))
        }
        _ => false,
    }
}

/// Words by a day or a month that add nothing: `15-го`, `15th`, `15-ші`, `март месяц`, `наурыз айы`.
fn is_around(word: &str, kept: &mut Vec<Token<'_>>) -> bool {
    const ORDINAL: [&str; 16] =
        ["го", "ого", "е", "ое", "й", "ий", "st", "nd", "rd", "th", "ши", "шы", "и", "ы", "иншии", "of"];
    let folded = fold(word);
    match kept.as_slice() {
        [.., last] if matches!(last.piece, Piece::Month(_)) => MONTH_WORDS.contains(&folded.as_str()),
        [.., last] if is_day(last) => ORDINAL.contains(&folded.as_str()),
        [.., day, dash] if is_day(day) && dash.piece == Piece::Mark('-') && ORDINAL.contains(&folded.as_str()) => {
            kept.pop();
            true
        }
        _ => false,
    }
}

fn is_day(token: &Token<'_>) -> bool {
    matches!(token.piece, Piece::Number(n) if n.len() <= 2)
}
