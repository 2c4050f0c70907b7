//! Tables as CSV that a spreadsheet opens by a double click: UTF-8 with its mark, `;`, CRLF, RFC 4180 quotes.

use super::table::{Table, Value, inert};

/// The table as bytes of a `.csv` file. Text is made inert ([`inert`]); dates are `YYYY-MM-DD`; numbers have a point.
#[must_use]
pub fn write(table: &Table) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let headings = table.headings.iter().map(|h| quoted(&inert(h)));
    push_line(&mut text, headings);
    for row in &table.rows {
        push_line(&mut text, row.iter().map(field));
    }
    text.into_bytes()
}

fn push_line(text: &mut String, fields: impl Iterator<Item = String>) {
    let fields: Vec<String> = fields.collect();
    text.push_str(&fields.join(";"));
    text.push_str("\r\n");
}

fn field(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(words) => quoted(&inert(words)),
        Value::Number(n) if n.is_finite() => n.to_string(),
        Value::Number(_) => String::new(),
        Value::Date(date) => date.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let needs = text.contains([';', '"', '\r', '\n', ',', '\t']) || text.starts_with(' ') || text.ends_with(' ');
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
