/** How a language writes a comment that fills its line, and how its programs read a variable. */
export interface Language {
  readonly name: string;
  /** Matches a line that is a comment and nothing else. */
  readonly comment: RegExp | null;
  /** Forms of reading, for the report; any other naming counts as a reader just the same. */
  readonly reads: readonly (readonly [pattern: RegExp, how: string])[];
}

const HASH = /^\s*#/;
const SLASHES = /^\s*\/\//;
const EITHER = /^\s*(?:#|\/\/)/;

const python: Language = {
  name: 'Python',
  comment: HASH,
  reads: [
    [/os\.environ|environ\[|environ\.get/, 'os.environ'],
    [/getenv/, 'os.getenv'],
    [/settings\./, 'settings'],
    [/env(?:\.\w+)?\(|config\(/, 'env()'],
  ],
};
const ruby: Language = { name: 'Ruby', comment: HASH, reads: [[/ENV(?:\[|\.fetch)/, 'ENV']] };
const php: Language = { name: 'PHP', comment: EITHER, reads: [[/env\(|getenv|\$_(?:ENV|SERVER)/, 'env()']] };
const go: Language = { name: 'Go', comment: SLASHES, reads: [[/os\.(?:Getenv|LookupEnv)/, 'os.Getenv']] };
const rust: Language = { name: 'Rust', comment: SLASHES, reads: [[/env::var|env!/, 'env::var']] };
const jvm: Language = { name: 'JVM', comment: SLASHES, reads: [[/getenv/, 'System.getenv']] };
const dotnet: Language = {
  name: '.NET',
  comment: SLASHES,
  reads: [[/GetEnvironmentVariable/, 'GetEnvironmentVariable']],
};
const elixir: Language = {
  name: 'Elixir',
  comment: HASH,
  reads: [[/System\.(?:get|fetch)_env/, 'System.get_env']],
};
const shell: Language = { name: 'shell', comment: HASH, reads: [] };
const slashes: Language = { name: 'code', comment: SLASHES, reads: [] };

export const yaml: Language = { name: 'YAML', comment: HASH, reads: [] };
export const dockerfile: Language = { name: 'Dockerfile', comment: HASH, reads: [] };
export const makefile: Language = { name: 'Makefile', comment: HASH, reads: [] };
/** Nothing is known about its comments: every line counts. */
export const unknown: Language = { name: 'text', comment: null, reads: [] };

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  py: python,
  pyi: python,
  rb: ruby,
  rake: ruby,
  ru: ruby,
  erb: unknown,
  php,
  go,
  rs: rust,
  java: jvm,
  kt: jvm,
  kts: jvm,
  scala: jvm,
  groovy: jvm,
  gradle: jvm,
  cs: dotnet,
  fs: dotnet,
  ex: elixir,
  exs: elixir,
  sh: shell,
  bash: shell,
  zsh: shell,
  fish: shell,
  c: slashes,
  cc: slashes,
  cpp: slashes,
  h: slashes,
  swift: slashes,
  dart: slashes,
  zig: slashes,
  yml: yaml,
  yaml,
  tf: { name: 'Terraform', comment: EITHER, reads: [[/var\./, 'Terraform variable']] },
  tfvars: { name: 'Terraform', comment: EITHER, reads: [] },
  hcl: { name: 'HCL', comment: EITHER, reads: [] },
  nomad: { name: 'HCL', comment: EITHER, reads: [] },
  bicep: { name: 'Bicep', comment: SLASHES, reads: [] },
  toml: { name: 'TOML', comment: HASH, reads: [] },
  properties: { name: 'properties', comment: HASH, reads: [] },
  mk: makefile,
  just: makefile,
  dockerfile,
  json: { name: 'JSON', comment: null, reads: [] },
  jsonc: { name: 'JSON', comment: SLASHES, reads: [] },
  json5: { name: 'JSON', comment: SLASHES, reads: [] },
  nix: { name: 'Nix', comment: HASH, reads: [] },
  ini: { name: 'INI', comment: /^\s*[#;]/, reads: [] },
  cfg: { name: 'INI', comment: /^\s*[#;]/, reads: [] },
  conf: { name: 'configuration', comment: HASH, reads: [] },
};

/** The language of a file by its name. */
export function languageOf(path: string): Language {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^(?:dockerfile|containerfile)(?:[.-]|$)/.test(name)) return dockerfile;
  if (/^(?:gnu)?makefile(?:[.-]|$)|^justfile$/.test(name)) return makefile;
  if (/^(?:gemfile|rakefile|procfile|vagrantfile|brewfile)$/.test(name))
    return name === 'procfile' ? shell : ruby;
  return BY_EXTENSION[name.slice(name.lastIndexOf('.') + 1)] ?? unknown;
}

/** Is it a language for settings, whose files give programs their values? */
export function isSettings({ name }: Language): boolean {
  return SETTINGS.includes(name);
}

const SETTINGS: readonly string[] = [
  'YAML',
  'TOML',
  'JSON',
  'Dockerfile',
  'properties',
  'INI',
  'configuration',
  'Terraform',
  'HCL',
  'Bicep',
];

/** Files for people: they describe variables and read none. */
export function isProse(path: string): boolean {
  return /\.(?:md|mdx|mdc|markdown|rst|adoc|asciidoc|txt|html?|svg|po|pot|csv|tsv|log|patch|diff)$|(?:^|\/)(?:LICEN[CS]E|CHANGELOG|README|NOTICE|CODEOWNERS|\.gitignore|\.dockerignore)[^/]*$/i.test(
    path,
  );
}
