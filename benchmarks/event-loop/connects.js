// Connects COUNT times at once, and prints as JSON how many have heard from their server within LIMIT
// seconds, how many milliseconds it took them, and the loop's longest stand-still meanwhile. With a
// SOCKS-PORT it speaks SOCKS itself.
// usage: node connects.js COUNT LIMIT [SOCKS-PORT]
const net = require('net');
const [count, limit, socksPort] = process.argv.slice(2).map(Number);
const greeting = Buffer.from([5, 1, 0]);
const request = Buffer.from([5, 1, 0, 1, 192, 0, 2, 1, 0, 7]);
const begin = Date.now();
let heard = 0;
let last = begin;
let took = 0;
let stall = 0;
const errors = {};
setInterval(() => {
  const now = Date.now();
  stall = Math.max(stall, now - last - 5);
  last = now;
}, 5);
const end = () => {
  console.log(JSON.stringify({heard, took, stall, errors}));
  process.exit(0);
};
setTimeout(end, limit * 1000);
const hear = () => {
  took = Date.now() - begin;
  if (++heard === count) setTimeout(end, 20);
};
for (let i = 0; i < count; i++) {
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
  socket.on('error', error => { errors[error.code] = (errors[error.code] || 0) + 1; });
}
