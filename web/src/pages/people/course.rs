//! The course and its days: names, modules, streams, slots, and how groups and sessions are to be.

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::finding::Finding;
use orken_core::model::{Course, Intake, Programme, Record};
use orken_core::view::outline;

use super::Desk;
use super::fields::some;
use super::form::{Form, Problems, submit};
use super::room_needs::{RoomNeedsField, RoomNeedsForm};
use crate::store::Slice;
use crate::ui::{CheckboxField, NumberField, TextField};
use crate::{t, text};

type Wrong = Vec<(&'static str, String)>;

/// The form; it begins anew when the records change elsewhere.
#[component]
pub(super) fn CourseDays(desk: Desk) -> impl IntoView {
    let records = Memo::new(move |_| {
        desk.store.read([Slice::Intakes, Slice::Programmes], |w| {
            let intake = w.intakes.get(desk.intake)?.clone();
            let programme = w.programmes.get(intake.programme)?.clone();
            let course = w.courses.get(intake.course)?.clone();
            Some((programme, intake, course))
        })
    });
    // Cancelling writes the form anew.
    let written = RwSignal::new(0_u32);
    move || {
        written.get();
        records.get().map(|(programme, intake, course)| {
            let again = Callback::new(move |()| written.update(|n| *n += 1));
            view! { <Fields desk programme intake course again /> }
        })
    }
}

#[component]
fn Fields(desk: Desk, programme: Programme, intake: Intake, course: Course, again: Callback<()>) -> impl IntoView {
    let written = |text: &str| RwSignal::new(text.to_owned());
    let (programme_name, intake_name) = (written(&programme.name), written(&intake.name));
    let modules = written(&outline::modules_text(&course.modules));
    let streams = written(&outline::streams_text(&intake.streams));
    let online = written(&outline::days_text(&intake.online_days));
    let slots = written(&outline::slots_text(&intake.slots));
    let least = RwSignal::new(Some(i64::from(intake.grouping.min_size)));
    let most = RwSignal::new(Some(i64::from(intake.grouping.max_size)));
    let moving = RwSignal::new(Some(i64::from(intake.grouping.moving_cost)));
    let one_subject = RwSignal::new(intake.grouping.one_subject);
    let by_language = RwSignal::new(intake.grouping.by_language);
    let one_module = RwSignal::new(intake.timetabling.one_module_a_day);
    let one_venue = RwSignal::new(intake.timetabling.one_venue_per_stream);
    let needs = RoomNeedsForm::of(&intake.timetabling.room_needs);
    let problems = Problems::new();
    let read = move || -> Result<Vec<Record>, Wrong> {
        let needed = |field: &'static str, of: RwSignal<String>| {
            some(&of.get_untracked()).ok_or_else(|| vec![(field, text!(PeopleNameNeeded))])
        };
        let unclear = |field: &'static str| {
            move |finding: Finding| vec![(field, desk.store.peek(|w| crate::text::finding(&finding, w)))]
        };
        let size = |of: RwSignal<Option<i64>>| of.get_untracked().and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
        let (mut programme, mut intake, mut course) = (programme.clone(), intake.clone(), course.clone());
        programme.name = needed("programme", programme_name)?;
        intake.name = needed("intake", intake_name)?;
        course.modules = outline::modules(&modules.get_untracked()).map_err(unclear("modules"))?;
        intake.streams = outline::streams(&streams.get_untracked()).map_err(unclear("streams"))?;
        intake.online_days = outline::days(&online.get_untracked()).map_err(unclear("online"))?;
        intake.slots = outline::slots(&slots.get_untracked()).map_err(unclear("slots"))?;
        (intake.grouping.min_size, intake.grouping.max_size) = (size(least), size(most));
        intake.grouping.moving_cost = moving.get_untracked().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        (intake.grouping.one_subject, intake.grouping.by_language) =
            (one_subject.get_untracked(), by_language.get_untracked());
        (intake.timetabling.one_module_a_day, intake.timetabling.one_venue_per_stream) =
            (one_module.get_untracked(), one_venue.get_untracked());
        intake.timetabling.room_needs = needs.read().map_err(|message| vec![("needs", message)])?;
        Ok(vec![programme.into(), intake.into(), course.into()])
    };
    let save = move |()| match read() {
        Err(wrong) => problems.set(wrong),
        Ok(records) => {
            problems.set(Vec::new());
            let command = Command::Put { what: Cause::Edit, records, remove: Vec::new() };
            submit(desk, command, problems, || ());
        }
    };
    view! {
        <Form problems on_save=save on_cancel=again>
            <div class="fields-row">
                <TextField label=t!(CourseProgramme) value=programme_name error=problems.of("programme") required=true />
                <TextField label=t!(CourseIntake) value=intake_name error=problems.of("intake") required=true />
            </div>
            <TextField
                label=t!(CourseModules)
                hint=Signal::derive(t!(CourseModulesHint))
                value=modules
                lines=5
                error=problems.of("modules")
            />
            <TextField
                label=t!(CourseStreams)
                hint=Signal::derive(t!(CourseStreamsHint))
                value=streams
                lines=4
                error=problems.of("streams")
            />
            <TextField
                label=t!(CourseOnline)
                hint=Signal::derive(t!(CourseOnlineHint))
                value=online
                error=problems.of("online")
            />
            <TextField
                label=t!(CourseSlots)
                hint=Signal::derive(t!(CourseSlotsHint))
                value=slots
                lines=5
                error=problems.of("slots")
            />
            <div class="fields-row">
                <NumberField label=t!(CourseLeast) value=least on_change=move |n| least.set(n) least=1 />
                <NumberField label=t!(CourseMost) value=most on_change=move |n| most.set(n) least=1 />
            </div>
            <NumberField
                label=t!(CourseMovingCost)
                value=moving
                on_change=move |n| moving.set(n)
                most=100_000
                hint=Signal::derive(t!(CourseMovingCostHint))
            />
            <CheckboxField label=t!(CourseOneSubject) value=one_subject on_change=move |on| one_subject.set(on) />
            <CheckboxField label=t!(CourseByLanguage) value=by_language on_change=move |on| by_language.set(on) />
            <CheckboxField label=t!(CourseOneModule) value=one_module on_change=move |on| one_module.set(on) />
            <CheckboxField label=t!(CourseOneVenue) value=one_venue on_change=move |on| one_venue.set(on) />
            <RoomNeedsField form=needs error=problems.of("needs") />
        </Form>
    }
}
