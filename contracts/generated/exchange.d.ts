// Made from contracts/exchange.openapi.yaml by scripts/make-contracts.ts; changes made here are lost.
export interface paths {
    readonly "/v1/batches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 本单位的批次 One's own batches
         * @description 按收到时间从新到旧。
         *     Newest first.
         */
        readonly get: operations["listBatches"];
        /**
         * 报送一个文件 Send a file
         * @description 字节落盘后即答 202；各行结果见 `GET /v1/batches/{id}` 和回执。同一单位以同一适配器再送同样的字节，得到第一次的编号。
         *     Answered with 202 when the bytes are durable; what became of its rows is told by `GET /v1/batches/{id}` and by the
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 批次状态 What became of a batch
         * @description 报送答复中的编号，或各节点共用的批次编号。
         *     By the id of the sending, or by the batch id that all nodes share.
         */
        readonly get: operations["getBatch"];
        readonly put?: never;
        readonly post?: never;
        /**
         * 封签前撤销 Cancel before sealing
         * @description 尚未封签的批次不再处理，一行也不入库；已封签的不能撤销，只能逐条撤回记录。同样的字节以后可以再送。
         *     A batch that is not sealed yet is not worked any more and nothing of it is stored. A sealed one stands: withdraw its records
         *     instead. The same bytes may be sent again later.
         */
        readonly delete: operations["cancelBatch"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 本节点的签名回执 This node's signed receipt
         * @description 封签之后才有。
         *     There is one once the batch is sealed.
         */
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 逐行问题清单 Findings row by row
         * @description 每行一个 JSON 对象。去掉 `message` 并规范化后，即回执以摘要指明的清单。
         *     One JSON object a line. Without `message`, in canonical form, the lines are the list that the receipt names by its digest.
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
    readonly "/v1/batches/{id}/rejections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 被退回的行 Rows that were refused
         * @description 按行号分页；只有行号、列名和改法，不含行中取值。
         *     By row number, in pages: row, column and remedy, never a value of the row.
         */
        readonly get: operations["listRejections"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/rejected": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 退回行文件，改好可原样重送 The rejected rows as a file to mend and resend
         * @description 与来文同列、同字符集，另加“原行号、错误列、错误代码、错误说明”四列；以 `=`、`+`、`-`、`@` 开头的单元格前加 `'`，重送时自动去掉。
         *     The sender's own columns and charset with four more for row, column, code and remedy. Cells that a spreadsheet would take for a
         *     formula begin with `'`, which is taken off again when the file comes back.
         */
        readonly get: operations["getRejected"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/summary": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 中文小结 A summary in Chinese
         * @description 收到多少、接收多少、退回多少，主要问题和下一步。
         *     How many came, were taken and refused; the main faults and what to do next.
         */
        readonly get: operations["getSummary"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/batches/{id}/pushes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 合成本批次的各次报送 The pushes that make up a batch
         * @description 逐条报送合成的批次，其清单的 `file.sha256` 是各次报文摘要依次连接后的 SHA-256。
         *     Of a batch made of pushes, `file.sha256` in the manifest is the SHA-256 over the digests of these bodies, in this order.
         */
        readonly get: operations["listPushes"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 各级节点的回执 Receipts of every node so far
         * @description 按到达先后，本节点的在前。
         *     In the order in which they came; this node's own first.
         */
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 批次的清单和封签 Manifest and seal of a batch
         * @description 封签文件（contracts/seal-file.schema.json），可用 `xinqiao verify` 离线核验。
         *     A seal file; `xinqiao verify` checks it offline.
         */
        readonly get: operations["getSeal"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/uploads": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 开始断点续传 Begin a resumable upload
         * @description `Upload-Metadata` 须有 `adapter`，可有 `name`、`sha256`（十六进制）和 `signature`（分离式 CMS 签名，DER）。可随请求带上最初的字节。
         *     `Upload-Metadata` names `adapter` and may name `name`, `sha256` (hex) and `signature` (a detached CMS, DER). The first bytes may come along.
         */
        readonly post: operations["createUpload"];
        readonly delete?: never;
        /**
         * 支持的 tus 版本与扩展 Which tus this is
         * @description 无需身份。
         *     Needs no name.
         */
        readonly options: operations["getUploadOptions"];
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/uploads/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * 放弃上传 Give an upload up
         * @description 已收到的字节删除；已成为批次的不受影响。
         *     What has come is removed; what is a batch already is not touched.
         */
        readonly delete: operations["removeUpload"];
        readonly options?: never;
        /**
         * 已收到多少 How much has arrived
         * @description 已落盘的字节数；从此处续传。
         *     How many bytes are durable: go on from there.
         */
        readonly head: operations["getUploadOffset"];
        /**
         * 续传 Go on
         * @description `Upload-Offset` 必须等于已收到的字节数。收齐并校验摘要后成为批次，`Xinqiao-Batch` 给出编号；中断时已写的字节保留。
         *     `Upload-Offset` is where the upload stands. With the last byte, digest checked, it becomes a batch, named by `Xinqiao-Batch`; what was
         *     written before a cut stays.
         */
        readonly patch: operations["appendUpload"];
        readonly trace?: never;
    };
    readonly "/v1/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 报送 1 至 1,000 条记录 Push 1 to 1,000 records
         * @description 每条是一个扁平对象，成员名是适配器认得的列名。与文件同一套规则；答复时已落盘，附签名回执和每条的封签路径。同时到达的报送合成一个批次，
         *     一个封签。该事项正在处理大文件时答 202，内容同样已落盘，结果稍后由 `links.self` 查得。
         *     Each record is a flat object whose members are titles that the adapter knows. The same rules as for files. When it is answered it is
         *     durable; the answer has the signed receipt and each record's path to the seal. Pushes that arrive together become one batch under one
         *     seal. While a large file of the item is being worked the answer is 202: as durable, its result to be had at `links.self`.
         */
        readonly post: operations["pushRecords"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/prechecks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 预检：同样的规则，什么也不存 Pre-check, the same rules, nothing stored
         * @description 至多 1,000 条，或不超过 16 MiB 的文件。与正式报送用同一程序判定；是否与节点已有内容重复不在其中。
         *     Up to 1,000 records, or a file of at most 16 MiB. Judged by the program that judges in earnest; what the node has already is not asked.
         */
        readonly post: operations["precheck"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/records/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 一条记录的最新版本 The latest version of a record
         * @description 本单位所报的无需说明用途；他人的须有查询权限、用途和依据，并记入查询日志。
         *     One's own needs no purpose. Others' needs the right to query, a purpose and a basis, and is logged.
         */
        readonly get: operations["getRecord"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/records/{id}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 一条记录的全部版本 Every version of a record
         * @description 从新到旧；含撤回和标记。权限同读取。
         *     Newest first, with withdrawals and marks. Rights as for reading.
         */
        readonly get: operations["getRecordHistory"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 一条记录的证据 Evidence of a record
         * @description 证据文件（contracts/evidence.schema.json），可用 `xinqiao verify` 离线核验。给出 `item` 和 `subject` 则快。只能看到部分字段者，
         *     不能取得证据文件：其中含记录全文。
         *     An evidence file; `xinqiao verify` checks it offline. Quick with `item` and `subject`. Who may see but a part of the fields gets none,
         *     since it holds the whole record.
         */
        readonly get: operations["getEvidence"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/records/{id}/path": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 记录经过的节点 A record's path across the nodes
         * @description 最新版本从来源到各级节点：到了没有，接收、退回还是待回执，凭哪份回执。
         *     Of the latest version, from its origin on: which node has it, took it, refused it or has not answered, and by which receipt.
         */
        readonly get: operations["getRecordPath"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/records/{id}/marks/{mark}": {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["recordItem"];
                /**
                 * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
                 * @example 91370102M5QP9NGR32
                 */
                readonly subject: components["parameters"]["recordSubject"];
            };
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
                /** @description 标记。 The mark. */
                readonly mark: "disputed";
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * 标记记录 Mark a record
         * @description 由报送该记录的单位标记（如 `disputed` 异议中），变更流随之给出 `marked`。
         *     By the agency that sent the record; the change feed then tells `marked`.
         */
        readonly put: operations["setMark"];
        readonly post?: never;
        /**
         * 解除标记 Lift a mark
         * @description 标记保留在历史中，并注明解除时间。
         *     The mark stays in the history, with its end.
         */
        readonly delete: operations["liftMark"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/queries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 按主体查询 Query by subject
         * @description 给出主体的一种标识、用途和依据，得到有权查看的各事项最新记录。无权查看的事项与没有记录一样，不出现。本节点可能不全时向上级或目录指明的
         *     节点询问，`sources` 说明谁答了、谁没有，`partial` 表示不全。
         *     One identifier of the subject, a purpose and a basis give the latest records of all items that one may see. Items without a right do not
         *     appear, as if there were none. Where this node may lack something it asks its parent or the nodes that the catalog names; `sources` says
         *     who answered, `partial` that something is missing.
         */
        readonly post: operations["querySubject"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/queries/subjects": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 按名单查询，至多 1,000 个主体 Query a list of up to 1,000 subjects
         * @description 须有批量查询权限。每个主体至多 20 条，更多的以 `more` 表示，请单独查询。
         *     Needs the right to query in bulk. At most 20 records a subject; `more` says that there are others, to be asked for one by one.
         */
        readonly post: operations["querySubjects"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/queries/period": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 按事项和时间查询 Query by item and time
         * @description 本节点在这段时间内接收的版本，按接收先后；须有批量查询权限。
         *     Versions that this node accepted within the period, in the order of acceptance. Needs the right to query in bulk.
         */
        readonly post: operations["queryPeriod"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/items/{item}/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 目录事项 A directory item.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["item"];
            };
            readonly cookie?: never;
        };
        /**
         * 变更流 The change feed of an item
         * @description 按本节点提交的次序，无缺无倒：新建、更正、撤回、标记。每页末尾给出 `cursor`，下次原样送回；`cursor=now` 从此刻起，空游标从头起。
         *     `wait` 使没有新变更的请求等待。同一变更可能给出不止一次，按 `id` 去重。
         *     In the order in which this node committed, without gaps: created, amended, withdrawn, marked. Every page ends with a `cursor` for the
         *     next; `cursor=now` begins here and now, an empty one at the beginning. `wait` lets a request without news wait. A change may be told
         *     more than once: its `id` stays the same.
         */
        readonly get: operations["getChanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/items/{item}/copy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 目录事项 A directory item.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["item"];
            };
            readonly cookie?: never;
        };
        /**
         * 全量副本 The golden copy of an item
         * @description 某一时刻全部最新记录，zstd 压缩的 NDJSON：首行 `{item, level, cursor, at}`，每行一条记录，末行 `{records, sha256}`。先取副本，再从
         *     首行的 `cursor` 跟进变更流，无一遗漏。按请求方的字段级别制作；尚未就绪时答 503 和 `Retry-After`，并即开始制作。
         *     All latest records of one moment as NDJSON in zstd: first line `{item, level, cursor, at}`, a record a line, last line
         *     `{records, sha256}`. Take the copy, then follow the feed from its `cursor`: nothing is missed. Made for the asker's level of
         *     fields; when there is none yet, 503 with `Retry-After`, and it is being made from then on.
         */
        readonly get: operations["getGoldenCopy"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/catalog": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 目录 The catalog
         * @description 全部事项（含不得归集的及其原因）、标准和代码集的清单，以及本单位对各事项的权限。
         *     All items (also those that must not be collected, and why), standards and code sets, and what one may do with each.
         */
        readonly get: operations["getCatalog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/catalog/items/{item}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 目录事项 A directory item.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["item"];
            };
            readonly cookie?: never;
        };
        /**
         * 一个目录事项 One directory item
         * @description 依据、公开属性、共享属性、更新周期等（contracts/directory-item.schema.json）。
         *     Legal basis, openness, sharing, update cycle and the rest.
         */
        readonly get: operations["getItem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/catalog/standards/{standard}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 标准名和主版本。 Name and major version.
                 * @example abnormal-operations@1
                 */
                readonly standard: string;
            };
            readonly cookie?: never;
        };
        /**
         * 一个数据标准 One data standard
         * @description JSON Schema 2020-12，可直接用于校验；引用的公共定义在 `$defs` 中。
         *     A JSON Schema 2020-12 that any validator can use; common definitions stand in `$defs`.
         */
        readonly get: operations["getStandard"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/catalog/codesets/{codeSet}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 代码集。 The code set.
                 * @example penalty-kinds
                 */
                readonly codeSet: string;
            };
            readonly cookie?: never;
        };
        /**
         * 一个代码集 One code set
         * @description 代码、名称、别名和有效期。
         *     Codes, labels, aliases and validity.
         */
        readonly get: operations["getCodeSet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/releases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 目录的现行版、仍受理的旧版和将生效的新版 Releases in force, still accepted, and to come
         * @description 报送时可用 `Xinqiao-Catalog` 头指明按哪一版；不指明则按收到时的现行版。`peers` 是相邻节点最近一次自报的版本。
         *     A sender may name a release in the header `Xinqiao-Catalog`; without it the one in force at the receipt counts. `peers` is what the
         *     neighbouring nodes said last of themselves. Number 0 is what a node was installed with.
         */
        readonly get: operations["listReleases"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/adapters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 本单位的适配器 One's own adapters
         * @description 每个适配器认得的列名、必备列、格式和字符集。
         *     Which columns each knows and must have, in which format and charset.
         */
        readonly get: operations["listAdapters"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/templates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 填报模板 A template to fill in
         * @description 标题行齐全的空表，字符集与适配器一致。
         *     An empty table with every title, in the adapter's charset.
         */
        readonly get: operations["getTemplate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subscriptions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 本单位的订阅 One's own subscriptions
         * @description 连同进度和最近一次失败的原因；也列出登记表中可用的目标。
         *     With their progress and the reason of the last failure, and the targets that the register lists.
         */
        readonly get: operations["listSubscriptions"];
        readonly put?: never;
        /**
         * 订阅变更 Subscribe to changes
         * @description 目标只能是登记表中列给本单位的名称：回调地址（CloudEvents 1.0）或 SFTP 服务器。从此刻起，或从给定游标起。
         *     送 SFTP 的文件每行一个 CloudEvent，名为 `<事项>-<从>-<到>-<摘要>.ndjson`（或 `.ndjson.zst`），旁有 `.sha256`；名称完整即已写完。
         *     The target is a name that the register lists for the agency: a callback (CloudEvents 1.0) or an SFTP server. From now on, or from a
         *     cursor. Files on an SFTP server hold a CloudEvent a line and are named `<item>-<from>-<to>-<digest>.ndjson` (or `.ndjson.zst`), with
         *     `.sha256` beside; a file with its full name is whole.
         */
        readonly post: operations["createSubscription"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subscriptions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 一个订阅 One subscription
         * @description 状态、进度、最近成功和失败。
         *     Its state, its place, the last success and failure.
         */
        readonly get: operations["getSubscription"];
        readonly put?: never;
        readonly post?: never;
        /**
         * 退订 Unsubscribe
         * @description 不再投递；死信保留 30 天供查。
         *     Nothing more is delivered; dead letters can be read for 30 days.
         */
        readonly delete: operations["endSubscription"];
        readonly options?: never;
        readonly head?: never;
        /**
         * 暂停、恢复或修改 Pause, resume or change
         * @description `If-Match` 必填。恢复后从停下的地方继续，不丢失。
         *     `If-Match` is needed. A resumed subscription goes on where it stopped; nothing is lost.
         */
        readonly patch: operations["changeSubscription"];
        readonly trace?: never;
    };
    readonly "/v1/subscriptions/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 试投一次 Send a test event
         * @description 立即投递一个 `cn.xinqiao.test` 事件并告知结果；进度不变。
         *     Sends one `cn.xinqiao.test` event at once and tells how it went; its place does not move.
         */
        readonly post: operations["testSubscription"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subscriptions/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 重放 Replay
         * @description 从某个游标或时间起重新投递，或重投死信。事件编号不变，接收方按编号去重。
         *     Deliver again from a cursor or a time, or the dead letters. Events keep their ids, so a receiver can drop what it has.
         */
        readonly post: operations["replaySubscription"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subscriptions/{id}/dead-letters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /**
         * 死信 Dead letters
         * @description 接收方单独拒绝的事件；其余照常投递。
         *     Events that the receiver refused by themselves; the others went on.
         */
        readonly get: operations["listDeadLetters"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 我是谁，可以做什么 Who I am and what I may do
         * @description 登记表和授权表中与本单位有关的部分；修改即时生效，无需重启。
         *     What the registers say of the caller; a change counts at once.
         */
        readonly get: operations["getMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth2/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 取得访问令牌 Get an access token
         * @description 客户端凭证方式（RFC 6749 4.4），以 private_key_jwt（RFC 7523）证明身份：算法 PS256、ES256 或 EdDSA；`iss`、`sub` 为单位标识；`aud` 为
         *     本端点或签发者；有效期至多五分钟；`jti` 只能用一次。令牌有效十分钟；连接出示证书时绑定该证书。
         *     Client credentials (RFC 6749, 4.4) with private_key_jwt (RFC 7523): PS256, ES256 or EdDSA; `iss` and `sub` are the agency's id, `aud` this
         *     endpoint or the issuer; at most five minutes; each `jti` once. A token lasts ten minutes and is bound to the connection's certificate
         *     where there is one.
         */
        readonly post: operations["postToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/oauth-authorization-server": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 令牌端点的说明 What the token endpoint can
         * @description RFC 8414。
         *     RFC 8414.
         */
        readonly get: operations["getAuthorizationServer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/jwks.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 本节点验证令牌和事件的公钥 Public keys for tokens and events
         * @description JWK 集合；同样的密钥也登记在授权表中。
         *     A JWK set; the signed access register lists the same keys.
         */
        readonly get: operations["getKeys"];
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
        /**
         * 交换日志最新检查点 The newest checkpoint of this node's log
         * @description C2SP 签名文书，附副署。
         *     A signed note (C2SP) with its cosignatures.
         */
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
        /**
         * 转送一个已封批次 Hand on a sealed batch
         * @description PROTOCOL.md 第 5 节。字节落盘即答 202，回执另送。
         *     PROTOCOL.md, section 5. 202 says that the bytes are durable; the receipt comes by itself.
         */
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
        /**
         * 送回一份回执 Give a receipt back
         * @description PROTOCOL.md 第 6 节。
         *     PROTOCOL.md, section 6.
         */
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
         * @description 请求与答复同 C2SP tlog-witness；409 给出应从哪个大小证明一致。
         *     Body and answer as in C2SP tlog-witness. 409 names the size from which consistency is to be proved.
         */
        readonly post: operations["postCosign"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/node/v1/queries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 代本节点单位向他节点查询 Ask another node for an agency of one's own
         * @description 被问的节点按自己对询问节点的授权判定并遮盖，双方都记查询日志；`path` 防止循环，至多三跳。
         *     The node that is asked judges and masks by what it grants the asking node; both log the query. `path` keeps it from going in circles;
         *     three hops at most.
         */
        readonly post: operations["postNodeQuery"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/node/v1/releases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 询问上级节点有无新版目录 Ask the parent for newer releases
         * @description PROTOCOL.md 第 5.5 节。询问的节点同时说明自己的现行版。
         *     PROTOCOL.md, section 5.5. The node that asks says which release is in force there.
         */
        readonly get: operations["listReleasesForNodes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/node/v1/releases/{number}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 取一个目录发布包 Take one release
         * @description 发布包的原文（contracts/bundle.schema.json）；取者自行核验签名和内容。
         *     The bundle as it was signed (contracts/bundle.schema.json); who takes it verifies signature and content.
         */
        readonly get: operations["getRelease"];
        readonly put?: never;
        readonly post?: never;
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
        /**
         * 进程是否在运行 The process runs
         * @description 不查数据库。
         *     Does not ask the database.
         */
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
        /**
         * 能否接收 The node can take work
         * @description 数据库有应答。
         *     The database answers.
         */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/docs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 本说明 This documentation
         * @description 由本契约生成的静态页面，不含脚本。
         *     A static page made from this contract; without scripts.
         */
        readonly get: operations["getDocs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 本契约 This contract
         * @description OpenAPI 3.1，一个 JSON 文件。
         *     OpenAPI 3.1 in one JSON file.
         */
        readonly get: operations["getContract"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface webhooks {
    readonly changes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 节点投递的事件 What a node delivers
         * @description CloudEvents 1.0 批量 JSON，至多 100 个事件、1 MiB。签名按 Standard Webhooks：`webhook-signature` 为 `v1a,` 加 base64 的 Ed25519，
         *     签 `<webhook-id>.<webhook-timestamp>.<body>`，公钥见 `/.well-known/jwks.json`。请核对时间在五分钟内、`webhook-id` 未见过，再答 2xx。
         *     其他 4xx（408、429、410 除外）视为拒收，5xx 和无答复会重试。
         *     CloudEvents 1.0 in batches, at most 100 events and 1 MiB. Signed as Standard Webhooks say: `webhook-signature` is `v1a,` and base64 of
         *     Ed25519 over `<webhook-id>.<webhook-timestamp>.<body>`, the key in `/.well-known/jwks.json`. Check that the time is within five minutes
         *     and the `webhook-id` is new, then answer 2xx. Another 4xx than 408, 429 and 410 refuses; 5xx and silence are tried again.
         */
        readonly post: operations["receiveChanges"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description 中英文各一。 Chinese and English. */
        readonly Text: {
            readonly zh: string;
            readonly en: string;
        };
        /** @description 文中的参数；不含行中取值。 What the message is about; never a value of a row. */
        readonly Params: {
            readonly [key: string]: string | number;
        };
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
        /** @description 事项标识。 Id of a directory item. */
        readonly ItemId: string;
        /** @description 单位标识。 Id of an agency. */
        readonly AgencyId: string;
        /** @description 节点标识。 Id of a node. */
        readonly NodeId: string;
        /**
         * @description 主体键：统一社会信用代码；`r:` 加工商注册号；`p:`、`n:` 加带密钥的摘要（个人证件、名称）。
         *     A credit code; `r:` and a registration number; `p:` or `n:` and a keyed digest (a person's document, a name).
         */
        readonly SubjectKey: string;
        /**
         * @description 字段敏感级别，由低到高。 Sensitivity of fields, lowest first.
         * @enum {string}
         */
        readonly Level: "open" | "shared" | "restricted" | "personal";
        /** @description 用途代码，如授权所列。 A code, as grants list it. */
        readonly Purpose: string;
        /** @description 不透明游标。 An opaque cursor. */
        readonly Cursor: string;
        /** Format: date-time */
        readonly Time: string;
        readonly Digest: string;
        readonly Links: {
            readonly [key: string]: string;
        };
        /** @description 一条记录中的问题。 What was found in one record. */
        readonly RecordFinding: {
            /** @description 送来的列名；空表示整条。 The title as it was sent; empty for the record as a whole. */
            readonly column: string;
            readonly code: string;
            readonly params: components["schemas"]["Params"];
            readonly message: components["schemas"]["Text"];
        };
        /** @description 签名的回执。 A signed receipt. */
        readonly Signed: {
            /** @description 登记表中的密钥编号。 Id of the signing key in the network registry. */
            readonly key: string;
            /** @description Ed25519, base64. */
            readonly signature: string;
            /**
             * @description 回执原文（contracts/receipt.schema.json），规范化 JSON，即被签的文字。
             *     A receipt (contracts/receipt.schema.json) as canonical JSON, the exact text that is signed.
             */
            readonly text: string;
        };
        /** @description 记录上的标记。 A mark on a record. */
        readonly Mark: {
            /**
             * @description disputed 异议中。 Under objection.
             * @enum {string}
             */
            readonly mark: "disputed";
            readonly since: components["schemas"]["Time"];
            readonly until?: components["schemas"]["Time"];
        };
        /**
         * @description 失信信息的公示期，按作出决定之日的规定计算；公示期外，只可见公开字段的请求方看不到任何字段。
         *     How long dishonesty is shown, by the rules of the day of the decision. Outside of it, who may see open fields only sees none.
         */
        readonly Publication: {
            /**
             * Format: date
             * @description 公示起始日。 The first day.
             */
            readonly from: string;
            /**
             * Format: date
             * @description 最短公示期满日，此日起可申请修复。 From this day on it may be repaired.
             */
            readonly repairableFrom: string;
            /**
             * Format: date
             * @description 公示截止日；无此项则不自动终止。 The last day; absent where nothing ends it.
             */
            readonly until?: string;
            /** @description 当日是否公示。 Whether it is shown on the day of the answer. */
            readonly shown: boolean;
        };
        /**
         * @description 一条信用记录的一个版本，按请求方的权限给出。
         *     One version of a credit record, as far as the asker may see it.
         * @example {
         *       "id": "0464fafc-8233-48ff-a094-9287f2e1cd46",
         *       "item": "JYYC",
         *       "standard": "abnormal-operations@1",
         *       "subject": "91370102M5QP9NGR32",
         *       "version": 1795139100000,
         *       "acceptedAt": "2026-11-20T02:05:00.000Z",
         *       "withdrawn": false,
         *       "fields": {
         *         "listedOn": "2026-11-19",
         *         "listingId": "3701202611000000100",
         *         "listingOrgan": "济南市虚构区市场监督管理局",
         *         "reason": "通过登记的住所或者经营场所无法联系",
         *         "subjectName": "济南历城虚构千佛101号商贸有限公司",
         *         "subjectUscc": "91370102M5QP9NGR32"
         *       },
         *       "withheld": [
         *         "registryId"
         *       ],
         *       "masked": [],
         *       "marks": [],
         *       "warnings": [],
         *       "origin": "370100",
         *       "batch": "3957d37c-1d2f-4496-a50e-908c81d0d72b",
         *       "links": {
         *         "self": "/v1/records/0464fafc-8233-48ff-a094-9287f2e1cd46?item=JYYC&subject=91370102M5QP9NGR32"
         *       }
         *     }
         */
        readonly Record: {
            /**
             * Format: uuid
             * @description 各节点相同。 The same at every node.
             */
            readonly id: string;
            readonly item: components["schemas"]["ItemId"];
            /** @example abnormal-operations@1 */
            readonly standard: string;
            readonly subject: components["schemas"]["SubjectKey"];
            /** @description 毫秒；大者为新。 Milliseconds; the higher is the newer. */
            readonly version: number;
            readonly acceptedAt: components["schemas"]["Time"];
            /** @description 已撤回；只余标识字段。 Withdrawn; only the identity is left. */
            readonly withdrawn: boolean;
            /** @description 数据标准的字段；值为文本或文本列表。 Fields of the standard; texts or lists of texts. */
            readonly fields: {
                readonly [key: string]: string | readonly string[] | {
                    readonly [key: string]: string;
                } | boolean;
            };
            /** @description 因权限未给出的字段。 Fields left out for want of rights. */
            readonly withheld: readonly string[];
            /** @description 部分遮盖的字段。 Fields shown in part. */
            readonly masked: readonly string[];
            readonly marks: readonly components["schemas"]["Mark"][];
            /** @description 提示代码。 Codes of warnings. */
            readonly warnings: readonly string[];
            /** @description 答复节点据以判定的目录（摘要）。 Digest of the catalog that the answering node judged by. */
            readonly catalog?: components["schemas"]["Digest"];
            readonly publication?: components["schemas"]["Publication"];
            readonly origin: components["schemas"]["NodeId"];
            /** Format: uuid */
            readonly batch: string;
            readonly links: components["schemas"]["Links"];
        };
        /**
         * @description due 待处理，done 已封签，refused 整体拒收，poison 节点多次处理失败、由运维人员处理，cancelled 已撤销。
         *     `poison`: the node failed on it again and again; its operators see to it.
         * @enum {string}
         */
        readonly State: "due" | "done" | "refused" | "poison" | "cancelled";
        /** @description accepted + rejected + duplicates = rows */
        readonly Counts: {
            readonly rows: number;
            readonly accepted: number;
            readonly rejected: number;
            readonly duplicates: number;
            readonly warnings: number;
        };
        /**
         * @description 批次的状态和结果。 State and result of a batch.
         * @example {
         *       "id": "3957d37c-1d2f-4496-a50e-908c81d0d72b",
         *       "state": "done",
         *       "sender": "jinan-market-supervision",
         *       "door": "http",
         *       "file": {
         *         "name": "nightly.json",
         *         "bytes": 2613,
         *         "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
         *       },
         *       "receivedAt": "2026-11-20T02:05:00.000Z",
         *       "batch": "3957d37c-1d2f-4496-a50e-908c81d0d72b",
         *       "origin": "370100",
         *       "adapter": "cities/jinan-abnormal-operations",
         *       "item": "JYYC",
         *       "counts": {
         *         "rows": 8,
         *         "accepted": 8,
         *         "rejected": 0,
         *         "duplicates": 0,
         *         "warnings": 1
         *       },
         *       "root": "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
         *       "committedAt": "2026-11-20T02:05:01.000Z",
         *       "transfers": [
         *         {
         *           "peer": "370000",
         *           "state": "acknowledged",
         *           "attempts": 1,
         *           "lastRefusal": null
         *         }
         *       ],
         *       "links": {
         *         "receipt": "/v1/batches/3957d37c-1d2f-4496-a50e-908c81d0d72b/receipt"
         *       }
         *     }
         */
        readonly Status: {
            /** Format: uuid */
            readonly id: string;
            readonly state: components["schemas"]["State"];
            readonly sender?: string;
            /**
             * @description 从哪个门来。 By which door it came.
             * @enum {string}
             */
            readonly door?: "http" | "tus" | "sftp" | "inbox" | "pull" | "push";
            readonly file?: {
                readonly name: string;
                readonly bytes: number;
                readonly sha256: string;
            };
            /** Format: date-time */
            readonly receivedAt?: string;
            /** @description 处理到哪里；约每几秒更新。 How far it has come; a few seconds old. */
            readonly progress?: {
                readonly rows: number;
            };
            readonly refusal?: {
                readonly code: string;
                readonly params: components["schemas"]["Params"];
                readonly message: components["schemas"]["Text"];
            };
            /**
             * Format: uuid
             * @description 各节点共用的编号。 The id that all nodes share.
             */
            readonly batch?: string;
            readonly origin?: string;
            readonly adapter?: string;
            readonly item?: string;
            /** @description 本节点据以判定的目录。 The catalog that this node judged by. */
            readonly catalog?: {
                readonly digest: components["schemas"]["Digest"];
                /** @description 目录发布编号；安装时所带的目录没有。 Its number; what a node was installed with has none. */
                readonly release?: number;
                readonly version?: string;
            };
            readonly counts?: components["schemas"]["Counts"];
            /** @description RFC 6962 树根，十六进制。 RFC 6962 root over the records' leaves, hex. */
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
        readonly BatchPage: {
            readonly items: readonly components["schemas"]["Status"][];
            /** @description 下一页的游标。 Cursor of the next page. */
            readonly next: string | null;
        };
        /** @description 已落盘的报送。 What is durable. */
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
        readonly Finding: {
            /** @description 与电子表格所示行号相同。 As a spreadsheet shows it. */
            readonly row: number;
            /** @description 文件中的列名；空表示整行。 The title as it stands in the file; empty for the row as a whole. */
            readonly column: string;
            readonly code: string;
            readonly params: components["schemas"]["Params"];
            readonly message: components["schemas"]["Text"];
        };
        readonly RejectionPage: {
            readonly items: readonly {
                readonly row: number;
                readonly findings: readonly components["schemas"]["RecordFinding"][];
            }[];
            readonly next: string | null;
        };
        readonly PushList: {
            readonly items: readonly {
                readonly position: number;
                readonly sha256: components["schemas"]["Digest"];
                readonly bytes: number;
                /** @description 其首条在批次中的行号。 The batch's row number of its first record. */
                readonly firstRow: number;
                readonly rows: number;
            }[];
        };
        readonly Hop: {
            readonly node: string;
            /** Format: date-time */
            readonly receivedAt: string;
            readonly receipt: components["schemas"]["Signed"];
        };
        /** @description 一条记录，成员名为列名（代码、标题或别名）。 One record; members are titles of columns, as code, title or alias. */
        readonly SourceRecord: {
            readonly [key: string]: string | number | boolean | null;
        };
        readonly PushRequest: {
            readonly records: readonly components["schemas"]["SourceRecord"][];
        };
        readonly PushResult: {
            /** @description 在请求中的次序，自 0 起。 Its place in the request, from 0. */
            readonly index: number;
            /**
             * @description 接收；与已有内容相同；退回。 Taken; the same as what is there; refused.
             * @enum {string}
             */
            readonly outcome: "accepted" | "duplicate" | "rejected";
            /**
             * Format: uuid
             * @description 记录编号。 The record's id.
             */
            readonly record?: string;
            readonly subject?: components["schemas"]["SubjectKey"];
            /** @description 接收者有；沿路径可算到回执中的树根（RFC 9162）。 Of an accepted record; its path leads to the receipt's root (RFC 9162). */
            readonly leaf?: {
                readonly index: number;
                readonly hash: components["schemas"]["Digest"];
                readonly path: readonly components["schemas"]["Digest"][];
            };
            readonly findings: readonly components["schemas"]["RecordFinding"][];
        };
        readonly PushAnswer: {
            /** Format: uuid */
            readonly batch: string;
            /** @description 本次报送在批次中的次序。 Its place among the pushes of the batch. */
            readonly position: number;
            readonly receivedAt: components["schemas"]["Time"];
            readonly counts: components["schemas"]["Counts"];
            readonly receipt: components["schemas"]["Signed"];
            readonly results: readonly components["schemas"]["PushResult"][];
            /** @description 适配器不认得、未采用的列名。 Titles that the adapter does not know. */
            readonly unknownColumns?: readonly string[];
            readonly links: components["schemas"]["Links"];
        };
        readonly PrecheckAnswer: {
            readonly item: components["schemas"]["ItemId"];
            readonly standard: string;
            readonly counts: components["schemas"]["Counts"];
            /** @description 行号从 2 起，与电子表格一致；记录的第一条是第 2 行。 Rows as in a spreadsheet; the first record is row 2. */
            readonly findings: readonly components["schemas"]["Finding"][];
            /** @description 问题超过 10,000 条，未全列。 There are more than these 10,000. */
            readonly more: boolean;
            readonly unknownColumns: readonly string[];
        };
        readonly History: {
            /** Format: uuid */
            readonly id: string;
            readonly versions: readonly components["schemas"]["Record"][];
        };
        readonly RecordPath: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly batch: string;
            readonly stops: readonly {
                readonly node: components["schemas"]["NodeId"];
                /**
                 * @description 来源；本节点；其他。 The origin; the node that is asked; another.
                 * @enum {string}
                 */
                readonly role: "origin" | "here" | "hop";
                /**
                 * @description 已存；已退回；待回执；依规不上送；已放弃。 Held; refused; no receipt yet; not handed on by rule; given up.
                 * @enum {string}
                 */
                readonly state: "held" | "refused" | "waiting" | "not-forwarded" | "abandoned";
                /** @description 代码。 A code. */
                readonly reason?: string;
                readonly at?: components["schemas"]["Time"];
                readonly attempts?: number;
                readonly receipt?: components["schemas"]["Signed"];
            }[];
        };
        /** @description 主体的一种标识。 One identifier of a subject. */
        readonly Subject: {
            readonly uscc: string;
        } | {
            /** @description 记录中的证件类型代码。 The kind as records have it. */
            readonly certType: string;
            readonly certNo: string;
        } | {
            readonly businessRegNo: string;
        } | {
            readonly name: string;
        } | {
            readonly key: components["schemas"]["SubjectKey"];
        };
        /** @description 缺省为有权查询的全部事项。 All that one may query, by default. */
        readonly Items: readonly components["schemas"]["ItemId"][];
        /**
         * @description 依据，如法规名称和条款。 The legal basis.
         * @example 中华人民共和国行政许可法第三十四条
         */
        readonly Basis: string;
        /** @description 授权书编号。 Reference of the subject's authorization. */
        readonly AuthorizationReference: string;
        readonly SubjectQuery: {
            readonly subject: components["schemas"]["Subject"];
            readonly items?: components["schemas"]["Items"];
            readonly purpose: components["schemas"]["Purpose"];
            readonly basis: components["schemas"]["Basis"];
            readonly authorization?: components["schemas"]["AuthorizationReference"];
            /**
             * @description 是否包括已撤回的。 Whether withdrawn ones too.
             * @default false
             */
            readonly withdrawn?: boolean;
            /**
             * @description 是否询问其他节点。 Whether other nodes are asked.
             * @default true
             */
            readonly federated?: boolean;
            /**
             * @description 等待其他节点的时限。 How long others are waited for.
             * @default 3000
             */
            readonly timeoutMilliseconds?: number;
            readonly cursor?: components["schemas"]["Cursor"];
            /** @default 100 */
            readonly limit?: number;
        };
        /** @description 一个节点答了什么。 What one node answered. */
        readonly Source: {
            readonly node: components["schemas"]["NodeId"];
            /**
             * @description 已答；超时；拒绝；连不上。
             * @enum {string}
             */
            readonly state: "answered" | "timeout" | "refused" | "unreachable";
            /** @description 拒绝的代码。 The code of a refusal. */
            readonly code?: string;
            readonly records?: number;
            readonly milliseconds?: number;
        };
        readonly QueryAnswer: {
            /**
             * Format: uuid
             * @description 查询日志中的编号。 Its id in the query log.
             */
            readonly query: string;
            readonly at: components["schemas"]["Time"];
            readonly subject: components["schemas"]["SubjectKey"];
            readonly records: readonly components["schemas"]["Record"][];
            readonly next: string | null;
            /** @description 有节点没有答复，可能不全。 A node did not answer; something may be missing. */
            readonly partial: boolean;
            readonly sources: readonly components["schemas"]["Source"][];
        };
        readonly SubjectsQuery: {
            readonly subjects: readonly components["schemas"]["Subject"][];
            readonly items?: components["schemas"]["Items"];
            readonly purpose: components["schemas"]["Purpose"];
            readonly basis: components["schemas"]["Basis"];
            readonly authorization?: components["schemas"]["AuthorizationReference"];
            /** @default false */
            readonly withdrawn?: boolean;
        };
        readonly SubjectsAnswer: {
            /** Format: uuid */
            readonly query: string;
            readonly at: components["schemas"]["Time"];
            readonly answers: readonly {
                readonly index: number;
                readonly subject?: components["schemas"]["SubjectKey"];
                /** @description 标识有误时的代码。 Why the identifier is none. */
                readonly code?: string;
                readonly records: readonly components["schemas"]["Record"][];
                readonly more: boolean;
            }[];
        };
        readonly PeriodQuery: {
            readonly item: components["schemas"]["ItemId"];
            readonly from: components["schemas"]["Time"];
            readonly to: components["schemas"]["Time"];
            readonly purpose: components["schemas"]["Purpose"];
            readonly basis: components["schemas"]["Basis"];
            readonly authorization?: components["schemas"]["AuthorizationReference"];
            readonly cursor?: components["schemas"]["Cursor"];
            /** @default 100 */
            readonly limit?: number;
        };
        readonly PeriodAnswer: {
            /** Format: uuid */
            readonly query: string;
            readonly at: components["schemas"]["Time"];
            readonly records: readonly components["schemas"]["Record"][];
            readonly next: string | null;
        };
        /**
         * @description 新建；更正；撤回；标记（加上或解除）。 New; another version; withdrawn; a mark set or lifted.
         * @enum {string}
         */
        readonly ChangeType: "created" | "amended" | "withdrawn" | "marked";
        readonly Change: {
            /**
             * @description 稳定的编号，供去重。 Stable; repeats have the same.
             * @example 370100:JYYC:812:7
             */
            readonly id: string;
            readonly type: components["schemas"]["ChangeType"];
            readonly at: components["schemas"]["Time"];
            /** @description 迟到的旧版本，更新的已在。 An older version that came late; a newer one is there. */
            readonly superseded?: boolean;
            readonly record: components["schemas"]["Record"];
        };
        readonly ChangePage: {
            readonly item: components["schemas"]["ItemId"];
            readonly changes: readonly components["schemas"]["Change"][];
            readonly cursor: components["schemas"]["Cursor"];
            /** @description 还有，请立即再取。 There is more; ask at once. */
            readonly more: boolean;
        };
        readonly Catalog: {
            readonly version: string;
            readonly digest: components["schemas"]["Digest"];
            readonly items: readonly {
                readonly id: components["schemas"]["ItemId"];
                readonly title: components["schemas"]["Text"];
                readonly category: string;
                readonly standard?: string;
                /** @enum {string} */
                readonly status: "ACTIVE" | "PROHIBITED" | "WITHDRAWN" | "RESTRICTED" | "REASSIGNED";
                readonly statusReason?: components["schemas"]["Text"];
                /** @enum {string} */
                readonly openness: "public" | "govShared" | "authorizedOnly";
                /** @enum {string} */
                readonly sharing: "unconditional" | "conditional" | "notShared";
                /** @description 本单位可做的。 What one may do. */
                readonly may: readonly ("send" | "query" | "subscribe")[];
            }[];
            readonly standards: readonly string[];
            readonly codeSets: readonly string[];
        };
        readonly Number: number;
        readonly InForce: {
            readonly number: components["schemas"]["Number"];
            readonly content: components["schemas"]["Digest"];
            readonly version: string;
            /** Format: date-time */
            readonly effectiveAt?: string;
            /** Format: date-time */
            readonly graceUntil?: string;
        };
        readonly Release: {
            readonly number: components["schemas"]["Number"];
            readonly content: components["schemas"]["Digest"];
            readonly version: string;
            /** Format: date-time */
            readonly effectiveAt: string;
            /**
             * Format: date-time
             * @description 此前仍受理上一版。 Until then the one before is accepted.
             */
            readonly graceUntil: string;
        };
        readonly ReleaseList: {
            readonly inForce: components["schemas"]["InForce"];
            /** @description 仍受理的旧版。 Older ones that are still accepted. */
            readonly accepted: readonly {
                readonly number: components["schemas"]["Number"];
                /** Format: date-time */
                readonly until: string;
            }[];
            readonly coming: readonly components["schemas"]["Release"][];
            /** @description 签名无误而本节点不能采用的。 Authentic, but not to be used by this node. */
            readonly unusable: readonly components["schemas"]["Number"][];
            readonly peers: readonly {
                readonly node: components["schemas"]["NodeId"];
                readonly number: components["schemas"]["Number"];
                readonly content: components["schemas"]["Digest"];
                /** Format: date-time */
                readonly at: string;
            }[];
        };
        readonly AdapterList: {
            readonly items: readonly {
                readonly id: string;
                readonly version: string;
                readonly title: components["schemas"]["Text"];
                readonly item: components["schemas"]["ItemId"];
                readonly standard: string;
                /** @enum {string} */
                readonly door: "sftp" | "http" | "pull";
                /** @enum {string} */
                readonly format: "csv" | "xlsx" | "xml" | "json" | "ndjson";
                /** @enum {string} */
                readonly charset: "utf-8" | "gb18030";
                /** @enum {string} */
                readonly delivery: "snapshot" | "delta";
                readonly columns: readonly {
                    readonly field: string;
                    readonly titles: readonly string[];
                    readonly mandatory: boolean;
                }[];
            }[];
        };
        /** @description 登记表中的目标名称。 Name of a target in the register. */
        readonly TargetName: string;
        readonly SubscribedItems: readonly components["schemas"]["ItemId"][];
        readonly Types: readonly components["schemas"]["ChangeType"][];
        /**
         * @description 投递中；本单位暂停；三天无成功、被拒或失去授权而停；已退订。 suspended means without success for three days, refused, or no longer granted.
         * @enum {string}
         */
        readonly SubscriptionState: "active" | "paused" | "suspended" | "ended";
        readonly Subscription: {
            /** Format: uuid */
            readonly id: string;
            readonly target: components["schemas"]["TargetName"];
            /** @enum {string} */
            readonly kind: "webhook" | "sftp";
            readonly items: components["schemas"]["SubscribedItems"];
            readonly types: components["schemas"]["Types"];
            readonly state: components["schemas"]["SubscriptionState"];
            /** @description 各事项已投递到的游标。 Cursor by item up to which all is delivered. */
            readonly positions: {
                readonly [key: string]: components["schemas"]["Cursor"];
            };
            readonly deadLetters: number;
            readonly lastSuccessAt?: components["schemas"]["Time"];
            readonly lastFailure?: {
                readonly at: components["schemas"]["Time"];
                readonly code: string;
                readonly attempts: number;
            };
            readonly createdAt: components["schemas"]["Time"];
        };
        readonly SubscriptionList: {
            readonly items: readonly components["schemas"]["Subscription"][];
            readonly targets: readonly {
                readonly name: components["schemas"]["TargetName"];
                /** @enum {string} */
                readonly kind: "webhook" | "sftp";
            }[];
        };
        readonly NewSubscription: {
            readonly target: components["schemas"]["TargetName"];
            readonly items: components["schemas"]["SubscribedItems"];
            readonly types?: components["schemas"]["Types"];
            /** @description 各事项从哪个游标起；缺省从此刻起。 Cursor by item to begin with; now, by default. */
            readonly from?: {
                readonly [key: string]: components["schemas"]["Cursor"];
            };
        };
        readonly SubscriptionChange: {
            /** @enum {string} */
            readonly state?: "active" | "paused";
            readonly target?: components["schemas"]["TargetName"];
            readonly items?: components["schemas"]["SubscribedItems"];
            readonly types?: components["schemas"]["Types"];
        };
        readonly TestOutcome: {
            readonly delivered: boolean;
            /** @description 接收方的状态码。 The receiver's status. */
            readonly status?: number;
            /** @description 未送达的原因。 Why it did not arrive. */
            readonly code?: string;
            readonly milliseconds: number;
        };
        /** @description 三者之一。 One of these. */
        readonly Replay: {
            readonly from: {
                readonly [key: string]: components["schemas"]["Cursor"];
            };
        } | {
            readonly since: components["schemas"]["Time"];
        } | {
            readonly deadLetters: "all" | readonly string[];
        };
        readonly DeadLetterPage: {
            readonly items: readonly {
                /** @description 事件编号。 The event's id. */
                readonly event: string;
                readonly item: components["schemas"]["ItemId"];
                /** @description 代码或状态码。 A code, or the receiver's status. */
                readonly why: string;
                readonly attempts: number;
                readonly at: components["schemas"]["Time"];
                readonly replayedAt?: components["schemas"]["Time"];
            }[];
            readonly next: string | null;
        };
        readonly Grant: {
            readonly item: components["schemas"]["ItemId"];
            readonly actions: readonly ("send" | "query" | "subscribe")[];
            readonly upTo: components["schemas"]["Level"];
            /** @description 限于这些用途。 Only for these. */
            readonly purposes?: readonly components["schemas"]["Purpose"][];
            /** @description 授权依据。 On which basis it is granted. */
            readonly basis?: string;
            /** @description 可批量查询。 May query in bulk. */
            readonly bulk?: boolean;
            /**
             * Format: date
             * @description 到该日为止（含）。 Up to and including this day.
             */
            readonly until?: string;
        };
        readonly Me: {
            /** @enum {string} */
            readonly kind: "agency" | "node";
            readonly id: string;
            /** @enum {string} */
            readonly via: "certificate" | "token";
            readonly node: components["schemas"]["NodeId"];
            /** @description 授权表的编号。 Number of the access register in force. */
            readonly register?: number;
            readonly grants: readonly components["schemas"]["Grant"][];
            readonly limits: {
                readonly [key: string]: number;
            };
        };
        readonly TokenRequest: {
            /** @constant */
            readonly grant_type: "client_credentials";
            /** @constant */
            readonly client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            readonly client_assertion: string;
            readonly client_id?: components["schemas"]["AgencyId"];
            /** @description 缺省为全部。 All of them, by default. */
            readonly scope?: string;
        };
        /**
         * @example {
         *       "access_token": "eyJ…",
         *       "token_type": "Bearer",
         *       "expires_in": 600,
         *       "scope": "send query subscribe"
         *     }
         */
        readonly Token: {
            readonly access_token: string;
            /** @constant */
            readonly token_type: "Bearer";
            readonly expires_in: number;
            readonly scope: string;
        };
        readonly TokenError: {
            /** @enum {string} */
            readonly error: "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope";
            readonly error_description: string;
            /** @description 见 contracts/ERRORS.md。 See contracts/ERRORS.md. */
            readonly code: string;
            readonly message?: components["schemas"]["Text"];
        };
        readonly ServerMetadata: {
            readonly issuer: string;
            readonly token_endpoint: string;
            readonly jwks_uri: string;
            readonly grant_types_supported: readonly string[];
            readonly token_endpoint_auth_methods_supported: readonly string[];
            readonly token_endpoint_auth_signing_alg_values_supported: readonly string[];
            readonly scopes_supported?: readonly string[];
        };
        readonly KeySet: {
            readonly keys: readonly {
                /** @constant */
                readonly kty: "OKP";
                /** @constant */
                readonly crv: "Ed25519";
                readonly x: string;
                readonly kid: string;
                /** @constant */
                readonly use: "sig";
                /** @constant */
                readonly alg?: "EdDSA";
            }[];
        };
        readonly ReceiptStored: {
            /** Format: uuid */
            readonly batch: string;
            readonly node: string;
            /** @description 先前已有则为 false。 False when it was there already. */
            readonly stored: boolean;
        };
        readonly NodeQuery: {
            readonly agency: components["schemas"]["AgencyId"];
            readonly node: components["schemas"]["NodeId"];
            readonly subject: components["schemas"]["SubjectKey"];
            /** @description 该单位在询问节点有权查询的事项，可以是整个目录。 What the agency may query at the asking node; it may be the whole catalog. */
            readonly items?: readonly components["schemas"]["ItemId"][];
            readonly purpose: components["schemas"]["Purpose"];
            readonly basis: components["schemas"]["Basis"];
            readonly authorization?: components["schemas"]["AuthorizationReference"];
            readonly withdrawn?: boolean;
            /** @description 已问过的节点。 Nodes asked already. */
            readonly path: readonly components["schemas"]["NodeId"][];
            readonly timeoutMilliseconds: number;
        };
        readonly ReleaseOffer: {
            readonly using: components["schemas"]["InForce"];
            readonly releases: readonly components["schemas"]["Release"][];
        };
        readonly Health: {
            /** @enum {string} */
            readonly status: "ok" | "unavailable";
        };
        /** @description CloudEvents 1.0。 A CloudEvent. */
        readonly ChangeEvent: {
            /** @constant */
            readonly specversion: "1.0";
            /** @description 与变更流的 `id` 相同。 The same as in the change feed. */
            readonly id: string;
            /** @description urn:xinqiao:node:<id> */
            readonly source: string;
            /** @enum {string} */
            readonly type: "cn.xinqiao.record.created" | "cn.xinqiao.record.amended" | "cn.xinqiao.record.withdrawn" | "cn.xinqiao.record.marked" | "cn.xinqiao.test";
            /** @description 记录编号。 The record's id. */
            readonly subject?: string;
            readonly time: components["schemas"]["Time"];
            /** @constant */
            readonly datacontenttype: "application/json";
            /** @description 数据标准的 `$id`。 The standard's id. */
            readonly dataschema?: string;
            readonly traceparent?: string;
            readonly data: components["schemas"]["Change"] | Record<string, never>;
        };
    };
    responses: {
        /**
         * @description 拒绝，或节点自身出错。每个操作可能的代码见其 `x-refusals`，此处所列任何操作都可能给出。
         *     Refused, or a failure of the node. Each operation lists its codes in `x-refusals`; those listed here any of them may give.
         */
        readonly Problem: {
            headers: {
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly traceparent: components["headers"]["Traceparent"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description 未变。 Nothing has changed. */
        readonly NotModified: {
            headers: {
                readonly ETag: components["headers"]["ETag"];
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
         * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
         * @example JYYC
         */
        readonly recordItem: components["schemas"]["ItemId"];
        /**
         * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
         * @example 91370102M5QP9NGR32
         */
        readonly recordSubject: components["schemas"]["SubjectKey"];
        /**
         * @description 解读列名和取值的适配器，须属于本单位。 The adapter that reads columns and values; one's own.
         * @example cities/jinan-abnormal-operations
         */
        readonly adapter: string;
        /**
         * @description 请求方自定的唯一键；重发时不变。 A key of the sender's own choice; the same when a request is repeated.
         * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
         */
        readonly idempotencyKey: string;
        /**
         * @description 按目录的哪一版（编号）制作；见 `GET /v1/releases`。 The number of the release of the catalog that it was made by; see `GET /v1/releases`.
         * @example 6
         */
        readonly catalogRelease: number;
        /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
        readonly ifNoneMatch: string;
        /** @description 据以修改的 ETag；已被他人修改则答 412。 The ETag that the change is made upon; 412 if another was quicker, 428 without it. */
        readonly ifMatch: string;
        /** @description 上一页的 `next`。 The `next` of the page before. */
        readonly cursor: components["schemas"]["Cursor"];
        /** @description 每页至多多少项。 How many at most. */
        readonly limit: number;
        /** @description 至多等待的秒数；节点可提前答复。 Seconds to wait, at most; the node may answer earlier. */
        readonly wait: number;
        /** @description W3C 追踪上下文。 W3C trace context. */
        readonly traceparent: string;
        /** @description 用途代码，如授权所列；读他人记录时必填。 Purpose, a code as grants list it; needed for others' records. */
        readonly purpose: components["schemas"]["Purpose"];
        /** @description 依据，UTF-8 百分号编码；读他人记录时必填。 Legal basis, percent-encoded UTF-8; needed for others' records. */
        readonly basis: string;
        /** @description 授权书编号；“授权查询”类事项必填。 Reference of the subject's authorization; needed where the item asks for one. */
        readonly authorization: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description 剩余次数与恢复秒数。 What is left and in how many seconds it is whole again.
         * @example "read";r=199;t=1
         */
        readonly RateLimit: string;
        /**
         * @description 限额。 The quota.
         * @example "read";q=200;w=1
         */
        readonly RateLimitPolicy: string;
        /** @description 程序版本。 Version of the node's program. */
        readonly ProgramVersion: string;
        /**
         * @description 本次请求的追踪上下文。 The trace context of this request.
         * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
         */
        readonly Traceparent: string;
        /** @description 本表示的标签。 The tag of this representation. */
        readonly ETag: string;
        /** @description 新资源的地址。 Where the new resource is. */
        readonly Location: string;
        /** @description 多少秒后再来。 Seconds to wait before asking again. */
        readonly RetryAfter: number;
        /** @description RFC 9530, `sha-256=:…:`. */
        readonly ContentDigest: string;
        /** @description 建议的文件名。 The file's name. */
        readonly ContentDisposition: string;
        /** @description 协议版本。 The protocol's version. */
        readonly TusResumable: "1.0.0";
        /** @description 已落盘的字节数。 Bytes that are durable. */
        readonly UploadOffset: number;
        /** @description 未收齐时保留到何时。 Until when an unfinished upload is kept. */
        readonly UploadExpires: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly listBatches: {
        readonly parameters: {
            readonly query?: {
                /** @description 只列此状态。 Only these. */
                readonly state?: components["schemas"]["State"];
                /** @description 只列此事项。 Only this item. */
                readonly item?: components["schemas"]["ItemId"];
                /** @description 此时之后收到的。 Received since. */
                readonly since?: string;
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BatchPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putBatch: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 解读列名和取值的适配器，须属于本单位。 The adapter that reads columns and values; one's own.
                 * @example cities/jinan-abnormal-operations
                 */
                readonly adapter: components["parameters"]["adapter"];
                /**
                 * @description 文件名，供人阅读。 The file's name, for people to read.
                 * @example nightly.json
                 */
                readonly name?: string;
            };
            readonly header?: {
                /** @description RFC 9530；`sha-256=:…:` 与收到的比对。 Compared with what arrived. */
                readonly "Content-Digest"?: string;
                /**
                 * @description `:<base64>:`，文件的分离式 CMS 签名（如 `openssl cms -sign` 所作）；本单位设置要求时必填。
                 *     A detached CMS over the file, as `openssl cms -sign -outform DER` makes it; where the agency's setting demands one.
                 */
                readonly "Xinqiao-Signature"?: string;
                /**
                 * @description 按目录的哪一版（编号）制作；见 `GET /v1/releases`。 The number of the release of the catalog that it was made by; see `GET /v1/releases`.
                 * @example 6
                 */
                readonly "Xinqiao-Catalog"?: components["parameters"]["catalogRelease"];
                /**
                 * @description 请求方自定的唯一键；重发时不变。 A key of the sender's own choice; the same when a request is repeated.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                readonly "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 适配器所声明的文件。 The file, as the adapter declares it. */
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description 已落盘。 Durable. */
            readonly 202: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
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
                /** @description 至多等待的秒数。 Seconds to wait for the decision, at most; the node may answer earlier. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 状态。 The state. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Status"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly cancelBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已撤销；再次撤销同样答复。 Cancelled; again is no harm. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 回执。 The receipt. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description NDJSON，次序同回执的清单。 In the order of the receipt's list. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": components["schemas"]["Finding"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listRejections: {
        readonly parameters: {
            readonly query?: {
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RejectionPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRejected: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description CSV 或 XLSX，随来文。 CSV or XLSX, as the file was. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly "Content-Digest": components["headers"]["ContentDigest"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": unknown;
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSummary: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description UTF-8 文本。 UTF-8 text. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly "Content-Digest": components["headers"]["ContentDigest"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listPushes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 按先后。 In order. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PushList"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 回执。 The receipts. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
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
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 封签文件。 The seal file. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description 协议版本。 The protocol's version. */
                readonly "Tus-Resumable": "1.0.0";
                /** @description 总字节数。 All bytes. */
                readonly "Upload-Length": number;
                /**
                 * @description 键与 base64 值，逗号分隔。 Keys and base64 values, divided by commas.
                 * @example adapter Y2l0aWVzL2ppbmFuLWFibm9ybWFsLW9wZXJhdGlvbnM=,name bmlnaHRseS5qc29u
                 */
                readonly "Upload-Metadata": string;
                /** @description `sha256 <base64>`，本次字节的摘要。 Of the bytes of this request. */
                readonly "Upload-Checksum"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 字节。 Bytes. */
        readonly requestBody?: {
            readonly content: {
                readonly "application/offset+octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description 已开始。 Begun. */
            readonly 201: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly "Tus-Resumable": components["headers"]["TusResumable"];
                    readonly "Upload-Offset": components["headers"]["UploadOffset"];
                    readonly "Upload-Expires": components["headers"]["UploadExpires"];
                    /** @description 随请求已收齐时的批次编号。 The batch's id, if all came along. */
                    readonly "Xinqiao-Batch"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getUploadOptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 见答复头。 See the headers. */
            readonly 204: {
                headers: {
                    readonly "Tus-Resumable": components["headers"]["TusResumable"];
                    /** @description 支持的版本。 Versions. */
                    readonly "Tus-Version"?: "1.0.0";
                    /** @description 支持的扩展。 Extensions. */
                    readonly "Tus-Extension"?: string;
                    /** @description 支持的摘要。 Digests. */
                    readonly "Tus-Checksum-Algorithm"?: "sha256";
                    /** @description 最大字节数。 The largest file. */
                    readonly "Tus-Max-Size"?: number;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly removeUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description 协议版本。 The protocol's version. */
                readonly "Tus-Resumable": "1.0.0";
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已删除。 Gone. */
            readonly 204: {
                headers: {
                    readonly "Tus-Resumable": components["headers"]["TusResumable"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getUploadOffset: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description 协议版本。 The protocol's version. */
                readonly "Tus-Resumable": "1.0.0";
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 见答复头。 See the headers. */
            readonly 200: {
                headers: {
                    readonly "Upload-Offset": components["headers"]["UploadOffset"];
                    /** @description 总字节数。 All bytes. */
                    readonly "Upload-Length"?: number;
                    readonly "Upload-Expires": components["headers"]["UploadExpires"];
                    readonly "Tus-Resumable": components["headers"]["TusResumable"];
                    /** @description no-store */
                    readonly "Cache-Control"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 只有状态码。 The status alone; a HEAD has no body. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly appendUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description 协议版本。 The protocol's version. */
                readonly "Tus-Resumable": "1.0.0";
                /** @description 从哪里起。 From where. */
                readonly "Upload-Offset": number;
                /** @description `sha256 <base64>`，本次字节的摘要。 Of the bytes of this request. */
                readonly "Upload-Checksum"?: string;
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 字节。 Bytes. */
        readonly requestBody: {
            readonly content: {
                readonly "application/offset+octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description 已落盘。 Durable. */
            readonly 204: {
                headers: {
                    readonly "Upload-Offset": components["headers"]["UploadOffset"];
                    readonly "Tus-Resumable": components["headers"]["TusResumable"];
                    readonly "Upload-Expires": components["headers"]["UploadExpires"];
                    /** @description 收齐后的批次编号。 The batch's id once all has come. */
                    readonly "Xinqiao-Batch"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly pushRecords: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 解读列名和取值的适配器，须属于本单位。 The adapter that reads columns and values; one's own.
                 * @example cities/jinan-abnormal-operations
                 */
                readonly adapter: components["parameters"]["adapter"];
            };
            readonly header?: {
                /**
                 * @description 按目录的哪一版（编号）制作；见 `GET /v1/releases`。 The number of the release of the catalog that it was made by; see `GET /v1/releases`.
                 * @example 6
                 */
                readonly "Xinqiao-Catalog"?: components["parameters"]["catalogRelease"];
                /**
                 * @description 请求方自定的唯一键；重发时不变。 A key of the sender's own choice; the same when a request is repeated.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                readonly "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description `return=minimal`：不带叶和路径。 Without leaves and paths. */
                readonly Prefer?: string;
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description JSON，或每行一条的 NDJSON。 JSON, or a record a line. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PushRequest"];
                readonly "application/x-ndjson": components["schemas"]["SourceRecord"];
            };
        };
        readonly responses: {
            /** @description 已落盘，逐条结果。 Durable, with a result for each record. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PushAnswer"];
                };
            };
            /** @description 已落盘，结果稍后。 Durable; the result comes later. */
            readonly 202: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Accepted"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly precheck: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 解读列名和取值的适配器，须属于本单位。 The adapter that reads columns and values; one's own.
                 * @example cities/jinan-abnormal-operations
                 */
                readonly adapter: components["parameters"]["adapter"];
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 记录，或适配器所声明的文件。 Records, or a file as the adapter declares it. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PushRequest"];
                readonly "application/x-ndjson": components["schemas"]["SourceRecord"];
                readonly "application/octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description 会怎样判定。 How it would be judged. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrecheckAnswer"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRecord: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["recordItem"];
                /**
                 * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
                 * @example 91370102M5QP9NGR32
                 */
                readonly subject: components["parameters"]["recordSubject"];
            };
            readonly header?: {
                /** @description 用途代码，如授权所列；读他人记录时必填。 Purpose, a code as grants list it; needed for others' records. */
                readonly "Xinqiao-Purpose"?: components["parameters"]["purpose"];
                /** @description 依据，UTF-8 百分号编码；读他人记录时必填。 Legal basis, percent-encoded UTF-8; needed for others' records. */
                readonly "Xinqiao-Basis"?: components["parameters"]["basis"];
                /** @description 授权书编号；“授权查询”类事项必填。 Reference of the subject's authorization; needed where the item asks for one. */
                readonly "Xinqiao-Authorization"?: components["parameters"]["authorization"];
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 记录。 The record. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Record"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRecordHistory: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["recordItem"];
                /**
                 * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
                 * @example 91370102M5QP9NGR32
                 */
                readonly subject: components["parameters"]["recordSubject"];
            };
            readonly header?: {
                /** @description 用途代码，如授权所列；读他人记录时必填。 Purpose, a code as grants list it; needed for others' records. */
                readonly "Xinqiao-Purpose"?: components["parameters"]["purpose"];
                /** @description 依据，UTF-8 百分号编码；读他人记录时必填。 Legal basis, percent-encoded UTF-8; needed for others' records. */
                readonly "Xinqiao-Basis"?: components["parameters"]["basis"];
                /** @description 授权书编号；“授权查询”类事项必填。 Reference of the subject's authorization; needed where the item asks for one. */
                readonly "Xinqiao-Authorization"?: components["parameters"]["authorization"];
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 版本。 The versions. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["History"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvidence: {
        readonly parameters: {
            readonly query?: {
                /** @description 取此批次带来的版本；缺省为最新。 The version that this batch brought; the newest by default. */
                readonly batch?: string;
                /** @description 记录所属事项。 The record's item. */
                readonly item?: components["schemas"]["ItemId"];
                /** @description 主体键。 The subject's key. */
                readonly subject?: components["schemas"]["SubjectKey"];
            };
            readonly header?: {
                /** @description 用途代码，如授权所列；读他人记录时必填。 Purpose, a code as grants list it; needed for others' records. */
                readonly "Xinqiao-Purpose"?: components["parameters"]["purpose"];
                /** @description 依据，UTF-8 百分号编码；读他人记录时必填。 Legal basis, percent-encoded UTF-8; needed for others' records. */
                readonly "Xinqiao-Basis"?: components["parameters"]["basis"];
                /** @description 授权书编号；“授权查询”类事项必填。 Reference of the subject's authorization; needed where the item asks for one. */
                readonly "Xinqiao-Authorization"?: components["parameters"]["authorization"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 证据文件。 The evidence file. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRecordPath: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["recordItem"];
                /**
                 * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
                 * @example 91370102M5QP9NGR32
                 */
                readonly subject: components["parameters"]["recordSubject"];
            };
            readonly header?: {
                /** @description 用途代码，如授权所列；读他人记录时必填。 Purpose, a code as grants list it; needed for others' records. */
                readonly "Xinqiao-Purpose"?: components["parameters"]["purpose"];
                /** @description 依据，UTF-8 百分号编码；读他人记录时必填。 Legal basis, percent-encoded UTF-8; needed for others' records. */
                readonly "Xinqiao-Basis"?: components["parameters"]["basis"];
                /** @description 授权书编号；“授权查询”类事项必填。 Reference of the subject's authorization; needed where the item asks for one. */
                readonly "Xinqiao-Authorization"?: components["parameters"]["authorization"];
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 按树的次序。 In the order of the tree. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordPath"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setMark: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["recordItem"];
                /**
                 * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
                 * @example 91370102M5QP9NGR32
                 */
                readonly subject: components["parameters"]["recordSubject"];
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
                /** @description 标记。 The mark. */
                readonly mark: "disputed";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已标记；再次标记同样答复。 Marked; again is no harm. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Mark"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly liftMark: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 记录所属事项，见查询答复的 `item`。 The record's item, as an answer named it.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["recordItem"];
                /**
                 * @description 主体键，见查询答复的 `subject`；不含个人号码。 The subject's key, as an answer named it; never a person's number.
                 * @example 91370102M5QP9NGR32
                 */
                readonly subject: components["parameters"]["recordSubject"];
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
                /** @description 标记。 The mark. */
                readonly mark: "disputed";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已解除。 Lifted. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Mark"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly querySubject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 查谁，为什么。 About whom, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubjectQuery"];
            };
        };
        readonly responses: {
            /** @description 记录。 The records. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueryAnswer"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly querySubjects: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 查哪些主体，为什么。 About whom, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubjectsQuery"];
            };
        };
        readonly responses: {
            /** @description 与请求同序。 In the order of the request. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectsAnswer"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly queryPeriod: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 哪个事项、哪段时间、为什么。 Which item, when, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PeriodQuery"];
            };
        };
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PeriodAnswer"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getChanges: {
        readonly parameters: {
            readonly query?: {
                /** @description 上次的 `cursor`，或 `now`。 The last `cursor`, or `now`. */
                readonly cursor?: components["schemas"]["Cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
                /** @description 至多等待的秒数；节点可提前答复。 Seconds to wait, at most; the node may answer earlier. */
                readonly wait?: components["parameters"]["wait"];
                /** @description 只要这些，逗号分隔。 Only these, divided by commas. */
                readonly types?: readonly components["schemas"]["ChangeType"][];
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /**
                 * @description 目录事项 A directory item.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["item"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页；可能为空，游标照样前进。 A page, perhaps empty; the cursor counts all the same. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangePage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getGoldenCopy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 续传，如 `bytes=1048576-`。 To go on after a cut. */
                readonly Range?: string;
                /** @description 续传所据的 ETag。 The ETag that the range belongs to. */
                readonly "If-Range"?: string;
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /**
                 * @description 目录事项 A directory item.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["item"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 副本。 The copy. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Content-Digest": components["headers"]["ContentDigest"];
                    /** @description bytes */
                    readonly "Accept-Ranges"?: string;
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.xinqiao.records+zstd": unknown;
                };
            };
            /** @description 其余部分。 The rest of it. */
            readonly 206: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    /** @description 哪一段。 Which part. */
                    readonly "Content-Range"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.xinqiao.records+zstd": unknown;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCatalog: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 目录。 The catalog. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Catalog"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /**
                 * @description 目录事项 A directory item.
                 * @example JYYC
                 */
                readonly item: components["parameters"]["item"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 事项。 The item. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getStandard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /**
                 * @description 标准名和主版本。 Name and major version.
                 * @example abnormal-operations@1
                 */
                readonly standard: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 标准。 The standard. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/schema+json": Record<string, never>;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCodeSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /**
                 * @description 代码集。 The code set.
                 * @example penalty-kinds
                 */
                readonly codeSet: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 代码集。 The code set. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listReleases: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 各版。 The releases. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseList"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAdapters: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 适配器。 The adapters. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdapterList"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getTemplate: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 解读列名和取值的适配器，须属于本单位。 The adapter that reads columns and values; one's own.
                 * @example cities/jinan-abnormal-operations
                 */
                readonly adapter: components["parameters"]["adapter"];
                /** @description 格式。 The format. */
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 模板。 The template. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": unknown;
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSubscriptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 订阅。 The subscriptions. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubscriptionList"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description 请求方自定的唯一键；重发时不变。 A key of the sender's own choice; the same when a request is repeated.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                readonly "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 订什么，送到哪里。 What, and where to. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewSubscription"];
            };
        };
        readonly responses: {
            /** @description 已订阅。 Subscribed. */
            readonly 201: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subscription"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 上次答复的 ETag；未变则答 304。 The ETag of an earlier answer; 304 if nothing has changed. */
                readonly "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 订阅。 The subscription. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subscription"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly endSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已退订。 Ended. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly changeSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description 据以修改的 ETag；已被他人修改则答 412。 The ETag that the change is made upon; 412 if another was quicker, 428 without it. */
                readonly "If-Match": components["parameters"]["ifMatch"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 要改的。 What changes. */
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["SubscriptionChange"];
            };
        };
        readonly responses: {
            /** @description 订阅。 The subscription. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subscription"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly testSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 结果。 The outcome. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TestOutcome"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly replaySubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description 请求方自定的唯一键；重发时不变。 A key of the sender's own choice; the same when a request is repeated.
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                readonly "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 从哪里起。 From where. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Replay"];
            };
        };
        readonly responses: {
            /** @description 将按次序投递。 To be delivered, in order. */
            readonly 202: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subscription"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listDeadLetters: {
        readonly parameters: {
            readonly query?: {
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 权限。 The rights. */
            readonly 200: {
                headers: {
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    readonly traceparent: components["headers"]["Traceparent"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly postToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 表单。 A form. */
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        readonly responses: {
            /** @description 令牌。 The token. */
            readonly 200: {
                headers: {
                    /** @description no-store */
                    readonly "Cache-Control"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description 拒绝（RFC 6749 5.2）。 Refused. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TokenError"];
                };
            };
            /** @description 拒绝（RFC 6749 5.2）。 Refused. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TokenError"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAuthorizationServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 说明。 The metadata. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServerMetadata"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 公钥。 The keys. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/jwk-set+json": components["schemas"]["KeySet"];
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
            /** @description 检查点。 The note. */
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
                /** @description 清单中的批次编号。 The batch id that its manifest names. */
                readonly batch: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 批次流。 The stream. */
        readonly requestBody: {
            readonly content: {
                readonly "application/vnd.xinqiao.sealed-batch+zstd": unknown;
            };
        };
        readonly responses: {
            /** @description 已落盘。 Durable. */
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
        /** @description 回执。 The receipt. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Signed"];
            };
        };
        readonly responses: {
            /** @description 已存；再送无妨。 Stored; again is no harm. */
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
        /** @description 证明和检查点。 The proof and the checkpoint. */
        readonly requestBody: {
            readonly content: {
                readonly "text/plain": string;
            };
        };
        readonly responses: {
            /** @description 副署行。 The cosignature line. */
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
    readonly postNodeQuery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 查谁，代谁，为什么。 About whom, for whom, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NodeQuery"];
            };
        };
        readonly responses: {
            /** @description 记录；更远的节点也在 `sources` 中。 Records; nodes further away stand in `sources` too. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueryAnswer"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listReleasesForNodes: {
        readonly parameters: {
            readonly query: {
                /** @description 只列编号更大的。 Only those with a higher number. */
                readonly after: number;
                /** @description 询问节点的现行版。 In force at the node that asks. */
                readonly using: number;
                /** @description 其内容摘要。 Its content digest. */
                readonly content: components["schemas"]["Digest"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 现行版和更新的版。 The one in force here, and newer ones. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseOffer"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRelease: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号。 Its number. */
                readonly number: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 发布包。 The bundle. */
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
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 是。 It does. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly default: components["responses"]["Problem"];
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
            /** @description 能。 It can. */
            readonly 200: {
                headers: {
                    readonly "Xinqiao-Version": components["headers"]["ProgramVersion"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description 暂不能。 Not now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getDocs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description HTML */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getContract: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 契约。 The contract. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly receiveChanges: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description 本次投递；重试不变。 This delivery; the same when repeated. */
                readonly "webhook-id": string;
                /** @description 秒。 Seconds since 1970. */
                readonly "webhook-timestamp": number;
                /** @description 一个或多个签名，空格分隔。 One or more, divided by spaces. */
                readonly "webhook-signature": string;
                /** @description W3C 追踪上下文。 W3C trace context. */
                readonly traceparent?: components["parameters"]["traceparent"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 事件。 The events. */
        readonly requestBody: {
            readonly content: {
                readonly "application/cloudevents-batch+json": readonly components["schemas"]["ChangeEvent"][];
            };
        };
        readonly responses: {
            /** @description 收下。 Taken. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 不再接收，订阅即停。 No more; the subscription is suspended. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 见上。 See above. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
