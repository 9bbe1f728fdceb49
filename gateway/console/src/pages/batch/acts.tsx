/**
 * What can be ordered about a batch, and deciding on what others ordered. The trap: an order has an id that is made
 * when its dialog opens, so that a button pressed twice, or a request sent twice, is one order.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { toast } from "../../frame/toast.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { useName } from "../../shared-views/names.tsx";
import { usePunctuation, useWords } from "../../words.ts";
import { ABOUT, ACTS, ORDER_WORDS } from "./act-words.ts";
import type { Order, Possible } from "./batch-data.ts";

export function useActName(): (act: Pick<Possible, "act" | "peer" | "lane">) => string {
  const acts = useWords(ACTS);
  const t = useWords(ORDER_WORDS);
  const name = useName();
  return ({ act, peer, lane }) => {
    if (act === "quarantine" && lane) return t.lane;
    return peer === undefined ? acts[act] : t.to(acts[act], name("nodes", peer));
  };
}

/** Buttons of these orders; nothing for who may not order. */
export function ActButtons({ id, acts }: { readonly id: string; readonly acts: readonly Possible[] }) {
  const may = useMay();
  const nameOf = useActName();
  const [chosen, choose] = useState<{ readonly act: Possible; readonly id: string }>();
  if (!may("operator") || acts.length === 0) return null;
  return (
    <span className="row">
      {acts.map((act) => (
        <button
          key={`${act.act}${act.peer ?? ""}${act.hold ?? ""}${act.lane ?? ""}`}
          type="button"
          className="button"
          onClick={() => choose({ act, id: crypto.randomUUID() })}
        >
          {nameOf(act)}
        </button>
      ))}
      {chosen && <OrderDialog batch={id} order={chosen} onClose={() => choose(undefined)} />}
    </span>
  );
}

function OrderDialog({
  batch,
  order,
  onClose,
}: {
  readonly batch: string;
  readonly order: { readonly act: Possible; readonly id: string };
  readonly onClose: () => void;
}) {
  const t = useWords(ORDER_WORDS);
  const about = useWords(ABOUT);
  const nameOf = useActName();
  const client = useQueryClient();
  const { fourEyes, ...target } = order.act;
  const verb = nameOf(order.act);
  const send = async (reason: string) => {
    const body = { id: order.id, reason, ...target };
    const done = await answered(
      api.POST("/api/batches/{id}/orders", { params: { path: { id: batch } }, body }),
    );
    toast(done.state === "open" ? t.proposed : t.done);
    void client.invalidateQueries();
  };
  return (
    <ActDialog
      title={verb}
      verb={fourEyes ? t.propose(verb) : verb}
      danger={target.act === "cancel"}
      fourEyes={fourEyes}
      onAct={send}
      onClose={onClose}
    >
      <p>{target.lane ? about.lane : about[target.act]}</p>
    </ActDialog>
  );
}

type Decision = "approve" | "decline" | "withdraw";

/** What may be decided about an open order, by who did not propose it; its proposer may withdraw it. */
export function DecideButtons({ order }: { readonly order: Order }) {
  const t = useWords(ORDER_WORDS);
  const about = useWords(ABOUT);
  const signs = usePunctuation();
  const nameOf = useActName();
  const may = useMay();
  const client = useQueryClient();
  const [chosen, choose] = useState<Decision>();
  if (order.state !== "open" || !may("operator", "security")) return null;
  const send = async (decision: Decision, reason: string) => {
    const body = { decision, reason };
    await answered(api.POST("/api/orders/{id}/decision", { params: { path: { id: order.id } }, body }));
    toast(t.done);
    void client.invalidateQueries();
  };
  return (
    <span className="row">
      {(order.own ? (["withdraw"] as const) : (["approve", "decline"] as const)).map((one) => (
        <button key={one} type="button" className="button" onClick={() => choose(one)}>
          {t[one]}
        </button>
      ))}
      {chosen && (
        <ActDialog
          title={signs.colon(t[chosen], nameOf(order))}
          verb={t[chosen]}
          onAct={async (reason) => await send(chosen, reason)}
          onClose={() => choose(undefined)}
        >
          <p>{order.lane ? about.lane : about[order.act]}</p>
          <p className="soft">{signs.colon(order.by, order.reason)}</p>
        </ActDialog>
      )}
    </span>
  );
}
