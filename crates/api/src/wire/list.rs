//! Lists of leads on the wire, with all parts of each or only some.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    brief::LeadBrief,
    card::Cards,
    eyes::Eyes,
    gone::GoneForm,
    parts::{FacetForm, HiddenForm},
};
use crate::{asked::Asked, listing::Listing};

/// A page of leads, best first, with exact counts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeadsForm {
    /// The leads.
    #[schema(value_type = Vec<LeadBrief>)]
    leads: WrittenBeside,
    /// How many pass the filters and are not hidden.
    total: u64,
    /// How many pass the filters and are hidden.
    hidden: u64,
    /// Why they are hidden.
    hidden_by: Vec<HiddenForm>,
    /// What was asked to be counted.
    facets: Vec<FacetForm>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
    /// Where nothing was found: the words of the search as leads spell them; null where they do.
    did_you_mean: Option<String>,
    /// Skills and fields of the question that trainers put into another or took out of the book.
    gone: Vec<GoneForm>,
    /// Whether the first poll is through; until then more will come.
    ready: bool,
}

/// A list that is empty here, because its items come from cards.
type WrittenBeside = [(); 0];

/// How a form without its leads begins.
const LEADS: &[u8] = b"{\"leads\":[";
/// What a listed lead usually takes, in bytes.
const LEAD_BYTES: usize = 1_024;

impl LeadsForm {
    fn new(listing: &Listing, asked: &Asked, ready: bool) -> Self {
        let page = &listing.page;
        Self {
            leads: [],
            total: page.total,
            hidden: page.hidden,
            hidden_by: page.hidden_by.iter().map(|(why, count)| HiddenForm::new(why, Some(*count))).collect(),
            facets: page.facets.iter().map(Into::into).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
            did_you_mean: listing.did_you_mean.clone(),
            gone: GoneForm::all(&asked.gone),
            ready,
        }
    }

    /// A list as JSON, with the parts of each lead that were asked for, or all where none was.
    ///
    /// # Errors
    /// None that is known: every value here can be written.
    pub(crate) fn write(
        listing: &Listing,
        eyes: Eyes<'_>,
        cards: &Cards,
        asked: &Asked,
        ready: bool,
    ) -> serde_json::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(LEAD_BYTES * (listing.leads.len() + 1));
        out.extend_from_slice(LEADS);
        for seen in &listing.leads {
            cards.of(seen, eyes)?.write(seen, &asked.parts, &mut out)?;
            out.push(b',');
        }
        if !listing.leads.is_empty() {
            out.pop();
        }
        let form = serde_json::to_vec(&Self::new(listing, asked, ready))?;
        out.extend_from_slice(form.strip_prefix(LEADS).unwrap_or_default());
        Ok(out)
    }
}
