// Connects four times at once, and measures how long it takes until each has heard from its server,
// and how long the loop stands still meanwhile. Gives up after ten seconds.
const net = require('net');
const begin = Date.now();
let heard = 0;
let last = begin;
let worst = 0;
const tick = setInterval(() => {
  const now = Date.now();
  worst = Math.max(worst, now - last - 5);
  last = now;
}, 5);
const end = () => {
  clearInterval(tick);
  const those = heard === 4 ? '' : `only ${heard} of 4 heard from their server; `;
  console.log(`${those}${last - begin} ms in all, ${worst} ms of it the loop's longest stand-still`);
  process.exit(heard === 4 ? 0 : 1);
};
setTimeout(end, 10000);
for (let i = 0; i < 4; i++) {
  const socket = net.connect(80, '192.0.2.9');
  socket.once('data', () => {
    if (++heard === 4) setTimeout(end, 20);
  });
  socket.on('error', error => console.log(String(error)));
}
