import net from 'node:net';

/** A server made of a function, for what a real one cannot be brought to say. */
export interface FakeServer {
  readonly port: number;
  stop(): void;
}

/** Starts it on a free loopback port. */
export async function startFake(onConnection: (socket: net.Socket) => void): Promise<FakeServer> {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** The names of the commands in what a client sent at once, in lower case. */
export function commandsIn(data: Buffer): string[] {
  return [...data.toString('latin1').matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
}
