/** Begins the console. The server writes a new nonce into index.html at each request; antd's styles carry it. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app.tsx";
import "./console.css";
import { carryNonce } from "./frame/nonce.ts";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
if (nonce !== undefined && !nonce.startsWith("__")) carryNonce(nonce);
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root");
createRoot(root).render(
  <StrictMode>
    <App nonce={nonce?.startsWith("__") ? undefined : nonce} />
  </StrictMode>,
);
