/** The scan iterators. Each page is one command; majors 5 and 6 give pages (which may be empty), major 4 their items. */

/** A page of SCAN, HSCAN, SSCAN or ZSCAN, under the name that the reply gives its items. */
export type Page = { cursor: number | string | Buffer } & Record<string, unknown>;
export type Scan = (cursor: number | string) => Promise<Page>;

export async function* pages(
  scan: Scan,
  field: string,
  start: string,
): AsyncGenerator<unknown, void, undefined> {
  let cursor = start;
  do {
    const page = await scan(cursor);
    cursor = page.cursor.toString();
    yield page[field];
  } while (cursor !== '0');
}

export async function* items(scan: Scan, field: string): AsyncGenerator<unknown, void, undefined> {
  let cursor = 0;
  do {
    const page = await scan(cursor);
    cursor = Number(page.cursor);
    for (const item of page[field] as readonly unknown[]) yield item;
  } while (cursor !== 0);
}
