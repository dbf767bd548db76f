/** Finds the paths below a directory ('' is the root, and gives them as they came) by halving the sorted list. */
export function pathsUnder(paths: readonly string[]): (directory: string) => readonly string[] {
  let sorted: readonly string[] | undefined;
  const firstFrom = (text: string, list: readonly string[]): number => {
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (list[middle]! < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (directory) => {
    if (directory === '') return paths;
    sorted ??= paths.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    // '0' is the character behind '/'.
    return sorted.slice(firstFrom(`${directory}/`, sorted), firstFrom(`${directory}0`, sorted));
  };
}
