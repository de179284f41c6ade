//! Items of data that no mapping describes, read by the names that many APIs give their fields.

use serde_json::Value;

use super::{
    draft::Draft,
    path,
    rule::{self, Values},
};
use crate::mapping::Field;

/// How deep a document is searched for its items.
const DEPTH_MAX: usize = 6;

/// Names of fields, in small letters without `_`, `-` and blanks; the first that an item has counts.
const NAMES: [(Field, &[&str]); 18] = [
    (Field::Guid, &["id", "guid", "uuid", "jobid", "adid", "uid", "key", "slug", "objectid"]),
    (
        Field::Title,
        &[
            "title",
            "jobtitle",
            "positiontitle",
            "position",
            "jobname",
            "role",
            "headline",
            "projecttitle",
            "name",
            "subject",
            "text",
            "bezeichnung",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "joburl",
            "link",
            "joblink",
            "absoluteurl",
            "hostedurl",
            "permalink",
            "canonicalurl",
            "externalurl",
            "applicationlink",
            "applyurl",
            "applylink",
            "joburllink",
            "redirecturl",
            "href",
            "weburl",
            "jobapplylink",
        ],
    ),
    (
        Field::Description,
        &[
            "description",
            "jobdescription",
            "descriptionhtml",
            "contenthtml",
            "content",
            "body",
            "fulldescription",
            "details",
            "selftext",
            "desc",
            "descriptionplain",
            "contenttext",
            "snippet",
            "jobdesc",
            "fullhtml",
        ],
    ),
    (
        Field::Summary,
        &["summary", "excerpt", "jobexcerpt", "shortdescription", "previewdescription", "snippet"],
    ),
    (
        Field::Company,
        &[
            "company",
            "companyname",
            "employer",
            "employername",
            "organization",
            "hiringorganization",
            "organisation",
            "client",
            "clientname",
            "agency",
            "startup",
        ],
    ),
    (Field::Author, &["author", "authors", "by", "username", "postedby", "owner"]),
    (
        Field::Location,
        &[
            "location",
            "locations",
            "candidaterequiredlocation",
            "locationrestrictions",
            "joblocation",
            "jobgeo",
            "city",
            "joblocations",
            "country",
            "region",
            "place",
            "workplace",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags",
            "skills",
            "requiredskills",
            "jobtags",
            "categories",
            "category",
            "categoryname",
            "jobindustry",
            "technologies",
            "keywords",
            "expertise",
            "jobtypes",
            "jobtype",
        ],
    ),
    (
        Field::PayText,
        &[
            "salary",
            "salaryrange",
            "pay",
            "compensation",
            "salarytext",
            "budget",
            "price",
            "jobsalary",
            "reward",
            "rate",
        ],
    ),
    (
        Field::PayLow,
        &[
            "salarymin",
            "minsalary",
            "minimumsalary",
            "salaryminimum",
            "salaryfrom",
            "salarylow",
            "annualsalarymin",
            "budgetmin",
            "minbudget",
            "paymin",
            "minpay",
            "hourlybudgetmin",
            "hourlyratemin",
            "jobminsalary",
            "compensationmin",
            "grosssalarylow",
            "ratemin",
            "minrate",
            "minvalue",
            "minamount",
        ],
    ),
    (
        Field::PayHigh,
        &[
            "salarymax",
            "maxsalary",
            "maximumsalary",
            "salarymaximum",
            "salaryto",
            "salaryhigh",
            "annualsalarymax",
            "budgetmax",
            "maxbudget",
            "paymax",
            "maxpay",
            "hourlybudgetmax",
            "hourlyratemax",
            "jobmaxsalary",
            "compensationmax",
            "grosssalaryhigh",
            "ratemax",
            "maxrate",
            "maxvalue",
            "maxamount",
        ],
    ),
    (
        Field::PayCurrency,
        &["salarycurrency", "currency", "currencycode", "paycurrency", "jobsalarycurrency", "budgetcurrency"],
    ),
    (
        Field::PayPer,
        &[
            "salaryperiod",
            "salaryinterval",
            "payperiod",
            "interval",
            "salarytype",
            "salaryunit",
            "unittext",
            "jobsalaryperiod",
            "payrate",
            "budgettype",
            "per",
            "period",
        ],
    ),
    (Field::Applicants, &["applicants", "totalapplicants", "proposals", "bidcount", "applications"]),
    (
        Field::PostedAt,
        &[
            "publishedat",
            "datepublished",
            "pubdate",
            "publicationdate",
            "dateposted",
            "postedat",
            "postedon",
            "createdat",
            "created",
            "datecreated",
            "date",
            "epoch",
            "published",
            "timesubmitted",
            "listedat",
            "firstpublished",
            "jobpostedatdatetimeutc",
            "timestamp",
            "createdutc",
            "createdon",
            "updatedat",
            "updated",
        ],
    ),
    (Field::UpdatedAt, &["updatedat", "updated", "datemodified", "modified", "lastupdated", "updatedon"]),
    (
        Field::ExpiresAt,
        &["expiresat", "expirydate", "expires", "validthrough", "expirationdate", "deadline", "closingdate"],
    ),
];
/// Objects in which APIs put pay together.
const PAY_OBJECTS: [&str; 9] = [
    "salary",
    "budget",
    "compensation",
    "salaryrange",
    "pay",
    "basesalary",
    "hourlyrate",
    "payrange",
    "remuneration",
];
/// Names within such an object.
const PAY_NAMES: [(Field, &[&str]); 4] = [
    (Field::PayLow, &["min", "minimum", "minvalue", "low", "from", "amountmin", "value", "amount"]),
    (Field::PayHigh, &["max", "maximum", "maxvalue", "high", "to", "amountmax"]),
    (Field::PayCurrency, &["currency", "currencycode", "code"]),
    (Field::PayPer, &["interval", "period", "per", "unit", "unittext", "type"]),
];

/// The items of a document: of all arrays of objects the one with the most that look like postings; where
/// none does, the one with the most that have a title and at least one more field of a posting.
pub(crate) fn find_items(value: &Value) -> Vec<&Value> {
    for fits in [looks_like_item, may_be_item] {
        if let Value::Array(rows) = value
            && rows.iter().any(fits)
        {
            // Of a table, a row that leaves most cells empty is one all the same.
            return rows.iter().filter(|row| has_title_and(row, &[Field::Title])).collect();
        }
        let mut best = (0, Vec::new());
        search(value, 0, fits, &mut best);
        if !best.1.is_empty() {
            return best.1;
        }
        if fits(value) {
            return vec![value];
        }
    }
    Vec::new()
}

fn search<'v>(value: &'v Value, depth: usize, fits: fn(&Value) -> bool, best: &mut (usize, Vec<&'v Value>)) {
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(values) => {
            let fitting: Vec<&Value> = values.iter().filter(|value| fits(value)).collect();
            // Items stand higher than what stands in items; of equals the first counts.
            if fitting.len() > best.0 {
                *best = (fitting.len(), fitting);
                return;
            }
            values.iter().for_each(|value| search(value, depth + 1, fits, best));
        }
        Value::Object(map) => map.values().for_each(|value| search(value, depth + 1, fits, best)),
        _ => {}
    }
}

/// Whether a value has a title and something else that nearly every posting has.
fn looks_like_item(value: &Value) -> bool {
    has_title_and(value, &[Field::Url, Field::Description, Field::Company, Field::PostedAt])
}

/// Whether a value has a title and anything else of a posting: a list typed by hand has two columns.
fn may_be_item(value: &Value) -> bool {
    use Field::{ExpiresAt, Location, PayHigh, PayLow, PayText, Summary, Tags};
    looks_like_item(value)
        || has_title_and(value, &[PayText, PayLow, PayHigh, Summary, Tags, Location, ExpiresAt])
}

fn has_title_and(value: &Value, fields: &[Field]) -> bool {
    let has =
        |field| names(field).iter().any(|name| member(value, name).is_some_and(|value| !value.is_null()));
    has(Field::Title) && fields.iter().any(|field| has(*field))
}

fn names(field: Field) -> &'static [&'static str] {
    NAMES.iter().find(|(known, _)| *known == field).map_or(&[], |(_, names)| names)
}

/// The member of an object whose name is `name` but for case and signs.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_object()?.iter().find(|(key, _)| is_named(key, name)).map(|(_, value)| value)
}

fn is_named(key: &str, name: &str) -> bool {
    key.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).eq(name.chars())
}

/// Fills a draft from an item by well-known names.
pub(crate) fn fill(draft: &mut Draft<'_>, item: &Value) {
    for (field, names) in NAMES {
        fill_field(draft, field, names, item);
    }
    for object in PAY_OBJECTS {
        if let Some(pay @ Value::Object(_)) = member(item, object) {
            for (field, names) in PAY_NAMES {
                fill_field(draft, field, names, pay);
            }
        }
    }
    let whole_year = ["annualsalarymin", "annualsalarymax"].iter().any(|name| member(item, name).is_some());
    if whole_year && draft.pay.per.is_none() {
        draft.pay.per = Some("year".to_owned());
    }
    // A title and a text by the same name, as of messages, are the text's.
    if draft.description.is_none() {
        draft.description.clone_from(&draft.summary);
        draft.summary = None;
    }
}

fn fill_field(draft: &mut Draft<'_>, field: Field, names: &[&str], item: &Value) {
    for name in names {
        let mut texts = Vec::new();
        if let Some(value) = member(item, name) {
            // An object in a field of text is pay taken apart, or no text at all.
            if field == Field::PayText && value.is_object() {
                continue;
            }
            path::texts(value, &mut texts);
        }
        texts.retain(|text| !text.trim().is_empty());
        if !texts.is_empty() {
            return rule::fill(draft, field, Values { texts, plain: false });
        }
    }
}
