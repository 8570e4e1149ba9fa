//! Are a folder's lists of codes loaded, and is a file that is none named?

use std::path::Path;

use crate::process::{Process, cas, run};

/// Loads a folder; whether all was well, and what was printed.
async fn load(data: &Path, folder: &Path) -> (bool, String) {
    let mut command = cas(["codelists", "load"]);
    let output = run(command.arg(folder).arg("--data").arg(data)).await;
    let printed = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&printed).into_owned(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_lists_is_loaded() {
    let place = tempfile::tempdir().expect("a folder");
    let (data, lists) = (place.path().join("data"), place.path().join("lists"));
    std::fs::create_dir_all(&lists).expect("a folder");
    std::fs::create_dir_all(&data).expect("a folder");
    for (name, text) in [
        ("CL008.csv", "code,description_en\nDE,Germany\nFR,France\n"),
        ("units.json", r#"[{"code": "KGM", "en": "Kilogram"}]"#),
        ("notes.txt", "not a list"),
    ] {
        std::fs::write(lists.join(name), text).expect("written");
    }
    let (well, printed) = load(&data, &lists).await;
    assert!(
        !well && printed.contains("there is no store in the data folder"),
        "{printed}"
    );

    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
    let mut server = Process::start(cas(arguments).arg("--data").arg(&data));
    server.url().await;
    server.signal("TERM").await;
    server.end().await;

    let (well, printed) = load(&data, &lists).await;
    assert!(
        well && printed.contains("2 lists loaded, 0 refused"),
        "{printed}"
    );
    assert!(
        printed.contains("2 entries: 2 new, 0 changed, 0 removed"),
        "{printed}"
    );
    let (well, printed) = load(&data, &lists).await;
    assert!(
        well && printed.contains("2 entries: 0 new, 0 changed, 0 removed"),
        "{printed}"
    );

    std::fs::write(lists.join("CL009.csv"), "kode\n1\n").expect("written");
    let (well, printed) = load(&data, &lists).await;
    assert!(
        !well && printed.contains("2 lists loaded, 1 refused"),
        "{printed}"
    );
    assert!(printed.contains("CL009"), "{printed}");
    let (well, printed) = load(&data, &place.path().join("nowhere")).await;
    assert!(!well && printed.contains("cannot be read"), "{printed}");
}
