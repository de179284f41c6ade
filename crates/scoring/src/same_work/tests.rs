use kazi_domain::{Posting, SourceId, WorkIs};
use proptest::prelude::*;

use super::*;

mod one_source;
mod rewritten;

const BODY: &str = "We run a small bakery in Nairobi and need a person who can build our first site. \
    It has five pages, a menu that we can change on our own, and a form for orders. Photos and texts \
    are ready. We would like to see two sites that you made before, and hear when you could begin.";

fn posting(id: u64, source: &str, title: &str, body: &str) -> Posting {
    let mut posting = Posting::new(PostingId(id), SourceId::new(source).unwrap(), title);
    posting.description = body.to_owned();
    posting
}

fn place(clusters: &mut Clusters, posting: &Posting) -> (u64, SameWork) {
    let Placement { lead, same } = clusters.place(posting.id, Fingerprint::of(posting));
    (lead.0, same)
}

#[test]
fn the_same_work_is_one_lead_and_says_why() {
    let mut clusters = Clusters::new();
    let mut first = posting(1, "a", "Website for a bakery", BODY);
    first.url = Some("https://example.org/jobs/1".into());
    assert_eq!(place(&mut clusters, &first), (1, SameWork::First));

    let text = posting(2, "b", "Website for a bakery - remote", &BODY.to_uppercase());
    assert_eq!(place(&mut clusters, &text), (1, SameWork::Text));

    let near = posting(3, "c", "WEBSITE FOR A BAKERY", &format!("Repost! {BODY} Urgent."));
    assert_eq!(place(&mut clusters, &near), (1, SameWork::Near));

    let mut url = posting(4, "d", "Bakery website", "See the page.");
    url.url = Some("http://www.example.org/jobs/1/?utm_source=feed".into());
    assert_eq!(place(&mut clusters, &url), (1, SameWork::Url));
    assert_eq!((clusters.len(), clusters.leads()), (4, 1));
}

#[test]
fn other_work_in_like_words_stays_apart() {
    let mut clusters = Clusters::new();
    place(&mut clusters, &posting(1, "a", "Website for a bakery", BODY));
    let role = posting(2, "a", "Logo design", BODY);
    assert_eq!(place(&mut clusters, &role), (2, SameWork::First));
    let words = BODY
        .replace("bakery", "garage")
        .replace("site", "app")
        .replace("menu", "list")
        .replace("two", "some");
    assert_eq!(place(&mut clusters, &posting(3, "a", "Website for a garage", &words)).0, 3);
    assert_eq!(place(&mut clusters, &posting(4, "a", "Website", "")).0, 4);
    assert_eq!(place(&mut clusters, &posting(5, "b", "Website", "")).0, 5);
    assert_eq!(place(&mut clusters, &posting(6, "a", "Website", "")), (4, SameWork::Text));
}

#[test]
fn a_page_that_lists_many_jobs_does_not_make_them_one() {
    let mut clusters = Clusters::new();
    for (id, title) in [(1, "Editor"), (2, "Driver"), (3, "Cook")] {
        let mut posting = posting(id, "a", title, "");
        posting.url = Some("https://example.org/careers".into());
        assert_eq!(place(&mut clusters, &posting), (id, SameWork::First));
    }
}

#[test]
fn a_few_words_without_pay_are_many_peoples() {
    let mut clusters = Clusters::new();
    let mut short = |id: u64, title: &str, pay: Option<&str>, company: Option<&str>| {
        let mut posting = posting(id, "a", title, "");
        posting.url = Some(format!("https://example.org/jobs/{id}"));
        (posting.pay_text, posting.company) = (pay.map(str::to_owned), company.map(str::to_owned));
        place(&mut clusters, &posting).0
    };
    assert_eq!(
        (short(1, "Virtual assistant", None, None), short(2, "Virtual Assistant", None, None)),
        (1, 2)
    );
    let (pay, firm) = (Some("$19"), Some("Pwani Honey"));
    assert_eq!((short(3, "Data entry", pay, None), short(4, "Data entry", pay, None)), (3, 3));
    assert_eq!((short(5, "Data entry", None, firm), short(6, "Data entry", None, firm)), (5, 5));
    let long = "Price list of a boat yard in Swahili";
    assert_eq!((short(7, long, None, None), short(8, long, None, None)), (7, 7));
}

#[test]
fn an_online_job_shown_once_per_place_is_one_lead() {
    let at = |id: u64, work_is: WorkIs, place: &str, body: &str| {
        let mut posting = posting(id, "a", &format!("Order Form Engineer, Beekeeping ({place})"), body);
        (posting.company, posting.work_is) = (Some("Pwani Honey".to_owned()), work_is);
        posting.location = Some(place.to_owned());
        posting
    };
    let bare =
        |id, work_is, place| Posting { title: "Vue Developer".to_owned(), ..at(id, work_is, place, "") };
    let mut clusters = Clusters::new();
    assert_eq!(place(&mut clusters, &bare(1, WorkIs::Online, "Kisumu")).0, 1);
    assert_eq!(place(&mut clusters, &bare(2, WorkIs::Online, "Nakuru")).0, 1);
    assert_eq!(place(&mut clusters, &bare(3, WorkIs::Local, "Kisumu")).0, 3);
    assert_eq!(place(&mut clusters, &bare(4, WorkIs::Local, "Nakuru")).0, 4);
    // Titles that differ in three words of seven, and texts in the name of the town.
    let body = |town: &str| format!("For people in {town}. {BODY} {}", BODY.replace("two", "three"));
    let (first, second) = (body("Port Reitz"), body("Kisumu"));
    assert_eq!(place(&mut clusters, &at(5, WorkIs::Online, "Port Reitz", &first)).0, 5);
    assert_eq!(place(&mut clusters, &at(6, WorkIs::Online, "Kisumu", &second)).0, 5);
    assert_eq!(place(&mut clusters, &at(7, WorkIs::Online, "Kisumu", &second.replace("two", "five"))).0, 5);
}

#[test]
fn leads_keep_their_id_as_postings_come_and_go() {
    let mut clusters = Clusters::new();
    let first = posting(1, "a", "Website for a bakery", BODY);
    let second = posting(2, "b", "Website for a bakery", BODY);
    place(&mut clusters, &first);
    place(&mut clusters, &second);
    clusters.remove(PostingId(1));
    assert_eq!(clusters.find(PostingId(2)).unwrap().lead, LeadId(1));
    assert_eq!(place(&mut clusters, &posting(3, "c", "Website for a bakery", BODY)).0, 1);

    let edited = posting(2, "b", "Driver wanted", "Drive a van around the town for a day, twice a week.");
    assert_eq!(place(&mut clusters, &edited), (2, SameWork::First));
    assert_eq!(place(&mut clusters, &first), (1, SameWork::First));

    let fingerprint = Fingerprint::of(&second);
    let was = Placement { lead: LeadId(1), same: SameWork::Text };
    clusters.restore(PostingId(9), fingerprint.clone(), was);
    assert_eq!(clusters.place(PostingId(9), fingerprint), was);
    for id in [1, 2, 3, 9] {
        clusters.remove(PostingId(id));
    }
    assert!(clusters.is_empty() && clusters.leads() == 0 && clusters.by_key.len() == 0);
}

proptest! {
    #[test]
    fn any_posting_twice_is_one_lead(title in ".{0,60}", body in ".{0,400}", url in ".{0,30}") {
        let mut clusters = Clusters::new();
        let mut posting = posting(1, "a", &title, &body);
        posting.url = Some(url);
        place(&mut clusters, &posting);
        prop_assert_eq!(place(&mut clusters, &posting), (1, SameWork::First));
        posting.id = PostingId(2);
        prop_assert_eq!(place(&mut clusters, &posting).0, 1);
        clusters.remove(PostingId(1));
        clusters.remove(PostingId(2));
        prop_assert!(clusters.is_empty());
    }

    #[test]
    fn a_sentence_less_is_still_the_same_work(words in prop::collection::vec("[a-z]{3,9}", 60..200), at in 0_usize..50) {
        let body = words.join(" ");
        let shorter = [&words[..at], &words[at + 8..]].concat().join(" ");
        let mut clusters = Clusters::new();
        place(&mut clusters, &posting(1, "a", "Editor for a magazine", &body));
        prop_assert_eq!(place(&mut clusters, &posting(2, "b", "Editor for a magazine", &shorter)).0, 1);
    }
}
