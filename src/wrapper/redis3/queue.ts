/** First in, first out. It has the names of the queue that node-redis keeps its commands in. */
export class Queue<T> {
  private items: (T | undefined)[] = [];
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  isEmpty(): boolean {
    return this.length === 0;
  }

  push(item: T): void {
    this.items.push(item);
  }

  unshift(...items: T[]): void {
    this.items = [...items, ...this.toArray()];
    this.head = 0;
  }

  shift(): T | undefined {
    const item = this.items[this.head];
    if (this.head === this.items.length) return undefined;
    this.items[this.head++] = undefined;
    if (this.head === this.items.length) this.clear();
    else if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  get(index: number): T | undefined {
    return this.items[this.head + index];
  }

  peekBack(): T | undefined {
    return this.items[this.items.length - 1];
  }

  toArray(): T[] {
    const items: T[] = [];
    for (let i = this.head; i < this.items.length; i++) {
      const item = this.items[i];
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  clear(): void {
    this.items = [];
    this.head = 0;
  }
}
