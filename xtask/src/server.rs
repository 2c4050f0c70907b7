//! A static server for the packed page, as a plain host would serve it: right MIME types, the `.br` or `.gz` sibling
//! where the browser takes it, long caching for hashed names, under any path prefix. For `serve`, tests and benches.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A running server; it stops when dropped.
pub struct Server {
    address: SocketAddr,
    prefix: String,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `folder` on 127.0.0.1 at `port` (0: a free one) below `prefix` (`""` or `"/some/path"`).
    pub fn start(folder: impl Into<PathBuf>, port: u16, prefix: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let prefix = format!("/{}", prefix.trim_matches('/'));
        let prefix = prefix.trim_end_matches('/').to_owned();
        let stop = Arc::new(AtomicBool::new(false));
        let site = Arc::new(Site { folder: folder.into(), prefix: prefix.clone() });
        let ended = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                let (site, ended) = (Arc::clone(&site), Arc::clone(&ended));
                if let Ok(stream) = stream {
                    // A browser that goes away in the middle is its own affair.
                    thread::spawn(move || site.talk(stream, &ended));
                }
            }
        });
        Ok(Self { address, prefix, stop, thread: Some(thread) })
    }

    /// The page's address, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://localhost:{}{}/", self.address.port(), self.prefix)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // `incoming` sleeps until someone knocks.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Site {
    folder: PathBuf,
    prefix: String,
}

struct Request {
    method: String,
    path: String,
    encodings: String,
    keep: bool,
}

struct Reply {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Site {
    fn talk(&self, stream: TcpStream, stop: &AtomicBool) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.set_nodelay(true)?;
        let mut writer = stream.try_clone()?;
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader)? {
            let reply = self.answer(&request);
            let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", reply.status, reply.body.len());
            for (name, value) in &reply.headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            writer.write_all(head.as_bytes())?;
            if request.method != "HEAD" {
                writer.write_all(&reply.body)?;
            }
            if !request.keep || stop.load(Ordering::Relaxed) {
                break;
            }
        }
        Ok(())
    }

    fn answer(&self, request: &Request) -> Reply {
        if request.method != "GET" && request.method != "HEAD" {
            return plain("405 Method Not Allowed");
        }
        let path = request.path.split(['?', '#']).next().unwrap_or_default();
        if !self.prefix.is_empty() && path == self.prefix {
            let mut reply = plain("301 Moved Permanently");
            reply.headers.push(("Location", format!("{}/", self.prefix)));
            return reply;
        }
        match path.strip_prefix(&self.prefix).and_then(|rest| rest.strip_prefix('/')).and_then(decode) {
            Some(inside) => self.file(if inside.is_empty() { "index.html" } else { &inside }, &request.encodings),
            None => plain("404 Not Found"),
        }
    }

    fn file(&self, inside: &str, encodings: &str) -> Reply {
        if !Path::new(inside).components().all(|part| matches!(part, Component::Normal(_))) {
            return plain("404 Not Found");
        }
        let path = self.folder.join(inside);
        for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
            let sibling = PathBuf::from(format!("{}.{ending}", path.display()));
            if takes(encodings, coding)
                && let Ok(body) = fs::read(sibling)
            {
                let mut headers = headers(inside);
                headers.push(("Content-Encoding", coding.to_owned()));
                return Reply { status: "200 OK", headers, body };
            }
        }
        match fs::read(&path) {
            Ok(body) => Reply { status: "200 OK", headers: headers(inside), body },
            Err(_) => plain("404 Not Found"),
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(None) };
    let (method, path) = (method.to_owned(), path.to_owned());
    let (mut encodings, mut keep) = (String::new(), true);
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        let Some((name, value)) = header.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => encodings = value.trim().to_ascii_lowercase(),
            "connection" => keep = !value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    Ok(Some(Request { method, path, encodings, keep }))
}

fn plain(status: &'static str) -> Reply {
    let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
    Reply { status, headers, body: format!("{status}\n").into_bytes() }
}

fn headers(inside: &str) -> Vec<(&'static str, String)> {
    let cache = if hashed(inside) { "public, max-age=31536000, immutable" } else { "no-cache" };
    vec![
        ("Content-Type", mime(inside).to_owned()),
        ("Cache-Control", cache.to_owned()),
        ("Vary", "Accept-Encoding".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

/// Whether `Accept-Encoding` names the coding without refusing it by `q=0`.
fn takes(encodings: &str, coding: &str) -> bool {
    encodings.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(coding) && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// Whether the name carries a content hash: `name-0123456789abcdef.ext`.
fn hashed(inside: &str) -> bool {
    let stem = Path::new(inside).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The MIME type by the file's ending.
pub fn mime(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Percent-decodes a path; none when it is not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn ask(server: &Server, path: &str, encodings: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nAccept-Encoding: {encodings}\r\nConnection: close\r\n\r\n").unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (String::from_utf8_lossy(&all[..end]).into_owned(), all[end + 4..].to_vec())
    }

    #[test]
    fn serves_as_a_plain_host_would() {
        let folder = std::env::temp_dir().join(format!("orken-server-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "page").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js"), "plain").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js.br"), "brotli").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js.gz"), "gzip").unwrap();
        let server = Server::start(&folder, 0, "/a/b/").unwrap();
        let script = "/a/b/app-0123456789abcdef.js";
        let cases = [
            ("/a/b/", "gzip, br", "200 OK", "text/html", "no-cache", "page"),
            ("/a/b/?x=1", "", "200 OK", "text/html", "no-cache", "page"),
            (script, "gzip, br", "200 OK", "text/javascript", "Content-Encoding: br", "brotli"),
            (script, "gzip, br;q=0", "200 OK", "text/javascript", "Content-Encoding: gzip", "gzip"),
            (script, "identity", "200 OK", "text/javascript", "immutable", "plain"),
            ("/a/b", "", "301", "text/plain", "Location: /a/b/", "301 Moved Permanently\n"),
            ("/", "", "404", "text/plain", "", "404 Not Found\n"),
            ("/a/b/%2e%2e/secret", "", "404", "text/plain", "", "404 Not Found\n"),
            ("/a/b//etc/passwd", "", "404", "text/plain", "", "404 Not Found\n"),
        ];
        for (path, encodings, status, mime, header, body) in cases {
            let (head, got) = ask(&server, path, encodings);
            assert!(head.contains(status) && head.contains(mime) && head.contains(header), "{path}: {head}");
            assert_eq!(String::from_utf8_lossy(&got), body, "{path}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
