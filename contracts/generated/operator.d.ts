// Made from contracts/operator.openapi.yaml by scripts/make-contracts.ts; changes made here are lost.
export interface paths {
    readonly "/api/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 我是谁 Who I am
         * @description 当前会话的操作员、角色、可见单位，以及会话何时结束。
         *     The operator of this session, its roles, what it sees, and when the session ends.
         */
        readonly get: operations["getSession"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/names": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 单位、事项、节点的名称 Names of agencies, items and nodes
         * @description 页面上以名称代替编号；限定单位的查看员只得其单位的名称。
         *     For showing names instead of ids; a viewer confined to agencies is told the names of those alone.
         */
        readonly get: operations["listNames"];
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
        /**
         * @description RFC 9457 问题文档。 A problem document.
         * @example {
         *       "type": "urn:xinqiao:problem:RECEIVE_DIGEST",
         *       "title": "未接受 / Not accepted",
         *       "status": 400,
         *       "detail": "收到的字节与声明的摘要不符，请重新发送 / The bytes received do not match the digest declared; send them again",
         *       "code": "RECEIVE_DIGEST",
         *       "message": {
         *         "zh": "收到的字节与声明的摘要不符，请重新发送",
         *         "en": "The bytes received do not match the digest declared; send them again"
         *       },
         *       "params": {},
         *       "retry": true,
         *       "fault": "sender",
         *       "instance": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        readonly Problem: {
            /** @description urn:xinqiao:problem:<code> */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @description 中文和英文说明。 The message in both languages. */
            readonly detail: string;
            /** @description 见 contracts/ERRORS.md。 See contracts/ERRORS.md. */
            readonly code: string;
            readonly message: components["schemas"]["Text"];
            readonly params: components["schemas"]["Params"];
            /** @description 原样重发是否可能成功。 Whether the very same request may succeed later. */
            readonly retry: boolean;
            /**
             * @description 责任方：请求方、本节点、其他节点或系统。 Whose it is, the sender's, this node's or another system's.
             * @enum {string}
             */
            readonly fault?: "sender" | "node" | "peer";
            /** @description 建议等待的秒数。 Seconds to wait. */
            readonly retryAfter?: number;
            /** @description 追踪号，报障时请提供。 Trace id; give it when reporting a fault. */
            readonly instance?: string;
            /** @description 请求与契约不符之处。 Where the request is not as this contract says. */
            readonly errors?: readonly {
                /** @enum {string} */
                readonly in: "path" | "query" | "header" | "body";
                /** @description JSON 指针或参数名。 JSON pointer or name. */
                readonly pointer: string;
                /** @description 未满足的关键字。 The keyword that does not hold. */
                readonly rule: string;
            }[];
        };
        /** @description 中英文各一。 Chinese and English. */
        readonly Text: {
            readonly zh: string;
            readonly en: string;
        };
        /** @description 事项标识。 Id of a directory item. */
        readonly ItemId: string;
        /** @description 单位标识。 Id of an agency. */
        readonly AgencyId: string;
        /** @description 节点标识。 Id of a node. */
        readonly NodeId: string;
        /** @description 不透明游标。 An opaque cursor. */
        readonly Cursor: string;
        /** Format: date-time */
        readonly Time: string;
        /**
         * Format: date
         * @description 日期，按北京时间。 A day, by the clock of Beijing.
         */
        readonly Day: string;
        readonly Digest: string;
        /** @description 为何如此处置；写入审计。 Why it is done; goes into the audit. */
        readonly Reason: string;
        /**
         * @description system 系统管理员，security 安全管理员，audit 审计管理员（三者互斥），operator 值班员，viewer 查看员。
         *     The three administrators exclude each other.
         * @enum {string}
         */
        readonly Role: "system" | "security" | "audit" | "operator" | "viewer";
        /** @description 文中的参数；不含行中取值。 What the message is about; never a value of a row. */
        readonly Params: {
            readonly [key: string]: string | number;
        };
        readonly Session: {
            /** Format: uuid */
            readonly id: string;
            readonly login: string;
            readonly name: string;
            readonly roles: readonly components["schemas"]["Role"][];
            /** @description 可见的单位；空值表示全部。 The agencies that it sees; null is all of them. */
            readonly scope: readonly components["schemas"]["AgencyId"][] | null;
            readonly node: components["schemas"]["NodeId"];
            readonly signedInAt: components["schemas"]["Time"];
            /** @description 此前无操作即结束。 It ends then unless something is done before. */
            readonly idleUntil: components["schemas"]["Time"];
            readonly endsAt: components["schemas"]["Time"];
            /** @description 剩余恢复代码数。 Recovery codes that are left. */
            readonly recoveryLeft: number;
        };
        readonly Named: {
            readonly id: string;
            readonly name: components["schemas"]["Text"];
            /** @description 单位所属节点。 The node of an agency. */
            readonly node?: components["schemas"]["NodeId"];
            /** @description 适配器所报事项。 What an adapter sends. */
            readonly item?: components["schemas"]["ItemId"];
            /** @description 适配器所属单位。 Whose adapter it is. */
            readonly agency?: components["schemas"]["AgencyId"];
        };
        readonly Names: {
            readonly agencies: readonly components["schemas"]["Named"][];
            readonly items: readonly components["schemas"]["Named"][];
            readonly nodes: readonly components["schemas"]["Named"][];
            readonly adapters: readonly components["schemas"]["Named"][];
        };
    };
    responses: {
        /**
         * @description 拒绝，或节点自身出错。每个操作可能的代码见其 `x-refusals`，此处所列任何操作都可能给出。
         *     Refused, or a failure of the node. Each operation lists its codes in `x-refusals`; those listed here any of them may give.
         */
        readonly Problem: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly traceparent: components["headers"]["Traceparent"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description 已完成。 Done. */
        readonly Done: {
            headers: {
                readonly [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description 编号 The id. */
        readonly id: string;
        /**
         * @description 目录事项 A directory item.
         * @example JYYC
         */
        readonly item: components["schemas"]["ItemId"];
        /**
         * @description 只列这些单位 Of these agencies only.
         * @example [
         *       "jinan-market-supervision"
         *     ]
         */
        readonly agencyFilter: readonly components["schemas"]["AgencyId"][];
        /**
         * @description 只列这些事项 Of these items only.
         * @example [
         *       "JYYC"
         *     ]
         */
        readonly itemFilter: readonly components["schemas"]["ItemId"][];
        /**
         * @description 自此时起（含） From this moment on.
         * @example 2026-11-22T16:00:00.000Z
         */
        readonly from: components["schemas"]["Time"];
        /**
         * @description 至此时止（不含） Before this moment.
         * @example 2026-11-23T16:00:00.000Z
         */
        readonly until: components["schemas"]["Time"];
        /** @description 上一页的 `next`。 The `next` of the page before. */
        readonly cursor: components["schemas"]["Cursor"];
        /** @description 每页至多多少项。 How many at most. */
        readonly limit: number;
    };
    requestBodies: never;
    headers: {
        /** @description 多少秒后再来。 Seconds to wait before asking again. */
        readonly RetryAfter: number;
        /**
         * @description 本次请求的追踪上下文。 The trace context of this request.
         * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
         */
        readonly Traceparent: string;
        /** @description 建议的文件名。 The file's name. */
        readonly ContentDisposition: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 会话。 The session. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listNames: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 名称。 The names. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Names"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
}
