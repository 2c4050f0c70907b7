//! What the build and the tests need beyond Rust, Git, Node and a C compiler: each tool knows how to find itself and
//! how to be installed, so that every verb can set up what it misses and `doctor` can say it.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::failure::{At, Failure, Outcome};
use crate::{paths, run};

/// Newer ones need a newer rustc.
const TRUNK: &str = "0.21.14";

/// Fits the version of `wasm_split_helpers` in the lock file.
const WASM_SPLIT: &str = "0.2.4";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    WasmTarget,
    Rustfmt,
    Clippy,
    Trunk,
    WasmBindgen,
    /// Cuts the page into parts.
    WasmSplit,
    /// wasm-opt and axe-core, in the build directory.
    Npm,
    /// Chromium and its WebDriver.
    Browser,
    /// Only the long form of `check` asks for it.
    Fuzz,
}

/// For a page on this machine. Trunk is for those who work with `trunk serve`: it takes minutes to compile and packs
/// nothing here.
pub const LOCAL: [Tool; 2] = [Tool::WasmTarget, Tool::WasmBindgen];
/// For the page as it is put on a host.
pub const BUILD: [Tool; 4] = [Tool::WasmTarget, Tool::WasmBindgen, Tool::WasmSplit, Tool::Npm];
pub const ALL: [Tool; 8] = [
    Tool::WasmTarget,
    Tool::Rustfmt,
    Tool::Clippy,
    Tool::Trunk,
    Tool::WasmBindgen,
    Tool::WasmSplit,
    Tool::Npm,
    Tool::Browser,
];

impl Tool {
    pub fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "Rust target wasm32-unknown-unknown",
            Self::Rustfmt => "rustfmt",
            Self::Clippy => "clippy",
            Self::Trunk => "Trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::WasmSplit => "wasm-split-cli",
            Self::Npm => "wasm-opt and axe-core (npm)",
            Self::Browser => "Chromium and chromedriver",
            Self::Fuzz => "cargo-fuzz",
        }
    }

    /// Its version, or none when it is missing or not the one that fits.
    pub fn found(self) -> Option<String> {
        match self {
            Self::WasmTarget => {
                let root = run::output(run::command("rustc").args(["--print", "sysroot"])).ok()?;
                let library = Path::new(root.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib");
                library.is_dir().then(|| "installed".to_owned())
            }
            Self::Rustfmt => version("rustfmt"),
            Self::Clippy => version("cargo-clippy"),
            Self::Trunk => version("trunk").filter(|version| version == TRUNK),
            Self::WasmBindgen => {
                let wanted = locked("wasm-bindgen").ok()?;
                let runner = version("wasm-bindgen-test-runner");
                version("wasm-bindgen").filter(|version| *version == wanted && runner.is_some())
            }
            // It doesn't tell its version; Cargo remembers which one it installed.
            Self::WasmSplit => installed("wasm_split_cli_support").filter(|version| version == WASM_SPLIT),
            Self::Npm => {
                let wanted = fs::read(npm_source().join("package-lock.json")).ok()?;
                let have = fs::read(paths::tools().join("package-lock.json")).ok()?;
                let whole = paths::npm("binaryen/bin/wasm-opt").exists() && axe().exists();
                (wanted == have && whole).then(|| "as locked".to_owned())
            }
            Self::Browser => {
                let browser = version("chromium").or_else(|| version("google-chrome"))?;
                let driver = version("chromedriver")?;
                Some(format!("{browser}, driver {driver}"))
            }
            Self::Fuzz => installed("cargo-fuzz"),
        }
    }

    /// The command that a person would type.
    pub fn remedy(self) -> String {
        match self {
            Self::WasmTarget => "rustup target add wasm32-unknown-unknown".to_owned(),
            Self::Rustfmt => "rustup component add rustfmt".to_owned(),
            Self::Clippy => "rustup component add clippy".to_owned(),
            Self::Trunk => format!("cargo install --locked trunk --version {TRUNK}"),
            Self::WasmBindgen => match locked("wasm-bindgen") {
                Ok(version) => format!("cargo install wasm-bindgen-cli --version {version}"),
                Err(failure) => failure.to_string(),
            },
            Self::WasmSplit => {
                format!("cargo install --locked wasm_split_cli_support --version {WASM_SPLIT} --features build-binary")
            }
            Self::Npm => {
                "cargo xtask build (copies xtask/npm into the build directory and runs `npm ci` there)".to_owned()
            }
            Self::Fuzz => "cargo install --locked cargo-fuzz".to_owned(),
            Self::Browser => match debian() {
                true => "sudo apt-get update && sudo apt-get install --yes chromium chromium-driver".to_owned(),
                false => {
                    "install Chromium (or Chrome) and the chromedriver of the same version, both on the PATH".to_owned()
                }
            },
        }
    }

    fn install(self) -> Outcome {
        match self {
            Self::WasmTarget => run::finish(run::command("rustup").args(["target", "add", "wasm32-unknown-unknown"])),
            Self::Rustfmt => run::finish(run::command("rustup").args(["component", "add", "rustfmt"])),
            Self::Clippy => run::finish(run::command("rustup").args(["component", "add", "clippy"])),
            Self::Trunk => cargo_install("trunk", &["--locked", "trunk", "--version", TRUNK]),
            Self::WasmBindgen => {
                // Its own lock file lags behind: it is installed without `--locked`.
                let version = locked("wasm-bindgen")?;
                cargo_install("wasm-bindgen", &["wasm-bindgen-cli", "--version", &version])
            }
            Self::WasmSplit => {
                let package = ["--locked", "wasm_split_cli_support", "--version", WASM_SPLIT];
                cargo_install("wasm-split-cli", &[&package[..], &["--features", "build-binary"]].concat())
            }
            Self::Npm => npm_install(),
            Self::Browser => browser_install(),
            Self::Fuzz => cargo_install("cargo-fuzz", &["--locked", "cargo-fuzz"]),
        }
    }
}

/// Finds each tool and installs the missing ones, saying what it does and how long that took.
pub fn ensure(tools: &[Tool]) -> Outcome {
    for tool in tools {
        if tool.found().is_some() {
            continue;
        }
        println!("==> {} is missing: {}", tool.name(), tool.remedy());
        let start = Instant::now();
        tool.install().map_err(|failure| failure.mend(tool.remedy()))?;
        if tool.found().is_none() {
            let what = format!("{} is still missing after its installation", tool.name());
            return Err(Failure::new(what).mend(tool.remedy()));
        }
        println!("    {} installed in {:.0} s", tool.name(), start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// The version of a package in Cargo.lock.
pub fn locked(package: &str) -> Outcome<String> {
    let text = fs::read_to_string(paths::root().join("Cargo.lock")).at("Cargo.lock")?;
    let after = text.split(&format!("name = \"{package}\"\nversion = \"")).nth(1);
    let version = after.and_then(|rest| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| Failure::new(format!("Cargo.lock: no package {package}")))
}

/// The accessibility checker that the browser tests put into pages.
pub fn axe() -> std::path::PathBuf {
    paths::npm("axe-core/axe.min.js")
}

/// The first word of `program --version` that starts with a digit.
fn version(program: &str) -> Option<String> {
    let said = run::output(run::command(program).arg("--version")).ok()?;
    let mut words = said.split_whitespace();
    words.find(|word| word.starts_with(|first: char| first.is_ascii_digit())).map(str::to_owned)
}

/// The version of a package that `cargo install` put here, for this project or for all.
fn installed(package: &str) -> Option<String> {
    let roots = [Some(paths::tools()), run::cargo_bin().parent().map(Path::to_path_buf)];
    roots.into_iter().flatten().find_map(|root| {
        let listed = fs::read_to_string(root.join(".crates.toml")).ok()?;
        let after = listed.split_once(&format!("\"{package} "))?.1;
        Some(after.split(' ').next()?.to_owned())
    })
}

/// Installs where `trunk serve` finds it too; but when another version is there for other projects, that one is left
/// alone and ours goes into the build directory.
fn cargo_install(program: &str, arguments: &[&str]) -> Outcome {
    println!("    this compiles it once for this machine: several minutes on two cores");
    let mut command = run::cargo(&["install"]);
    command.args(arguments);
    // Built as the package wants, not as this workspace builds.
    command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    // Their release profiles ask for the smallest and fastest program, which takes far longer to make than it saves.
    command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    if version(program).is_some() {
        command.arg("--root").arg(paths::tools());
    }
    run::finish(&mut command)
}

fn npm_source() -> std::path::PathBuf {
    paths::root().join("xtask/npm")
}

fn npm_install() -> Outcome {
    let tools = paths::tools();
    fs::create_dir_all(&tools).at(tools.display())?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(npm_source().join(file), tools.join(file)).at(format!("xtask/npm/{file}"))?;
    }
    let arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    run::finish(run::command("npm").args(arguments).current_dir(&tools))
}

fn debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

fn browser_install() -> Outcome {
    if !debian() {
        return Err(Failure::new("Chromium can be installed by itself on Debian and Ubuntu only"));
    }
    let root = run::output(run::command("id").arg("-u"))?.trim() == "0";
    for arguments in [&["update"][..], &["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"]]
    {
        let mut command = run::command(if root { "apt-get" } else { "sudo" });
        if !root {
            command.arg("apt-get");
        }
        run::finish(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}
