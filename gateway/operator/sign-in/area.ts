/** The area of signing in: the session itself. */
import { send } from "../../api/answer.ts";
import { type JsonAnswer, sessionOf } from "../admit.ts";
import type { StartArea } from "../parts.ts";
import type { Session } from "./sessions.ts";

export const startSignIn: StartArea = async ({ site }) => ({
  routes: (app) => {
    app.get("/api/session", (request, response) => {
      send(response, 200, described(sessionOf(request), site.config.node));
    });
  },
  stop: async () => {},
});

function described(session: Session, node: string): JsonAnswer<"getSession"> {
  const { operator, login, signedInAt, idleUntil, endsAt, recovery } = session;
  const { id, name, roles, scope } = operator;
  return {
    ...{ id, login, name, roles, scope, node },
    signedInAt: signedInAt.toISOString(),
    idleUntil: idleUntil.toISOString(),
    endsAt: endsAt.toISOString(),
    recoveryLeft: recovery,
  };
}
