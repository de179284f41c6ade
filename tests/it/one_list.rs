//! `kazi top` lists what the API lists, and `kazi explain` tells of nothing else.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use crate::process::{Serving, binary};

/// Two boards on this machine; the owner of one does not let its postings be shown.
fn configuration() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = String::new();
    for (board, may_show, rows) in [
        (
            "open",
            true,
            "a,Shop front,We need web design for a bakery. Pays $200\n\
             b,Web site,We need design of a web shop and nothing else. Pays $300\n\
             c,Poster,Two colours for a clinic. Pays $90\n",
        ),
        ("closed", false, "d,Web design of a school,Three pages. Pays $400\n"),
    ] {
        fs::write(folder.path().join(format!("{board}.csv")), format!("guid,title,description\n{rows}"))
            .unwrap();
        sources.push_str(&format!(
            "[[source]]\nid = \"{board}\"\nname = \"Board\"\nkind = \"file\"\npath = \"{board}.csv\"\n\
             every = \"1h\"\nrights = {{ may_poll = true, may_store = true, may_show = {may_show}, \
             may_index = false, floor = \"1h\" }}\n\
             mapping.items = \"$[*]\"\nmapping.fields.guid = \"guid\"\nmapping.fields.title = \"title\"\n\
             mapping.fields.description = \"description\"\n"
        ));
    }
    fs::write(folder.path().join("sources.toml"), sources).unwrap();
    fs::write(folder.path().join("rate_feeds.toml"), "").unwrap();
    folder
}

fn kazi(configuration: &Path, data: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(binary());
    command.arg("--config").arg(configuration).args(args).arg("--data").arg(data);
    let out = command.output().unwrap();
    let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
    (out.status.code(), said)
}

/// Titles by the ids of their leads.
fn titles<'a>(leads: impl Iterator<Item = &'a serde_json::Value>) -> BTreeMap<String, String> {
    let text = |lead: &serde_json::Value, key: &str| lead[key].as_str().unwrap().to_owned();
    leads.map(|lead| (text(lead, "id"), text(lead, "title"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn top_and_the_api_list_the_same() {
    let (configuration, data) = (configuration(), tempfile::tempdir().unwrap());
    let (configuration, data) = (configuration.path(), data.path());
    let (code, said) = kazi(configuration, data, &["poll"]);
    assert_eq!(code, Some(0), "{said}");
    let questions = [("", 3), ("web design", 2), ("\"web design\"", 1), ("-\"web design\"", 2)];
    let mut of_top = Vec::new();
    for (words, count) in questions {
        let (code, said) = kazi(configuration, data, &["top", "--json", &format!("--q={words}")]);
        assert_eq!(code, Some(0), "{said}");
        let rows: Vec<serde_json::Value> =
            said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let listed = titles(rows.iter());
        assert_eq!(listed.len(), count, "{words}: {listed:?}");
        of_top.push(listed);
    }
    let [folder, data_folder] = [configuration, data].map(|path| path.to_str().unwrap());
    let no_poll = ["serve", "--no-poll", "--listen", "127.0.0.1:0", "--data", data_folder];
    let serving = Serving::start(&[&["--config", folder][..], &no_poll].concat()).await;
    for ((words, _), listed) in questions.iter().zip(&of_top) {
        let words = words.replace(' ', "%20").replace('"', "%22");
        let page = serving.json(&format!("/api/v1/leads?q={words}")).await;
        assert_eq!(titles(page["leads"].as_array().unwrap().iter()), *listed, "{words}");
    }
    serving.stop().await;
    let shown: Vec<&String> = of_top[0].keys().collect();
    let (code, said) = kazi(configuration, data, &["explain", shown[0]]);
    assert_eq!(code, Some(0), "{said}");
    // Whatever an id begins with: the only other lead is one that may not be shown.
    for begins in "0123456789abcdef".chars().filter(|c| !shown.iter().any(|id| id.starts_with(*c))) {
        let (_, said) = kazi(configuration, data, &["explain", &begins.to_string()]);
        assert!(said.contains("no lead that may be shown begins with"), "{said}");
    }
}
