//! Tiny HTTP servers. A [`Door`] treats every request as a rule says, and in front of a
//! [`Server`] it is where faults come from.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use hopx_mock::{ControlPlane, MockBuilder};

/// The bytes to answer with; none at all closes the connection without a word.
pub(crate) type Reply = Option<Vec<u8>>;

/// A request as it came in. The bodies of requests are never read: they are empty.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Its place among all requests at this door, from 1.
    pub(crate) number: usize,
    head: String,
}

impl Request {
    /// The path and the query.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// Whether it pauses or resumes.
    pub(crate) fn is_change(&self) -> bool {
        self.head.starts_with("POST ")
    }

    /// Whether some text is anywhere in it.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.head.contains(text)
    }

    /// The same request with a text in it replaced, once.
    pub(crate) fn with(&self, old: &str, new: &str) -> Request {
        Request {
            number: self.number,
            head: self.head.replacen(old, new, 1),
        }
    }
}

/// A server that answers every request as its rule says, one request a connection.
pub(crate) struct Door {
    /// Where it listens.
    pub(crate) base_url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Door {
    /// Opens a door. It stays open until the process ends.
    pub(crate) fn open(rule: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
        let address = listener.local_addr().expect("its address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (rule, noted) = (Arc::new(rule), seen.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (rule, noted) = (rule.clone(), noted.clone());
                std::thread::spawn(move || serve(stream, &*rule, &noted));
            }
        });
        Door {
            base_url: format!("http://{address}"),
            seen,
        }
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        locked(&self.seen).clone()
    }
}

fn serve(mut stream: TcpStream, rule: &dyn Fn(&Request) -> Reply, seen: &Mutex<Vec<Request>>) {
    let Some(head) = read_head(&mut stream) else {
        return;
    };
    let request = {
        let mut seen = locked(seen);
        let number = seen.len() + 1;
        seen.push(Request { number, head });
        seen[number - 1].clone()
    };
    if let Some(bytes) = rule(&request) {
        // Whoever asked may be gone.
        let _ = stream.write_all(&bytes);
    }
}

fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => head.extend_from_slice(&buffer[..read]),
            _ => return None,
        }
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A whole answer.
pub(crate) fn answer(status: u16, media_type: &str, body: &str) -> Reply {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Whatever\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n"
    );
    Some(format!("{head}\r\n{body}").into_bytes())
}

/// An answer in the envelope of errors.
pub(crate) fn refusal(status: u16, code: &str) -> Reply {
    let body = format!(
        r#"{{"error":"{code}","code":"{code}","request_id":"req_{status}","retry_after":0}}"#
    );
    answer(status, "application/json", &body)
}

/// A mock on a thread of its own, so that it answers whatever the test waits for.
pub(crate) struct Server {
    plane: ControlPlane,
    address: SocketAddr,
}

impl Server {
    /// Starts it. It serves until the process ends.
    pub(crate) fn start(builder: MockBuilder) -> Self {
        let plane = builder.build().expect("distinct sandboxes");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
        let address = listener.local_addr().expect("its address");
        let served = plane.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                listener.set_nonblocking(true).expect("a listener");
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                served.serve(listener, std::future::pending()).await
            })
        });
        Server { plane, address }
    }

    /// Where it listens.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A way to send it what comes to a door, for the rule of that door.
    pub(crate) fn behind(&self) -> impl Fn(&Request) -> Reply + Send + Sync + 'static {
        let address = self.address;
        move |request| send(address, &request.head)
    }
}

impl Deref for Server {
    type Target = ControlPlane;

    fn deref(&self) -> &ControlPlane {
        &self.plane
    }
}

/// Sends a request and reads the answer to the end of the connection.
fn send(address: SocketAddr, head: &str) -> Reply {
    let (line, headers) = head.split_once("\r\n")?;
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "{line}\r\nconnection: close\r\n{headers}").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(answer)
}
