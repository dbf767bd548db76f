import type { Options } from '../src/model.js';

/** What the command line asks for when it says nothing. */
export const defaultOptions: Options = {
  engine: 'iovalkey',
  delivery: 'copy',
  client: null,
  clientDir: null,
  schemes: 'proven',
  tls: false,
  libraries: false,
  only: [],
  skip: [],
  enable: [],
  disable: [],
  include: [],
  exclude: [],
};
