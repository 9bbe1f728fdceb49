/**
 * Asks for the reason of an act before it is done: `<ActDialog title=… onAct={async (reason) => …} onClose=… />`, shown
 * while it is mounted. What the node refuses is told in the dialog, which then stays. The form is loaded when asked for.
 */
import { lazy, Suspense } from "react";

import type { ActDialogProps } from "./dialog-props.ts";

const Body = lazy(async () => ({ default: (await import("./act-dialog-body.tsx")).ActDialogBody }));

export function ActDialog(props: ActDialogProps) {
  return (
    <Suspense fallback={null}>
      <Body {...props} />
    </Suspense>
  );
}
