#!/usr/bin/env node
/** The `xinqiao` command; main.ts is the program. Plain JavaScript, since an old Node may read it. */
import { onNode24 } from "./node24.mjs";

await onNode24(() => import("./main.ts"), process.argv[2] === "serve" && !process.argv.includes("--health"));
