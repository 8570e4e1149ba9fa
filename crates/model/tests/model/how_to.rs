//! Do the how-tos show what stands in the tables?

use std::fs;
use std::path::Path;

/// The lines of a page's blocks of code, without what surrounds them.
fn shown(page: &str) -> Vec<&str> {
    let blocks = page.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines).map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

#[test]
fn what_a_how_to_shows_stands_in_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect(path);
    for (page, sources) in [
        (
            "../../docs/how-to/add-a-status.md",
            &[
                "src/lifecycle/shared.rs",
                "src/lifecycle/transit.rs",
                "src/lifecycle/customs.rs",
                "src/lifecycle/excise.rs",
            ][..],
        ),
        (
            "../../docs/how-to/add-a-declaration-type.md",
            &["src/declaration_types/annex_b.rs"],
        ),
    ] {
        let sources: String = sources.iter().map(|source| read(source)).collect();
        let page_text = read(page);
        let shown = shown(&page_text);
        assert!(!shown.is_empty(), "{page} shows nothing");
        for line in shown {
            let stands_there = sources.lines().any(|written| written.trim() == line);
            assert!(stands_there, "{page} shows what no table says: {line}");
        }
    }
}
