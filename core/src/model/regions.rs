//! The 17 regions and 3 cities of republican significance: ISO 3166-2 codes, names, and places on a schematic tile map.
//! Sources: ISO 3166-2:KZ for the codes, the KATO classifier for its prefixes; the tile map is our own.

use serde::{Deserialize, Serialize};

/// A region or a city of republican significance, written by its ISO 3166-2 code (`KZ-10`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Region(#[cfg_attr(feature = "schema", schemars(with = "String", regex(pattern = r"^KZ-[0-9]{2}$")))] u8);

/// What is known of one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionFacts {
    /// The two digits of the ISO code; KATO is these and seven zeros.
    pub iso: u8,
    /// True for Astana, Almaty and Shymkent.
    pub is_city: bool,
    /// Name in Kazakh, Russian and English.
    pub names: [&'static str; 3],
    /// Centre in Kazakh, Russian and English.
    pub centres: [&'static str; 3],
    /// Column 0-7 and row 0-4 on the tile map.
    pub tile: (u8, u8),
}

/// All twenty, by code.
pub const REGIONS: [RegionFacts; 20] = [
    RegionFacts {
        iso: 10,
        is_city: false,
        names: ["Абай облысы", "область Абай", "Abai Region"],
        centres: ["Семей", "Семей", "Semey"],
        tile: (6, 2),
    },
    RegionFacts {
        iso: 11,
        is_city: false,
        names: ["Ақмола облысы", "Акмолинская область", "Akmola Region"],
        centres: ["Көкшетау", "Кокшетау", "Kokshetau"],
        tile: (4, 1),
    },
    RegionFacts {
        iso: 15,
        is_city: false,
        names: ["Ақтөбе облысы", "Актюбинская область", "Aktobe Region"],
        centres: ["Ақтөбе", "Актобе", "Aktobe"],
        tile: (2, 1),
    },
    RegionFacts {
        iso: 19,
        is_city: false,
        names: ["Алматы облысы", "Алматинская область", "Almaty Region"],
        centres: ["Қонаев", "Конаев", "Konaev"],
        tile: (6, 4),
    },
    RegionFacts {
        iso: 23,
        is_city: false,
        names: ["Атырау облысы", "Атырауская область", "Atyrau Region"],
        centres: ["Атырау", "Атырау", "Atyrau"],
        tile: (1, 2),
    },
    RegionFacts {
        iso: 27,
        is_city: false,
        names: ["Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region"],
        centres: ["Орал", "Уральск", "Oral"],
        tile: (0, 1),
    },
    RegionFacts {
        iso: 31,
        is_city: false,
        names: ["Жамбыл облысы", "Жамбылская область", "Zhambyl Region"],
        centres: ["Тараз", "Тараз", "Taraz"],
        tile: (5, 3),
    },
    RegionFacts {
        iso: 33,
        is_city: false,
        names: ["Жетісу облысы", "область Жетісу", "Zhetisu Region"],
        centres: ["Талдықорған", "Талдыкорган", "Taldykorgan"],
        tile: (6, 3),
    },
    RegionFacts {
        iso: 35,
        is_city: false,
        names: ["Қарағанды облысы", "Карагандинская область", "Karaganda Region"],
        centres: ["Қарағанды", "Караганда", "Karaganda"],
        tile: (5, 2),
    },
    RegionFacts {
        iso: 39,
        is_city: false,
        names: ["Қостанай облысы", "Костанайская область", "Kostanay Region"],
        centres: ["Қостанай", "Костанай", "Kostanay"],
        tile: (3, 0),
    },
    RegionFacts {
        iso: 43,
        is_city: false,
        names: ["Қызылорда облысы", "Кызылординская область", "Kyzylorda Region"],
        centres: ["Қызылорда", "Кызылорда", "Kyzylorda"],
        tile: (3, 3),
    },
    RegionFacts {
        iso: 47,
        is_city: false,
        names: ["Маңғыстау облысы", "Мангистауская область", "Mangystau Region"],
        centres: ["Ақтау", "Актау", "Aktau"],
        tile: (1, 3),
    },
    RegionFacts {
        iso: 55,
        is_city: false,
        names: ["Павлодар облысы", "Павлодарская область", "Pavlodar Region"],
        centres: ["Павлодар", "Павлодар", "Pavlodar"],
        tile: (6, 0),
    },
    RegionFacts {
        iso: 59,
        is_city: false,
        names: ["Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region"],
        centres: ["Петропавл", "Петропавловск", "Petropavl"],
        tile: (4, 0),
    },
    RegionFacts {
        iso: 61,
        is_city: false,
        names: ["Түркістан облысы", "Туркестанская область", "Turkistan Region"],
        centres: ["Түркістан", "Туркестан", "Turkistan"],
        tile: (3, 4),
    },
    RegionFacts {
        iso: 62,
        is_city: false,
        names: ["Ұлытау облысы", "область Ұлытау", "Ulytau Region"],
        centres: ["Жезқазған", "Жезказган", "Zhezkazgan"],
        tile: (4, 2),
    },
    RegionFacts {
        iso: 63,
        is_city: false,
        names: ["Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region"],
        centres: ["Өскемен", "Усть-Каменогорск", "Oskemen"],
        tile: (7, 1),
    },
    RegionFacts {
        iso: 71,
        is_city: true,
        names: ["Астана қаласы", "г. Астана", "Astana city"],
        centres: ["Астана", "Астана", "Astana"],
        tile: (5, 1),
    },
    RegionFacts {
        iso: 75,
        is_city: true,
        names: ["Алматы қаласы", "г. Алматы", "Almaty city"],
        centres: ["Алматы", "Алматы", "Almaty"],
        tile: (7, 4),
    },
    RegionFacts {
        iso: 79,
        is_city: true,
        names: ["Шымкент қаласы", "г. Шымкент", "Shymkent city"],
        centres: ["Шымкент", "Шымкент", "Shymkent"],
        tile: (4, 4),
    },
];

impl Region {
    /// Every region, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        REGIONS.iter().map(|r| Self(r.iso))
    }

    /// The region with this code (`KZ-10`).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let iso: u8 = code.strip_prefix("KZ-")?.parse().ok()?;
        REGIONS.iter().any(|r| r.iso == iso).then_some(Self(iso))
    }

    /// The ISO 3166-2 code.
    #[must_use]
    pub fn code(self) -> String {
        format!("KZ-{:02}", self.0)
    }

    /// The nine digits of the KATO classifier.
    #[must_use]
    pub fn kato(self) -> String {
        format!("{:02}0000000", self.0)
    }

    /// Names, centre and tile.
    #[must_use]
    pub fn facts(self) -> &'static RegionFacts {
        let found = REGIONS.iter().find(|r| r.iso == self.0);
        found.unwrap_or(&REGIONS[0])
    }
}

impl TryFrom<String> for Region {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::from_code(&code).ok_or_else(|| format!("«{code}» is not a region code like KZ-10"))
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.code()
    }
}
