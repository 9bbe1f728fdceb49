/**
 * How a node's process is started so that its memory stays small and flat: few malloc arenas
 * (each thread's own would keep what it once used), and a young generation that fits what a
 * piece leaves behind. Node takes neither once it runs.
 */
export const LEAN_ARGUMENTS = ["--max-semi-space-size=4"];
export const LEAN_ENVIRONMENT = { MALLOC_ARENA_MAX: "2" };
