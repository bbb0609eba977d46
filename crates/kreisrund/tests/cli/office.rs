//! A data folder, and the program run on it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

/// A data folder and the program run on it.
pub struct Office {
    folder: TempDir,
}

impl Office {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kreisrund"));
        command.args(arguments).arg("--data").arg(self.data()).current_dir(self.folder.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        Done::from(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Starts a server on a free port and waits until it answers.
    pub fn start(&self, command: &str) -> Server {
        self.start_with(&[command])
    }

    pub fn start_with(&self, arguments: &[&str]) -> Server {
        let mut child = self
            .command(&[arguments, &["--listen", "127.0.0.1:0"]].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut before = Vec::new();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let address = line.split("http://").nth(1).map(str::to_owned);
                before.push(line);
                Some(address?.split_whitespace().next()?.to_owned())
            })
            .unwrap();
        // The rest is read as well, or the server would one day wait for its reader.
        let reader = std::thread::spawn(move || lines.map_while(Result::ok).collect());
        Server { child, address, before, reader: Some(reader) }
    }
}

/// A command that has ended.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub told: String,
    pub complaint: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            told: String::from_utf8(output.stdout).unwrap(),
            complaint: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub struct Server {
    child: Child,
    pub address: String,
    /// What it said before it answered.
    pub before: Vec<String>,
    reader: Option<std::thread::JoinHandle<Vec<String>>>,
}

impl Server {
    pub fn get(&self, path: &str) -> String {
        // HTTP/1.0, so that the answer comes in one piece and ends with the connection.
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(path)).unwrap()
    }

    /// Asks until `path` answers as wanted; the index takes in changes of other processes in its own time.
    pub fn wait_for(&self, path: &str, wanted: impl Fn(&serde_json::Value) -> bool) {
        for _ in 0..1_000 {
            if wanted(&self.json(path)) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("{path} never answered as wanted: {}", self.get(path));
    }

    /// Asks the server to end, as a service manager does, and returns its exit code and what it logged.
    pub fn end(mut self) -> (i32, Vec<String>) {
        Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        let code = self.child.wait().unwrap().code().unwrap();
        (code, self.reader.take().unwrap().join().unwrap())
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap(); // SIGKILL
        self.child.wait().unwrap();
    }
}

/// A story that fails half-way leaves no server behind.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
