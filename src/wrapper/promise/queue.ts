import { AbortError, TimeoutError } from './errors.js';
import type { Link } from './link.js';

/** A command, or a transaction that must stay in one piece. */
export interface Entry {
  /** How many commands it counts for. */
  readonly size: number;
  /** How long it may wait to be sent, in milliseconds; 0 for ever. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  send(link: Link): void;
  fail(error: Error): void;
}

/** Commands that wait to be sent. */
export class Queue {
  /** Commands in it, those of a transaction counted one by one. */
  length = 0;
  private entries: Entry[] = [];
  private readonly timers = new Map<Entry, NodeJS.Timeout>();
  private readonly listeners = new Map<Entry, () => void>();
  private timed = 0;

  add(entry: Entry, first: boolean): void {
    this.length += entry.size;
    if (entry.timeout) this.timed++;
    if (first) this.entries.unshift(entry);
    else this.entries.push(entry);
    if (entry.signal) this.watch(entry, entry.signal);
  }

  /** Sends what the socket takes. */
  sendAll(link: Link): void {
    const { entries } = this;
    let sent = 0;
    while (sent < entries.length && !link.socket.writableNeedDrain) {
      const entry = entries[sent++];
      if (!entry) break;
      this.forget(entry);
      entry.send(link);
    }
    this.entries = sent === entries.length ? [] : entries.slice(sent);
    link.flush();
    if (this.entries.length > 0) this.startTimers();
  }

  /**
   * Starts the time-outs of what waits. Only called when the entries cannot be sent at once: a timer for each command,
   * as node-redis 6 has, costs it half of its speed.
   */
  startTimers(): void {
    if (this.timed === 0) return;
    for (const entry of this.entries) {
      if (!entry.timeout || this.timers.has(entry)) continue;
      const timer = setTimeout(() => this.drop(entry, new TimeoutError()), entry.timeout);
      timer.unref();
      this.timers.set(entry, timer);
    }
  }

  failAll(error: Error): void {
    const { entries } = this;
    this.entries = [];
    for (const entry of entries) {
      this.forget(entry);
      entry.fail(error);
    }
  }

  private watch(entry: Entry, signal: AbortSignal): void {
    const onAbort = (): void => this.drop(entry, new AbortError());
    signal.addEventListener('abort', onAbort, { once: true });
    this.listeners.set(entry, () => signal.removeEventListener('abort', onAbort));
  }

  private drop(entry: Entry, error: Error): void {
    this.entries = this.entries.filter((other) => other !== entry);
    this.forget(entry);
    entry.fail(error);
  }

  /** An entry leaves: its timer and its listener on a signal go too. */
  private forget(entry: Entry): void {
    this.length -= entry.size;
    if (entry.timeout) {
      this.timed--;
      clearTimeout(this.timers.get(entry));
      this.timers.delete(entry);
    }
    if (entry.signal) {
      this.listeners.get(entry)?.();
      this.listeners.delete(entry);
    }
  }
}
