/**
 * The one error class: a refusal that the other side can act on. Anything else
 * that is thrown is a defect of ours, and propagates with its cause.
 */
import { explain } from "./codes.ts";
import { REFUSALS, type RefusalCode } from "./refusals.ts";
import type { Params, Text } from "./text.ts";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly params: Params;

  constructor(code: RefusalCode, params: Params = {}, options?: ErrorOptions) {
    super(explain(code, params).en, options);
    this.code = code;
    this.params = params;
  }

  get text(): Text {
    return explain(this.code, this.params);
  }

  get status(): number {
    return REFUSALS[this.code].status;
  }

  /** Whether sending the very same bytes again may succeed. */
  get retry(): boolean {
    return REFUSALS[this.code].retry;
  }
}
