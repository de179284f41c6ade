//! One item as one source shows it, normalised in form, nothing judged yet.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    id::{PlatformId, PostingId, SourceId},
    money::{Amount, Currency},
    pay::Per,
    place::Language,
};

/// The longest text of a body, in bytes; longer ones are cut and the cut is reported.
pub const DESCRIPTION_BYTES_MAX: usize = 64 * 1024;
/// The longest title, in bytes.
pub const TITLE_BYTES_MAX: usize = 500;
/// The most tags kept of one posting.
pub const TAGS_MAX: usize = 64;

/// One item of a source: what it says, and nothing that kazi thinks of it.
///
/// Every text is plain: no markup, entities decoded, white space folded but for the lines and
/// paragraphs of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Its id.
    pub id: PostingId,
    /// The source that shows it.
    pub source: SourceId,
    /// The source's own id of the item (a guid), where it has one.
    pub guid: Option<String>,
    /// Where to read it and answer it: http or https, without tracking parameters.
    pub url: Option<String>,
    /// The title.
    pub title: String,
    /// The body as text.
    pub description: String,
    /// A shorter text, where the source has both.
    pub summary: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who hires.
    pub company: Option<String>,
    /// The place, as the source words it.
    pub location: Option<String>,
    /// What the place means on this source.
    pub location_is: LocationIs,
    /// How work is done on this source unless a posting says otherwise.
    pub work_is: WorkIs,
    /// The source's tags, in its order.
    pub tags: Vec<String>,
    /// The source's text about pay, as shown.
    pub pay_text: Option<String>,
    /// Pay in fields of the source's own.
    pub pay: Option<StatedPay>,
    /// What the source's configuration says of bare figures.
    pub pay_hint: PayHint,
    /// The platform that takes a fee and asks for papers, where it is known.
    pub platform: Option<PlatformId>,
    /// How many have applied, where the source says so.
    pub applicants: Option<u32>,
    /// The language it is written in, where the source says so.
    pub language: Option<Language>,
    /// When it was posted.
    pub posted_at: Option<Timestamp>,
    /// When it was last edited.
    pub updated_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

impl Posting {
    /// A posting with a title and nothing else.
    pub fn new(id: PostingId, source: SourceId, title: &str) -> Self {
        Self {
            id,
            source,
            guid: None,
            url: None,
            title: title.to_owned(),
            description: String::new(),
            summary: None,
            author: None,
            company: None,
            location: None,
            location_is: LocationIs::default(),
            work_is: WorkIs::default(),
            tags: Vec::new(),
            pay_text: None,
            pay: None,
            pay_hint: PayHint::default(),
            platform: None,
            applicants: None,
            language: None,
            posted_at: None,
            updated_at: None,
            expires_at: None,
        }
    }
}

/// What a source's place field says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LocationIs {
    /// Where the work is or where one must live; the words decide which.
    #[default]
    Work,
    /// Where the client lives: no limit on who may do the work.
    Client,
    /// Where one must live to do it from a distance.
    Residence,
}

/// How work is done on a source unless a posting says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkIs {
    /// The source says nothing about it.
    #[default]
    Unsaid,
    /// From a distance: an online marketplace, or a board of remote work only.
    Online,
    /// In person near the place: a board of local advertisements.
    Local,
}

/// Pay as fields of a source, before any judgement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedPay {
    /// The lower end; zero says unknown.
    pub low: Option<Amount>,
    /// The upper end; zero says unknown.
    pub high: Option<Amount>,
    /// The currency.
    pub currency: Option<Currency>,
    /// What it is for.
    pub per: Option<Per>,
    /// The piece, with [`Per::Piece`].
    pub piece: Option<String>,
    /// Whether the source says that it guessed.
    #[serde(default)]
    pub predicted: bool,
}

/// What a source's configuration says of figures in its pay field that name no currency or unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayHint {
    /// The currency.
    pub currency: Option<Currency>,
    /// What a figure is for.
    pub per: Option<Per>,
    /// The piece, with [`Per::Piece`].
    pub piece: Option<String>,
    /// What a range is for, where that differs.
    pub range_per: Option<Per>,
}
