//! The same work in other words on another board, and other work in like words.

use super::*;

/// Title, hirer (or none), place (or none) and body.
type Told<'a> = (&'a str, &'a str, &'a str, &'a str);

fn told(id: u64, source: &str, (title, company, location, body): Told<'_>) -> Posting {
    let mut posting = posting(id, source, title, body);
    posting.company = (!company.is_empty()).then(|| company.to_owned());
    posting.location = (!location.is_empty()).then(|| location.to_owned());
    posting
}

fn is_one(a: Told<'_>, b: Told<'_>) -> Option<SameWork> {
    let mut clusters = Clusters::new();
    place(&mut clusters, &told(1, "a", a));
    match place(&mut clusters, &told(2, "b", b)) {
        (1, same) => Some(same),
        _ => None,
    }
}

const HONEY: &str = "Our cooperative of ninety beekeepers sells honey to hotels along the coast. We need \
    somebody to rebuild the order form in Vue, tidy the stylesheets and connect the warehouse export. \
    $28 to $34 per hour, 18 hours a week until the harvest. 1,250 customers use the form.";
const HONEY_AGAIN: &str = "Ninety beekeepers in a cooperative, selling honey to hotels along the coast, look for \
    a developer: rebuild our order form in Vue, tidy stylesheets, connect the export of the warehouse. \
    We have 1250 customers. Pay is $28–$34 hourly for about 18 hours each week until harvest.";
const FLYER: &str = "A choir of forty singers gives a concert in the harbour church. Please design a flyer and a \
    poster with the drawing of a lighthouse that we send, in two colours, ready for the printer. \
    The budget is €180 and we print 600 flyers.";
const FLYER_AGAIN: &str = "Concert of our choir in the harbour church: forty singers need a flyer and a poster, \
    designed in two colours with the drawing of a lighthouse (we send it), ready for the printer. \
    Budget €180. 600 flyers will be printed.";

#[test]
fn work_told_again_in_other_words_is_near() {
    let honey = ("Vue Developer", "Pwani Honey Ltd", "Worldwide", HONEY);
    let flyer = ("Flyer and poster for a choir concert", "", "", FLYER);
    let pairs = [
        (honey, ("Vue Developer", "Pwani Honey", "Anywhere", HONEY_AGAIN)),
        (honey, ("Vue developer (contract)", "PWANI HONEY", "EMEA", HONEY_AGAIN)),
        (honey, ("Vue Developer - order form", "Pwani Honey", "", HONEY_AGAIN)),
        (honey, ("Freelance Vue Developers", "Amina, Pwani Honey", "", HONEY_AGAIN)),
        (honey, ("Vue Developer", "Pwani Honey", "", HONEY_AGAIN.split(" We have").next().unwrap())),
        (flyer, ("Choir concert: poster + flyer", "", "", FLYER_AGAIN)),
        (flyer, ("Flyer, poster for choir concert (harbour church)", "", "Norway", FLYER_AGAIN)),
        (flyer, ("Design a flyer and poster for a concert", "Harbour Choir", "", FLYER_AGAIN)),
    ];
    for (a, b) in pairs {
        assert_eq!(is_one(a, b), Some(SameWork::Near), "{} / {} by {}", a.0, b.0, b.1);
        assert_eq!(is_one(b, a), Some(SameWork::Near), "{} by {} / {}", b.0, b.1, a.0);
    }
}

#[test]
fn other_work_told_in_like_words_is_not() {
    let honey = ("Vue Developer", "Pwani Honey Ltd", "Worldwide", HONEY);
    let flyer = ("Flyer and poster for a choir concert", "", "", FLYER);
    let rate = HONEY_AGAIN.replace("28", "41").replace("34", "52");
    let hours = HONEY_AGAIN.replace("18", "35");
    let on_site = |text: &str| format!("{text} The work is on site.");
    let (here, there) = (on_site(HONEY), on_site(HONEY_AGAIN));
    let print = FLYER_AGAIN.replace("600", "900").replace("180", "240");
    let other = "The same hirer also wants a store keeper who counts jars in the evening, loads the van \
        and answers hotels by telephone. $28 to $34 per hour, 18 hours a week.";
    let pairs = [
        (honey, ("Data Analyst", "Pwani Honey", "", HONEY_AGAIN)),
        (honey, ("Senior Vue Developer", "Pwani Honey", "", HONEY_AGAIN)),
        (honey, ("Vue Developer, Swahili payroll", "Pwani Honey", "", HONEY_AGAIN)),
        (honey, ("Vue Developer", "Ziwa Fisheries", "", HONEY_AGAIN)),
        (honey, ("Vue Developer", "Pwani Honey", "", rate.as_str())),
        (honey, ("Vue Developer", "Pwani Honey", "", hours.as_str())),
        (honey, ("Vue Developer", "Pwani Honey", "", other)),
        (
            ("Vue Developer", "Pwani Honey", "Mombasa", here.as_str()),
            ("Vue Developer", "Pwani Honey", "Kisumu", there.as_str()),
        ),
        (flyer, ("Flyer and poster for a choir concert", "", "", print.as_str())),
        (flyer, ("Logo for a choir", "", "", FLYER_AGAIN)),
        (("Vue Developer", "", "", HONEY), ("Vue Developer", "", "", HONEY_AGAIN)),
    ];
    for (a, b) in pairs {
        assert_eq!(is_one(a, b), None, "{} / {} by {}", a.0, b.0, b.1);
        assert_eq!(is_one(b, a), None, "{} by {} / {}", b.0, b.1, a.0);
    }
}

#[test]
fn what_one_board_shows_twice_in_other_words_is_two_tasks() {
    let mut clusters = Clusters::new();
    place(&mut clusters, &told(1, "a", ("Vue Developer", "Pwani Honey", "", HONEY)));
    let again = told(2, "a", ("Vue Developer", "Pwani Honey", "", HONEY_AGAIN));
    assert_eq!(place(&mut clusters, &again), (2, SameWork::First));
}
