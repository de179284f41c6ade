//! A source that is taken out of the configuration leaves nothing behind for long, and comes back whole.

use std::fs;

use super::place::{Place, told};

const HOUR_S: i64 = 60 * 60;

const SOURCE: &str = r#"
[[source]]
id = "inbox"
name = "Inbox"
kind = "file"
path = "inbox.csv"
every = "1h"
rights = { may_poll = true, may_store = true, may_show = true, may_index = true, floor = "1h" }
mapping.items = "$[*]"
mapping.fields.guid = "guid"
mapping.fields.title = "title"
"#;

impl Place {
    async fn count_leads_after_poll(&self, sources: &str, clock_s: i64) -> (usize, String) {
        self.faults.set_clock(clock_s);
        fs::write(self.path("config").join("sources.toml"), sources).unwrap();
        let mut poll = self.command(&["poll"]);
        let out = poll.env("KAZI_LOG", "warn").output().await.unwrap();
        assert!(out.status.success(), "{}", told(&out));
        // What is not configured is in no list, and in the store all the same.
        fs::write(self.path("config").join("sources.toml"), SOURCE).unwrap();
        let top = self.run(&["top", "--json"]).await;
        assert!(top.status.success(), "{}", told(&top));
        (String::from_utf8_lossy(&top.stdout).lines().count(), told(&out))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_taken_out_is_gone_after_a_day_and_comes_back_whole() {
    let place = Place::new().await;
    fs::write(place.path("config").join("inbox.csv"), "guid,title\n1,\"Logo for a bakery, $50\"\n").unwrap();
    for half_hour in 0..2 {
        let (kept, said) = place.count_leads_after_poll(SOURCE, half_hour * HOUR_S / 2).await;
        assert!(kept == 1 && !said.contains("WARN"), "nothing is wrong: {kept} {said}");
    }
    let (kept, said) = place.count_leads_after_poll("", HOUR_S).await;
    assert!(
        kept == 1 && said.contains("\"inbox\"") && said.contains("configured no longer"),
        "{kept} {said}"
    );
    assert_eq!(place.count_leads_after_poll("", 24 * HOUR_S).await.0, 1);
    assert_eq!(place.count_leads_after_poll("", 26 * HOUR_S).await.0, 0);
    // Its file has not changed since it was read; that nothing of it is kept is seen by the first poll.
    assert_eq!(place.count_leads_after_poll(SOURCE, 28 * HOUR_S).await.0, 0);
    assert_eq!(place.count_leads_after_poll(SOURCE, 30 * HOUR_S).await.0, 1);
}
