//! The form of a school. A district that isn't there yet is added with it.

use leptos::prelude::*;
use orken_core::command::{Cause, Command, IdSource, provisional_ids};
use orken_core::model::{District, DistrictId, Language, Locality, Record, Region, School, SchoolId, SchoolKind};
use orken_core::workspace::Workspace;

use super::Desk;
use super::fields::{CodeField, Ordered, OrderedField, coded, degrees_text, languages, point, regions, some, tags};
use super::form::{Form, Problems, submit};
use super::picker::SchoolPicker;
use crate::store::Slice;
use crate::ui::{CheckboxField, Choice, NumberField, SelectField, TextField};
use crate::{t, text};

/// In place of a district's id: one whose name is written beside.
const OTHER: &str = "other";

/// What a form of a school holds.
#[derive(Clone, Copy)]
pub(super) struct SchoolForm {
    before: StoredValue<Option<School>>,
    name: RwSignal<String>,
    region: RwSignal<String>,
    /// Id of a district, [`OTHER`], or empty.
    district: RwSignal<String>,
    new_district: RwSignal<String>,
    kind: RwSignal<String>,
    locality: RwSignal<String>,
    hub: RwSignal<Option<SchoolId>>,
    hub_unknown: RwSignal<bool>,
    languages: Ordered,
    pupils: RwSignal<Option<i64>>,
    lat: RwSignal<String>,
    lon: RwSignal<String>,
    tags: RwSignal<String>,
    note: RwSignal<String>,
}

impl SchoolForm {
    pub(super) fn of(w: &Workspace, school: &School) -> Self {
        let region = w.region_of(school).map(Region::code).unwrap_or_default();
        Self {
            before: StoredValue::new(Some(school.clone())),
            name: RwSignal::new(school.name.clone()),
            region: RwSignal::new(region),
            district: RwSignal::new(school.district.0.to_string()),
            new_district: RwSignal::new(String::new()),
            kind: RwSignal::new(school.kind.code().to_owned()),
            locality: RwSignal::new(school.locality.map(Locality::code).unwrap_or_default().to_owned()),
            hub: RwSignal::new(school.hub),
            hub_unknown: RwSignal::new(school.hub_unknown),
            languages: Ordered::new(&school.languages, Language::code),
            pupils: RwSignal::new(school.pupils.map(i64::from)),
            lat: RwSignal::new(degrees_text(school.location.map(|p| p.lat()))),
            lon: RwSignal::new(degrees_text(school.location.map(|p| p.lon()))),
            tags: RwSignal::new(school.tags.join(", ")),
            note: RwSignal::new(school.note.clone().unwrap_or_default()),
        }
    }

    pub(super) fn empty() -> Self {
        let school = blank(&provisional_ids());
        let form = Self::of(&Workspace::default(), &school);
        form.before.set_value(None);
        form.district.set(String::new());
        form
    }

    /// The records that the form tells of, the school last, or what keeps it from telling.
    fn read(self) -> Result<Vec<Record>, Vec<(&'static str, String)>> {
        let ids = provisional_ids();
        let mut wrong = Vec::new();
        let name = some(&self.name.get_untracked());
        if name.is_none() {
            wrong.push(("name", text!(PeopleNameNeeded)));
        }
        let region = Region::from_code(&self.region.get_untracked());
        if region.is_none() {
            wrong.push(("region", text!(PeopleRegionNeeded)));
        }
        let district = self.read_district(region, &ids);
        if district.is_none() {
            wrong.push(("district", text!(PeopleDistrictNeeded)));
        }
        let location = point(&self.lat.get_untracked(), &self.lon.get_untracked()).unwrap_or_else(|message| {
            wrong.push(("location", message));
            None
        });
        let (Some(name), Some((district, new)), true) = (name, district, wrong.is_empty()) else { return Err(wrong) };
        let before = self.before.get_value().unwrap_or_else(|| blank(&ids));
        let own = |hub: SchoolId| hub == before.id && before.hub != Some(hub);
        let hub = self.hub.get_untracked().filter(|&hub| !own(hub));
        let school = School {
            name,
            district,
            kind: SchoolKind::from_code(&self.kind.get_untracked()).unwrap_or(SchoolKind::General),
            locality: Locality::from_code(&self.locality.get_untracked()),
            hub,
            hub_unknown: hub.is_none() && self.hub_unknown.get_untracked(),
            languages: self.languages.values(&before.languages, Language::ALL, Language::code),
            pupils: self.pupils.get_untracked().and_then(|n| u32::try_from(n).ok()),
            location,
            tags: tags(&self.tags.get_untracked()),
            note: some(&self.note.get_untracked()),
            ..before
        };
        Ok(new.into_iter().chain([school.into()]).collect())
    }

    /// The district that is chosen, or a new one with its record.
    fn read_district(self, region: Option<Region>, ids: &IdSource) -> Option<(DistrictId, Option<Record>)> {
        let chosen = self.district.get_untracked();
        if chosen != OTHER {
            return chosen.parse().ok().map(|id| (DistrictId(id), None));
        }
        let district = District { id: ids.take(), region: region?, name: some(&self.new_district.get_untracked())? };
        Some((district.id, Some(district.into())))
    }
}

fn blank(ids: &IdSource) -> School {
    School {
        id: ids.take(),
        district: DistrictId(0),
        name: String::new(),
        kind: SchoolKind::General,
        locality: None,
        hub: None,
        hub_unknown: false,
        languages: Vec::new(),
        pupils: None,
        location: None,
        tags: Vec::new(),
        note: None,
    }
}

/// The fields, with saving.
#[component]
pub(super) fn SchoolFields(desk: Desk, form: SchoolForm, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let problems = Problems::new();
    let save = move |()| match form.read() {
        Err(wrong) => problems.set(wrong),
        Ok(records) => {
            // New records get their ids; one that is there keeps its own.
            let command = Command::Add { what: Cause::Edit, records, intake: None };
            submit(desk, command, problems, move || on_done.run(()));
        }
    };
    view! {
        <Form problems on_save=save on_cancel=on_done>
            <TextField label=t!(PeopleSchoolName) value=form.name error=problems.of("name") required=true />
            <Place desk form problems />
            <SelectField
                label=t!(PeopleSchoolKind)
                choices=|| coded("school_kind", SchoolKind::ALL, SchoolKind::code)
                value=form.kind
                on_change=move |code| form.kind.set(code)
            />
            <CodeField
                label=t!(DimensionLocality)
                choices=|| coded("locality", Locality::ALL, Locality::code)
                value=form.locality
            />
            <SchoolPicker label=t!(PeopleHub) value=form.hub hubs_only=true optional=true />
            {move || {
                form.hub.get().is_none().then(|| view! { <CheckboxField label=t!(PeopleHubUnknown) value=form.hub_unknown on_change=move |yes| form.hub_unknown.set(yes) /> })
            }}
            <OrderedField
                main=t!(PeopleSchoolLanguage)
                others=t!(PeopleOtherLanguages)
                choices=languages
                value=form.languages
            />
            <NumberField label=t!(PeoplePupils) value=form.pupils on_change=move |n| form.pupils.set(n) />
            <TextField label=t!(PeopleLat) value=form.lat error=problems.of("location") />
            <TextField label=t!(PeopleLon) value=form.lon />
            <TextField label=t!(PeopleTags) value=form.tags hint=Signal::derive(t!(PeopleTagsHint)) />
            <TextField label=t!(PeopleNote) value=form.note lines=3 />
        </Form>
    }
}

/// Region and district.
#[component]
fn Place(desk: Desk, form: SchoolForm, problems: Problems) -> impl IntoView {
    let districts = move || {
        let region = form.region.get();
        let mut found: Vec<Choice> = desk.store.read(Slice::Places, |w| {
            let here = w.districts.iter().filter(|d| d.region.code() == region);
            here.map(|d| Choice::new(d.id.0.to_string(), d.name.clone())).collect()
        });
        found.sort_by(|a, b| a.label.cmp(&b.label));
        found.push(Choice::new(OTHER, text!(PeopleOtherDistrict)));
        found
    };
    let move_to = move |region: String| {
        form.region.set(region);
        form.district.set(String::new());
    };
    let message = move |field| move || problems.of(field).get().map(|m| view! { <p class="field-error">{m}</p> });
    view! {
        <SelectField
            label=t!(DimensionRegion)
            choices=regions
            value=form.region
            on_change=move_to
            none=Signal::derive(t!(UiChoose))
        />
        {message("region")}
        <SelectField
            label=t!(DimensionDistrict)
            choices=districts
            value=form.district
            on_change=move |id| form.district.set(id)
            none=Signal::derive(t!(UiChoose))
        />
        {message("district")}
        {move || {
            (form.district.get() == OTHER)
                .then(|| view! { <TextField label=t!(PeopleNewDistrict) value=form.new_district required=true /> })
        }}
    }
}
