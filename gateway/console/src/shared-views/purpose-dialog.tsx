/**
 * Asks what data of a person or a company is looked at for, and on what legal basis, before it is asked for:
 * `<PurposeDialog onState={async ({ purpose, basis }) => …} onClose=… />`. Both are written into the query log.
 */
import { lazy, Suspense } from "react";

import type { PurposeDialogProps } from "./dialog-props.ts";

const Body = lazy(async () => ({ default: (await import("./purpose-dialog-body.tsx")).PurposeDialogBody }));

export function PurposeDialog(props: PurposeDialogProps) {
  return (
    <Suspense fallback={null}>
      <Body {...props} />
    </Suspense>
  );
}
