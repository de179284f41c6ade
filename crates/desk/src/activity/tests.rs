use super::*;
use crate::Mark;

fn marked(sequence: u64, by: &str) -> ActivityLine {
    let lead = LeadId(sequence);
    ActivityLine {
        at: Timestamp::UNIX_EPOCH,
        by: by.to_owned(),
        decision: Decision::Marked { lead, mark: Some(Mark::Fine), postings: Vec::new() },
        edition: None,
        lead: Some(lead),
        hand_title: None,
        again: false,
    }
}

fn dropped(by: &str) -> ActivityLine {
    ActivityLine { decision: Decision::DraftDropped { seen: None }, lead: None, ..marked(0, by) }
}

/// The places of a page, of the older one and of the newer one.
fn told(
    activity: &Activity,
    filter: &ActivityFilter,
    before: Option<u64>,
) -> (Vec<u64>, Option<u64>, Option<u64>) {
    let page = activity.page(filter, before, 3);
    (page.lines.iter().map(|(sequence, _)| *sequence).collect(), page.older, page.newer)
}

#[test]
fn pages_follow_each_other_there_and_back() {
    let mut activity = Activity::default();
    for sequence in 1..=8 {
        activity.remember(sequence, marked(sequence, "amina"));
    }
    let all = ActivityFilter::default();
    assert_eq!(told(&activity, &all, None), (vec![8, 7, 6], Some(6), None));
    assert_eq!(told(&activity, &all, Some(6)), (vec![5, 4, 3], Some(3), Some(9)));
    assert_eq!(told(&activity, &all, Some(3)), (vec![2, 1], None, Some(6)));
    assert_eq!(told(&activity, &all, Some(9)), (vec![8, 7, 6], Some(6), None));
    assert_eq!(told(&activity, &all, Some(1)), (vec![], None, Some(4)));
    assert_eq!(told(&Activity::default(), &all, None), (vec![], None, None));
}

#[test]
fn a_page_holds_one_person_and_one_kind() {
    let mut activity = Activity::default();
    for sequence in 1..=8 {
        let by = if sequence % 2 == 0 { "amina" } else { "juma" };
        activity.remember(sequence, if sequence < 5 { dropped(by) } else { marked(sequence, by) });
    }
    let filter = |by: Option<&str>, kind| ActivityFilter { by: by.map(str::to_owned), kind };
    for (by, kind, expected) in [
        (Some("amina"), None, (vec![8, 6, 4], Some(4), None)),
        (None, Some(DecisionKind::Draft), (vec![4, 3, 2], Some(2), None)),
        (Some("juma"), Some(DecisionKind::Mark), (vec![7, 5], None, None)),
        (Some("zed"), None, (vec![], None, None)),
        (None, Some(DecisionKind::Edition), (vec![], None, None)),
    ] {
        assert_eq!(told(&activity, &filter(by, kind), None), expected, "{by:?} {kind:?}");
    }
    assert_eq!(activity.people().into_iter().collect::<Vec<_>>(), ["amina", "juma"]);
}

#[test]
fn the_oldest_are_let_go_and_that_is_told() {
    let mut activity = Activity::default();
    let most = LINES_MAX as u64;
    for sequence in 1..=most {
        activity.remember(sequence, dropped("amina"));
    }
    assert!(!activity.is_cut());
    activity.remember(most + 1, dropped("amina"));
    assert_eq!((activity.len(), activity.is_cut()), (LINES_MAX, true));
    assert!(activity.page(&ActivityFilter::default(), Some(2), 1).lines.is_empty());
}
