// Connects, and gives up after SECONDS. usage: node dial.js HOST PORT SECONDS
const net = require('net');
const [host, port, seconds] = process.argv.slice(2);
net.connect(Number(port), host);
setTimeout(() => process.exit(1), seconds * 1000);
