use std::{
    io::{Cursor, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

/// A server that answers each request with what `answer` writes.
fn server(answer: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                match stream.read(&mut byte) {
                    Ok(1) => request.push(byte[0]),
                    _ => break,
                }
            }
            // Whoever asked has gone away where this fails; that is what is tested.
            let _ = answer(&mut stream);
        }
    });
    address
}

async fn refusal(address: SocketAddr, path: &str) -> String {
    let url = format!("http://{address}{path}");
    match fetched(&url, "text/html").await {
        Ok(fetched) => panic!("{} bytes", fetched.bytes.len()),
        Err(Failure::Refused(sentence)) => sentence,
        Err(other) => panic!("{other}"),
    }
}

fn redirect(stream: &mut TcpStream, target: &str) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
}

/// Zeros as gzip (RFC 1952): far fewer bytes than they stand for.
fn packed_zeros(count: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("zeros", SimpleFileOptions::default()).unwrap();
    writer.write_all(&vec![0; count]).unwrap();
    let archive = writer.finish().unwrap().into_inner();
    let mut reader = ZipArchive::new(Cursor::new(&archive)).unwrap();
    let mut raw = Vec::new();
    reader.by_index_raw(0).unwrap().read_to_end(&mut raw).unwrap();
    [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], raw.as_slice()].concat()
}

#[tokio::test]
async fn an_answer_is_fetched_with_where_it_came_from() {
    let address = server(|stream| {
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
    });
    let fetched = fetched(&format!("http://{address}/termine"), "text/html").await.unwrap();
    assert_eq!(fetched.bytes, b"hello");
    assert_eq!(fetched.address, Some(format!("http://{address}/termine")));
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let address = server(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
        loop {
            stream.write_all(&[b'x'; 65_536])?;
        }
    });
    assert_eq!(refusal(address, "/").await, "the answer is larger than 20 MB");
}

#[tokio::test]
async fn an_answer_that_unpacks_to_something_huge_is_cut() {
    let bomb = packed_zeros(60_000_000);
    assert!(bomb.len() < 100_000);
    let address = server(move |stream| {
        let length = bomb.len();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )?;
        stream.write_all(&bomb)
    });
    assert_eq!(refusal(address, "/").await, "the answer is larger than 20 MB");
}

#[tokio::test]
async fn nobody_leads_into_a_private_network() {
    for target in [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://10.0.0.1/",
        "http://[::ffff:192.168.0.1]/",
    ] {
        let address = server(move |stream| redirect(stream, target));
        let refused = refusal(address, "/").await;
        assert!(refused.contains("lies in a private network"), "{target}: {refused}");
    }
    let file = server(|stream| redirect(stream, "file:///etc/passwd"));
    assert!(refusal(file, "/").await.contains("points to nowhere"));
}

#[tokio::test]
async fn an_answer_that_drips_is_not_waited_for() {
    let address = server(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")?;
        loop {
            stream.write_all(b"x")?;
            thread::sleep(Duration::from_millis(5));
        }
    });
    let url = Url::parse(&format!("http://{address}/")).unwrap();
    let refused = within(Duration::from_millis(300), from_address(url, "text/html")).await;
    assert!(matches!(refused, Err(Failure::Refused(sentence)) if sentence.contains("longer than a minute")));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_told() {
    let address = server(|stream| write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    assert!(refusal(address, "/").await.starts_with("the answer broke off"));
    let missing = server(|stream| write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
    assert!(
        refusal(missing, "/x?geheim=1").await.ends_with("/x answered “404 Not Found”; check the address")
    );
}

#[test]
fn private_networks_are_known_in_every_disguise() {
    for address in [
        "127.0.0.1",
        "10.1.2.3",
        "172.20.0.1",
        "192.168.0.1",
        "169.254.1.1",
        "0.0.0.0",
        "0.1.2.3",
        "100.64.0.1",
        "192.0.0.8",
        "198.19.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:a00:1::1",
    ] {
        assert!(is_private(address.parse().unwrap()), "{address}");
    }
    for address in [
        "9.9.9.9",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.1.1",
        "2620:fe::fe",
        "64:ff9b::9.9.9.9",
        "2002:909:909::1",
    ] {
        assert!(!is_private(address.parse().unwrap()), "{address}");
    }
}
