/**
 * What departments ask all day, before Express looks through its routes for it: Express finds a route by
 * trying one after the other, which costs more than the whole of a small request otherwise. The functions are
 * the very ones that Express has. The trap: nothing may be told apart by the way it came, so admission and
 * refusals are the same too.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

import type { Admit } from "./admit.ts";
import { answerProblem, type ProblemParts } from "./problem.ts";

export type Respond = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `known` by path, all of method POST; anything else goes to the app. */
export function hotFirst(
  known: ReadonlyMap<string, Respond>,
  admit: Admit,
  problems: ProblemParts,
  app: RequestListener,
): RequestListener {
  const answer = async (respond: Respond, request: IncomingMessage, response: ServerResponse) => {
    try {
      admit(request, response);
      await respond(request, response);
    } catch (error) {
      answerProblem(problems, error, request, response);
    }
  };
  return (request, response) => {
    const respond = request.method === "POST" ? known.get(pathOf(request.url ?? "")) : undefined;
    if (respond === undefined) app(request, response);
    else void answer(respond, request, response);
  };
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}
