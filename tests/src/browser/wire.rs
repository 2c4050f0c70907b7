//! JSON over HTTP to chromedriver: one short connection a command. The WebDriver protocol needs no more, so no HTTP
//! or async crates are pulled in for it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use super::Fault;

/// Longer than any single command of ours takes.
const LIMIT: Duration = Duration::from_secs(120);

/// Sends one command and hands back the `value` of the answer.
pub(crate) fn send(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Fault> {
    let lost = |error: std::io::Error| Fault::Lost(format!("{method} {path}: {error}"));
    let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(lost)?;
    stream.set_read_timeout(Some(LIMIT)).map_err(lost)?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(lost)?;
    let (ok, answer) = receive(stream).map_err(lost)?;
    let json = serde_json::from_slice::<Value>(&answer);
    let mut json = json.map_err(|error| Fault::Lost(format!("{method} {path}: {error}")))?;
    if ok {
        return Ok(json["value"].take());
    }
    let text =
        |name: &str| json["value"][name].as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned();
    Err(Fault::Refused { error: text("error"), message: text("message") })
}

/// Whether the status is 200, and the body. chromedriver keeps connections open, so the length decides the end.
fn receive(stream: TcpStream) -> io::Result<(bool, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut status = String::new();
    reader.read_line(&mut status)?;
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((status.split_whitespace().nth(1) == Some("200"), body))
}
