//! The codes of all findings.

use serde::{Deserialize, Serialize};

use crate::model::kinds::codes;

codes! {
    /// Every finding there is. A test keeps `docs/RULES.md` and the three languages complete.
    Code {
        // Files.
        /// The file is no Orken workspace.
        NotADocument = "not_a_document",
        /// The file was written by a newer version.
        NewerDocument = "newer_document",
        /// The file is cut short or damaged.
        BrokenDocument = "broken_document",
        /// A record of the file names another that isn't there.
        DanglingReference = "dangling_reference",

        // Import.
        /// The file holds nothing.
        FileEmpty = "file_empty",
        /// The file, or what it unpacks to, is larger than a list can be.
        FileTooLarge = "file_too_large",
        /// The workbook asks for a password.
        FileLocked = "file_locked",
        /// The file is no table: a text document, a picture, a web page under a table's name.
        FileNotTable = "file_not_table",
        /// The file is cut short or damaged.
        FileDamaged = "file_damaged",
        /// No row of the sheet names columns that a list of people or schools has.
        NoHeader = "no_header",
        /// Other sheets of the file hold something too and are not read with this one.
        SheetsLeft = "sheets_left",
        /// Columns are not recognised; their text goes to the note, if it is asked for.
        ColumnsLeft = "columns_left",
        /// The row has no name.
        RowNoName = "row_no_name",
        /// The row's school is none of the known ones, or could be several.
        RowUnknownSchool = "row_unknown_school",
        /// The row's region is none of the country's.
        RowUnknownRegion = "row_unknown_region",
        /// The row of a school names no district.
        RowNoDistrict = "row_no_district",
        /// The row's subject is not known.
        RowUnknownSubject = "row_unknown_subject",
        /// The row's IIN can't be one.
        RowBadIin = "row_bad_iin",
        /// The row has the IIN of someone whose name is quite another.
        RowIinConflict = "row_iin_conflict",
        /// The row's date can't be read.
        RowBadDate = "row_bad_date",
        /// The row repeats an earlier one.
        RowRepeats = "row_repeats",
        /// The row repeats someone or something that is already in the workspace.
        RowKnown = "row_known",
        /// The IIN is valid and tells of a birth before 1920.
        RowIinOld = "row_iin_old",
        /// The IIN is a foreigner's, which tells no date of birth.
        RowIinForeign = "row_iin_foreign",
        /// The date had no day, so the last day of its month or year was taken.
        RowDateRounded = "row_date_rounded",
        /// The date is after today.
        RowDateAhead = "row_date_ahead",
        /// A value was not understood; it is kept in the note.
        RowValueUnread = "row_value_unread",
        /// The hub school that the row names was not found, or could be several; it is kept in the note.
        RowUnknownHub = "row_unknown_hub",
        /// Someone of the same name at the same school has another IIN.
        RowNamesake = "row_namesake",
        /// The cell of the name holds more than one person.
        RowSeveralPeople = "row_several_people",
        /// Letters of the row were lost (`?`) when its file was saved.
        RowLettersLost = "row_letters_lost",

        // Commands.
        /// The record that the command is about is gone.
        RecordMissing = "record_missing",
        /// A name is empty.
        NameEmpty = "name_empty",
        /// A reason is empty.
        ReasonEmpty = "reason_empty",
        /// A record is still used by others, so it can't be removed.
        StillUsed = "still_used",
        /// There is nothing to undo or to do again.
        NothingToUndo = "nothing_to_undo",
        /// What the command was made from has changed since.
        OutOfDate = "out_of_date",
        /// The independent audit refused a proposal.
        AuditRefused = "audit_refused",
        /// A line of text is not what its field holds.
        LineUnclear = "line_unclear",
        /// A limit is the wrong way round: the least is more than the most.
        LimitsCrossed = "limits_crossed",
        /// A window or a period ends before it begins.
        PeriodReversed = "period_reversed",
        /// The person isn't in the state that the command needs.
        WrongState = "wrong_state",

        // Storage and worker.
        /// The browser gives no database, so work stays in memory.
        StorageUnavailable = "storage_unavailable",
        /// A newer Orken wrote the saved records, so they are not touched.
        StorageNewer = "storage_newer",
        /// Another tab keeps the database from opening.
        StorageBlocked = "storage_blocked",
        /// The disk or the browser's share of it is full.
        StorageFull = "storage_full",
        /// Saved records can't be read.
        StorageCorrupt = "storage_corrupt",
        /// The database was closed by a newer page or by the browser.
        StorageClosed = "storage_closed",
        /// Saving failed.
        StorageFailed = "storage_failed",
        /// A part of the page could not be fetched.
        PartNotFetched = "part_not_fetched",
        /// The database holds other records than this page, so they can't be joined.
        StorageOther = "storage_other",
        /// Another tab's work and an unsaved change here exclude each other.
        UnsavedConflict = "unsaved_conflict",
        /// The worker stopped; nothing was changed.
        WorkerLost = "worker_lost",
        /// A job was cancelled before it had a result.
        JobCancelled = "job_cancelled",

        // Groups.
        /// A stream names a day off among its days; nothing is taught then.
        StreamDayOff = "stream_day_off",
        /// A stream has fewer slots than the course has sessions.
        StreamTooShort = "stream_too_short",
        /// The intake has no streams or no slots.
        StreamsMissing = "streams_missing",
        /// The intake lists no trainers, so they limit nothing yet.
        TrainersNotListed = "trainers_not_listed",
        /// A school has no coordinates; the mean place of its district's or region's schools stands in.
        LocationGuessed = "location_guessed",
        /// Nothing is known of where a school is; its people count as travelling nowhere.
        LocationUnknown = "location_unknown",
        /// Someone's subject isn't known, and groups have one subject.
        PlacementSubjectUnknown = "placement_subject_unknown",
        /// No venue takes people of this region in this subject.
        PlacementNoVenue = "placement_no_venue",
        /// The venues that take someone have no room that will do for the subject.
        PlacementNoRoom = "placement_no_room",
        /// No trainer teaches the subject in someone's language.
        PlacementNoTrainer = "placement_no_trainer",
        /// Fewer people than a group needs can come together with someone.
        PlacementTooFew = "placement_too_few",
        /// Every group that could take someone is full, and no more can be opened.
        PlacementFull = "placement_full",
        /// These people can only go to these venues, which have fewer places.
        PlacementShortfall = "placement_shortfall",
        /// A subject has more people than its trainers can take.
        TrainerShortfall = "trainer_shortfall",
        /// Agreeing to new groups takes the sessions of the old ones off the timetable, locked ones too.
        SessionsDropped = "sessions_dropped",
        /// Moving someone leaves a group with fewer people than it needs.
        MoveGroupTooSmall = "move_group_too_small",
        /// The group is of another subject.
        MoveSubjectDiffers = "move_subject_differs",
        /// The group's venue doesn't take people of the region.
        MoveRegionNotServed = "move_region_not_served",
        /// The group has no seat left.
        MoveGroupFull = "move_group_full",
        /// The group is taught in another language, and groups are not mixed here.
        MoveLanguageDiffers = "move_language_differs",
        /// No trainer of the subject has both of the languages that the group would need.
        MoveNoTrainer = "move_no_trainer",
        /// The move makes the group a mixed one.
        MoveMakesMixed = "move_makes_mixed",
        /// Someone would get a group if this venue had one more room.
        WouldPlaceRoom = "would_place_room",
        /// Someone would get a group if their subject had one more trainer.
        WouldPlaceTrainer = "would_place_trainer",
        /// Someone would get a group if groups could be one smaller.
        WouldPlaceSmaller = "would_place_smaller",
        /// Someone would get a group if this venue took them.
        WouldPlaceVenue = "would_place_venue",

        // Sites.
        /// There is no place that could be a site.
        SitesNone = "sites_none",
        /// The intake has nobody to be served by a venue.
        SitesNobody = "sites_nobody",
        /// There is no school that is attached to a hub or could be.
        SitesNoSchools = "sites_no_schools",
        /// There are more schools and candidates than can be looked at together.
        SitesTooMany = "sites_too_many",
        /// The number of sites doesn't fit the candidates and what was decided about them.
        SitesCountWrong = "sites_count_wrong",
        /// No candidate near enough may serve these schools.
        SitesTooFar = "sites_too_far",
        /// So many of the largest sites hold fewer than there are people.
        SitesTooSmall = "sites_too_small",
        /// A school has more people than any site that may take it holds.
        SitesSchoolTooBig = "sites_school_too_big",
        /// So few sites can't serve everyone; more are needed.
        SitesTooFew = "sites_too_few",
        /// Whatever sites are chosen, the schools don't fit without splitting one.
        SitesNoChoice = "sites_no_choice",
        /// The time was too short to find a choice, or that there is none.
        SitesNotFound = "sites_not_found",
        /// A school has no coordinates; the mean place of its district's or region's schools stands in.
        SitesPlaceGuessed = "sites_place_guessed",
        /// Nothing is known of where a school is; it is left aside.
        SitesPlaceUnknown = "sites_place_unknown",

        // Groups, as the audit sees them.
        /// Someone is in two groups, or in one and among those left out.
        GroupPersonTwice = "group_person_twice",
        /// Someone in a group has no place in the intake.
        GroupPersonUnknown = "group_person_unknown",
        /// Someone with a place is neither in a group nor named as left out.
        GroupPersonMissing = "group_person_missing",
        /// A group has too few or too many people.
        GroupSizeWrong = "group_size_wrong",
        /// A group has people of another subject, or a subject where groups have none.
        GroupSubjectWrong = "group_subject_wrong",
        /// A group's venue is not of the intake, or doesn't take its subject or someone's region.
        GroupVenueWrong = "group_venue_wrong",
        /// A group's language is not that of its people, or it is mixed without saying so.
        GroupLanguageWrong = "group_language_wrong",
        /// A group is in a stream that the intake doesn't have.
        GroupStreamWrong = "group_stream_wrong",
        /// More groups meet at a venue in a stream than its rooms can hold.
        GroupRoomsShort = "group_rooms_short",
        /// A stream's groups need more trainers than there are.
        GroupTrainersShort = "group_trainers_short",
        /// Two groups of a subject have the same number.
        GroupNumberTwice = "group_number_twice",
        /// A proposal's figures are not those of its result.
        FiguresWrong = "figures_wrong",

        // Pairs of mentor and learner.
        /// More people are to be paired than can be compared at once.
        PairTooMany = "pair_too_many",
        /// Nobody can be paired with this person.
        PairNobody = "pair_nobody",
        /// These people can only be paired with fewer others.
        PairTight = "pair_tight",
        /// No ring of mentors and learners can be closed with them.
        PairNoRing = "pair_no_ring",
        /// The search ended before it was known whether someone must be left out.
        PairStopped = "pair_stopped",
        /// Someone would be their own mentor.
        PairSelf = "pair_self",
        /// Mentor and learner work at one school.
        PairSameSchool = "pair_same_school",
        /// Mentor and learner have no language in common.
        PairNoLanguage = "pair_no_language",
        /// Mentor and learner are too far from each other.
        PairTooFar = "pair_too_far",
        /// Two people would be each other's mentors.
        PairMutual = "pair_mutual",
        /// Someone has two mentors or two learners, or is in a pair and among those left out.
        PairPersonTwice = "pair_person_twice",
        /// Someone in a pair has no place in the intake.
        PairPersonUnknown = "pair_person_unknown",
        /// Someone with a place is neither in a pair nor named as left out.
        PairPersonMissing = "pair_person_missing",
        /// Someone is a mentor and no learner, or a learner and no mentor.
        PairOneWay = "pair_one_way",
        /// The mentor doesn't offer the topic of a pair, or the learner doesn't want it.
        PairTopicWrong = "pair_topic_wrong",

        // Timetable.
        /// A trainer teaches elsewhere at the time.
        TrainerClash = "trainer_clash",
        /// A room is taken at the time.
        RoomClash = "room_clash",
        /// A group has another session at the time.
        GroupClash = "group_clash",
        /// A trainer teaches for another intake at the time.
        TrainerElsewhere = "trainer_elsewhere",
        /// Another intake has the room at the time.
        RoomTaken = "room_taken",
        /// A trainer doesn't teach in a language of the group.
        TrainerLanguage = "trainer_language",
        /// A trainer doesn't teach the subject.
        TrainerSubject = "trainer_subject",
        /// A trainer isn't free then.
        TrainerBusy = "trainer_busy",
        /// A trainer would teach more hours a day than they may.
        TrainerHours = "trainer_hours",
        /// A trainer would teach at two venues in one stream.
        TrainerTwoVenues = "trainer_two_venues",
        /// The trainer is not of the intake.
        TrainerUnknown = "trainer_unknown",
        /// A room has fewer seats than the group has people.
        RoomTooSmall = "room_too_small",
        /// A room is not of the kind that the subject needs.
        RoomKindWrong = "room_kind_wrong",
        /// A room is closed then.
        RoomClosed = "room_closed",
        /// A room is not at the group's venue.
        RoomElsewhere = "room_elsewhere",
        /// The day is not one of the group's stream.
        DayOutsideStream = "day_outside_stream",
        /// The day is a day off.
        DayIsOff = "day_is_off",
        /// There is no such slot, or it is shorter than the session.
        SlotWrong = "slot_wrong",
        /// A session would come before one that it follows, or after one that follows it.
        ModuleOrder = "module_order",
        /// A day would hold two modules of a group.
        TwoModulesADay = "two_modules_a_day",
        /// A locked session would move.
        SessionLocked = "session_locked",
        /// A locked session was asked to move.
        UnlockFirst = "unlock_first",
        /// A session that the course asks for is missing.
        SessionMissing = "session_missing",
        /// A session is there twice, or the course doesn't ask for it.
        SessionUnexpected = "session_unexpected",
        /// A session has no place, and this is all that stands in the way.
        SessionUnplaced = "session_unplaced",
        /// Groups need more hours of their trainers than these have.
        DemandTrainerHours = "demand_trainer_hours",
        /// Groups of a stream need more rooms at a venue than it has.
        DemandRooms = "demand_rooms",
        /// A group needs more slots than its stream has.
        DemandSlots = "demand_slots",
        /// A group needs more days than its stream has, because a day holds one module.
        DemandDays = "demand_days",
        /// A trainer's day can't be freed: who could take a session over is not free.
        NoTrainerFree = "no_trainer_free",
        NoOtherTrainer = "no_other_trainer",
        /// Nothing of a group can stand in its free slot.
        GapStays = "gap_stays",
        /// The group would change rooms more often.
        CostRoomChange = "cost_room_change",
        /// The group would change trainers more often.
        CostTrainerChange = "cost_trainer_change",
        /// The group or a trainer would have free slots between sessions.
        CostFreeSlots = "cost_free_slots",
        /// The group's days would be less even.
        CostUnevenDays = "cost_uneven_days",
        /// The trainer would travel more.
        CostTrainerKm = "cost_trainer_km",
        // Selection.
        /// The minimums of a quota ask for more places than the intake has.
        QuotaBeyondPlaces = "quota_beyond_places",
        /// Places are to be shared out by pupils, but the quota names no schools or none of them has a number of pupils.
        QuotaShareWithoutSchools = "quota_share_without_schools",
        /// Places are shared out by pupils, and these schools' numbers are missing: they count as none.
        QuotaPupilsUnknown = "quota_pupils_unknown",
        /// A minimum can't be kept: even all who could have a place are too few.
        QuotaShortOfPeople = "quota_short_of_people",
        /// A minimum can't be kept: those who could still come are kept out by other limits.
        QuotaHeldBack = "quota_held_back",
        /// Decisions against the rules go beyond a quota.
        QuotaExceededByOverride = "quota_exceeded_by_override",
        /// Decisions against the rules go beyond the places of the intake.
        PlacesExceededByOverride = "places_exceeded_by_override",
        /// Nobody in line could keep a minimum that the leaver kept.
        PromotionMissesMinimum = "promotion_misses_minimum",
        /// A proposed selection has someone twice.
        SelectionTwice = "selection_twice",
        /// A proposed selection has someone who wasn't nominated.
        SelectionNotNominated = "selection_not_nominated",
        /// A proposed selection has someone whom the rules don't admit and nobody admitted against them.
        SelectionNotEligible = "selection_not_eligible",
        /// A proposed selection leaves out someone who should have a place or wait for one.
        SelectionForgotten = "selection_forgotten",
        /// A proposed selection has more people than the intake has places.
        SelectionBeyondPlaces = "selection_beyond_places",
        /// A proposed selection has more people of a unit than its quota allows.
        SelectionBeyondQuota = "selection_beyond_quota",
        /// A figure that a proposed selection shows isn't what it comes to.
        SelectionFigure = "selection_figure",
        /// A list of a proposed selection isn't in the declared order.
        SelectionOrder = "selection_order",
        /// A proposed selection could be made better by one arrival or one exchange.
        SelectionExchange = "selection_exchange",
        /// The order of preference has more steps than can be compared.
        TooManyPriorities = "too_many_priorities",
    }
}
