import type { Socket } from 'net';

/** Text of one wave beyond this is written at once, so that a large batch is not held twice. */
const LONGEST_TEXT = 1 << 14;

/** Writes to one socket: what one tick, and the promise jobs in it, send leaves in one write. */
export class Writer {
  private readonly stream: Socket;
  /** Told after each write whether the socket wants a rest. */
  private readonly onWrite: (full: boolean) => void;
  private text = '';
  private flushing = false;

  constructor(stream: Socket, onWrite: (full: boolean) => void) {
    this.stream = stream;
    this.onWrite = onWrite;
  }

  write(data: string | Buffer): void {
    if (!this.flushing) {
      this.flushing = true;
      process.nextTick(() => this.flush());
    }
    if (typeof data === 'string') {
      this.text += data;
      if (this.text.length > LONGEST_TEXT) this.writeText();
    } else {
      if (this.stream.writableCorked === 0) this.stream.cork();
      this.writeText();
      this.onWrite(!this.stream.write(data as never));
    }
  }

  flush(): void {
    this.flushing = false;
    if (this.stream.destroyed) this.text = '';
    this.writeText();
    if (this.stream.writableCorked > 0) this.stream.uncork();
  }

  private writeText(): void {
    if (this.text === '') return;
    const { text } = this;
    this.text = '';
    this.onWrite(!this.stream.write(text));
  }
}
