//! JSON over HTTP to chromedriver: one short connection a command. The WebDriver protocol needs no more, so no HTTP
//! or async crates are pulled in for it.

use std::io::{Read, Write};
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
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(lost)?;
    let split = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let split = split.ok_or_else(|| Fault::Lost(format!("{method} {path}: no HTTP answer")))?;
    let ok = answer.starts_with(b"HTTP/1.1 200");
    let json = serde_json::from_slice::<Value>(&answer[split + 4..]);
    let mut json = json.map_err(|error| Fault::Lost(format!("{method} {path}: {error}")))?;
    if ok {
        return Ok(json["value"].take());
    }
    let text =
        |name: &str| json["value"][name].as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned();
    Err(Fault::Refused { error: text("error"), message: text("message") })
}
