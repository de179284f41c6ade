//! Boards on loopback that are polled, and that write down who asked them when.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::Instant,
};

/// How many.
pub const BOARDS: usize = 6;
/// What their owners allow: one poll in this time.
pub const FLOOR: Duration = Duration::from_secs(3);
/// How long an answer takes, so that pollers are killed within polls too.
const ANSWER_TAKES: Duration = Duration::from_millis(250);
/// What the clocks of the two ends may differ by, in when an answer began.
const TOLERANCE: Duration = Duration::from_millis(20);
const ITEMS_MAX: usize = 12;

/// What one board is about: titles that no two boards share.
const TRADES: [&str; BOARDS] = ["logo", "shop", "translation", "transcript", "newsletter", "timetable"];
const CLIENTS: [&str; ITEMS_MAX] = [
    "bakery", "clinic", "school", "garage", "museum", "library", "orchard", "harbour", "theatre", "printer",
    "florist", "pharmacy",
];

#[derive(Default)]
struct Board {
    polls: Vec<Instant>,
    answering: usize,
}

/// All boards, on one port.
#[derive(Clone)]
pub struct Boards {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    boards: [Board; BOARDS],
    frozen_at: Option<Instant>,
    two_at_once: Vec<usize>,
}

impl Boards {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let boards = Self { address: listener.local_addr().unwrap(), state: Arc::default() };
        let serving = boards.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let boards = serving.clone();
                tokio::spawn(async move { boards.answer(stream).await });
            }
        });
        boards
    }

    async fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            asked.push(stream.read_u8().await.ok()?);
        }
        let line = String::from_utf8_lossy(&asked).into_owned();
        let number = line.strip_prefix("GET /board/").and_then(|rest| rest.split(' ').next()?.parse().ok());
        let (status, body) = match number {
            Some(number) => ("200 OK", self.poll(number).await),
            None => ("404 Not Found", String::new()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.ok()?;
        stream.write_all(body.as_bytes()).await.ok()
    }

    async fn poll(&self, number: usize) -> String {
        let body = {
            let mut state = self.state.lock().unwrap();
            let board = &mut state.boards[number];
            board.polls.push(Instant::now());
            board.answering += 1;
            let several = board.answering > 1;
            if several {
                state.two_at_once.push(number);
            }
            feed(number, items(state.boards[number].polls.len(), state.frozen_at.is_some()))
        };
        tokio::time::sleep(ANSWER_TAKES).await;
        self.state.lock().unwrap().boards[number].answering -= 1;
        body
    }

    /// From now on every board shows all it has; what that is.
    pub fn freeze(&self) -> BTreeSet<String> {
        self.state.lock().unwrap().frozen_at = Some(Instant::now());
        (0..BOARDS).flat_map(|board| (0..ITEMS_MAX).map(move |item| title(board, item))).collect()
    }

    pub fn all_polled_since_frozen(&self) -> bool {
        let state = self.state.lock().unwrap();
        let frozen_at = state.frozen_at.unwrap();
        state.boards.iter().all(|board| board.polls.last().is_some_and(|last| *last > frozen_at))
    }

    pub fn polls(&self) -> usize {
        self.state.lock().unwrap().boards.iter().map(|board| board.polls.len()).sum()
    }

    /// No board was polled below its floor, or by two at once.
    pub fn assert_polite(&self, seed: u64) {
        let state = self.state.lock().unwrap();
        assert_eq!(state.two_at_once, Vec::<usize>::new(), "seed {seed}: boards polled by two at once");
        for (number, board) in state.boards.iter().enumerate() {
            for pair in board.polls.windows(2) {
                let gap = pair[1] - pair[0];
                assert!(gap + TOLERANCE >= FLOOR, "seed {seed}: board {number} polled again after {gap:?}");
            }
        }
    }
}

/// How many items a board shows at a poll: more come with time, and none goes.
fn items(poll: usize, frozen: bool) -> usize {
    if frozen { ITEMS_MAX } else { poll.min(ITEMS_MAX - 1) }
}

fn title(board: usize, item: usize) -> String {
    format!("{} for a {}", TRADES[board], CLIENTS[item])
}

fn feed(board: usize, items: usize) -> String {
    let mut xml = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Board</title>".to_owned();
    for item in 0..items {
        let title = title(board, item);
        let pay = 100 + board * 50 + item;
        write!(
            xml,
            "<item><guid isPermaLink=\"false\">{board}-{item}</guid><title>{title}</title>\
             <link>http://127.0.0.1/board/{board}/{item}</link>\
             <description>Wanted: a {title}, number {item} of board {board}. Remote, worldwide. \
             Pays ${pay} for all of it.</description></item>"
        )
        .unwrap();
    }
    xml + "</channel></rss>"
}
