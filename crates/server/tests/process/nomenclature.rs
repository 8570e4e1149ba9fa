//! Do the commands name what a new nomenclature touches, and what the law of another day would change?

use std::path::Path;

use crate::process::{Process, cas, run};

async fn printed(arguments: &[&str], files: &[&Path], data: &Path) -> (bool, String) {
    let mut command = cas(arguments.iter().copied());
    let output = run(command.args(files).arg("--data").arg(data)).await;
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    (output.status.success(), printed)
}

#[tokio::test(flavor = "multi_thread")]
async fn editions_of_the_nomenclature_are_compared() {
    let place = tempfile::tempdir().expect("a folder");
    let (data, master) = (place.path().join("data"), place.path().join("master"));
    std::fs::create_dir_all(&data).expect("a folder");
    std::fs::create_dir_all(&master).expect("a folder");
    let file = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let old = file("old.csv", "code;name\n85171300;phones\n85176200;routers\n");
    let new = file("new.csv", "code;name\n85171310;x\n85171390;y\n85176250;z\n");
    let lines = "old;new\n85171300;85171310\n85171300;85171390\n85176200;85176250\n1;2\n";
    let correlation = file("correlation.csv", lines);
    let articles = "code;classifications[CN].code\nPHONE;85171300\nRADIO;85176200\n";
    std::fs::write(master.join("article.csv"), articles).expect("written");

    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
    let mut server = Process::start(cas(arguments).arg("--data").arg(&data));
    server.url().await;
    let (well, said) = printed(&["masterdata", "import"], &[&master], &data).await;
    assert!(well, "{said}");
    server.signal("TERM").await;
    server.end().await;

    let asked = [
        "nomenclature",
        "change",
        "--day",
        "2027-01-01",
        "--correlation",
    ];
    let files = [correlation.as_path(), old.as_path(), new.as_path()];
    let (well, said) = printed(&asked, &files, &data).await;
    assert!(well, "{said}");
    for line in [
        "2027-01-01: 0 codes end, 1 are renamed, 1 split, 3 are new",
        "correlation 1 is 2: the lists do not have both",
        "article PHONE              85171300 is 85171310 or 85171390  to be decided",
        "article RADIO              85176200 is 85176250",
    ] {
        assert!(said.lines().any(|it| it == line), "{line} in {said}");
    }
    let asked = [
        "nomenclature",
        "change",
        "--json",
        "--day",
        "2027-01-01",
        "--correlation",
    ];
    let (well, said) = printed(&asked, &files, &data).await;
    let objects: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object in each line"))
        .collect();
    assert!(well && objects.len() == 4, "{said}");
    assert_eq!(objects[3]["proposal"]["validFrom"], "2027-01-01");
    let (well, said) = printed(&asked, &[&correlation, &correlation, &new], &data).await;
    assert!(
        !well && said.contains("the list has no column \"code\""),
        "{said}"
    );

    let (well, said) = printed(&["rules", "replay", "--on", "2027-01-01"], &[], &data).await;
    assert!(
        well && said.contains("0 declarations judged by the law of 2027-01-01"),
        "{said}"
    );
}
