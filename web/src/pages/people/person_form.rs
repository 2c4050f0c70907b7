//! The form of a person. What is not known stays unknown: an empty field is never taken for a no.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::model::{
    AcademicHours, Category, Codes, GradeBand, Iin, IinError, Language, PastCourse, PersonFields, PersonId, Role,
    SchoolId, Sex, Subject,
};

use super::Desk;
use super::fields::{CodeField, Ordered, OrderedField, chosen, coded, languages, some, subjects, tags};
use super::form::{Form, Problems, submit};
use super::picker::SchoolPicker;
use crate::ui::{
    Button, ButtonKind, CheckboxField, Choice, DateField, MultiSelect, NumberField, SelectField, TextField,
};
use crate::{t, text};

/// What a form of a person holds.
#[derive(Clone, Copy)]
pub(super) struct PersonForm {
    before: StoredValue<Option<PersonFields>>,
    name: RwSignal<String>,
    school: RwSignal<Option<SchoolId>>,
    role: RwSignal<String>,
    acting: RwSignal<bool>,
    subjects: Ordered,
    grades: RwSignal<BTreeSet<String>>,
    languages: Ordered,
    category: RwSignal<String>,
    experience: RwSignal<Option<i64>>,
    /// Empty while unknown, else `never` or `taken`.
    trained: RwSignal<String>,
    courses: RwSignal<Vec<CourseForm>>,
    /// Masked as long as nobody types another.
    iin: RwSignal<String>,
    born: RwSignal<Option<NaiveDate>>,
    sex: RwSignal<String>,
    phone: RwSignal<String>,
    email: RwSignal<String>,
    tags: RwSignal<String>,
    offers: RwSignal<String>,
    wants: RwSignal<String>,
    note: RwSignal<String>,
}

/// A course that was taken, in the form.
#[derive(Clone, Copy)]
struct CourseForm {
    key: u32,
    ended: RwSignal<Option<NaiveDate>>,
    hours: RwSignal<Option<i64>>,
    title: RwSignal<String>,
    programme: Option<orken_core::model::ProgrammeId>,
}

impl CourseForm {
    fn of(key: u32, course: &PastCourse) -> Self {
        Self {
            key,
            ended: RwSignal::new(Some(course.ended)),
            hours: RwSignal::new(course.hours.map(|h| h.0.into())),
            title: RwSignal::new(course.title.clone().unwrap_or_default()),
            programme: course.programme,
        }
    }

    fn empty(key: u32) -> Self {
        let (ended, hours, title) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(String::new()));
        Self { key, ended, hours, title, programme: None }
    }

    fn read(self) -> Option<PastCourse> {
        let hours = self.hours.get_untracked().and_then(|h| u16::try_from(h).ok()).map(AcademicHours);
        Some(PastCourse {
            ended: self.ended.get_untracked()?,
            hours,
            title: some(&self.title.get_untracked()),
            programme: self.programme,
        })
    }
}

fn code_of<T>(value: Option<T>, code: fn(T) -> &'static str) -> RwSignal<String> {
    RwSignal::new(value.map(code).unwrap_or_default().to_owned())
}

impl PersonForm {
    /// The form of someone who is there.
    pub(super) fn of(person: &PersonFields) -> Self {
        let form = Self {
            before: StoredValue::new(Some(person.clone())),
            name: RwSignal::new(person.name.clone()),
            school: RwSignal::new(Some(person.school)),
            role: code_of(person.role, Role::code),
            acting: RwSignal::new(person.acting),
            subjects: Ordered::new(&person.subjects, Subject::code),
            grades: RwSignal::new(person.grades.iter().map(|g| g.code().to_owned()).collect()),
            languages: Ordered::new(&person.languages, Language::code),
            category: code_of(person.category, Category::code),
            experience: RwSignal::new(person.experience.map(i64::from)),
            trained: RwSignal::new(String::new()),
            courses: RwSignal::new(Vec::new()),
            iin: RwSignal::new(person.iin.as_ref().map(Iin::masked).unwrap_or_default()),
            born: RwSignal::new(person.born),
            sex: code_of(person.sex, Sex::code),
            phone: RwSignal::new(person.phone.clone().unwrap_or_default()),
            email: RwSignal::new(person.email.clone().unwrap_or_default()),
            tags: RwSignal::new(person.tags.join(", ")),
            offers: RwSignal::new(person.offers.join(", ")),
            wants: RwSignal::new(person.wants.join(", ")),
            note: RwSignal::new(person.note.clone().unwrap_or_default()),
        };
        if let Some(history) = &person.history {
            form.trained.set(if history.is_empty() { "never" } else { "taken" }.to_owned());
            form.courses.set((0..).zip(history).map(|(key, c)| CourseForm::of(key, c)).collect());
        }
        form
    }

    /// The form of someone new: a teacher, all else unknown.
    pub(super) fn empty() -> Self {
        let form = Self::of(&blank(SchoolId(0)));
        form.before.set_value(None);
        form.school.set(None);
        form
    }

    /// The person that the form tells of, or what keeps it from telling.
    fn read(self) -> Result<PersonFields, Vec<(&'static str, String)>> {
        let mut wrong = Vec::new();
        let name = some(&self.name.get_untracked());
        if name.is_none() {
            wrong.push(("name", text!(PeopleNameNeeded)));
        }
        let school = self.school.get_untracked();
        if school.is_none() {
            wrong.push(("school", text!(PeopleSchoolNeeded)));
        }
        let kept = self.before.with_value(|before| before.as_ref().and_then(|p| p.iin.clone()));
        let iin = read_iin(&self.iin.get_untracked(), kept).unwrap_or_else(|message| {
            wrong.push(("iin", message));
            None
        });
        let history = self.history().unwrap_or_else(|message| {
            wrong.push(("course", message));
            None
        });
        let (Some(name), Some(school), true) = (name, school, wrong.is_empty()) else { return Err(wrong) };
        let before = self.before.get_value().unwrap_or_else(|| blank(school));
        Ok(PersonFields {
            name,
            school,
            role: Role::from_code(&self.role.get_untracked()),
            acting: self.acting.get_untracked(),
            subjects: self.subjects.values(&before.subjects, Subject::ALL, Subject::code).into(),
            grades: self.grades.with_untracked(|set| chosen(set, GradeBand::ALL, GradeBand::code)).into(),
            languages: self.languages.values(&before.languages, Language::ALL, Language::code).into(),
            category: Category::from_code(&self.category.get_untracked()),
            experience: self.experience.get_untracked().and_then(|y| u16::try_from(y).ok()),
            history,
            iin,
            born: self.born.get_untracked(),
            sex: Sex::from_code(&self.sex.get_untracked()),
            phone: some(&self.phone.get_untracked()),
            email: some(&self.email.get_untracked()),
            tags: tags(&self.tags.get_untracked()),
            offers: tags(&self.offers.get_untracked()),
            wants: tags(&self.wants.get_untracked()),
            note: some(&self.note.get_untracked()),
            ..before
        })
    }

    fn history(self) -> Result<Option<Vec<PastCourse>>, String> {
        match self.trained.get_untracked().as_str() {
            "never" => Ok(Some(Vec::new())),
            "taken" => {
                let all: Option<Vec<_>> = self.courses.get_untracked().into_iter().map(CourseForm::read).collect();
                all.filter(|c| !c.is_empty()).map(Some).ok_or_else(|| text!(PeopleCourseNeeded))
            }
            _ => Ok(None),
        }
    }
}

fn blank(school: SchoolId) -> PersonFields {
    PersonFields {
        id: orken_core::command::provisional_ids().take(),
        name: String::new(),
        school,
        role: Some(Role::Teacher),
        acting: false,
        subjects: Codes::new(),
        grades: Codes::new(),
        languages: Codes::new(),
        category: None,
        experience: None,
        history: None,
        iin: None,
        born: None,
        sex: None,
        phone: None,
        email: None,
        tags: Vec::new(),
        offers: Vec::new(),
        wants: Vec::new(),
        note: None,
    }
}

/// Twelve digits, nothing, or the mask of the one that is kept.
fn read_iin(typed: &str, kept: Option<Iin>) -> Result<Option<Iin>, String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    if kept.as_ref().is_some_and(|kept| kept.masked() == digits) {
        return Ok(kept);
    }
    Iin::parse(&digits).map(Some).map_err(|error| match error {
        IinError::Length => text!(PeopleIinLength),
        IinError::Date => text!(PeopleIinDate),
        IinError::Century => text!(PeopleIinCentury),
        IinError::Checksum => text!(PeopleIinChecksum),
    })
}

/// The fields, with saving.
#[component]
pub(super) fn PersonFieldset(
    desk: Desk,
    form: PersonForm,
    id: Option<PersonId>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let problems = Problems::new();
    let save = move |()| match form.read() {
        Err(wrong) => problems.set(wrong),
        Ok(person) => {
            let records = vec![person.into()];
            let command = match id {
                Some(_) => Command::Put { what: Cause::Edit, records, remove: Vec::new() },
                None => Command::Add { what: Cause::Edit, records, intake: Some(desk.intake) },
            };
            submit(desk, command, problems, move || on_done.run(()));
        }
    };
    view! {
        <Form problems on_save=save on_cancel=on_done>
            <TextField label=t!(PeopleFullName) value=form.name error=problems.of("name") required=true />
            <SchoolPicker label=t!(DimensionSchool) value=form.school error=problems.of("school") />
            <CodeField label=t!(PeopleRole) choices=|| coded("role", Role::ALL, Role::code) value=form.role />
            <CheckboxField label=t!(PeopleActing) value=form.acting on_change=move |on| form.acting.set(on) />
            <OrderedField main=t!(PeopleMainSubject) others=t!(PeopleOtherSubjects) choices=subjects value=form.subjects />
            <MultiSelect
                label=t!(PeopleGrades)
                choices=|| coded("grade_band", GradeBand::ALL, GradeBand::code)
                chosen=form.grades
            />
            <OrderedField
                main=t!(PeopleMainLanguage)
                others=t!(PeopleOtherLanguages)
                choices=languages
                value=form.languages
            />
            <CodeField
                label=t!(PeopleCategory)
                choices=|| coded("category", Category::ALL, Category::code)
                value=form.category
            />
            <NumberField
                label=t!(PeopleExperienceYears)
                value=form.experience
                on_change=move |years| form.experience.set(years)
                most=80
            />
            <Courses form error=problems.of("course") />
            <TextField label=t!(PeopleIin) value=form.iin error=problems.of("iin") />
            <DateField label=t!(PeopleBorn) value=form.born on_change=move |day| form.born.set(day) />
            <CodeField label=t!(PeopleSex) choices=|| coded("sex", Sex::ALL, Sex::code) value=form.sex />
            <TextField label=t!(PeoplePhone) value=form.phone />
            <TextField label=t!(PeopleEmail) value=form.email />
            <TextField label=t!(PeopleOffers) value=form.offers hint=Signal::derive(t!(PeopleOffersHint)) />
            <TextField label=t!(PeopleWants) value=form.wants hint=Signal::derive(t!(PeopleWantsHint)) />
            <TextField label=t!(PeopleTags) value=form.tags hint=Signal::derive(t!(PeopleTagsHint)) />
            <TextField label=t!(PeopleNote) value=form.note lines=3 />
        </Form>
    }
}

/// Courses taken: unknown, never, or these.
#[component]
fn Courses(form: PersonForm, error: Signal<Option<String>>) -> impl IntoView {
    let choices = || vec![Choice::new("never", text!(PeopleNever)), Choice::new("taken", text!(PeopleTaken))];
    let add = move || {
        form.courses.update(|all| {
            let key = all.iter().map(|c| c.key + 1).max().unwrap_or(0);
            all.push(CourseForm::empty(key));
        });
    };
    let choose = move |code: String| {
        if code == "taken" && form.courses.with_untracked(Vec::is_empty) {
            add();
        }
        form.trained.set(code);
    };
    let one = move |course: CourseForm| {
        view! {
            <fieldset class="sub-form">
                <legend>{t!(PeopleCourse)}</legend>
                <DateField label=t!(PeopleCourseEnded) value=course.ended on_change=move |d| course.ended.set(d) />
                <NumberField
                    label=t!(PeopleCourseHours)
                    value=course.hours
                    on_change=move |n| course.hours.set(n)
                    most=5000
                />
                <TextField label=t!(PeopleCourseTitle) value=course.title />
                <Button
                    label=t!(PeopleRemove)
                    kind=ButtonKind::Quiet
                    on_click=move |()| form.courses.update(|all| all.retain(|c| c.key != course.key))
                />
            </fieldset>
        }
    };
    view! {
        <SelectField
            label=t!(PeopleCourses)
            choices
            value=form.trained
            on_change=choose
            none=Signal::derive(t!(ValueUnknown))
        />
        {move || {
            (form.trained.get() == "taken")
                .then(|| {
                    view! {
                        <For each=move || form.courses.get() key=|c| c.key children=one />
                        <p class="field-error" aria-live="polite">
                            {move || error.get()}
                        </p>
                        <Button label=t!(PeopleAddCourse) kind=ButtonKind::Quiet on_click=move |()| add() />
                    }
                })
        }}
    }
}
