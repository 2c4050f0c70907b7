//! Checked values: each is valid by construction, and says what is wrong when it can't be made.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Why twelve digits are not an IIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IinError {
    /// Not twelve digits.
    Length,
    /// The first six digits and the seventh are no date.
    Date,
    /// The seventh digit names no century.
    Century,
    /// The last digit doesn't agree with the others, or the number could never have been issued.
    Checksum,
}

/// Individual identification number (ЖСН, ИИН): `YYMMDD G NNNN C`.
///
/// Control digit: Σ dᵢ·i for i = 1…11, mod 11; if that is 10, once more with the weights 3…11, 1, 2; if it is 10
/// again the number is never issued. G: 1/2 = 1800s, 3/4 = 1900s, 5/6 = 2000s, odd = male; 0 = foreigner, whose month and day must
/// still be some day's.
/// Source: Government resolution No. 565 of 11.06.2003.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Iin(#[cfg_attr(feature = "schema", schemars(with = "String", regex(pattern = r"^[0-9]{12}$")))] [u8; 12]);

impl Iin {
    /// Checks length, date, century and control digit.
    ///
    /// # Errors
    /// Says which of the four is wrong.
    pub fn parse(text: &str) -> Result<Self, IinError> {
        let kept = Self::kept(text).ok_or(IinError::Length)?;
        let digits = kept.digits();
        if digits[6] > 6 {
            return Err(IinError::Century);
        }
        // A foreigner's number doesn't tell the century, so it may be any year's 29 February.
        let dated = if digits[6] == 0 { day_in(2000, &digits) } else { birth(&digits) };
        if dated.is_none() {
            return Err(IinError::Date);
        }
        if control(&digits) != Some(digits[11]) {
            return Err(IinError::Checksum);
        }
        Ok(kept)
    }

    fn digits(&self) -> [u32; 12] {
        self.0.map(|byte| u32::from(byte.wrapping_sub(b'0')))
    }

    /// A number that was checked before it was packed; none where it can't be one.
    pub(crate) fn kept(text: &str) -> Option<Self> {
        text.as_bytes().try_into().ok().map(Self).filter(|kept| kept.0.iter().all(u8::is_ascii_digit))
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Twelve digits are text.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Day of birth; none for a foreigner's number, which doesn't tell the century.
    #[must_use]
    pub fn birth_date(&self) -> Option<NaiveDate> {
        birth(&self.digits())
    }

    /// True for a birth before 1920: valid, but more likely a slip than a person at work.
    #[must_use]
    pub fn is_implausibly_old(&self) -> bool {
        self.birth_date().is_some_and(|d| d.year() < 1920)
    }

    /// `••••••••1234`: what is shown unless someone asks for the whole number.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("••••••••{}", &self.as_str()[8..])
    }
}

fn birth(d: &[u32]) -> Option<NaiveDate> {
    let century = match d[6] {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return None,
    };
    day_in(century + i32::try_from(d[0] * 10 + d[1]).ok()?, d)
}

/// The day and month of the number in this year.
fn day_in(year: i32, d: &[u32]) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, d[2] * 10 + d[3], d[4] * 10 + d[5])
}

fn control(d: &[u32]) -> Option<u32> {
    let weighted = |shift: usize| (0..11).map(|i| d[i] * (((i + shift) % 11) as u32 + 1)).sum::<u32>() % 11;
    match weighted(0) {
        10 => Some(weighted(2)).filter(|&c| c < 10),
        c => Some(c),
    }
}

impl TryFrom<String> for Iin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|e| format!("not a valid IIN: {e:?}"))
    }
}

impl From<Iin> for String {
    fn from(iin: Iin) -> Self {
        iin.as_str().to_owned()
    }
}

/// Academic hours of 45 minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AcademicHours(pub u16);

/// A point on the earth, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPoint")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GeoPoint {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RawPoint {
    lat: f64,
    lon: f64,
}

impl TryFrom<RawPoint> for GeoPoint {
    type Error = &'static str;

    fn try_from(raw: RawPoint) -> Result<Self, Self::Error> {
        Self::new(raw.lat, raw.lon).ok_or("latitude must be within -90…90 and longitude within -180…180")
    }
}

impl GeoPoint {
    /// None unless latitude is within ±90 and longitude within ±180.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        let fits = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        fits.then_some(Self { lat, lon })
    }

    /// Degrees north.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Great-circle distance in whole kilometres, rounded to nearest: haversine on a sphere of 6,371 km,
    /// the mean radius. `libm` makes it the same number on every machine.
    #[must_use]
    pub fn km_to(self, other: Self) -> u32 {
        const EARTH_RADIUS_KM: f64 = 6371.0;
        let (p1, p2) = (self.lat.to_radians(), other.lat.to_radians());
        let dp = libm::sin((p2 - p1) / 2.0);
        let dl = libm::sin((other.lon - self.lon).to_radians() / 2.0);
        let h = dp * dp + libm::cos(p1) * libm::cos(p2) * dl * dl;
        let km = 2.0 * EARTH_RADIUS_KM * libm::asin(libm::sqrt(h.clamp(0.0, 1.0)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "half the equator fits in u32")]
        let whole = libm::round(km) as u32;
        whole
    }
}

/// A minute of the day, local time (UTC+5 in the whole country since 1 March 2024). Written `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// None past 23:59.
    #[must_use]
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self(hour * 60 + minute)) } else { None }
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl std::str::FromStr for TimeOfDay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once(':').and_then(|(h, m)| Self::new(h.parse().ok()?, m.parse().ok()?));
        parsed.ok_or_else(|| format!("«{text}» is not a time like 09:00"))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for TimeOfDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeOfDay".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" })
    }
}
