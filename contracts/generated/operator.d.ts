// Made from contracts/operator.openapi.yaml by scripts/make-contracts.ts; changes made here are lost.
export interface paths {
    readonly "/api/sign-in": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 登录方式 How one signs in here
         * @description 哪个节点，可否用统一身份认证登录，是否还没有任何操作员（须用首次设置链接）。
         *     Which node this is, whether an identity provider may be used, and whether there is no operator yet (the set-up link makes the first).
         */
        readonly get: operations["getSignIn"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
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
        /**
         * 登录 Sign in
         * @description 登录名、口令和验证码（或一个恢复代码）一次给出；无论哪一项不对，答复相同。连续失败五次起须等待（429，给出秒数），时间逐次加倍。
         *     Name, password and code (or a recovery code) together; the answer is the same whichever of them is wrong. After five failures one has
         *     to wait (429 with the seconds), twice as long each time.
         */
        readonly post: operations["signIn"];
        /**
         * 退出 Sign out
         * @description 结束本会话。
         *     Ends this session.
         */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 修改自己的口令 Change one's own password
         * @description 本人的其他会话随即结束。
         *     One's other sessions end.
         */
        readonly post: operations["changePassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/recovery-codes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 换新的恢复代码 Take new recovery codes
         * @description 旧代码随即作废；新代码只显示这一次。
         *     The old ones are void at once; the new ones are shown this once.
         */
        readonly post: operations["renewRecoveryCodes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/oidc": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 用统一身份认证登录 Sign in by the identity provider
         * @description 转到身份提供方；授权码方式，带 PKCE、state 和 nonce。
         *     Leads to the provider: authorization code with PKCE, state and nonce.
         */
        readonly get: operations["startOidc"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session/oidc/callback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 身份提供方的答复 What the identity provider answers
         * @description 成功转到首页；不成功转到登录页，`refused` 给出代码。
         *     Leads to the first page, or, refused, to the sign-in page with the code in `refused`.
         */
        readonly get: operations["finishOidc"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/links/open": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 打开一次性链接 Open a one-time link
         * @description 链接的秘密在网址 `#` 之后，由页面放入请求体。答复说明链接给谁，并给出要加入验证器的密钥；在使用之前可反复打开。
         *     The link's secret stands after the `#` of its address; the page puts it into the body. The answer says whom the link is for, with the
         *     secret for the authenticator. It may be opened again until it is used.
         */
        readonly post: operations["openLink"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/links/accept": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 使用一次性链接 Use a one-time link
         * @description 设定口令，以验证码确认验证器；首次设置还须给出登录名和姓名。链接作废，并即登录。恢复代码只显示这一次。
         *     Sets the password and confirms the authenticator by a code; the very first set-up names the operator too. The link is void, and one is
         *     signed in. The recovery codes are shown this once.
         */
        readonly post: operations["acceptLink"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operators": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 操作员 Operators
         * @description 全部在册的操作员，含已锁定和已邀请的。
         *     Everybody who is entered, locked and invited ones too.
         */
        readonly get: operations["listOperators"];
        readonly put?: never;
        /**
         * 添加操作员 Enter an operator
         * @description 本地账户得到一个一次性邀请链接（72 小时），只在本答复中给出一次；统一身份认证的账户直接登录。
         *     A local account gets a one-time link (72 hours), told in this answer alone; one of the identity provider just signs in.
         */
        readonly post: operations["inviteOperator"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operators/{id}": {
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
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * 修改姓名、角色、可见单位 Change name, roles or scope
         * @description 角色或可见单位变动，其会话随即全部结束；不能改自己的。
         *     When roles or scope change, all sessions of the operator end. Nobody changes their own.
         */
        readonly patch: operations["changeOperator"];
        readonly trace?: never;
    };
    readonly "/api/operators/{id}/lock": {
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
         * 锁定 Lock
         * @description 不能再登录，会话和未用的链接随即失效。
         *     Can sign in no more; sessions and open links end at once.
         */
        readonly post: operations["lockOperator"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operators/{id}/unlock": {
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
         * 解锁 Unlock
         * @description 解除锁定，也结束多次失败后的等待。
         *     Ends a lock, and the wait after too many failures.
         */
        readonly post: operations["unlockOperator"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operators/{id}/reset": {
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
         * 重设口令和验证器 Reset password and second factor
         * @description 原口令、验证器、恢复代码和会话随即作废；得到一个一次性链接（24 小时），只在本答复中给出一次。
         *     Password, authenticator, recovery codes and sessions are void at once; a one-time link (24 hours) is told in this answer alone.
         */
        readonly post: operations["resetOperator"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/operators/{id}/removal": {
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
         * 删除 Remove
         * @description 不再列出，会话随即结束；登录名不再给他人，审计条目保留。
         *     Is listed no more, and sessions end at once; the name is not given to another, and the audit stays.
         */
        readonly post: operations["removeOperator"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 登记表和授权表 The registers in force
         * @description 编号、签发者，单位的授权、密钥、账户和限额。变更在草稿中拟定，由登记机关签发新的文件。
         *     Numbers, who signed them, and agencies' grants, keys, accounts and limits. A change is drafted, and is a new file signed by the registrar.
         */
        readonly get: operations["getRegister"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/draft": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 授权登记的草稿 The draft of the next access register
         * @description 已作的改动、与生效登记逐条的差异、现在是否可以签发，以及正待复核的已签名登记。
         *     What was edited, what differs from the register in force line by line, whether it could be in force, and a signed one that waits for
         *     a second person.
         */
        readonly get: operations["getRegisterDraft"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/draft/edits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 在草稿中改动 Edit the draft
         * @description 按节点装入登记的同一规则逐条校验：事项须在目录中且目录允许，受限事项须有依据和用途，密钥须合用。编号由提出者选定，同一请求再次提交不重复。
         *     Checked by the rules by which the node takes a register: the catalog has the item and allows what is granted, restricted items name basis
         *     and purposes, keys fit. The id is chosen by who asks, so that a request sent twice is one edit.
         */
        readonly post: operations["editRegister"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/draft/edits/{id}": {
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
         * 撤去一项改动 Take an edit back
         * @description 其余改动不变。写入审计。 The other edits stay. Goes into the audit.
         */
        readonly delete: operations["undoRegisterEdit"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/draft/discard": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 放弃草稿 Throw the draft away
         * @description 全部改动作废，审计中仍有。 All edits are void; the audit keeps them.
         */
        readonly post: operations["discardRegisterDraft"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/draft/file": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 下载待签名的登记 Download the register, not signed
         * @description 整份登记，编号为下一个，未签名。含账户口令的散列，因此只给安全管理员，每次下载记入审计。
         *     The whole register under the next number, not signed. It holds hashes of accounts' passwords, so it is for security administrators alone, and
         *     each download is audited.
         */
        readonly get: operations["getRegisterDraftFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 读一个公钥 Read a public key
         * @description PEM、证书、JWK 或 OpenSSH 一行；给出算法、指纹、有效期。不保存。私钥一律拒收。
         *     PEM, a certificate, a JWK or a line of OpenSSH: algorithm, fingerprint, until when. Nothing is kept. A private key is refused.
         */
        readonly post: operations["readRegisterKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/checks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 核验已签名的登记 Verify a signed register
         * @description 验签名、编号、整份内容，给出与生效登记的差异；不保存。
         *     Verifies signature, number and the whole, and gives the differences against the register in force. Nothing is kept.
         */
        readonly post: operations["checkRegister"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/proposals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 提交已签名的登记 Propose a signed register
         * @description 核验后等待另一人复核，24 小时内有效；同意后放到登记的位置，各进程不重启即生效。
         *     Verified, then open for another person for 24 hours; once agreed it is put in its place, and in force in every process without a restart.
         */
        readonly post: operations["proposeRegister"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/register/proposals/{id}/decision": {
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
         * 复核已签名的登记 Decide on a signed register
         * @description 不得批准自己提交的；提交者可以撤回。批准时再次核验。写入审计。
         *     Nobody approves what they proposed; its proposer may withdraw it. Verified once more on approval. Goes into the audit.
         */
        readonly post: operations["decideRegister"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/schedules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 抽取计划 Schedules of pulls
         * @description 从何处抽取、何时、上次成功、上次为何失败。地址中不含口令。
         *     What is fetched from where and when, when it last went well, and why it last did not. No secrets.
         */
        readonly get: operations["listSchedules"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/schedules/{id}/run": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 抽取的编号，见计划文件。 The source's id, as the file of schedules has it.
                 * @example jinan-front-end
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 立即抽取 Fetch now
         * @description 一秒内开始；正在抽取或已暂停的不能。写入审计。
         *     Begins within a second; not while it is under way or paused. Goes into the audit.
         */
        readonly post: operations["runSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/schedules/{id}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 抽取的编号，见计划文件。 The source's id, as the file of schedules has it.
                 * @example jinan-front-end
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 暂停一项抽取 Pause a source
         * @description 不再按计划抽取，重启后仍暂停；正在进行的一次做完。暂停过久会告警。写入审计。
         *     Is fetched no more, also after a restart; a run under way ends by itself. A long pause is an alarm. Goes into the audit.
         */
        readonly post: operations["pauseSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/schedules/{id}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 抽取的编号，见计划文件。 The source's id, as the file of schedules has it.
                 * @example jinan-front-end
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 恢复一项抽取 Resume a source
         * @description 错过的由一次抽取补上。写入审计。
         *     One run makes up for what was missed. Goes into the audit.
         */
        readonly post: operations["resumeSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 审计条目 Audit entries
         * @description 操作员做了什么，由新到旧；每条另在存证日志中有其摘要，`proven` 说明是否相符。
         *     What operators did, newest first. The tamper-evident log has a digest of each; `proven` says whether it is the same.
         */
        readonly get: operations["listAuditEntries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/today": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 今日 Today
         * @description 昨夜应报与实到、近 30 夜、昨夜批次、五项数量、开放告警、相邻节点，一次给全。夜以开始之日命名，至次日截止时刻为止；应报与否依目录的
         *     更新周期和工作日历。计数来自每次到达结束后的统计，可能晚几秒。
         *
         *     What was due last night and came, the last thirty nights, last night's batches, the five numbers, open alarms and neighbours, in one
         *     answer. A night bears the day on which it begins and ends at the due hour of the next; what is due follows the item's update cycle and
         *     the calendar of working days. Numbers are counted once an arrival is final, and may be some seconds behind.
         */
        readonly get: operations["getToday"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quality": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 质量 Quality
         * @description 一段时间内的入库率、及时率、完整率和得分：按时间、按单位、按单位和事项，以及违反最多的规则。得分的公式、权重及其来源随答复给出。
         *
         *     Acceptance, timeliness, completeness and score over a time: by period, by agency, by agency and item, and the rules that were broken
         *     most. The formula of the score, its weights and where they come from are in the answer.
         */
        readonly get: operations["getQuality"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quality/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 月度质量报告 The monthly report
         * @description 一个单位一个月的报告，即发给该单位的样子：各事项的报送与质量、违反最多的规则和改法、得分公式。
         *     An agency's report of a month, as the agency receives it: deliveries and quality of each item, the rules that were broken most and how
         *     to mend them, the formula of the score.
         */
        readonly get: operations["getQualityReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarms": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 告警 Alarms
         * @description 开放的告警，或全部；新的在前。 Open alarms, or all there were; newest first.
         */
        readonly get: operations["listAlarms"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarms/{id}/acknowledgement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * 确认告警 Acknowledge an alarm
         * @description 说明知道了、谁在处理。告警在原因消除后才关闭，确认不关闭它。写入审计。
         *     Says that it is known and what is done. It closes when its cause is gone, not by this. Goes into the audit.
         */
        readonly put: operations["acknowledgeAlarm"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarm-targets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 告警送往何处 Where alarms go
         * @description 通知对象、可选规则，以及本节点能否发邮件。 Targets, the rules there are, and whether this node can send mail.
         */
        readonly get: operations["listAlarmTargets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarm-targets/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * 登记或更改通知对象 Enter or change a target
         * @description 编号由提出者选定；同一编号再次提交即为更改。回调地址须为 https 且在允许访问的网络内，消息带签名。写入审计。
         *     The id is chosen by who asks; the same id again is a change. A webhook is https and in a network that may be called; messages are
         *     signed. Goes into the audit.
         */
        readonly put: operations["putAlarmTarget"];
        readonly post?: never;
        /**
         * 删除通知对象 Remove a target
         * @description 未发出的消息一并作废。写入审计。 What was not sent yet is dropped. Goes into the audit.
         */
        readonly delete: operations["removeAlarmTarget"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarm-targets/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 试发 Send a test message
         * @description 立即发一条测试消息，并说明结果。写入审计。 Sends a test message at once and says how it went. Goes into the audit.
         */
        readonly post: operations["testAlarmTarget"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alarm-rules/{rule}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * 设定一条规则的阈值 Set the thresholds of a rule
         * @description 一条规则的全部阈值一并给出，须在各自的范围内；十五秒内按新值判断。写入审计。
         *     All numbers of the rule at once, each within its bounds; the next look, within fifteen seconds, judges by them. Goes into the audit.
         */
        readonly put: operations["setAlarmRule"];
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
    readonly "/api/catalog": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 目录树 The tree of the catalog
         * @description 全部事项，按类别和领域归入；正在生效的版本。
         *     Every item with its category and sector, of the release in force.
         */
        readonly get: operations["getCatalogTree"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/catalog/items/{item}": {
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
         * 一个事项 One item
         * @description 事项、其数据标准（字段、代码、规则）和适配器。
         *     The item, its data standard with fields, codes and rules, and its adapters.
         */
        readonly get: operations["getCatalogItem"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/catalog/releases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 目录的版本 Releases of the catalog
         * @description 随程序安装的一版（编号 0）和此后收到的各版，新的在前。
         *     The one that the program was installed with (number 0) and those taken since, newest first.
         */
        readonly get: operations["listCatalogReleases"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/catalog/differences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 两个版本之间的差异 What one release changes against another
         * @description 逐条说明，并标出会影响报送单位的变更。可只看一个事项及其标准、适配器。
         *     Each change in words, and whether it breaks senders. May be narrowed to one item with its standard and adapters.
         */
        readonly get: operations["getCatalogDifferences"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/catalog/templates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 填报模板 A template to fill in
         * @description 事项自带的表（`forms/<事项>`）为 XLSX；适配器的模板按其格式，或为 CSV。
         *     The catalog's own form of an item (`forms/<item>`) is a workbook; an adapter's template is as it reads, or CSV.
         */
        readonly get: operations["getCatalogTemplate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/catalog/samples": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 适配器的样例文件 A sample file of an adapter
         * @description 内容为虚构，字符集与来源一致。
         *     Its content is invented, its charset is the source's.
         */
        readonly get: operations["getCatalogSample"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/catalog/prechecks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 预检一个文件，什么也不存 Check a file before it is sent; nothing is kept
         * @description 与 `xinqiao check` 同一程序判定。不给适配器时由列名推断；推断不出时只列出可能的适配器。至多 32 MiB、两分钟。
         *     Judged by the program of `xinqiao check`. Without an adapter it is told by the titles; where they do not tell, the likely ones are
         *     listed and nothing is judged. At most 32 MiB and two minutes.
         */
        readonly post: operations["precheckFile"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}": {
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
         * 一个批次 One batch
         * @description 按到达编号或批次编号：各步骤和各跳的时间、清单、计数、各节点回执、隔离、处置、可做的处置。
         *     By the id of its arrival or of the batch: steps and hops over time, manifest, counts, receipts of every hop, holds, orders, and
         *     what can be ordered.
         */
        readonly get: operations["getBatch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}/findings": {
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
         * 按规则归并的问题 Findings by rule
         * @description 每类问题一项：含义和改法（中英文）、出现次数、行数和行号样本。不含行中取值。
         *     One for each kind: what it means and how to mend it, how often, in how many rows, and some row numbers. No value of a row.
         */
        readonly get: operations["getBatchFindings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}/rows": {
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
         * 逐行查看 The rows of a batch
         * @description 退回行按来文行号，取值出自退回行文件；入库记录按封签中的次序。取值一律按数据标准的 `x-mask` 掩码，退回行中未通过校验的取值从严掩码。
         *     Rejected rows by their number in the file, with values out of the file of rejected rows; accepted records in the order of the
         *     seal. All values are masked by the standard's `x-mask`, those of rejected rows more strictly, since no format can be relied on.
         */
        readonly get: operations["listBatchRows"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}/seal": {
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
         * 在浏览器中核验封签所需的材料 What a browser needs to verify the seal
         * @description 清单原文、CMS 签名、各块的根、各节点签名回执、网络登记及其签名、根证书。浏览器自行计算，不信任服务器的结论。
         *     The manifest's text, the CMS signature, the roots of the blocks, every node's signed receipt, the registry with its signature,
         *     the root certificate. The browser computes by itself and believes no verdict of the server.
         */
        readonly get: operations["getBatchSeal"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}/files/{kind}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
                /**
                 * @description seal 封签文件，receipt 回执文件，summary 小结，manifest 清单原文。
                 *     Seal file, receipt file, summary, the manifest's exact text.
                 */
                readonly kind: "seal" | "receipt" | "summary" | "manifest";
            };
            readonly cookie?: never;
        };
        /**
         * 下载 Download
         * @description 封签、回执文件可用 `xinqiao verify` 离线核验。
         *     Seal and receipt files can be verified offline by `xinqiao verify`.
         */
        readonly get: operations["getBatchFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}/rejected": {
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
         * 下载退回行 Download the rejected rows
         * @description 与来文同列、同字符集，改好可原样重送。含未掩码的原文，因此只给值班员，每次下载记入审计。
         *     The sender's own columns and charset, to mend and send again. It is the sender's own text, unmasked, so it is for operators
         *     alone, and each download is audited.
         */
        readonly get: operations["getBatchRejected"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/batches/{id}/orders": {
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
         * 处置一个批次 Order something about a batch
         * @description 重试、隔离、重发反馈立即执行；重放、解除隔离、撤销须由另一位有权的操作员批准，24 小时内有效。编号由提出者给定：同一编号再次提出，
         *     得到第一次的答复。每个处置连同审计记录在同一事务中生效。
         *
         *     Retry, quarantine and feedback are done at once; replay, release and cancel need the approval of another operator within 24
         *     hours. The id is chosen by who orders: ordered again under the same id, the first answer is given. Every act takes effect in one
         *     transaction with its audit entry.
         */
        readonly post: operations["orderAct"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/orders": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 处置清单 Orders
         * @description 从新到旧；`state=open` 只列待批准的。
         *     Newest first; with `state=open` those alone that wait for a decision.
         */
        readonly get: operations["listOrders"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/orders/{id}/decision": {
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
         * 批准、否决或撤回 Approve, decline or withdraw
         * @description 批准即执行。不得批准自己提出的；自己提出的只能撤回。已决定的再作同一决定，得到第一次的答复。
         *     Approving does it. Nobody approves or declines what they proposed themselves; that can only be withdrawn. The same decision
         *     again is answered as the first time.
         */
        readonly post: operations["decideOrder"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/holds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 正在隔离的 What is held now
         * @description 被隔离的批次和通道。
         *     Batches and lanes in quarantine.
         */
        readonly get: operations["listHolds"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/records/search": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 查找记录 Find records
         * @description 按主体代码或记录编号查找，须说明目的和依据；每次查询记入查询日志和存证。取值按 `x-mask` 掩码。
         *     By a subject's code or a record's id, for a stated purpose and basis; each question goes into the log of queries and so into the
         *     tamper-evident log. Values are masked by `x-mask`.
         */
        readonly post: operations["findRecords"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/records/path": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 一条记录的路径 One record's path
         * @description 全部版本和标注；所选版本所在批次到过的每个节点，逐跳向各节点询问，附其签名回执；在封签中的包含证明。
         *     All versions and marks; every node that the batch of the chosen version reached, asked hop by hop, with its signed receipt; the
         *     proof that it is under the seal.
         */
        readonly post: operations["readRecordPath"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/records/unmask": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 查看未掩码的一个版本 One version unmasked
         * @description 只给值班员；须说明目的和依据，记入查询日志（级别 personal）。
         *     For operators alone, for a stated purpose and basis; logged with the level personal.
         */
        readonly post: operations["unmaskRecord"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/records/evidence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 下载证据文件 Download evidence
         * @description 记录、包含证明、封签、回执、存证和登记，一个文件可离线核验。含未掩码的全部字段，因此只给值班员，须说明目的和依据。
         *     Record, proofs, seal, receipts, log and registry in one file that is verified offline. It holds the whole record unmasked, so it
         *     is for operators alone, for a stated purpose and basis.
         */
        readonly post: operations["getRecordEvidence"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/network": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 网络 The network
         * @description 本节点所见：登记的节点和本节点的机构，各自最近一次往来、待发队列、目录发布、证书到期，以及近几分钟的流量。
         *     As this node sees it: the nodes of the registry and the agencies of this node, when each was last met, queues, releases of the
         *     catalog, when certificates expire, and what has flowed in the last minutes.
         */
        readonly get: operations["getNetwork"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/network/nodes/{node}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 测试与相邻节点的连接 Test the connection to a neighbour
         * @description 按登记的地址连接，握手，核对证书，问对方是否就绪，比较时钟。只对登记的上级和下级；结果保留并写入审计。
         *     Connects to the address in the registry, shakes hands, holds the certificate against the registry, asks whether the node is ready and
         *     compares clocks. Parent and children only; the result is kept, and goes into the audit.
         */
        readonly post: operations["testConnection"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 存证日志概况 The log at a glance
         * @description 条目数、未编号的、最新检查点、各相邻节点最近的联署，以及最近一次核验。
         *     How many entries, how many without a number, the newest checkpoint, what each neighbour cosigned last, and the last whole check.
         */
        readonly get: operations["getLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/log/checkpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 检查点 Checkpoints
         * @description 新的在前，附联署的节点。 The newest first, with the nodes that cosigned.
         */
        readonly get: operations["listCheckpoints"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/log/checkpoints/{size}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 下载检查点 Download a checkpoint
         * @description 带联署的签名文本（C2SP signed note），可留存，日后用 `xinqiao log verify --from` 证明日志只增不改。
         *     The signed note (C2SP) with its cosignatures; kept elsewhere it proves by `xinqiao log verify --from` that the log has only grown.
         */
        readonly get: operations["downloadCheckpoint"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/log/entries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 查找存证条目 Search entries of the log
         * @description 按条目号、批次号或条目编号、类别、时间；新的在前。操作员条目的操作人和对象只对审计管理员和安全管理员显示。
         *     By number, by the id of a batch or of the entry, by kind and time; the newest first. Who acted, and on what, is shown with entries of
         *     operators to the audit and the security administrator alone.
         */
        readonly get: operations["searchLogEntries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/log/checks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 核验记录 Checks of the log
         * @description 最近 50 次，新的在前。 The last 50, the newest first.
         */
        readonly get: operations["listLogChecks"];
        readonly put?: never;
        /**
         * 立即核验 Verify the log now
         * @description 在后台把全部条目、树、检查点、联署和批次重新计算一遍，同一时刻只有一个。写入审计。
         *     Recomputes every entry, the tree, checkpoints, cosignatures and batches in the background, one at a time. Goes into the audit.
         */
        readonly post: operations["startLogCheck"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/log/checks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 一次核验 One check of the log
         * @description 进度或结果。 How far it is, or what it found.
         */
        readonly get: operations["getLogCheck"];
        readonly put?: never;
        readonly post?: never;
        /**
         * 停止核验 Stop a check of the log
         * @description 写入审计。 Goes into the audit.
         */
        readonly delete: operations["stopLogCheck"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transfers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 传输日志 The log of transfers
         * @description 到达、门口拒收、逐跳转发，新的在前，条件可任意组合。每页有时限：到时未满一页即止，`searchedUntil` 说明找到了何时，凭 `older` 继续。
         *     不计总数；`estimatedTotal` 是数据库统计信息给出的估计。`mark` 交给 `/api/live`，其后的变化一个不漏。
         *
         *     Arrivals, refusals at doors and hops, newest first, by any combination of filters. Time is bounded: a page that is not full by then
         *     ends, `searchedUntil` says how far it has looked, and `older` goes on. Nothing is counted; `estimatedTotal` is a guess from the
         *     database's statistics. Given to `/api/live`, `mark` makes it tell everything that changes from then on.
         */
        readonly get: operations["listTransfers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transfers/about": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * 涉及一个主体或一条记录的传输 Transfers about one subject or record
         * @description 凭主体标识、记录编号或两者，找出含有其记录的批次的到达和各跳。标识不入网址；每次查询连同用途和依据记入查询日志，然后才答复。
         *     记录按主体存放：只给记录编号时至多查找十秒，另给主体标识则立即可得。只查最近的 500 个批次；更多时 `truncated` 为真。
         *
         *     Arrivals and hops of the batches that hold records about a subject, or one record, or one record of a subject. The identifier never stands in
         *     an address; each search is logged with its purpose and basis before it is answered. Records are kept by subject: a record's id alone is
         *     looked for at most ten seconds, with the subject it is found at once. At most the newest 500 batches; `truncated` says that there are more.
         */
        readonly post: operations["findTransfersAbout"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transfers/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 导出 Export
         * @description 同样条件的全部条目，UTF-8（带 BOM）CSV，中文标题，公式已中和；至多 `most` 行，达到上限时末行说明。每次导出记入审计。
         *     Everything that the filters mean as CSV in UTF-8 with BOM, Chinese titles, formulas made harmless; at most `most` rows, and where that was
         *     reached the last line says so. Every export goes into the audit.
         */
        readonly get: operations["exportTransfers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * 实时 What changes, as it changes
         * @description 事件流。`transfers`：变化了的条目（JSON 数组）；`many`：变化太多，请重新读取；`beat`：仍在。每个事件的 `id` 是标记，凭
         *     `Last-Event-ID` 或 `since` 接着说，不漏不断；会话结束即终止。
         *
         *     A stream of events. `transfers`: entries that changed, as a JSON array; `many`: too many changed, read anew; `beat`: still here. The `id` of
         *     each is a mark from which `Last-Event-ID` or `since` goes on without a gap. It ends with the session.
         */
        readonly get: operations["followTransfers"];
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
        readonly SignIn: {
            readonly node: components["schemas"]["NodeId"];
            /** @description 统一身份认证；空值表示未配置。 The identity provider; null where there is none. */
            readonly oidc: {
                readonly name: string;
            } | null;
            /** @description 尚无操作员。 There is no operator yet. */
            readonly setUp: boolean;
        };
        readonly Session: {
            /** Format: uuid */
            readonly id: string;
            readonly login: string;
            readonly name: string;
            /**
             * @description local 口令和验证器，oidc 统一身份认证。 How the account signs in.
             * @enum {string}
             */
            readonly way: "local" | "oidc";
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
        readonly LinkSecret: string;
        /** @description 登录名，不分大小写。 The sign-in name, in any case of letters. */
        readonly Login: string;
        readonly Link: {
            /**
             * @description setup 首次设置，invitation 邀请，reset 重设。 What the link is for.
             * @enum {string}
             */
            readonly kind: "setup" | "invitation" | "reset";
            /** @description 空值：由使用者自定。 Null: whoever uses it chooses. */
            readonly login: components["schemas"]["Login"] | null;
            /** @description 空值：由使用者自定。 Null: whoever uses it chooses. */
            readonly name: string | null;
            readonly roles: readonly components["schemas"]["Role"][];
            readonly endsAt: components["schemas"]["Time"];
            /** @description 要加入验证器的密钥。 What is to be put into the authenticator. */
            readonly totp: {
                /** @description otpauth://…，可显示为二维码。 For a QR code. */
                readonly uri: string;
                /** @description Base32，手工输入用。 For typing. */
                readonly secret: string;
            };
        };
        /** @description 姓名或称呼。 What people call the operator. */
        readonly Name: string;
        /**
         * @description local 本地账户，oidc 统一身份认证。 How one signs in.
         * @enum {string}
         */
        readonly Way: "local" | "oidc";
        readonly Roles: readonly components["schemas"]["Role"][];
        /** @description 可见的单位；空值表示全部，仅查看员可以限定。 The agencies that it sees; null is all. Only viewers are confined. */
        readonly Scope: readonly components["schemas"]["AgencyId"][] | null;
        /** @description 空值：没有。 Null: never. */
        readonly MaybeTime: components["schemas"]["Time"] | null;
        readonly OperatorEntry: {
            /** Format: uuid */
            readonly id: string;
            readonly login: string;
            readonly name: string;
            readonly way: components["schemas"]["Way"];
            readonly roles: components["schemas"]["Roles"];
            readonly scope: components["schemas"]["Scope"];
            /**
             * @description invited 待启用，active 可登录，locked 已锁定。 Whether it can sign in.
             * @enum {string}
             */
            readonly state: "invited" | "active" | "locked";
            readonly createdAt: components["schemas"]["Time"];
            readonly changedAt: components["schemas"]["Time"];
            readonly signedInAt: components["schemas"]["MaybeTime"];
            readonly waitUntil: components["schemas"]["MaybeTime"];
            readonly linkUntil: components["schemas"]["MaybeTime"];
            readonly recoveryLeft: number;
            readonly revision: number;
        };
        readonly OperatorWithLink: {
            readonly operator: components["schemas"]["OperatorEntry"];
            /** @description 一次性链接，请经可靠途径交给本人；空值：无需链接。 Give it to the person by a way that you trust; null where none is needed. */
            readonly link: {
                readonly url: string;
                readonly endsAt: components["schemas"]["Time"];
            } | null;
        };
        /** @description 签发的证书。 The certificate that signed it. */
        readonly Signer: {
            /** @description SHA-256 */
            readonly fingerprint: string;
            readonly signedAt: components["schemas"]["Time"];
            readonly validUntil: components["schemas"]["Time"];
        };
        readonly RegisteredGrant: {
            readonly item: components["schemas"]["ItemId"];
            readonly actions: readonly ("send" | "query" | "subscribe")[];
            /** @enum {string} */
            readonly upTo: "open" | "shared" | "restricted" | "personal";
            readonly purposes?: readonly string[];
            readonly basis?: string;
            readonly bulk?: boolean;
            readonly until?: components["schemas"]["Day"];
            /** @description 今日是否有效：未过期，目录也允许。 Whether it counts today: not over, and allowed by the catalog. */
            readonly inForce: boolean;
        };
        readonly RegisteredAgency: {
            readonly id: components["schemas"]["AgencyId"];
            readonly grants: readonly components["schemas"]["RegisteredGrant"][];
            readonly keys: readonly {
                readonly id: string;
                /**
                 * @description token 取令牌，sftp 登录，sftpAuthority 签发登录证书。 What the key is for.
                 * @enum {string}
                 */
                readonly use: "token" | "sftp" | "sftpAuthority";
                readonly algorithm: string;
                /** @description SHA256:… */
                readonly fingerprint: string;
                /** @description 公钥，登记中的写法。 The public key, as the register lists it. */
                readonly key: string;
            }[];
            /** @description SFTP 账户；空值：没有。 The SFTP account; null where there is none. */
            readonly sftp: {
                /** @description 可用口令。 Whether a password is taken. */
                readonly password: boolean;
                readonly final: string;
            } | null;
            /** @enum {string} */
            readonly signature: "required" | "optional";
            readonly targets: readonly {
                readonly name: string;
                readonly kind: string;
                readonly url: string;
            }[];
            /** @description 实际适用的限额。 The limits that hold. */
            readonly limits: {
                readonly [key: string]: number;
            };
        };
        readonly RegisteredNode: {
            readonly id: components["schemas"]["NodeId"];
            readonly grants: readonly components["schemas"]["RegisteredGrant"][];
        };
        readonly Register: {
            readonly node: components["schemas"]["NodeId"];
            /** @description 节点登记表。 The network registry. */
            readonly network: {
                readonly number: number;
                /** @description 文件名。 The file's name. */
                readonly file: string;
                readonly signer: components["schemas"]["Signer"];
                /** @description 本节点的单位数。 Agencies of this node. */
                readonly agencies: number;
                /** @description 已吊销的证书数。 Certificates that were taken back. */
                readonly revoked: number;
            };
            /** @description 授权表；空值：没有，无人有授权。 The access register; null where there is none and nobody has grants. */
            readonly access: {
                readonly number: number;
                readonly issuedAt: components["schemas"]["Time"];
                readonly file: string;
                readonly signer: components["schemas"]["Signer"];
                readonly agencies: readonly components["schemas"]["RegisteredAgency"][];
                readonly nodes: readonly components["schemas"]["RegisteredNode"][];
            } | null;
        };
        /** @description 单位，或相邻节点。 An agency, or a neighbouring node. */
        readonly RegisterHolder: {
            /** @enum {string} */
            readonly kind: "agency" | "node";
            readonly id: components["schemas"]["AgencyId"];
        };
        readonly RegisterLine: {
            /** @enum {string} */
            readonly change: "added" | "ended" | "changed";
            /** @enum {string} */
            readonly about: "agency" | "grant" | "key" | "account" | "signature" | "target" | "limits" | "node";
            /** @description 空值：节点自身。 Null: the node itself. */
            readonly holder: components["schemas"]["RegisterHolder"] | null;
            readonly item: string | null;
            readonly text: components["schemas"]["Text"];
        };
        readonly CheckedRegister: {
            readonly number: number;
            readonly issuedAt: components["schemas"]["Time"];
            /** @description 签名证书的指纹。 Fingerprint of the certificate that signed. */
            readonly signer: string;
            readonly signedAt: components["schemas"]["Time"];
            readonly differences: readonly components["schemas"]["RegisterLine"][];
            /** @description 内容与现在的草稿一致。 It says what the draft says now. */
            readonly asDrafted: boolean;
        };
        readonly RegisterDraft: {
            /** @description 生效的编号。 The number in force. */
            readonly number: number;
            /** @description 草稿的编号。 The draft's. */
            readonly next: number;
            /** @description 登记的文件名。 The register's file. */
            readonly file: string;
            /** @description 节点能否写登记所在的位置。 Whether the node may write where it lies. */
            readonly writable: boolean;
            /** @description 节点的默认限额。 The node's own limits. */
            readonly defaults: {
                readonly [key: string]: number;
            };
            /** @description 本节点的单位，含未列入授权表的。 Agencies of this node, listed or not. */
            readonly agencies: readonly components["schemas"]["AgencyId"][];
            readonly edits: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly at: components["schemas"]["Time"];
                readonly by: string;
                readonly own: boolean;
                readonly reason: string;
                readonly holder: components["schemas"]["RegisterHolder"];
                readonly texts: readonly components["schemas"]["Text"][];
                /** @description 没有它草稿也是如此。 The draft would be the same without it. */
                readonly idle: boolean;
            }[];
            readonly differences: readonly components["schemas"]["RegisterLine"][];
            /** @description 这份草稿为何还不能签发。 Why the draft could not be in force. */
            readonly fault: string | null;
            /** @description 登记机关签名所用的命令。 The command by which the registrar signs it. */
            readonly command: string;
            /** @description 最近提交的已签名登记；空值：没有。 The signed register that was proposed last; null where there was none. */
            readonly proposal: {
                /** Format: uuid */
                readonly id: string;
                /** @enum {string} */
                readonly state: "open" | "approved" | "declined" | "withdrawn" | "expired";
                readonly number: number;
                readonly at: components["schemas"]["Time"];
                readonly by: string;
                readonly own: boolean;
                readonly reason: string;
                readonly endsAt: components["schemas"]["Time"];
                readonly decidedBy: string | null;
                /** @description 这一编号或更新的已生效。 This number, or a higher one, is in force. */
                readonly inForce: boolean;
                /** @description 待复核时再次核验的结果。 Verified anew while it waits. */
                readonly checked: components["schemas"]["CheckedRegister"] | null;
                /** @description 为何不能再批准。 Why it cannot be approved any more. */
                readonly fault: components["schemas"]["Text"] | null;
            } | null;
        };
        readonly DraftedGrant: {
            readonly item: components["schemas"]["ItemId"];
            readonly actions: readonly ("send" | "query" | "subscribe")[];
            /** @enum {string} */
            readonly upTo: "open" | "shared" | "restricted" | "personal";
            /** @description 不写：用途不限。 Absent: any. */
            readonly purposes?: readonly string[];
            /** @description 依据。 The ground on which it is given. */
            readonly basis?: string;
            readonly bulk?: boolean;
            readonly until?: components["schemas"]["Day"];
        };
        /** @description 密钥编号，全登记唯一。 The key's id, one of its kind in the register. */
        readonly KeyId: string;
        readonly TokenKey: {
            readonly id: components["schemas"]["KeyId"];
            /** @enum {string} */
            readonly algorithm: "PS256" | "ES256" | "EdDSA";
            readonly publicKey: string;
        };
        /**
         * @description sftp 登录，sftpAuthority 签发登录证书。 Signs in by it, or signs certificates for it.
         * @enum {string}
         */
        readonly SshUse: "sftp" | "sftpAuthority";
        readonly SshKey: string;
        readonly Limit: number;
        /** @description 一项改动。 One edit. */
        readonly RegisterEdit: {
            /** @enum {string} */
            readonly what: "grant.put";
            readonly holder: components["schemas"]["RegisterHolder"];
            readonly grant: components["schemas"]["DraftedGrant"];
        } | {
            /** @enum {string} */
            readonly what: "grant.end";
            readonly holder: components["schemas"]["RegisterHolder"];
            readonly item: components["schemas"]["ItemId"];
        } | {
            /** @enum {string} */
            readonly what: "token-key.add";
            readonly agency: components["schemas"]["AgencyId"];
            readonly key: components["schemas"]["TokenKey"];
        } | {
            /** @enum {string} */
            readonly what: "token-key.end";
            readonly agency: components["schemas"]["AgencyId"];
            readonly id: string;
        } | {
            /** @enum {string} */
            readonly what: "ssh-key.add" | "ssh-key.end";
            readonly agency: components["schemas"]["AgencyId"];
            readonly use: components["schemas"]["SshUse"];
            readonly key: components["schemas"]["SshKey"];
        } | {
            /** @enum {string} */
            readonly what: "limits";
            readonly agency: components["schemas"]["AgencyId"];
            /** @description 与节点默认不同的；空对象：全按默认。 Those that differ from the node's; an empty object: none. */
            readonly limits: {
                readonly requestsPerSecond?: components["schemas"]["Limit"];
                readonly burst?: components["schemas"]["Limit"];
                readonly recordsPerDay?: components["schemas"]["Limit"];
                readonly bytesPerDay?: components["schemas"]["Limit"];
                readonly openUploads?: components["schemas"]["Limit"];
                readonly subscriptions?: components["schemas"]["Limit"];
            };
        };
        readonly RegisterKey: {
            /**
             * @description token 取令牌，ssh 登录 SFTP。 What it can be used for.
             * @enum {string}
             */
            readonly kind: "token" | "ssh";
            readonly algorithm: string;
            /** @description 登记中的写法。 As a register lists it. */
            readonly key: string;
            /** @description SHA256:… */
            readonly fingerprint: string;
            /** @description 证书的主体；空值：不是证书。 Of a certificate; null otherwise. */
            readonly subject: string | null;
            /** @description 证书有效至；登记只取其公钥，到期不自动停用。 Of a certificate; the register lists its key alone, which does not end by itself. */
            readonly until: components["schemas"]["Time"] | null;
        };
        /** @description 文件原文。 The file's own text. */
        readonly RegisterText: string;
        /** @description 旁边 .p7s 文件，base64。 The .p7s beside it, in base64. */
        readonly RegisterSignature: string;
        readonly SignedRegister: {
            readonly register: components["schemas"]["RegisterText"];
            readonly signature: components["schemas"]["RegisterSignature"];
        };
        readonly Schedules: {
            /** @description 空值：没有配置抽取。 Null where nothing is fetched. */
            readonly file: string | null;
            /** @description 文件现在不能读取的原因。 Why the file cannot be read now. */
            readonly fault: components["schemas"]["Text"] | null;
            readonly items: readonly {
                readonly id: string;
                readonly adapter: string;
                readonly agency: components["schemas"]["AgencyId"] | null;
                readonly item: components["schemas"]["ItemId"] | null;
                /** @description cron，北京时间。 cron, by the clock of Beijing. */
                readonly schedule: string;
                /** @enum {string} */
                readonly kind: "sftp" | "http" | "table";
                /** @description 从何处。 Where from. */
                readonly source: string;
                readonly nextAt: components["schemas"]["MaybeTime"];
                /** @description 上次开始。 When it last began. */
                readonly startedAt: components["schemas"]["MaybeTime"];
                /** @description 正在抽取。 Whether it is under way. */
                readonly running: boolean;
                readonly okAt: components["schemas"]["MaybeTime"];
                /** @description 由谁暂停；空值：没有暂停。 Who paused it; null where nobody did. */
                readonly paused: {
                    readonly at: components["schemas"]["Time"];
                    readonly by: string;
                    readonly reason: string;
                } | null;
                /** @description 上次为何失败；空值：上次正常。 Why it last failed; null when it went well. */
                readonly why: {
                    readonly code: string;
                    readonly message: components["schemas"]["Text"];
                } | null;
                /** @description 此后几次。 The next few times. */
                readonly upcoming: readonly components["schemas"]["Time"][];
            }[];
        };
        readonly AuditEntry: {
            /** Format: uuid */
            readonly id: string;
            readonly at: components["schemas"]["Time"];
            readonly operatorId: string | null;
            readonly operator: string;
            readonly act: string;
            readonly target: string;
            readonly reason: string | null;
            readonly detail: {
                readonly [key: string]: unknown;
            };
            /** @description 在存证日志中的序号；空值：尚未编号。 Its number in the log; null until it has one. */
            readonly logIndex: number | null;
            /** @description 与存证日志中的摘要相符。 It is what the log has a digest of. */
            readonly proven: boolean;
        };
        /** @description 一夜之中，应报的各项如何。 How the deliveries that were due by a night stand. */
        readonly NightSummary: {
            readonly night: components["schemas"]["Day"];
            readonly ends: components["schemas"]["Time"];
            /** @description 应报项数 */
            readonly due: number;
            /** @description 按时 in time */
            readonly arrived: number;
            /** @description 按时，但部分被拒 in time, some rows rejected */
            readonly partial: number;
            readonly late: number;
            readonly missing: number;
            /** @description 整件或多数被拒 refused whole, or for the most part */
            readonly rejected: number;
            /** @description 未到截止时刻 before the due hour */
            readonly waiting: number;
            /** @description 不应报而来 came though nothing was due */
            readonly extra: number;
        };
        /** @description 一夜的数量。 The numbers of a night. */
        readonly Numbers: {
            /** @description 上报量 rows reported */
            readonly rows: number;
            /** @description 疑问量 rows rejected */
            readonly rejected: number;
            /** @description 更新量：使已有记录产生新版本的行 rows that became new versions of known records */
            readonly updated: number;
            /** @description 入库量 rows stored */
            readonly accepted: number;
            /** @description 与库中相同 rows that were here already */
            readonly duplicates: number;
            /** @description 迟报（W_LATE） rows reported late */
            readonly late: number;
            /** @description 填写无代码占位值的行 rows with the placeholder for no code */
            readonly uncoded: number;
            /** @description 未关联量；空值：本节点不与基础库比对。 Rows whose subject is in no base register; null: this node compares with none. */
            readonly unlinked: number | null;
            /** @description 到达的批次 arrivals */
            readonly files: number;
            /** @description 整件被拒 refused whole */
            readonly refused: number;
        };
        readonly NightTotals: {
            readonly night: components["schemas"]["Day"];
            /** @description 已截止的应报项 due and over */
            readonly due: number;
            /** @description 报了的，迟报在内 came, late ones too */
            readonly fulfilled: number;
            readonly inTime: number;
            readonly rows: number;
            readonly accepted: number;
            readonly rejected: number;
            readonly duplicates: number;
            readonly updated: number;
            readonly late: number;
        };
        /** @description 应由其上送的下级节点；空值：单位的。 The lower node that owes it; null: an agency's. */
        readonly Child: components["schemas"]["NodeId"] | null;
        /**
         * @description 一项欠报、被拒或部分被拒，及其原因；下级节点同类的合为一条。
         *     A delivery that is missing, rejected or half rejected, and why; of a lower node, all that stand alike are one.
         */
        readonly DutyAct: {
            /** @enum {string} */
            readonly kind: "missing" | "rejected" | "partial";
            /** @description 空：下级节点的。 Empty: of a lower node. */
            readonly agency: string;
            /** @description 单位，或下级节点。 The agency, or the lower node. */
            readonly agencyName: components["schemas"]["Text"];
            readonly child: components["schemas"]["Child"];
            readonly item: string;
            readonly itemTitle: components["schemas"]["Text"];
            /** @description 此下级节点同类的还有几项。 How many more items of this lower node stand alike. */
            readonly others: number;
            readonly night: components["schemas"]["Day"];
            readonly rows: number;
            readonly rejected: number;
            /** @description 拒绝的代码，或最多的问题。 The refusal, or what was found most. */
            readonly code: string | null;
            readonly message: components["schemas"]["Text"] | null;
            /**
             * @description 轮到谁：报送单位、本节点或下级节点。 Whose turn it is.
             * @enum {string}
             */
            readonly turn: "agency" | "node" | "child";
            /**
             * Format: uuid
             * @description 传输日志中的一条 Its entry in the transfer log.
             */
            readonly entryId: string | null;
            /** Format: uuid */
            readonly batchId: string | null;
            readonly at: components["schemas"]["Time"] | null;
        };
        /** @description 一单位（或一下级节点）一事项的近 30 夜。 Thirty nights of an agency, or a lower node, and item. */
        readonly NightsLine: {
            /** @description 空：下级节点的。 Empty: of a lower node. */
            readonly agency: string;
            /** @description 单位，或下级节点。 The agency, or the lower node. */
            readonly agencyName: components["schemas"]["Text"];
            readonly item: string;
            readonly itemTitle: components["schemas"]["Text"];
            /** @description 由此节点接收并封签；下级节点的一行含其以下各节点。 The node that took and sealed it; a lower node's line holds all below it. */
            readonly origin: string;
            readonly child: components["schemas"]["Child"];
            /**
             * @description 是否可判缺报：单位在本节点的授权登记中可报此事项；或下级节点上送过此事项，依目录它升至本级。下级节点无新数据时不上送，故其缺
             *     只说明没有收到，是否本该有，须与其核实。
             *     Whether it can be missing: the access register lets the agency send it to this node; or the lower node has handed the item up before, which
             *     by the catalog rises to this tier. A lower node hands nothing on where nothing is new, so its missing says only that nothing came.
             */
            readonly isDuty: boolean;
            /** @enum {string} */
            readonly cycle: "realtime" | "daily" | "weekly" | "monthly" | "quarterly" | "halfyearly" | "yearly" | "onchange";
            readonly doors: readonly string[];
            readonly since: components["schemas"]["Day"] | null;
            /** @enum {string} */
            readonly standing: "arrived" | "partial" | "late" | "missing" | "rejected" | "none";
            /**
             * @description 每夜一字，旧的在前：i 未应报亦未到，w 待报，a 到，p 部分被拒，l 迟，m 缺，r 退回。
             *     One letter a night, oldest first: i idle, w waiting, a arrived, p partial, l late, m missing, r rejected.
             */
            readonly states: string;
            /** @description 是否应报。 Whether it was due. */
            readonly due: string;
            readonly rows: readonly number[];
            readonly rejected: readonly number[];
        };
        readonly NightArrival: {
            /** Format: uuid */
            readonly entryId: string;
            /** Format: uuid */
            readonly batchId: string | null;
            readonly at: components["schemas"]["Time"];
            readonly endedAt: components["schemas"]["Time"] | null;
            /** @enum {string} */
            readonly kind: "file" | "push" | "sealed" | "refusal";
            readonly agency: string;
            readonly agencyName: components["schemas"]["Text"];
            readonly item: string;
            readonly itemTitle: components["schemas"]["Text"];
            readonly door: string;
            /** @enum {string} */
            readonly state: "waiting" | "working" | "done" | "partial" | "refused" | "failed" | "cancelled" | "held";
            readonly rows: number | null;
            readonly rejected: number | null;
            readonly fileName: string;
        };
        /** @description 昨夜的到达，按时间。 Last night's arrivals in order of time. */
        readonly Timeline: {
            readonly from: components["schemas"]["Time"];
            readonly until: components["schemas"]["Time"];
            /** @description 更早的还有。 There are more before. */
            readonly more: boolean;
            readonly arrivals: readonly components["schemas"]["NightArrival"][];
            /** @description 自夜始起每小时的到达数，全部。 Arrivals by the hour of the night, all of them. */
            readonly hours: readonly number[];
        };
        /**
         * @description missing 缺报，refused 文件整件被拒，poison 多次处理失败，stuck 传输受阻，acceptance 入库率异常，certificate 证书将到期，
         *     checkpoint 存证检查点过旧，disk 磁盘不足，paused 抽取久停，release 目录发布有误。
         * @enum {string}
         */
        readonly Rule: "missing" | "refused" | "poison" | "stuck" | "acceptance" | "certificate" | "checkpoint" | "disk" | "paused" | "release";
        /** @enum {string} */
        readonly Severity: "warning" | "critical";
        readonly Alarm: {
            /** Format: uuid */
            readonly id: string;
            readonly rule: components["schemas"]["Rule"];
            readonly severity: components["schemas"]["Severity"];
            readonly agency: string | null;
            readonly item: string | null;
            readonly message: components["schemas"]["Text"];
            readonly openedAt: components["schemas"]["Time"];
            readonly closedAt: components["schemas"]["Time"] | null;
            readonly acknowledged: {
                readonly at: components["schemas"]["Time"];
                readonly by: string;
                readonly reason: string;
            } | null;
            /** @description 控制台中处理它的页面。 The page of the console where it is mended. */
            readonly link: string;
        };
        /** @description 相邻节点。 A neighbour. */
        readonly NeighbourHealth: {
            readonly node: components["schemas"]["NodeId"];
            readonly name: components["schemas"]["Text"];
            /** @enum {string} */
            readonly relation: "parent" | "child";
            /** @description 待送出；至多数到一万。 Waiting to be delivered; counted up to ten thousand. */
            readonly queued: number;
            readonly oldest: components["schemas"]["Time"] | null;
            /** @description 已放弃 given up */
            readonly abandoned: number;
            readonly sentAt: components["schemas"]["Time"] | null;
            readonly heardAt: components["schemas"]["Time"] | null;
            readonly failedAt: components["schemas"]["Time"] | null;
            readonly why: string | null;
            /**
             * @description well 通，waiting 有积压，failing 不通，unknown 未见。
             * @enum {string}
             */
            readonly state: "well" | "waiting" | "failing" | "unknown";
        };
        readonly Today: {
            readonly at: components["schemas"]["Time"];
            /** @description 一夜在次日此时截止（北京时间）。 A night ends at this hour of the next day, Beijing time. */
            readonly dueHour: number;
            readonly night: components["schemas"]["Day"];
            readonly last: components["schemas"]["NightSummary"];
            readonly tonight: components["schemas"]["NightSummary"];
            /**
             * @description 下级节点应上送的各项，这一夜如何；不计入 last。空值：没有下级节点上送过，或查看员限定到若干单位。
             *     How what lower nodes owe stands in this night, which `last` does not count. Null: no lower node ever handed anything up, or the viewer is
             *     confined to agencies.
             */
            readonly below: components["schemas"]["NightSummary"] | null;
            readonly numbers: components["schemas"]["Numbers"];
            readonly before: components["schemas"]["Numbers"];
            /** @description 近 30 夜，旧的在前。 The last thirty nights, oldest first. */
            readonly series: readonly components["schemas"]["NightTotals"][];
            /** @description 先要处理的。 What needs an act first. */
            readonly acts: readonly components["schemas"]["DutyAct"][];
            readonly lines: readonly components["schemas"]["NightsLine"][];
            readonly timeline: components["schemas"]["Timeline"];
            readonly alarms: readonly components["schemas"]["Alarm"][];
            readonly neighbours: readonly components["schemas"]["NeighbourHealth"][];
            /** @description 含演示历史。 Demonstration history is in it. */
            readonly demo: boolean;
        };
        readonly Formula: {
            readonly weights: {
                readonly acceptance: number;
                readonly timeliness: number;
                readonly completeness: number;
            };
            readonly terms: readonly components["schemas"]["Text"][];
            readonly source: components["schemas"]["Text"];
            /** @description 三项指标的目标 what each is to reach */
            readonly target: number;
        };
        /** @description 比率；空值：没有可算的。 A share; null: nothing to reckon it from. */
        readonly Rate: number | null;
        readonly Score: {
            /** @description 应报次数 deliveries due and over */
            readonly due: number;
            /** @description 按时 */
            readonly inTime: number;
            /** @description 迟报 */
            readonly late: number;
            /** @description 缺报或退回 missing or rejected */
            readonly missing: number;
            /** @description 上报量 */
            readonly rows: number;
            /** @description 入库量 */
            readonly accepted: number;
            /** @description 疑问量 */
            readonly rejected: number;
            /** @description 与库中相同 */
            readonly duplicates: number;
            /** @description 更新量 */
            readonly updated: number;
            /** @description 超过报送期限的行（W_LATE） */
            readonly lateRows: number;
            /** @description 整件退回的文件 */
            readonly refused: number;
            readonly acceptance: components["schemas"]["Rate"];
            readonly timeliness: components["schemas"]["Rate"];
            readonly completeness: components["schemas"]["Rate"];
            readonly score: number | null;
        };
        readonly Quality: {
            readonly from: components["schemas"]["Day"];
            readonly until: components["schemas"]["Day"];
            /** @enum {string} */
            readonly by: "day" | "week" | "month";
            readonly formula: components["schemas"]["Formula"];
            readonly whole: components["schemas"]["Score"];
            readonly series: readonly {
                /** @description 这一段的第一天。 Its first day. */
                readonly period: components["schemas"]["Day"];
                readonly score: components["schemas"]["Score"];
            }[];
            readonly agencies: readonly {
                readonly agency: string;
                readonly name: components["schemas"]["Text"];
                readonly score: components["schemas"]["Score"];
            }[];
            readonly lines: readonly {
                readonly agency: string;
                readonly agencyName: components["schemas"]["Text"];
                readonly item: string;
                readonly itemTitle: components["schemas"]["Text"];
                readonly origin: string;
                readonly score: components["schemas"]["Score"];
            }[];
            /** @description 违反最多的规则，至多 50 条。 What was found most, fifty at most. */
            readonly rules: readonly {
                readonly code: string;
                /** @description 列名；空：整件。 The column's title; empty: the file whole. */
                readonly column: string;
                /** @enum {string} */
                readonly severity: "refuse" | "reject" | "warn";
                readonly message: components["schemas"]["Text"];
                readonly count: number;
                /** @description 涉及的单位数。 In how many agencies. */
                readonly agencies: number;
            }[];
            readonly demo: boolean;
        };
        readonly AlarmPage: {
            readonly alarms: readonly components["schemas"]["Alarm"][];
            readonly next: components["schemas"]["Cursor"] | null;
        };
        readonly AlarmTarget: {
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "email" | "webhook";
            readonly name: string;
            /** @description 回调地址对系统管理员以外的人只显示到主机。 Of a webhook, for all but system administrators, up to the host. */
            readonly address: string;
            readonly ca: string | null;
            readonly rules: readonly components["schemas"]["Rule"][];
            readonly severity: components["schemas"]["Severity"];
            readonly active: boolean;
            readonly createdAt: components["schemas"]["Time"];
            readonly by: string;
            /** @description 最近一条消息。 The latest message. */
            readonly last: {
                /** @enum {string} */
                readonly state: "due" | "sent" | "failed";
                readonly at: components["schemas"]["Time"];
                readonly why: string | null;
            } | null;
        };
        readonly AlarmRule: {
            readonly rule: components["schemas"]["Rule"];
            readonly severity: components["schemas"]["Severity"];
            readonly name: components["schemas"]["Text"];
            readonly when: components["schemas"]["Text"];
            /** @description 可设的阈值；空：没有。 Numbers that can be set; empty where there are none. */
            readonly settings: readonly {
                readonly name: string;
                readonly said: components["schemas"]["Text"];
                /** @description 现在的值。 What holds now. */
                readonly value: number;
                /** @description 默认值。 The default. */
                readonly usual: number;
                readonly least: number;
                readonly most: number;
            }[];
            /** @description 最近由谁设定；空值：没有设定过。 Who set them last; null where nobody did. */
            readonly changed: {
                readonly at: components["schemas"]["Time"];
                readonly by: string;
                readonly reason: string;
            } | null;
        };
        readonly AlarmTargets: {
            readonly targets: readonly components["schemas"]["AlarmTarget"][];
            /** @description 节点配置中有发信设置。 The node's configuration says how mail is sent. */
            readonly mail: boolean;
            readonly rules: readonly components["schemas"]["AlarmRule"][];
        };
        readonly AlarmTargetInput: {
            /** @enum {string} */
            readonly kind: "email" | "webhook";
            readonly name: string;
            /** @description 邮箱，或 https 地址。 A mailbox, or an https address. */
            readonly address: string;
            /** @description 回调服务器所属机构的证书（PEM），非公共机构时填写。 PEM of the webhook's authority, where it is not a public one. */
            readonly ca?: string | null;
            /** @description 空：全部规则。 Empty: every rule. */
            readonly rules: readonly components["schemas"]["Rule"][];
            /** @description 自此级起。 From this severity on. */
            readonly severity: components["schemas"]["Severity"];
            readonly active: boolean;
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
        readonly Group: {
            readonly id: string;
            readonly name: components["schemas"]["Text"];
            readonly unverified?: boolean;
        };
        /** @enum {string} */
        readonly Status: "ACTIVE" | "PROHIBITED" | "WITHDRAWN" | "RESTRICTED" | "REASSIGNED";
        readonly CatalogTree: {
            /** @description 编号，0 为随程序安装的一版。 Its number; 0 is the installed one. */
            readonly release: number;
            readonly version: string;
            readonly digest: components["schemas"]["Digest"];
            readonly categories: readonly components["schemas"]["Group"][];
            readonly sectors: readonly components["schemas"]["Group"][];
            readonly items: readonly {
                readonly id: components["schemas"]["ItemId"];
                readonly title: components["schemas"]["Text"];
                readonly category: string;
                /** @description 领域；随版本收到而安装中没有的为空。 Empty where the installed catalog does not have the item. */
                readonly sector: string;
                readonly status: components["schemas"]["Status"];
                readonly responsibleUnit: components["schemas"]["Text"];
                readonly updateCycle: components["schemas"]["Text"];
                readonly adapters: number;
                /** @description 有未核实之处。 Something of it is unverified. */
                readonly unverified: boolean;
            }[];
        };
        /** @description 事项的一项属性，可读的。 One property of an item, as people read it. */
        readonly Fact: {
            readonly name: components["schemas"]["Text"];
            readonly value: components["schemas"]["Text"];
            readonly source?: string;
            readonly unverified: boolean;
        };
        readonly Basis: {
            readonly type: components["schemas"]["Text"];
            readonly name: string;
            readonly article?: string;
            readonly effectiveFrom?: string;
            readonly repealedOn?: string;
            readonly unverified: boolean;
        };
        readonly StandardField: {
            readonly name: string;
            /** @description 原列名代码，如 CF_XDR_MC。 The original code of the column. */
            readonly code?: string;
            readonly title: components["schemas"]["Text"];
            readonly type: components["schemas"]["Text"];
            readonly codeSet?: string;
            readonly maxLength?: number;
            readonly unit?: string;
            readonly sensitivity: components["schemas"]["Text"];
            readonly mask?: components["schemas"]["Text"];
            readonly required: boolean;
            /** @description 参与记录标识。 Part of what makes a record the same. */
            readonly identity: boolean;
            readonly aliases: readonly string[];
            readonly unverified: boolean;
        };
        readonly CodeSetSheet: {
            readonly id: string;
            readonly title: components["schemas"]["Text"];
            readonly source: string;
            readonly unverified: boolean;
            /** @description 全部代码数；列出的可能较少。 Of all codes; fewer may be listed. */
            readonly count: number;
            readonly codes: readonly {
                readonly code: string;
                readonly label: components["schemas"]["Text"];
                readonly validFrom?: string;
                readonly validTo?: string;
                readonly replacedBy?: string;
            }[];
        };
        readonly StandardSheet: {
            readonly id: string;
            readonly title: components["schemas"]["Text"];
            readonly fields: readonly components["schemas"]["StandardField"][];
            readonly rules: readonly {
                readonly rule: string;
                /** @description 规则程序的名称。 The name of the rule's program. */
                readonly use: string;
                /** @description 所约束的字段。 The fields that it binds. */
                readonly fields: readonly string[];
            }[];
            readonly codeSets: readonly components["schemas"]["CodeSetSheet"][];
        };
        readonly AdapterSheet: {
            readonly id: string;
            readonly version: string;
            readonly title: components["schemas"]["Text"];
            readonly agency: components["schemas"]["AgencyId"];
            readonly door: string;
            readonly delivery: components["schemas"]["Text"];
            readonly format: string;
            readonly charset: string;
            readonly columns: readonly {
                readonly field: string;
                readonly titles: readonly string[];
                readonly mandatory: boolean;
            }[];
            readonly samples: readonly string[];
        };
        readonly ItemSheet: {
            readonly id: components["schemas"]["ItemId"];
            readonly title: components["schemas"]["Text"];
            readonly description: components["schemas"]["Text"];
            readonly status: components["schemas"]["Status"];
            readonly statusName?: components["schemas"]["Text"];
            readonly statusReason?: components["schemas"]["Text"];
            readonly category: components["schemas"]["Group"];
            readonly sector: components["schemas"]["Group"];
            readonly version: string;
            readonly facts: readonly components["schemas"]["Fact"][];
            readonly legalBasis: readonly components["schemas"]["Basis"][];
            readonly standard?: components["schemas"]["StandardSheet"];
            /** @description 有自带的填报模板。 The catalog has a template for it. */
            readonly form: boolean;
            readonly adapters: readonly components["schemas"]["AdapterSheet"][];
        };
        readonly ReleaseList: {
            readonly items: readonly {
                readonly number: number;
                readonly version: string;
                readonly inForce: boolean;
                /** @description 可用于比较。 It can be compared. */
                readonly usable: boolean;
                readonly effectiveAt?: components["schemas"]["Time"];
                readonly graceUntil?: components["schemas"]["Time"];
                readonly takenAt?: components["schemas"]["Time"];
                readonly takenFrom?: string;
                readonly fault?: string;
            }[];
        };
        readonly Differences: {
            readonly from: string;
            readonly to: string;
            readonly breaksSenders: boolean;
            readonly changes: readonly {
                readonly kind: string;
                readonly part: string;
                readonly breaksSenders: boolean;
                readonly narrowsReaders: boolean;
                readonly told: components["schemas"]["Text"];
            }[];
        };
        readonly PrecheckFinding: {
            readonly row: number;
            readonly column: string;
            readonly code: string;
            /** @enum {string} */
            readonly severity: "reject" | "warn";
            readonly message: components["schemas"]["Text"];
        };
        readonly Precheck: {
            /** @description 据以判定的适配器；空为未判定。 By which it was judged; null: it was not. */
            readonly adapter: string | null;
            readonly guessed: boolean;
            readonly candidates: readonly {
                readonly adapter: string;
                readonly title: components["schemas"]["Text"];
                /** @description 0 至 1。 From 0 to 1. */
                readonly likeness: number;
            }[];
            readonly item?: components["schemas"]["ItemId"];
            readonly standard?: string;
            readonly counts?: {
                readonly rows: number;
                readonly accepted: number;
                readonly rejected: number;
                readonly duplicates: number;
                readonly warnings: number;
            };
            readonly findings?: readonly components["schemas"]["PrecheckFinding"][];
            /** @description 还有未列出的。 There are more than are listed. */
            readonly more?: boolean;
            readonly unknownColumns?: readonly string[];
            /** @description 文件开头的各行，和其后列出了问题的各行，如同表格软件所示。 The first rows of the file, and those further down of which a finding is listed, as a spreadsheet shows them. */
            readonly table?: {
                readonly titleRow: number;
                readonly rows: readonly {
                    readonly row: number;
                    readonly cells: readonly string[];
                }[];
            };
        };
        readonly Told: {
            readonly code: string;
            readonly message: components["schemas"]["Text"];
        };
        /** @description 一段时间：在哪个节点等待或处理。 A stretch of time in which it waited or was worked, and where. */
        readonly Span: {
            readonly node: string;
            readonly peer?: string;
            /** @enum {string} */
            readonly step: "origin" | "receive" | "queue" | "attempts" | "turn" | "judge" | "seal" | "store" | "work" | "outbox" | "send" | "there" | "return" | "onward" | "log" | "cosign";
            /** @enum {string} */
            readonly kind: "wait" | "work";
            readonly from: components["schemas"]["Time"];
            /** @description 空值：仍在继续。 Null while it goes on. */
            readonly to: components["schemas"]["Time"] | null;
            /** @enum {string} */
            readonly state: "done" | "now" | "failed" | "held";
            readonly attempts?: number;
            readonly code?: string;
        };
        readonly Hop: {
            /** Format: uuid */
            readonly transfer: string;
            readonly peer: string;
            /** @enum {string} */
            readonly state: "waiting" | "delivered" | "abandoned" | "held";
            /** @description 对方已收下，回执未到。 The peer has it, its receipt is not here. */
            readonly sent?: boolean;
            readonly attempts: number;
            readonly plannedAt: components["schemas"]["Time"];
            readonly claimedAt?: components["schemas"]["Time"];
            readonly triedAt?: components["schemas"]["Time"];
            readonly sentAt?: components["schemas"]["Time"];
            readonly endedAt?: components["schemas"]["Time"];
            readonly dueAt?: components["schemas"]["Time"];
            readonly why?: components["schemas"]["Told"];
            /** @description 同一通道中排在它前面的批次。 Batches before it in its lane. */
            readonly behind?: number;
        };
        readonly ReceiptView: {
            readonly node: string;
            readonly own: boolean;
            readonly at: components["schemas"]["Time"];
            readonly receivedAt: components["schemas"]["Time"];
            readonly rows: number;
            readonly accepted: number;
            readonly rejected: number;
            readonly duplicates: number;
            readonly warnings: number;
            /** @description 其自行算出的根与本节点的相同。 The root that it computed is ours. */
            readonly agrees: boolean;
            /** @description 签名与登记的密钥相符。 The signature fits a registered key. */
            readonly signed: boolean;
            readonly unknownColumns?: readonly string[];
            readonly routes?: readonly {
                readonly to: string;
                /** @enum {string} */
                readonly decision: "forward" | "not-forwarded";
                readonly reason?: string;
            }[];
        };
        readonly Hold: {
            /** Format: uuid */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "batch" | "lane";
            /**
             * Format: uuid
             * @description 可据以打开批次的编号。 An id by which the batch is found.
             */
            readonly batch?: string;
            readonly sender: string;
            readonly adapter: string;
            readonly reason: string;
            readonly by: string;
            readonly at: components["schemas"]["Time"];
            readonly releasedAt?: components["schemas"]["Time"];
        };
        /** @enum {string} */
        readonly ActName: "retry" | "replay" | "quarantine" | "release" | "cancel" | "feedback";
        readonly Order: {
            /** Format: uuid */
            readonly id: string;
            readonly act: components["schemas"]["ActName"];
            /** @enum {string} */
            readonly state: "open" | "done" | "declined" | "withdrawn" | "expired";
            readonly fourEyes: boolean;
            /**
             * Format: uuid
             * @description 可据以打开批次的编号。 An id by which the batch is found.
             */
            readonly batch?: string;
            readonly peer?: string;
            /** Format: uuid */
            readonly hold?: string;
            readonly lane?: boolean;
            readonly agency: string;
            readonly reason: string;
            readonly by: string;
            /** @description 是自己提出的。 Proposed by who asks. */
            readonly own: boolean;
            readonly at: components["schemas"]["Time"];
            readonly expiresAt?: components["schemas"]["Time"];
            readonly decidedBy?: string;
            readonly decidedAt?: components["schemas"]["Time"];
            readonly decision?: string;
            /** @description 改动了几项；0 表示早已如此。 How many things it changed; 0 when it was so already. */
            readonly changed?: number;
        };
        readonly Possible: {
            readonly act: components["schemas"]["ActName"];
            readonly fourEyes: boolean;
            readonly peer?: string;
            /** Format: uuid */
            readonly hold?: string;
            readonly lane?: boolean;
        };
        readonly Batch: {
            /**
             * Format: uuid
             * @description 到达编号，或批次编号。 Of the arrival, or of the batch.
             */
            readonly id: string;
            /**
             * Format: uuid
             * @description 各节点共用的批次编号；封签后才有。 The id that all nodes share; once it is sealed.
             */
            readonly batch?: string;
            /**
             * Format: uuid
             * @description 到达编号；推送组没有。 Of the arrival; none of a group of pushes.
             */
            readonly intake?: string;
            /** @enum {string} */
            readonly state: "waiting" | "working" | "done" | "partial" | "refused" | "failed" | "cancelled" | "held";
            /** @description 演示历史：只有传输日志中的一行。 Demonstration history: a line of the journal and no more. */
            readonly demo?: boolean;
            /** @enum {string} */
            readonly kind: "file" | "push" | "sealed";
            /** @enum {string} */
            readonly door: "http" | "tus" | "sftp" | "inbox" | "pull" | "push" | "node";
            /** @description 信源单位；未读出前为空。 The agency; empty until it is read. */
            readonly sender: string;
            /** @description 交来的单位或节点。 Who handed it over. */
            readonly receivedFrom: string;
            /** @description 封签节点。 Who sealed, or will. */
            readonly origin: string;
            readonly adapter: string;
            readonly item: string;
            readonly standard?: string;
            readonly catalog?: {
                readonly digest: string;
                readonly release?: number;
                readonly version?: string;
            };
            readonly file: {
                readonly name: string;
                readonly bytes: number;
                readonly sha256?: components["schemas"]["Digest"];
            };
            readonly receivedAt: components["schemas"]["Time"];
            readonly committedAt?: components["schemas"]["Time"];
            /** @description 已处理行数（处理中）。 Rows passed while it is being worked. */
            readonly progress?: number;
            readonly attempts?: number;
            readonly dueAt?: components["schemas"]["Time"];
            /** @description 同一通道中排在它前面的。 What waits before it in its lane. */
            readonly behind?: number;
            readonly refusal?: components["schemas"]["Told"];
            /** @description 本节点的缺陷：类别和位置。 A defect of ours: its class and place. */
            readonly failure?: string;
            readonly counts: {
                readonly rows: number;
                readonly accepted: number;
                readonly rejected: number;
                readonly duplicates: number;
                readonly warnings: number;
                /** @description 封签中的叶。 Leaves under the seal. */
                readonly leaves: number;
                /** @description 本节点不留内容的叶。 Leaves of which this node keeps no content. */
                readonly withheld: number;
            } | null;
            readonly root?: components["schemas"]["Digest"];
            readonly spans: readonly components["schemas"]["Span"][];
            readonly hops: readonly components["schemas"]["Hop"][];
            readonly receipts: readonly components["schemas"]["ReceiptView"][];
            readonly files: readonly {
                /** @enum {string} */
                readonly kind: "receipt" | "rejected" | "summary";
                readonly bytes: number;
                readonly rows: number;
            }[];
            /** @enum {string} */
            readonly feedback?: "none" | "due" | "made";
            readonly log?: {
                /** Format: uuid */
                readonly leaf: string;
                readonly index?: number;
                /** @description 首个覆盖它的检查点的大小。 Size of the first checkpoint that covers it. */
                readonly checkpoint?: number;
                readonly cosigned?: readonly string[];
            };
            readonly holds: readonly components["schemas"]["Hold"][];
            readonly orders: readonly components["schemas"]["Order"][];
            readonly possible: readonly components["schemas"]["Possible"][];
        };
        readonly FindingGroup: {
            readonly code: string;
            /** @description 条款，R1 至 R8。 The clause. */
            readonly rule?: string;
            readonly column: string;
            /** @enum {string} */
            readonly severity: "reject" | "warn";
            readonly findings: number;
            readonly rows: number;
            /** @description 行号。 Row numbers. */
            readonly samples: readonly number[];
            readonly message: components["schemas"]["Text"];
        };
        readonly Findings: {
            readonly groups: readonly components["schemas"]["FindingGroup"][];
            /** @description 还有更多类别未列。 There are more kinds than are listed. */
            readonly more: boolean;
        };
        readonly RowPage: {
            /** @description 取值的列名，与 `values` 同序。 Names of the values, in their order. */
            readonly columns: readonly string[];
            /**
             * @description shown 有取值；absent 退回行文件已不在或不可逐行读取；none 无须取值。
             *     shown; absent: the file of rejected rows is gone or cannot be read row by row; none: there are no values to show.
             * @enum {string}
             */
            readonly values: "shown" | "absent" | "none";
            readonly items: readonly {
                /** @description 来文行号；入库记录为叶号。 The row in the file; of a record the number of its leaf. */
                readonly number: number;
                /** @enum {string} */
                readonly state: "rejected" | "accepted" | "withheld";
                /** Format: uuid */
                readonly record?: string;
                readonly subject?: string;
                readonly withdrawn?: boolean;
                readonly hidden?: readonly string[];
                readonly values?: readonly string[];
                readonly findings: readonly {
                    readonly code: string;
                    readonly column: string;
                    /** @enum {string} */
                    readonly severity: "reject" | "warn";
                    readonly message: components["schemas"]["Text"];
                }[];
            }[];
            readonly next: components["schemas"]["Cursor"] | null;
        };
        readonly SealMaterial: {
            readonly manifest: string;
            /** @description CMS，DER 的 base64。 CMS, DER in base64. */
            readonly seal: string;
            /** @description 每 1,024 叶一个根，依次 base64。 32 bytes for each 1,024 leaves, base64. */
            readonly blockRoots: string;
            readonly leaves: number;
            readonly receipts: readonly {
                readonly text: string;
                readonly key: string;
                readonly signature: string;
            }[];
            readonly network: {
                /** @description 根证书，PEM。 The root certificate. */
                readonly root: string;
                readonly signature: string;
                readonly text: string;
            };
            readonly now: components["schemas"]["Time"];
        };
        readonly NewOrder: {
            /**
             * Format: uuid
             * @description 由提出者生成。 Made by who orders.
             */
            readonly id: string;
            readonly act: components["schemas"]["ActName"];
            readonly peer?: components["schemas"]["NodeId"];
            /**
             * Format: uuid
             * @description 解除哪一个隔离。 Which hold to release.
             */
            readonly hold?: string;
            /** @description 隔离整条通道：该单位以此适配器报送的全部。 Hold whatever this agency sends by this adapter. */
            readonly lane?: boolean;
            readonly reason: components["schemas"]["Reason"];
        };
        readonly OrderPage: {
            readonly items: readonly components["schemas"]["Order"][];
            readonly next: components["schemas"]["Cursor"] | null;
        };
        /** @description 目的。 The purpose. */
        readonly Purpose: string;
        /** @description 依据。 The basis. */
        readonly "schemas-Basis": string;
        readonly Search: {
            /** @description 统一社会信用代码。 Unified social credit code. */
            readonly uscc?: string;
            /** @description 居民身份证号。 A resident's number. */
            readonly certNo?: string;
            /** @description 工商注册号。 Business registration number. */
            readonly businessRegNo?: string;
            /** @description 主体键。 The subject's key. */
            readonly key?: string;
            /**
             * Format: uuid
             * @description 记录编号。 The record's id.
             */
            readonly record?: string;
            readonly items?: readonly components["schemas"]["ItemId"][];
            readonly purpose: components["schemas"]["Purpose"];
            readonly basis: components["schemas"]["schemas-Basis"];
        };
        readonly Field: {
            readonly name: string;
            readonly title: components["schemas"]["Text"];
            readonly value: string;
        };
        readonly Version: {
            /** Format: uuid */
            readonly record: string;
            readonly item: string;
            readonly subject: string;
            readonly version: number;
            /** @description 版本所表示的时间。 The time that the version stands for. */
            readonly at: components["schemas"]["Time"];
            readonly acceptedAt: components["schemas"]["Time"];
            readonly origin: string;
            readonly sender: string;
            /** Format: uuid */
            readonly batch: string;
            readonly leaf: number;
            readonly withdrawn: boolean;
            readonly marks: readonly {
                readonly mark: string;
                readonly since: components["schemas"]["Time"];
                readonly until?: components["schemas"]["Time"];
            }[];
            readonly fields: readonly components["schemas"]["Field"][];
            readonly withheld: readonly string[];
            readonly masked: readonly string[];
            readonly warnings: readonly string[];
        };
        readonly Found: {
            /** Format: uuid */
            readonly query: string;
            readonly subject: string | null;
            readonly items: readonly components["schemas"]["Version"][];
            readonly more: boolean;
        };
        readonly "schemas-Named": {
            /** Format: uuid */
            readonly id: string;
            readonly item: components["schemas"]["ItemId"];
            readonly subject: string;
            /**
             * Format: uuid
             * @description 此批次带来的版本；缺省为最新。 The version that this batch brought; the latest when absent.
             */
            readonly batch?: string;
            readonly purpose: components["schemas"]["Purpose"];
            readonly basis: components["schemas"]["schemas-Basis"];
        };
        readonly Onward: {
            readonly peer: string;
            readonly state: string;
            readonly attempts: number;
            readonly reason?: string;
        };
        readonly Stop: {
            readonly node: string;
            /** @enum {string} */
            readonly role: "origin" | "here" | "hop";
            /** @enum {string} */
            readonly state: "held" | "refused" | "waiting" | "not-forwarded" | "abandoned";
            readonly reason?: string;
            readonly at?: components["schemas"]["Time"];
            readonly attempts?: number;
            /**
             * @description here 本节点；answered 已答复；timeout 超时；refused 拒绝；unreachable 无法连接；not-asked 未送达，不必问。
             *     This node; it answered; it was too slow; it refused; it could not be reached; nothing was sent there, so it was not asked.
             * @enum {string}
             */
            readonly asked: "here" | "answered" | "timeout" | "refused" | "unreachable" | "not-asked";
            readonly code?: string;
            readonly milliseconds?: number;
            readonly rows?: number;
            readonly accepted?: number;
            readonly rejected?: number;
            /** @description 其算出的根与清单相同。 The root that it computed is the manifest's. */
            readonly agrees?: boolean;
            /** @description 回执签名已用登记的密钥核验。 Its receipt's signature was checked with a registered key. */
            readonly signed?: boolean;
            /** @description 该节点自己所答：交往何处。 What it says itself of where it handed it on. */
            readonly next?: readonly components["schemas"]["Onward"][];
        };
        readonly Proof: {
            readonly leaf: number;
            readonly leaves: number;
            readonly hash: components["schemas"]["Digest"];
            readonly path: readonly components["schemas"]["Digest"][];
            readonly root: components["schemas"]["Digest"];
            readonly holds: boolean;
        };
        readonly Path: {
            /** Format: uuid */
            readonly query: string;
            /** Format: uuid */
            readonly record: string;
            readonly item: string;
            readonly subject: string;
            /**
             * Format: uuid
             * @description 哪个批次的版本。 The batch whose version it is.
             */
            readonly chosen: string;
            readonly versions: readonly components["schemas"]["Version"][];
            readonly stops: readonly components["schemas"]["Stop"][];
            readonly proof: components["schemas"]["Proof"];
        };
        readonly NodeRelease: {
            readonly number: number;
            readonly version: string | null;
            /** @description 内容与本节点所用相同。 The same content as this node's. */
            readonly same: boolean;
            readonly at: components["schemas"]["Time"];
        };
        readonly "schemas-MaybeTime": components["schemas"]["Time"] | null;
        /** @description 数到 10000 为止。 Counted up to 10000. */
        readonly NodeQueue: {
            /** @description 待送达的批次。 Batches to be delivered. */
            readonly batches: number;
            /** @description 已送达、等回执的批次。 Delivered, waiting for their receipt. */
            readonly delivered: number;
            /** @description 待送的回执。 Receipts to be delivered. */
            readonly receipts: number;
            readonly oldestAt: components["schemas"]["schemas-MaybeTime"];
            /** @description 已放弃。 Given up. */
            readonly abandoned: number;
        };
        readonly ConnectionTest: {
            readonly node: components["schemas"]["NodeId"];
            readonly at: components["schemas"]["Time"];
            readonly operator: string;
            readonly ok: boolean;
            /** @description 对方程序版本。 Version of its program. */
            readonly version?: string;
            readonly protocol?: string;
            readonly cipher?: string;
            readonly serial?: string;
            readonly validTo?: components["schemas"]["Time"];
            /** @description 对方时钟减本机时钟，精确到秒。 Its clock less ours, to the second. */
            readonly clockMs?: number;
            readonly steps: readonly {
                /** @enum {string} */
                readonly step: "connect" | "handshake" | "certificate" | "answer" | "clock";
                readonly ok: boolean;
                /** @description 用时，毫秒。 How long, ms. */
                readonly ms: number;
                /** @description 代码。 A code. */
                readonly detail?: string;
            }[];
        };
        readonly NetworkNode: {
            readonly id: components["schemas"]["NodeId"];
            readonly parent: components["schemas"]["NodeId"] | null;
            /**
             * @description self 本节点，parent 上级，child 下级，far 不直接往来。 far has nothing to do with this node directly.
             * @enum {string}
             */
            readonly relation: "self" | "parent" | "child" | "far";
            /** @description 登记的地址。 The address in the registry. */
            readonly url: string;
            /**
             * @description good 正常；waiting 有积压（最早一项超过 15 分钟）；failing 发送失败或已有放弃；silent 从未往来或超过 26 小时无往来；far 不直接往来。
             *     waiting: the oldest owed is over 15 minutes old; failing: sending fails, or something was given up; silent: not met for 26 hours.
             * @enum {string}
             */
            readonly state: "good" | "waiting" | "failing" | "silent" | "far";
            /** @description 其所用目录发布，它自己最近一次所说；null 为未知。 The release it works by, as it said last; null is unknown. */
            readonly release: components["schemas"]["NodeRelease"] | null;
            readonly sentAt: components["schemas"]["schemas-MaybeTime"];
            readonly heardAt: components["schemas"]["schemas-MaybeTime"];
            readonly failedAt: components["schemas"]["schemas-MaybeTime"];
            /** @description 最近一次失败的代码。 Code of the last failure. */
            readonly why: string | null;
            readonly queue: components["schemas"]["NodeQueue"] | null;
            /** @description 其最近一次联署的本节点检查点。 The checkpoint of ours that it cosigned last. */
            readonly cosigned: {
                readonly size: number;
                readonly at: components["schemas"]["Time"];
            } | null;
            readonly test: components["schemas"]["ConnectionTest"] | null;
        };
        readonly NetworkAgency: {
            readonly id: components["schemas"]["AgencyId"];
            readonly lastAt: components["schemas"]["schemas-MaybeTime"];
            /** @description 最近一次的状态。 State of the last. */
            readonly lastState: string | null;
            readonly goodAt: components["schemas"]["schemas-MaybeTime"];
            /** @description 最近一次是演示数据。 The last is of the demonstration. */
            readonly demo: boolean;
        };
        readonly NetworkCertificate: {
            readonly holder: string;
            /** @enum {string} */
            readonly kind: "node" | "agency";
            /**
             * @description server、client、seal、ca 为本节点的；他方的为其最近出示的。 Ours, or what another showed last.
             * @enum {string}
             */
            readonly certificate: "server" | "client" | "seal" | "ca";
            readonly serial: string;
            readonly validFrom: components["schemas"]["Time"];
            readonly validTo: components["schemas"]["Time"];
            readonly seenAt: components["schemas"]["schemas-MaybeTime"];
            readonly revoked: boolean;
        };
        readonly NetworkFlow: {
            /** @enum {string} */
            readonly kind: "agency" | "up" | "down";
            readonly from: string;
            readonly to: string;
            readonly batches: number;
            readonly rows: number;
            /** @description 其中被拒收或失败的。 Of these, refused or failed. */
            readonly refused: number;
        };
        readonly Network: {
            readonly here: components["schemas"]["NodeId"];
            readonly at: components["schemas"]["Time"];
            /** @description 流量按最近多少分钟统计。 Flows are of so many last minutes. */
            readonly minutes: number;
            /** @description 本节点的程序版本。 Version of this node's program. */
            readonly version: string;
            readonly nodes: readonly components["schemas"]["NetworkNode"][];
            readonly agencies: readonly components["schemas"]["NetworkAgency"][];
            /** @description 最早到期的在前。 What expires first, first. */
            readonly certificates: readonly components["schemas"]["NetworkCertificate"][];
            readonly flows: readonly components["schemas"]["NetworkFlow"][];
        };
        readonly LogCheck: {
            /** Format: uuid */
            readonly id: string;
            readonly startedAt: components["schemas"]["Time"];
            readonly endedAt: components["schemas"]["Time"] | null;
            readonly operator: string;
            /**
             * @description running 进行中，sound 完好，broken 有问题，stopped 中途停止。
             * @enum {string}
             */
            readonly state: "running" | "sound" | "broken" | "stopped";
            readonly done: number;
            /** @description 条目和批次的总数。 Entries and batches together. */
            readonly whole: number;
            readonly report: {
                readonly size: number;
                readonly root: components["schemas"]["Digest"];
                readonly open: number;
                readonly checkpoints: number;
                readonly cosignatures: number;
                readonly batches: number;
                readonly faults: readonly {
                    readonly what: string;
                    readonly at: string;
                    readonly detail: string;
                }[];
            } | null;
        };
        readonly LogState: {
            readonly node: components["schemas"]["NodeId"];
            /** @description 日志的名称，写在每个检查点首行。 Name of the log, the first line of each checkpoint. */
            readonly origin: string;
            readonly entries: number;
            /** @description 数到 10000 为止。 Counted up to 10000. */
            readonly unnumbered: number;
            readonly checkpoint: {
                readonly size: number;
                readonly root: components["schemas"]["Digest"];
                readonly at: components["schemas"]["Time"];
            } | null;
            readonly witnesses: readonly {
                readonly node: components["schemas"]["NodeId"];
                readonly size: number | null;
                readonly at: components["schemas"]["Time"] | null;
            }[];
            readonly check: components["schemas"]["LogCheck"] | null;
            /** @description 可筛选的类别。 Kinds to filter by. */
            readonly kinds: readonly string[];
        };
        readonly CheckpointPage: {
            readonly checkpoints: readonly {
                readonly size: number;
                readonly root: components["schemas"]["Digest"];
                readonly at: components["schemas"]["Time"];
                readonly cosigned: readonly {
                    readonly node: components["schemas"]["NodeId"];
                    readonly at: components["schemas"]["Time"];
                }[];
            }[];
            readonly next: string | null;
        };
        readonly LogEntry: {
            /** Format: uuid */
            readonly id: string;
            /** @description null：尚未编号。 null: not numbered yet. */
            readonly number: number | null;
            readonly at: components["schemas"]["Time"];
            readonly kind: string;
            /** @description 条目原文，规范 JSON。 The entry's own text, canonical JSON. */
            readonly data: string;
            readonly hash: components["schemas"]["Digest"];
            /** @description 操作员条目的原文；sound 表示与条目中的摘要相符。 What the operator did; sound when it has the digest of the entry. */
            readonly act?: {
                readonly operator: string;
                readonly act: string;
                readonly target: string;
                readonly reason: string | null;
                readonly sound: boolean;
            };
        };
        readonly EntryPage: {
            readonly entries: readonly components["schemas"]["LogEntry"][];
            readonly next: string | null;
        };
        /**
         * @description file 文件到达，push 推送到达，sealed 他节点批次转来，refusal 门口拒收，hop 向他节点转发。
         *     A file that arrived, a push, a sealed batch of another node, a refusal at a door, a hop to another node.
         * @enum {string}
         */
        readonly Kind: "file" | "push" | "sealed" | "refusal" | "hop";
        /**
         * @description waiting 等待处理，working 处理中，done 已完成，partial 部分退回，refused 整批拒收，failed 处理失败（我方），cancelled 已撤销，held 已隔离；
         *     一跳：delivered 已送达，abandoned 已放弃。
         *     Waiting, being worked, taken whole, rows rejected, refused whole, failed on our side, cancelled, held; of a hop: delivered, given up.
         * @enum {string}
         */
        readonly State: "waiting" | "working" | "done" | "partial" | "refused" | "failed" | "cancelled" | "held" | "delivered" | "abandoned";
        /**
         * @description 由何处进来；node 为节点之间。 How it came; node is between nodes.
         * @enum {string}
         */
        readonly Door: "http" | "tus" | "sftp" | "inbox" | "pull" | "push" | "node";
        readonly Count: number | null;
        readonly TransferEntry: {
            /**
             * Format: uuid
             * @description 条目编号，不变。 The entry's own id, which stays.
             */
            readonly id: string;
            readonly at: components["schemas"]["Time"];
            readonly kind: components["schemas"]["Kind"];
            readonly state: components["schemas"]["State"];
            /** @description 批次编号，见 /batches/:id；尚无批次的为空。 Id of the batch; null without one. */
            readonly batch: string | null;
            /** @description 报送单位；他节点的批次未读前为空。 Who reported; empty until a sealed batch is read. */
            readonly agency: string;
            /** @description 封印节点。 Who sealed. */
            readonly origin: string;
            /** @description 对方节点；与单位之间为空。 The other node; empty with agencies. */
            readonly peer: string;
            readonly item: string;
            readonly adapter: string;
            /** @description 见 Door。 See Door. */
            readonly door: string;
            readonly fileName: string;
            readonly bytes: components["schemas"]["Count"];
            readonly rows: components["schemas"]["Count"];
            readonly accepted: components["schemas"]["Count"];
            readonly rejected: components["schemas"]["Count"];
            readonly duplicates: components["schemas"]["Count"];
            readonly warnings: components["schemas"]["Count"];
            /** @description 原因代码；没有可说的为空。 Why, by code; empty where there is nothing to say. */
            readonly code: string;
            /** @description 代码的文字，如有。 The code in words, where it has any. */
            readonly why: components["schemas"]["Text"] | null;
            readonly attempts: number;
            readonly endedAt: components["schemas"]["Time"] | null;
            /** @description 演示数据。 Demonstration. */
            readonly demo: boolean;
        };
        /** @description 数据库快照。 A snapshot of the database. */
        readonly Mark: string;
        readonly TransferPage: {
            readonly rows: readonly components["schemas"]["TransferEntry"][];
            /** @description 更早的一页；空为到底。 Cursor of older ones; null at the end. */
            readonly older: components["schemas"]["Cursor"] | null;
            /** @description 更新的一页；首页为空。 Cursor of newer ones; null on the first page. */
            readonly newer: components["schemas"]["Cursor"] | null;
            /** @description 因时限而止，找到了此时。 Ended for want of time; searched up to here. */
            readonly searchedUntil: components["schemas"]["Time"] | null;
            /** @description 估计共多少条；只在首页。 A guess at how many; on the first page only. */
            readonly estimatedTotal: number | null;
            readonly mark: components["schemas"]["Mark"];
            /**
             * Format: uuid
             * @description 查询日志的编号。 Id in the log of queries.
             */
            readonly query?: string;
            /** @description 只查了最近的 500 个批次。 Only the newest 500 batches were searched. */
            readonly truncated?: boolean;
        };
        /**
         * @description 主体键：统一社会信用代码；`r:` 加工商注册号；`p:`、`n:` 加带密钥的摘要（个人证件、名称）。
         *     A credit code; `r:` and a registration number; `p:` or `n:` and a keyed digest (a person's document, a name).
         */
        readonly SubjectKey: string;
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
        /** @description 用途代码，如授权所列。 A code, as grants list it. */
        readonly "schemas-Purpose": string;
        /**
         * @description 依据，如法规名称和条款。 The legal basis.
         * @example 中华人民共和国行政许可法第三十四条
         */
        readonly "queries_schemas-Basis": string;
        readonly NodeList: readonly components["schemas"]["NodeId"][];
        readonly TransfersAbout: {
            readonly subject?: components["schemas"]["Subject"];
            /**
             * Format: uuid
             * @description 只要这一条记录；与 subject 至少给出一个。 This record only; this or `subject` must be given.
             */
            readonly record?: string;
            readonly purpose: components["schemas"]["schemas-Purpose"];
            readonly basis: components["schemas"]["queries_schemas-Basis"];
            readonly agency?: readonly components["schemas"]["AgencyId"][];
            readonly item?: readonly components["schemas"]["ItemId"][];
            readonly origin?: components["schemas"]["NodeList"];
            readonly peer?: components["schemas"]["NodeList"];
            readonly kind?: readonly components["schemas"]["Kind"][];
            readonly state?: readonly components["schemas"]["State"][];
            readonly door?: readonly components["schemas"]["Door"][];
            readonly code?: string;
            readonly name?: string;
            /** Format: uuid */
            readonly id?: string;
            readonly from?: components["schemas"]["Time"];
            readonly until?: components["schemas"]["Time"];
            readonly cursor?: components["schemas"]["Cursor"];
            /** @default 50 */
            readonly limit?: number;
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
        /**
         * @description 适配器，或 `forms/<事项>` An adapter, or `forms/<item>`.
         * @example cities/jinan-penalties
         */
        readonly adapter: string;
    };
    requestBodies: {
        /** @description 为何。 Why. */
        readonly Why: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
    };
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
    readonly getSignIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 登录方式。 The ways. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignIn"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
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
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 登录名、口令、验证码。 Name, password, code. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly login: string;
                    readonly password: string;
                    /** @description 六位验证码，或恢复代码。 Six digits, or a recovery code. */
                    readonly code: string;
                };
            };
        };
        readonly responses: {
            /** @description 已登录。 Signed in. */
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
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 204: components["responses"]["Done"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly changePassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 现口令、验证码、新口令。 The present password, a code, and the new password. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                    readonly code: string;
                    readonly newPassword: string;
                };
            };
        };
        readonly responses: {
            readonly 204: components["responses"]["Done"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly renewRecoveryCodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 口令、验证码。 The password and a code. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly password: string;
                    readonly code: string;
                };
            };
        };
        readonly responses: {
            /** @description 恢复代码。 The codes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly recoveryCodes: readonly string[];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly startOidc: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 转到身份提供方。 To the provider. */
            readonly 303: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly finishOidc: {
        readonly parameters: {
            readonly query?: {
                /** @description 授权码 The authorization code. */
                readonly code?: string;
                /** @description 发起时的 state The state of the start. */
                readonly state?: string;
                /** @description 签发者 The issuer. */
                readonly iss?: string;
                /** @description 不用 Not used. */
                readonly session_state?: string;
                /** @description 不用 Not used. */
                readonly scope?: string;
                /** @description 错误代码 The code of an error. */
                readonly error?: string;
                /** @description 不用 Not used. */
                readonly error_description?: string;
                /** @description 不用 Not used. */
                readonly error_uri?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 转到首页或登录页。 To the first page, or to that of signing in. */
            readonly 303: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly openLink: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 链接的秘密。 The link's secret. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly secret: components["schemas"]["LinkSecret"];
                };
            };
        };
        readonly responses: {
            /** @description 链接。 The link. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Link"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly acceptLink: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 秘密、口令、验证码。 The secret, a password, a code. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly secret: components["schemas"]["LinkSecret"];
                    readonly login?: components["schemas"]["Login"];
                    readonly name?: components["schemas"]["Name"];
                    readonly password: string;
                    readonly code: string;
                };
            };
        };
        readonly responses: {
            /** @description 已登录。 Signed in. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly session: components["schemas"]["Session"];
                        readonly recoveryCodes: readonly string[];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listOperators: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 操作员。 Operators. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["OperatorEntry"][];
                        /** @description 可用统一身份认证。 Whether there is an identity provider. */
                        readonly oidc: boolean;
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly inviteOperator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 登录名、姓名、角色、可见单位。 Name, roles, and what it sees. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly login: components["schemas"]["Login"];
                    readonly name: components["schemas"]["Name"];
                    readonly way: components["schemas"]["Way"];
                    readonly roles: components["schemas"]["Roles"];
                    readonly scope: components["schemas"]["Scope"];
                };
            };
        };
        readonly responses: {
            /** @description 已添加。 Entered. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperatorWithLink"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly changeOperator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 改成什么，为何。 What it is to be, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description 据以修改的版本。 The revision that the change is made upon. */
                    readonly revision: number;
                    readonly name: components["schemas"]["Name"];
                    readonly roles: components["schemas"]["Roles"];
                    readonly scope: components["schemas"]["Scope"];
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
        readonly responses: {
            /** @description 已修改。 Changed. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperatorEntry"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly lockOperator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            /** @description 已锁定。 Locked. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperatorEntry"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly unlockOperator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            /** @description 已解锁。 Unlocked. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperatorEntry"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly resetOperator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            /** @description 已重设。 Reset. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperatorWithLink"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly removeOperator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            readonly 204: components["responses"]["Done"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRegister: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 登记。 The registers. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Register"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRegisterDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 草稿。 The draft. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterDraft"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly editRegister: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 改什么，为何。 What is edited, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: uuid */
                    readonly id: string;
                    readonly reason: components["schemas"]["Reason"];
                    readonly edit: components["schemas"]["RegisterEdit"];
                };
            };
        };
        readonly responses: {
            /** @description 改后的草稿。 The draft after it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterDraft"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly undoRegisterEdit: {
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
            /** @description 撤后的草稿。 The draft after it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterDraft"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly discardRegisterDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 为何。 Why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
        readonly responses: {
            /** @description 空的草稿。 The draft, empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterDraft"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRegisterDraftFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 登记，规范 JSON。 The register, canonical JSON. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readRegisterKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 所粘贴的。 What was pasted. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly text: string;
                };
            };
        };
        readonly responses: {
            /** @description 公钥。 The key. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterKey"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly checkRegister: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 登记和签名。 The register and its signature. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SignedRegister"];
            };
        };
        readonly responses: {
            /** @description 核验结果。 What it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckedRegister"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly proposeRegister: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 登记、签名、理由。 The register, its signature, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** Format: uuid */
                    readonly id: string;
                    readonly reason: components["schemas"]["Reason"];
                    readonly register: components["schemas"]["RegisterText"];
                    readonly signature: components["schemas"]["RegisterSignature"];
                };
            };
        };
        readonly responses: {
            /** @description 草稿和待复核的登记。 The draft, and what waits. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterDraft"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly decideRegister: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 决定和理由。 The decision, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly decision: "approve" | "decline" | "withdraw";
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
        readonly responses: {
            /** @description 草稿和登记的状态。 The draft, and how things stand. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisterDraft"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSchedules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 计划。 The schedules. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedules"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly runSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 抽取的编号，见计划文件。 The source's id, as the file of schedules has it.
                 * @example jinan-front-end
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            /** @description 计划。 The schedules. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedules"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly pauseSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 抽取的编号，见计划文件。 The source's id, as the file of schedules has it.
                 * @example jinan-front-end
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            /** @description 计划。 The schedules. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedules"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly resumeSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 抽取的编号，见计划文件。 The source's id, as the file of schedules has it.
                 * @example jinan-front-end
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["Why"];
        readonly responses: {
            /** @description 计划。 The schedules. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedules"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAuditEntries: {
        readonly parameters: {
            readonly query?: {
                /** @description 操作员 Of this operator. */
                readonly operator?: string;
                /**
                 * @description 动作，或其前段，如 operator An act, or what it begins with.
                 * @example operator
                 */
                readonly act?: string;
                /** @description 对象，完整 The target, whole. */
                readonly target?: string;
                /**
                 * @description 自此时起（含） From this moment on.
                 * @example 2026-11-22T16:00:00.000Z
                 */
                readonly from?: components["parameters"]["from"];
                /**
                 * @description 至此时止（不含） Before this moment.
                 * @example 2026-11-23T16:00:00.000Z
                 */
                readonly until?: components["parameters"]["until"];
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        readonly next?: components["schemas"]["Cursor"];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getToday: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 今日。 Today. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Today"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getQuality: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 第一夜。 The first night.
                 * @example 2026-10-01
                 */
                readonly from: components["schemas"]["Day"];
                /**
                 * @description 最后一夜，至多 400 夜。 The last night, of 400 at most.
                 * @example 2026-10-31
                 */
                readonly until: components["schemas"]["Day"];
                /**
                 * @description 只看这个单位。 Of this agency only.
                 * @example jinan-credit
                 */
                readonly agency?: components["schemas"]["AgencyId"];
                /**
                 * @description 只看这个事项。 Of this item only.
                 * @example XZCF
                 */
                readonly item?: components["schemas"]["ItemId"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 质量。 Quality. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quality"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getQualityReport: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 单位。 The agency.
                 * @example jinan-credit
                 */
                readonly agency: components["schemas"]["AgencyId"];
                /**
                 * @description 月份。 The month.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description 格式。 The format.
                 * @example pdf
                 */
                readonly format: "xlsx" | "pdf";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 报告。 The report. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/pdf": unknown;
                    readonly "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAlarms: {
        readonly parameters: {
            readonly query?: {
                /** @description 只列开放的，或全部。 Open ones only, or all. */
                readonly state?: "open" | "all";
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 告警。 Alarms. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlarmPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly acknowledgeAlarm: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
        readonly responses: {
            /** @description 告警。 The alarm. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alarm"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAlarmTargets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 通知对象。 Targets. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlarmTargets"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putAlarmTarget: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AlarmTargetInput"];
            };
        };
        readonly responses: {
            /** @description 通知对象。 The target. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlarmTarget"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly removeAlarmTarget: {
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
            /** @description 已删除。 Removed. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly testAlarmTarget: {
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
            /** @description 结果。 How it went. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly sent: boolean;
                        /** @description 失败的代码。 Code of the failure. */
                        readonly why: string | null;
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setAlarmRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 规则。 The rule.
                 * @example stuck
                 */
                readonly rule: components["schemas"]["Rule"];
            };
            readonly cookie?: never;
        };
        /** @description 阈值和理由。 The numbers, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly values: {
                        readonly [key: string]: number;
                    };
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
        readonly responses: {
            /** @description 全部规则。 All rules. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly rules: readonly components["schemas"]["AlarmRule"][];
                    };
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
    readonly getCatalogTree: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 目录。 The catalog. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CatalogTree"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCatalogItem: {
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
        readonly requestBody?: never;
        readonly responses: {
            /** @description 事项。 The item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ItemSheet"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listCatalogReleases: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 版本。 The releases. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseList"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCatalogDifferences: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 较早的版本 The earlier release.
                 * @example 0
                 */
                readonly from: number;
                /**
                 * @description 较晚的版本 The later release.
                 * @example 1
                 */
                readonly to: number;
                /** @description 只看此事项 Of this item only. */
                readonly item?: components["schemas"]["ItemId"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 差异。 The differences. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Differences"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCatalogTemplate: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 适配器，或 `forms/<事项>` An adapter, or `forms/<item>`.
                 * @example cities/jinan-penalties
                 */
                readonly adapter: components["parameters"]["adapter"];
                /** @description 格式 The format. */
                readonly format?: "csv" | "xlsx";
            };
            readonly header?: never;
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
    readonly getCatalogSample: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 适配器，或 `forms/<事项>` An adapter, or `forms/<item>`.
                 * @example cities/jinan-penalties
                 */
                readonly adapter: components["parameters"]["adapter"];
                /**
                 * @description 文件名 The file's name.
                 * @example nightly.csv
                 */
                readonly name: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 样例。 The sample. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly precheckFile: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description 适配器，或 `forms/<事项>` An adapter, or `forms/<item>`.
                 * @example cities/jinan-penalties
                 */
                readonly adapter?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 文件的字节。 The bytes of the file. */
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description 会怎样判定。 How it would be judged. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Precheck"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatch: {
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
            /** @description 批次。 The batch. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Batch"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatchFindings: {
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
            /** @description 问题。 The findings. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Findings"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listBatchRows: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description 退回的行，或入库的记录 Rejected rows or accepted records.
                 * @example rejected
                 */
                readonly state: "rejected" | "accepted";
                /**
                 * @description 从此行号起（退回行）。 From this row number on.
                 * @example 17
                 */
                readonly row?: number;
                /**
                 * @description 只列有此问题的行。 Only rows with this finding.
                 * @example ID_USCC
                 */
                readonly code?: string;
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
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RowPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatchSeal: {
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
            /** @description 封签材料。 The material. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SealMaterial"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatchFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
                /**
                 * @description seal 封签文件，receipt 回执文件，summary 小结，manifest 清单原文。
                 *     Seal file, receipt file, summary, the manifest's exact text.
                 */
                readonly kind: "seal" | "receipt" | "summary" | "manifest";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 文件。 The file. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": unknown;
                    readonly "text/plain": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getBatchRejected: {
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
            /** @description 文件。 The file. */
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
    readonly orderAct: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 处置。 The order. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewOrder"];
            };
        };
        readonly responses: {
            /** @description 已执行，或待批准。 Done, or open. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Order"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listOrders: {
        readonly parameters: {
            readonly query?: {
                /** @description 只列此状态。 Only these. */
                readonly state?: "open" | "done" | "declined" | "withdrawn" | "expired";
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OrderPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly decideOrder: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description 编号 The id. */
                readonly id: components["parameters"]["id"];
            };
            readonly cookie?: never;
        };
        /** @description 决定。 The decision. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly decision: "approve" | "decline" | "withdraw";
                    readonly reason: components["schemas"]["Reason"];
                };
            };
        };
        readonly responses: {
            /** @description 决定之后。 After the decision. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Order"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listHolds: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 隔离。 Holds. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Hold"][];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly findRecords: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 所问。 The question. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Search"];
            };
        };
        readonly responses: {
            /** @description 记录。 Records. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Found"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readRecordPath: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 哪一条，为何。 Which one, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["schemas-Named"];
            };
        };
        readonly responses: {
            /** @description 路径。 The path. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Path"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly unmaskRecord: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 哪一条，为何。 Which one, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["schemas-Named"];
            };
        };
        readonly responses: {
            /** @description 全部字段。 All fields. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /**
                         * Format: uuid
                         * @description 查询日志编号。 Its entry in the log of queries.
                         */
                        readonly query: string;
                        readonly version: components["schemas"]["Version"];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getRecordEvidence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description 哪一条，为何。 Which one, and why. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["schemas-Named"];
            };
        };
        readonly responses: {
            /** @description 证据文件。 The evidence file. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getNetwork: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 网络。 The network. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Network"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly testConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 相邻节点 A neighbour.
                 * @example 370000
                 */
                readonly node: components["schemas"]["NodeId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 测试结果。 What was found. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLog: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 概况。 At a glance. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogState"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listCheckpoints: {
        readonly parameters: {
            readonly query?: {
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页检查点。 A page of checkpoints. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckpointPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly downloadCheckpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description 检查点覆盖的条目数 How many entries it covers.
                 * @example 128
                 */
                readonly size: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 签名文本。 The signed note. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly searchLogEntries: {
        readonly parameters: {
            readonly query?: {
                /** @description 批次或条目的编号 Id of a batch or an entry. */
                readonly id?: string;
                /** @description 条目号 Number of the entry. */
                readonly number?: number;
                /**
                 * @description 类别 Kinds.
                 * @example [
                 *       "batch"
                 *     ]
                 */
                readonly kind?: readonly string[];
                /**
                 * @description 自此时起（含） From this moment on.
                 * @example 2026-11-22T16:00:00.000Z
                 */
                readonly from?: components["parameters"]["from"];
                /**
                 * @description 至此时止（不含） Before this moment.
                 * @example 2026-11-23T16:00:00.000Z
                 */
                readonly until?: components["parameters"]["until"];
                /** @description 上一页的 `next`。 The `next` of the page before. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页条目。 A page of entries. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EntryPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listLogChecks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 核验记录。 Checks. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly checks: readonly components["schemas"]["LogCheck"][];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly startLogCheck: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 已开始。 Started. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogCheck"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLogCheck: {
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
            /** @description 核验。 The check. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogCheck"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly stopLogCheck: {
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
            readonly 204: components["responses"]["Done"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listTransfers: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description 只列这些单位 Of these agencies only.
                 * @example [
                 *       "jinan-market-supervision"
                 *     ]
                 */
                readonly agency?: components["parameters"]["agencyFilter"];
                /**
                 * @description 只列这些事项 Of these items only.
                 * @example [
                 *       "JYYC"
                 *     ]
                 */
                readonly item?: components["parameters"]["itemFilter"];
                /** @description 由这些节点封印。 Sealed by these nodes. */
                readonly origin?: readonly components["schemas"]["NodeId"][];
                /** @description 来自或发往这些节点。 From or to these nodes. */
                readonly peer?: readonly components["schemas"]["NodeId"][];
                /** @description 种类。 Kinds. */
                readonly kind?: readonly components["schemas"]["Kind"][];
                /** @description 状态。 States. */
                readonly state?: readonly components["schemas"]["State"][];
                /** @description 门。 Doors. */
                readonly door?: readonly components["schemas"]["Door"][];
                /** @description 原因代码。 Why, by code. */
                readonly code?: string;
                /** @description 文件名的一部分，英文字母不分大小写。 Part of the file's name; ASCII letters in either case. */
                readonly name?: string;
                /** @description 批次、到达或一跳的编号。 Id of a batch, an arrival or a hop. */
                readonly id?: string;
                /**
                 * @description 自此时起（含） From this moment on.
                 * @example 2026-11-22T16:00:00.000Z
                 */
                readonly from?: components["parameters"]["from"];
                /**
                 * @description 至此时止（不含） Before this moment.
                 * @example 2026-11-23T16:00:00.000Z
                 */
                readonly until?: components["parameters"]["until"];
                /** @description 上一页的 `older` 或 `newer`。 `older` or `newer` of a page. */
                readonly cursor?: components["schemas"]["Cursor"];
                /** @description 每页至多多少项。 How many at most. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TransferPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly findTransfersAbout: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransfersAbout"];
            };
        };
        readonly responses: {
            /** @description 一页。 A page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TransferPage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly exportTransfers: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description 只列这些单位 Of these agencies only.
                 * @example [
                 *       "jinan-market-supervision"
                 *     ]
                 */
                readonly agency?: components["parameters"]["agencyFilter"];
                /**
                 * @description 只列这些事项 Of these items only.
                 * @example [
                 *       "JYYC"
                 *     ]
                 */
                readonly item?: components["parameters"]["itemFilter"];
                /** @description 由这些节点封印。 Sealed by these nodes. */
                readonly origin?: readonly components["schemas"]["NodeId"][];
                /** @description 来自或发往这些节点。 From or to these nodes. */
                readonly peer?: readonly components["schemas"]["NodeId"][];
                /** @description 种类。 Kinds. */
                readonly kind?: readonly components["schemas"]["Kind"][];
                /** @description 状态。 States. */
                readonly state?: readonly components["schemas"]["State"][];
                /** @description 门。 Doors. */
                readonly door?: readonly components["schemas"]["Door"][];
                /** @description 原因代码。 Why, by code. */
                readonly code?: string;
                /** @description 文件名的一部分，英文字母不分大小写。 Part of the file's name; ASCII letters in either case. */
                readonly name?: string;
                /** @description 批次、到达或一跳的编号。 Id of a batch, an arrival or a hop. */
                readonly id?: string;
                /**
                 * @description 自此时起（含） From this moment on.
                 * @example 2026-11-22T16:00:00.000Z
                 */
                readonly from?: components["parameters"]["from"];
                /**
                 * @description 至此时止（不含） Before this moment.
                 * @example 2026-11-23T16:00:00.000Z
                 */
                readonly until?: components["parameters"]["until"];
                /** @description 至多多少行。 How many rows at most. */
                readonly most?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 文件。 The file. */
            readonly 200: {
                headers: {
                    readonly "Content-Disposition": components["headers"]["ContentDisposition"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly followTransfers: {
        readonly parameters: {
            readonly query?: {
                /** @description 列表的 `mark`。 The `mark` of a list. */
                readonly since?: components["schemas"]["Mark"];
            };
            readonly header?: {
                /** @description 最后收到的事件。 The last event received. */
                readonly "Last-Event-ID"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 事件流。 Events. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": unknown;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
}
