//! Packs the files of `web/dist` for browsers, so that no answer has to be packed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Files of these kinds become much smaller; fonts are packed already.
const PACKED_KINDS: [&str; 4] = ["css", "html", "js", "svg"];

fn main() -> io::Result<()> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", built.display());
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    let packed = out.join("dist");
    if packed.exists() {
        fs::remove_dir_all(&packed)?;
    }
    pack_folder(&built, &packed)
}

fn pack_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            pack_folder(&entry.path(), &target)?;
        } else {
            pack(&entry.path(), &target)?;
        }
    }
    Ok(())
}

fn pack(from: &Path, to: &Path) -> io::Result<()> {
    let plain = fs::read(from)?;
    fs::write(to, &plain)?;
    let kind = from.extension().and_then(|kind| kind.to_str());
    if !kind.is_some_and(|kind| PACKED_KINDS.contains(&kind)) {
        return Ok(());
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&plain)?;
    fs::write(beside(to, "gz"), gzip.finish()?)?;
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut plain.as_slice(), &mut brotli, &parameters)?;
    fs::write(beside(to, "br"), brotli)
}

fn beside(file: &Path, packing: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(packing);
    PathBuf::from(name)
}
