/** The proof that a record is under its batch's seal, folded to the root in this browser. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Notice } from "../../frame/notice.tsx";
import { useWords } from "../../words.ts";
import { hexOf } from "../batch/seal/der.ts";
import { rootByPath } from "../batch/seal/tree.ts";
import type { Path } from "./record-data.ts";
import { WORDS } from "./words.ts";

export function Proof({ path }: { readonly path: Path }) {
  const t = useWords(WORDS);
  const { leaf, leaves, hash, path: steps, root } = path.proof;
  const { data: computed } = useQuery({
    queryKey: ["proof", hash, leaf, leaves, steps],
    queryFn: async () => {
      const found = await rootByPath(bytesOf(hash), leaf, leaves, steps.map(bytesOf));
      return found === null ? "" : hexOf(found);
    },
  });
  if (computed === undefined) return null;
  const isGood = computed === root;
  return (
    <div className="stack">
      <Notice tone={isGood ? "good" : "bad"} title={isGood ? t.proofGood : t.proofBad}>
        <p>{t.proofHow(leaf, leaves, steps.length)}</p>
      </Notice>
      <dl className="proof">
        <dt>{t.leafHash}</dt>
        <dd>
          <code>{hash}</code>
        </dd>
        <dt>{t.computed}</dt>
        <dd>
          <code>{computed}</code>
        </dd>
        <dt>{t.sealed}</dt>
        <dd>
          <code>{root}</code>
        </dd>
      </dl>
      <p>
        <Link className="underlined" to={`/batches/${path.chosen}`}>
          {t.openBatch}
        </Link>
      </p>
    </div>
  );
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
