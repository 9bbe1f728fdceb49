/**
 * How a node's process is started so that its memory stays small and flat: few malloc arenas
 * (each thread's own would keep what it once used), a young generation that fits what a
 * piece leaves behind, and TypeScript whose types were taken out once, at the first start
 * (taking them out costs every thread some 20 MiB). Node takes none of them once it runs.
 */
import { fileURLToPath } from "node:url";

export const LEAN_ARGUMENTS = ["--max-semi-space-size=8"];
/** A cache that can't be written, in an image or another user's checkout, is done without. */
export const LEAN_ENVIRONMENT = {
  MALLOC_ARENA_MAX: "2",
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../node_modules/.cache/xinqiao", import.meta.url)),
};
