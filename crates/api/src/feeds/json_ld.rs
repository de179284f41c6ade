//! The list as schema.org's JobPosting, for programs that read structured data.

use kazi_domain::{Per, Verdict};
use serde_json::{Value, json};

use crate::{
    listing::{Listing, SeenLead},
    pages::safe_link,
    source_info::may_index,
    wire::Eyes,
};

/// Writes the leads all of whose sources let search engines have them; this form is made for those.
pub(super) fn write(listing: &Listing, eyes: Eyes<'_>) -> String {
    let allowed = listing.leads.iter().filter(|seen| may_index(eyes.sources, [&*seen.lead]));
    let graph: Vec<Value> = allowed.map(|seen| posting(seen, eyes)).collect();
    json!({ "@context": "https://schema.org", "@graph": graph }).to_string()
}

fn posting(seen: &SeenLead, eyes: Eyes<'_>) -> Value {
    let posting = &seen.lead.best().posting;
    let mut job = json!({
        "@type": "JobPosting",
        "identifier": seen.lead.id.to_string(),
        "title": posting.title,
        "description": super::summary(seen, eyes),
        "datePosted": seen.lead.posted_at().to_string(),
        "employmentType": "CONTRACTOR",
    });
    let fields = [
        ("url", posting.url.as_deref().and_then(safe_link).map(Value::from)),
        ("validThrough", posting.expires_at.map(|at| at.to_string().into())),
        (
            "hiringOrganization",
            posting.company.as_ref().map(|name| json!({ "@type": "Organization", "name": name })),
        ),
        ("jobLocationType", (seen.worth.verdict == Verdict::Open).then(|| "TELECOMMUTE".into())),
        ("baseSalary", salary(seen)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            job[name] = value;
        }
    }
    job
}

/// The pay as stated, where it names a currency and a time that schema.org knows.
fn salary(seen: &SeenLead) -> Option<Value> {
    let pay = &seen.lead.best().assessment.pay.as_ref()?.pay;
    let unit = match pay.per()? {
        Per::Hour => "HOUR",
        Per::Day => "DAY",
        Per::Week => "WEEK",
        Per::Month => "MONTH",
        Per::Year => "YEAR",
        Per::Project | Per::Piece => return None,
    };
    let mut value = json!({ "@type": "QuantitativeValue", "unitText": unit });
    for (name, amount) in [("minValue", pay.low()), ("maxValue", pay.high())] {
        if let Some(amount) = amount {
            value[name] = amount.to_f64().into();
        }
    }
    Some(json!({ "@type": "MonetaryAmount", "currency": pay.currency()?.code(), "value": value }))
}
