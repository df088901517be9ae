// Connects four times at once, and measures how long that takes and how long the loop stands still.
const net = require('net');
const begin = Date.now();
let connected = 0;
let last = begin;
let worst = 0;
const tick = setInterval(() => {
  const now = Date.now();
  worst = Math.max(worst, now - last - 5);
  last = now;
}, 5);
for (let i = 0; i < 4; i++) {
  const socket = net.connect(80, '192.0.2.9', () => {
    if (++connected < 4) return;
    setTimeout(() => {
      clearInterval(tick);
      console.log(`${last - begin} ms in all, ${worst} ms of it the loop's longest stand-still`);
      process.exit(0);
    }, 20);
  });
  socket.on('error', error => { console.log(String(error)); process.exit(1); });
}
