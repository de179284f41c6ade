//! What one takes along: a file to pass on, a sheet for the wall, an address to share.

pub(crate) mod digest;
mod qr;
pub(crate) mod share;
pub(crate) mod wall;

use kazi_domain::Lead;

use super::Visit;
use crate::{
    KnownSources,
    asked::{Asked, FILTERS, PROFILE},
    listing::{self, Listing},
    problem::Problem,
    source_info::kept_for,
};

/// Leaves out what must not be kept by those who read it; answers how many leads that were.
fn leave_out_unkept(listing: &mut Listing, sources: &KnownSources) -> usize {
    let all = listing.leads.len();
    listing.leads.retain(|seen| kept_for(sources, [&*seen.lead]).is_some());
    all - listing.leads.len()
}

/// The leads of a listing.
fn leads_of(listing: &Listing) -> impl Iterator<Item = &Lead> {
    listing.leads.iter().map(|seen| &*seen.lead)
}

/// What was asked of a list that is taken along, and what was found for it.
struct Taken {
    asked: Asked,
    listing: Listing,
    /// Leads whose sources do not let them be passed on.
    left_out: usize,
}

/// The list of a query, only with what may be kept.
async fn take(visit: &Visit, limit: usize) -> Result<Taken, Problem> {
    let mut asked = visit.ask(&[FILTERS, PROFILE])?;
    if visit.pairs.find("limit").is_none() {
        asked.query.limit = limit;
    }
    let mut listing = listing::find_leads(&visit.app, &asked).await?;
    let left_out = leave_out_unkept(&mut listing, &visit.sources);
    Ok(Taken { asked, listing, left_out })
}
