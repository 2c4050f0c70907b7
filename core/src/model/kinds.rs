//! Closed lists of the field. Each value has a code that stands in files, in finding arguments and in translation
//! keys; the words people read live in `web/locales`, the words people type into sheets in `import::synonyms`.

use serde::{Deserialize, Serialize};

/// Declares a closed list with `ALL`, `code()` and `from_code()`, written by its code.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every value, in the order in which lists show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}
pub(crate) use codes;

codes! {
    /// School subjects. The first thirteen are those of the hub-school seminars.
    Subject {
        Mathematics = "mathematics",
        Physics = "physics",
        Chemistry = "chemistry",
        Biology = "biology",
        Geography = "geography",
        Informatics = "informatics",
        Kazakh = "kazakh",
        Russian = "russian",
        English = "english",
        HistoryOfKazakhstan = "history_kz",
        Primary = "primary",
        NaturalScience = "natural_science",
        GlobalCompetencies = "global_competencies",
        WorldHistory = "world_history",
        Law = "law",
        PhysicalEducation = "physical_education",
        Art = "art",
        Music = "music",
        Technology = "technology",
        German = "german",
        French = "french",
        BasicMilitaryTraining = "military_training",
        SelfKnowledge = "self_knowledge",
        Economics = "economics",
        Psychology = "psychology",
        SpecialNeeds = "special_needs",
        PreSchool = "preschool",
    }

    /// What a person does at school.
    Role {
        Teacher = "teacher",
        Principal = "principal",
        VicePrincipal = "vice_principal",
        Methodologist = "methodologist",
        Counsellor = "counsellor",
        Psychologist = "psychologist",
        Librarian = "librarian",
        OtherStaff = "other_staff",
    }

    /// Qualification categories: teachers' by order No. 338, then heads' and deputies'.
    Category {
        NoCategory = "none",
        Trainee = "trainee",
        Pedagogue = "pedagogue",
        Moderator = "moderator",
        Expert = "expert",
        Researcher = "researcher",
        Master = "master",
        HeadOrganiser = "head_organiser",
        HeadManager = "head_manager",
        HeadLeader = "head_leader",
        DeputyThird = "deputy_3",
        DeputySecond = "deputy_2",
        DeputyFirst = "deputy_1",
    }

    /// Languages of instruction.
    Language {
        Kazakh = "kk",
        Russian = "ru",
        Uzbek = "uz",
        Uyghur = "ug",
        Tajik = "tg",
        English = "en",
    }

    /// Kinds of school.
    SchoolKind {
        General = "general",
        Hub = "hub",
        SmallClass = "small_class",
        Pilot = "pilot",
        Primary = "primary",
        Basic = "basic",
        Gymnasium = "gymnasium",
        Lyceum = "lyceum",
        Boarding = "boarding",
        Special = "special",
        College = "college",
        Kindergarten = "kindergarten",
        OtherKind = "other",
    }

    /// Rural or urban.
    Locality {
        Rural = "rural",
        Urban = "urban",
    }

    /// Grade bands by level of the general school.
    GradeBand {
        Primary = "1-4",
        Basic = "5-9",
        Senior = "10-11",
    }

    /// What a room is fit for.
    RoomKind {
        Classroom = "classroom",
        Laboratory = "laboratory",
        Computer = "computer",
        Hall = "hall",
        Online = "online",
    }

    /// How a course is held.
    CourseForm {
        InPerson = "in_person",
        Online = "online",
        Blended = "blended",
    }

    /// Kinds of organisation.
    OrganisationKind {
        Foundation = "foundation",
        Provider = "provider",
        MethodologicalCentre = "methodological_centre",
        University = "university",
        Authority = "authority",
        Sponsor = "sponsor",
        OtherOrganisation = "other",
    }

    /// Sex, as the IIN tells it.
    Sex {
        Female = "female",
        Male = "male",
    }
}

/// A value of a closed list as packed rows have it: its place in the list. A new value goes last.
pub(crate) trait Numbered: Copy {
    /// Its place, from 0.
    fn number(self) -> u8;
    /// The value at this place.
    fn from_number(number: u8) -> Option<Self>;
}

macro_rules! numbered {
    ($($name:ident)*) => {$(
        impl Numbered for $name {
            fn number(self) -> u8 {
                self as u8
            }

            fn from_number(number: u8) -> Option<Self> {
                Self::ALL.get(usize::from(number)).copied()
            }
        }
    )*};
}

// The lists of a person's fields.
numbered!(Subject Role Category Language GradeBand Sex);
