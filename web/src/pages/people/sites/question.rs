//! The question as it is being put: what a site is, how many, how far, and what is decided already.

use std::collections::BTreeSet;

use leptos::prelude::*;
use orken_core::model::{RecordId, Region};
use orken_core::solver::siting::{Among, SiteCount, SitingQuestion, candidates};

use super::super::Desk;
use crate::store::Slice;
use crate::ui::{CheckboxField, Choice, MultiSelect, NumberField, SelectField, region_name};
use crate::{t, text};

/// How far an attached school is from its hub at the most, kilometres, before anyone says otherwise.
const HUB_KM: u32 = 60;

/// A question that may still lack something.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    desk: Desk,
    among: RwSignal<Among>,
    fewest: RwSignal<bool>,
    count: RwSignal<Option<u32>>,
    farthest: RwSignal<Option<u32>>,
    within_seats: RwSignal<bool>,
    as_served: RwSignal<bool>,
    regions: RwSignal<BTreeSet<String>>,
    must: RwSignal<BTreeSet<String>>,
    never: RwSignal<BTreeSet<String>>,
}

impl Draft {
    /// As many venues as the intake has now.
    pub(super) fn new(desk: Desk) -> Self {
        let now = desk.store.peek(|w| w.intakes.get(desk.intake).map_or(0, |i| i.venues.len()));
        Self {
            desk,
            among: RwSignal::new(Among::Venues),
            fewest: RwSignal::new(false),
            count: RwSignal::new(u32::try_from(now).ok().filter(|n| *n > 0)),
            farthest: RwSignal::new(None),
            within_seats: RwSignal::new(true),
            as_served: RwSignal::new(false),
            regions: RwSignal::default(),
            must: RwSignal::default(),
            never: RwSignal::default(),
        }
    }

    /// Tracks everything that is asked.
    pub(super) fn track(self) {
        let _ = self.question();
    }

    /// The question; none while the number of sites is missing. Tracked.
    pub(super) fn question(self) -> Option<SitingQuestion> {
        let (among, fewest, count) = (self.among.get(), self.fewest.get(), self.count.get());
        let ids =
            |chosen: RwSignal<BTreeSet<String>>| chosen.with(|set| set.iter().filter_map(|id| read_id(id)).collect());
        let question = SitingQuestion {
            intake: self.desk.intake,
            among,
            count: SiteCount::Fewest,
            farthest: self.farthest.get(),
            within_seats: self.within_seats.get(),
            as_served: self.as_served.get(),
            regions: self.chosen_regions(),
            must: ids(self.must),
            never: ids(self.never),
        };
        if fewest { Some(question) } else { count.map(|n| SitingQuestion { count: SiteCount::Exactly(n), ..question }) }
    }

    fn chosen_regions(self) -> Vec<Region> {
        self.regions.with(|set| set.iter().filter_map(|code| Region::from_code(code)).collect())
    }

    fn choose(self, among: Among) {
        self.must.set(BTreeSet::new());
        self.never.set(BTreeSet::new());
        self.fewest.set(among == Among::Hubs);
        self.farthest.set((among == Among::Hubs).then_some(HUB_KM));
        self.among.set(among);
    }

    /// Names of what could be a site; tracked.
    fn candidates(self) -> Vec<Choice> {
        let (among, regions) = (self.among.get(), self.chosen_regions());
        let asked = SitingQuestion { among, regions, ..SitingQuestion::venues(self.desk.intake, SiteCount::Fewest) };
        self.desk.store.read([Slice::Places, Slice::Intakes], |w| {
            let choice = |c: &orken_core::solver::siting::Candidate| {
                Choice::new(written_id(c.id), crate::text::record_name(c.id, w))
            };
            let mut all: Vec<Choice> = candidates(w, &asked).iter().map(choice).collect();
            all.sort_by(|a, b| a.label.cmp(&b.label));
            all
        })
    }
}

/// An id as a code of a choice.
fn written_id(id: RecordId) -> String {
    serde_json::to_string(&id).unwrap_or_default()
}

fn read_id(code: &str) -> Option<RecordId> {
    serde_json::from_str(code).ok()
}

/// The fields.
#[component]
pub(super) fn Form(draft: Draft) -> impl IntoView {
    let venues = move || draft.among.get() == Among::Venues;
    let among = Signal::derive(move || {
        vec![Choice::new("venues", text!(SitesAmongVenues)), Choice::new("hubs", text!(SitesAmongHubs))]
    });
    let count = Signal::derive(move || {
        vec![Choice::new("exactly", text!(SitesExactly)), Choice::new("fewest", text!(SitesFewest))]
    });
    let regions = Signal::derive(move || Region::all().map(|r| Choice::new(r.code(), region_name(r))).collect());
    let choices = Signal::derive(move || draft.candidates());
    let whole = |n: Option<u32>| n.map(i64::from);
    let positive = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    view! {
        <div class="fields-row">
            <SelectField
                label=t!(SitesAmong)
                choices=among
                value=Signal::derive(move || if venues() { "venues".to_owned() } else { "hubs".to_owned() })
                on_change=move |v: String| draft.choose(if v == "hubs" { Among::Hubs } else { Among::Venues })
            />
            <SelectField
                label=t!(SitesCount)
                choices=count
                value=Signal::derive(move || if draft.fewest.get() { "fewest".to_owned() } else { "exactly".to_owned() })
                on_change=move |v: String| draft.fewest.set(v == "fewest")
            />
            {move || {
                (!draft.fewest.get())
                    .then(|| {
                        view! {
                            <NumberField
                                label=t!(SitesNumber)
                                value=Signal::derive(move || whole(draft.count.get()))
                                on_change=move |n| draft.count.set(positive(n))
                                least=1
                                most=9_999
                            />
                        }
                    })
            }}
            <NumberField
                label=t!(SitesFarthest)
                value=Signal::derive(move || whole(draft.farthest.get()))
                on_change=move |n| draft.farthest.set(positive(n))
                least=1
                most=5_000
                hint=Signal::derive(t!(SitesFarthestHint))
            />
        </div>
        <div class="fields-row">
            {move || (!venues()).then(|| view! { <MultiSelect label=t!(SitesRegions) choices=regions chosen=draft.regions /> })}
            <MultiSelect label=t!(SitesMust) choices chosen=draft.must />
            <MultiSelect label=t!(SitesNever) choices chosen=draft.never />
        </div>
        {move || {
            venues()
                .then(|| {
                    view! {
                        <CheckboxField
                            label=t!(SitesWithinSeats)
                            value=draft.within_seats
                            on_change=move |yes| draft.within_seats.set(yes)
                        />
                        <CheckboxField
                            label=t!(SitesAsServed)
                            value=draft.as_served
                            on_change=move |yes| draft.as_served.set(yes)
                        />
                    }
                })
        }}
    }
}
