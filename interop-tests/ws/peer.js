// SPDX-License-Identifier: Apache-2.0
// A peer on the npm package "ws", without TLS, on 127.0.0.1. It echoes binary messages, obeys messages that are one
// of the commands below, and tells everything it sees as a JSON line on stdout.
//
//   node peer.js server [no-subprotocol]    listens on a free port: {"event":"listening","port":...}
//   node peer.js client PORT                dials, offering permessage-deflate as "ws" does by default
'use strict';

const { WebSocket, WebSocketServer } = require('ws');

const [role, argument] = process.argv.slice(2);

// Whoever started this holds our stdin: nothing is left behind when it dies.
process.stdin.on('end', () => process.exit(0)).resume();

function tell(event, more) {
  process.stdout.write(JSON.stringify({ event, ...more }) + '\n');
}

const commands = {
  '!fragments': (socket) => {
    socket.send('one,', { binary: true, fin: false });
    socket.send('', { binary: true, fin: false });
    socket.ping('between');
    socket.send('two,', { binary: true, fin: false });
    socket.send('three', { binary: true, fin: true });
  },
  '!ping': (socket) => socket.ping('are you there'),
  '!text': (socket) => socket.send('text'),
  '!close': (socket) => socket.close(4001, 'User close'),
};

function serve(socket) {
  socket.on('message', (data, isBinary) => {
    const command = commands[data.toString('latin1')];
    if (command) {
      command(socket);
    } else {
      socket.send(data, { binary: isBinary });
    }
  });
  socket.on('pong', (data) => tell('pong', { data: data.toString() }));
  socket.on('close', (code, reason) => tell('close', { code, reason: reason.toString() }));
  socket.on('error', (error) => tell('error', { message: error.message }));
}

if (role === 'server') {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (offered) => (argument !== 'no-subprotocol' && offered.has('ship') ? 'ship' : false),
  });
  server.on('listening', () => tell('listening', { port: server.address().port }));
  server.on('connection', serve);
} else {
  const socket = new WebSocket(`ws://127.0.0.1:${Number(argument)}/ship/`, 'ship');
  socket.on('open', () => tell('open', { protocol: socket.protocol, extensions: socket.extensions }));
  socket.on('unexpected-response', (request, response) => {
    let body = '';
    response.on('data', (chunk) => (body += chunk));
    response.on('end', () => tell('refused', { status: response.statusCode, body }));
  });
  serve(socket);
}
