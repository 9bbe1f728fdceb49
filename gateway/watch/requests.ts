/** Counts requests to the exchange's API by what the contract calls them: never by path, which holds ids. */
import type { ServerResponse } from "node:http";

import type { Operation } from "../model/contract.ts";
import type { Metrics } from "./metrics.ts";

export function startRequests(metrics: Metrics): (operation: Operation, response: ServerResponse) => void {
  return ({ id: operation }, response) => {
    const began = performance.now();
    response.once("close", () => {
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : "cut";
      metrics.count("xinqiao_requests_total", { operation, status });
      metrics.observe("xinqiao_request_duration_seconds", { operation }, (performance.now() - began) / 1000);
    });
  };
}
