import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What a port answers to: a line in plaintext, or the beginning of TLS; null where it does neither in time. */
export type Spoken = 'plaintext' | 'tls' | null;

const PATIENCE = 1000;

/** Asks a port what it speaks, with nothing of the URL but its host and port. */
export async function spokenAt(host: string, port: number): Promise<Spoken> {
  const [plaintext, tls] = await Promise.all([answersPing(host, port), shakesHands(host, port)]);
  return plaintext ? 'plaintext' : tls ? 'tls' : null;
}

/** Any answer of the protocol will do, `-NOAUTH` too. */
function answersPing(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => end(/^[+-]/.test(data.toString('latin1'))));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}

/** Whose certificate it is does not matter: nothing is sent. */
function shakesHands(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, rejectUnauthorized: false });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.once('secureConnect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
