/**
 * The draft and what waits beside it, as the contract shows them; differences in words that people know. The trap: the
 * register in force may be swapped while the database is asked, so what an answer says of it is of one moment.
 */
import { basename } from "node:path";

import type { Access } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { actsAbout } from "../../store/console/act-rows.ts";
import type { JsonAnswer } from "../admit.ts";
import { type Names, namesOf } from "../today/names.ts";
import { differences } from "./register-differences.ts";
import {
  type Drafting,
  draftOf,
  editsOf,
  faultOf,
  type Moment,
  momentOf,
  REGISTER,
} from "./register-draft.ts";
import { applyEdit, type Edit, type Holder } from "./register-edits.ts";
import { isWritable, type SignedFile } from "./register-place.ts";
import {
  endOf,
  isWaiting,
  newestProposal,
  type Proposal,
  verifySigned,
  waitingOf,
} from "./register-proposal.ts";

import { idleEdits, type Kept } from "./register-settled.ts";

export type DraftView = JsonAnswer<"getRegisterDraft">;
export type Checked = JsonAnswer<"checkRegister">;

export async function draftView(drafting: Drafting, operator: Operator): Promise<DraftView> {
  const { site, catalog } = drafting;
  const { config } = site;
  const moment = await momentOf(drafting, site.db);
  const { access, network } = moment;
  const acts = await actsAbout(site.db, REGISTER);
  const edits = editsOf(acts);
  const draft = draftOf(drafting, moment, edits);
  const names = namesOf(catalog);
  const proposal = newestProposal(acts);
  return {
    number: access.number,
    next: draft.number,
    file: basename(config.access ?? ""),
    writable: config.access !== null && (await isWritable(config.access)),
    defaults: { ...config.agencyLimits },
    agencies: network.agencies.filter(({ node }) => node === config.node).map(({ id }) => id),
    edits: editViews(access, edits, names, operator),
    differences: [...differences(access, draft, names)],
    fault: edits.length === 0 ? null : faultOf(drafting, draft, network),
    command: `xinqiao register sign ${draftName(draft)} --key network.key --cert network.crt`,
    proposal: proposal ? await proposalView(drafting, proposal, { moment, draft, operator }) : null,
  };
}

export function draftName({ node, number }: Pick<Access, "node" | "number">): string {
  return `access-${node}-${number}.json`;
}

function editViews(
  access: Access,
  edits: readonly Kept[],
  names: Names,
  operator: Operator,
): DraftView["edits"] {
  const idle = idleEdits(access, edits);
  let before = access;
  return edits.map(({ id, at, by, byId, reason, edit }) => {
    const holder = holderOf(edit);
    const after = applyEdit(before, edit);
    const lines = differences(only(before, holder), only(after, holder), names);
    before = after;
    return {
      ...{ id, at: at.toISOString(), by, own: byId === operator.id, reason, holder },
      texts: lines.map(({ text }) => text),
      idle: idle.includes(id),
    };
  });
}

function holderOf(edit: Edit): Holder {
  return "holder" in edit ? edit.holder : { kind: "agency", id: edit.agency };
}

/** So that each edit is not compared with the whole register. */
function only(access: Access, { kind, id }: Holder): Access {
  const of = <T extends { readonly id: string }>(all: readonly T[]) => all.filter((one) => one.id === id);
  return {
    ...access,
    agencies: kind === "agency" ? of(access.agencies) : [],
    nodes: kind === "node" ? of(access.nodes) : [],
  };
}

/** What a signed file is, against what is in force and what is drafted now. */
export async function checkedView(drafting: Drafting, signed: SignedFile): Promise<Checked> {
  const { db } = drafting.site;
  const moment = await momentOf(drafting, db);
  const draft = draftOf(drafting, moment, editsOf(await actsAbout(db, REGISTER)));
  return checkedAt(drafting, signed, { moment, draft });
}

interface Drafted {
  readonly moment: Moment;
  readonly draft: Access;
}

function checkedAt(drafting: Drafting, signed: SignedFile, { moment, draft }: Drafted): Checked {
  const { access, signer } = verifySigned(drafting, signed, moment);
  return {
    ...{ number: access.number, issuedAt: new Date(access.issuedAt).toISOString() },
    ...{ signer: signer.fingerprint, signedAt: signer.signedAt.toISOString() },
    differences: [...differences(moment.access, access, namesOf(drafting.catalog))],
    asDrafted: bodyOf(access) === bodyOf(draft),
  };
}

/** Without number and time, which every issue has of its own. */
function bodyOf({ number: _number, issuedAt: _issuedAt, ...body }: Access): string {
  return canonical(body);
}

async function proposalView(
  drafting: Drafting,
  one: Proposal,
  { moment, draft, operator }: Drafted & { readonly operator: Operator },
): Promise<DraftView["proposal"]> {
  const { site } = drafting;
  const waits = isWaiting(one, site.clock());
  let checked: Checked | null = null;
  let fault: { readonly zh: string; readonly en: string } | null = null;
  try {
    if (waits) {
      const signed = await waitingOf(site.config.access ?? "", one);
      checked = checkedAt(drafting, signed, { moment, draft });
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fault = error.text;
  }
  const { id, number, at, by, byId, reason, state, decidedBy } = one;
  return {
    ...{ id, number, at: at.toISOString(), by, own: byId === operator.id, reason, decidedBy },
    state: state === "open" && !waits ? "expired" : state,
    endsAt: endOf(one).toISOString(),
    inForce: moment.access.number >= number,
    ...{ checked, fault },
  };
}
