//! `corridor health`: asks a running server whether it is ready.
//!
//! A container image without a shell and without curl needs it for its health check.

use super::{
    Done, Failure,
    args::HealthOptions,
    config::{Config, RawConfig},
    io::Io,
};
use std::{
    io::{self, Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs},
    time::Duration,
};

/// Longer than any honest answer takes.
const TIMEOUT: Duration = Duration::from_secs(3);

pub(super) fn run(options: &HealthOptions, io: &mut Io<'_>) -> Done {
    let flags = RawConfig { listen: options.listen.clone(), ..RawConfig::default() };
    let config = Config::of(flags, options.config.as_deref(), io)?;
    let address = reachable(&config.listen)?;
    let answer = ask(address).map_err(|error| {
        Failure::Problem(format!("no answer from {address}: {error}; is the server running?"))
    })?;
    let status = answer.split(' ').nth(1).unwrap_or_default();
    if status != "200" {
        let word = answer.lines().last().unwrap_or_default();
        let message = format!("the server at {address} is not ready: {status} {word}");
        return Err(Failure::Problem(message));
    }
    Ok(writeln!(io.stdout, "the server at {address} is ready")?)
}

/// Where a server that listens at an address can be reached from this machine.
fn reachable(listen: &str) -> Result<SocketAddr, Failure> {
    let resolved = listen.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    let mut address = resolved.ok_or_else(|| {
        Failure::Usage(format!("\"{listen}\" is not an address; write 127.0.0.1:8000"))
    })?;
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    Ok(address)
}

fn ask(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    // Whatever listens there, no more is read than a server of ours would send.
    stream.take(4_096).read_to_string(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_everywhere_is_reached_here() {
        let at = |listen: &str| reachable(listen).expect("an address").to_string();
        assert_eq!(at("0.0.0.0:80"), "127.0.0.1:80");
        assert_eq!(at("[::]:80"), "[::1]:80");
        assert_eq!(at("127.0.0.2:80"), "127.0.0.2:80");
        assert!(reachable("80").is_err());
    }
}
