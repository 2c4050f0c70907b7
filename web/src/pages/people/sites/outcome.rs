//! What a choice of sites comes to: the figures, the map, and the sites with what each serves.

use leptos::prelude::*;
use orken_core::model::GeoPoint;
use orken_core::solver::siting::{Among, SiteCount, SitedPlace, SitingProposal};
use orken_core::workspace::Workspace;

use crate::locale::number;
use crate::pages::groups::{Findings, gap_words};
use crate::store::Store;
use crate::text as words_of;
use crate::ui::{MapPoint, PointMap, region_name};
use crate::{t, text};

/// Findings shown of those that are about single schools.
const SHOWN: usize = 8;

/// The choice in words and pictures.
pub(super) fn words(proposal: &SitingProposal) -> AnyView {
    let store = Store::expect();
    let lines = sentences(proposal);
    let (sites, dots) = store.peek(|w| (sites(proposal, w), dots(proposal, w)));
    let rows = store.peek(|w| proposal.sites.iter().enumerate().map(|(i, s)| row(i, s, w)).collect::<Vec<_>>());
    let unknown = proposal.findings.len();
    view! {
        {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        <div class="siting-outcome">
            <PointMap title=text!(SitesMap, n = proposal.sites.len()) sites dots />
            <SiteTable hubs=proposal.question.among == Among::Hubs rows />
        </div>
        {(unknown > 0).then(|| view! { <p>{text!(SitesPlacesUnknown, n = unknown)}</p> })}
        <Findings findings=proposal.findings.iter().take(SHOWN).cloned().collect() />
    }
    .into_any()
}

fn sentences(proposal: &SitingProposal) -> Vec<String> {
    let n = proposal.sites.len();
    let people: u64 = proposal.served.iter().map(|s| u64::from(s.people)).sum();
    let (mean, farthest) = (proposal.km / people.max(1), proposal.served.iter().map(|s| s.km).max().unwrap_or(0));
    let schools = proposal.served.iter().map(|s| s.school).collect::<std::collections::BTreeSet<_>>().len();
    let mut lines = vec![match proposal.question.among {
        Among::Venues => {
            text!(
                SitesServe,
                n = n,
                people = people,
                schools = schools,
                km = proposal.km,
                mean = mean,
                farthest = farthest
            )
        }
        Among::Hubs => text!(SitesAttach, n = n, schools = schools, mean = mean, farthest = farthest),
    }];
    lines.push(gap_words(proposal.gap));
    if proposal.question.count == SiteCount::Fewest {
        let proven = proposal.at_least as usize == n;
        lines.push(if proven { text!(SitesProvenFewest, n = n) } else { text!(SitesAtLeast, n = proposal.at_least) });
    }
    if let Some((km, today)) = proposal.today {
        lines.push(match (proposal.km.cmp(&km), proposal.km.abs_diff(km)) {
            (std::cmp::Ordering::Greater, more) => text!(SitesTodayLess, n = today, km = km, more = more),
            (std::cmp::Ordering::Less, less) => text!(SitesTodayMore, n = today, km = km, less = less),
            (std::cmp::Ordering::Equal, _) => text!(SitesTodaySame, n = today, km = km),
        });
    }
    lines
}

fn place(at: GeoPoint) -> (f64, f64) {
    (at.lon(), at.lat())
}

fn sites(proposal: &SitingProposal, w: &Workspace) -> Vec<MapPoint> {
    let one = |(site, s): (usize, &SitedPlace)| MapPoint {
        at: place(s.at),
        label: format!("{}. {}", site + 1, words_of::record_name(s.id, w)),
        site,
    };
    proposal.sites.iter().enumerate().map(one).collect()
}

fn dots(proposal: &SitingProposal, w: &Workspace) -> Vec<MapPoint> {
    let dots = proposal.served.iter().map(|s| {
        let school = words_of::record_name(s.school.into(), w);
        MapPoint { at: place(s.at), label: text!(GroupsFrom, school = school, km = s.km), site: s.site }
    });
    dots.collect()
}

/// A site's line: number, name, what is new about it, schools, people, mean and farthest way.
type Line = (usize, String, String, [u64; 4]);

fn row(index: usize, site: &SitedPlace, w: &Workspace) -> Line {
    let mut notes = Vec::new();
    if !site.now {
        notes.push(text!(SitesNew));
    }
    if !site.new_regions.is_empty() {
        let regions = site.new_regions.iter().map(|r| region_name(*r)).collect();
        notes.push(text!(SitesWillServe, list = words_of::listed(regions)));
    }
    let mean = site.km / u64::from(site.people).max(1);
    let figures = [site.schools.into(), site.people.into(), mean, site.farthest.into()];
    (index + 1, words_of::record_name(site.id, w), notes.join(" "), figures)
}

#[component]
fn SiteTable(hubs: bool, rows: Vec<Line>) -> impl IntoView {
    let line = move |(number_of, name, note, [schools, people, mean, farthest]): Line| {
        let note = (!note.is_empty()).then(|| view! { <small class="quiet">" " {note}</small> });
        view! {
            <tr>
                <th scope="row">{number_of} ". " {name} {note}</th>
                <td class=if hubs { "cell-figure" } else { "cell-figure cell-wide" }>{number(schools)}</td>
                {(!hubs).then(|| view! { <td class="cell-figure">{number(people)}</td> })}
                <td class="cell-figure">{number(mean)}</td>
                <td class="cell-figure">{number(farthest)}</td>
            </tr>
        }
    };
    view! {
        <table class="small-table" data-testid="sites">
            <caption>{t!(SitesTable)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(SitesSite)}</th>
                    <th scope="col" class=if hubs { "cell-figure" } else { "cell-figure cell-wide" }>{t!(PeopleTabSchools)}</th>
                    {(!hubs).then(|| view! { <th scope="col" class="cell-figure">{t!(GroupsPeople)}</th> })}
                    <th scope="col" class="cell-figure">{t!(GroupsKmEach)}</th>
                    <th scope="col" class="cell-figure">{t!(SitesFarthestKm)}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}
