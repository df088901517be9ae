// Connects COUNT times at once, ROUNDS times one after the other, each time until all have heard from their
// server or LIMIT seconds are over. Prints as JSON, for each round, how many have heard, how many milliseconds it
// took them, and the loop's longest stand-still meanwhile. With a SOCKS-PORT it speaks SOCKS itself.
// usage: node connects.js COUNT ROUNDS LIMIT [SOCKS-PORT]
const net = require('net');
const [count, rounds, limit, socksPort] = process.argv.slice(2).map(Number);
const greeting = Buffer.from([5, 1, 0]);
const request = Buffer.from([5, 1, 0, 1, 192, 0, 2, 1, 0, 7]);

function connect(hear) {
  const socket = socksPort ? net.connect(socksPort, '127.0.0.1') : net.connect(7, '192.0.2.1');
  if (socksPort) {
    socket.write(greeting);
    socket.once('data', () => {
      socket.write(request);
      socket.once('data', hear);
    });
  } else {
    socket.once('data', hear);
  }
  socket.on('error', () => {});
  return socket;
}

function round(end) {
  const begin = Date.now();
  const result = {heard: 0, took: 0, stall: 0};
  let last = begin;
  const clock = setInterval(() => {
    const now = Date.now();
    result.stall = Math.max(result.stall, now - last - 5);
    last = now;
  }, 5);
  const sockets = [];
  const finish = () => {
    clearInterval(clock);
    clearTimeout(patience);
    let open = sockets.length;
    for (const socket of sockets) {
      socket.on('close', () => --open || end(result));
      socket.destroy();
    }
  };
  const patience = setTimeout(finish, limit * 1000);
  const hear = () => {
    result.took = Date.now() - begin;
    if (++result.heard === count) setTimeout(finish, 20);
  };
  for (let i = 0; i < count; i++) sockets.push(connect(hear));
}

const results = [];
function next(result) {
  if (result) results.push(result);
  if (results.length < rounds && (!result || result.heard === count)) {
    round(next);
  } else {
    console.log(JSON.stringify(results));
    process.exit(0);
  }
}
next();
