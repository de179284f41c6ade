//! Two postings of one source under one long text: two jobs, or one shown once more.

use super::*;

const FIRM: &str = "Tandao Studio is a small house of designers, writers and developers who work from six towns \
    for schools, clinics and cooperatives. We agree on every task in writing, answer within a day and pay by \
    M-Pesa or bank on the Friday after delivery. Show us two things that you made before, tell us when you \
    could begin, and say in one line why this is for you. There is no fee and no test without pay.";

/// Whether two postings of one source, given by title and what follows the text of the firm, are one lead.
fn is_one((title, more): (&str, &str), (other_title, other_more): (&str, &str)) -> bool {
    let told = |id, title: &str, more: &str| {
        let mut posting = posting(id, "a", title, &format!("{FIRM} {more}"));
        posting.url = Some(format!("https://example.org/jobs/{id}"));
        posting.guid = Some(format!("job-{id}"));
        posting
    };
    let mut clusters = Clusters::new();
    place(&mut clusters, &told(1, title, more));
    place(&mut clusters, &told(2, other_title, other_more)).0 == 1
}

#[test]
fn what_only_one_title_or_text_names_makes_two_jobs() {
    let plain = |title| (title, "");
    for (a, b) in [
        (("Logo for a clinic", "Budget $200"), ("Logo for a clinic", "Budget $900")),
        (("Logo for a clinic", "Budget 200"), ("Logo for a clinic", "Budget 900")),
        (("Logo for a clinic", "KSh15,000 for all"), ("Logo for a clinic", "KSh 25,000 for all")),
        (("Logo for a clinic", "15,000/= for all"), ("Logo for a clinic", "25,000/= for all")),
        (plain("Logo for a clinic, $200"), plain("Logo for a clinic, $250")),
        (plain("Translate health leaflets to Somali"), plain("Translate health leaflets to Amharic")),
        (plain("Translate health leaflets EN to SW"), plain("Translate health leaflets SW to DE")),
        (plain("Translate health leaflets"), plain("Translate health leaflets to Somali")),
        (plain("React developer for a school portal"), plain("Vue developer for a school portal")),
        (plain("C++ developer for a school portal"), plain("C# developer for a school portal")),
        (plain("Affiche pour un café du quartier"), plain("Affiche pour un thé du quartier")),
        (plain("Design banner A for a fair"), plain("Design banner B for a fair")),
        (plain("Banner for a fair, part 1"), plain("Banner for a fair, part 2")),
        (plain("Community manager (Nairobi)"), plain("Community manager (remote, worldwide)")),
        (plain("Writers for a school portal"), plain("Developers for a school portal")),
        (plain("Junior designer for a portal"), plain("Senior designer for a portal")),
    ] {
        assert!(!is_one(a, b), "{a:?} / {b:?}");
        assert!(!is_one(b, a), "{b:?} / {a:?}");
    }
}

#[test]
fn the_same_title_shown_again_is_one_job() {
    let plain = |title| (title, "");
    for (a, b) in [
        (
            ("Logo for a clinic", "Posted 2 May 2026. Budget $200"),
            ("Logo for a clinic", "Posted 9 June 2026. Budget $200"),
        ),
        (("Logo for a clinic", ""), ("Logo for a clinic", "Budget $200")),
        (plain("Logo for a clinic"), plain("URGENT: logo for a clinic (remote)")),
        (plain("Logo for a clinic - 12/05/2026"), plain("Logo for a clinic - 19/05/2026")),
        (
            plain("Logo and letterhead for a clinic, 12th May 2026"),
            plain("Repost: Logo and letterhead for a clinic, 1 June"),
        ),
        (plain("A logo for clinics (m/f/d)"), plain("A Logo For A Clinic")),
        (plain("Sr. designer for a portal"), plain("Senior designer for a portal")),
        // The text names it, whichever title leaves it out.
        (plain("Task for a clinic"), plain("Task for a clinic: bank, delivery")),
    ] {
        assert!(is_one(a, b), "{a:?} / {b:?}");
        assert!(is_one(b, a), "{b:?} / {a:?}");
    }
}

#[test]
fn a_posting_of_another_source_joins_the_like_title_and_makes_no_two_jobs_one() {
    let of =
        |id, source: &str, title: &str, more: &str| posting(id, source, title, &format!("{FIRM} {more}"));
    let mut clusters = Clusters::new();
    assert_eq!(place(&mut clusters, &of(1, "a", "Translate health leaflets to Amharic", "")).0, 1);
    assert_eq!(place(&mut clusters, &of(2, "a", "Translate health leaflets to Somali", "")).0, 2);
    assert_eq!(place(&mut clusters, &of(3, "b", "Translate health leaflets to Somali", "")).0, 2);

    let mut clusters = Clusters::new();
    assert_eq!(place(&mut clusters, &of(1, "a", "Logo for a clinic", "Budget $200")).0, 1);
    assert_eq!(place(&mut clusters, &of(2, "b", "Logo for a clinic", "")).0, 1);
    assert_eq!(place(&mut clusters, &of(3, "a", "Logo for a clinic", "Budget $900")).0, 3);
}

#[test]
fn work_at_two_places_of_one_source_is_two_jobs() {
    let at = |id, town: &str, work_is| {
        let mut posting = posting(id, "a", "Enumerator for a survey of households", FIRM);
        (posting.location, posting.work_is) = (Some(town.to_owned()), work_is);
        posting
    };
    let mut clusters = Clusters::new();
    assert_eq!(place(&mut clusters, &at(1, "Lodwar", WorkIs::Local)).0, 1);
    assert_eq!(place(&mut clusters, &at(2, "Garissa", WorkIs::Local)).0, 2);
    assert_eq!(place(&mut clusters, &at(3, "Lodwar", WorkIs::Online)).0, 1);
}
