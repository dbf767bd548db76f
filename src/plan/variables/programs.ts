import type { Program } from '../../surfaces/configuration/program.js';
import type { VariablesInput } from './input.js';

/** Does a program understand whatever its variable holds? */
export type IsProvenProgram = (program: Program) => boolean;

/**
 * A program of this repository is looked at where its source names the variable. What is built from a directory counts
 * as one only if a client on the wrapper reads the variable there (in one of the files `proven`): another image may
 * hide behind its Dockerfile. What is shared by name is proven by all containers that take it.
 */
export function programCheck(
  names: ReadonlySet<string>,
  proven: readonly string[],
  input: VariablesInput,
): IsProvenProgram {
  const isBuilt = (context: string) =>
    proven.some((path) => context === '' || path.startsWith(`${context}/`));
  const isProven = (program: Program): boolean => {
    switch (program.kind) {
      case 'steps':
        return true;
      case 'built':
        return isBuilt(program.context);
      case 'image':
        return buildsOf(program.image, input).some(isBuilt);
      case 'shared': {
        const uses = input.text.filter(
          (fact) =>
            fact.kind === 'shared-use' &&
            (fact.by === null || fact.by === program.by) &&
            (fact.key === null || names.has(fact.key)),
        );
        return uses.length > 0 && uses.every((fact) => fact.kind === 'shared-use' && isProven(fact.program));
      }
      default:
        return false;
    }
  };
  return isProven;
}

/** The directories that an image is built from: as a file says, or as the names of a package with a Dockerfile do. */
function buildsOf(image: string, input: VariablesInput): readonly string[] {
  const said = input.text.flatMap((fact) =>
    fact.kind === 'image-build' && fact.image === image ? [fact.context] : [],
  );
  const name = image.slice(image.lastIndexOf('/') + 1);
  return said.length > 0
    ? said
    : input.images.flatMap((one) => (one.names.includes(name) ? [one.context] : []));
}

/** A program that stands in the way, for people: completes "gives it to ". */
export function programInWords(program: Program, input: VariablesInput, isProven: IsProvenProgram): string {
  switch (program.kind) {
    case 'image':
      return `the image ${program.image}, which is not known to understand valkey://`;
    case 'built':
      return `what is built from ${program.context === '' ? 'the root' : program.context}, where no client on the wrapper reads it`;
    case 'shared': {
      const taker = input.text.find(
        (fact) =>
          fact.kind === 'shared-use' &&
          (fact.by === null || fact.by === program.by) &&
          fact.program.kind !== 'shared' &&
          !isProven(fact.program),
      );
      return taker?.kind === 'shared-use'
        ? `${program.by}, and ${taker.path}:${taker.line} that to ${programInWords(taker.program, input, isProven)}`
        : `whatever takes ${program.by}, which is not known to understand valkey://`;
    }
    default:
      return 'a program that is not known to understand valkey://';
  }
}
