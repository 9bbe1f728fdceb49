/** Routes of the access register's draft, of keys that are pasted, and of signed registers on their way into force. */
import type { Express } from "express";

import { send } from "../../api/answer.ts";
import { give } from "../../api/attachment.ts";
import { canonical } from "../../model/canonical.ts";
import { Refusal } from "../../model/refusal.ts";
import { actsAbout } from "../../store/console/act-rows.ts";
import { inputsOf, jsonOf } from "../admit.ts";
import type { ConsoleParts, OperatorGate } from "../parts.ts";
import {
  addEdit,
  discardDraft,
  draftOf,
  editsOf,
  faultOf,
  momentOf,
  nothingDrafted,
  REGISTER,
  undoEdit,
} from "./register-draft.ts";
import type { Edit } from "./register-edits.ts";
import { readKey } from "./register-keys.ts";
import type { SignedFile } from "./register-place.ts";
import { decide, propose } from "./register-proposal.ts";
import { checkedView, draftName, draftView } from "./register-view.ts";

/** A register of many agencies, and its signature, in JSON. */
const SIGNED_LIMIT = 24 << 20;

export function registerRoutes(app: Express, parts: ConsoleParts, gate: OperatorGate): void {
  draftRoutes(app, parts, gate);
  app.post("/api/register/keys", async (request, response) => {
    const { text } = await jsonOf("readRegisterKey", request, response);
    send(response, 200, readKey(text));
  });
  app.post("/api/register/checks", async (request, response) => {
    const given = await jsonOf("checkRegister", request, response, SIGNED_LIMIT);
    send(response, 200, await checkedView(parts, signedOf(given)));
  });
  app.post("/api/register/proposals", async (request, response) => {
    const operator = gate.operator(request);
    const { id, reason, ...given } = await jsonOf("proposeRegister", request, response, SIGNED_LIMIT);
    await propose(parts, operator, { id, reason, signed: signedOf(given) });
    send(response, 200, await draftView(parts, operator));
  });
  app.post("/api/register/proposals/:id/decision", async (request, response) => {
    const operator = gate.operator(request);
    const { id } = inputsOf("decideRegister", request).path;
    await decide(parts, operator, { id, ...(await jsonOf("decideRegister", request, response)) });
    send(response, 200, await draftView(parts, operator));
  });
}

function draftRoutes(app: Express, parts: ConsoleParts, gate: OperatorGate): void {
  app.get("/api/register/draft", async (request, response) => {
    send(response, 200, await draftView(parts, gate.operator(request)));
  });
  app.post("/api/register/draft/edits", async (request, response) => {
    const operator = gate.operator(request);
    const { id, reason, edit } = await jsonOf("editRegister", request, response);
    await addEdit(parts, operator, { id, reason, edit: edit as Edit });
    send(response, 200, await draftView(parts, operator));
  });
  app.delete("/api/register/draft/edits/:id", async (request, response) => {
    const operator = gate.operator(request);
    await undoEdit(parts, operator, inputsOf("undoRegisterEdit", request).path.id);
    send(response, 200, await draftView(parts, operator));
  });
  app.post("/api/register/draft/discard", async (request, response) => {
    const operator = gate.operator(request);
    const { reason } = await jsonOf("discardRegisterDraft", request, response);
    await discardDraft(parts, operator, reason);
    send(response, 200, await draftView(parts, operator));
  });
  app.get("/api/register/draft/file", async (request, response) => {
    const operator = gate.operator(request);
    const { site, audit } = parts;
    const edits = editsOf(await actsAbout(site.db, REGISTER));
    if (edits.length === 0) throw nothingDrafted();
    const moment = await momentOf(parts, site.db);
    const draft = draftOf(parts, moment, edits);
    const fault = faultOf(parts, draft, moment.network);
    if (fault !== null) throw new Refusal("REGISTER_FILE_INVALID", { detail: fault });
    await site.db.transaction(async (tx) => {
      const detail = { number: draft.number, edits: edits.length };
      await audit.record(tx, operator, { act: "register.download", target: REGISTER, detail });
    });
    const bytes = Buffer.from(canonical(draft));
    give(response, { name: draftName(draft), type: "application/json; charset=utf-8", bytes });
  });
}

function signedOf(given: { readonly register: string; readonly signature: string }): SignedFile {
  return { text: given.register, p7s: Buffer.from(given.signature, "base64") };
}
