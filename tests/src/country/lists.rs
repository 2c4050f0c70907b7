//! The country as the two lists that a coordinator would be sent: schools and teachers, delimited by `;`.

use std::fmt::Write;

use orken_core::model::*;
use orken_core::workspace::Workspace;

/// The list of schools, a line each below its header.
#[must_use]
pub fn schools(workspace: &Workspace) -> String {
    let mut text = String::from("№;Область;Район;Школа;Вид;Местность;Язык обучения;Учащихся;Широта;Долгота\n");
    for (number, school) in (1..).zip(&workspace.schools) {
        let (region, district) = place(workspace, school);
        let kind = if school.kind == SchoolKind::SmallClass {
            "малокомплектная"
        } else {
            "общеобразовательная"
        };
        let locality = if school.locality == Some(Locality::Rural) { "село" } else { "город" };
        let languages: Vec<&str> = school.languages.iter().map(|l| language(*l)).collect();
        let pupils = school.pupils.unwrap_or_default();
        let (lat, lon) = school.location.map_or((0.0, 0.0), |at| (at.lat(), at.lon()));
        let languages = languages.join(", ");
        let _ = writeln!(
            text,
            "{number};{region};{district};{};{kind};{locality};{languages};{pupils};{lat};{lon}",
            school.name
        );
    }
    text
}

/// The list of teachers, a line each below its header.
#[must_use]
pub fn teachers(workspace: &Workspace) -> String {
    let mut text = String::from(
        "№;ФИО;Область;Район;Школа;Должность;Предмет;Язык;Категория;Стаж;Дата рождения;Последний курс;Часы\n",
    );
    for (number, person) in (1..).zip(&workspace.people) {
        let Some(school) = workspace.school_of(person) else { continue };
        let (region, district) = place(workspace, school);
        let role = if person.role() == Some(Role::VicePrincipal) {
            "заместитель директора"
        } else {
            "учитель"
        };
        let subject = person.subjects().first().map_or("", |s| subject(*s));
        let taught = person.languages().first().map_or("", |l| language(*l));
        let category = person.category().map_or("", category);
        let years = person.experience().map(|y| y.to_string()).unwrap_or_default();
        let born = person.born().map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default();
        let (last, hours) = last_course(person);
        let _ = writeln!(
            text,
            "{number};{};{region};{district};{};{role};{subject};{taught};{category};{years};{born};{last};{hours}",
            person.name(),
            school.name
        );
    }
    text
}

fn place<'a>(workspace: &'a Workspace, school: &School) -> (&'static str, &'a str) {
    let district = workspace.district_of(school);
    (district.map_or("", |d| d.region.facts().names[1]), district.map_or("", |d| d.name.as_str()))
}

fn last_course(person: &Person) -> (String, String) {
    match person.history().map(|mut courses| courses.next()) {
        None => (String::new(), String::new()),
        Some(None) => ("не проходил".to_owned(), String::new()),
        Some(Some(course)) => {
            let hours = course.hours.map(|h| h.0.to_string()).unwrap_or_default();
            (course.ended.format("%d.%m.%Y").to_string(), hours)
        }
    }
}

const fn language(language: Language) -> &'static str {
    match language {
        Language::Russian => "русский",
        _ => "казахский",
    }
}

const fn category(category: Category) -> &'static str {
    match category {
        Category::Pedagogue => "педагог",
        Category::Moderator => "педагог-модератор",
        Category::Expert => "педагог-эксперт",
        Category::Researcher => "педагог-исследователь",
        Category::Master => "педагог-мастер",
        _ => "",
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Primary => "начальные классы",
        Subject::Mathematics => "математика",
        Subject::Kazakh => "казахский язык",
        Subject::Russian => "русский язык",
        Subject::English => "английский язык",
        Subject::HistoryOfKazakhstan => "история Казахстана",
        Subject::Physics => "физика",
        Subject::Chemistry => "химия",
        Subject::Biology => "биология",
        Subject::Geography => "география",
        Subject::Informatics => "информатика",
        Subject::PhysicalEducation => "физическая культура",
        _ => "технология",
    }
}
