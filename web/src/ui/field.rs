//! Fields of a form. Each keeps what was typed even when it can't be used, and says under it what is wrong.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::locale::Key;
use crate::{t, text};

/// A value of a list and its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The code that is kept.
    pub value: String,
    /// The word that is shown.
    pub label: String,
}

impl Choice {
    /// A value with its word.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A fresh id for a field on this page.
pub(super) fn fresh_id() -> String {
    use std::cell::Cell;
    thread_local! { static NEXT: Cell<u32> = const { Cell::new(0) }; }
    NEXT.with(|next| {
        next.set(next.get() + 1);
        format!("field-{}", next.get())
    })
}

/// Label above, hint and message below. `control` gets the id of the input and of its description.
pub(super) fn shell(
    id: String,
    label: Signal<String>,
    hint: Option<Signal<String>>,
    error: Signal<Option<String>>,
    required: bool,
    control: AnyView,
) -> AnyView {
    let (label_for, error_id) = (id.clone(), format!("{id}-error"));
    view! {
        <div class="field" class:field-bad=move || error.get().is_some()>
            <label class="field-label" for=label_for>
                {label}
                {required
                    .then(|| {
                        view! {
                            <span class="field-required">" · " {t!(UiRequired)}</span>
                        }
                    })}
            </label>
            {control}
            {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
            <p class="field-error" id=error_id aria-live="polite">
                {move || error.get()}
            </p>
        </div>
    }
    .into_any()
}

/// One line of text, or several with `lines`.
#[component]
pub fn TextField(
    /// What to write.
    #[prop(into)]
    label: Signal<String>,
    /// The text, kept as typed.
    value: RwSignal<String>,
    /// Help under the field.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It can't stay empty.
    #[prop(optional)]
    required: bool,
    /// More than one line high.
    #[prop(optional)]
    lines: u32,
    /// When the field is left or Enter is pressed.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let id = fresh_id();
    let described = format!("{id}-error");
    let commit = move || {
        if let Some(on_commit) = on_commit {
            on_commit.run(value.get_untracked());
        }
    };
    let invalid = move || error.get().is_some().then_some("true");
    let control = if lines > 1 {
        view! {
            <textarea
                class="input"
                id=id.clone()
                rows=lines
                prop:value=move || value.get()
                aria-invalid=invalid
                aria-describedby=described
                on:input=move |e| value.set(event_target_value(&e))
                on:change=move |_| commit()
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="input"
                type="text"
                autocomplete="off"
                id=id.clone()
                prop:value=move || value.get()
                required=required
                aria-invalid=invalid
                aria-describedby=described
                on:input=move |e| value.set(event_target_value(&e))
                on:change=move |_| commit()
            />
        }
        .into_any()
    };
    shell(id, label, hint, error, required, control)
}

/// A whole number. Keeps what was typed; `on_change` gets the number, or none for an empty field, only when it is right.
#[component]
pub fn NumberField(
    /// What to write.
    #[prop(into)]
    label: Signal<String>,
    /// The number that stands there.
    #[prop(into)]
    value: Signal<Option<i64>>,
    /// A right number was typed, or the field emptied.
    #[prop(into)]
    on_change: Callback<Option<i64>>,
    /// The least.
    #[prop(default = 0)]
    least: i64,
    /// The most.
    #[prop(default = 1_000_000)]
    most: i64,
    /// Help under the field.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let id = fresh_id();
    let described = format!("{id}-error");
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        let shown = value.get().map(|n| n.to_string()).unwrap_or_default();
        // What is typed and still wrong stays.
        if whole(&typed.get_untracked()) != Some(value.get()) {
            typed.set(shown);
        }
    });
    let error = Signal::derive(move || match whole(&typed.get()) {
        None => Some(text!(FieldNumberWrong, value = typed.get())),
        Some(Some(n)) if n < least || n > most => Some(text!(FieldNumberRange, least = least, most = most)),
        Some(_) => None,
    });
    let on_input = move |e| {
        typed.set(event_target_value(&e));
        if let (Some(n), None) = (whole(&typed.get_untracked()), error.get_untracked()) {
            on_change.run(n);
        }
    };
    let control = view! {
        <input
            class="input input-figure"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            id=id.clone()
            prop:value=move || typed.get()
            aria-invalid=move || error.get().is_some().then_some("true")
            aria-describedby=described
            on:input=on_input
        />
    };
    shell(id, label, hint, error, false, control.into_any())
}

/// An empty text is no number; spaces between digits are ignored; anything else is none.
fn whole(typed: &str) -> Option<Option<i64>> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() { Some(None) } else { digits.parse().ok().map(Some) }
}

/// A day, typed as day.month.year or chosen in the browser's calendar. Keeps what was typed.
#[component]
pub fn DateField(
    /// What to write.
    #[prop(into)]
    label: Signal<String>,
    /// The day that stands there.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// A right day was typed or chosen, or the field emptied.
    #[prop(into)]
    on_change: Callback<Option<NaiveDate>>,
) -> impl IntoView {
    let id = fresh_id();
    let described = format!("{id}-error");
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if parse_day(&typed.get_untracked()) != Some(value.get()) {
            typed.set(value.get().map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default());
        }
    });
    let error =
        Signal::derive(move || parse_day(&typed.get()).is_none().then(|| text!(FieldDateWrong, value = typed.get())));
    let take = move |text: String| {
        typed.set(text);
        if let Some(day) = parse_day(&typed.get_untracked()) {
            on_change.run(day);
        }
    };
    let control = view! {
        <div class="date">
            <input
                class="input input-figure"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                placeholder=t!(FieldDateHint)
                id=id.clone()
                prop:value=move || typed.get()
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described
                on:change=move |e| take(event_target_value(&e))
            />
            <input
                class="date-pick"
                type="date"
                aria-label=t!(FieldDatePick)
                title=t!(FieldDatePick)
                prop:value=move || value.get().map(|d| d.to_string()).unwrap_or_default()
                on:change=move |e| {
                    if let Ok(day) = event_target_value(&e).parse::<NaiveDate>() {
                        take(day.format("%d.%m.%Y").to_string());
                    }
                }
            />
        </div>
    };
    shell(id, label, None, error, false, control.into_any())
}

/// `24.03.2021`, `24/3/2021` or `2021-03-24`; an empty text is no day; anything else is none.
fn parse_day(typed: &str) -> Option<Option<NaiveDate>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(None);
    }
    let parts: Vec<&str> = typed.split(['.', '/', '-', ' ']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (day, month, year) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(Some)
}

/// One value of a short list.
#[component]
pub fn SelectField(
    /// What to choose.
    #[prop(into)]
    label: Signal<String>,
    /// The list.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Code of the chosen value; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Another was chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// Shown for no choice; without it something is always chosen.
    #[prop(optional, into)]
    none: Option<Signal<String>>,
) -> impl IntoView {
    let id = fresh_id();
    let select = NodeRef::<leptos::html::Select>::new();
    Effect::new(move |_| {
        choices.track();
        if let Some(select) = select.get() {
            select.set_value(&value.get());
        }
    });
    let options = move || {
        let entry = |c: Choice| view! { <option value=c.value>{c.label}</option> };
        choices.get().into_iter().map(entry).collect_view()
    };
    let control = view! {
        <select class="input" id=id.clone() node_ref=select on:change=move |e| on_change.run(event_target_value(&e))>
            {none.map(|none| view! { <option value="">{none}</option> })}
            {options}
        </select>
    };
    shell(id, label, None, Signal::derive(|| None), false, control.into_any())
}

/// A box to tick.
#[component]
pub fn CheckboxField(
    /// What ticking it says.
    #[prop(into)]
    label: Signal<String>,
    /// Ticked.
    #[prop(into)]
    value: Signal<bool>,
    /// It was ticked or cleared.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="option">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |e| on_change.run(event_target_checked(&e))
            />
            <span>{label}</span>
        </label>
    }
}

/// The word of a code in a closed list: `word("subject", "mathematics")`. A code without a word is shown as it is, and
/// a test fails on it.
#[must_use]
pub fn word(family: &str, code: &str) -> String {
    Key::of(family, code).map_or_else(|| code.to_owned(), crate::locale::text_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2021, 3, 24);
        let cases = [
            ("24.03.2021", Some(day)),
            (" 24.3.2021 ", Some(day)),
            ("24/03/2021", Some(day)),
            ("2021-03-24", Some(day)),
            ("", Some(None)),
            ("31.02.2021", None),
            ("24.03.21", None),
            ("never", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(parse_day(typed), expected, "{typed}");
        }
    }

    #[test]
    fn whole_numbers_ignore_spaces() {
        let cases =
            [("420", Some(Some(420))), ("1 000", Some(Some(1000))), ("", Some(None)), ("4,5", None), ("x", None)];
        for (typed, expected) in cases {
            assert_eq!(whole(typed), expected, "{typed}");
        }
    }
}
