//! Finds the school of a person: by what the row says, by a district that its cell of the school names too, and where
//! that leaves it open by the title of the list.

use std::collections::HashMap;

use super::draft::PersonDraft;
use super::parted::{Parted, parted};
use super::person::whereabouts;
use super::places::{Found, Places, Whereabouts};
use super::region::region_named;
use super::row::Heading;
use crate::model::SchoolId;

/// Distinct unknown schools that suggestions are looked for at once.
const SUGGESTED_AT_ONCE: usize = 200;

/// What looking a school up came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Looked {
    pub(super) school: Option<SchoolId>,
    pub(super) candidates: Vec<(SchoolId, u32)>,
}

/// Schools that were looked up, each way of writing one once.
#[derive(Debug)]
pub(super) struct LookUps<'a> {
    /// What the title of the list names.
    title: Option<&'a Heading>,
    done: HashMap<(Whereabouts, String), Looked>,
    unknown: usize,
}

impl<'a> LookUps<'a> {
    pub(super) fn new(title: Option<&'a Heading>) -> Self {
        Self { title, done: HashMap::new(), unknown: 0 }
    }

    /// The school of the person. Where the row itself didn't say the district that led to it, the draft says it then.
    pub(super) fn school_of(
        &mut self,
        places: &Places<SchoolId>,
        draft: &mut PersonDraft,
        heading: &Heading,
        village: Option<String>,
    ) -> Looked {
        let place = whereabouts(draft);
        let looked = self.find_under_title(places, &place, &draft.school_text);
        if looked.school.is_some() || draft.school_text.is_empty() {
            return looked;
        }
        // «СОШ имени Абая» beside «с. Златополье» in a cell of its own.
        if let Some(village) = village {
            let found = self.find_under_title(places, &place, &format!("{} {village}", draft.school_text));
            if found.school.is_some() {
                return found;
            }
        }
        // What a title says gives way to what the row says.
        let own = if heading.titled { Whereabouts::default() } else { place.clone() };
        let named = by_cell(places, &own, &draft.school_text).or_else(|| by_cell(places, &place, &draft.school_text));
        if let Some((at, name)) = named {
            let found = self.find(places, at.clone(), &name);
            (draft.region, draft.district) = (at.region, at.district);
            return found;
        }
        let by_title = self.title.and_then(|t| under_title(&place, t));
        if let Some(at) = by_title {
            let found = self.find(places, at.clone(), &draft.school_text);
            if found.school.is_some() {
                (draft.region, draft.district) = (at.region, at.district);
                return found;
            }
        }
        looked
    }

    /// Where the row tells no place, the school in the title's region; a namesake elsewhere is only offered.
    fn find_under_title(&mut self, places: &Places<SchoolId>, place: &Whereabouts, name: &str) -> Looked {
        let told = self.title.and_then(|t| t.region.clone()).filter(|_| *place == Whereabouts::default());
        let everywhere = self.find(places, place.clone(), name);
        let Some(region) = told else { return everywhere };
        let inside = self.find(places, Whereabouts { region, district: String::new() }, name);
        if inside.school.is_some() || !inside.candidates.is_empty() {
            return inside;
        }
        let namesake = everywhere.school.map(|s| (s, 0));
        Looked { school: None, candidates: namesake.into_iter().chain(everywhere.candidates).collect() }
    }

    fn find(&mut self, places: &Places<SchoolId>, place: Whereabouts, name: &str) -> Looked {
        const CANDIDATES: usize = 5;
        if name.is_empty() {
            return Looked::default();
        }
        let key = (place, name.to_owned());
        if let Some(done) = self.done.get(&key) {
            return done.clone();
        }
        let looked = match places.find(&key.0, name) {
            Found::One(school) if places.is_elsewhere(school, name) => {
                Looked { school: None, candidates: vec![(school, 0)] }
            }
            Found::One(school) => Looked { school: Some(school), candidates: Vec::new() },
            Found::Several(all) => Looked { school: None, candidates: all.into_iter().map(|s| (s, 0)).collect() },
            Found::None => {
                self.unknown += 1;
                // Measuring the distance to every school takes its time: past this many the list is the wrong one.
                let suggest = self.unknown <= SUGGESTED_AT_ONCE;
                let candidates = if suggest { places.nearest(&key.0, name, CANDIDATES) } else { Vec::new() };
                Looked { school: None, candidates }
            }
        };
        self.done.insert(key, looked.clone());
        looked
    }
}

/// Where and under which name to look for a school whose cell names its district too: none where the cell names no known
/// one, or the row says another district or region.
fn by_cell(places: &Places<SchoolId>, own: &Whereabouts, text: &str) -> Option<(Whereabouts, String)> {
    parted(text).into_iter().filter(|part| places.knows_part(part)).find_map(
        |Parted { region, district, school, .. }| {
            let told = region.unwrap_or_default();
            let agrees = own.region.is_empty() || told.is_empty() || region_named(&own.region) == region_named(&told);
            let region = if own.region.is_empty() { told } else { own.region.clone() };
            let at = Whereabouts { region, district };
            let known = if own.district.is_empty() { places.knows_place(&at) } else { places.is_same_place(own, &at) };
            let district = if own.district.is_empty() { at.district } else { own.district.clone() };
            (agrees && known).then_some((Whereabouts { region: at.region, district }, school))
        },
    )
}

/// The place with the district that the title names; a district that the row names alone is in the title's region.
fn under_title(place: &Whereabouts, title: &Heading) -> Option<Whereabouts> {
    if !place.district.is_empty() {
        let region = title.region.clone().filter(|_| place.region.is_empty())?;
        return Some(Whereabouts { region, district: place.district.clone() });
    }
    let district = title.district.clone()?;
    let region = if place.region.is_empty() { title.region.clone().unwrap_or_default() } else { place.region.clone() };
    Some(Whereabouts { region, district })
}
