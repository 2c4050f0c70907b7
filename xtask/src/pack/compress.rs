//! Brotli and gzip siblings, for hosts that serve them as they lie.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::assets::list;
use crate::failure::{At, Outcome};

/// Files that shrink; the rest (images, fonts) are compressed already.
const SHRINKING: [&str; 9] = ["html", "css", "js", "wasm", "json", "svg", "webmanifest", "txt", "ico"];

/// Writes `name.br` and `name.gz` beside every file that shrinks.
pub(crate) fn siblings(dist: &Path) -> Outcome {
    let mut files = Vec::new();
    list(dist, "", &mut files)?;
    for file in files {
        let ending = Path::new(&file).extension().unwrap_or_default().to_string_lossy().into_owned();
        if SHRINKING.contains(&ending.as_str()) {
            let bytes = fs::read(dist.join(&file)).at(&file)?;
            fs::write(dist.join(format!("{file}.br")), brotli(&bytes)).at(format!("{file}.br"))?;
            fs::write(dist.join(format!("{file}.gz")), gzip(&bytes)).at(format!("{file}.gz"))?;
        }
    }
    Ok(())
}

/// Brotli at its highest level.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    // Writing into memory does not fail.
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params);
    packed
}

/// Gzip at its highest level, without a time stamp.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // As above.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn siblings_unpack_to_the_same_bytes() {
        let bytes: Vec<u8> = (0..100_000u32).flat_map(|n| (n / 7).to_le_bytes()).collect();
        let (mut plain, mut again) = (Vec::new(), Vec::new());
        brotli::BrotliDecompress(&mut &brotli(&bytes)[..], &mut plain).unwrap();
        flate2::read::GzDecoder::new(&gzip(&bytes)[..]).read_to_end(&mut again).unwrap();
        assert!(plain == bytes && again == bytes);
        assert!(brotli(&bytes).len() < bytes.len() / 4);
    }
}
