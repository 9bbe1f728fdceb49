/**
 * The pre-check: a file is dropped, judged by the node as it would be in earnest, and shown with its findings before it
 * is sent. The adapter is told by the titles, chosen here, or given by the address (`?adapter=`).
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type DragEvent, useState } from "react";
import { useSearchParams } from "react-router";

import { answered, api } from "../../api.ts";
import { bytesOf } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Loading } from "../../frame/states.tsx";
import { namesQuery } from "../../shared-views/names.tsx";
import { useSaid, useWords } from "../../words.ts";
import { PrecheckResult } from "./precheck-result.tsx";
import { PRECHECK_WORDS } from "./precheck-words.ts";

const MOST_BYTES = 32 << 20;

export function PrecheckView() {
  const t = useWords(PRECHECK_WORDS);
  const [search, setSearch] = useSearchParams();
  const adapter = search.get("adapter") ?? "";
  const [file, setFile] = useState<File>();
  const check = useMutation({
    mutationFn: ({ chosen, by }: { readonly chosen: File; readonly by: string }) =>
      answered(
        api.POST("/api/catalog/prechecks", {
          params: { query: by === "" ? {} : { adapter: by } },
          headers: { "Content-Type": "application/octet-stream" },
          body: chosen as never,
          bodySerializer: (body: unknown) => body as File,
        }),
      ),
  });
  const isTooBig = file !== undefined && file.size > MOST_BYTES;
  const start = (chosen: File, by = adapter) => {
    setFile(chosen);
    check.reset();
    if (chosen.size <= MOST_BYTES) check.mutate({ chosen, by });
  };
  const choose = (by: string) => {
    setSearch({ view: "precheck", ...(by !== "" && { adapter: by }) }, { replace: true });
    if (file !== undefined) start(file, by);
  };
  return (
    <>
      <Part title={t.title}>
        <div className="stack">
          <p className="soft">{t.lead}</p>
          <AdapterChoice chosen={adapter} onChoose={choose} />
          <Drop file={file} onFile={(chosen) => start(chosen)} />
        </div>
      </Part>
      {isTooBig && <Notice tone="bad" title={t.tooBig} />}
      {check.isPending && (
        <Part title={t.checking}>
          <Loading lines={4} />
        </Part>
      )}
      {check.isError && <ProblemView error={check.error} retry={() => file && start(file)} />}
      {check.data && <PrecheckResult told={check.data} onChoose={choose} />}
    </>
  );
}

function AdapterChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: string;
  readonly onChoose: (adapter: string) => void;
}) {
  const t = useWords(PRECHECK_WORDS);
  const said = useSaid();
  const { data } = useQuery(namesQuery);
  const options = [
    { value: "", label: t.guess },
    {
      label: t.adapter,
      options: [...(data?.adapters.values() ?? [])].map(({ id, name }) => ({
        value: id,
        label: `${said(name)} ${id}`,
      })),
    },
    {
      label: t.forms,
      options: [...(data?.items.values() ?? [])].map(({ id, name }) => ({
        value: `forms/${id}`,
        label: `${t.forms} ${said(name)} ${id}`,
      })),
    },
  ];
  return (
    <Select
      aria-label={t.adapter}
      value={chosen}
      options={options}
      showSearch={{ optionFilterProp: "label" }}
      onChange={onChoose}
      style={{ width: "min(560px, 100%)" }}
    />
  );
}

function Drop({ file, onFile }: { readonly file: File | undefined; readonly onFile: (file: File) => void }) {
  const t = useWords(PRECHECK_WORDS);
  const [over, setOver] = useState(false);
  const taken = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  };
  return (
    <label
      className={over ? "drop drop-over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={taken}
    >
      <input
        type="file"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onFile(chosen);
          // The same file again, once it is mended.
          event.target.value = "";
        }}
      />
      {file === undefined ? (
        <>
          <strong>{t.drop}</strong>
          <span className="soft">{t.formats}</span>
        </>
      ) : (
        <>
          <strong>
            {file.name} · {bytesOf(file.size)}
          </strong>
          <span className="soft">{t.again}</span>
        </>
      )}
    </label>
  );
}
