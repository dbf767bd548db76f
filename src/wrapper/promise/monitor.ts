import { ErrorReply } from './errors.js';
import type { Request } from './link.js';

type MakeRequest = (onReply: (line: unknown) => void, onError: (error: Error) => void) => Request;

/** MONITOR: a command whose reply is a line for each command of the server, until a RESET. */
export function monitorRequest(
  make: MakeRequest,
  listener: (line: unknown) => void,
  onThrown: (error: unknown) => void,
  onStarted: () => void,
  onError: (error: Error) => void,
): Request {
  let started = false;
  const onReply = (line: unknown): void => {
    if (String(line) === 'RESET') {
      request.link?.endRepeat(line);
      return;
    }
    request.link?.repeat(request);
    if (!started) {
      started = true;
      onStarted();
      return;
    }
    try {
      listener(line);
    } catch (error) {
      // It must not stop the parser.
      process.nextTick(onThrown, error);
    }
  };
  const onFailure = (error: Error): void => {
    if (!started) onError(error);
    // An error reply afterwards is for a command that was sent all the same.
    else if (error instanceof ErrorReply) request.link?.repeat(request, error);
  };
  const request = make(onReply, onFailure);
  return request;
}
