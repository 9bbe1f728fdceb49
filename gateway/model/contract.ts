/**
 * A contract as the doors see it: which operation a request means, whether it is as the contract
 * says, and, in tests, whether an answer is. Compiled in validate/, used by api/, which do not know each other.
 */

/** Where a request or an answer is not as the contract says. Never a value, and no name that the sender chose. */
export interface Fault {
  readonly in: "path" | "query" | "header" | "body";
  /** JSON pointer into the body, or the name of the parameter; `*` for one that the contract does not have. */
  readonly pointer: string;
  /** The keyword that does not hold. */
  readonly rule: string;
}

/** Why a request was refused as not what the contract says; the cause of its refusal. */
export class Misfit extends Error {
  override readonly name = "Misfit";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((one) => `${one.in} ${one.pointer} ${one.rule}`).join(", "));
    this.faults = faults;
  }
}

export type Credential = "certificate" | "token" | "session";

export interface Operation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** As Express writes it: /v1/batches/:id */
  readonly route: string;
  /** How a caller may show who it is; none where anybody may ask. */
  readonly credentials: readonly Credential[];
  /** Who may call it, of those with a session (`x-roles`); where none is named, nobody. */
  readonly roles: readonly string[];
  /** Media types of its body; none where it has no body. */
  readonly types: readonly string[];
}

export interface Found {
  readonly operation: Operation;
  /** Taken from the path, percent-decoded. */
  readonly path: Readonly<Record<string, string>>;
}

/** Parameters as they were sent. */
export interface Given {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Parameters in the types that the contract gives them, with its defaults. */
export interface Inputs {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
}

export interface Contract {
  readonly operations: readonly Operation[];
  /** The document itself, as it is served. */
  readonly document: unknown;
  find(method: string, path: string): Found | undefined;
  /** The methods that a path takes; none when there is no such path. */
  methods(path: string): readonly string[];
  inputs(operation: string, given: Given): { readonly inputs: Inputs; readonly faults: readonly Fault[] };
  /** A parsed body of one of the operation's types. `all` names every fault and not the first alone. */
  body(operation: string, type: string, value: unknown, all: boolean): readonly Fault[];
  /** For tests: an answer, its code among those that the operation lists included. */
  response(
    operation: string,
    status: number,
    headers: Readonly<Record<string, unknown>>,
    body: Buffer,
  ): readonly Fault[];
}
