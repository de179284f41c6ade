//! The catalog as a file.

use super::*;
use crate::SavedError;

#[test]
fn a_saved_catalog_that_is_not_as_written_is_refused() {
    let mut pair = Pair::new();
    let leads = (0..40).map(|id| LeadChange::Put(Arc::new(made_up::plain(id, 5))));
    pair.take(Step::Apply(leads.collect()));
    let mut file = Vec::new();
    let of = SavedOf { judged_by: Vec::new(), sequence: 0 };
    pair.catalog.snapshot().save(&of, &mut file).unwrap();
    for end in 0..file.len() {
        assert!(matches!(SavedCatalog::read(&file[..end]), Err(SavedError::Damaged(_))), "cut at {end}");
    }
    for at in 0..file.len() {
        let mut flipped = file.clone();
        flipped[at] ^= 4;
        assert!(SavedCatalog::read(&flipped).is_err(), "flipped at {at}");
    }
    assert_eq!(SavedCatalog::read(&file).unwrap().of(), &of);
}

#[test]
fn a_catalog_saved_under_another_half_life_ranks_by_todays() {
    let mut pair = Pair::new();
    let leads = (0..40).map(|id| LeadChange::Put(Arc::new(made_up::plain(id, 5))));
    pair.take(Step::Apply(leads.collect()));
    let mut file = Vec::new();
    pair.catalog.snapshot().save(&SavedOf { judged_by: Vec::new(), sequence: 0 }, &mut file).unwrap();
    pair.take(Step::SetHalfLife(2.0));
    let other = Catalog::new(pair.rules.clone(), tree());
    other.restore(SavedCatalog::read(&file).unwrap()).unwrap();
    let all =
        |catalog: &Catalog| catalog.snapshot().search(&Query::default(), &Profile::default(), now()).unwrap();
    assert_eq!(all(&other), all(&pair.catalog));
}

#[test]
fn a_saved_catalog_is_of_no_use_once_its_sources_may_be_shown_no_longer() {
    let mut pair = Pair::new();
    pair.take(Step::Apply(vec![LeadChange::Put(Arc::new(made_up::on_two_boards(1)))]));
    let mut file = Vec::new();
    pair.catalog.snapshot().save(&SavedOf { judged_by: Vec::new(), sequence: 0 }, &mut file).unwrap();
    let restore = |names: &[&str]| {
        let shown = Shown::Of(names.iter().map(|name| name.parse().unwrap()).collect());
        let catalog = Catalog::new(pair.rules.clone(), tree()).showing(shown);
        catalog.restore(SavedCatalog::read(&file).unwrap()).map(|()| catalog.snapshot().len())
    };
    assert_eq!(restore(&["himalayas", "microwork", "another"]), Ok(1));
    assert_eq!(restore(&["himalayas"]), Err(SavedError::Rights("microwork".parse().unwrap())));
}
