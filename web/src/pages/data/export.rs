//! The whole workspace as a file.

use leptos::prelude::*;
use orken_core::exchange::ExportOptions;
use orken_core::log::Head;

use super::{Desk, Exported, Part};
use crate::effects::turn::spawn_local;
use crate::effects::{clock, files};
use crate::ui::{Button, ButtonKind, CheckboxField, Tone, toast};
use crate::worker::run;
use crate::worker::tasks::WriteDocument;
use crate::{t, text};

/// Saves the workspace; IINs only where they are asked for.
#[component]
pub(super) fn Export(desk: Desk) -> impl IntoView {
    let (with_iin, busy) = (RwSignal::new(false), RwSignal::new(false));
    let hint = move || if with_iin.get() { text!(DataWithIinOn) } else { text!(DataWithIinOff) };
    view! {
        <Part title=t!(DataExportTitle) name="export">
            <p class="quiet">{t!(DataExportText)}</p>
            <CheckboxField label=t!(DataWithIin) value=with_iin on_change=move |on| with_iin.set(on) />
            <p class="quiet" role="status">
                {hint}
            </p>
            <div class="card-foot">
                <Button
                    label=t!(DataExport)
                    kind=ButtonKind::Primary
                    disabled=busy
                    on_click=move |()| export(desk, with_iin.get_untracked(), busy)
                />
            </div>
        </Part>
    }
}

fn export(desk: Desk, with_iin: bool, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        let history: Vec<Head> = untrack(|| desk.store.history(<[Head]>::to_vec));
        let exported = Exported { at: clock::now(), seq: history.last().map_or(0, |head| head.seq) };
        let options = ExportOptions { with_iin };
        let records = desk.store.records();
        let written = run(WriteDocument { options, history }, records).await;
        // The way out must not hang on the worker: without it the page writes the file itself.
        let document = match written.ok().and_then(|done| done.files.into_iter().next()) {
            Some(document) => Ok(document),
            None => desk.store.export(options).await,
        };
        let name = format!("orken-{}.json", exported.at.date());
        if document.is_ok_and(|document| files::save(&name, "application/json", &document)) {
            desk.remember_export(exported);
            toast(Tone::Ok, text!(DataSavedAs, file = name));
        } else {
            toast(Tone::Bad, text!(DataNotSaved));
        }
        busy.set(false);
    });
}
