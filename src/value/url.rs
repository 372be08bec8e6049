//! `URL`: absolute addresses of the web, by one rule for files, defaults and requests.
//!
//! `https://example.org/a?b=c#d` is one, `HTTP://EXAMPLE.ORG` too. An address is a URL if the
//! [WHATWG URL Standard](https://url.spec.whatwg.org/) reads it without an error and its
//! scheme is `http` or `https`. It is kept as it is written.

use std::net::Ipv6Addr;

/// Checks that a text is a URL.
///
/// # Errors
/// The fault, and what to write instead.
pub fn check(text: &str) -> Result<(), String> {
    fault(text).map_or(Ok(()), |what| Err(format!("\"{text}\" is not a URL; {what}")))
}

/// Returns whether a text is a URL.
pub fn is_url(text: &str) -> bool {
    fault(text).is_none()
}

fn fault(text: &str) -> Option<String> {
    let scheme = text.split_once("://");
    let scheme =
        scheme.filter(|(it, _)| ["http", "https"].iter().any(|s| it.eq_ignore_ascii_case(s)));
    let Some((_, rest)) = scheme else { return Some("write it with http:// or https://".into()) };
    if let Some(wrong) = rest.chars().find(|&c| is_refused(c)) {
        return Some(format!("{} must be written as {}", shown(wrong), escaped(wrong)));
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
    let (host, port) = match address.strip_prefix('[') {
        Some(inner) => {
            let Some((host, after)) = inner.split_once(']') else {
                return Some("the bracket of its host is not closed".into());
            };
            if host.parse::<Ipv6Addr>().is_err() {
                return Some(format!("\"{host}\" is not an address of IPv6"));
            }
            (None, after.strip_prefix(':').or((!after.is_empty()).then_some("?")))
        }
        None => match address.split_once(':') {
            Some((host, port)) => (Some(host), Some(port)),
            None => (Some(address), None),
        },
    };
    host.and_then(host_fault).or_else(|| port.and_then(port_fault))
}

/// Returns whether a character must be escaped wherever it is; letters of any script need not be.
fn is_refused(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"{}\\^`|".contains(c)
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a blank".to_owned(),
        _ if c.is_whitespace() || c.is_control() => {
            format!("the character U+{:04X}", u32::from(c))
        }
        _ => format!("the character {c}"),
    }
}

fn escaped(c: char) -> String {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn host_fault(host: &str) -> Option<String> {
    let labels = host.strip_suffix('.').unwrap_or(host);
    if labels.is_empty() {
        return Some("it names no host".into());
    }
    if labels.split('.').any(str::is_empty) || host.contains(['%', '[', ']']) {
        return Some(format!("\"{host}\" is not a host"));
    }
    let last = labels.rsplit('.').next().unwrap_or_default();
    let numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || number(last).is_some();
    (numeric && !is_ipv4(labels)).then(|| format!("\"{host}\" is not an address of IPv4"))
}

/// The [IPv4 parser](https://url.spec.whatwg.org/#concept-ipv4-parser): up to four numbers,
/// of which the last one fills what the others leave of 32 bits.
fn is_ipv4(host: &str) -> bool {
    let parts: Option<Vec<u64>> = host.split('.').map(number).collect();
    let Some(parts) = parts.filter(|parts| parts.len() <= 4) else { return false };
    let bits = 32 - 8 * (parts.len() - 1);
    parts.split_last().is_some_and(|(last, first)| {
        first.iter().all(|&part| part < 256) && last.checked_shr(bits as u32) == Some(0)
    })
}

/// A number of an IPv4 address: decimal, octal with a leading 0, hexadecimal with 0x.
fn number(part: &str) -> Option<u64> {
    let (digits, radix) = match part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
        Some("") => return Some(0),
        Some(digits) => (digits, 16),
        None if part.len() > 1 && part.starts_with('0') => (part, 8),
        None => (part, 10),
    };
    digits.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(())?;
    u64::from_str_radix(digits, radix).ok()
}

fn port_fault(port: &str) -> Option<String> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    let valid = port.is_empty() || digits && port.parse::<u16>().is_ok();
    (!valid).then(|| "its port is not a number up to 65535".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_absolute_web_addresses() {
        for text in [
            "https://azertag.az",
            "HTTP://example.org/",
            "hTTps://EXAMPLE.org",
            "http://a.b/c?d=e#f",
            "https://kg.akipress.org/news/жаңы",
            "https://пример.испытание/",
            "https://user:secret@example.org:8080/",
            "https://example.org./a",
            "https://example.org:/",
            "http://127.0.0.1:80",
            "http://127.1",
            "http://0x7f.1",
            "http://[::1]:4000/a",
            "http://localhost?a=http://b",
            "http://a_b.c",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_is_no_url_is_told_with_the_remedy() {
        for (text, what) in [
            ("azertag.az", "write it with http:// or https://"),
            ("ftp://a.b", "write it with http:// or https://"),
            ("xhttp://a.b", "write it with http:// or https://"),
            ("https://", "it names no host"),
            ("https:///x", "it names no host"),
            ("http://.", "it names no host"),
            ("http://:80", "it names no host"),
            ("http://user@/", "it names no host"),
            ("http://a..b", "\"a..b\" is not a host"),
            ("http://%", "\"%\" is not a host"),
            ("http://[::1", "the bracket of its host is not closed"),
            ("http://[::g]", "\"::g\" is not an address of IPv6"),
            ("http://[::1]x", "its port is not a number up to 65535"),
            ("http://999.1.1.1", "\"999.1.1.1\" is not an address of IPv4"),
            ("http://1.2.3.4.5", "\"1.2.3.4.5\" is not an address of IPv4"),
            ("http://x.org:99999", "its port is not a number up to 65535"),
            ("http://x.org:+8", "its port is not a number up to 65535"),
            ("http://x.org:8a", "its port is not a number up to 65535"),
            ("https://a b", "a blank must be written as %20"),
            ("https://a/?x=<1>", "the character < must be written as %3C"),
            ("https://a/\u{a0}", "the character U+00A0 must be written as %C2%A0"),
        ] {
            assert_eq!(check(text), Err(format!("\"{text}\" is not a URL; {what}")));
        }
    }
}
