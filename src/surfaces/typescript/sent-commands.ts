import { ts } from '#typescript';

/** A command that a call sends, as far as it is written there: `['SET', 'IFEQ']` of `client.set(key, value, 'IFEQ', old)`. */
export interface SentCommand {
  readonly name: string;
  /** The words in upper case beside it: arguments, or the options of node-redis. */
  readonly words: readonly string[];
  /** Its name on the wire; absent for a method that has words, which is named by its member. */
  readonly node?: ts.Node;
}

/** Methods that take a command by its name on the wire. */
const raw = /^(?:call(?:Buffer)?|send_?command|internal_send_command|addCommand)$/i;
/** Methods that may take a list of commands. */
const lists = /^(?:multi|pipeline|batch)$/i;

/** The commands that a method of a client is told to send by their names, and a method's own that is given words. */
export function sentCommands(call: ts.CallExpression, method: string): readonly SentCommand[] {
  if (raw.test(method)) {
    const list = call.arguments.find(ts.isArrayLiteralExpression);
    const [first] = call.arguments;
    // A name and its arguments, or all in one list, before which a cluster takes the key.
    const isNamed = first !== undefined && ts.isStringLiteralLike(first) && !/^send_?command$/i.test(method);
    if (list === undefined || isNamed || method === 'send_command')
      return named(call.arguments, list?.elements ?? []);
    return named(list.elements, []);
  }
  if (lists.test(method)) {
    const [all] = call.arguments;
    if (all === undefined || !ts.isArrayLiteralExpression(all)) return [];
    return all.elements.flatMap((one) => (ts.isArrayLiteralExpression(one) ? named(one.elements, []) : []));
  }
  const words = call.arguments.flatMap(wordsIn);
  return words.length === 0 ? [] : [{ name: method, words }];
}

function named(all: readonly ts.Expression[], more: readonly ts.Expression[]): readonly SentCommand[] {
  const [command] = all;
  if (command === undefined || !ts.isStringLiteralLike(command)) return [];
  return [{ name: command.text, words: [...all.slice(1), ...more].flatMap(wordsIn), node: command }];
}

const isWord = (text: string): boolean => /^[A-Za-z]+\d?$/.test(text) && text.length < 20;

/** `'IFEQ'`, `{ condition: 'IFEQ' }`, `{ BYPOLYGON: … }`, `['KEEPREF']`. */
function wordsIn(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return isWord(node.text) ? [node.text.toUpperCase()] : [];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(wordsIn);
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property)) return [];
    const name =
      ts.isIdentifier(property.name) && /^[A-Z]+\d?$/.test(property.name.text) ? [property.name.text] : [];
    return [...name, ...wordsIn(property.initializer)];
  });
}
