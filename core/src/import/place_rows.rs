//! The place, or the school, that a text alone in its row names for the rows below.

use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::grouped::{is_of_several, without_schools};
use super::header::{Field, ListKind};
use super::names::is_named_school;
use super::offices::place_of_office;
use super::parted::{Parted, is_numbered, is_school, parted};
use super::place_text::{district_within, plain, region_and_district, without_country};
use super::region::{is_republican, region_named};
use super::remarks::without_list_words;
use super::row::Heading;
use super::shape::{Shapes, names_row};
use super::take::in_one_language;

impl Shapes<'_> {
    /// The place that a text alone in its row names.
    pub(super) fn heading(&self, column: usize, text: &str) -> Option<Heading> {
        let named = in_one_language(without_schools(without_country(without_list_words(plain(text)))));
        if is_of_several(named) {
            return Some(Heading { district: Some(named.to_owned()), ..Heading::default() });
        }
        let in_names = self.field(column).is_some_and(|f| names_row(f, self.kind));
        if in_names && self.kind == ListKind::People && is_initialled(text.trim()) && !self.is_known_place(named) {
            return None;
        }
        if is_vague(&fold(named)) && !is_numbered(named) && !self.is_known_place(named) {
            let within = district_within(named).filter(|(_, district)| (self.is_district)(district));
            return within.map(|(region, district)| Heading { region, district: Some(district), ..Heading::default() });
        }
        // A school in a column of places: the row was merged.
        let in_places = matches!(self.field(column), Some(Field::Region | Field::District));
        let school = || if in_places && is_named_school(named) { self.names_school(column, named, text) } else { None };
        let told = self.school_with_place(column, named).or_else(|| office(named)).or_else(school);
        let told = told.or_else(|| self.place(column, named)).or_else(|| self.names_school(column, named, text));
        // «Таблица 2. Педагоги г. Кокшетау»
        let title = || if self.titles { super::title::named(text, self.is_district) } else { None };
        told.or_else(|| title().map(|place| Heading { titled: false, ..place }))
    }

    /// A region, a district, a city, or a region and its district.
    fn place(&self, column: usize, named: &str) -> Option<Heading> {
        /// More words than that are a sentence.
        const MOST: usize = 10;
        let folded = fold(named);
        let count = folded.split(' ').count();
        let in_own = |f: Field| self.field(column) == Some(f);
        let own = |text: &str| Some(text.to_owned());
        let region = || Some(Heading { region: own(named), ..Heading::default() });
        let district = || Some(Heading { district: own(named), ..Heading::default() });
        let both = if count <= MOST { region_and_district(named) } else { None };
        if let Some((region, district)) = both {
            return Some(Heading { region: Some(region), district: Some(district), ..Heading::default() });
        }
        // «Аудан бойынша», «Город» say what kind of place, not which.
        let tells = tells_which(named);
        if in_own(Field::District) || (says_district(&folded) && count <= 6 && tells) {
            return district();
        }
        if let Some(found) = region_named(named) {
            // A town of a region stands beside its districts, and tells which region it is the centre of; a city of the
            // republic is a region.
            let town = says_city(&folded) && !found.facts().is_city;
            let of_town = || Heading { region: own(found.facts().names[1]), ..district().unwrap_or_default() };
            return if town { Some(of_town()) } else { region() };
        }
        if in_own(Field::Region) {
            return region();
        }
        let in_names = self.field(column).is_some_and(|f| names_row(f, self.kind));
        let city = tells && (folded.starts_with("г ") || (says_city(&folded) && count <= 3));
        let known = (self.is_district)(named) && (!in_names || count == 1);
        let adjective = count == 1 && folded.ends_with("ский") && !in_names;
        if (city && !is_named_school(named)) || known || adjective { district() } else { None }
    }

    /// «СОШ № 6 Аккольского района», «Аккольский район, СОШ № 6», «№ 1 орта мектеп, Көкшетау қ.», «СОШ № 2 (Кокшетау)».
    pub(super) fn school_with_place(&self, column: usize, named: &str) -> Option<Heading> {
        let in_places = matches!(self.field(column), Some(Field::Region | Field::District));
        if self.kind != ListKind::People || !is_school(named) || (in_places && !is_named_school(named)) {
            return None;
        }
        let known = |p: &Parted| {
            // «СОШ № 44 (Ақсу)» where a school is called so: the name is its village's.
            let said = !p.bare || !(self.is_school)(named);
            (self.is_placed)(p) && said && is_school(&p.school)
        };
        let Parted { region, district, .. } = parted(named).into_iter().find(known)?;
        let school = Some(named.to_owned());
        if is_republican(&district) && !(self.is_district)(&district) {
            return Some(Heading { region: Some(district), school, ..Heading::default() });
        }
        Some(Heading { region, district: Some(district), school, titled: false })
    }

    fn is_known_place(&self, text: &str) -> bool {
        (self.is_district)(text) || (self.is_school)(text) || region_named(text).is_some()
    }

    /// A school's name: a known one, or one that says its type or its number. Rows below an unknown one need a school,
    /// and don't belong to the school above.
    fn names_school(&self, column: usize, named: &str, text: &str) -> Option<Heading> {
        let in_names = self.field(column).is_some_and(|f| names_row(f, self.kind));
        let says_type = is_named_school(named) && !(in_names && is_short_name(named));
        let numbered = is_numbered(named);
        let known = (self.is_school)(text);
        let is_one = says_type || numbered || ((known || self.field(column) == Some(Field::School)) && !in_names);
        // What is written in full may be known where its shortened form is another.
        let name = if known { text } else { named };
        let short = fold(named).split(' ').count() <= 20;
        (self.kind == ListKind::People && is_one && short)
            .then(|| Heading { school: Some(name.to_owned()), ..Heading::default() })
    }
}

/// «КГУ "Отдел образования Бурабайского района" УО Акмолинской обл.»
fn office(named: &str) -> Option<Heading> {
    let district = place_of_office(named).filter(|_| !is_named_school(named))?;
    let region = region_and_district(named).map(|(region, _)| region);
    Some(Heading { region, district: Some(district), ..Heading::default() })
}

/// «Омаров Қ.», «Р.Н. Сатова»: a surname with initials, whatever such letters are short for elsewhere.
fn is_initialled(text: &str) -> bool {
    let initial = |word: &str| {
        let letters = word.chars().filter(|c| *c != '.');
        word.contains('.') && word.chars().all(|c| c == '.' || c.is_uppercase()) && (1..=2).contains(&letters.count())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let initials = words.iter().filter(|w| initial(w)).count();
    (2..=3).contains(&words.len())
        && (1..words.len()).contains(&initials)
        && words.iter().all(|w| initial(w) || is_capitalised(w))
}

/// «Ом Виктор», «Мо Вера»: a name with a word of two letters, which written large would be a type of school.
fn is_short_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=3).contains(&words.len())
        && words.iter().all(|w| is_capitalised(w))
        && words.iter().any(|w| w.chars().count() == 2)
}

/// One large letter, then small ones.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_some()
        && letters.all(|c| c.is_lowercase() || c == '-')
}

/// A part of a list, and no place: «Школы района», «1 группа», «Старшая школа, 10-11 классы».
fn is_vague(folded: &str) -> bool {
    const PARTS: [&str; 9] = ["школы", "группа", "группы", "топ", "этап", "раздел", "классы", "тур", "продолжение"];
    folded.split(' ').any(|w| PARTS.contains(&w))
}
