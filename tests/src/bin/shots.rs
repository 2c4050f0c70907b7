//! Pictures of every page × language × theme × width, with the sample workspace, into `shots/`. Run by
//! `cargo xtask shots [FILTER]`; only files whose name holds the filter are made.

mod shots {
    use std::fs;
    use std::path::Path;

    use orken_tests::browser::{Browser, By, Fault, Scheme, Site};
    use serde_json::json;

    /// A picture's name and the page's address; `{intake}` is the sample's, as `#/p/…/i/…`.
    const PAGES: [(&str, &str); 17] = [
        ("1-home", "#/"),
        ("2-people", "{intake}/people"),
        ("2-people-schools", "{intake}/people?tab=schools"),
        ("2-people-venues", "{intake}/people?tab=venues"),
        ("2-people-trainers", "{intake}/people?tab=trainers"),
        ("2-people-calendar", "{intake}/people?tab=calendar"),
        ("2-people-course", "{intake}/people?tab=course"),
        ("2-people-sites", "{intake}/people?tab=sites"),
        ("2-people-import", "{intake}/people?import=1"),
        ("3-rules", "{intake}/rules"),
        ("4-selection", "{intake}/selection"),
        ("4-selection-what-if", "{intake}/selection?what-if=1"),
        ("5-groups", "{intake}/groups"),
        ("5-groups-pairs", "{intake}/groups?tab=pairs"),
        ("6-timetable", "{intake}/timetable"),
        ("6-timetable-trainer", "{intake}/timetable?by=trainer"),
        ("7-data", "#/data"),
    ];
    const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];
    const SIZES: [(u32, u32); 2] = [(1366, 768), (360, 740)];

    /// Makes the pictures whose names hold `filter` and hands back how many.
    pub(super) fn run(filter: &str) -> Result<usize, Fault> {
        let folder = xtask::paths::root().join("shots");
        fs::create_dir_all(&folder).map_err(|error| Fault::Start(error.to_string()))?;
        let site = Site::serve("")?;
        let mut browser = site.browser()?;
        let intake = sample(&mut browser)?;
        let mut made = 0;
        for language in LANGUAGES {
            browser.run("localStorage.setItem('orken.language', JSON.stringify(arguments[0]))", &[json!(language)])?;
            for scheme in [Scheme::Light, Scheme::Dark] {
                browser.scheme(scheme)?;
                for (width, height) in SIZES {
                    browser.view(width, height)?;
                    for (page, address) in PAGES {
                        let name = format!("{page}-{language}-{}-{width}.png", scheme.name());
                        if name.contains(filter) {
                            picture(&mut browser, &address.replace("{intake}", &intake), &folder.join(&name))?;
                            made += 1;
                        }
                    }
                }
            }
        }
        browser.assert_clean();
        Ok(made)
    }

    /// Opens the sample and hands back its intake's address.
    fn sample(browser: &mut Browser) -> Result<String, Fault> {
        browser.open("")?;
        browser.click(&By::role("button", "Open the sample"))?;
        // It opens when all of it is there.
        let find = "return location.hash.startsWith('#/p/') ? location.hash : null";
        let hash = browser.wait("the sample's intake", || Ok(browser.run(find, &[])?.as_str().map(str::to_owned)))?;
        browser.settle()?;
        Ok(hash.split('/').take(5).collect::<Vec<_>>().join("/"))
    }

    fn picture(browser: &mut Browser, address: &str, file: &Path) -> Result<(), Fault> {
        browser.open(address)?;
        // A change of the part after `#` alone loads nothing: the language is read at the start.
        browser.reload()?;
        browser.find(&By::css("[data-testid=app][data-phase=ready]"))?;
        browser.settle()?;
        fs::write(file, browser.picture()?).map_err(|error| Fault::Start(format!("{}: {error}", file.display())))
    }
}

fn main() -> std::process::ExitCode {
    match shots::run(&std::env::args().nth(1).unwrap_or_default()) {
        Ok(made) if made > 0 => {
            println!("{made} pictures in shots/");
            std::process::ExitCode::SUCCESS
        }
        Ok(_) => {
            eprintln!("no picture has that in its name");
            std::process::ExitCode::FAILURE
        }
        Err(fault) => {
            eprintln!("shots: {fault}");
            std::process::ExitCode::FAILURE
        }
    }
}
