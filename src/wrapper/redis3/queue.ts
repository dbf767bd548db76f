/** More places than this are given back once all are empty. */
const MOST_KEPT = 1 << 17;

/**
 * First in, first out. It has the names of the queue that node-redis keeps its commands in. Its places are a ring, as
 * many as the next power of two, so that a long queue is neither copied while it shrinks nor made again for the next wave.
 */
export class Queue<T> {
  private items: (T | undefined)[] = new Array(16);
  private head = 0;
  private tail = 0;

  get length(): number {
    return (this.tail - this.head) & (this.items.length - 1);
  }

  isEmpty(): boolean {
    return this.head === this.tail;
  }

  push(item: T): void {
    this.items[this.tail] = item;
    this.tail = (this.tail + 1) & (this.items.length - 1);
    if (this.tail === this.head) this.grow();
  }

  unshift(...items: T[]): void {
    const all = [...items, ...this.toArray()];
    this.clear();
    for (const item of all) this.push(item);
  }

  shift(): T | undefined {
    const { items, head } = this;
    if (head === this.tail) return undefined;
    const item = items[head];
    items[head] = undefined;
    this.head = (head + 1) & (items.length - 1);
    if (this.head === this.tail && items.length > MOST_KEPT) this.clear();
    return item;
  }

  get(index: number): T | undefined {
    return this.items[(this.head + index) & (this.items.length - 1)];
  }

  peekBack(): T | undefined {
    return this.get(this.length - 1);
  }

  toArray(): T[] {
    const all: T[] = [];
    for (let i = 0; i < this.length; i++) {
      const item = this.get(i);
      if (item !== undefined) all.push(item);
    }
    return all;
  }

  clear(): void {
    this.items = new Array(16);
    this.head = this.tail = 0;
  }

  /** Called when all places are taken. */
  private grow(): void {
    const { length } = this.items;
    const items: (T | undefined)[] = new Array(length * 2);
    for (let i = 0; i < length; i++) items[i] = this.get(i);
    this.items = items;
    this.head = 0;
    this.tail = length;
  }
}
