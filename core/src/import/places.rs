//! An index of districts and schools by everything that a list can call them by.

use std::collections::HashMap;

use super::districts::Districts;
use super::lost;
use super::names::{AS_WRITTEN, Keys, Marks, WORDS};
use super::offices::offices;
use super::parted::Parted;
use super::region::{is_republican, region_named};
use crate::model::{DistrictId, Region, SchoolId};
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
    marks: Marks,
    kind: &'static str,
    stems: Vec<String>,
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
    districts: Districts<usize>,
    /// The region of each district.
    regions: Vec<Region>,
    entries: Vec<Entry<T>>,
    by_key: HashMap<(Scope, u8, String), Vec<usize>>,
}

impl<T: Copy + PartialEq> Places<T> {
    pub(crate) fn new() -> Self {
        Self { districts: Districts::new(), regions: Vec::new(), entries: Vec::new(), by_key: HashMap::new() }
    }

    /// Adds the school `what` and, if it is new, its district.
    pub(crate) fn add(&mut self, what: T, region: Region, district: &str, name: &str) {
        let district = self.add_district(region, district);
        let at = self.entries.len();
        let keys = Keys::of(name);
        let key = keys.by_words().to_owned();
        for (tier, key) in keys.all {
            for scope in [Scope::District(district), Scope::Region(region), Scope::Country] {
                self.by_key.entry((scope, tier, key.clone())).or_default().push(at);
            }
        }
        self.entries.push(Entry { what, region, district, key, marks: keys.marks, kind: keys.kind, stems: keys.stems });
    }

    /// The index of the district, which is added unless it is known.
    fn add_district(&mut self, region: Region, name: &str) -> usize {
        self.districts.same(region, name).unwrap_or_else(|| {
            let at = self.regions.len();
            self.regions.push(region);
            self.districts.add(at, region, name);
            at
        })
    }

    /// Where to look: in the district if one is named and known, in the region if no district is named, everywhere if
    /// neither is; nowhere if what is named is not known: a school of the same name elsewhere is another school. More
    /// than one place where a name doesn't tell a city from the district around it.
    fn scopes(&self, at: &Whereabouts) -> Vec<Scope> {
        let region = region_named(&at.region);
        if at.district.is_empty() {
            return match region {
                None if at.region.is_empty() => vec![Scope::Country],
                found => found.map(Scope::Region).into_iter().collect(),
            };
        }
        let districts: Vec<usize> = match region {
            Some(region) => self.districts.find(region, &at.district),
            None if at.region.is_empty() => self.districts.find_anywhere(&at.district),
            None => Vec::new(),
        };
        // A city of the republic that stands in the column of districts too names no part of it.
        let city = region_named(&at.district).filter(|r| r.facts().is_city && region.is_none_or(|named| named == *r));
        match (districts.is_empty(), city) {
            (true, Some(city)) => vec![Scope::Region(city)],
            _ => districts.into_iter().map(Scope::District).collect(),
        }
    }

    /// True where the list names a place that is known.
    pub(crate) fn knows_place(&self, at: &Whereabouts) -> bool {
        !self.scopes(at).is_empty()
    }

    /// The region of the one district of the country that goes by this name.
    pub(crate) fn region_of(&self, district: &str) -> Option<Region> {
        match self.districts.find_anywhere(district).as_slice() {
            [one] => self.regions.get(*one).copied(),
            _ => None,
        }
    }

    /// True where both name one known place.
    pub(crate) fn is_same_place(&self, one: &Whereabouts, other: &Whereabouts) -> bool {
        let scopes = self.scopes(one);
        !scopes.is_empty() && scopes == self.scopes(other)
    }

    /// The school of this name there. The first kind of key at which anything fits decides.
    pub(crate) fn find(&self, at: &Whereabouts, name: &str) -> Found<T> {
        self.find_in(&self.scopes(at), name)
    }

    fn find_in(&self, scopes: &[Scope], name: &str) -> Found<T> {
        let keys = Keys::of(name);
        let typeless = keys.tells_no_type();
        for (tier, key) in &keys.all {
            if Keys::is_typeless(*tier) && !typeless {
                continue;
            }
            let fitting: Vec<usize> =
                scopes.iter().flat_map(|scope| self.fitting(*scope, *tier, key, &keys.marks)).collect();
            if !fitting.is_empty() {
                return self.found(&fitting);
            }
        }
        if lost::is_lossy(name) { self.found(&self.lossy(scopes, name)) } else { Found::None }
    }

    /// Schools that have this key, but for those whose marks say otherwise. What is written alike is alike.
    fn fitting<'a>(&'a self, scope: Scope, tier: u8, key: &str, marks: &'a Marks) -> impl Iterator<Item = usize> + 'a {
        let all = self.by_key.get(&(scope, tier, key.to_owned())).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(move |&e| tier == AS_WRITTEN || self.entries[e].marks.agree(marks))
    }

    fn found(&self, entries: &[usize]) -> Found<T> {
        match entries {
            [] => Found::None,
            [one] => Found::One(self.entries[*one].what),
            several => Found::Several(several.iter().map(|&e| self.entries[e].what).collect()),
        }
    }

    /// Schools there whose names fit a text that lost letters.
    fn lossy(&self, scopes: &[Scope], name: &str) -> Vec<usize> {
        let wanted = Keys::of(&lost::marked(name));
        let fits = |e: &Entry<T>| {
            (wanted.kind == e.kind || wanted.tells_no_type())
                && lost::all_fit(&wanted.stems, &e.stems)
                && e.marks.agree(&wanted.marks)
        };
        let inside = |e: &Entry<T>| {
            scopes.iter().any(|s| match s {
                Scope::District(d) => e.district == *d,
                Scope::Region(r) => e.region == *r,
                Scope::Country => true,
            })
        };
        (0..self.entries.len()).filter(|&i| inside(&self.entries[i]) && fits(&self.entries[i])).collect()
    }

    /// True where the offices in the name say that the school is in another region or district.
    pub(crate) fn is_elsewhere(&self, what: T, name: &str) -> bool {
        let told = offices(name);
        let Some(entry) = self.entries.iter().find(|e| e.what == what) else { return false };
        let here = |place: &&String| self.districts.find(entry.region, place).contains(&entry.district);
        // A city of the republic names its region.
        let city = |place: &&String| region_named(place).is_some_and(|r| r.facts().is_city && r == entry.region);
        let known: Vec<&String> = told.districts.iter().filter(|p| self.districts.knows(p) || city(p)).collect();
        (!told.regions.is_empty() && !told.regions.contains(&entry.region))
            || (!known.is_empty() && !told.districts.iter().any(|p| here(&p) || city(&p)))
    }

    /// True where some school of the country goes by this name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.find_in(&[Scope::Country], name) != Found::None
    }

    /// True where some district of the country is called so.
    pub(crate) fn knows_district(&self, name: &str) -> bool {
        self.districts.knows(name)
    }

    /// True where the district of a cell in parts is known; one that no word tells may be a village's name.
    pub(crate) fn knows_part(&self, part: &Parted) -> bool {
        let at = Whereabouts { region: part.region.clone().unwrap_or_default(), district: part.district.clone() };
        let surely = || self.districts.goes_by(&part.district) || is_republican(&part.district);
        (self.knows_place(&at) || self.knows_district(&part.district)) && (!part.bare || surely())
    }

    /// The school of this name in the same district, else the only one in the region.
    pub(crate) fn find_near(&self, region: Region, district: &str, name: &str) -> Found<T> {
        let near: Vec<Scope> = self.districts.find(region, district).into_iter().map(Scope::District).collect();
        match self.find_in(&near, name) {
            Found::None => self.find_in(&[Scope::Region(region)], name),
            found => found,
        }
    }

    /// The school that the district has under this name already: by the same type and words.
    pub(crate) fn same_school(&self, region: Region, district: &str, name: &str) -> Option<T> {
        let scope = Scope::District(self.districts.same(region, district)?);
        let keys = Keys::of(name);
        let strict = keys.all.iter().filter(|(tier, _)| *tier <= WORDS);
        let found = strict.into_iter().find_map(|(tier, key)| self.fitting(scope, *tier, key, &keys.marks).next());
        found.map(|e| self.entries[e].what)
    }

    /// Schools that the name may mean, nearest first, with how far each is: 0 is the same name in another place.
    pub(crate) fn nearest(&self, at: &Whereabouts, name: &str, most: usize) -> Vec<(T, u32)> {
        let region = region_named(&at.region);
        let scopes = self.scopes(at);
        let districts: Vec<usize> =
            scopes.iter().filter_map(|s| if let Scope::District(d) = s { Some(*d) } else { None }).collect();
        let keys = Keys::of(name);
        let wanted = keys.by_words();
        let limit = (wanted.chars().count() / 2).max(2);
        let mut ranked: Vec<(usize, usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let inside = if districts.is_empty() {
                region.is_none_or(|r| entry.region == r)
            } else {
                districts.contains(&entry.district)
            };
            if inside {
                ranked.push((super::fold::distance(wanted, &entry.key, limit), index));
            }
        }
        // The same name elsewhere.
        let scope = region.map_or(Scope::Country, Scope::Region);
        if let Some(all) = self.by_key.get(&(scope, WORDS, wanted.to_owned())) {
            ranked.extend(all.iter().map(|&e| (0, e)));
        }
        ranked.retain(|(d, _)| *d <= limit);
        ranked.sort_unstable();
        let mut seen: Vec<(usize, usize)> = Vec::new();
        for (d, index) in ranked {
            if !seen.iter().any(|(i, _)| *i == index) && seen.len() < most {
                seen.push((index, d));
            }
        }
        seen.into_iter().map(|(i, d)| (self.entries[i].what, u32::try_from(d).unwrap_or(u32::MAX))).collect()
    }
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

/// The districts of a workspace.
pub(crate) fn known_districts(workspace: &Workspace) -> Districts<DistrictId> {
    let mut districts = Districts::new();
    for district in &workspace.districts {
        districts.add(district.id, district.region, &district.name);
    }
    districts
}
