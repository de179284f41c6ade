//! Messages of job alerts, one in a file or many in an mbox; the body is read as a page.

use jiff::Timestamp;
use mail_parser::{Message, MessageParser};
use memchr::memmem;
use url::Url;

use super::{
    Found, ReadAs,
    draft::{Draft, Text},
    note::Notes,
    page,
};
use crate::document::ReadFailure;

/// The most messages read of one mbox.
const MESSAGES_MAX: usize = 2_000;

/// Reads the postings of messages.
pub(crate) fn read_mail<'a>(
    bytes: &[u8],
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let mut found = Found::default();
    for (at, bytes) in messages(bytes).take(MESSAGES_MAX).enumerate() {
        let Some(message) = MessageParser::default().parse(bytes) else {
            notes.lost(Some(at + 1), None, "it is no message of mail".to_owned());
            found.rows += 1;
            continue;
        };
        if source.mapping.items.0.is_empty() {
            found.rows += 1;
            found.drafts.push(whole(&message));
        } else {
            read_body(&message, source, base, notes, &mut found)?;
        }
    }
    Ok(found)
}

/// The messages of an mbox, or the one that a file is.
fn messages(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memmem::find(rest, b"\nFrom ").map_or(rest.len(), |at| at + 1);
        let (message, behind) = rest.split_at(end);
        rest = behind;
        let head = message.starts_with(b"From ").then(|| memchr::memchr(b'\n', message)).flatten();
        Some(&message[head.map_or(0, |at| at + 1)..])
    })
}

/// The items in the body of a message; those without a date are of the message's.
fn read_body(
    message: &Message<'_>,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
    found: &mut Found<'_>,
) -> Result<(), ReadFailure> {
    let Some(body) = message.body_html(0) else { return Ok(()) };
    let mut page = page::read_page(&body, source, base, notes)?;
    for draft in &mut page.drafts {
        draft.posted_at = draft.posted_at.take().or_else(|| date_of(message));
    }
    let before = found.drafts.len();
    found.rows += page.rows;
    found.drafts.extend(page.drafts);
    found.links.extend(page.links.into_iter().map(|mut link| {
        link.draft = link.draft.map(|at| at + before);
        link
    }));
    Ok(())
}

/// A message as one posting: its subject, its text, its sender.
fn whole<'a>(message: &Message<'_>) -> Draft<'a> {
    let body = message.body_html(0).map(|body| Text::markup(body.into_owned()));
    let sender = message.from().and_then(|from| from.first());
    Draft {
        guid: message.message_id().map(str::to_owned),
        title: message.subject().map(|subject| Text::Plain(subject.to_owned().into())),
        description: body.or_else(|| message.body_text(0).map(|body| Text::Plain(body.into_owned().into()))),
        author: sender.and_then(|from| from.name().or(from.address())).map(str::to_owned),
        posted_at: date_of(message),
        ..Draft::default()
    }
}

fn date_of(message: &Message<'_>) -> Option<String> {
    Some(Timestamp::from_second(message.date()?.to_timestamp()).ok()?.to_string())
}
