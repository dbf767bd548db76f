import type { Options } from './model.js';
import { DEFAULT_OPTIONS, nearest, type Setting } from './settings.js';

export type Value = string | number | boolean | readonly string[];

/** What was asked for, by flag; what was not is absent. */
export type Values = ReadonlyMap<string, Value>;

/** Checks a value against its setting: the value as it is used, or what is wrong with it and what would do. */
export function problemWith(
  setting: Setting,
  given: unknown,
): { readonly value: Value } | { readonly problem: string } {
  const { value } = setting;
  switch (value.kind) {
    case 'flag':
      return typeof given === 'boolean' ? { value: given } : { problem: 'is true or false' };
    case 'number':
      return typeof given === 'number' && Number.isInteger(given) && given > 0
        ? { value: given }
        : { problem: 'is a whole number from 1' };
    case 'text':
      return typeof given === 'string' && given !== ''
        ? { value: given }
        : { problem: `is a text: ${value.placeholder}` };
    case 'choice':
      return typeof given === 'string' && value.choices.includes(given)
        ? { value: given }
        : { problem: notAChoice(given, value.choices) };
    case 'list': {
      const items: readonly unknown[] = Array.isArray(given) ? given : [given];
      const texts = items.filter((item): item is string => typeof item === 'string' && item !== '');
      if (texts.length < items.length) return { problem: `is a list of texts: ${value.placeholder}` };
      const list = texts.flatMap((item) =>
        value.commas ? item.split(',').map((part) => part.trim()) : [item],
      );
      const wrong =
        value.choices === undefined ? undefined : list.find((item) => !value.choices?.includes(item));
      if (wrong !== undefined) return { problem: notAChoice(wrong, value.choices ?? []) };
      const strange =
        value.known === undefined ? undefined : list.find((item) => !value.known?.includes(item));
      return strange === undefined ? { value: list } : { problem: unknownTo(strange, value.known ?? []) };
    }
  }
}

/** The options of a migration: what was asked for, over the defaults. */
export function optionsFrom(values: Values): Options {
  return {
    engine: oneOf(values.get('engine'), ['iovalkey', 'installed'], DEFAULT_OPTIONS.engine),
    delivery: oneOf(values.get('delivery'), ['copy', 'package'], DEFAULT_OPTIONS.delivery),
    client: textOf(values.get('client')),
    clientDir: textOf(values.get('client-dir')),
    schemes: oneOf(values.get('schemes'), ['proven', 'all', 'none'], DEFAULT_OPTIONS.schemes),
    tls: values.get('tls') === true,
    libraries: values.get('libraries') === true,
    only: listOf(values.get('only')),
    skip: listOf(values.get('skip')),
    enable: listOf(values.get('enable')),
    // A rule that the configuration switches off for everybody is switched on again for one run.
    disable: listOf(values.get('disable')).filter((rule) => !listOf(values.get('enable')).includes(rule)),
    include: listOf(values.get('include')),
    exclude: listOf(values.get('exclude')),
  };
}

export function oneOf<T extends string>(value: Value | undefined, choices: readonly T[], byDefault: T): T {
  return choices.find((choice) => choice === value) ?? byDefault;
}

export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function listOf(value: Value | undefined): readonly string[] {
  return typeof value === 'object' ? value : [];
}

function unknownTo(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  const hint = near === null ? "; the README's tables of rules have all" : ` (did you mean ${near}?)`;
  return `knows no ${JSON.stringify(given)}${hint}`;
}

function notAChoice(given: unknown, choices: readonly string[]): string {
  const near = typeof given === 'string' ? nearest(given, choices) : null;
  const hint = near === null ? '' : ` (did you mean ${near}?)`;
  return `is one of ${choices.join(', ')}; found ${JSON.stringify(given)}${hint}`;
}
