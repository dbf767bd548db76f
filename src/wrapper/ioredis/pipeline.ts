import { Command } from 'iovalkey';

type Entry = (value: unknown) => void;

/**
 * A command of a pipeline, or none: its pipeline alone waits for it, unless it has a callback, belongs to a script, or
 * may be sent to another node of a cluster. Then five promises a command stand between a reply and the pipeline's result.
 */
export function isWaitedForByPipeline(pipeline: { readonly isCluster: boolean }, command: Command): boolean {
  return (
    !pipeline.isCluster &&
    command.constructor === Command &&
    Reflect.get(command, 'callback') === undefined &&
    Reflect.get(command, 'errorStack') === undefined
  );
}

/** Lets such a command tell its pipeline at once, which asks for its outcome by `promise.then(…).catch(…)`. */
export function tellPipeline(command: Command): void {
  const then = (onReply: Entry): object => ({ catch: (onError: Entry) => settle(command, onReply, onError) });
  Reflect.set(command, 'promise', { then });
}

/** What iovalkey's command does when it is settled (Command.js of 0.4.0), once. */
function settle(command: Command, onReply: Entry, onError: Entry): void {
  let isSettled = false;
  const once = (tell: Entry, outcome: unknown): void => {
    if (isSettled) return;
    isSettled = true;
    const timer: NodeJS.Timeout | undefined = Reflect.get(command, '_commandTimeoutTimer');
    if (timer) clearTimeout(timer);
    tell(outcome);
  };
  command.reject = (error) => once(onError, error);
  command.resolve = (reply) => {
    let result: unknown;
    try {
      result = command.transformReply(reply);
    } catch (error) {
      once(onError, error);
      return;
    }
    command.isResolved = true;
    once(onReply, result);
  };
}
