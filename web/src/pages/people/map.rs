//! People of the intake by region, on the tile map or as its table. A region that is chosen filters the list.

use std::collections::BTreeMap;

use leptos::prelude::*;
use orken_core::model::Region;

use super::Desk;
use crate::store::Slice;
use crate::t;
use crate::ui::{Filter, RegionTileMap};

#[component]
pub(super) fn PeopleMap(desk: Desk, region: Filter) -> impl IntoView {
    let values = Memo::new(move |_| {
        desk.store.read([Slice::People, Slice::Places, Slice::Enrolments], |w| {
            let mut counts: BTreeMap<Region, u32> = BTreeMap::new();
            let people = w.enrolments_of(desk.intake).filter_map(|e| w.people.get(e.person));
            for region in people.filter_map(|p| w.school_of(p)).filter_map(|s| w.region_of(s)) {
                *counts.entry(region).or_default() += 1;
            }
            counts.into_iter().map(|(region, count)| (region, f64::from(count))).collect::<Vec<_>>()
        })
    });
    let opened = Signal::derive(move || {
        region.chosen.with(|set| match set.len() {
            1 => set.first().and_then(|code| Region::from_code(code)),
            _ => None,
        })
    });
    let flip = move |picked: Region| {
        let code = picked.code();
        region.chosen.update(|set| {
            if set.len() == 1 && set.contains(&code) {
                set.clear();
            } else {
                set.clear();
                set.insert(code);
            }
        });
    };
    view! {
        <div class="people-map">
            <RegionTileMap title=t!(PeopleMapTitle) values opened on_open=flip />
        </div>
    }
}
