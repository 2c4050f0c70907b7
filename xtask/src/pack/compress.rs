//! Brotli and gzip siblings, for hosts that serve them as they lie.

use std::path::Path;

use super::assets::list;
use crate::failure::Outcome;
use crate::{paths, run};

/// Files that shrink; the rest (images, fonts) are compressed already.
const SHRINKING: [&str; 11] = ["bin", "toml", "html", "css", "js", "wasm", "json", "svg", "webmanifest", "txt", "ico"];

/// Writes `name.br` and `name.gz` beside every file that shrinks.
pub(crate) fn siblings(dist: &Path) -> Outcome {
    let mut files = Vec::new();
    list(dist, "", &mut files)?;
    files.retain(|file| {
        let ending = Path::new(file).extension().unwrap_or_default().to_string_lossy();
        SHRINKING.contains(&ending.as_ref())
    });
    let mut node = run::command("node");
    node.arg(paths::root().join("xtask/npm/compress.mjs")).args(files.iter().map(|file| dist.join(file)));
    run::finish(&mut node)
}

#[cfg(test)]
mod tests {
    use std::fs;

    #[test]
    fn siblings_unpack_to_the_same_bytes() {
        let folder = std::env::temp_dir().join(format!("orken-siblings-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let text = "p { margin: 0 }\n".repeat(2000);
        fs::write(folder.join("base.css"), &text).unwrap();
        fs::write(folder.join("photo.png"), "is compressed already").unwrap();
        super::siblings(&folder).unwrap();
        for (ending, unpack) in [("br", "brotliDecompressSync"), ("gz", "gunzipSync")] {
            let packed = folder.join(format!("base.css.{ending}"));
            assert!(fs::metadata(&packed).unwrap().len() < 200, "{ending}");
            let script = format!("process.stdout.write(zlib.{unpack}(fs.readFileSync(process.argv[1])))");
            let again = crate::run::output(crate::run::command("node").args(["-e", &script]).arg(&packed)).unwrap();
            assert!(again == text, "{ending}");
        }
        assert!(!folder.join("photo.png.br").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
