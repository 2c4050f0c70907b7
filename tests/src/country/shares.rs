//! How schools and teachers are shared out to the regions.
//!
//! Totals: 8,048 schools of which 5,233 are rural (Ministry of Education, January 2026), 398,854 teachers (2024).
//! Schools by region are published counts where there are any, and estimates scaled to the total elsewhere; teachers
//! follow the population (Bureau of National Statistics, 2024).

use orken_core::model::Region;

/// Schools of the whole country.
pub const SCHOOLS: u32 = 8_048;
/// Of them in villages.
pub const RURAL: u32 = 5_233;
/// Teachers of the whole country.
pub const TEACHERS: u32 = 398_854;

/// One region: its centre, where its schools lie around, and its weights.
pub(super) struct Part {
    pub(super) code: &'static str,
    pub(super) centre: (f64, f64),
    /// Schools, before they are scaled to the total.
    pub(super) schools: u32,
    /// Thousands of inhabitants.
    pub(super) people: u32,
}

const fn part(code: &'static str, centre: (f64, f64), schools: u32, people: u32) -> Part {
    Part { code, centre, schools, people }
}

pub(super) const PARTS: [Part; 20] = [
    part("KZ-10", (50.3, 80.6), 300, 606),
    part("KZ-11", (53.3, 69.3), 520, 789),
    part("KZ-15", (50.3, 57.5), 410, 945),
    part("KZ-19", (43.8, 77.1), 484, 1546),
    part("KZ-23", (46.8, 51.9), 200, 709),
    part("KZ-27", (51.1, 51.3), 370, 695),
    part("KZ-31", (42.9, 71.3), 523, 1224),
    part("KZ-33", (44.7, 78.3), 390, 697),
    part("KZ-35", (49.9, 73.1), 420, 1135),
    part("KZ-39", (53.0, 64.1), 447, 828),
    part("KZ-43", (44.9, 65.5), 310, 845),
    part("KZ-47", (43.7, 51.8), 160, 796),
    part("KZ-55", (52.3, 76.9), 340, 753),
    part("KZ-59", (54.6, 68.9), 440, 526),
    part("KZ-61", (43.3, 68.3), 1000, 2151),
    part("KZ-62", (47.9, 67.5), 90, 222),
    part("KZ-63", (49.9, 82.9), 320, 726),
    part("KZ-71", (51.1, 71.4), 160, 1472),
    part("KZ-75", (43.2, 76.9), 320, 2258),
    part("KZ-79", (42.3, 69.6), 230, 1239),
];

impl Part {
    pub(super) fn region(&self) -> Option<Region> {
        Region::from_code(self.code)
    }

    pub(super) fn is_city(&self) -> bool {
        self.region().is_some_and(|region| region.facts().is_city)
    }
}

/// Shares out a total by weights: largest remainder, ties to the earlier.
pub(super) fn share(total: u32, weights: &[u64]) -> Vec<u32> {
    let sum: u64 = weights.iter().sum::<u64>().max(1);
    let exact = |w: &u64| u64::from(total) * w;
    let mut shares: Vec<u32> = weights.iter().map(|w| (exact(w) / sum) as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(exact(&weights[i]) % sum), i));
    let left = total - shares.iter().sum::<u32>();
    order.into_iter().take(left as usize).for_each(|i| shares[i] += 1);
    shares
}
