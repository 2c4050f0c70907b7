//! Measures, run by `cargo xtask bench [NAME ...]`: every bench whose name begins with one of the names, or all. A new
//! one is a line in `BENCHES`; the median of its runs stands in the table beside what is wanted.

mod bench {
    use std::error::Error;

    use orken_tests::browser::{Network, Site};
    use serde_json::Value;

    pub(super) type Measured = Result<f64, Box<dyn Error>>;

    pub(super) struct Bench {
        pub(super) name: &'static str,
        pub(super) what: &'static str,
        pub(super) unit: &'static str,
        /// At most this.
        pub(super) wanted: f64,
        pub(super) runs: usize,
        pub(super) once: fn() -> Measured,
    }

    pub(super) const BENCHES: [Bench; 2] = [
        Bench {
            name: "browser-first-load",
            what: "first load over the wire, as the browser counts it",
            unit: "KB",
            wanted: 300.0,
            runs: 1,
            once: first_load,
        },
        Bench {
            name: "browser-first-paint",
            what: "first contentful paint, empty cache, 1 Mbit/s, 4x slower processor",
            unit: "ms",
            wanted: 3000.0,
            runs: 5,
            once: first_paint,
        },
    ];

    /// The middle value; of an even number, the mean of the middle two.
    pub(super) fn median(mut values: Vec<f64>) -> f64 {
        values.sort_by(f64::total_cmp);
        match values.len() {
            0 => f64::NAN,
            n if n % 2 == 1 => values[n / 2],
            n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
        }
    }

    /// In thousands of bytes, headers included.
    fn first_load() -> Measured {
        let site = Site::serve("")?;
        let mut browser = site.browser()?;
        browser.open("")?;
        browser.settle()?;
        let script =
            "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
            .reduce((sum, entry) => sum + entry.transferSize, 0)";
        Ok(browser.run(script, &[])?.as_f64().ok_or("no sizes")? / 1000.0)
    }

    fn first_paint() -> Measured {
        let site = Site::serve("")?;
        let mut browser = site.browser()?;
        browser.network(Some(Network { latency: 40.0, bits: 1_000_000.0 }))?;
        browser.slow_processor(4.0)?;
        browser.open("")?;
        let script = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";
        let paint =
            browser.wait("a first paint", || Ok(Some(browser.run(script, &[])?).filter(|at| *at != Value::Null)))?;
        Ok(paint.as_f64().ok_or("no time")?)
    }
}

fn main() -> std::process::ExitCode {
    use bench::{BENCHES, median};
    let names: Vec<String> = std::env::args().skip(1).collect();
    let chosen = |name: &str| names.is_empty() || names.iter().any(|wanted| name.starts_with(wanted.as_str()));
    let (mut done, mut failed) = (0, 0);
    println!("{:<22} {:>10} {:>10} {:<4}  what", "bench", "median", "wanted", "");
    for bench in BENCHES.iter().filter(|bench| chosen(bench.name)) {
        let values: Result<Vec<f64>, _> = (0..bench.runs).map(|_| (bench.once)()).collect();
        done += 1;
        match values {
            Ok(values) => {
                let middle = median(values);
                let late = if middle <= bench.wanted { "" } else { "  PAST" };
                let (name, unit, wanted, what) = (bench.name, bench.unit, bench.wanted, bench.what);
                println!("{name:<22} {middle:>10.1} {wanted:>10.1} {unit:<4}  {what}{late}");
            }
            Err(error) => {
                failed += 1;
                println!("{:<22} failed: {error}", bench.name);
            }
        }
    }
    if done == 0 {
        let all: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        eprintln!("no such bench; there are: {}", all.join(", "));
    }
    if done == 0 || failed > 0 { std::process::ExitCode::FAILURE } else { std::process::ExitCode::SUCCESS }
}
