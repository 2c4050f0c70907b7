//! An index of districts and schools by everything that a list can call them by.

use std::collections::HashMap;

use super::names::{TIERS, district_keys, school_keys, tells_no_type};
use super::region::region_named;
use crate::model::{DistrictId, REGIONS, Region, SchoolId};
use crate::workspace::Workspace;

/// What a list says of where a school is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Whereabouts {
    /// Region, as it is written.
    pub(crate) region: String,
    /// District, as it is written.
    pub(crate) district: String,
}

/// What came of looking a school up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found<T> {
    /// One school.
    One(T),
    /// More than one fits equally.
    Several(Vec<T>),
    /// None fits.
    None,
}

/// One school of the index.
#[derive(Debug, Clone)]
struct Entry<T> {
    what: T,
    region: Region,
    district: usize,
    /// Its key by type and words, to measure distances from.
    key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scope {
    District(usize),
    Region(Region),
    Country,
}

/// Schools by scope and key, `T` being whatever stands for a school where the index is used.
#[derive(Debug)]
pub(crate) struct Places<T> {
    districts: Vec<(Region, String)>,
    by_district: HashMap<(Region, usize, String), Vec<usize>>,
    entries: Vec<Entry<T>>,
    by_key: HashMap<(Scope, usize, String), Vec<usize>>,
}

impl<T: Copy + PartialEq> Places<T> {
    pub(crate) fn new() -> Self {
        Self { districts: Vec::new(), by_district: HashMap::new(), entries: Vec::new(), by_key: HashMap::new() }
    }

    /// Adds the school `what` and, if it is new, its district.
    pub(crate) fn add(&mut self, what: T, region: Region, district: &str, name: &str) {
        let district = self.add_district(region, district);
        let at = self.entries.len();
        let keys = school_keys(name);
        self.entries.push(Entry { what, region, district, key: keys[2].clone() });
        for (tier, key) in keys.into_iter().enumerate() {
            for scope in [Scope::District(district), Scope::Region(region), Scope::Country] {
                self.by_key.entry((scope, tier, key.clone())).or_default().push(at);
            }
        }
    }

    /// The index of the district, which is added unless it is known by the same words or stems.
    fn add_district(&mut self, region: Region, name: &str) -> usize {
        let keys = district_keys(&city_name(name));
        let known = |tier: usize| self.by_district.get(&(region, tier, keys[tier].clone())).and_then(|all| all.first());
        if let Some(&at) = known(0).or_else(|| known(1)) {
            return at;
        }
        let at = self.districts.len();
        self.districts.push((region, name.to_owned()));
        for (tier, key) in keys.into_iter().enumerate() {
            self.by_district.entry((region, tier, key)).or_default().push(at);
        }
        at
    }

    /// The one district of the region that goes by this name.
    fn district(&self, region: Region, name: &str) -> Option<usize> {
        let keys = district_keys(&city_name(name));
        let found = keys.into_iter().enumerate().find_map(|(tier, key)| self.by_district.get(&(region, tier, key)));
        found.filter(|all| all.len() == 1).and_then(|all| all.first()).copied()
    }

    /// The districts of any region that go by this name.
    fn districts_anywhere(&self, name: &str) -> Vec<usize> {
        Region::all().filter_map(|r| self.district(r, name)).collect()
    }

    /// Where to look: in the district if one is named and known, in the region if no district is named, everywhere if
    /// neither is. None where what is named is not known: a school of the same name elsewhere is another school.
    fn scope(&self, at: &Whereabouts) -> Option<Scope> {
        let region = region_named(&at.region);
        match (at.region.is_empty(), at.district.is_empty()) {
            (true, true) => Some(Scope::Country),
            (false, true) => region.map(Scope::Region),
            (true, false) => match self.districts_anywhere(&at.district).as_slice() {
                [one] => Some(Scope::District(*one)),
                _ => None,
            },
            (false, false) => self.district(region?, &at.district).map(Scope::District),
        }
    }

    /// The school of this name there. The first tier at which anything fits decides.
    pub(crate) fn find(&self, at: &Whereabouts, name: &str) -> Found<T> {
        match self.scope(at) {
            Some(scope) => self.find_in(scope, name),
            None => Found::None,
        }
    }

    fn find_in(&self, scope: Scope, name: &str) -> Found<T> {
        let no_type = tells_no_type(name);
        for (tier, key) in school_keys(name).into_iter().enumerate() {
            if key.is_empty() || (tier == TIERS - 1 && !no_type) {
                continue;
            }
            match self.by_key.get(&(scope, tier, key)).map(Vec::as_slice) {
                Some([one]) => return Found::One(self.entries[*one].what),
                Some(several) if !several.is_empty() => {
                    return Found::Several(several.iter().map(|&e| self.entries[e].what).collect());
                }
                _ => {}
            }
        }
        Found::None
    }

    /// True where some school of the country goes by this name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.find_in(Scope::Country, name) != Found::None
    }

    /// The school of this name in the same district, else the only one in the region.
    pub(crate) fn find_near(&self, region: Region, district: &str, name: &str) -> Found<T> {
        let near = self.district(region, district).map_or(Found::None, |d| self.find_in(Scope::District(d), name));
        match near {
            Found::None => self.find_in(Scope::Region(region), name),
            found => found,
        }
    }

    /// True where the district has a school of this name already: by the same type and words.
    pub(crate) fn same_school(&self, region: Region, district: &str, name: &str) -> Option<T> {
        let district = self.district(region, district)?;
        let mut keys = school_keys(name).into_iter().enumerate().take(3).filter(|(_, k)| !k.is_empty());
        let found = keys.find_map(|(tier, key)| self.by_key.get(&(Scope::District(district), tier, key)))?;
        found.first().map(|&e| self.entries[e].what)
    }

    /// Schools that the name may mean, nearest first, with how far each is: 0 is the same name in another place.
    pub(crate) fn nearest(&self, at: &Whereabouts, name: &str, most: usize) -> Vec<(T, u32)> {
        let region = region_named(&at.region);
        let scope = self.scope(at);
        let [_, _, wanted, ..] = school_keys(name);
        let limit = (wanted.chars().count() / 2).max(2);
        let mut ranked: Vec<(usize, usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let inside = match scope {
                Some(Scope::District(d)) => entry.district == d,
                _ => region.is_none_or(|r| entry.region == r),
            };
            if inside {
                ranked.push((super::fold::distance(&wanted, &entry.key, limit), index));
            }
        }
        self.same_name_elsewhere(name, region, &mut ranked);
        ranked.retain(|(d, _)| *d <= limit);
        ranked.sort_unstable();
        ranked.dedup_by_key(|(_, index)| *index);
        let mut seen = Vec::new();
        for (d, index) in ranked {
            if !seen.iter().any(|(i, _)| *i == index) && seen.len() < most {
                seen.push((index, d));
            }
        }
        seen.into_iter().map(|(i, d)| (self.entries[i].what, u32::try_from(d).unwrap_or(u32::MAX))).collect()
    }

    fn same_name_elsewhere(&self, name: &str, region: Option<Region>, ranked: &mut Vec<(usize, usize)>) {
        let [_, _, key, ..] = school_keys(name);
        let scope = region.map_or(Scope::Country, Scope::Region);
        if let Some(all) = self.by_key.get(&(scope, 2, key)) {
            ranked.extend(all.iter().map(|&e| (0, e)));
        }
    }
}

/// Cities that are regional centres by one name, so that «Түркістан қаласы» and «г. Туркестан» are one.
fn city_name(text: &str) -> String {
    let folded = super::fold::fold(text);
    let word = |w: &str| matches!(w, "г" | "гор" | "город" | "города" | "кала" | "каласы" | "к" | "city");
    if !folded.split(' ').any(word) {
        return text.to_owned();
    }
    let bare: Vec<&str> = folded.split(' ').filter(|w| !word(w)).collect();
    let bare = bare.join(" ");
    let city = REGIONS.iter().find(|r| r.centres.iter().any(|c| super::fold::fold(c) == bare));
    city.map_or_else(|| text.to_owned(), |r| format!("г. {}", r.centres[1]))
}

/// The schools of a workspace.
pub(crate) fn known_places(workspace: &Workspace) -> Places<SchoolId> {
    let mut places = Places::new();
    for school in &workspace.schools {
        if let Some(district) = workspace.district_of(school) {
            places.add(school.id, district.region, &district.name, &school.name);
        }
    }
    places
}

/// The district of the workspace that goes by this name.
pub(crate) fn known_district(workspace: &Workspace, region: Region, name: &str) -> Option<DistrictId> {
    let wanted = district_keys(&city_name(name));
    let mut here = workspace.districts.iter().filter(|d| d.region == region);
    here.find(|d| district_keys(&city_name(&d.name))[1] == wanted[1]).map(|d| d.id)
}

/// Keys by which two spellings of a district are one, where it is to be made.
pub(crate) fn district_key(region: Region, name: &str) -> (Region, String) {
    let [_, stems, _] = district_keys(&city_name(name));
    (region, stems)
}
