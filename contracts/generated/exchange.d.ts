// Made from contracts/exchange.openapi.yaml by scripts/make-contracts.ts; changes made here are lost.
export interface paths {
    readonly "/v1/batches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * 报送一个文件 Send a file
         * @description Answered with 202 when the bytes are durable; what became of its rows is told by `GET /v1/batches/{id}` and by the
         *     receipt. The same bytes from the same agency for the same adapter are answered with the first sending's id.
         */
        readonly put: operations["putBatch"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** 批次状态 What became of a batch */
        readonly get: operations["getBatch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/receipt": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** 本节点的签名回执 This node's signed receipt */
        readonly get: operations["getReceipt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/findings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 逐行问题清单 Findings row by row
         * @description One JSON object a line. Without `message`, in canonical form, the lines are the list that the receipt names by its digest.
         */
        readonly get: operations["getFindings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/hops": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** 各级节点的回执 Receipts of every node so far */
        readonly get: operations["getHops"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/seal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** 批次的清单和封签 Manifest and seal of a batch */
        readonly get: operations["getSeal"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/records/{id}/evidence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** 一条记录的证据 Evidence of a record */
        readonly get: operations["getEvidence"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/log/checkpoint": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 交换日志最新检查点 The newest checkpoint of this node's log */
        readonly get: operations["getCheckpoint"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/node/v1/transfers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 转送一个已封批次 Hand on a sealed batch */
        readonly post: operations["postTransfer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/node/v1/receipts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** 送回一份回执 Give a receipt back */
        readonly post: operations["postReceipt"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/node/v1/log/cosign": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 请求副署检查点 Ask for a cosignature
         * @description Body and answer as in C2SP tlog-witness. 409 names the size from which consistency is to be proved.
         */
        readonly post: operations["postCosign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 进程是否在运行 The process runs */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** 能否接收 The node can take work */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Text: {
            readonly zh: string;
            readonly en: string;
        };
        readonly Problem: {
            /** @description urn:xinqiao:problem:<code> */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            /** @description See contracts/ERRORS.md. */
            readonly code: string;
            readonly message: components["schemas"]["Text"];
            readonly params: components["schemas"]["Params"];
            /** @description Whether the very same request may succeed later. */
            readonly retry: boolean;
        };
        readonly Params: {
            readonly [key: string]: string | number;
        };
        /**
         * @description `poison`: the node failed on it again and again; its operators see to it.
         * @enum {string}
         */
        readonly State: "due" | "done" | "refused" | "poison";
        readonly Links: {
            readonly [key: string]: string;
        };
        readonly Accepted: {
            /** Format: uuid */
            readonly id: string;
            readonly state: components["schemas"]["State"];
            readonly links: components["schemas"]["Links"];
            readonly refusal?: {
                readonly code: string;
                readonly zh: string;
                readonly en: string;
            };
        };
        /** @description accepted + rejected + duplicates = rows */
        readonly Counts: {
            readonly rows: number;
            readonly accepted: number;
            readonly rejected: number;
            readonly duplicates: number;
            readonly warnings: number;
        };
        readonly Status: {
            /** Format: uuid */
            readonly id: string;
            readonly state: components["schemas"]["State"];
            readonly sender?: string;
            readonly file?: {
                readonly name: string;
                readonly bytes: number;
                readonly sha256: string;
            };
            /** Format: date-time */
            readonly receivedAt?: string;
            readonly refusal?: {
                readonly code: string;
                readonly params: components["schemas"]["Params"];
                readonly message: components["schemas"]["Text"];
            };
            /**
             * Format: uuid
             * @description The id that all nodes share.
             */
            readonly batch?: string;
            readonly origin?: string;
            readonly adapter?: string;
            readonly item?: string;
            readonly counts?: components["schemas"]["Counts"];
            /** @description RFC 6962 root over the records' leaves, hex. */
            readonly root?: string;
            /** Format: date-time */
            readonly committedAt?: string;
            readonly transfers?: readonly {
                readonly peer: string;
                /** @enum {string} */
                readonly state: "due" | "acknowledged" | "abandoned";
                readonly attempts: number;
                readonly lastRefusal: string | null;
            }[];
            readonly links: components["schemas"]["Links"];
        };
        readonly Signed: {
            /** @description Id of the signing key in the network registry. */
            readonly key: string;
            /** @description Ed25519, base64. */
            readonly signature: string;
            /** @description A receipt (contracts/receipt.schema.json) as canonical JSON, the exact text that is signed. */
            readonly text: string;
        };
        readonly Finding: {
            /** @description As a spreadsheet shows it. */
            readonly row: number;
            /** @description The title as it stands in the file; empty for the row as a whole. */
            readonly column: string;
            readonly code: string;
            readonly params: components["schemas"]["Params"];
            readonly message: components["schemas"]["Text"];
        };
        readonly Hop: {
            readonly node: string;
            /** Format: date-time */
            readonly receivedAt: string;
            readonly receipt: components["schemas"]["Signed"];
        };
        readonly ReceiptStored: {
            /** Format: uuid */
            readonly batch: string;
            readonly node: string;
            /** @description False when it was there already. */
            readonly stored: boolean;
        };
        readonly Health: {
            /** @enum {string} */
            readonly status: "ok" | "unavailable";
        };
    };
    responses: {
        /** @description Refused, or a failure of the node. */
        readonly Problem: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        readonly id: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly putBatch: {
        readonly parameters: {
            readonly query: {
                /** @description The adapter that reads the file. */
                readonly adapter: string;
                /** @description The file's name, for people to read. */
                readonly name?: string;
            };
            readonly header?: {
                /** @description RFC 9530; `sha-256=:…:` is compared with what arrived. */
                readonly "Content-Digest"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description Durable. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Accepted"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatch: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the decision, at most; the node may answer earlier. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The state. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Status"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The receipt. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Signed"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getFindings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description NDJSON, in the order of the receipt's list. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": components["schemas"]["Finding"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getHops: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description In the order in which they came; this node's own first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Hop"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSeal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A seal file, see contracts/seal-file.schema.json. `xinqiao verify` checks it offline. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvidence: {
        readonly parameters: {
            readonly query?: {
                /** @description The version that this batch brought; the newest by default. */
                readonly batch?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description An evidence file, see contracts/evidence.schema.json. `xinqiao verify` checks it offline. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCheckpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A signed note (C2SP) with its cosignatures. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postTransfer: {
        readonly parameters: {
            readonly query: {
                /** @description The batch id that its manifest names. */
                readonly batch: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/vnd.xinqiao.sealed-batch+zstd": unknown;
            };
        };
        readonly responses: {
            /** @description Durable; the receipt comes by itself. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Accepted"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Signed"];
            };
        };
        readonly responses: {
            /** @description Stored; again is no harm. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReceiptStored"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postCosign: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "text/plain": string;
            };
        };
        readonly responses: {
            /** @description The cosignature line. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It does. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It can. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Not now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
}
