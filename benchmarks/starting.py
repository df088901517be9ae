"""The programs whose start is measured, and how."""
import os
import time

import bench

# The options with which bin/tsocks-route starts Java.
OPTIONS = [f"@{bench.IMAGE / 'lib/tsocks-route.options'}"]


def ten_lines():
    """A file of ten lines, which all programs understand."""
    file = bench.WORK / "ten.conf"
    file.write_text("""local = 10.0.0.0/255.0.0.0
local = 192.168.0.0/255.255.0.0
path {
	reaches = 150.0.0.0/255.255.0.0
	reaches = 150.1.0.0:80/255.255.0.0
	server = 10.1.7.25
	server_type = 5
}
server = 10.1.7.26
server_type = 5
""")
    return file


def hello():
    """The command that runs a Hello World, laid out in an AOT cache as our programs are."""
    folder = bench.WORK / "hello"
    folder.mkdir()
    (folder / "Hello.java").write_text("""
        class Hello {
            public static void main(String[] args) {
                System.out.println("Hello World");
            }
        }""")
    jar = folder / "hello.jar"
    bench.run(bench.java25("javac"), "-d", folder, folder / "Hello.java")
    bench.run(bench.java25("jar"), "--create", "--file", jar, "-C", folder, "Hello.class")
    java = bench.IMAGE / "bin/java"
    cache = folder / "hello.aot"
    bench.run(java, f"-XX:AOTCacheOutput={cache}", *OPTIONS, "-cp", jar, "Hello")
    return [java, f"-XX:AOTCache={cache}", *OPTIONS, "-cp", jar, "Hello"]


def route(conf):
    return [bench.IMAGE / "bin/tsocks-route", "-f", conf, "150.1.2.3:80"]


def validate(conf, *options):
    return [bench.IMAGE / "bin/tsocks-validate", *options, conf]


def launch(conf):
    return [bench.TSOCKS, "-f", conf, "true"]


def whole(way):
    """Runs a process to its end; gives the milliseconds, or None where it fails."""
    times = with_processor(way)
    return times and times[0]


def with_processor(way):
    """As `whole`, with the milliseconds of processor time that it took beside."""
    nothing = os.open("/dev/null", os.O_RDWR)
    redirected = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in range(3)]
    begin = time.perf_counter()
    process = os.posix_spawnp(
        way.command[0], way.command, way.environment, file_actions=redirected)
    _, status, used = os.wait4(process, 0)
    took = (time.perf_counter() - begin) * 1000
    os.close(nothing)
    return (took, (used.ru_utime + used.ru_stime) * 1000) if status == 0 else None
