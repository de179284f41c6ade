//! One question and its answer, through every check and every redirect.

use std::{io::Read as _, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use http::{HeaderMap, Method, StatusCode, header};
use url::Url;

use super::{
    address::check_url,
    gate::{Gate, Host, Purpose},
    headers::retry_after,
    meter::Meter,
    transport::{Incoming, Outgoing, Transport, TransportError},
    turns::Turns,
};
use crate::{
    clock::Clock,
    problem::{Halt, PollProblem},
    robots::{ROBOTS_BYTES_MAX, Robots},
    state::{RobotsWord, Wait, Why},
};

/// RFC 9309 2.3.1.2 asks for five at least when reading robots.txt; sources get as many.
const REDIRECTS_MAX: usize = 5;
/// How long a host rests after a 429 that does not say.
const REST_AFTER_429: Duration = Duration::from_secs(60);
/// Parts of a path by which a page to log in is known.
const LOG_IN_PATHS: [&str; 7] = ["login", "log-in", "signin", "sign-in", "sign_in", "sso", "authwall"];

/// The first bytes of what gzip makes (RFC 1952 2.3.1).
const GZIP_MARK: [u8; 2] = [0x1f, 0x8b];

/// A question.
pub(crate) struct Ask {
    pub method: Method,
    pub url: Url,
    /// Headers for the origin of `url` alone: they may hold secrets.
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
    pub allow_private: bool,
    /// The most bytes of the answer, after decompression.
    pub bytes_max: usize,
    /// What happens to a longer answer.
    pub longer: Longer,
    /// What it is for.
    pub purpose: Purpose,
}

/// What happens to an answer that is too long.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Longer {
    /// It is a problem.
    Fails,
    /// Its beginning counts.
    IsCut,
}

/// An answer that is no redirect, no error and not too long.
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Where it came from in the end.
    pub url: Url,
    /// Where the address has moved to for good.
    pub moved: Option<Url>,
}

/// All that an exchange needs.
pub(crate) struct Network {
    pub transport: Arc<dyn Transport>,
    pub gate: Gate,
    /// Beside the gate, where other machines poll as well.
    pub turns: Option<Arc<dyn Turns>>,
    pub clock: Arc<dyn Clock>,
    /// The name by which robots.txt knows us.
    pub product: String,
    /// For one request and its answer, from its turn on.
    pub request_time: Duration,
}

impl Network {
    /// Asks, and follows redirects. Every hop is checked, asks robots.txt, and waits its turn.
    pub(crate) async fn exchange(&self, mut ask: Ask, meter: &mut Meter) -> Result<Answer, Halt> {
        let mut seen = Vec::new();
        let mut for_good = true;
        let mut moved = None;
        loop {
            check_url(&ask.url, ask.allow_private)?;
            let host = self.gate.host(ask.url.host_str().unwrap_or_default());
            self.ask_robots(&host, &ask, meter).await?;
            meter.asked = true;
            let answer = self.send(&host, &ask, meter).await?;
            let (status, headers, body) = match answer {
                Hop::Answer { status, headers, body } => (status, headers, body),
                Hop::Redirect { status, to } => {
                    for_good &=
                        matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
                    seen.push(ask.url.clone());
                    ask = redirected(ask, status, to)?;
                    if seen.contains(&ask.url) {
                        return Err(PollProblem::RedirectLoop.into());
                    }
                    if seen.len() > REDIRECTS_MAX {
                        return Err(PollProblem::TooManyRedirects(REDIRECTS_MAX).into());
                    }
                    if for_good {
                        moved = Some(ask.url.clone());
                    }
                    continue;
                }
            };
            return Ok(Answer { status, headers, body, url: ask.url, moved });
        }
    }

    /// Goes on only where the host's robots.txt allows it.
    async fn ask_robots(&self, host: &Host, ask: &Ask, meter: &mut Meter) -> Result<(), Halt> {
        let known = host.robots.find(&ask.url, self.clock.now());
        let (word, robots, cause) = match known {
            Some((word, robots)) => (word, robots, None),
            None => {
                let _asking = host.robots.asking.lock().await;
                match host.robots.find(&ask.url, self.clock.now()) {
                    Some((word, robots)) => (word, robots, None),
                    None => {
                        let (word, robots, cause) =
                            self.read_robots(&ask.url, ask.allow_private, meter).await?;
                        host.robots.keep(&ask.url, word, robots, self.clock.now());
                        let kept = host.robots.find(&ask.url, self.clock.now());
                        let (word, robots) = kept.unwrap_or((word, Arc::new(Robots::disallow_all())));
                        (word, robots, cause)
                    }
                }
            }
        };
        host.set_crawl_delay(robots.crawl_delay.unwrap_or_default());
        let path = ask.url.query().map_or_else(
            || ask.url.path().into(),
            |query| std::borrow::Cow::Owned(format!("{}?{query}", ask.url.path())),
        );
        if robots.allows(&path) {
            return Ok(());
        }
        let host = ask.url.host_str().unwrap_or_default().to_owned();
        Err(match word {
            RobotsWord::Unreachable => match cause {
                // Whoever cannot be reached at all has not said anything about robots either.
                Some(problem @ PollProblem::Transport(_)) => problem,
                Some(problem) => PollProblem::RobotsUnreachable { host, cause: problem.to_string() },
                None => PollProblem::RobotsUnreachable { host, cause: "as of a moment ago".to_owned() },
            },
            _ => PollProblem::RobotsForbid { host, path: ask.url.path().chars().take(200).collect() },
        }
        .into())
    }

    /// Reads the robots.txt of an origin (RFC 9309 2.3).
    async fn read_robots(
        &self,
        url: &Url,
        allow_private: bool,
        meter: &mut Meter,
    ) -> Result<(RobotsWord, Robots, Option<PollProblem>), Halt> {
        let Ok(mut url) = url.join("/robots.txt") else {
            return Ok((RobotsWord::None, Robots::allow_all(), None));
        };
        for _ in 0..=REDIRECTS_MAX {
            check_url(&url, allow_private)?;
            let ask = Ask {
                method: Method::GET,
                url: url.clone(),
                headers: HeaderMap::new(),
                body: None,
                allow_private,
                bytes_max: ROBOTS_BYTES_MAX,
                longer: Longer::IsCut,
                purpose: Purpose::Robots,
            };
            let host = self.gate.host(url.host_str().unwrap_or_default());
            let unreachable = |cause| (RobotsWord::Unreachable, Robots::disallow_all(), Some(cause));
            return Ok(match self.send(&host, &ask, meter).await {
                Ok(Hop::Redirect { to, .. }) => {
                    url = to;
                    continue;
                }
                Ok(Hop::Answer { status, body, .. }) if status.is_success() => {
                    (RobotsWord::Read, Robots::parse(&body, &self.product), None)
                }
                Ok(Hop::Answer { status, .. }) if !status.is_client_error() => {
                    unreachable(PollProblem::Status(status.as_u16()))
                }
                Ok(Hop::Answer { .. }) => (RobotsWord::None, Robots::allow_all(), None),
                Err(Halt::PutOff(wait)) => return Err(Halt::PutOff(wait)),
                Err(Halt::Problem(PollProblem::Address(refused))) => return Err(refused.into()),
                Err(Halt::Problem(problem @ PollProblem::TooOften { .. })) => return Err(problem.into()),
                Err(Halt::Problem(problem)) => unreachable(problem),
            });
        }
        Ok((RobotsWord::None, Robots::allow_all(), None))
    }

    /// Sends one request in its turn, and reads its answer.
    ///
    /// A connection that was kept may be closed by the server in the moment in which it is used again:
    /// a GET is then sent once more (RFC 9110 9.2.2).
    async fn send(&self, host: &Host, ask: &Ask, meter: &mut Meter) -> Result<Hop, Halt> {
        let closed = Err(Halt::Problem(PollProblem::Transport(TransportError::Closed)));
        match self.send_once(host, ask, meter).await {
            hop if ask.method == Method::GET && hop == closed => self.send_once(host, ask, meter).await,
            hop => hop,
        }
    }

    async fn send_once(&self, host: &Host, ask: &Ask, meter: &mut Meter) -> Result<Hop, Halt> {
        let _pass = host.enter(&*self.clock, ask.purpose).await.map_err(Halt::PutOff)?;
        self.take_turn(host, ask).await.map_err(Halt::PutOff)?;
        meter.requests += 1;
        let outgoing = Outgoing {
            method: ask.method.clone(),
            url: ask.url.clone(),
            headers: ask.headers.clone(),
            body: ask.body.clone(),
            allow_private: ask.allow_private,
        };
        let hop = async {
            let incoming = self.transport.send(outgoing).await?;
            self.hop(host, ask, incoming, meter).await
        };
        tokio::time::timeout(self.request_time, hop).await.unwrap_or(Err(TransportError::Timeout.into()))
    }

    /// Waits for the turn among all machines.
    async fn take_turn(&self, host: &Host, ask: &Ask) -> Result<(), Wait> {
        let Some(turns) = &self.turns else { return Ok(()) };
        let name = ask.url.host_str().unwrap_or_default();
        let wait = turns.take(name, self.gate.limits(), host.delay_of(ask.purpose)).await?;
        tokio::time::sleep(wait).await;
        Ok(())
    }

    async fn hop(&self, host: &Host, ask: &Ask, incoming: Incoming, meter: &mut Meter) -> Result<Hop, Halt> {
        let Incoming { status, headers, .. } = &incoming;
        match *status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Err(self.told_to_wait(host, &ask.url, *status, headers).await.into())
            }
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => {
                let location = headers
                    .get(header::LOCATION)
                    .and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
                let to = location.and_then(|to| ask.url.join(to.trim()).ok());
                let mut to = to.ok_or(PollProblem::RedirectNowhere(status.as_u16()))?;
                to.set_fragment(None);
                Ok(Hop::Redirect { status: *status, to })
            }
            status if !status.is_success() => {
                Ok(Hop::Answer { status, headers: incoming.headers, body: Bytes::new() })
            }
            status => {
                let body = read_body(incoming.body, ask, meter).await?;
                Ok(Hop::Answer { status, headers: incoming.headers, body })
            }
        }
    }

    /// 429 and 503: the host rests for all its sources.
    async fn told_to_wait(
        &self,
        host: &Host,
        url: &Url,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> PollProblem {
        let now = self.clock.now();
        let wait = retry_after(headers, now);
        let too_often = status == StatusCode::TOO_MANY_REQUESTS;
        if let Some(rest) = wait.or_else(|| too_often.then_some(REST_AFTER_429)) {
            let wait = Wait::new(now, rest, Why::HostResting);
            host.rest(wait, now);
            if let Some(turns) = &self.turns {
                turns.rest(url.host_str().unwrap_or_default(), wait.until).await;
            }
        }
        if too_often { PollProblem::TooOften { wait } } else { PollProblem::Unavailable { wait } }
    }
}

#[derive(PartialEq)]
enum Hop {
    Redirect { status: StatusCode, to: Url },
    Answer { status: StatusCode, headers: HeaderMap, body: Bytes },
}

/// The question that a redirect leads to. Another origin is sent neither headers nor a body.
fn redirected(ask: Ask, status: StatusCode, to: Url) -> Result<Ask, Halt> {
    if leads_to_log_in(&ask.url, &to) {
        return Err(PollProblem::LogIn.into());
    }
    let mut next = Ask { url: to, ..ask };
    let keeps_method = matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT);
    if !keeps_method {
        (next.method, next.body) = (Method::GET, None);
    }
    if ask.url.origin() != next.url.origin() {
        if next.body.is_some() {
            let host = next.url.host_str().unwrap_or_default().to_owned();
            return Err(PollProblem::RedirectedBody(host).into());
        }
        let accept = next.headers.remove(header::ACCEPT);
        next.headers.clear();
        next.headers.extend(accept.map(|accept| (header::ACCEPT, accept)));
    }
    Ok(next)
}

fn leads_to_log_in(from: &Url, to: &Url) -> bool {
    let asks_to = |url: &Url| {
        let mut parts = url.path().split(['/', '.']);
        parts.any(|part| LOG_IN_PATHS.iter().any(|log_in| part.eq_ignore_ascii_case(log_in)))
    };
    asks_to(to) && !asks_to(from)
}

/// Reads a body to its end, or to one byte more than it may have.
async fn read_body(
    mut body: Box<dyn super::transport::Body>,
    ask: &Ask,
    meter: &mut Meter,
) -> Result<Bytes, Halt> {
    let mut whole = Pieces::None;
    let mut length = 0_usize;
    while let Some(piece) = body.chunk().await? {
        length = length.saturating_add(piece.len());
        meter.bytes = meter.bytes.saturating_add(piece.len() as u64);
        let too_long = length > ask.bytes_max;
        if too_long && ask.longer == Longer::Fails {
            return Err(PollProblem::TooLarge { bytes_max: ask.bytes_max }.into());
        }
        whole = match whole {
            Pieces::None => Pieces::One(piece),
            Pieces::One(first) => {
                let mut joined = BytesMut::with_capacity((first.len() + piece.len()).next_power_of_two());
                joined.extend_from_slice(&first);
                joined.extend_from_slice(&piece);
                Pieces::Many(joined)
            }
            Pieces::Many(mut joined) => {
                joined.extend_from_slice(&piece);
                Pieces::Many(joined)
            }
        };
        if too_long {
            break;
        }
    }
    let body = match whole {
        Pieces::None => Bytes::new(),
        Pieces::One(piece) => piece,
        Pieces::Many(joined) => joined.freeze(),
    };
    if body.starts_with(&GZIP_MARK) { unzip(&body, ask) } else { Ok(body) }
}

/// Unzips what is zipped and does not say so: a `.gz` file, or one that was zipped twice.
fn unzip(body: &[u8], ask: &Ask) -> Result<Bytes, Halt> {
    let limit = ask.bytes_max as u64 + 1;
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(body).take(limit).read_to_end(&mut plain);
    read.map_err(|error| TransportError::Broken(error.to_string()))?;
    if plain.len() > ask.bytes_max {
        return Err(PollProblem::TooLarge { bytes_max: ask.bytes_max }.into());
    }
    Ok(plain.into())
}

/// What has come so far: a body in one piece is not copied.
enum Pieces {
    None,
    One(Bytes),
    Many(BytesMut),
}
