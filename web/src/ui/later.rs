//! What need not be there at once: parts of a page that are drawn, and values that are worked out, each in its own
//! piece of work, so that the rest of the page does not wait for them.

use leptos::prelude::*;

/// Draws its children a moment after the page around them.
#[component]
pub fn Later(children: ChildrenFn) -> impl IntoView {
    let here = RwSignal::new(false);
    Effect::new(move |_| here.set(true));
    move || here.get().then(|| children())
}

/// A value that is worked out apart from those who show it, anew when what it reads has changed; none at first.
pub fn settled<T>(work_out: impl Fn() -> T + 'static) -> Signal<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
{
    let value = RwSignal::new(None);
    Effect::new(move |_| {
        let now = Some(work_out());
        if value.with_untracked(|was| *was != now) {
            value.set(now);
        }
    });
    value.into()
}
