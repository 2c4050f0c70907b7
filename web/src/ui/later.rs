//! What need not be there at once: parts of a page that are drawn, and values that are worked out, each in its own
//! piece of work, so that the rest of the page does not wait for them.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::effects::turn::spawn_local;

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

/// Says whether a piece of work is still wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    mine: u32,
    latest: Rc<Cell<u32>>,
}

impl Wanted {
    /// False once something that it reads has changed, or the view is gone.
    #[must_use]
    pub fn still(&self) -> bool {
        self.mine == self.latest.get()
    }
}

/// As [`settled`], for what takes many short tasks: `begin` reads what it needs and hands back the work, which ends with
/// nothing as soon as it isn't wanted any more. The earlier value stands in meanwhile.
pub fn settled_in_turns<T, W>(begin: impl Fn(Wanted) -> W + 'static) -> Signal<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
    W: Future<Output = Option<T>> + 'static,
{
    let value = RwSignal::new(None);
    let latest = Rc::new(Cell::new(0_u32));
    let wanted = StoredValue::new_local(Rc::clone(&latest));
    on_cleanup(move || {
        let _ = wanted.try_with_value(|latest| latest.set(0));
    });
    Effect::new(move |_| {
        latest.set(latest.get() + 1);
        let work = begin(Wanted { mine: latest.get(), latest: Rc::clone(&latest) });
        spawn_local(async move {
            let Some(now) = work.await else { return };
            if value.try_with_untracked(|was| was.as_ref() != Some(&now)) == Some(true) {
                value.set(Some(now));
            }
        });
    });
    value.into()
}
