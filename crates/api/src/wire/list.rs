//! Lists of leads on the wire, with all parts of each or only some.

use serde::{Serialize, Serializer, ser::SerializeMap};
use utoipa::ToSchema;

use super::{
    lead::{Eyes, LEAD_PARTS, LeadBrief},
    parts::{FacetForm, HiddenForm},
};
use crate::listing::Listing;

/// A page of leads, best first, with exact counts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeadsForm<'a> {
    /// The leads.
    #[schema(value_type = Vec<LeadBrief>)]
    leads: Vec<ListedLead<'a>>,
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
    /// Whether the first poll is through; until then more will come.
    ready: bool,
}

impl<'a> LeadsForm<'a> {
    /// With these parts of each lead, or all where none is named.
    pub(crate) fn new(listing: &Listing, eyes: Eyes<'_>, parts: &'a [&'a str], ready: bool) -> Self {
        let page = &listing.page;
        let listed = |seen| ListedLead { brief: LeadBrief::new(seen, eyes), parts };
        Self {
            leads: listing.leads.iter().map(listed).collect(),
            total: page.total,
            hidden: page.hidden,
            hidden_by: page.hidden_by.iter().map(|(why, count)| HiddenForm::new(why, Some(*count))).collect(),
            facets: page.facets.iter().map(Into::into).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
            did_you_mean: listing.did_you_mean.clone(),
            ready,
        }
    }
}

/// A lead with the parts that were asked for.
#[derive(Debug)]
struct ListedLead<'a> {
    brief: LeadBrief,
    parts: &'a [&'a str],
}

impl Serialize for ListedLead<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.parts.is_empty() {
            return self.brief.serialize(serializer);
        }
        let mut some = serializer.serialize_map(None)?;
        // In their own order, each once however often it was named.
        for part in LEAD_PARTS.into_iter().filter(|part| self.parts.contains(part)) {
            self.brief.write_part(part, &mut some)?;
        }
        some.end()
    }
}
