/**
 * Loaded into every test file's process: what is still running after ten minutes hangs, and ends
 * with its name, so that a run of the suite is bounded. node:test's own limit counts for tests, not for what
 * they leave behind.
 */
import { isMainThread } from "node:worker_threads";

const LIMIT_MS = 600_000;

if (isMainThread)
  setTimeout(() => {
    process.stderr.write(`NOT ENDED: ${process.argv[1]} still runs after ${LIMIT_MS / 1000} s\n`);
    process.exit(1);
  }, LIMIT_MS).unref();
