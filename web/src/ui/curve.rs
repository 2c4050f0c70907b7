//! How a search goes: the best value found over time, and below it what nothing can beat. A picture only: the words beside
//! it say the same figures.

use leptos::prelude::*;

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 40.0;
/// Kept free above and below, so that lines are not cut off.
const MARGIN: f64 = 3.0;

/// A moment of a search: the best value so far, and the value that is proven to be out of reach below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// The least found.
    pub best: i64,
    /// What nothing is below; none while nothing is proven.
    pub bound: Option<i64>,
}

/// The curve; nothing before there are two moments.
#[component]
pub fn Curve(
    /// Moments, in even steps of time.
    #[prop(into)]
    points: Signal<Vec<CurvePoint>>,
) -> impl IntoView {
    move || {
        points.with(|points| {
            let lines = lines(points)?;
            Some(view! {
                <svg class="curve" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
                    <polyline class="curve-bound" points=lines.1 />
                    <polyline class="curve-best" points=lines.0 />
                </svg>
            })
        })
    }
}

/// Both lines as points of the picture; none where there is nothing to draw yet.
#[expect(clippy::cast_precision_loss, reason = "a picture of 40 units")]
fn lines(points: &[CurvePoint]) -> Option<(String, String)> {
    let least = points.iter().map(|p| p.bound.unwrap_or(p.best).min(p.best)).min()? as f64;
    let most = points.iter().map(|p| p.best).max()? as f64;
    if points.len() < 2 {
        return None;
    }
    let step = WIDTH / (points.len() - 1) as f64;
    let x = |at: usize| step * at as f64;
    let y = |value: i64| MARGIN + (HEIGHT - 2.0 * MARGIN) * (most - value as f64) / (most - least).max(1.0);
    let best = points.iter().enumerate().map(|(at, p)| format!("{:.1},{:.1}", x(at), y(p.best)));
    let bound = points.iter().enumerate().filter_map(|(at, p)| Some(format!("{:.1},{:.1}", x(at), y(p.bound?))));
    Some((best.collect::<Vec<_>>().join(" "), bound.collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_falls_and_the_bound_rises() {
        let point = |best, bound| CurvePoint { best, bound };
        assert_eq!(lines(&[point(9, None)]), None);
        let (best, bound) = lines(&[point(10, None), point(6, Some(0)), point(4, Some(4))]).expect("two moments");
        assert_eq!(best, "0.0,3.0 80.0,16.6 160.0,23.4");
        assert_eq!(bound, "80.0,37.0 160.0,23.4");
    }
}
