//! The regions of Kazakhstan as tiles, shaded by a figure, with the same figures as a table behind a switch.

use leptos::prelude::*;
use orken_core::model::Region;

use crate::locale::{Lang, lang, number};
use crate::{t, text};

/// Side of a tile and the gap after it, in units of the picture.
const TILE: u32 = 64;
const GAP: u32 = 4;

/// A tile map of regions.
#[component]
pub fn RegionTileMap(
    /// What the figures are.
    #[prop(into)]
    title: Signal<String>,
    /// A figure for each region that has one.
    #[prop(into)]
    values: Signal<Vec<(Region, f64)>>,
    /// The region that is open.
    #[prop(optional, into)]
    opened: Signal<Option<Region>>,
    /// A click on a tile, or on a line of the table.
    #[prop(optional, into)]
    on_open: Option<Callback<Region>>,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let word = move || if as_table.get() { text!(UiShowPicture) } else { text!(UiShowTable) };
    let most = Memo::new(move |_| values.with(|v| v.iter().map(|(_, n)| *n).fold(0.0, f64::max)));
    let value = move |region| values.with(|v| v.iter().find(|(r, _)| *r == region).map(|(_, n)| *n));
    let picture = move || {
        let tiles = Region::all().map(|r| tile(r, value(r), most.get(), opened.get() == Some(r), on_open));
        let size = format!("0 0 {} {}", 8 * (TILE + GAP), 5 * (TILE + GAP));
        view! {
            <svg class="tile-map" viewBox=size role="group" aria-label=move || title.get()>
                <title>{move || title.get()}</title>
                <desc>{t!(MapTitle)}</desc>
                {tiles.collect_view()}
            </svg>
        }
    };
    let lines = move || {
        let line = |r: Region| {
            let open = move |_| on_open.map_or((), |on_open| on_open.run(r));
            view! {
                <tr on:click=open>
                    <th scope="row">{region_name(r)}</th>
                    <td class="cell-figure">{value(r).map(number)}</td>
                </tr>
            }
        };
        view! {
            <table class="small-table">
                <caption>{move || title.get()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(MapRegion)}</th>
                        <th scope="col" class="cell-figure">
                            {t!(MapValue)}
                        </th>
                    </tr>
                </thead>
                <tbody>{Region::all().map(line).collect_view()}</tbody>
            </table>
        }
    };
    view! {
        <figure class="picture">
            {move || if as_table.get() { lines().into_any() } else { picture().into_any() }}
            <button type="button" class="button button-quiet" on:click=move |_| as_table.update(|t| *t = !*t)>
                {word}
            </button>
        </figure>
    }
}

fn tile(region: Region, value: Option<f64>, most: f64, open: bool, on_open: Option<Callback<Region>>) -> impl IntoView {
    let (column, row) = region.facts().tile;
    let (x, y) = (u32::from(column) * (TILE + GAP), u32::from(row) * (TILE + GAP));
    let share = value.filter(|_| most > 0.0).map_or(0.0, |n| n / most);
    let shade = match share {
        s if s <= 0.0 => 0,
        s if s <= 0.25 => 1,
        s if s <= 0.5 => 2,
        s if s <= 0.75 => 3,
        _ => 4,
    };
    let figure = value.map(number).unwrap_or_default();
    let spoken = format!("{}: {figure}", region_name(region));
    let act = move || on_open.map_or((), |on_open| on_open.run(region));
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" || event.key() == " " {
            event.prevent_default();
            act();
        }
    };
    let (middle, label) = (x + TILE / 2, spoken.clone());
    view! {
        <g
            class=format!("tile tile-{shade}")
            class:tile-open=open
            role=if on_open.is_some() { "button" } else { "img" }
            tabindex=on_open.map(|_| "0")
            aria-label=label
            on:click=move |_| act()
            on:keydown=key
        >
            <title>{spoken}</title>
            <rect x=x y=y width=TILE height=TILE rx="6" />
            <text class="tile-name" x=middle y=y + 26 text-anchor="middle">
                {short_name(region)}
            </text>
            <text class="tile-figure" x=middle y=y + 47 text-anchor="middle">
                {figure}
            </text>
        </g>
    }
}

/// A region's name in the chosen language; tracked.
#[must_use]
pub fn region_name(region: Region) -> String {
    region.facts().names[lang().index()].to_owned()
}

/// The name as a tile holds it: without the word for region, in three cases by the initials that everyone uses, and a
/// city with its word, because Almaty is both.
fn short_name(region: Region) -> String {
    let mut name = region_name(region);
    for (word, short) in [(" қаласы", " қ."), (" облысы", ""), ("область ", ""), (" область", ""), (" Region", "")]
    {
        name = name.replace(word, short);
    }
    let parts: Vec<&str> = name.split([' ', '-']).collect();
    match parts.as_slice() {
        [first, second] if !region.facts().is_city && lang() == Lang::En => {
            format!("{first} {}.", second.chars().take(3).collect::<String>())
        }
        [first, second] if !region.facts().is_city => {
            first.chars().take(1).chain(second.chars().take(1)).chain(['О']).collect::<String>().to_uppercase()
        }
        _ if name.chars().count() > LONGEST => name.chars().take(LONGEST - 2).chain(['.']).collect(),
        _ => name,
    }
}

/// Letters that a tile is wide enough for.
const LONGEST: usize = 11;
