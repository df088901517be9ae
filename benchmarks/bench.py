"""What the measuring scripts share: name spaces of their own, servers, the programs compared, and
tables in Markdown."""
import atexit
import contextlib
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
IMAGE = pathlib.Path(os.environ.get("TSOCKS_IMAGE", HERE.parent / "dist/target/tsocks"))
TSOCKS = IMAGE / "bin/tsocks"

# Where ip and danted are, which not every user looks for.
os.environ["PATH"] += ":/usr/sbin:/sbin"
# What would concern every Java machine, those that are measured included.
for variable in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"):
    os.environ.pop(variable, None)

# Where programs of the measurements connect to (an address for documentation), and a SOCKS server.
TARGET = "192.0.2.1"
TARGET_PORT = 7
SOCKS_PORT = 1080

# Where the servers of a group or a chain are.
SERVERS = "198.51.100.1", "198.51.100.2", "198.51.100.3"

# A folder for what a script writes: made by the first of its processes, and removed by it.
ISOLATED = "TSOCKS_BENCH_WORK" in os.environ
WORK = pathlib.Path(os.environ.get("TSOCKS_BENCH_WORK") or tempfile.mkdtemp(prefix="tsocks-bench-"))
if not ISOLATED:
    atexit.register(shutil.rmtree, WORK, ignore_errors=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(128 + signal.SIGINT))


def isolated(*programs):
    """Runs the script again in a network and a process name space of its own. Whatever it starts
    there ends with it, however it ends, and nothing in it can reach the machine's network. Without
    one of the programs that it needs there is nothing to measure."""
    if not TSOCKS.exists():
        sys.exit(f"{TSOCKS} is not there: build it with mvn package -DskipTests")
    for program in ("ip", "setpriv", "unshare", *programs):
        if not shutil.which(program):
            sys.exit(f"{program} is not installed: .ci/install-test-servers installs it")
    if not ISOLATED:
        user = [] if os.geteuid() == 0 else ["--map-root-user"]
        again = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--pid", "--fork",
                 "--kill-child", "--mount-proc", *user, sys.executable, *sys.argv]
        environment = {**os.environ, "TSOCKS_BENCH_WORK": str(WORK), "PYTHONDONTWRITEBYTECODE": "1"}
        sys.exit(subprocess.call(again, env=environment))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", f"{TARGET}/32", "dev", "lo")
    # Or some ten thousand connects, one after the other, would use up the ports.
    pathlib.Path("/proc/sys/net/ipv4/tcp_max_tw_buckets").write_text("256")


def run(*command):
    """Runs a command that has to succeed; gives what it prints."""
    words = [str(word) for word in command]
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def start(*command, **options):
    """Starts a server, which ends with the name space that the script runs in."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
               "stderr": subprocess.DEVNULL, **options}
    return subprocess.Popen([str(word) for word in command], **options)


def listening(address, port):
    """Waits until somebody listens there."""
    for _ in range(1000):
        with contextlib.suppress(OSError):
            socket.create_connection((address, port), 1).close()
            return
        time.sleep(0.01)
    sys.exit(f"nobody listens at {address} port {port}")


def microsocks(*addresses):
    """Starts a server at each of these addresses, or at 127.0.0.1 without any."""
    for address in addresses:
        run("ip", "address", "add", f"{address}/32", "dev", "lo")
    for address in addresses or ("127.0.0.1",):
        start("microsocks", "-i", address, "-p", SOCKS_PORT)
        listening(address, SOCKS_PORT)


def slow_socks(port, seconds):
    """Starts a server that takes that long for each handshake, and any number of them at a time."""
    program = WORK / "slow-socks"
    run("gcc", "-O2", "-o", program, HERE / "slow-socks.c")
    start(program, port, round(seconds * 1000))
    listening("127.0.0.1", port)


def danted(address="127.0.0.1"):
    """Starts Dante's server in front of everything that its name space reaches."""
    file = WORK / f"danted-{address}.conf"
    file.write_text(f"""logoutput: {WORK}/danted-{address}.log
internal: {address} port = {SOCKS_PORT}
external: {address}
clientmethod: none
socksmethod: none
user.privileged: root
user.unprivileged: root
client pass {{
  from: 0.0.0.0/0 to: 0.0.0.0/0
}}
socks pass {{
  from: 0.0.0.0/0 to: 0.0.0.0/0
}}
""")
    server = start("danted", "-f", file, "-N", 1)
    listening(address, SOCKS_PORT)
    return server


class Way:
    """A way for a program to connect: through what, with which environment; or why it cannot."""

    def __init__(self, name, *command, needs=None, **environment):
        self.name = name
        self.absent = None if needs is None or shutil.which(needs) else "not installed"
        self.command = [str(word) for word in command]
        self.environment = {**os.environ, **environment}

    def to_run(self, name, *program):
        """This way together with a program."""
        way = Way(name, *self.command, *program)
        way.absent, way.environment = self.absent, self.environment
        return way

    def popen(self, *program, **options):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True,
                   "env": self.environment, "start_new_session": True, **options}
        return subprocess.Popen([*self.command, *map(str, program)], **options)

    def output(self, *program, limit=60):
        """What the program prints, or None where it fails or takes more than `limit` seconds."""
        process = self.popen(*program)
        try:
            printed = process.communicate(timeout=limit)[0]
            return printed if process.returncode == 0 else None
        except subprocess.TimeoutExpired:
            return None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def original():
    """The original tsocks, which has no way to say its version: validateconf came with it."""
    found = shutil.which("tsocks")
    ours = found and pathlib.Path(found).resolve() == TSOCKS.resolve()
    return found if found and not ours and shutil.which("validateconf") else None


def direct():
    return Way("direct")


def policy(server, port):
    """A tsocks.conf that sends all through one SOCKS 5 server."""
    file = WORK / "tsocks.conf"
    file.write_text(f"local = {server}/255.255.255.255\n"
                    f"server = {server}\nserver_port = {port}\nserver_type = 5\n")
    return file


def peers(server="127.0.0.1", port=SOCKS_PORT):
    """The other programs, each with a configuration that sends all through one SOCKS 5 server."""
    chain = WORK / "proxychains.conf"
    chain.write_text(f"strict_chain\nquiet_mode\n[ProxyList]\nsocks5 {server} {port}\n")
    tor = WORK / "torsocks.conf"
    tor.write_text(f"TorAddress {server}\nTorPort {port}\n")
    return [
        Way("tsocks 1.8, the original", original() or "tsocks",
            needs=original() or "no original", TSOCKS_CONF_FILE=str(policy(server, port))),
        Way("proxychains4", "proxychains4", "-q", "-f", chain, needs="proxychains4"),
        Way("torsocks", "torsocks", needs="torsocks", TORSOCKS_CONF_FILE=str(tor)),
    ]


def ours(*options, server="127.0.0.1", port=SOCKS_PORT):
    """Our tsocks, with a configuration that does the same."""
    return Way(" ".join(["tsocks", *options]), TSOCKS, "-f", policy(server, port), *options, "--")


def server(address):
    """The line of a policy for a SOCKS 5 server."""
    return f"server = socks5://{address}:{SOCKS_PORT}\n"


def group(name, *servers):
    """Our tsocks, with a configuration that sends all through the first of these servers that
    answers."""
    file = WORK / f"{name.replace(' ', '-')}.conf"
    file.write_text("local = 198.51.100.0/24\n" + "".join(map(server, servers)))
    return Way(name, TSOCKS, "-f", file, "--")


def chain(*servers):
    """Our tsocks and proxychains4, with configurations that send all through a chain of SOCKS 5
    servers: the name of the policy, and the second one's way."""
    text = f"chain = yes\nlocal = {servers[0]}/32\n"
    for before, after in zip(servers, servers[1:]):
        text += f"path {{\nreaches = {after}/32\n{server(before)}}}\n"
    policy = WORK / "chain.conf"
    policy.write_text(text + server(servers[-1]))
    strict = WORK / "strict-chain.conf"
    strict.write_text("strict_chain\nquiet_mode\n[ProxyList]\n"
                      + "".join(f"socks5 {server} {SOCKS_PORT}\n" for server in servers))
    return policy, Way("proxychains4, a strict chain of three", "proxychains4", "-q", "-f", strict,
                       needs="proxychains4")


def offspring(process):
    """The children of all threads of a process: whoever starts a program may be any of them."""
    found = []
    for children in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        found += children.read_text().split()
    return found


def supervisor_of(front):
    """The supervisor that our front has started, and the program, which runs this script."""
    for candidate in [front, *offspring(front)]:
        for child in offspring(candidate):
            words = pathlib.Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if words[:2] == [os.fsencode(sys.executable), os.fsencode(sys.argv[0])]:
                return candidate, child
    sys.exit("the supervisor of tsocks is not found")


def interleaved(rounds, ways, measure):
    """Measures each way once a round, so that what else the machine does meets all of them. Gives
    the values of each way by name: an empty list where the program is absent."""
    values = {way.name: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            if not way.absent:
                values[way.name].append(measure(way))
    return values


def client(way, *arguments, limit=60):
    """Runs this script as the client that it becomes with these arguments; gives the JSON that the
    client prints, or None where it fails."""
    printed = way.output(sys.executable, sys.argv[0], "client", *arguments, limit=limit)
    return None if printed is None else json.loads(printed)


def percentile(values, hundredth):
    return sorted(values)[min(len(values) - 1, len(values) * hundredth // 100)]


def median(values):
    return statistics.median(values)


def row(way, values, cells):
    """A row of a table; one that says why there is no number where there is none."""
    if way.absent:
        return [way.name, way.absent]
    if not values or None in values:
        return [way.name, "does not work here"]
    return [way.name, *cells(values)]


def table(heads, rows):
    """Prints a table in Markdown: texts at the left, numbers at the right."""
    print("| " + " | ".join(heads) + " |")
    print("|---|" + "---:|" * (len(heads) - 1))
    for cells in rows:
        print("| " + " | ".join([*cells, *[""] * (len(heads) - len(cells))]) + " |")


def listener(address=TARGET, port=TARGET_PORT):
    """A target that accepts, and sends back what it is sent, in a process of its own."""
    process = start(sys.executable, HERE / "echo.py", address, port)
    listening(address, port)
    return process


def java25(program):
    """A program of the JDK 25, looked for where the build looks."""
    homes = [os.environ.get("JAVA25_HOME"), *pathlib.Path("/usr/lib/jvm").glob("*25*"),
             *pathlib.Path.home().glob(".jdks/*25*")]
    for home in homes:
        found = home and pathlib.Path(home) / "bin" / program
        if found and found.exists():
            return found
    sys.exit("no JDK 25: set JAVA25_HOME")


def java(*arguments):
    """Runs a Java program of this module; gives what it prints."""
    classes = f"{HERE}/target/classes:{HERE}/target/lib/*"
    return run(java25("java"), "-cp", classes, *arguments)
