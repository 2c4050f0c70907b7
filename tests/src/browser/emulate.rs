//! Other screens, themes, networks and processors.

use serde_json::json;

use super::{Browser, Fault};

/// The theme that the system asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A line between the browser and the host.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Network {
    /// Round trip, in milliseconds.
    pub latency: f64,
    /// In bits per second, each way.
    pub bits: f64,
}

impl Browser {
    /// The size of the view, in CSS pixels; below 500 as a phone.
    pub fn view(&mut self, width: u32, height: u32) -> Result<(), Fault> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.devtools("Emulation.setDeviceMetricsOverride", &size).map(drop)
    }

    /// What `prefers-color-scheme` says.
    pub fn scheme(&mut self, scheme: Scheme) -> Result<(), Fault> {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme.name() });
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [feature] })).map(drop)
    }

    /// A slower line; `None` for as fast as it goes.
    pub fn network(&mut self, network: Option<Network>) -> Result<(), Fault> {
        self.devtools("Network.enable", &json!({}))?;
        let (latency, bytes) = network.map_or((0.0, -1.0), |line| (line.latency, line.bits / 8.0));
        let conditions = json!({
            "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes,
        });
        self.devtools("Network.emulateNetworkConditions", &conditions).map(drop)
    }

    /// A processor that is `times` slower than this one; 1 for this one.
    pub fn slow_processor(&mut self, times: f64) -> Result<(), Fault> {
        self.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": times })).map(drop)
    }

    /// Without the network at all, or with it again.
    pub fn offline(&mut self, offline: bool) -> Result<(), Fault> {
        self.devtools("Network.enable", &json!({}))?;
        let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", &conditions).map(drop)
    }
}
