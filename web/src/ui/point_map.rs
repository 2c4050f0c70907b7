//! Places on a map without a background: sites as numbered marks, and what they serve as dots, each with a line to its
//! site. What it shows is told in a table beside it, so it is a picture for those who see it and no more.

use leptos::prelude::*;

/// Width of the picture in its own units; the height follows from what is shown.
const WIDTH: f64 = 640.0;
const MARGIN: f64 = 18.0;
/// A degree of longitude against one of latitude at 48° north, the middle of the country.
const NARROWER: f64 = 0.669;
/// Most lines drawn: past it dots alone say as much.
const LINES: usize = 1_500;

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPoint {
    /// Degrees east and north.
    pub at: (f64, f64),
    /// What it is called.
    pub label: String,
    /// Index of its site among the sites; a site's own.
    pub site: usize,
}

/// The map.
#[component]
pub fn PointMap(
    /// What it shows, for those who listen.
    title: String,
    /// Sites, in the order of their numbers.
    sites: Vec<MapPoint>,
    /// What they serve.
    dots: Vec<MapPoint>,
) -> impl IntoView {
    let frame = Frame::around(sites.iter().chain(&dots).map(|p| p.at));
    let size = format!("0 0 {WIDTH} {:.0}", frame.height);
    let lines = dots.iter().take(LINES).filter_map(|dot| {
        let ((x1, y1), (x2, y2)) = (frame.put(dot.at), frame.put(sites.get(dot.site)?.at));
        Some(view! { <line class=colour("map-line", dot.site) x1=x1 y1=y1 x2=x2 y2=y2 /> })
    });
    let marks = dots.iter().map(|dot| {
        let (x, y) = frame.put(dot.at);
        view! {
            <circle class=colour("map-dot", dot.site) cx=x cy=y r="3">
                <title>{dot.label.clone()}</title>
            </circle>
        }
    });
    let numbers = sites.iter().enumerate().map(|(index, site)| {
        let (x, y) = frame.put(site.at);
        let (x2, y2) = (x.clone(), y.clone());
        view! {
            <g class=colour("map-site", site.site)>
                <title>{site.label.clone()}</title>
                <circle cx=x cy=y r="10" />
                <text x=x2 y=y2 dy="4" text-anchor="middle">
                    {index + 1}
                </text>
            </g>
        }
    });
    view! {
        <svg class="point-map" viewBox=size role="img" aria-label=title>
            {lines.collect_view()}
            {marks.collect_view()}
            {numbers.collect_view()}
        </svg>
    }
}

fn colour(class: &str, site: usize) -> String {
    format!("{class} stream-{}", site % 6)
}

/// The part of the country that is shown.
struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    height: f64,
}

impl Frame {
    fn around(points: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        let least = |read: fn((f64, f64)) -> f64| points.clone().map(read).fold(f64::INFINITY, f64::min);
        let most = |read: fn((f64, f64)) -> f64| points.clone().map(read).fold(f64::NEG_INFINITY, f64::max);
        let (west, east) = (least(|p| p.0), most(|p| p.0));
        let (south, north) = (least(|p| p.1), most(|p| p.1));
        // One place alone, or none, still wants a picture.
        let wide = ((east - west) * NARROWER).max(0.5);
        let scale = (WIDTH - 2.0 * MARGIN) / wide;
        let height = ((north - south).max(0.1) * scale + 2.0 * MARGIN).clamp(120.0, WIDTH);
        let scale = scale.min((height - 2.0 * MARGIN) / (north - south).max(0.1));
        Self { west, north, scale, height }
    }

    fn put(&self, (lon, lat): (f64, f64)) -> (String, String) {
        let x = MARGIN + (lon - self.west) * NARROWER * self.scale;
        let y = MARGIN + (self.north - lat) * self.scale;
        (format!("{x:.1}"), format!("{y:.1}"))
    }
}
